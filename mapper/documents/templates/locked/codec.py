"""Blocks as plain data and back, for a process that is not trusted: reading takes nothing that is no block.

A block is a list that begins with its name: `["heading", 2, [["words", "Mål", null]]]`. A figure is told by its number
among the figures that the page had, so that no drawing is ever taken from outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias, TypeVar

from mapper.documents.blocks import (
    ADDRESSES,
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Room,
    Rule,
    Strong,
    Struck,
    Table,
    Ticks,
    Words,
)
from mapper.language.clean import UNWANTED

Data: TypeAlias = str | int | list["Data"] | None
"""What JSON reads: a block or an inline as a list."""

DEEPEST: Final = 40
"""So many blocks and inlines may stand in each other; Markdown itself ends at 20."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_CHARACTERS = 10**9
_MOST_LINES = 99
_Part = TypeVar("_Part")


class UndecodableError(ValueError):
    """Data that is no block."""


def encode(blocks: Blocks, figures: Sequence[Figure]) -> list[Data]:
    """Put blocks as data. Raises ValueError for a figure that is none of `figures`."""
    return [_block(block, figures) for block in blocks]


def decode(data: object, figures: Sequence[Figure]) -> Blocks:
    """Read blocks back. Raises UndecodableError for anything else than what `encode` gives."""
    return _Decoder(figures).blocks(data, 0)


# --- out


def _block(block: Block, figures: Sequence[Figure]) -> Data:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading(level, inlines):
            return ["heading", level, _inlines(inlines)]
        case Paragraph(inlines):
            return ["paragraph", _inlines(inlines)]
        case BulletList(items) | NumberedList(items):
            name = "bullets" if isinstance(block, BulletList) else "numbers"
            return [name, [encode(item, figures) for item in items]]
        case Table(header, rows):
            return ["table", [_inlines(cell) for cell in header], [[_inlines(cell) for cell in row] for row in rows]]
        case Quote(speaker, inner):
            return ["quote", _inlines(speaker), encode(inner, figures)]
        case Note(inner):
            return ["note", encode(inner, figures)]
        case CopyBlock(label, text, limit):
            return ["copy", _inlines(label), text, limit]
        case Figure():
            return ["figure", figures.index(block)]
        case Room(lines, name):
            return ["room", lines, _inlines(name)]
        case Ticks(items):
            return ["ticks", [_inlines(item) for item in items]]
        case Rule():
            return ["rule"]
        case PageBreak():
            return ["page"]


def _inlines(inlines: Inlines) -> list[Data]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: Inline) -> Data:
    match inline:
        case Words(text, language):
            return ["words", text, language]
        case LineBreak():
            return ["break"]
        case Strong(inner):
            return ["strong", _inlines(inner)]
        case Emphasis(inner):
            return ["emphasis", _inlines(inner)]
        case Struck(inner):
            return ["struck", _inlines(inner)]
        case Link(address, inner):
            return ["link", address, _inlines(inner)]


# --- in


class _Decoder:
    """Reads data of which nothing is known. `depth` counts how many blocks and inlines stand around it."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._figures = figures

    # --- blocks

    def blocks(self, data: object, depth: int) -> Blocks:
        return self._each(data, depth, self._block)

    def _block(self, data: object, depth: int) -> Block:  # noqa: PLR0911, PLR0912 - one for each kind of block
        match data:
            case ["heading", level, inlines]:
                return Heading(_whole(level, 1, 6), self._inlines(inlines, depth))
            case ["paragraph", inlines]:
                return Paragraph(self._inlines(inlines, depth))
            case ["bullets", items]:
                return BulletList(self._each(items, depth, self.blocks))
            case ["numbers", items]:
                return NumberedList(self._each(items, depth, self.blocks))
            case ["table", header, rows]:
                return self._table(header, rows, depth)
            case ["quote", speaker, inner]:
                return Quote(self._inlines(speaker, depth), self.blocks(inner, depth))
            case ["note", inner]:
                return Note(self.blocks(inner, depth))
            case ["copy", label, text, limit]:
                most = None if limit is None else _whole(limit, 0, _MOST_CHARACTERS)
                return CopyBlock(self._inlines(label, depth), _text(text, lines=True), most)
            case ["figure", number]:
                return self._figures[_whole(number, 0, len(self._figures) - 1)]
            case ["room", lines, name]:
                return Room(_whole(lines, 1, _MOST_LINES), self._inlines(name, depth))
            case ["ticks", items]:
                return Ticks(self._each(items, depth, self._inlines))
            case ["rule"]:
                return Rule()
            case ["page"]:
                return PageBreak()
        raise UndecodableError

    def _table(self, header: object, rows: object, depth: int) -> Table:
        cells = self._each(header, depth, self._inlines)
        table = Table(cells, self._each(rows, depth, self._row))
        if not cells or any(len(row) != len(cells) for row in table.rows):
            raise UndecodableError
        return table

    def _row(self, data: object, depth: int) -> tuple[Inlines, ...]:
        return self._each(data, depth, self._inlines)

    # --- inlines

    def _inlines(self, data: object, depth: int) -> Inlines:
        return self._each(data, depth, self._inline)

    def _inline(self, data: object, depth: int) -> Inline:
        match data:
            case ["words", text, language]:
                return Words(_text(text), None if language is None else _language(language))
            case ["break"]:
                return LineBreak()
            case ["strong", inner]:
                return Strong(self._inlines(inner, depth))
            case ["emphasis", inner]:
                return Emphasis(self._inlines(inner, depth))
            case ["struck", inner]:
                return Struck(self._inlines(inner, depth))
            case ["link", address, inner]:
                return Link(_address(address), self._inlines(inner, depth))
        raise UndecodableError

    def _each(self, data: object, depth: int, read: Callable[[object, int], _Part]) -> tuple[_Part, ...]:
        if not isinstance(data, list) or depth > DEEPEST:
            raise UndecodableError
        return tuple(read(part, depth + 1) for part in data)


def _whole(data: object, least: int, most: int) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not least <= data <= most:
        raise UndecodableError
    return data


def _text(data: object, *, lines: bool = False) -> str:
    if not isinstance(data, str) or UNWANTED.search(data) or ("\n" in data and not lines):
        raise UndecodableError
    return data


def _language(data: object) -> str:
    if not isinstance(data, str) or not _LANGUAGE.fullmatch(data):
        raise UndecodableError
    return data


def _address(data: object) -> str:
    address = _text(data)
    if not address.startswith(ADDRESSES):
        raise UndecodableError
    return address
