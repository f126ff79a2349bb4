"""Core and packs become one questionnaire, which is stored with a case and read back the same."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from pydantic import ValidationError

from mapper.questionnaire.compose import SnapshotError, compose, from_json, to_json
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import All, Test
from mapper.questionnaire.model import QuestionnaireFile
from mapper.questionnaire.read import read_file, read_string
from tests.table import shipped

EXAMPLES = Path(__file__).parent / "examples"
LISTS = shipped().lists

PACK = """
id: more
version: "1.0"
title: {en: More}
offer_when: {work.wish: {answered: yes}}
sections:
  - id: course
    title: {en: A course}
    topic: HOME
    questions:
      - id: which
        ask: {en: Which?}
        why: {en: To find it.}
        type: text
        when: {work.act: YES}
activities:
  - id: sign-up
    when: {course.which: {answered: yes}, home.mark: URGENT}
    suggest: {en: Sign up}
    because: {en: You know which.}
    responsible: participant
    within: today
    target: social
"""


def form(text: str | bytes) -> QuestionnaireFile:
    reading = read_string(text)
    assert not reading.findings
    assert reading.form is not None
    return reading.form


@pytest.fixture(scope="module")
def composed() -> Questionnaire:
    return compose((form((EXAMPLES / "topics-and-closing.yaml").read_bytes()), form(PACK)), LISTS)


def test_refs_in_composed_order(composed: Questionnaire) -> None:
    assert tuple(composed.questions) == (
        "matters.topics", "work.wish", "work.mark", "work.act", "home.change", "home.mark", "home.act",
        "course.which", "course.mark", "course.act",
    )  # fmt: skip
    assert composed.order["work.mark"] == 2
    assert [question.section for question in composed.by_role("act")] == ["work", "home", "course"]
    assert composed.by_role("goal") == ()
    assert composed.section("home").questions[0].ref == "home.change"
    with pytest.raises(KeyError):
        composed.section("nowhere")


def test_closing_lines_ask_only_where_the_area_was_chosen(composed: Questionnaire) -> None:
    chosen = Test("matters.topics", "has", ("WORK",))
    assert composed.questions["work.act"].when == All(
        (chosen, Test("work.mark", "one_of", ("NEEDS_SOMETHING", "URGENT")))
    )


def test_areas_are_inherited(composed: Questionnaire) -> None:
    privacy = compose((form((EXAMPLES / "privacy.yaml").read_bytes()),))
    assert [question.area for question in privacy.questions.values()] == ["social", "work"]


def test_readers_name_what_looks_at_an_answer(composed: Questionnaire) -> None:
    assert composed.readers["work.mark"] == ("q:work.act", "q:home.change")
    assert composed.readers["work.act"] == ("q:course.which",)
    assert composed.readers["course.which"] == ("r:sign-up",)
    sections = compose((form((EXAMPLES / "when-days.yaml").read_bytes()),))
    assert sections.readers == {"a.day": ("s:b",)}


def test_nothing_in_it_can_be_changed(composed: Questionnaire) -> None:
    with pytest.raises(FrozenInstanceError):
        composed.id = "other"  # type: ignore[misc]  # that is the point
    with pytest.raises(TypeError):
        composed.questions["a.b"] = composed.questions["work.wish"]  # type: ignore[index]  # that is the point
    with pytest.raises(ValidationError):
        composed.rules[0].id = "other"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_stored_and_read_back_the_same(path: Path) -> None:
    reading = read_file(path)
    assert reading.form is not None
    questionnaire = compose((reading.form,), LISTS)
    assert from_json(to_json(questionnaire)) == questionnaire


def test_core_and_pack_are_stored_whole(composed: Questionnaire) -> None:
    again = from_json(to_json(composed))
    assert again == composed
    assert again.lists.partner("gp") == LISTS.partner("gp")
    assert to_json(again) == to_json(composed)


def test_a_pack_that_is_off_is_known_and_suggests_nothing(composed: Questionnaire) -> None:
    off = compose(composed.files, composed.lists, ["more"])
    assert (off.packs, off.off_sections, off.rules) == ((), frozenset({"course"}), ())
    assert off.pack("more") is not None
    assert "course.which" in off.questions
    assert from_json(to_json(off)) == off


@pytest.mark.parametrize("off", [["nowhere"], ["topics-and-closing"], "more", [["more"]]])
def test_only_a_pack_can_be_off(composed: Questionnaire, off: object) -> None:
    with pytest.raises(SnapshotError):
        from_json(json.dumps({**json.loads(to_json(composed)), "off": off}))


def test_rounds_ask_everything_anew_but_the_day_and_what_is_asked_once() -> None:
    rounds = compose((form((EXAMPLES / "rounds.yaml").read_bytes()),), LISTS)
    anew = {ref: question.round_of for ref, question in rounds.questions.items()}
    assert anew == {"work.confidence": "", "job.started": "", "job.person": "", "job.confidence": "rounds"}


def test_a_stored_question_with_a_key_that_is_no_more_is_read(composed: Questionnaire) -> None:
    data = json.loads(to_json(composed))
    data["files"][1]["sections"][0]["questions"][0]["repeat_in"] = "course"
    assert from_json(json.dumps(data)) == composed


@pytest.mark.parametrize(
    "stored", ["", "[]", "{}", '{"v": 1}', '{"v": 2, "files": [], "lists": {}}', '{"v": 1, "files": [], "lists": {}}']
)
def test_what_is_no_stored_questionnaire_is_refused(stored: str) -> None:
    with pytest.raises(SnapshotError):
        from_json(stored)


def test_a_stored_condition_that_cannot_be_read_is_refused(composed: Questionnaire) -> None:
    data = json.loads(to_json(composed))
    data["files"][1]["activities"][0]["when"] = {"all": "x"}
    with pytest.raises(SnapshotError):
        from_json(json.dumps(data))
