"""Whether the columns of a table have room beside each other, and how they share it: counted in characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from mapper.documents.blocks import Inlines, Table, plain

Column: TypeAlias = tuple[Inlines, ...]

BETWEEN: Final = 3
"""Characters between two columns."""
LONG: Final = 28
"""Characters of a word that is broken anywhere where it does not fit a line."""
_FEW, _PILLAR = 3, 3
"""Columns that may be as high as they like, and lines of a cell that is still easily read among more."""
_NARROW: Final = 16
"""Characters of a column that is not made wider than its text."""


def columns_of(table: Table) -> tuple[Column, ...]:
    """Give the columns of a table, each with its name first."""
    return tuple(zip(table.header, *table.rows, strict=True))


def fit(columns: Sequence[Column], room: int) -> bool:
    """Tell whether the longest word of every column finds room beside those of the others."""
    return sum(map(longest_word, columns)) + BETWEEN * (len(columns) - 1) <= room


def shares(columns: Sequence[Column], room: int) -> list[int]:
    """Give each column's share of the line, in tenths of a character; 0 for one that gets what it needs and no more.

    The others share what is left, each by its longest word first, so that none is cut, and then by its longest line.
    Where every line has room, all share the whole by it, so that nothing is pressed to one side.
    """
    gaps = [BETWEEN] * (len(columns) - 1) + [0]
    fair, room = room // len(columns), room - BETWEEN * (len(columns) - 1)
    narrow = [_widest(column) <= min(fair, _NARROW) for column in columns]
    if not all(narrow) and sum(map(_widest, columns)) <= room:
        return [10 * (_widest(column) + gap) for column, gap in zip(columns, gaps, strict=True)]
    if _least(columns, narrow) > room:
        narrow = [False] * len(columns)
    wanted = [0 if few else max(1, min(2 * fair, _widest(column)) - longest_word(column))
              for column, few in zip(columns, narrow, strict=True)]  # fmt: skip
    each = max(0, room - _least(columns, narrow)) / max(1, sum(wanted))
    return [
        0 if few else round(10 * (longest_word(column) + each * more + gap))
        for column, few, more, gap in zip(columns, narrow, wanted, gaps, strict=True)
    ]


def _least(columns: Sequence[Column], narrow: Sequence[bool]) -> int:
    return sum(_widest(each) if few else longest_word(each) for each, few in zip(columns, narrow, strict=True))


def cramped(columns: Sequence[Column], widths: Sequence[float]) -> bool:
    """Tell whether a cell of so many characters would be a pillar of words, where there are many columns."""
    if len(columns) <= _FEW:
        return False
    lines = (height(cell, width) for column, width in zip(columns, widths, strict=True) for cell in column)
    return max(lines, default=0) > _PILLAR


def height(cell: Inlines, width: float) -> int:
    """Count the lines of a cell of so many characters."""
    return sum(1 + int((len(line) - 1) / max(1, width)) for line in plain(cell).split("\n"))


def longest_word(column: Column) -> int:
    """Count the characters of a column's longest word, of those that are kept whole."""
    return min(LONG, max((len(word) for line in _lines(column) for word in line.split(" ")), default=1))


def _widest(column: Column) -> int:
    return max((len(line) for line in _lines(column)), default=1)


def _lines(column: Column) -> Iterator[str]:
    return (line for cell in column for line in plain(cell).split("\n"))
