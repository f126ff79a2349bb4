"""When a question stands or a rule fires: structured tests with three outcomes, true, false and open.

Open (None) means that nobody has given a value that could decide it; an open test shows no question and fires no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Voice: TypeAlias = Literal["participant", "caseworker", "together"]

Operator: TypeAlias = Literal[
    "one_of", "at_least", "at_most", "over", "under", "has", "has_none", "rows", "any_row", "within_days", "answered"
]


@dataclass(frozen=True, slots=True)
class Test:
    """Ask one thing about one question.

    `argument` by operator: one_of, has, has_none: tuple of codes (one_of may also name the states UNKNOWN and
    DECLINED); at_least, at_most, over, under: Decimal; rows: int, or a `Bounds` for at_least/at_most;
    any_row: tuple of `CellTest`; within_days: int, or a `CellDays` for a date column; answered: bool.
    """

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


def tests(condition: Condition) -> Iterator[Test]:
    """Give every test of a condition, in the order written."""
    if isinstance(condition, Test):
        yield condition
        return
    for part in condition.parts:
        yield from tests(part)
