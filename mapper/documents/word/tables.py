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


def table(written: Table, style: str, cell: Callable[[Inlines], Element], indent: int = 0) -> Element:
    """Make a table; `cell` makes the paragraph of one cell."""
    shares = _shares([written.header, *written.rows])
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


def _shares(rows: Sequence[tuple[Inlines, ...]]) -> list[float]:
    """Give each column its share of the width, by the longest text in it: the square root, so that none starves."""
    longest = [max(len(plain(cell)) for cell in column) for column in zip(*rows, strict=True)]
    weights = [sqrt(min(max(length, _LEAST), _MOST)) for length in longest]
    return [weight / sum(weights) for weight in weights]
