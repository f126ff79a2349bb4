"""Words on a paper lead to where they were said or written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapper.documents.leads import with_leads
from mapper.documents.model import Lead, Piece, Place
from tests.documents.people import kari


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
