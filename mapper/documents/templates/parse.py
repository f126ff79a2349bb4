"""Markdown with placeholders → blocks with what was printed back in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from mapper.documents.blocks import (
    ADDRESSES,
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Emphasis,
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
    Words,
    plain,
)
from mapper.documents.faults import LinkRefused, MisplacedValue
from mapper.documents.templates.filling import Filled
from mapper.documents.templates.placeholders import Placeholders

NOTE = "[!NOTE]"
PAGE_BREAK = "+++"
COPY = "copy"
_ROOM = re.compile(r"___ ([1-9]\d?)")
_PLACEHOLDER = re.compile("([\U000f0000-\U000ffffd])")
_BESIDE: Final = 34
"""Characters of a line that leave room to write on beside it."""
_EMPTY_LINES = re.compile(r"\n{3,}")


def parse(filled: Filled) -> Blocks:
    """Read a filled-in template. Raises MisplacedValue or LinkRefused."""
    tree = SyntaxTreeNode(_markdown().parse(filled.markdown))
    return _levelled(_Reader(filled.template, filled.printed).blocks(tree.children))


@cache
def _markdown() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": False})
        .enable(["table", "strikethrough"])
        .disable(["html_block", "html_inline", "code"])
    )


def _levelled(blocks: Blocks) -> Blocks:
    """Let headings go down one level at a time, whatever the template left out between them."""
    level = 0
    levelled: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            levelled.append(replace(block, level=level))
        else:
            levelled.append(block)
    return tuple(levelled)


class _Reader:
    def __init__(self, template: str, printed: Placeholders) -> None:
        self._template = template
        self._printed = printed

    # --- blocks

    def blocks(self, nodes: list[SyntaxTreeNode]) -> Blocks:
        return tuple(_named(block for node in nodes for block in self._block(node)))

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1]), self._line(node))
            case "paragraph":
                yield from self._paragraph(node)
            case "bullet_list":
                yield BulletList(self._items(node))
            case "ordered_list":
                yield NumberedList(self._items(node))
            case "blockquote":
                yield self._quote(self.blocks(node.children))
            case "table":
                yield self._table(node)
            case "fence":
                yield self._copy(node)
            case "hr":
                yield Rule()

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        source = node.children[0].content.strip()
        if source in self._printed.blocks:
            yield from self._printed.blocks[source]
        elif source == PAGE_BREAK:
            yield PageBreak()
        elif room := _ROOM.fullmatch(source):
            yield Room(int(room[1]))
        elif inlines := self._line(node):
            yield Paragraph(inlines)

    def _items(self, node: SyntaxTreeNode) -> tuple[Blocks, ...]:
        items = (self.blocks(item.children) for item in node.children)
        return tuple(item for item in items if item)

    def _quote(self, blocks: Blocks) -> Block:
        match blocks:
            case (Paragraph((Words(text), *rest)), *others) if text.startswith(NOTE):
                opening = _trimmed((Words(text.removeprefix(NOTE).lstrip()), *rest))
                return Note((*((Paragraph(opening),) if opening else ()), *others))
            case (Paragraph((Strong(speaker),)), *others) if others:
                return Quote(speaker, tuple(others))
        return Quote((), blocks)

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [tuple(self._line(cell) for cell in row.children) for group in node.children for row in group.children]
        return Table(rows[0], tuple(row for row in rows[1:] if any(row)))

    def _copy(self, node: SyntaxTreeNode) -> CopyBlock:
        asked = re.fullmatch(rf"(?:{COPY}\s+(\d+)?)?\s*(.*)", node.info.strip())
        limit, label = asked.groups() if asked else (None, "")
        text = plain(self._text(node.content)).strip("\n ")
        return CopyBlock(self._text(label), _EMPTY_LINES.sub("\n\n", text), int(limit) if limit else None)

    # --- inlines

    def _line(self, node: SyntaxTreeNode) -> Inlines:
        return _trimmed(self._inlines(node.children[0].children)) if node.children else ()

    def _inlines(self, nodes: list[SyntaxTreeNode]) -> Inlines:
        return _joined(inline for node in nodes for inline in self._inline(node))

    def _inline(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        match node.type:
            case "text" | "code_inline":
                yield from self._text(node.content)
            case "softbreak":
                yield Words(" ")
            case "hardbreak":
                yield LineBreak()
            case "strong" | "em" | "s":
                inlines = self._inlines(node.children)
                if inlines:
                    yield _looking(node.type, inlines)
            case "link":
                yield Link(self._address(str(node.attrGet("href"))), self._inlines(node.children))
            case _:
                raise LinkRefused(template=self._template, link=str(node.attrGet("src") or ""))

    def _address(self, address: str) -> str:
        if _PLACEHOLDER.search(unquote(address)):
            raise MisplacedValue(template=self._template)
        if not address.startswith(ADDRESSES):
            raise LinkRefused(template=self._template, link=address)
        return address

    def _text(self, text: str) -> Inlines:
        """Put back what was printed in a stretch of text."""
        return _joined(inline for piece in _PLACEHOLDER.split(text) for inline in self._piece(piece))

    def _piece(self, piece: str) -> Inlines:
        if not _PLACEHOLDER.match(piece):
            return (Words(piece),) if piece else ()
        if piece not in self._printed.inlines:
            raise MisplacedValue(template=self._template)
        return self._printed.inlines[piece]


def _named(blocks: Iterator[Block]) -> Iterator[Block]:
    """Put a short line that ends in a colon before the line to write on that follows it."""
    last: Block | None = None
    for block in blocks:
        match last, block:
            case Paragraph(inlines), Room(1, ()) if len(said := plain(inlines)) <= _BESIDE and said.endswith(":"):
                last = replace(block, name=inlines)
                continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _looking(mark: str, inlines: Inlines) -> Inline:
    match mark:
        case "strong":
            return Strong(inlines)
        case "em":
            return Emphasis(inlines)
    return Struck(inlines)


def _joined(inlines: Iterator[Inline]) -> Inlines:
    """Join neighbouring words of one language."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Words) and isinstance(last, Words) and inline.language == last.language:
            joined[-1] = Words(last.text + inline.text, last.language)
        else:
            joined.append(inline)
    return tuple(joined)


def _trimmed(inlines: Inlines) -> Inlines:
    """Take away spaces that a template left around a line in which nothing was printed."""
    if inlines and isinstance(inlines[0], Words) and not inlines[0].text.strip():
        return _trimmed(inlines[1:])
    if inlines and isinstance(inlines[-1], Words) and not inlines[-1].text.strip():
        return _trimmed(inlines[:-1])
    return inlines
