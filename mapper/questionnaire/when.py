"""Conditions as offices write them, read by hand from the tree.

A mapping is "and"; a list of codes is "one of"; `all`, `any` and `none` nest. Nothing in it is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias, cast, get_args

from mapper.questionnaire.condition import (
    All,
    AnyOf,
    Bounds,
    CellOperator,
    CellTest,
    Condition,
    NoneOf,
    Operator,
    Test,
    Voice,
)
from mapper.questionnaire.findings import Finding, listed, nearest, shown
from mapper.questionnaire.source import Place, Source, key_place, value_place
from mapper.questionnaire.written import GROUPS

VOICES: tuple[str, ...] = get_args(Voice)
OPERATORS: tuple[str, ...] = get_args(Operator)
ROW_OPERATORS = ("at_least", "at_most")
CELL_OPERATORS: tuple[str, ...] = get_args(CellOperator)
MAX_DAYS = 36_500
MAX_DIGITS = 15

NUMBER = re.compile(rf"-?\d{{1,{MAX_DIGITS}}}(\.\d{{1,6}})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,5}", re.ASCII)


PlacedCodes: TypeAlias = tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question or column that a test asks about, where its name stands, and the voice it is narrowed to."""

    ref: str
    place: Place
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """One test and where it stands: its question's ref, its operator, and each code or cell that it names."""

    test: Test
    place: Place
    operator_place: Place
    codes: PlacedCodes = ()
    cells: tuple[PlacedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One test of a cell and where its column, its operator and its codes stand."""

    test: CellTest
    place: Place
    operator_place: Place
    codes: PlacedCodes = ()


class _Said(NamedTuple):
    """What stands after an operator, and where its parts stand."""

    argument: object
    codes: PlacedCodes = ()
    cells: tuple[PlacedCell, ...] = ()


@dataclass(slots=True)
class WhenReader:
    """Reads the conditions of one file; gathers what is wrong and where each test stands."""

    source: Source
    findings: list[Finding] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def read(self, node: object, place: Place) -> Condition | None:
        """Read a condition, or give None and say what is wrong with it."""
        if not isinstance(node, dict):
            self._wrong(place, "when_not_mapping")
            return None
        if not node:
            self._wrong(place, "when_empty")
            return None
        parts = [self._entry(node, key) for key in node]
        known = tuple(part for part in parts if part is not None)
        if len(known) < len(parts):
            return None
        return known[0] if len(known) == 1 else All(known)

    def _wrong(self, place: Place, code: str, suggestion: str | None = None, /, **values: object) -> None:
        self.findings.append(self.source.finding(place, code, suggestion, **values))

    def _entry(self, node: dict[str, Any], key: str) -> Condition | None:
        value, place = node[key], value_place(node, key)
        if key in GROUPS:
            return self._group(GROUPS[key], value, place)
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            near = nearest(key, GROUPS)
            self._wrong(key_place(node, key), "unknown_group", near, field=key)
            self._group(GROUPS[near] if near else All, value, place)
            return None
        return self._question(node, key)

    def _group(self, kind: type[All | AnyOf | NoneOf], value: object, place: Place) -> Condition | None:
        if not isinstance(value, list) or not value:
            self._wrong(place, "group_not_list")
            return None
        parts = [self.read(item, value_place(value, index)) for index, item in enumerate(value)]
        known = tuple(part for part in parts if part is not None)
        return kind(known) if len(known) == len(parts) else None

    def _question(self, node: dict[str, Any], ref: str) -> Condition | None:
        asked = _Asked(ref, key_place(node, ref))
        if isinstance(node[ref], dict):
            return self._operators(asked, node[ref])
        at = value_place(node, ref)
        return self._place(asked, "one_of", at, self._codes(node[ref], at))

    def _operators(self, asked: _Asked, node: dict[str, Any]) -> Condition | None:
        voice = node.get("voice")
        if voice is not None and voice not in VOICES:
            self._not_among(voice, value_place(node, "voice"), VOICES)
            return None
        asked = replace(asked, voice=voice)
        names = [key for key in node if key != "voice"]
        if not names:
            self._wrong(value_place(node, "voice"), "no_operator", known=listed(OPERATORS))
            return None
        made = [self._place(asked, name, key_place(node, name), self._said(node, name, OPERATORS)) for name in names]
        parts = tuple(part for part in made if part is not None)
        if len(parts) < len(made):
            return None
        return parts[0] if len(parts) == 1 else All(parts)

    def _said(self, node: dict[str, Any], name: str, known: tuple[str, ...]) -> _Said | None:
        value, place = node[name], value_place(node, name)
        if name not in known:
            self._unknown_operator(key_place(node, name), name, known)
            return None
        if name in ("one_of", "has", "has_none"):
            return self._codes(value, place)
        if name == "any_row":
            return self._cells(value, place)
        argument = _ARGUMENTS[name](self, value, place)
        return None if argument is None else _Said(argument)

    def _place(self, asked: _Asked, name: str, at: Place, said: _Said | None) -> Test | None:
        if said is None:
            return None
        test = Test(asked.ref, cast(Operator, name), said.argument, cast(Voice | None, asked.voice))
        self.placed.append(Placed(test, asked.place, at, said.codes, said.cells))
        return test

    def _codes(self, value: object, place: Place) -> _Said | None:
        if isinstance(value, str) and value.strip():
            return _Said((value,), ((value, place),))
        if isinstance(value, list) and value and all(isinstance(item, str) and item.strip() for item in value):
            return _Said(tuple(value), tuple((item, value_place(value, index)) for index, item in enumerate(value)))
        self._wrong(place, "codes_expected")
        return None

    def _cells(self, value: object, place: Place) -> _Said | None:
        if not isinstance(value, dict) or not value:
            self._wrong(place, "cells_expected")
            return None
        made = [self._column(value, column) for column in value]
        cells = tuple(cell for found in made for cell in found)
        return _Said(tuple(cell.test for cell in cells), cells=cells) if all(made) else None

    def _column(self, node: dict[str, Any], column: str) -> list[PlacedCell]:
        value, place, at = node[column], key_place(node, column), value_place(node, column)
        if not isinstance(value, dict):
            cell = _cell(_Asked(column, place), "one_of", at, self._codes(value, at))
            return [cell] if cell else []
        if not value:
            self._wrong(at, "no_operator", known=listed(CELL_OPERATORS))
        made = [
            _cell(_Asked(column, place), name, key_place(value, name), self._said(value, name, CELL_OPERATORS))
            for name in value
        ]
        return [cell for cell in made if cell] if all(made) else []

    def _unknown_operator(self, place: Place, name: str, known: tuple[str, ...]) -> None:
        self._wrong(place, "unknown_operator", nearest(name, known), operator=name, known=listed(known))

    def _not_among(self, value: object, place: Place, known: tuple[str, ...]) -> None:
        near = nearest(value, known) if isinstance(value, str) else None
        self._wrong(place, "not_among", near, value=shown(value), known=listed(known))

    def number(self, value: object, place: Place) -> Decimal | None:
        """Read a number; a decimal comma is told apart by its suggestion."""
        if isinstance(value, str) and NUMBER.fullmatch(value):
            return Decimal(value)
        pointed = value.replace(",", ".") if isinstance(value, str) else ""
        self._wrong(place, "number_expected", pointed if NUMBER.fullmatch(pointed) else None, value=shown(value))
        return None

    def whole(self, value: object, place: Place) -> int | None:
        """Read a whole number that is not negative."""
        if isinstance(value, str) and _WHOLE.fullmatch(value) and int(value) <= MAX_DAYS:
            return int(value)
        self._wrong(place, "whole_number_expected", value=shown(value), limit=MAX_DAYS)
        return None

    def rows(self, value: object, place: Place) -> int | Bounds | None:
        """Read how many rows: a number, or at_least and at_most."""
        if not isinstance(value, dict):
            return self.whole(value, place)
        odd = next((name for name in value if name not in ROW_OPERATORS), None)
        if odd is not None:
            self._unknown_operator(key_place(value, odd), odd, ROW_OPERATORS)
            return None
        if not value:
            self._wrong(place, "no_operator", known=listed(ROW_OPERATORS))
            return None
        limits = {name: self.whole(value[name], value_place(value, name)) for name in value}
        return None if None in limits.values() else Bounds(**limits)

    def truth(self, value: object, place: Place) -> bool | None:
        """Read yes or no."""
        if value in ("yes", "no"):
            return value == "yes"
        self._not_among(value, place, ("yes", "no"))
        return None


def _cell(asked: _Asked, name: str, at: Place, said: _Said | None) -> PlacedCell | None:
    if said is None:
        return None
    return PlacedCell(CellTest(asked.ref, cast(CellOperator, name), said.argument), asked.place, at, said.codes)


_ARGUMENTS: dict[str, Callable[[WhenReader, object, Place], object]] = {
    "at_least": WhenReader.number,
    "at_most": WhenReader.number,
    "over": WhenReader.number,
    "under": WhenReader.number,
    "rows": WhenReader.rows,
    "within_days": WhenReader.whole,
    "answered": WhenReader.truth,
}
