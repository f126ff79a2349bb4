"""Under which point of the basis each question stands."""

from __future__ import annotations

import tomllib

import pytest

from mapper.documents.pages.points import POINTS, point_of
from mapper.documents.templates.shelf import folder
from tests.documents.people import question
from tests.table import core

LIST = tomllib.loads((folder() / "basis.toml").read_text(encoding="utf-8"))


def test_the_list_names_points_that_there_are_and_questions_that_are_asked() -> None:
    questionnaire = core()
    assert {*LIST["parts"].values(), *LIST["questions"].values()} <= set(POINTS)
    assert set(LIST["parts"]) <= {section.id for section in questionnaire.sections}
    assert set(LIST["questions"]) <= set(questionnaire.questions)


@pytest.mark.parametrize(
    ("ref", "rest", "point"),
    [
        ("work.tried", {}, "possibilities"),
        ("work.wish", {}, "work_goal"),
        ("work.tried", {"tags": {"basis": "ability"}}, "ability"),
        ("pack.new", {"area": "work"}, "need_work"),
        ("pack.new", {"area": "social"}, "need_social"),
        ("pack.new", {"area": "shared"}, "need_shared"),
        ("pack.new", {"area": "social", "tags": {"basis": "nowhere"}}, "need_social"),
    ],
)
def test_a_question_stands_under_its_tag_its_place_in_the_list_or_its_area(
    ref: str, rest: dict[str, object], point: str
) -> None:
    assert point_of(question(ref, "Spørsmål?", **rest)) == point
