"""Each pack is offered by an answer, reads as part of the same conversation, and asks and suggests nothing in vain."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.model import QuestionnaireFile, Rule
from mapper.questionnaire.reach import Reach, reachable
from mapper.questionnaire.read import read_file
from tests.content.texts import QUESTIONNAIRES

PACKS = sorted(path.stem for path in QUESTIONNAIRES.glob("*.yaml") if path.stem != "core")
OFFERED_BY = {
    "supported-employment": "help.wanted",
    "refugee-fast-track": "family.transitions",
    "young-adults": "work.situation",
}
DAY = date(2026, 3, 14)


@cache
def file(name: str) -> QuestionnaireFile:
    reading = read_file(QUESTIONNAIRES / f"{name}.yaml")
    assert reading.form is not None, reading.findings
    return reading.form


@cache
def with_core(pack: str) -> Questionnaire:
    return compose([file("core"), file(pack)])


@cache
def reach(pack: str) -> Reach:
    return reachable(with_core(pack), DAY)


def rules(pack: str) -> dict[str, Rule]:
    return {rule.id: rule for rule in file(pack).activities}


def test_these_packs_are_shipped() -> None:
    assert set(OFFERED_BY) <= set(PACKS)


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_says_what_it_is_for_and_is_offered_by_an_answer(pack: str) -> None:
    assert file(pack).about is not None
    way = reach(pack).way(f"p:{pack}")
    assert way is not None
    assert way.answers
    if pack in OFFERED_BY:
        assert list(way.answers) == [OFFERED_BY[pack]]


@pytest.mark.parametrize("pack", PACKS)
def test_every_question_and_suggestion_of_a_pack_is_reached(pack: str) -> None:
    found = reach(pack)
    assert (list(found.never), found.unsure) == ([], [])
    questions = [f"q:{part.id}.{question.id}" for part in file(pack).sections for question in part.questions]
    assert [key for key in (*questions, *(f"r:{rule}" for rule in rules(pack))) if found.way(key) is None] == []


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_asks_why_and_how(pack: str) -> None:
    lacking = [
        f"{part.id}.{question.id}"
        for part in file(pack).sections
        for question in part.questions
        if question.why is None or question.tip is None
    ]
    assert lacking == []


@pytest.mark.parametrize("pack", PACKS)
def test_what_a_pack_suggests_as_the_core_does_is_one_step(pack: str) -> None:
    known = {rule.id: rule for rule in file("core").activities}
    for rule in file(pack).activities:
        if rule.key in known:
            same = known[rule.key]
            assert (rule.suggest, rule.purpose, rule.target) == (same.suggest, same.purpose, same.target), rule.id
