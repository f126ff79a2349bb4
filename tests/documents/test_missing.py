"""What is missing on a paper leads to the very place where it is put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapper.documents.missing import lead_of, warnings
from mapper.documents.model import Lead
from mapper.office.model import Office
from tests.documents.people import kari, line, question, text


@pytest.mark.parametrize(
    ("code", "lead"),
    [
        ("no_next_meeting", Lead("plan", "next_meeting")),
        ("calendar_empty", Lead("plan", "next_meeting")),
        ("assessment_versions", Lead("plan", "assessment")),
        ("no_phone", Lead("office", "phone")),
        ("no_readers", Lead("office", "who_can_read")),
        ("ask_again", Lead("consents", "c1")),
    ],
)
def test_a_warning_leads_to_its_place(code: str, lead: Lead) -> None:
    assert lead_of(code, kari(office=Office())) == lead


def test_a_step_with_empty_fields_leads_to_that_step() -> None:
    (missing,) = (each for each in warnings("plan", kari()) if each.code == "missing_fields")
    assert missing.lead == Lead("plan", "old-job")


def test_what_is_held_back_leads_to_its_line() -> None:
    unasked = line(question("start.secret", "Spurt?"), part=text("Del"), held_back=True, standing="not_asked")
    told = kari(alone=True)
    told = replace(told, review=(unasked, *told.review))
    assert lead_of("held_back", told) == Lead("review", "health.consider")
