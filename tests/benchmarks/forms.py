"""Large made-up questionnaires: a third of the questions wait for earlier ones, a tenth of those for the very first."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.lists import Lists
from mapper.questionnaire.read import file_from_plain

_TEXT = {"en": "Something to ask"}
_OPTIONS = [{"code": code, "text": _TEXT} for code in ("A", "B", "C")]
_IN_A_SECTION = 20


def plain_form(size: int, seed: int = 7) -> dict[str, Any]:
    """Make a questionnaire file of `size` questions as plain data; the same for the same seed."""
    draw = random.Random(seed)
    refs: list[tuple[str, str]] = []
    sections: list[dict[str, Any]] = []
    for index in range(size):
        if index % _IN_A_SECTION == 0:
            sections.append({"id": f"s{len(sections)}", "title": _TEXT, "questions": []})
        kind = draw.choice(("scale", "scale", "one", "yes_no"))
        question: dict[str, Any] = {"id": f"q{index}", "ask": _TEXT, "why": _TEXT, "type": kind, "profile": "short"}
        question |= {"low": _TEXT, "high": _TEXT} if kind == "scale" else {}
        question |= {"options": _OPTIONS} if kind == "one" else {}
        if refs and draw.random() < 1 / 3:
            question["when"] = dict(_test(draw, refs[0] if draw.random() < 1 / 10 else draw.choice(refs[-60:])))
        refs.append((f"{sections[-1]['id']}.q{index}", kind))
        sections[-1]["questions"].append(question)
    return {"id": "large", "version": "1.0", "title": _TEXT, "sections": sections, "activities": _rules(draw, refs)}


def _test(draw: random.Random, source: tuple[str, str]) -> list[tuple[str, Any]]:
    ref, kind = source
    wanted: Any = {"scale": {"at_least": str(draw.randint(2, 7))}, "one": draw.choice("ABC")}.get(kind, "YES")
    return [(ref, wanted)]


def _rules(draw: random.Random, refs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"rule-{index}", "when": dict(_test(draw, draw.choice(refs))), "suggest": _TEXT, "because": _TEXT,
            "responsible": "participant", "within": "14 days", "target": "social",
        }
        for index in range(max(1, len(refs) // 50))
    ]  # fmt: skip


@cache
def large(size: int) -> Questionnaire:
    """Compose a large questionnaire."""
    return compose((file_from_plain(plain_form(size)),), Lists())


def words_for(kind: str, draw: random.Random) -> str:
    """Give words that answer a question of a large form."""
    return {"scale": str(draw.randint(0, 10)), "one": draw.choice("ABC")}.get(kind, draw.choice(("YES", "NO")))
