"""When a question stands or a rule fires: structured tests with three outcomes, true, false and open.

Open (None) means that nobody has given a value that could decide it; an open test shows no question and fires no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeAlias

Voice: TypeAlias = Literal["participant", "caseworker", "together"]

Operator: TypeAlias = Literal[
    "one_of", "at_least", "at_most", "over", "under", "has", "has_none", "rows", "any_row", "within_days", "answered"
]
CellOperator: TypeAlias = Literal["one_of", "at_least", "at_most", "over", "under", "within_days"]

Cell: TypeAlias = str | Decimal | date
Value: TypeAlias = Cell | tuple[str, ...] | tuple[Mapping[str, Cell], ...]
"""What one voice said, as plain data: a code or words, a number, a day, codes or lines, or rows of cells."""

YES_NO = ("YES", "NO")
"""The codes that a question of yes or no is answered with."""

LIMITS = ("at_least", "at_most", "over", "under")
"""The operators that hold a number against another."""

NAMED_STATES = ("UNKNOWN", "DECLINED")
"""The two ways of not giving a value that a condition may name, as if they were codes."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many rows: at least, at most, or both."""

    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class CellTest:
    """Ask one thing about one cell of a row. The argument is that of the same operator in a `Test`."""

    column: str
    operator: CellOperator
    argument: object


@dataclass(frozen=True, slots=True)
class Test:
    """Ask one thing about one question.

    `argument` by operator: one_of, has, has_none: tuple of codes (one_of may also name the states UNKNOWN and
    DECLINED); at_least, at_most, over, under: Decimal; rows: int, or a `Bounds` for at_least/at_most;
    any_row: tuple of `CellTest`; within_days: int; answered: bool.
    """

    __test__ = False  # or pytest takes it for a class of tests

    question: str
    operator: Operator
    argument: object
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Hold when every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Hold when at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Hold when every part is known not to hold."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Test | All | AnyOf | NoneOf
Outcome: TypeAlias = bool | None
AskTest: TypeAlias = Callable[[Test], Outcome]
Compiled: TypeAlias = Callable[[AskTest], Outcome]


def tests(condition: Condition) -> Iterator[Test]:
    """Give every test of a condition, in the order written."""
    if isinstance(condition, Test):
        yield condition
        return
    for part in condition.parts:
        yield from tests(part)


def references(*conditions: Condition | None) -> tuple[str, ...]:
    """Give the refs that conditions read, each once, in the order written."""
    return tuple(dict.fromkeys(test.question for condition in conditions if condition for test in tests(condition)))


def renamed(condition: Condition, refs: Mapping[str, str]) -> Condition:
    """Give the condition with questions under other refs."""
    if isinstance(condition, Test):
        return replace(condition, question=refs.get(condition.question, condition.question))
    return replace(condition, parts=tuple(renamed(part, refs) for part in condition.parts))


def both(first: Condition | None, second: Condition | None) -> Condition | None:
    """Join two conditions, either of which may be missing."""
    return All((first, second)) if first and second else first or second


def compile_condition(condition: Condition) -> Compiled:
    """Turn a condition, once, into a function from "how did this test come out?" to the outcome of the whole."""
    if isinstance(condition, Test):
        return _leaf(condition)
    parts = tuple(compile_condition(part) for part in condition.parts)
    if isinstance(condition, All):
        return _until(parts, stop=False, result=False, end=True)
    if isinstance(condition, AnyOf):
        return _until(parts, stop=True, result=True, end=False)
    return _until(parts, stop=True, result=False, end=True)


def _leaf(test: Test) -> Compiled:
    return lambda ask: ask(test)


def _until(parts: tuple[Compiled, ...], *, stop: bool, result: bool, end: bool) -> Compiled:
    def outcome(ask: AskTest) -> Outcome:
        final: Outcome = end
        for part in parts:
            said = part(ask)
            if said is stop:
                return result
            if said is None:
                final = None
        return final

    return outcome


def evaluate(condition: Condition | None, ask: AskTest) -> Outcome:
    """Give the outcome of a condition that is asked only once; no condition holds."""
    return True if condition is None else compile_condition(condition)(ask)


def judge(test: Test, values: Iterable[Value], states: Collection[str], today: date) -> Outcome:
    """Tell how a test comes out over what counts: the values given, and the states (as in NAMED_STATES) without one.

    True if any value satisfies it, False if there are values and none does, None (open) otherwise. A state is a match
    only where the test names it. `answered: yes` is open while there is no value, `answered: no` then holds.
    """
    if test.operator == "answered":
        given = any(True for _ in values)
        return _answered(given, bool(test.argument))
    if test.operator == "one_of" and _names_state(test.argument, states):
        return True
    holds = judges(test.operator, test.argument, today)
    outcome: Outcome = None
    for value in values:
        if holds(value):
            return True
        outcome = False
    return outcome


def _answered(given: bool, wanted: bool) -> Outcome:
    if wanted:
        return True if given else None
    return not given


def _names_state(codes: object, states: Collection[str]) -> bool:
    return isinstance(codes, tuple) and any(code in states for code in codes if code in NAMED_STATES)


def judges(operator: str, argument: Any, today: date) -> Callable[[Any], bool]:
    """Give the plain yes-or-no judge of one value or cell. A value of another type than the test expects fails it."""
    return _JUDGES[operator](argument, today)


def _one_of(codes: Collection[str], _: date) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in codes


def _at_least(limit: Decimal, _: date) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Decimal) and value >= limit


def _at_most(limit: Decimal, _: date) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Decimal) and value <= limit


def _over(limit: Decimal, _: date) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Decimal) and value > limit


def _under(limit: Decimal, _: date) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Decimal) and value < limit


def _has(codes: Collection[str], _: date) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, tuple) and any(code in value for code in codes)


def _has_none(codes: Collection[str], _: date) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, tuple) and not any(code in value for code in codes)


def _rows(wanted: int | Bounds, _: date) -> Callable[[Any], bool]:
    if isinstance(wanted, int):
        return lambda value: isinstance(value, tuple) and len(value) == wanted
    least, most = wanted.at_least or 0, wanted.at_most
    return lambda value: isinstance(value, tuple) and least <= len(value) and (most is None or len(value) <= most)


def _any_row(cells: Sequence[CellTest], today: date) -> Callable[[Any], bool]:
    wanted = [(cell.column, judges(cell.operator, cell.argument, today)) for cell in cells]

    def holds(value: Any) -> bool:
        rows = value if isinstance(value, tuple) else ()
        return any(
            isinstance(row, Mapping) and all(column in row and fits(row[column]) for column, fits in wanted)
            for row in rows
        )

    return holds


def _within_days(days: int, today: date) -> Callable[[Any], bool]:
    last = today + timedelta(days=days)
    return lambda value: isinstance(value, date) and value <= last


_JUDGES: Mapping[str, Callable[[Any, date], Callable[[Any], bool]]] = {
    "one_of": _one_of,
    "at_least": _at_least,
    "at_most": _at_most,
    "over": _over,
    "under": _under,
    "has": _has,
    "has_none": _has_none,
    "rows": _rows,
    "any_row": _any_row,
    "within_days": _within_days,
}
