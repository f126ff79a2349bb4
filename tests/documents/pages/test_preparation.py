"""The sheet to fill in at home asks what the meeting begins with, and holds no answer and nothing dangerous."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mapper.documents.blocks import Room, Table, Ticks, plain, walk
from mapper.documents.missing import warnings
from mapper.documents.model import Told
from mapper.documents.pages.by_hand import room_for
from mapper.documents.pages.preparation import preparation_page
from mapper.documents.render import make
from mapper.documents.writers import markdown
from mapper.questionnaire.model import Question, Section
from tests.documents.hostile import written_over
from tests.documents.people import kari, option, question
from tests.documents.three import CORE, PEOPLE, aile


def sheet(told: Told) -> str:
    return markdown.write(make("preparation", told))


def asked(told: Told) -> list[str]:
    return [each.question.to(told.language) for part in preparation_page(told).parts for each in part.questions]


def told_of(*questions: Question, **rest: Any) -> Told:
    section = Section.model_validate({"id": "part", "title": {"nb": "Del"}, **rest})
    return kari(sections=(section.model_copy(update={"questions": questions}),))


def short(ref: str, **rest: Any) -> Question:
    return question(ref, ref, profile="short", **rest)


# --- the shipped questionnaire


def test_the_shipped_sheet_asks_the_short_profile() -> None:
    goals = [CORE.questions[ref].ask.to("nb") for ref in ("start.hope", "matters.now", "work.wish", "work.goal")]
    assert [each for each in asked(aile()) if each in goals] == goals
    assert len(asked(aile())) < 16


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_nothing_of_it_is_dangerous_to_have_at_home(language: str) -> None:
    found = sheet(aile(language=language))
    for ref, each in CORE.questions.items():
        if each.alone or not each.on_paper or each.sensitivity == "special":
            assert each.ask.to(language) not in found, ref


def test_the_sheet_is_the_same_before_and_after_a_talk() -> None:
    barely = PEOPLE["little"]
    full = aile(office=barely.office, plan=barely.plan, practice=barely.practice)
    assert make("preparation", full) == make("preparation", barely)


def test_no_answer_stands_on_it() -> None:
    told = written_over(aile(), lambda: "Xqplantet")
    told = replace(told, office=aile().office, plan=replace(told.plan, next_meeting=None))
    assert "Xqplantet" not in sheet(told)


def test_the_life_areas_can_be_marked() -> None:
    (table,) = [block for block in walk(make("preparation", aile()).blocks) if isinstance(block, Table)]
    assert [plain(cell) for cell in table.header] == ["Område", "Går bra", "Trenger noe", "Haster"]
    assert len(table.rows) == sum(section.topic not in {None, "OTHER"} for section in CORE.sections)
    assert {plain(cell) for row in table.rows for cell in row[1:]} == {"☐"}


# --- which questions


@pytest.mark.parametrize(
    "rest",
    [
        {"alone": "yes"},
        {"on_paper": "no"},
        {"sensitivity": "special"},
        {"voices": ["caseworker"]},
        {"role": "mark"},
        {"tags": {"preparation": "no"}},
        {"profile": "full"},
    ],
)
def test_what_does_not_belong_at_home_is_left_out(rest: dict[str, Any]) -> None:
    left_out = question("part.second", "part.second", **{"profile": "short", **rest})
    assert asked(told_of(short("part.first"), left_out)) == ["part.first"]


def test_what_an_earlier_answer_decides_waits_for_the_meeting() -> None:
    waits = CORE.questions["family.children"]
    assert waits.when is not None
    waits = waits.model_copy(update={"profile": "short", "sensitivity": "open", "on_paper": True})
    assert asked(told_of(short("part.first"), waits)) == ["part.first"]


def test_the_card_of_a_meeting_and_a_part_without_questions_are_left_out() -> None:
    assert asked(told_of(short("part.first"), card="yes")) == []
    assert asked(told_of()) == []
    assert "Noe annet du vil si" in sheet(told_of())


# --- room


def boxes(question: Question) -> list[str]:
    return [plain(item) for block in room_for(question, "nb") if isinstance(block, Ticks) for item in block.items]


def lines(question: Question) -> int:
    return sum(block.lines for block in room_for(question, "nb") if isinstance(block, Room))


def test_each_type_gets_the_room_that_it_asks_for() -> None:
    options = [option("A", "En"), option("B", "To", write_in=True)]
    ends = {"low": {"nb": "lite"}, "high": {"nb": "mye"}}
    columns = [{"id": "what", "text": {"nb": "Hva"}}, {"id": "who", "text": {"nb": "Hvem"}}]
    assert boxes(question("a.b", "?", type="yes_no")) == ["Ja", "Nei"]
    assert boxes(question("a.b", "?", type="several", options=options)) == ["En", "To"]
    assert lines(question("a.b", "?", type="one", options=options)) == 1
    assert boxes(question("a.b", "?", type="scale", **ends)) == [str(number) for number in range(11)]
    assert lines(question("a.b", "?")) == 5
    assert lines(question("a.b", "?", max=300)) == 3
    assert lines(question("a.b", "?", type="list", rows=2)) == 2
    assert lines(question("a.b", "?", type="table", columns=columns)) == 5
    assert lines(question("a.b", "?", type="money")) == lines(question("a.b", "?", type="date")) == 1


def test_a_comment_has_its_own_line_and_question() -> None:
    both = question("a.b", "?", type="yes_no", comment="yes", comment_ask={"nb": "Hva er det?"})
    assert lines(both) == 1
    assert "Hva er det?" in sheet(told_of(both.model_copy(update={"profile": "short"})))


def test_it_needs_no_talk_to_be_ready() -> None:
    assert warnings("preparation", PEOPLE["everything"]) == ()
    assert [each.code for each in warnings("preparation", PEOPLE["little"])] == ["no_phone"]
