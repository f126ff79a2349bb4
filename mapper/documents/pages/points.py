"""Under which point of the caseworker's basis each question stands: content of the office, in `basis.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeAlias, TypeGuard, get_args

from mapper.documents.templates.shelf import folder
from mapper.questionnaire.model import Question

Point: TypeAlias = Literal[
    "own_words", "possibilities", "work_goal", "need_work", "need_social", "need_shared", "ability", "family"
]
POINTS: tuple[Point, ...] = get_args(Point)


def point_of(question: Question) -> Point:
    """Find the point of a question: its own tag `basis`, the list by question or by part, else its area."""
    named = question.tags.get("basis") or _list().get(question.ref) or _list().get(question.section)
    return named if _is_point(named) else _by_area(question.area)


def _by_area(area: str | None) -> Point:
    match area:
        case "work":
            return "need_work"
        case "social":
            return "need_social"
    return "need_shared"


def _is_point(name: str | None) -> TypeGuard[Point]:
    return name in POINTS


@cache
def _list() -> Mapping[str, str]:
    written = tomllib.loads((folder() / "basis.toml").read_text(encoding="utf-8"))
    return {**written["parts"], **written["questions"]}
