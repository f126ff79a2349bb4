"""What a paper will say, as entries to walk through on the screen; the id of each is its path in the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from textual.content import Content

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
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paper,
    Quote,
    Rule,
    Strong,
    Struck,
    Table,
    Ticks,
    plain,
)
from mapper.documents.blocks import Paragraph as Words
from mapper.documents.blocks import Room as WritingRoom
from mapper.documents.telling import calling, chars
from mapper.tui.show import plain as safe
from mapper.tui.widgets.rooms.entries import Entry, Paragraph
from mapper.tui.widgets.rooms.paper_table import TableRow, table_rows
from mapper.tui.widgets.rooms.shown import Shown, hung

Path: TypeAlias = tuple[int, ...]
Sheet: TypeAlias = Callable[[int], str]
"""Gives the words over a new sheet, by its number."""
_INDENT = "  "


def id_of(path: Path) -> str:
    """Name the entry at a path."""
    return ".".join(str(place) for place in path)


def path_of(id: str) -> Path:
    """Give the path that an entry is named by; nothing where it is named otherwise."""
    parts = id.split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


def first_sheet(paper: Paper) -> Paper:
    """Give what stands before a paper turns to a new sheet; a paper of one sheet as it is."""
    end = next((place for place, block in enumerate(paper.blocks) if isinstance(block, PageBreak)), None)
    return paper if end is None else replace(paper, blocks=paper.blocks[:end])


def paper_entries(paper: Paper, sheet: Sheet) -> Iterator[Entry]:
    """Give a paper as entries, a blank line before each heading and a line across before each new sheet.

    Each row of a table is one entry, and so is a quote, a note, a figure and a text to copy.
    """
    number = 1
    for place, block in enumerate(paper.blocks):
        if isinstance(block, PageBreak):
            number += 1
            yield _between((Paragraph(""), Across(sheet(number))), place)
        elif isinstance(block, Heading) and place:
            yield _between((Paragraph(""),), place)
        for stop in _Teller(paper.language).stops(block, (place,)):
            yield Entry(id_of(stop.path), stop.shown, heading=not stop.walked)


def _between(shown: tuple[Shown, ...], place: int) -> Entry:
    return Entry(f"before {place}", shown, heading=True)


@dataclass(frozen=True, slots=True)
class Rich:
    """The words of a paper, its strong words bold; `lead` stands before the first line."""

    inlines: Inlines
    lead: str = ""
    style: str = ""

    def lines(self, width: int) -> list[Content]:
        """Wrap the words under themselves."""
        content = _content(self.inlines)
        return hung(content.stylize(self.style) if self.style else content, self.lead, width)


@dataclass(frozen=True, slots=True)
class Across:
    """A line across, with words in it or without."""

    words: str = ""
    lead: str = ""

    def lines(self, width: int) -> list[Content]:
        """Draw the line."""
        told = safe(f"{self.lead}── {self.words} " if self.words else self.lead)
        return [told.truncate(width, ellipsis=True) + Content("─" * max(width - told.cell_length, 0))]


def _content(inlines: Inlines) -> Content:
    return Content("").join(_styled(inline) for inline in inlines)


def _styled(inline: Inline) -> Content:
    match inline:
        case Strong(inner):
            return _content(inner).stylize("bold")
        case Emphasis(inner):
            return _content(inner).stylize("italic")
        case Struck(inner):
            return _content(inner).stylize("strike")
        case Link(_, inner):
            return _content(inner).stylize("underline")
    return safe(plain((inline,)))


@dataclass(frozen=True, slots=True)
class _Stop:
    """Lines that are walked to as one, or passed by."""

    path: Path
    shown: tuple[Shown, ...]
    walked: bool = True


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tell blocks in one language, every line behind `before`."""

    language: str
    before: str = ""

    def stops(self, block: Block, path: Path) -> Iterator[_Stop]:
        match block:
            case BulletList(items):
                yield from self._items(items, ["• "] * len(items), path)
            case NumberedList(items):
                yield from self._items(items, [f"{number}. " for number in range(1, len(items) + 1)], path)
            case Table():
                for row in table_rows(block, self.before):
                    yield _Stop((*path, row.number), (row,), walked=row.number > 0)
            case Ticks(items):
                for number, item in enumerate(items):
                    yield _Stop((*path, number), (Rich(item, f"{self.before}□ "),))
            case Rule() | PageBreak() | WritingRoom():
                yield _Stop(path, tuple(self._empty(block)), walked=isinstance(block, WritingRoom) and bool(block.name))
            case _:
                yield _Stop(path, tuple(self._shown(block)))

    def _shown(self, block: Block) -> Iterator[Shown]:
        match block:
            case Heading(level, inlines):
                yield Rich(inlines, self.before, "bold underline" if level == 1 else "bold")
            case Words(inlines):
                yield Rich(inlines, self.before)
            case Quote(speaker, inner):
                if speaker:
                    yield Paragraph(calling(plain(speaker)), self.before)
                yield from self._within(inner, _INDENT)
            case Note(inner):
                yield from self._within(inner, "! ")
            case CopyBlock(label, text, _):
                told = chars(block, self.language)
                yield Paragraph(f"{plain(label)} · {told}" if told else plain(label), self.before, "bold")
                yield from (Paragraph(line, f"{self.before}│ ") for line in text.split("\n"))
            case Figure(_, alternative, caption, table):
                yield Paragraph(alternative, f"{self.before}{_INDENT}")
                if table:
                    yield from table_rows(table, f"{self.before}{_INDENT}")
                yield Rich(caption, f"{self.before}{_INDENT}", "italic")

    def _within(self, blocks: Blocks, lead: str) -> Iterator[Shown]:
        inside = replace(self, before=self.before + lead)
        for block in blocks:
            for stop in inside.stops(block, ()):
                yield from stop.shown

    def _items(self, items: tuple[Blocks, ...], signs: list[str], path: Path) -> Iterator[_Stop]:
        for number, (sign, item) in enumerate(zip(signs, items, strict=True)):
            inside = replace(self, before=self.before + " " * len(sign))
            for place, block in enumerate(item):
                for stop in inside.stops(block, (*path, number, place)):
                    yield _signed(stop, inside.before, self.before + sign) if place == 0 else stop

    def _empty(self, block: Block) -> Iterator[Shown]:
        match block:
            case Rule():
                yield Across(lead=self.before)
            case WritingRoom(lines, name):
                if name:
                    yield Rich(name, self.before)
                yield from (Across(lead=self.before) for _ in range(lines))


def _signed(stop: _Stop, hanging: str, sign: str) -> _Stop:
    """Put the sign of a list before the first line of an item."""
    first, *others = stop.shown or (Paragraph(""),)
    if isinstance(first, Rich | Paragraph | TableRow) and first.lead.startswith(hanging):
        first = replace(first, lead=sign + first.lead.removeprefix(hanging))
    return replace(stop, shown=(first, *others))
