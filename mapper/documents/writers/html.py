"""Write a paper as one HTML page: no script, nothing from elsewhere, readable by a screen reader, good on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby, pairwise
from typing import Final

from mapper.documents.blocks import (
    BOX,
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
    plain,
)
from mapper.documents.look import PLAIN, Look
from mapper.documents.telling import calling, chars
from mapper.documents.writers.direction import paragraph_runs_left, runs_left
from mapper.documents.writers.webpage import page
from mapper.language.catalogue import words

_WIDE: Final = ' class="wide"'
_LONG: Final = 600
"""Characters of a text that may go over two sheets in print, so that it leaves none nearly empty."""
_LARGE_LINE, _LONG_ROW = 45, 12
"""Characters on a line in large print, and lines of a row of a table that may go over two sheets there."""
_SIDE_BY_SIDE: Final = 2
"""Columns that find room beside each other on a phone."""


def write(paper: Paper, look: Look = PLAIN) -> str:
    """Write a paper as an HTML page."""
    return page(paper, _Writer(paper.language, large=look.large).paper(paper.blocks), look)


class _Writer:
    def __init__(self, language: str, *, large: bool) -> None:
        self._language = language
        self._large = large

    def paper(self, blocks: Blocks) -> str:
        """Write a whole paper; what is asked by hand is held together with its room, so that no sheet parts them."""
        return "".join(map(self._part, _parts(blocks)))

    def _part(self, part: Blocks) -> str:
        written = self.blocks(part)
        return f'<div class="asked">\n{written}</div>\n' if _is_asked(part) else written

    def blocks(self, blocks: Blocks) -> str:
        return "".join(self._run(tuple(run), lines=lines) for lines, run in groupby(blocks, _is_line))

    def _run(self, run: Blocks, *, lines: bool) -> str:
        """Write blocks; lines to sign on are held together, so that no sheet parts them."""
        written = "".join(f"{self._block(block)}\n" for block in run)
        return f'<div class="lines">\n{written}</div>\n' if lines and len(run) > 1 else written

    def _block(self, block: Block) -> str:  # noqa: PLR0911, PLR0912 - one line for each kind of block
        match block:
            case Heading(level, inlines):
                return f"<h{level}{_way(inlines)}>{_inlines(inlines)}</h{level}>"
            case Paragraph(inlines):
                return f"<p{_extent(inlines)}{_way(inlines)}>{_inlines(inlines)}</p>"
            case BulletList(items):
                return f"<ul{_way_of(items)}>\n{self._items(items)}</ul>"
            case NumberedList(items):
                return f"<ol{_way_of(items)}>\n{self._items(items)}</ol>"
            case Table():
                return _rows(block) if self._large else _table(block)
            case Quote(speaker, inner):
                named = f"<figcaption>{_inlines(speaker)}</figcaption>\n" if speaker else ""
                return f'<figure class="quote">\n{named}<blockquote>\n{self.blocks(inner)}</blockquote>\n</figure>'
            case Note(inner):
                return f'<div class="note" role="note">\n{self.blocks(inner)}</div>'
            case CopyBlock():
                return self._copy(block)
            case Figure():
                return self._figure(block)
            case Room(lines, ()):
                return f'<div class="room" aria-hidden="true">{"<div></div>" * lines}</div>'
            case Room(_, name):
                return f'<p class="line"{_way(name)}>{_inlines(name)} <span aria-hidden="true"></span></p>'
            case Ticks(items):
                marks = "".join(f"<li>{_inlines(item)}</li>\n" for item in items)
                return f'<ul class="{"ticks short" if block.short else "ticks"}">\n{marks}</ul>'
            case Rule():
                return "<hr>"
            case PageBreak():
                return '<div class="sheet"></div>'

    def _items(self, items: tuple[Blocks, ...]) -> str:
        return "".join(f"<li{_way_of((item,))}>{self._item(item)}</li>\n" for item in items)

    def _item(self, item: Blocks) -> str:
        match item:
            case (Paragraph(inlines),):
                return _inlines(inlines)
        return f"\n{self.blocks(item)}"

    def _figure(self, figure: Figure) -> str:
        """Give the drawing and, for whoever would rather read, the same facts as a table."""
        caption = f"<figcaption>{_inlines(figure.caption)}</figcaption>"
        if figure.small:
            return f'<figure class="picture small">\n{figure.svg}\n{caption}\n</figure>'
        drawn = f'<figure class="picture">\n{_drawn(figure)}\n{caption}\n</figure>'
        if figure.table is None:
            return drawn
        summary = escape(words("documents.paper.as_table", self._language))
        facts = _rows(figure.table) if self._large else _table(figure.table)
        return f"{drawn}\n<details>\n<summary>{summary}</summary>\n{facts}\n</details>"

    def _copy(self, block: CopyBlock) -> str:
        state = f"copy{' over' * (block.over > 0)}{' long' * (block.count > _LONG)}"
        told = escape(chars(block, self._language))
        counted = f" <small>{told}</small>" if told else ""
        label = f"<figcaption><span>{_inlines(block.label)}</span>{counted}</figcaption>"
        # The parser takes away one line feed after <pre>, so one is written for it to take.
        return f'<figure class="{state}">\n{label}\n<pre>\n{escape(block.text)}</pre>\n</figure>'


def _drawn(figure: Figure) -> str:
    """Give a drawing; where it cannot be read on a phone, another beside it, of which a page shows one."""
    if not figure.narrow:
        return figure.svg
    return f'<div class="roomy">{figure.svg}</div>\n<div class="narrow">{figure.narrow}</div>'


def _table(table: Table) -> str:
    header = "".join(f'<th scope="col"{_way(cell)}>{_inlines(cell)}</th>' for cell in table.header)
    wide = len(table.header) > _SIDE_BY_SIDE
    names = [f' data-name="{escape(calling(plain(cell)))}"' if wide else "" for cell in table.header]
    rows = "".join(f"<tr>{''.join(map(_cell, row, names))}</tr>\n" for row in table.rows)
    return f"<table{_WIDE * wide}>\n<thead>\n<tr>{header}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>"


def _cell(inlines: Inlines, name: str) -> str:
    """Write a cell; a wide table tells the name of its column, which stands before it where there is little room."""
    return f"<td{name}{_way(inlines)}>{_inlines(inlines)}</td>"


def _rows(table: Table) -> str:
    """Write a table whose columns have no room beside each other: each row as names and values, but for empty ones."""
    return "\n".join(_row(table.header, row) for row in table.rows)


def _row(header: tuple[Inlines, ...], row: tuple[Inlines, ...]) -> str:
    """Write one row; its boxes to tick stand beside each other under what it says."""
    named = [(name, value) for name, value in zip(header, row, strict=True) if value]
    said = [(name, value) for name, value in named if not _is_box(value)] or named
    told = "".join(
        f"<dt{_way(name)}>{_inlines(name)}</dt><dd{_way(value)}>{_inlines(value)}</dd>\n" for name, value in said
    )
    boxes = "".join(f"<li>{_inlines(name)}</li>" for name, value in named if (name, value) not in said)
    ticks = f'<dd><ul class="ticks short">{boxes}</ul></dd>\n' * bool(boxes)
    long = " long" * (sum(_lines(value) for _, value in named) > _LONG_ROW)
    return f'<dl class="row{long}">\n{told}{ticks}</dl>' if told else ""


def _is_box(value: Inlines) -> bool:
    return plain(value) == BOX


def _lines(value: Inlines) -> int:
    return sum(1 + len(line) // _LARGE_LINE for line in plain(value).split("\n"))


def _parts(blocks: Blocks) -> Iterator[Blocks]:
    """Part a paper before each heading, and before each new sheet."""
    starts = [number for number, block in enumerate(blocks) if isinstance(block, Heading | PageBreak)]
    return (blocks[start:end] for start, end in pairwise((0, *starts, len(blocks))))


def _is_asked(part: Blocks) -> bool:
    match part:
        case (Heading(level), *under) if level > 1:
            return any(isinstance(block, Room | Ticks) for block in under)
    return False


def _is_line(block: Block) -> bool:
    return isinstance(block, Room) and bool(block.name)


def _extent(inlines: Inlines) -> str:
    return ' class="long"' * (len(plain(inlines)) > _LONG)


def _way(inlines: Inlines) -> str:
    """Say which way a paragraph runs where it does not run as the page does."""
    return ' dir="rtl"' * paragraph_runs_left(inlines)


def _way_of(items: tuple[Blocks, ...]) -> str:
    """Say which way a list runs: as its first words do."""
    match items:
        case ((Paragraph(inlines), *_), *_):
            return _way(inlines)
    return ""


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text, language):
            way = ' dir="rtl"' * runs_left(text)
            return f'<span lang="{escape(language)}"{way}>{escape(text)}</span>' if language else escape(text)
        case LineBreak():
            return "<br>\n"
        case Strong(inner):
            return f"<strong>{_inlines(inner)}</strong>"
        case Emphasis(inner):
            return f"<em>{_inlines(inner)}</em>"
        case Struck(inner):
            return f"<s>{_inlines(inner)}</s>"
        case Link(address, inner):
            return f'<a href="{escape(address)}">{_inlines(inner)}</a>'
