"""The draft of the plan tells how each step stands, and which ideas are still open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapper.documents.blocks import Table, plain, walk
from mapper.documents.render import make
from mapper.documents.writers.markdown import write
from tests.documents.three import aile


def statuses(language: str) -> dict[str, str]:
    table = next(block for block in walk(make("plan", aile(language=language)).blocks) if isinstance(block, Table))
    return {plain(row[0]): plain(row[-1]).replace("\u00a0", " ") for row in table.rows}


@pytest.mark.parametrize(
    ("language", "open_word", "wish"),
    [
        ("nb", "Forslag", "Du ønsker dette. Nav svarer innen 3. april"),
        ("nn", "Forslag", "Du ønskjer dette. Nav svarar innan 3. april"),
        ("en", "Suggestion", "You want this. Nav answers by 3 April"),
    ],
)
def test_each_step_has_its_status_and_none_is_agreed(language: str, open_word: str, wish: str) -> None:
    found = statuses(language)
    assert found["Prøve to dager i uka på et kjøkken"] == wish
    assert {status for title, status in found.items() if not title.startswith("Prøve")} == {open_word}


def test_open_ideas_stand_on_it_and_those_held_back_do_not() -> None:
    told = aile()
    found = write(make("plan", told))
    assert "Kurs i mat og hygiene: Når barna har begynt på skolen" in found
    assert "Snakke om ro" not in found
    assert "Jobbklubb" in found
    assert "Jobbklubb" not in write(make("plan", replace(told, refused_on_paper=False)))
