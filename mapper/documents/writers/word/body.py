"""Blocks as paragraphs and tables of Word, in real styles, so that an office can change how each kind looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Protocol

from docx.oxml.ns import qn

from mapper.documents.blocks import (
    BOX,
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
)
from mapper.documents.look import ACCENT
from mapper.documents.telling import calling, chars
from mapper.documents.writers.direction import paragraph_runs_left
from mapper.documents.writers.word import names
from mapper.documents.writers.word.dress import WIDER
from mapper.documents.writers.word.tables import ended, has_room, table
from mapper.documents.writers.word.xml import Element, el, line_break, run, text_runs

_STEP, _STEP_LARGE = 360, round(360 * WIDER)
"""How much deeper a list stands than what it belongs to, in twentieths of a point: 6.35 mm, more in large print."""
_DEEPEST = 8
_SHORT, _SHORT_LARGE = 600, 280
"""Characters of a quote, a list or a table that stays on one sheet, and of one in large print."""
_WITHIN = (names.QUOTE, names.COPY, names.TABLE)
_AIR = 260
"""How far below a quote or a table new text begins, in twentieths of a point."""
_GAP = "   "
"""What stands before the next box to tick: spaces, for a line does not begin with those."""
_LOWEST_HEADING = 4
_LED_IN = (BulletList, CopyBlock, Figure, NumberedList, Quote, Room, Table, Ticks)
_BESIDE: Final[Mapping[str, str | int]] = {
    "w": round(SMALL * 1440 / 25.4), "hSpace": 227, "wrap": "around", "vAnchor": "text", "hAnchor": "margin",
    "xAlign": "right", "y": -720,
}  # fmt: skip
"""The frame of a small figure: at the right margin, two lines higher than where it stands in the text around it."""
_FEW_LINES = 6
"""Lines to write on that stay on one sheet."""
_MOST_LEADING = 40
"""Paragraphs that are held together at most: no sheet has room for more."""


class Sheet(Protocol):
    """What the letterhead gives to whoever writes into it."""

    def style(self, name: str) -> str:
        """Give the id of a style by its name."""

    def numbers(self, name: str) -> int:
        """Begin a list in a list style, and give its number: numbered ones count from 1."""

    def link(self, address: str) -> str:
        """Keep an address, and give the id of the relationship to it."""

    def picture(self, figure: Figure) -> Element | None:
        """Give the run of a drawing with its alternative text; None where nothing here can draw it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks stand: in which style, how far in (twentieths of a point), and in how many lists."""

    style: str = names.NORMAL
    indent: int = 0
    depth: int = 0

    def within(self, step: int) -> _Place:
        """Give the place of what follows the first paragraph of a list's point, a step further in."""
        style = names.LIST_CONTINUE if self.style == names.NORMAL else self.style
        return _Place(style, self.indent + step, min(self.depth + 1, _DEEPEST))


@dataclass(frozen=True, slots=True)
class _Point:
    """The mark of a list before the first paragraph of a point."""

    style: str
    number: int


