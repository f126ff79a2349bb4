"""What is asked in rounds stands side by side on two papers, for those who may read it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mapper.documents.alone import told_alone
from mapper.documents.blocks import Heading, Quote, Table, plain, walk
from mapper.documents.changing import change
from mapper.documents.kinds import KINDS
from mapper.documents.look import PLAIN
from mapper.documents.model import Change, Told
from mapper.documents.render import make
from mapper.documents.writers import docx, html, markdown
from mapper.interview.model import Compared, Level, ReviewLine, Standing
from mapper.questionnaire.model import NumberQuestion, ScaleQuestion
from tests.documents.people import WORK, kari, line, question, spoken

TITLES = {"nb": "Nå og før", "nn": "No og før", "en": "Now and before"}
FEBRUARY, MARCH = date(2026, 2, 20), date(2026, 3, 6)
ENDS = {"type": "scale", "low": {"nb": "Lett"}, "high": {"nb": "Tungt"}}
LOAD = question("job.load", "Hvor tung er jobben?", area="work", **ENDS)
TRUST = question("job.trust", "Hvor trygg er du i jobben?", area="work", **ENDS)
BEFORE = question("work.trust", "Hvor trygg er du?", area="work", **ENDS)
HOURS = question("job.hours", "Hvor mange timer?", area="social", type="number", unit={"nb": "timer"})


def said(asked: Any, now: int | None, **rest: Any) -> ReviewLine:
    answers = () if now is None else (spoken(Decimal(now)),)
    standing: Standing = "not_asked" if now is None else "answered"
    return replace(line(asked, *answers, part=WORK, standing=standing), rounds=(spoken(Decimal(5)),), **rest)


def row(asked: Any, start: int | None, last: int | None, now: int | None, start_ref: str = "") -> Compared:
    assert isinstance(asked, ScaleQuestion | NumberQuestion)
    first, before, today = (
        None if value is None else Level(Decimal(value), on)
        for value, on in ((start, FEBRUARY), (last, MARCH), (now, date(2026, 3, 14)))
    )
    return Compared(asked, today, before, first, start_ref or asked.ref)


def told(*lines: ReviewLine, compared: tuple[Compared, ...], **rest: Any) -> Told:
    return kari(review=(*kari().review, *lines), compared=compared, **rest)


def table(document: str, told: Told) -> list[list[str]]:
    """Give the rows of the table under the heading, as a reader sees them; nothing where it is not there."""
    blocks = list(make(document, told).blocks)
    heads = [
        number
        for number, block in enumerate(blocks)
        if isinstance(block, Heading) and plain(block.inlines) == TITLES[told.language]
    ]
    if not heads:
        return []
    (found,) = (each for each in walk((blocks[heads[0] + 1],)) if isinstance(each, Table))
    return [[plain(cell).replace("\u00a0", " ") for cell in cells] for cells in found.rows]


WHOLE = told(said(LOAD, 6), compared=(row(LOAD, 5, 7, 6),))


@pytest.mark.parametrize("document", ["summary", "basis"])
def test_start_last_time_and_now_stand_side_by_side_with_their_days(document: str) -> None:
    assert table(document, WHOLE) == [
        ["Hvor tung er jobben? (0 er «Lett», 10 er «Tungt»)", "5 (20. februar)", "7 (6. mars)", "6"]
    ]
    for language in TITLES:
        (cells,) = table(document, replace(WHOLE, language=language))
        assert [cell[:1] for cell in cells[1:]] == ["5", "7", "6"]


def test_a_number_has_its_unit_and_a_moment_without_a_number_a_dash() -> None:
    (cells,) = table("summary", told(said(HOURS, None), compared=(row(HOURS, 20, 30, None),)))
    assert cells == ["Hvor mange timer?", "20 timer (20. februar)", "30 timer (6. mars)", "–"]


@pytest.mark.parametrize("compared", [(), (row(LOAD, None, None, 6),), (row(LOAD, 5, None, None),)])
@pytest.mark.parametrize("document", ["summary", "basis"])
def test_nothing_stands_where_there_is_nothing_to_compare(document: str, compared: tuple[Compared, ...]) -> None:
    whole = told(said(LOAD, 6), compared=compared)
    assert markdown.write(make(document, whole)) == markdown.write(make(document, replace(whole, compared=())))
    assert table(document, whole) == []


def test_a_day_of_another_year_says_which() -> None:
    (now,) = WHOLE.compared
    long_ago = replace(now, start=Level(Decimal(5), date(2025, 2, 20)))
    (cells,) = table("summary", replace(WHOLE, compared=(long_ago,)))
    assert cells[1] == "5 (20. februar 2025)"


def test_what_is_held_back_stands_on_the_basis_alone() -> None:
    held = told(said(LOAD, 6, held_back=True), compared=WHOLE.compared)
    assert table("summary", held) == []
    assert len(table("basis", held)) == 1


@pytest.mark.parametrize("standing", ["unused", "parked"])
def test_what_counts_no_more_is_not_compared(standing: Any) -> None:
    kept = told(said(LOAD, 6, standing=standing), compared=WHOLE.compared)
    assert table("summary", kept) == table("basis", kept) == []


def test_a_basis_of_one_area_compares_only_what_belongs_there() -> None:
    both = told(said(LOAD, 6), said(HOURS, 30), compared=(row(LOAD, 5, 7, 6), row(HOURS, 20, 25, 30)))
    asked = {area: [cells[0][:9] for cells in table("basis", replace(both, area=area))] for area in ("work", "social")}
    assert asked == {"work": ["Hvor tung"], "social": ["Hvor mang"]}


def test_a_start_that_another_question_asked_is_as_private_as_that_question() -> None:
    rows = (row(TRUST, 2, 4, 6, "work.trust"),)
    open_, held = (
        told(said(TRUST, 6), line(BEFORE, spoken(Decimal(2)), part=WORK, held_back=held), compared=rows)
        for held in (False, True)
    )
    starts = [
        [cells[1] for cells in table(document, each)] for each in (open_, held) for document in ("summary", "basis")
    ]
    assert starts == [["2 (20. februar)"], ["2 (20. februar)"], ["–"], ["2 (20. februar)"]]


def test_a_start_from_the_minute_for_two_does_not_leave_it() -> None:
    alone = question("work.trust", "Hvor trygg er du?", area="work", alone=True, **ENDS)
    whole = told(
        said(TRUST, 6), line(alone, spoken(Decimal(2)), part=WORK), compared=(row(TRUST, 2, 4, 6, "work.trust"),)
    )
    assert [cells[1] for cells in table("basis", whole)] == ["–"]


def test_a_paper_that_compares_what_was_asked_in_the_minute_for_two_is_of_that_minute() -> None:
    alone = question("job.load", "Hvor redd er du hjemme?", area="social", alone=True, **ENDS)
    whole = told(said(alone, None, held_back=True), compared=(row(alone, 5, 7, None),))
    assert table("summary", whole) == []
    assert told_alone(whole, make("basis", whole))
    assert not told_alone(whole, make("summary", whole))


def test_no_other_paper_compares() -> None:
    for document in {kind.id for kind in KINDS} - {"summary", "basis"}:
        ours, before = make(document, WHOLE), make(document, replace(WHOLE, compared=()))
        assert ours == before, document


def test_the_numbers_stay_as_they_were_said() -> None:
    paper = make("summary", WHOLE)
    (piece,) = (
        each for each in change(paper, ()).pieces if "Hvor tung er jobben?" in each.text and "Lett" in each.text
    )
    assert piece.fixed == "said"
    assert change(paper, (Change(piece.place, "9"),)).count == 0


def test_the_table_is_in_every_format() -> None:
    paper = make("basis", WHOLE)
    assert any(
        isinstance(block, Quote) and any(isinstance(each, Table) for each in block.blocks) for block in paper.blocks
    )
    assert "20." in html.write(paper)
    assert docx.write(paper, PLAIN).content
