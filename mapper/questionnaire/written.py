"""Conditions written back as the plain data that an office would write."""

from __future__ import annotations

from typing import Any

from mapper.questionnaire.condition import All, AnyOf, Bounds, CellTest, Condition, NoneOf, Test

GROUPS: dict[str, type[All | AnyOf | NoneOf]] = {"all": All, "any": AnyOf, "none": NoneOf}


def as_written(condition: Condition) -> dict[str, Any]:
    """Write a condition as plain data that reads back as the same condition."""
    if isinstance(condition, Test):
        return {condition.question: _test_as_written(condition)}
    word = next(word for word, kind in GROUPS.items() if kind is type(condition))
    return {word: [as_written(part) for part in condition.parts]}


def _test_as_written(test: Test) -> Any:
    if test.operator == "one_of" and test.voice is None:
        return list(_tuple(test.argument))
    written = {test.operator: _argument_as_written(test.argument)}
    return written | {"voice": test.voice} if test.voice else written


def _tuple(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _argument_as_written(argument: object) -> Any:
    if isinstance(argument, bool):
        return "yes" if argument else "no"
    if isinstance(argument, Bounds):
        limits = {"at_least": argument.at_least, "at_most": argument.at_most}
        return {name: str(limit) for name, limit in limits.items() if limit is not None}
    if isinstance(argument, tuple) and argument and isinstance(argument[0], CellTest):
        return _cells_as_written(argument)
    return list(argument) if isinstance(argument, tuple) else str(argument)


def _cells_as_written(cells: tuple[CellTest, ...]) -> dict[str, dict[str, Any]]:
    written: dict[str, dict[str, Any]] = {}
    for cell in cells:
        written.setdefault(cell.column, {})[cell.operator] = _argument_as_written(cell.argument)
    return written