class Body:
    """Writes blocks in one language into a sheet."""

    def __init__(self, sheet: Sheet, language: str, *, large: bool = False) -> None:
        self._sheet = sheet
        self._large = large
        self._short = _SHORT_LARGE if large else _SHORT
        self._step = _STEP_LARGE if large else _STEP
        self._language = language
        self._new_page = False
        self._above = ""

    def blocks(self, blocks: Blocks) -> Iterator[Element]:
        """Give the elements of a paper's blocks.

        A table at the end is followed by an empty paragraph, as Word asks: so low that it makes no sheet of its own.
        """
        yield from self._blocks(blocks, _Place())
        if self._above == names.TABLE:
            low = el("spacing", before=0, after=0, line=20, lineRule="exact")
            yield el("p", el("pPr", el("pStyle", val=self._sheet.style(names.NORMAL)), low))

    def _blocks(self, blocks: Blocks, place: _Place, point: _Point | None = None) -> Iterator[Element]:
        """Give the elements of blocks; the first paragraph gets the mark of a list if there is one."""
        for number, (block, before, after) in enumerate(_between(blocks)):
            mark = point if before is None else None
            leads = self._leads(blocks, number) or introduces(blocks, number)
            within = place.within(self._step) if point and before is not None else place
            if mark and not isinstance(block, Paragraph):
                yield self._paragraph((), place, mark=mark)
                within = place.within(self._step)
            if isinstance(block, Paragraph):
                under_title = isinstance(before, Heading) and before.level == 1
                stands = replace(within, style=names.SUBTITLE) if under_title else within
                yield self._paragraph(block.inlines, stands, mark=mark, leads=leads)
            else:
                made = [*self._block(block, within)]
                yield from _together(made, last=0) if _go_on(block, after) and len(made) <= _FEW_LINES else made

    def _leads(self, blocks: Blocks, number: int) -> bool:
        """Tell whether a paragraph leads into what comes next, by itself or with short ones after it."""
        for first, after in pairwise(blocks[number : number + _MOST_LEADING]):
            if isinstance(after, _LED_IN):
                return True
            if not (isinstance(first, Paragraph) and isinstance(after, Paragraph)):
                return False
            if len(plain(first.inlines)) + len(plain(after.inlines)) >= self._short:
                return False
        return False

    def _block(self, block: Block, place: _Place) -> Iterator[Element]:  # noqa: PLR0912 - one case for each kind
        match block:
            case Heading(level, inlines):
                yield self._paragraph(inlines, _Place(names.heading(min(level, _LOWEST_HEADING))))
            case Paragraph(inlines):
                yield self._paragraph(inlines, place)
            case BulletList(items):
                yield from self._list(items, names.LIST_BULLET, place)
            case NumberedList(items):
                yield from self._list(items, names.LIST_NUMBER, place)
            case Table():
                yield from self._table(block, place)
            case Quote():
                yield from self._quote(block, place)
            case Note(inner):
                yield from self._blocks(inner, _Place(names.NOTE))
            case CopyBlock():
                yield from self._copy(block)
            case Figure():
                yield from self._figure(block, place)
            case Room(lines, name):
                written = [self._line(name if not number else ()) for number in range(lines)]
                yield from _together(written) if lines <= _FEW_LINES else written
            case Ticks():
                yield from self._ticks(block, place)
            case Rule():
                yield self._paragraph((), _Place(names.RULE))
            case PageBreak():
                self._new_page = True

    def _quote(self, quote: Quote, place: _Place) -> Iterator[Element]:
        if quote.speaker:
            yield self._paragraph(quote.speaker, _Place(names.SPEAKER, place.indent))
        said = [*self._blocks(quote.blocks, _Place(names.QUOTE, place.indent))]
        yield from _short_together(said, self._short)

    def _list(self, items: tuple[Blocks, ...], style: str, place: _Place) -> Iterator[Element]:
        point = _Point(style, self._sheet.numbers(style))
        listed = [element for item in items for element in self._blocks(item or (Paragraph(()),), place, point)]
        if sum(map(len, _texts(listed))) >= self._short:
            _together(listed[:2])
            _together(listed[-2:])
        yield from _short_together(listed, self._short)

    def _table(self, written: Table, place: _Place) -> Iterator[Element]:
        if not has_room(written, place.indent, large=self._large):
            yield from self._stacked(written, place)
            return
        if self._new_page or self._above == names.TABLE:
            yield self._paragraph((), _Place())
        made = table(written, self._sheet.style(names.TABLE), self._cell, place.indent, large=self._large)
        rows = [[*row.iter(qn("w:p"))] for row in made.iter(qn("w:tr"))]
        _short_together([cell for row in rows for cell in row], self._short, last=len(rows[-1]))
        yield made
        self._above = names.TABLE

    def _stacked(self, written: Table, place: _Place) -> Iterator[Element]:
        """Give a table that has no room: each row as names and values under each other, but for empty ones."""
        names_of = [Strong((*name, Words(calling(plain(name)).removeprefix(plain(name))))) for name in written.header]
        for row in written.rows:
            told = [(name, value) for name, value in zip(names_of, row, strict=True) if value]
            for left, (name, value) in zip(range(len(told) - 1, -1, -1), told, strict=True):
                made = self._paragraph((name, Words(" "), *value), place, leads=left > 0)
                yield made if left else ended(made, lined=place.style == names.NORMAL)

    def _cell(self, inlines: Inlines) -> Element:
        return self._paragraph(inlines, _Place(names.CELL))

    def _copy(self, block: CopyBlock) -> Iterator[Element]:
        told = chars(block, self._language)
        counted = (Words(f" ({told})"),) if told else ()
        yield self._paragraph((Strong(block.label), *counted), _Place(names.COPY_LABEL))
        for line in block.text.split("\n"):
            yield self._paragraph((Words(line),) if line else (), _Place(names.COPY))

    def _line(self, name: Inlines) -> Element:
        """Give an empty line to write on, behind its name if it has one: a tab that the style fills with a line."""
        made = self._paragraph((*name, Words(" ")) if name else (), _Place(names.ROOM))
        made.append(run(el("tab")))
        return made

    def _ticks(self, ticks: Ticks, place: _Place) -> Iterator[Element]:
        if not ticks.short:
            yield from self._list(tuple((Paragraph(item),) for item in ticks.items), names.TICKS, place)
            return
        boxed = (
            (Words(f"{_GAP}{BOX}\u00a0" if number else f"{BOX}\u00a0"), *map(_unbroken, item))
            for number, item in enumerate(ticks.items)
        )
        yield self._paragraph(tuple(inline for item in boxed for inline in item), place)

    def _figure(self, figure: Figure, place: _Place) -> Iterator[Element]:
        drawn = self._sheet.picture(figure)
        if drawn is None:
            if figure.table is None:
                return
            yield from self._table(figure.table, place)
        else:
            beside = figure.small and not self._large
            made = self._paragraph((), _Place(names.NORMAL), leads=not beside, beside=beside)
            made.append(drawn)
            yield made
        yield self._paragraph(figure.caption, _Place(names.CAPTION))

    # --- paragraphs

    def _paragraph(
        self,
        inlines: Inlines,
        place: _Place,
        *,
        mark: _Point | None = None,
        leads: bool = False,
        beside: bool = False,
    ) -> Element:
        style = mark.style if mark and place.style == names.NORMAL else place.style
        properties = [el("pStyle", val=self._sheet.style(style))]
        properties += [el("keepNext")] * leads
        properties += [el("pageBreakBefore")] * self._new_page
        properties += [el("framePr", **_BESIDE)] * beside
        properties += [el("numPr", el("ilvl", val=place.depth), el("numId", val=mark.number))] if mark else []
        properties += _leftward(style) if paragraph_runs_left(inlines) else []
        air = 0 if self._new_page else _AIR if style == names.NORMAL and self._above in _WITHIN else None
        properties += [] if air is None else [el("spacing", before=air)]
        properties += self._indent(place, mark)
        self._new_page, self._above = False, style
        return el("p", el("pPr", *properties), *self._inlines(inlines))

    def _indent(self, place: _Place, mark: _Point | None) -> list[Element]:
        base = names.INDENTS.get(place.style, 0) + place.indent
        if mark and (base or place.depth):
            return [el("ind", left=base + self._step, hanging=self._step)]
        return [el("ind", left=base)] if place.indent and not mark else []

    # --- inlines

    def _inlines(self, inlines: Inlines, looks: tuple[str, ...] = ()) -> Iterator[Element]:
        for inline in inlines:
            yield from self._inline(inline, looks)

    def _inline(self, inline: Inline, looks: tuple[str, ...]) -> Iterator[Element]:
        match inline:
            case Words(text, language):
                yield from text_runs(text, language, looks)
            case LineBreak():
                yield line_break()
            case Strong(inner):
                yield from self._inlines(inner, (*looks, "b"))
            case Emphasis(inner):
                yield from self._inlines(inner, (*looks, "i"))
            case Struck(inner):
                yield from self._inlines(inner, (*looks, "strike"))
            case Link(address, inner):
                yield self._link(address, inner, looks)

    def _link(self, address: str, inlines: Inlines, looks: tuple[str, ...]) -> Element:
        styled = (*looks, f"s:{self._sheet.style(names.HYPERLINK)}")
        return link(self._sheet.link(address), *self._inlines(inlines, styled))


