"""What a paper is made of: frozen blocks and inlines, the same for every writer and for the preview.

Words in them are plain text. Nothing here is markup; each writer escapes for its own format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from mapper.language.clean import clean

ADDRESSES: Final = ("mailto:", "tel:", "https://")
"""What the address of a link may begin with."""
SMALL: Final = 36
"""Millimetres: a code of a meeting is read by a phone at arm's length, with half a millimetre to a module."""
SHORT: Final = 24
"""Characters of an option that may share its line with others."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words on one line. `language` is set where they stand in another language than the paper."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a block."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that are stressed."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Struck:
    """Words that are crossed out: they stood, and hold no longer. A template says so in words beside them too."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A mailto, tel or https address that a template wrote; never made from what somebody said."""

    address: str
    inlines: Inlines


Inline: TypeAlias = Words | LineBreak | Strong | Emphasis | Struck | Link
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the paper's title, and no level is skipped on the way down."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points without an order."""

    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Points in order, counted from 1."""

    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; every row has as many cells as the header."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, and who: `speaker` may be empty."""

    speaker: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Note:
    """Something to notice, set apart."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """Text that is ready to be copied into a field of `limit` characters (None: no limit)."""

    label: Inlines
    text: str
    limit: int | None

    @property
    def count(self) -> int:
        """Count the characters."""
        return len(self.text)

    @property
    def over(self) -> int:
        """Count the characters beyond the limit."""
        return max(0, self.count - self.limit) if self.limit is not None else 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, what it shows in words, and the same facts as a table for writers without pictures.

    One that is `small` is SMALL millimetres wide and high, and stands beside the text that follows where there is room.
    Of several that belong together, only the last has the table, of all of them. `narrow` is the same drawing for where
    there is little room, as on a phone; empty where the drawing can be read there as it is. `on_drawing` says that the
    caption tells how the drawing is read, and nothing without it.
    """

    svg: str
    alternative: str
    caption: Inlines
    table: Table | None
    small: bool = False
    narrow: str = ""
    on_drawing: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """So many empty lines, to write on by hand. `name` is what the first is for, and stands before it on that line."""

    lines: int
    name: Inlines = ()


BOX: Final = "☐"
"""A box to tick by hand, where it stands in a cell of a table or among words."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Options with an empty box before each, to tick by hand."""

    items: tuple[Inlines, ...]

    @property
    def short(self) -> bool:
        """Tell whether the options are short enough to stand side by side."""
        return all(len(plain(item)) <= SHORT for item in self.items)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two parts."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new sheet on paper; nothing on a screen."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Quote
    | Note
    | CopyBlock
    | Figure
    | Room
    | Ticks
    | Rule
    | PageBreak
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document, ready to be written. `language` is that of its template."""

    document: str
    title: str
    language: str
    blocks: Blocks


def worded(text: str, language: str | None = None) -> Inlines:
    """Make inlines of plain text: its lines stay lines, and nothing unseen is in them."""
    inlines: list[Inline] = []
    lines = "\n".join(line.rstrip(" ") for line in clean(text).split("\n")).strip("\n").split("\n")
    for number, line in enumerate(lines):
        if number:
            inlines.append(LineBreak())
        if line:
            inlines.append(Words(line, language))
    return tuple(inlines)


def plain(inlines: Inlines) -> str:
    """Give the words of inlines as plain text."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Words(text):
            return text
        case LineBreak():
            return "\n"
        case Strong(inlines) | Emphasis(inlines) | Struck(inlines) | Link(_, inlines):
            return plain(inlines)


def walk(blocks: Blocks) -> Iterator[Block]:
    """Give every block, those inside others too, in reading order."""
    for block in blocks:
        yield block
        match block:
            case BulletList(items) | NumberedList(items):
                for item in items:
                    yield from walk(item)
            case Quote(_, inner) | Note(inner):
                yield from walk(inner)


def introduces(blocks: Blocks, place: int) -> bool:
    """Tell whether a paragraph stands alone between a heading and one below it, and leads into what follows."""
    if not 0 < place < len(blocks) - 1:
        return False
    match blocks[place - 1 : place + 2]:
        case (Heading(above, _), Paragraph(), Heading(below, _)):
            return below > above
    return False
