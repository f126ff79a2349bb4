"""Tables: the header row comes again on every sheet, and no row is split between two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

from docx.oxml.ns import qn

from mapper.documents.blocks import Inlines, Table, plain
from mapper.documents.writers.columns import columns_of, cramped, height, longest_word
from mapper.documents.writers.direction import paragraph_runs_left
from mapper.documents.writers.word.xml import Element, el

_WHOLE = 5000
"""The whole width, in fiftieths of a percent."""
_TWIPS = 9638
"""Width between the margins of the shipped letterhead, 17 cm in twentieths of a point."""
_LEAST, _MOST = 8, 240
_ROOM, _ROOM_LARGE, _BETWEEN = 84, 50, 2
"""Characters of a line, of one in large print, and between two columns."""

_LINE = "CFD6DC"
_ROW, _ROW_LARGE = 30, 18
"""Lines of a row that is not split between two sheets: a higher one would leave a sheet nearly empty."""
_APART = 200
"""How far a row that is told as a list stands from the next, in twentieths of a point."""
_AFTER_BORDERS = tuple(qn(f"w:{tag}") for tag in ("bidi", "spacing", "ind"))


def has_room(written: Table, indent: int = 0, *, large: bool = False) -> bool:
    """Tell whether the longest word of every column finds room beside the others, and in large print a few words do."""
    columns, room = columns_of(written), _room(indent, large=large)
    if sum(map(longest_word, columns)) + len(columns) > room:
        return False
    return not (large and cramped(columns, [share * room - 1 for share in _shares(written, room)]))


def table(
    written: Table, style: str, cell: Callable[[Inlines], Element], indent: int = 0, *, large: bool = False
) -> Element:
    """Make a table; `cell` makes the paragraph of one cell."""
    shares = _shares(written, _room(indent, large=large))
    leftward = bool(written.header) and paragraph_runs_left(written.header[0])
    properties = [el("tblStyle", val=style)]
    properties += [el("bidiVisual")] * leftward
    properties += [el("tblW", w=_WHOLE if not indent else _TWIPS - indent, type="pct" if not indent else "dxa")]
    properties += [el("tblInd", w=indent, type="dxa")] if indent else []
    properties += [el("tblLayout", type="fixed"), el("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1)]
    width = _TWIPS - indent
    characters = _room(indent, large=large)
    most = _ROW_LARGE if large else _ROW

    def whole(row: tuple[Inlines, ...]) -> bool:
        return all(height(cell, share * characters) <= most for cell, share in zip(row, shares, strict=True))

    columns = [el("gridCol", w=round(width * share)) for share in shares]
    return el(
        "tbl",
        el("tblPr", *properties),
        el("tblGrid", *columns),
        _row(written.header, shares, cell, header=True),
        *(_row(row, shares, cell, whole=whole(row)) for row in written.rows),
    )


def _row(
    cells: tuple[Inlines, ...],
    shares: Sequence[float],
    cell: Callable[[Inlines], Element],
    *,
    header: bool = False,
    whole: bool = True,
) -> Element:
    properties = el("trPr", *([el("cantSplit")] * whole), *([el("tblHeader")] * header))
    made = (
        el("tc", el("tcPr", el("tcW", w=round(_WHOLE * share), type="pct")), cell(inlines))
        for inlines, share in zip(cells, shares, strict=True)
    )
    return el("tr", properties, *made)


def ended(paragraph: Element, *, lined: bool) -> Element:
    """Let a paragraph be the last of a row that is told as a list: with air after it, and a line if one is wanted."""
    properties = paragraph.find(qn("w:pPr"))
    place = next((n for n, each in enumerate(properties) if each.tag in _AFTER_BORDERS), len(properties))
    if lined:
        properties.insert(place, el("pBdr", el("bottom", val="single", sz=4, space=5, color=_LINE)))
    spacing = properties.find(qn("w:spacing"))
    if spacing is None:
        spacing = el("spacing")
        inward = properties.find(qn("w:ind"))
        properties.append(spacing) if inward is None else inward.addprevious(spacing)
    spacing.set(qn("w:after"), str(_APART))
    return paragraph


def _room(indent: int, *, large: bool) -> int:
    return round((_ROOM_LARGE if large else _ROOM) * (_TWIPS - indent) / _TWIPS)


def _needed(written: Table) -> list[int]:
    return [longest_word(column) + _BETWEEN for column in columns_of(written)]


def _shares(written: Table, most: int) -> list[float]:
    """Give each column its share of the width: room for its longest word, and of what is left by its longest text.

    That by the square root, so that none starves.
    """
    longest = [max(len(plain(cell)) for cell in column) for column in columns_of(written)]
    weights = [sqrt(min(max(_LEAST, length), _MOST)) for length in longest]
    needed = _needed(written)
    room = max(most, sum(needed))
    left = 1 - sum(needed) / room
    return [need / room + left * weight / sum(weights) for need, weight in zip(needed, weights, strict=True)]
