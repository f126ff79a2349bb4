"""Conditions as offices write them, read by hand from the tree.

A mapping is "and"; a list of codes is "one of"; `all`, `any` and `none` nest. Nothing in it is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mapper.questionnaire.condition import All, AnyOf, Bounds, CellTest, Condition, NoneOf, Test
from mapper.questionnaire.findings import Finding, nearest
from mapper.questionnaire.source import Map, Place, Source, key_place, value_place
from mapper.questionnaire.written import GROUPS

VOICES = ("participant", "caseworker", "together")
OPERATORS = (
    "one_of", "at_least", "at_most", "over", "under", "has", "has_none", "rows", "any_row", "within_days", "answered",
)  # fmt: skip
CELL_OPERATORS = ("one_of", "at_least", "at_most", "over", "under", "within_days")
MAX_DAYS = 36_500
MAX_DIGITS = 15

_NUMBER = re.compile(rf"-?\d{{1,{MAX_DIGITS}}}(\.\d{{1,6}})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Placed:
    """One test and where it stands: its question's ref, its operator, and each code or cell that it names."""

    test: Test
    place: Place
    operator_place: Place
    codes: tuple[tuple[str, Place], ...] = ()
    cells: tuple[PlacedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One test of a cell and where its column, its operator and its codes stand."""

    test: CellTest
    place: Place
    operator_place: Place
    codes: tuple[tuple[str, Place], ...] = ()


@dataclass(slots=True)
class WhenReader:
    """Reads the conditions of one file; gathers what is wrong and where each test stands."""

    source: Source
    findings: list[Finding] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def read(self, node: object, place: Place) -> Condition | None:
        """Read a condition, or give None and say what is wrong with it."""
        if not isinstance(node, dict):
            self.wrong(place, "when_not_mapping")
            return None
        if not node:
            self.wrong(place, "when_empty")
            return None
        parts = [self.entry(node, key) for key in node]
        known = tuple(part for part in parts if part is not None)
        if len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else All(known)

    def wrong(self, place: Place, code: str, suggestion: str | None = None, **values: object) -> None:
        self.findings.append(self.source.finding(place, code, suggestion, **values))

    def entry(self, node: dict[str, Any], key: str) -> Condition | None:
        value = node[key]
        group = GROUPS.get(key)
        if group is not None:
            return self.group(group, value, value_place(node, key))
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            self.wrong(key_place(node, key), "unknown_group", nearest(key, GROUPS), key=key)
            self.group(GROUPS.get(nearest(key, GROUPS) or "", All), value, value_place(node, key))
            return None
        return self.question(node, key)

    def group(self, kind: type[All | AnyOf | NoneOf], value: object, place: Place) -> Condition | None:
        if not isinstance(value, list) or not value:
            self.wrong(place, "group_not_list")
            return None
        parts = [self.read(item, value_place(value, index)) for index, item in enumerate(value)]
        known = tuple(part for part in parts if part is not None)
        return kind(known) if len(known) == len(parts) else None

    def question(self, node: dict[str, Any], ref: str) -> Condition | None:
        value, place = node[ref], key_place(node, ref)
        if not isinstance(value, dict):
            codes = self.codes(value, value_place(node, ref))
            return self.place(ref, place, "one_of", codes, None, value_place(node, ref)) if codes else None
        return self.operators(ref, place, value)

    def operators(self, ref: str, place: Place, node: dict[str, Any]) -> Condition | None:
        voice = node.get("voice")
        if voice is not None and voice not in VOICES:
            known = ", ".join(VOICES)
            self.wrong(value_place(node, "voice"), "not_among", _near(voice, VOICES), value=_shown(voice), known=known)
            return None
        names = [key for key in node if key != "voice"]
        if not names:
            self.wrong(value_place(node, "voice"), "no_operator", known=", ".join(OPERATORS))
            return None
        made = [self.operator(ref, place, node, name) for name in names]
        parts = tuple(part for part in made if part is not None)
        if len(parts) < len(made):
            return None
        return parts[0] if len(parts) == 1 else All(parts)

    def operator(self, ref: str, place: Place, node: dict[str, Any], name: str) -> Test | None:
        at, voice = key_place(node, name), node.get("voice")
        value, value_at = node[name], value_place(node, name)
        if name not in OPERATORS:
            self.wrong(at, "unknown_operator", nearest(name, OPERATORS), operator=name, known=", ".join(OPERATORS))
            return None
        if name in ("one_of", "has", "has_none"):
            codes = self.codes(value, value_at)
            return self.place(ref, place, name, codes, voice, at) if codes else None
        if name == "any_row":
            return self.any_row(ref, place, value, value_at, voice, at)
        argument = _ARGUMENTS[name](self, value, value_at)
        if argument is None:
            return None
        test = Test(ref, name, argument, voice)  # type: ignore[arg-type]  # name and voice were looked up above
        self.placed.append(Placed(test, place, at))
        return test

    def place(
        self, ref: str, place: Place, name: str, codes: tuple[tuple[str, Place], ...], voice: Any, at: Place
    ) -> Test:
        test = Test(ref, name, tuple(code for code, _ in codes), voice)  # type: ignore[arg-type]  # as above
        self.placed.append(Placed(test, place, at, codes))
        return test

    def codes(self, value: object, place: Place) -> tuple[tuple[str, Place], ...]:
        if isinstance(value, str) and value.strip():
            return ((value, place),)
        if isinstance(value, list) and value and all(isinstance(item, str) and item.strip() for item in value):
            return tuple((item, value_place(value, index)) for index, item in enumerate(value))
        self.wrong(place, "codes_expected")
        return ()

    def any_row(self, ref: str, place: Place, value: object, value_at: Place, voice: Any, at: Place) -> Test | None:
        if not isinstance(value, dict) or not value:
            self.wrong(value_at, "cells_expected")
            return None
        made = [self.cell(value, column) for column in value]
        cells = tuple(cell for group in made if group for cell in group)
        if not all(made):
            return None
        test = Test(ref, "any_row", tuple(cell.test for cell in cells), voice)
        self.placed.append(Placed(test, place, at, cells=cells))
        return test

    def cell(self, node: dict[str, Any], column: str) -> list[PlacedCell] | None:
        value, at, value_at = node[column], key_place(node, column), value_place(node, column)
        if not isinstance(value, dict):
            codes = self.codes(value, value_at)
            test = CellTest(column, "one_of", tuple(code for code, _ in codes))
            return [PlacedCell(test, at, value_at, codes)] if codes else None
        if not value:
            self.wrong(value_at, "no_operator", known=", ".join(CELL_OPERATORS))
        made = [self.cell_operator(column, at, value, name) for name in value]
        return [cell for cell in made if cell] if all(made) else None

    def cell_operator(self, column: str, at: Place, node: dict[str, Any], name: str) -> PlacedCell | None:
        value, value_at = node[name], value_place(node, name)
        if name not in CELL_OPERATORS:
            known = ", ".join(CELL_OPERATORS)
            near = nearest(name, CELL_OPERATORS)
            self.wrong(key_place(node, name), "unknown_operator", near, operator=name, known=known)
            return None
        if name == "one_of":
            codes = self.codes(value, value_at)
            test = CellTest(column, "one_of", tuple(code for code, _ in codes))
            return PlacedCell(test, at, key_place(node, name), codes) if codes else None
        argument = _ARGUMENTS[name](self, value, value_at)
        if argument is None:
            return None
        return PlacedCell(CellTest(column, name, argument), at, key_place(node, name))  # type: ignore[arg-type]  # as above

    def number(self, value: object, place: Place) -> Decimal | None:
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            return Decimal(value)
        pointed = value.replace(",", ".") if isinstance(value, str) else ""
        near = pointed if _NUMBER.fullmatch(pointed) else None
        self.wrong(place, "number_expected", near, value=_shown(value))
        return None

    def whole(self, value: object, place: Place) -> int | None:
        if isinstance(value, str) and _WHOLE.fullmatch(value) and int(value) <= MAX_DAYS:
            return int(value)
        self.wrong(place, "whole_number_expected", value=_shown(value), limit=MAX_DAYS)
        return None

    def rows(self, value: object, place: Place) -> int | Bounds | None:
        if not isinstance(value, dict):
            return self.whole(value, place)
        known = ("at_least", "at_most")
        for name in value:
            if name not in known:
                near = nearest(name, known)
                self.wrong(key_place(value, name), "unknown_operator", near, operator=name, known=", ".join(known))
                return None
        if not value:
            self.wrong(place, "no_operator", known=", ".join(known))
            return None
        limits = {name: self.whole(value[name], value_place(value, name)) for name in value}
        return None if None in limits.values() else Bounds(**limits)

    def truth(self, value: object, place: Place) -> bool | None:
        if value in ("yes", "no"):
            return value == "yes"
        near = _near(value, ("yes", "no"))
        self.wrong(place, "not_among", near, value=_shown(value), known="yes, no")
        return None


_ARGUMENTS: dict[str, Callable[[WhenReader, object, Place], object]] = {
    "at_least": WhenReader.number,
    "at_most": WhenReader.number,
    "over": WhenReader.number,
    "under": WhenReader.number,
    "rows": WhenReader.rows,
    "within_days": WhenReader.whole,
    "answered": WhenReader.truth,
}


def _near(value: object, known: tuple[str, ...]) -> str | None:
    return nearest(value, known) if isinstance(value, str) else None


def _shown(value: object) -> str:
    return value if isinstance(value, str) else "{…}" if isinstance(value, Map) else "[…]"


def read_plain(data: object) -> Condition:
    """Read a condition that `as_written` gave. Raises ValueError where it is none."""
    reader = WhenReader(Source("", ""))
    condition = reader.read(data, 0)
    if condition is None:
        raise ValueError("not a condition")
    return condition
