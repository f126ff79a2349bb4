"""Write a paper as one HTML page: no script, nothing from elsewhere, readable by a screen reader, good on paper."""

from __future__ import annotations

from functools import cache
from html import escape

from mapper.documents.blocks import (
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
    Table,
    Ticks,
    Words,
    plain,
)
from mapper.documents.direction import runs_left
from mapper.documents.look import PLAIN, Look
from mapper.documents.telling import chars
from mapper.documents.templates import folder

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing may be fetched or run, whatever stands in the page."""

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


def write(paper: Paper, look: Look = PLAIN) -> str:  # noqa: ARG001 - every writer is told how papers look
    """Write a paper as an HTML page."""
    body = _Writer(paper.language).blocks(paper.blocks)
    return _PAGE.format(
        language=escape(paper.language), policy=_POLICY, title=escape(paper.title), style=_style(), body=body
    )


@cache
def _style() -> str:
    return (folder() / "paper.css").read_text(encoding="utf-8").replace("</", "<\\/")


class _Writer:
    def __init__(self, language: str) -> None:
        self._language = language

    def blocks(self, blocks: Blocks) -> str:
        return "".join(f"{self._block(block)}\n" for block in blocks)

    def _block(self, block: Block) -> str:  # noqa: PLR0911, PLR0912 - one line for each kind of block
        match block:
            case Heading(level, inlines):
                return f"<h{level}>{_inlines(inlines)}</h{level}>"
            case Paragraph(inlines):
                return f"<p>{_inlines(inlines)}</p>"
            case BulletList(items):
                return f"<ul>\n{self._items(items)}</ul>"
            case NumberedList(items):
                return f"<ol>\n{self._items(items)}</ol>"
            case Table():
                return _table(block)
            case Quote(speaker, inner):
                named = f"<figcaption>{_inlines(speaker)}</figcaption>\n" if speaker else ""
                return f'<figure class="quote">\n{named}<blockquote>\n{self.blocks(inner)}</blockquote>\n</figure>'
            case Note(inner):
                return f'<div class="note" role="note">\n{self.blocks(inner)}</div>'
            case CopyBlock():
                return self._copy(block)
            case Figure(svg, _, caption):
                size = "picture small" if block.small else "picture"
                return f'<figure class="{size}">\n{svg}\n<figcaption>{_inlines(caption)}</figcaption>\n</figure>'
            case Room(lines):
                return f'<div class="room" aria-hidden="true">{"<div></div>" * lines}</div>'
            case Ticks(items):
                marks = "".join(f"<li>{_inlines(item)}</li>\n" for item in items)
                return f'<ul class="{"ticks short" if block.short else "ticks"}">\n{marks}</ul>'
            case Rule():
                return "<hr>"
            case PageBreak():
                return '<div class="sheet"></div>'

    def _items(self, items: tuple[Blocks, ...]) -> str:
        return "".join(f"<li>{self._item(item)}</li>\n" for item in items)

    def _item(self, item: Blocks) -> str:
        match item:
            case (Paragraph(inlines),):
                return _inlines(inlines)
        return f"\n{self.blocks(item)}"

    def _copy(self, block: CopyBlock) -> str:
        state = "copy over" if block.over else "copy"
        told = escape(chars(block, self._language))
        label = f"<figcaption><span>{_inlines(block.label)}</span> <small>{told}</small></figcaption>"
        # The parser takes away one line feed after <pre>, so one is written for it to take.
        return f'<figure class="{state}">\n{label}\n<pre>\n{escape(block.text)}</pre>\n</figure>'


def _table(table: Table) -> str:
    header = "".join(_cell('th scope="col"', cell) for cell in table.header)
    rows = "".join(f"<tr>{''.join(_cell('td', cell) for cell in row)}</tr>\n" for row in table.rows)
    return f"<table>\n<thead>\n<tr>{header}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>"


def _cell(tag: str, inlines: Inlines) -> str:
    """Write one cell; one in a script that runs leftwards is set so."""
    direction = ' dir="rtl"' if runs_left(plain(inlines)) else ""
    return f"<{tag}{direction}>{_inlines(inlines)}</{tag.partition(' ')[0]}>"


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text, language):
            return f'<span lang="{escape(language)}">{escape(text)}</span>' if language else escape(text)
        case LineBreak():
            return "<br>\n"
        case Strong(inner):
            return f"<strong>{_inlines(inner)}</strong>"
        case Emphasis(inner):
            return f"<em>{_inlines(inner)}</em>"
        case Link(address, inner):
            return f'<a href="{escape(address)}">{_inlines(inner)}</a>'
