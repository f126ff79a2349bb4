"""A paper as plain data for the template that sets sheets: what stands where, and what is kept together.

Every text in it is data. Nothing of it is read as markup by anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from mapper.documents.blocks import (
    SMALL,
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
    Paper,
    Paragraph,
    Quote,
    Room,
    Rule,
    Strong,
    Struck,
    Table,
    Ticks,
    Words,
    introduces,
    plain,
    walk,
)
from mapper.documents.look import Logo, Look
from mapper.documents.telling import calling, chars, code_line, phone_line
from mapper.documents.writers.colour import readable
from mapper.documents.writers.columns import LONG, columns_of, fit, height, longest_word, shares
from mapper.documents.writers.direction import runs_left
from mapper.documents.writers.glyphs import STAND_IN, drawable
from mapper.language.catalogue import words

Data: TypeAlias = "str | int | bool | Sequence[Data] | dict[str, Data] | None"

_TOGETHER, _TOGETHER_LARGE = 600, 280
"""Characters of a quote, a list or a row that may stand on one sheet without leaving a gap that is too large."""
_ROW, _ROW_LARGE = 24, 12
"""Lines of a row that is not split between two sheets."""
_LINE: Final = 20
"""Characters by which a line is longer than its text, for it is seldom full."""
_ROOM, _ROOM_LARGE = 84, 46
"""Characters in a line of a table, in ordinary and in large print."""
_ROOM_QUOTED, _ROOM_QUOTED_LARGE = 60, 44
"""Characters in a line of a table in a quote: beside who said it, in large print below."""
_HYPHENS: Final = 18
"""Characters of a word that is hyphenated in a table."""
_LONG_WORD = re.compile(rf"\S{{{LONG},}}")
_FROM_RIGHT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Sheets:
    """One paper as data, and which characters no shipped font can draw, with how often each stood there."""

    def __init__(self, paper: Paper, look: Look) -> None:
        self.missing: Counter[str] = Counter()
        self._language = paper.language
        self._large = look.large
        self._most = _TOGETHER_LARGE if look.large else _TOGETHER
        self._room = _ROOM_LARGE if look.large else _ROOM
        self._rtl = (_language(paper.language) or "nb") in _FROM_RIGHT
        self.data: dict[str, Data] = {
            "language": _language(paper.language) or "nb",
            "title": self._text(paper.title),
            "rtl": self._rtl,
            "large": look.large,
            "accent": readable(look.colour),
            "office": self._text(look.office),
            "address": [self._text(line) for line in (*look.address, phone_line(look, paper.language)) if line],
            "footer": self._text(look.footer),
            "code": self._text(code_line(look.code, paper.language)),
            "small": SMALL,
            "page": words("formats.sheet.page", paper.language, page="{page}", pages="{pages}"),
            "logo": self._logo(look.logo),
            "blocks": self._blocks(paper.blocks),
        }

    # --- text

    def _text(self, text: str) -> str:
        """Give a text whose long words can be broken, with a stand-in for what cannot be drawn."""
        undrawable = set(text) - drawable()
        if undrawable:
            self.missing.update(char for char in text if char in undrawable)
            text = "".join(STAND_IN if char in undrawable else char for char in text)
        return _LONG_WORD.sub(_with_breaks, text)

    def _inlines(self, inlines: Inlines) -> list[Data]:
        return [self._inline(inline) for inline in inlines]

    def _inline(self, inline: Inline) -> Data:  # noqa: PLR0911 - one return for each kind of inline
        match inline:
            case Words(text, None):
                return self._text(text)
            case Words(text, language):
                return {"is": "words", "text": self._text(text), "language": _language(language or "")}
            case LineBreak():
                return {"is": "break"}
            case Strong(inner):
                return {"is": "strong", "body": self._inlines(inner)}
            case Emphasis(inner):
                return {"is": "emphasis", "body": self._inlines(inner)}
            case Struck(inner):
                return {"is": "struck", "body": self._inlines(inner)}
            case Link(address, inner):
                return {"is": "link", "address": address, "body": self._inlines(inner)}

    def _line(self, inlines: Inlines) -> dict[str, Data]:
        return {"body": self._inlines(inlines), "rtl": self._from_right(plain(inlines))}

    def _from_right(self, text: str) -> bool:
        """Tell whether a text runs from right to left; one without letters runs as the paper does."""
        return runs_left(text) if any(map(str.isalpha, text)) else self._rtl

    # --- blocks

    def _blocks(self, blocks: Blocks) -> list[Data]:
        leads = _leading(blocks, self._most)
        return _beside([self._block(block, leads=lead) for block, lead in zip(blocks, leads, strict=True)])

    def _block(self, block: Block, *, leads: bool) -> dict[str, Data]:  # noqa: PLR0911, PLR0912 - one for each kind of block
        match block:
            case Heading(level, inlines):
                return {"is": "heading", "level": level, **self._line(inlines)}
            case Paragraph(inlines):
                return {"is": "paragraph", **self._line(inlines), "leads": leads}
            case BulletList(items):
                return {**self._list(items, numbered=False), "leads": leads}
            case NumberedList(items):
                return {**self._list(items, numbered=True), "leads": leads}
            case Table():
                return self._table(block)
            case Quote(speaker, inner):
                said = self._quoted(inner, beside=bool(speaker))
                together = _short(inner, self._most)
                return {"is": "quote", "speaker": self._inlines(speaker), "blocks": said, "together": together}
            case Note(inner):
                return {"is": "note", "blocks": self._blocks(inner), "together": _short(inner, self._most)}
            case CopyBlock():
                return self._copy(block)
            case Figure():
                return self._figure(block)
            case Room(lines, name):
                return {"is": "room", "lines": lines, "name": self._line(name) if name else None, "leads": leads}
            case Ticks(items):
                return {
                    "is": "ticks",
                    "short": block.short,
                    "items": [self._line(item) for item in items],
                    "leads": leads,
                }
            case Rule():
                return {"is": "rule"}
            case PageBreak():
                return {"is": "sheet"}

    def _quoted(self, blocks: Blocks, *, beside: bool) -> list[Data]:
        """Give what is said in a quote, where a line is shorter; in large print nothing stands beside who said it."""
        room = self._room
        self._room = _ROOM_QUOTED_LARGE if self._large else _ROOM_QUOTED if beside else room
        quoted = self._blocks(blocks)
        self._room = room
        return quoted

    def _list(self, items: tuple[Blocks, ...], *, numbered: bool) -> dict[str, Data]:
        close = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in items)
        short = _short(tuple(block for item in items for block in item), self._most)
        listed = [self._blocks(item) for item in items]
        return {
            "is": "list", "numbered": numbered, "close": close, "items": listed, "together": short,
            "rtl": self._from_right("".join(_words_of(item) for item in items)),
        }  # fmt: skip

    def _table(self, table: Table) -> dict[str, Data]:
        columns = columns_of(table)
        stacked = not fit(columns, self._room)
        return {
            "is": "table",
            "header": [self._line(_calling(cell) if stacked else cell) for cell in table.header],
            "rows": [self._row(row, stacked=stacked) for row in table.rows],
            "shares": shares(columns, self._room),
            "hyphens": max(map(longest_word, columns)) > _HYPHENS,
            "stacked": stacked,
            "together": _short((table,), self._most),
        }

    def _row(self, row: tuple[Inlines, ...], *, stacked: bool) -> dict[str, Data]:
        """Give a row; one that may be parted is given line by line too, so that no line is."""
        together = self._row_together(row)
        cells = [self._line(cell) for cell in row]
        if not (together or stacked):
            cells = [
                {**cell, "lines": [self._inlines(line) for line in _lines(each)]}
                for cell, each in zip(cells, row, strict=True)
            ]
        return {"cells": cells, "together": together}

    def _row_together(self, row: tuple[Inlines, ...]) -> bool:
        """Tell whether a row stands on one sheet: it is no higher than so many lines that no large gap is left."""
        return max(height(cell, self._room // len(row)) for cell in row) <= (_ROW_LARGE if self._large else _ROW)

    def _copy(self, block: CopyBlock) -> dict[str, Data]:
        return {
            "is": "copy",
            "label": self._inlines(block.label),
            "told": chars(block, self._language),
            "over": block.over > 0,
            "lines": [{"text": self._text(line), "rtl": self._from_right(line)} for line in block.text.split("\n")],
            "together": block.count < self._most,
        }

    def _figure(self, figure: Figure) -> dict[str, Data]:
        """Give the drawing; in large print the same facts as a table too, for whoever reads words more easily."""
        return {
            "is": "figure",
            "svg": figure.svg,
            "alternative": self._text(figure.alternative),
            "caption": self._inlines(figure.caption),
            "small": figure.small,
            "table": self._table(figure.table) if figure.table and self._large and not figure.small else None,
        }

    def _logo(self, logo: Logo | None) -> Data:
        if logo is None:
            return None
        return {"bytes": list(logo.content), "format": logo.kind, "alternative": self._text(logo.alternative)}


def _beside(blocks: list[dict[str, Data]]) -> list[Data]:
    """Put a small figure beside the paragraphs before it, and the paragraphs and lists after it."""
    placed: list[dict[str, Data]] = []
    figure: dict[str, Data] | None = None
    for block in blocks:
        if block["is"] == "figure" and block["small"]:
            text: list[Data] = []
            while placed and placed[-1]["is"] == "paragraph":
                text.insert(0, placed.pop())
            figure = block
            placed.append({"is": "beside", "figure": figure, "blocks": text})
        elif figure and block["is"] in {"paragraph", "list"}:
            text.append(block)
        else:
            figure = None
            placed.append(block)
    return [*placed]


def _language(language: str) -> str | None:
    code = language.partition("-")[0]
    return code if _LANGUAGE.fullmatch(code) else None


def _with_breaks(found: re.Match[str]) -> str:
    """Let a long word go on in the next line between any two characters that are drawn apart."""
    word = found.group()
    if any(unicodedata.bidirectional(char) == "AL" for char in word):
        return word
    return "".join(
        f"\u200b{char}" if place and _stands_alone(word[place - 1], char) else char for place, char in enumerate(word)
    )


def _stands_alone(before: str, char: str) -> bool:
    return before != "\u200d" and char != "\u200d" and unicodedata.category(char)[0] not in "MS"


def _leading(blocks: Blocks, most: int) -> list[bool]:
    """Tell of each block whether it stands on the same sheet as what comes after it."""
    leads = [False] * len(blocks)
    for place in range(len(blocks) - 2, -1, -1):
        leads[place] = _leads(blocks[place], blocks[place + 1], most, goes_on=leads[place + 1])
        leads[place] |= introduces(blocks, place) and _short((blocks[place],), most)
    return leads


def _leads(block: Block, after: Block, most: int, *, goes_on: bool) -> bool:
    """Tell whether a block says what comes next, or is answered by hand together with it."""
    match block, after:
        case Paragraph(), Quote() | BulletList() | NumberedList() | Table() | CopyBlock() | Figure() | Room() | Ticks():
            return _short((block,), most)
        case BulletList(), CopyBlock():
            return _short((block,), most)
        case Paragraph(), Paragraph():
            return goes_on and _short((block, after), most)
        case Ticks() | Room(1), Room() | Paragraph():
            return isinstance(after, Room) or goes_on
    return False


def _short(blocks: Blocks, most: int) -> bool:
    return sum(_size(block) for block in walk(blocks)) < most


def _size(block: Block) -> int:
    """Estimate how much of a sheet a block takes without the blocks in it, in characters."""
    match block:
        case Heading(_, inlines) | Paragraph(inlines) | Quote(inlines, _):
            lines: tuple[Inlines, ...] = (inlines,)
        case Table(header, rows):
            return sum(_length(row) + _LINE for row in (header, *rows))
        case Ticks(items):
            lines = items
        case CopyBlock(label, text, _):
            return len(text) + len(plain(label)) + _LINE
        case Room(number):
            return 80 * number
        case Figure():
            return _TOGETHER
        case _:
            return 0
    return _length(lines) + _LINE * len(lines)


def _calling(name: Inlines) -> Inlines:
    """Give the name of a column as it stands before a value."""
    said = plain(name)
    return (*name, Words(calling(said).removeprefix(said)))


def _lines(cell: Inlines) -> Iterator[Inlines]:
    """Part a cell where a new line begins."""
    begins = [0, *(place + 1 for place, inline in enumerate(cell) if isinstance(inline, LineBreak))]
    return (cell[begin : end - 1] for begin, end in pairwise((*begins, len(cell) + 1)))


def _words_of(blocks: Blocks) -> str:
    return "".join(plain(block.inlines) for block in walk(blocks) if isinstance(block, Heading | Paragraph))


def _length(row: Iterable[Inlines]) -> int:
    return sum(len(plain(cell)) for cell in row)
