"""What is missing on a paper leads to the very place where it is put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapper.documents.kinds import warnings
from mapper.documents.leads import lead_of, with_leads
from mapper.documents.model import Lead, Piece, Place
from mapper.office.model import Office
from tests.documents.people import kari


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
    told = kari(alone=True)
    held = next(line.question.ref for line in told.review if line.held_back)
    assert lead_of("held_back", told) == Lead("review", held)


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        ("Jeg vil skrive den selv først.", "cv"),
        ("Det gjorde jeg i fjor.", "club"),
        ("Jeg vil ha jobb med en gang.", "assessment"),
    ],
)
def test_words_of_the_plan_lead_to_where_they_stand_in_it(words: str, ref: str) -> None:
    piece = Piece((0,), Place("", "", 1, 1), f"Du: «{words}»", words, "text", fixed="said")
    (found,) = with_leads([piece], kari())
    assert found == replace(piece, lead=Lead("plan", ref))
