"""What a paper will say, as paragraphs on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Figure,
    Heading,
    Inlines,
    Note,
    NumberedList,
    PageBreak,
    Quote,
    Room,
    Rule,
    Table,
    Ticks,
    plain,
)
from mapper.documents.blocks import Paragraph as Words
from mapper.tui.widgets.rooms.entries import Paragraph

_INDENT = "  "


def paper_paragraphs(blocks: Blocks, lead: str = "") -> Iterator[Paragraph]:
    """Give the blocks as paragraphs, a blank line before each heading; `lead` stands before every one."""
    for block in blocks:
        for paragraph in _told(block):
            yield Paragraph(paragraph.text, lead + paragraph.lead, paragraph.style)


def _told(block: Block) -> Iterator[Paragraph]:  # noqa: PLR0912 - one case for each kind of block
    match block:
        case Heading(level, inlines):
            yield Paragraph("")
            yield Paragraph(plain(inlines), style="bold underline" if level == 1 else "bold")
        case Words(inlines):
            yield Paragraph(plain(inlines))
        case BulletList(items):
            yield from _items(items, ["• "] * len(items))
        case NumberedList(items):
            yield from _items(items, [f"{number}. " for number in range(1, len(items) + 1)])
        case Table(header, rows):
            yield from _table(header, rows)
        case Quote(speaker, within):
            yield from _quote(speaker, within)
        case Note(within):
            yield from paper_paragraphs(within, "! ")
        case CopyBlock(label, text, _):
            yield Paragraph(plain(label), style="bold")
            yield Paragraph(text, lead="│ ")
        case Figure(_, alternative, caption, _):
            yield Paragraph(alternative, lead=_INDENT)
            yield Paragraph(plain(caption), lead=_INDENT)
        case Room(lines):
            yield from [Paragraph("……………………")] * lines
        case Ticks(items):
            yield from _items(tuple((Words(item),) for item in items), ["☐ "] * len(items))
        case Rule():
            yield Paragraph("────────")
        case PageBreak():
            yield Paragraph("")


def _items(items: tuple[Blocks, ...], signs: list[str]) -> Iterator[Paragraph]:
    for sign, item in zip(signs, items, strict=True):
        for number, paragraph in enumerate(paper_paragraphs(item)):
            before = sign if number == 0 else " " * len(sign)
            yield Paragraph(paragraph.text, before + paragraph.lead, paragraph.style)


def _table(header: tuple[Inlines, ...], rows: tuple[tuple[Inlines, ...], ...]) -> Iterator[Paragraph]:
    names = [plain(name) for name in header]
    for row in rows:
        cells = [plain(cell) for cell in row]
        told = [f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell]
        yield Paragraph(" · ".join(told), lead="• ")


def _quote(speaker: Inlines, within: Blocks) -> Iterator[Paragraph]:
    if speaker:
        yield Paragraph(f"{plain(speaker)}:")
    yield from paper_paragraphs(within, _INDENT)