def _go_on(block: Block, after: Block | None) -> bool:
    """Tell whether a block is answered by hand together with what comes next, or says what is to be copied there."""
    match block, after:
        case (Ticks() | Room(), Room()) | (BulletList(), CopyBlock()):
            return True
    return False


def _unbroken(inline: Inline) -> Inline:
    """Keep the words of a short option on one line with its box."""
    return replace(inline, text=inline.text.replace(" ", "\u00a0")) if isinstance(inline, Words) else inline


def _between(blocks: Blocks) -> Iterator[tuple[Block, Block | None, Block | None]]:
    """Give each block with what stands before it and after it."""
    return zip(blocks, (None, *blocks), (*blocks[1:], None), strict=False)


def link(relationship: str, *runs: Element) -> Element:
    """Make a link of runs."""
    made = el("hyperlink", *runs)
    made.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", relationship)
    return made


def _leftward(style: str) -> list[Element]:
    """Turn a paragraph around; the bar beside a quote stands where its lines begin."""
    bar = el("right", val="single", sz=18, space=8, color=ACCENT.removeprefix("#").upper())
    return [*([el("pBdr", el("left", val="nil"), bar)] if style == names.QUOTE else []), el("bidi")]


def _together(elements: list[Element], last: int = 1) -> list[Element]:
    """Keep paragraphs on one sheet; the `last` of them need not stay with what follows."""
    for element in elements[: len(elements) - last]:
        properties = element.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:keepNext")) is None:
            properties.insert(1, el("keepNext"))
    return elements


def _short_together(elements: list[Element], most: int, last: int = 1) -> list[Element]:
    """Keep paragraphs on one sheet if they are short."""
    return _together(elements, last) if sum(map(len, _texts(elements))) < most else elements


def _texts(elements: list[Element]) -> Iterator[str]:
    return (text.text or "" for element in elements for text in element.iter(qn("w:t")))
