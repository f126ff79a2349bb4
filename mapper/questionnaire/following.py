"""A condition in the names of a later version, so that what only bears other names is told as no difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from mapper.questionnaire.called import Called
from mapper.questionnaire.condition import CellTest, Condition, Test
from mapper.questionnaire.fates import Fate

_OF_CODES = ("one_of", "has", "has_none")


def followed(condition: Condition, ways: Mapping[str, Fate]) -> Condition:
    """Give a condition with questions, columns and options under the names of now; what has none keeps its own."""
    if isinstance(condition, Test):
        way = ways.get(condition.question)
        return _test(condition, way) if way is not None and way.to else condition
    return replace(condition, parts=tuple(followed(part, ways) for part in condition.parts))


def _test(test: Test, way: Fate) -> Test:
    argument = test.argument
    if test.operator in _OF_CODES:
        argument = _codes(cast("Iterable[str]", argument), way.called.codes)
    elif test.operator == "any_row":
        argument = tuple(_cell(cell, way.called) for cell in cast("Iterable[CellTest]", argument))
    return replace(test, question=way.to, argument=argument)


def _cell(cell: CellTest, called: Called) -> CellTest:
    argument = cell.argument
    if cell.operator in _OF_CODES:
        argument = _codes(cast("Iterable[str]", argument), called.codes, f"{cell.column}.")
    return replace(cell, column=called.columns.get(cell.column) or cell.column, argument=argument)


def _codes(codes: Iterable[str], called: Mapping[str, str], before: str = "") -> tuple[str, ...]:
    return tuple(dict.fromkeys(called.get(f"{before}{code}") or code for code in codes))
