"""A table of a paper on the screen: with borders where it finds room, else a line of named cells for each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from mapper.documents.blocks import Inlines, Table, plain
from mapper.tui.show import fit, wrap
from mapper.tui.show import plain as safe
from mapper.tui.widgets.rooms.shown import hung

_LONGEST: Final = 14
"""Cells of the longest word that a column must hold unbroken; longer ones may be broken."""
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table under its header, with the border above it; the last has the border below it too."""

    table: Table
    number: int
    lead: str = ""

    def lines(self, width: int) -> list[Content]:
        """Draw the row with its borders, or name its cells."""
        room = width - len(self.lead)
        columns = widths(self.table, room)
        drawn = self._drawn(columns) if columns else self._named(room)
        return [safe(self.lead) + line for line in drawn]

    @property
    def _cells(self) -> tuple[Inlines, ...]:
        return self.table.rows[self.number - 1] if self.number else self.table.header

    def _drawn(self, columns: Sequence[int]) -> list[Content]:
        style = "" if self.number else "bold"
        cells = [wrap(safe(plain(cell), style), width) for cell, width in zip(self._cells, columns, strict=True)]
        lines = [_across(columns, "├┼┤" if self.number else "┌┬┐")] if self._border(columns) else []
        for at in range(max(map(len, cells))):
            row = [cell[at] if at < len(cell) else Content("") for cell in cells]
            parts = [fit(part, width) for part, width in zip(row, columns, strict=True)]
            lines.append(Content("│ ") + Content(" │ ").join(parts) + Content(" │"))
        if self.number == len(self.table.rows):
            lines.append(_across(columns, "└┴┘"))
        return lines

    def _border(self, columns: Sequence[int]) -> bool:
        """Tell whether a line stands above: always around the header, and between rows where one takes several."""
        return self.number < 2 or any(
            len(wrap(safe(plain(cell)), width)) > 1
            for row in self.table.rows
            for cell, width in zip(row, columns, strict=True)
        )

    def _named(self, width: int) -> list[Content]:
        if not self.number and self.table.rows:
            return []
        pairs = zip(self.table.header, self._cells, strict=True)
        told = [f"{plain(name)}: {plain(cell)}" if plain(name) else plain(cell) for name, cell in pairs if plain(cell)]
        return hung(safe(" · ".join(told)), "• ", width)


def table_rows(table: Table, lead: str = "") -> tuple[TableRow, ...]:
    """Give the rows of a table, the header first."""
    return tuple(TableRow(table, number, lead) for number in range(len(table.rows) + 1))


def widths(table: Table, room: int) -> tuple[int, ...]:
    """Share out the cells of a line among the columns; nothing where the words would not find room."""
    columns = list(zip(table.header, *table.rows, strict=True))
    room -= 3 * len(columns) + 1
    needed = [max(_FEWEST, *(min(_longest_word(cell), _LONGEST) for cell in column)) for column in columns]
    wanted = [max(least, *(_width(cell) for cell in column)) for least, column in zip(needed, columns, strict=True)]
    if sum(needed) > room:
        return ()
    return _shared(needed, wanted, room)


def _shared(needed: Sequence[int], wanted: Sequence[int], room: int) -> tuple[int, ...]:
    """Give each column what it needs, and of the rest by what it wants beyond that."""
    more = [want - need for need, want in zip(needed, wanted, strict=True)]
    rest = room - sum(needed)
    if sum(more) <= rest:
        return tuple(wanted)
    return tuple(need + each * rest // sum(more) for need, each in zip(needed, more, strict=True))


def _width(cell: Inlines) -> int:
    return max((safe(line).cell_length for line in plain(cell).split("\n")), default=0)


def _longest_word(cell: Inlines) -> int:
    return max((safe(word).cell_length for word in plain(cell).replace("\n", " ").split(" ")), default=0)


def _across(columns: Sequence[int], corners: str) -> Content:
    lines = corners[1].join("─" * (width + 2) for width in columns)
    return Content(corners[0] + lines + corners[2])
