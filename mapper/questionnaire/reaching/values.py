"""Values worth trying as an answer to a question: for each way in which the tests on it can come out, at least one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any

from mapper.questionnaire.condition import LIMITS, YES_NO, Bounds, Cell, CellTest, Value, judges
from mapper.questionnaire.model import (
    Column,
    ListQuestion,
    NumberQuestion,
    OneQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
)

if TYPE_CHECKING:
    from mapper.questionnaire.reaching.needs import Need

WORDS = "…"
"""Stands for any words."""

_MOST_SETS = 4000
_MOST_ROWS = 2000
_MOST_MERGED = 4


class TooMany(Exception):
    """Raised where there is more to try than is worth the time."""


def values(question: Question, needs: Collection[Need], today: date) -> Iterator[Value]:
    """Give values to try for a question, the plainest first. Raises TooMany."""
    match question:
        case OneQuestion():
            yield from (option.code for option in question.options)
        case SeveralQuestion():
            yield from _sets(question, needs)
        case ScaleQuestion():
            limits = [Decimal(question.from_), Decimal(question.to)]
            yield from _numbers(_limits(needs), Decimal(1), limits[0], limits[1])
        case NumberQuestion():
            step = Decimal(1).scaleb(-question.decimals)
            yield from _numbers(_limits(needs), step, question.at_least, question.at_most)
        case ListQuestion():
            yield from ((WORDS,) * count for count in _counts(needs, 1, question.rows))
        case TableQuestion():
            yield from _tables(question, needs, today)
        case _:
            yield from _plain(question.type, [(need.test.operator, need.test.argument) for need in needs], today)


def _plain(kind: str, tests: Sequence[tuple[str, object]], today: date) -> Iterator[Cell]:
    """Give values of a type that has no settings, for questions and for columns."""
    limits = [argument for operator, argument in tests if operator in LIMITS and isinstance(argument, Decimal)]
    if kind == "yes_no":
        yield from YES_NO
    elif kind == "money":
        yield from _numbers(limits, Decimal(1), Decimal(0), None)
        yield from _numbers(limits, Decimal("0.01"), Decimal(0), None)
    elif kind == "number":
        yield from _numbers(limits, Decimal("0.01"), None, None)
    elif kind == "date":
        days = [argument for operator, argument in tests if operator == "within_days" and isinstance(argument, int)]
        yield from (today + timedelta(days=day) for each in days or [0] for day in (each, each + 1))
    else:
        yield WORDS


def _limits(needs: Collection[Need]) -> list[Decimal]:
    return [need.test.argument for need in needs if isinstance(need.test.argument, Decimal)]


def _numbers(limits: Sequence[Decimal], step: Decimal, low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    """Give numbers on, just below and just above each limit, and the ends; all of them steps within the ends."""
    around = [
        stepped + move
        for limit in limits
        for rounding in (ROUND_CEILING, ROUND_FLOOR)
        for stepped in (_stepped(limit, step, rounding),)
        for move in (Decimal(0), step, -step)
    ]
    ends = [_stepped(low, step, ROUND_CEILING) if low is not None else Decimal(0)]
    ends += [_stepped(high, step, ROUND_FLOOR)] if high is not None else []
    for number in dict.fromkeys([*around, *ends]):
        if (low is None or number >= low) and (high is None or number <= high):
            yield number


def _stepped(number: Decimal, step: Decimal, rounding: str) -> Decimal:
    try:
        return number.quantize(step, rounding)
    except InvalidOperation:  # more digits than anybody writes
        return number


def _counts(needs: Collection[Need], least: int, most: int) -> Iterator[int]:
    """Give numbers of rows: on and next to each limit, and the least."""
    named: list[int] = []
    for need in needs:
        argument = need.test.argument
        if isinstance(argument, Bounds):
            named += [limit for limit in (argument.at_least, argument.at_most) if limit is not None]
        elif need.test.operator == "rows" and isinstance(argument, int):
            named.append(argument)
    near = [limit + move for limit in named for move in (0, 1, -1)]
    yield from (count for count in dict.fromkeys([least, *near]) if least <= count <= most)


def _sets(question: SeveralQuestion, needs: Collection[Need]) -> Iterator[tuple[str, ...]]:
    """Give sets of codes: small ones that have one of each group asked for, and nothing forbidden."""
    needed, forbidden = _asked(needs)
    codes = [option.code for option in question.options if option.code not in forbidden]
    most = question.at_most or len(codes)
    if not needed:
        yield from ((code,) for code in sorted(codes, key=lambda code: code in question.no_need))
        return
    useful = [code for code in codes if any(code in group for group in needed)]
    for size in range(1, min(most, len(needed)) + 1):
        for tried, chosen in enumerate(combinations(useful, size)):
            if tried > _MOST_SETS:
                raise TooMany
            if size == 1 or not set(chosen) & set(question.no_need):  # a no-need code clears the others
                yield chosen


def _asked(needs: Collection[Need]) -> tuple[list[frozenset[str]], frozenset[str]]:
    """Give the groups of which one code must be chosen, and the codes that must not be."""
    needed: list[frozenset[str]] = []
    forbidden: frozenset[str] = frozenset()
    for test, wanted in needs:
        if test.operator in ("has", "has_none") and isinstance(test.argument, tuple):
            if (test.operator == "has") is wanted:
                needed.append(frozenset(test.argument))
            else:
                forbidden |= frozenset(test.argument)
    return needed, forbidden


Row = Mapping[str, Cell]
RowTest = tuple[CellTest, ...]


def _tables(question: TableQuestion, needs: Collection[Need], today: date) -> Iterator[tuple[Row, ...]]:
    """Give tables: rows that have what is asked for, and as many more as are asked for, none with what is forbidden."""
    asked, forbidden = _row_tests(needs, wanted=True), _row_tests(needs, wanted=False)
    maker = _Rows(question, (*asked, *forbidden), forbidden, today)
    for blocks in _partitions(asked):
        rows = [maker.row([cell for test in block for cell in test]) for block in blocks]
        made = [row for row in rows if row is not None]
        if len(made) < len(rows):
            continue
        spare = made[0] if made else maker.any_row()
        for count in _counts(needs, len(made), question.rows):
            if count == len(made) or spare is not None:
                yield (*made, *((spare or {},) * (count - len(made))))


def _row_tests(needs: Collection[Need], *, wanted: bool) -> list[RowTest]:
    return [
        tuple(need.test.argument)
        for need in needs
        if need.test.operator == "any_row" and need.wanted is wanted and isinstance(need.test.argument, tuple)
    ]


def _partitions(tests: list[RowTest]) -> Iterator[list[list[RowTest]]]:
    """Give every way in which rows can share what is asked for, one row for each block."""
    if len(tests) > _MOST_MERGED:
        raise TooMany
    if not tests:
        yield []
        return
    first, rest = tests[0], tests[1:]
    for blocks in _partitions(rest):
        for index, block in enumerate(blocks):
            yield [*blocks[:index], [first, *block], *blocks[index + 1 :]]
        yield [[first], *blocks]


class _Rows:
    """Makes single rows of one table."""

    def __init__(
        self, question: TableQuestion, tests: Sequence[RowTest], forbidden: list[RowTest], today: date
    ) -> None:
        self.today = today
        self.refused = [self._judge(test) for test in forbidden]
        cells = [cell for test in tests for cell in test]
        self.columns = {
            column.id: list(_cell_values(column, [cell for cell in cells if cell.column == column.id], today))
            for column in question.columns
        }

    def _judge(self, test: RowTest) -> Callable[[Any], bool]:
        whole = judges("any_row", test, self.today)
        return lambda row: whole((row,))

    def allowed(self, row: Row) -> bool:
        """Tell whether a row has nothing that is forbidden."""
        return not any(refuses(row) for refuses in self.refused)

    def row(self, cells: Sequence[CellTest]) -> Row | None:
        """Make a row that passes all these tests of cells, with no cell more than they ask for."""
        names = list(dict.fromkeys(cell.column for cell in cells))
        fits = {
            name: [judges(cell.operator, cell.argument, self.today) for cell in cells if cell.column == name]
            for name in names
        }
        choices = [
            [value for value in self.columns.get(name, ()) if all(fit(value) for fit in fits[name])] for name in names
        ]
        tried = list(islice(product(*choices), _MOST_ROWS + 1))
        found = next((row for chosen in tried if self.allowed(row := dict(zip(names, chosen, strict=True)))), None)
        if found is None and len(tried) > _MOST_ROWS:
            raise TooMany
        return found

    def any_row(self) -> Row | None:
        """Make a row of one cell that has nothing forbidden."""
        singles = ({name: value} for name, choices in self.columns.items() for value in choices)
        return next((row for row in singles if self.allowed(row)), None)


def _cell_values(column: Column, tests: Sequence[CellTest], today: date) -> Iterator[Cell]:
    if column.type == "one":
        yield from (option.code for option in column.options)
    else:
        yield from _plain(column.type, [(test.operator, test.argument) for test in tests], today)
