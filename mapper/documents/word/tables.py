"""Tables: the header row comes again on every sheet, and no row is split between two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

from mapper.documents.blocks import Inlines, Table, plain
from mapper.documents.direction import paragraph_runs_left
from mapper.documents.word.xml import Element, el

_WHOLE = 5000
"""The whole width, in fiftieths of a percent."""
_TWIPS = 9638
"""Width between the margins of the shipped letterhead, 17 cm in twentieths of a point."""
_LEAST, _MOST = 8, 240
_ROOM, _ROOM_LARGE, _BETWEEN, _LONG = 84, 50, 2, 28
"""Characters of a line, of one in large print, between two columns, and of a word that is not kept whole."""


def table(
    written: Table, style: str, cell: Callable[[Inlines], Element], indent: int = 0, *, large: bool = False
) -> Element:
    """Make a table; `cell` makes the paragraph of one cell."""
    shares = _shares([written.header, *written.rows], _ROOM_LARGE if large else _ROOM)
    leftward = bool(written.header) and paragraph_runs_left(written.header[0])
    properties = [el("tblStyle", val=style)]
    properties += [el("bidiVisual")] * leftward
    properties += [el("tblW", w=_WHOLE if not indent else _TWIPS - indent, type="pct" if not indent else "dxa")]
    properties += [el("tblInd", w=indent, type="dxa")] if indent else []
    properties += [el("tblLayout", type="fixed"), el("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1)]
    width = _TWIPS - indent
    columns = [el("gridCol", w=round(width * share)) for share in shares]
    return el(
        "tbl",
        el("tblPr", *properties),
        el("tblGrid", *columns),
        _row(written.header, shares, cell, header=True),
        *(_row(row, shares, cell) for row in written.rows),
    )


def _row(
    cells: tuple[Inlines, ...], shares: Sequence[float], cell: Callable[[Inlines], Element], *, header: bool = False
) -> Element:
    properties = el("trPr", el("cantSplit"), *([el("tblHeader")] * header))
    made = (
        el("tc", el("tcPr", el("tcW", w=round(_WHOLE * share), type="pct")), cell(inlines))
        for inlines, share in zip(cells, shares, strict=True)
    )
    return el("tr", properties, *made)


def _shares(rows: Sequence[tuple[Inlines, ...]], most: int) -> list[float]:
    """Give each column its share of the width: room for its longest word, and of what is left by its longest text.

    That by the square root, so that none starves.
    """
    columns = [[plain(cell) for cell in column] for column in zip(*rows, strict=True)]
    weights = [sqrt(min(max(_LEAST, *map(len, column)), _MOST)) for column in columns]
    needed = [min(_LONG, _longest_word(column)) + _BETWEEN for column in columns]
    room = max(most, sum(needed))
    left = 1 - sum(needed) / room
    return [need / room + left * weight / sum(weights) for need, weight in zip(needed, weights, strict=True)]


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for text in column for line in text.split("\n") for word in line.split(" ")), default=0)
