"""Write a paper as Markdown (CommonMark with tables). What people said appears literally, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest

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
    worded,
)
from mapper.documents.telling import chars
from mapper.language.catalogue import words

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~@$^#]|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
_OPENS = re.compile(r"^(?:[+\-=:]|\d{1,9}(?=[.)](?:[ \t]|$)))")
_LEADING = re.compile(r"^ +", re.MULTILINE)
_BREAK, _BREAK_IN_LINE = "\\\n", "<br>"
_LINE = "…" * 40
_A_WORD = 3
"""Characters of an option that may share its line with others."""


def write(paper: Paper) -> str:
    """Write a paper as Markdown text."""
    return "\n".join(_Writer(paper.language).lines(paper.blocks)).rstrip("\n") + "\n"


class _Writer:
    def __init__(self, language: str) -> None:
        self._language = language

    def lines(self, blocks: Blocks) -> Iterator[str]:
        """Give the lines of blocks, with an empty line after each."""
        last: Block | None = None
        for block, following in zip_longest(blocks, blocks[1:]):
            if _untold(block, following):
                continue
            if _listed(block) and _listed(block) == _listed(last):
                yield from ("<!-- -->", "")
            yield from self._block(block)
            yield ""
            last = block

    def _block(self, block: Block) -> Iterable[str]:  # noqa: PLR0911 - one return for each kind of block
        match block:
            case Heading(level, inlines):
                return [f"{'#' * level} {_one_line(inlines)}"]
            case Paragraph(inlines):
                return _paragraphs(inlines)
            case BulletList(items):
                return self._items(items, ["- "] * len(items))
            case NumberedList(items):
                return self._items(items, [f"{number}. " for number in range(1, len(items) + 1)])
            case Table():
                return _table(block)
            case Quote(speaker, inner):
                named: Blocks = (Paragraph((Strong(speaker),)),) if speaker else ()
                return _before("> ", self.lines((*named, *inner)))
            case Note(inner):
                return _before("> ", self.lines(inner))
            case CopyBlock():
                return self._copy(block)
            case Figure():
                return self._figure(block)
            case Room(lines, name):
                first = f"{_one_line(name)} {_LINE}" if name else _LINE
                return _BREAK.join([_at_start(first), *[_LINE] * (lines - 1)]).split("\n")
            case Ticks(items):
                return _boxes(items)
            case Rule() | PageBreak():
                return ["---"]

    def _items(self, items: tuple[Blocks, ...], marks: list[str]) -> Iterator[str]:
        tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in items)
        for item, mark in zip(items, marks, strict=True):
            lines = list(self.lines(item))
            indented = [f"{mark}{lines[0]}", *(f"{' ' * len(mark)}{line}".rstrip() for line in lines[1:])]
            yield from indented[:-1]
            if not tight and item is not items[-1]:
                yield ""

    def _copy(self, block: CopyBlock) -> Iterator[str]:
        told = chars(block, self._language)
        yield f"**{_one_line(block.label)}** ({told})" if told else f"**{_one_line(block.label)}**"
        yield ""
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", block.text)), default=0))
        yield from (fence, *block.text.split("\n"), fence)

    def _figure(self, figure: Figure) -> Iterator[str]:
        """Tell what a drawing shows: its table; in words where it has none."""
        if figure.table:
            yield from _table(figure.table)
        else:
            label = words("documents.paper.figure", self._language)
            yield from _paragraph((Emphasis((Words(label),)), Words(" "), *worded(figure.alternative)))
        if figure.caption and not figure.on_drawing:
            yield ""
            yield from _paragraph(figure.caption)


def _listed(block: Block | None) -> type[Block] | None:
    """Give the kind of list that a block is read back as; None where it is none."""
    match block:
        case BulletList() | NumberedList():
            return type(block)
        case Ticks(items) if not _side_by_side(items):
            return BulletList
    return None


def _boxes(items: tuple[Inlines, ...]) -> list[str]:
    boxes = [f"{BOX} {_one_line(item)}" for item in items]
    return [" ".join(boxes)] if _side_by_side(items) else [f"- {box}" for box in boxes]


def _side_by_side(items: tuple[Inlines, ...]) -> bool:
    """Tell whether options take one line: yes and no, or the numbers of a scale."""
    return all(len(plain(item)) <= _A_WORD for item in items)


def _untold(block: Block, following: Block | None) -> bool:
    """Tell whether a drawing says nothing here: a code for phones, or a part whose table comes with the next one."""
    match block:
        case Figure(small=True):
            return True
        case Figure(table=None):
            return isinstance(following, Figure)
    return False


def _before(mark: str, lines: Iterable[str]) -> Iterator[str]:
    marked = [f"{mark}{line}".rstrip() for line in lines]
    while marked and marked[-1] == mark.rstrip():
        marked.pop()
    return iter(marked)


def _paragraphs(inlines: Inlines) -> list[str]:
    """Give the lines of a text; an empty line in it parts two paragraphs. More than one are kept as they are."""
    lines: list[str] = []
    for text in _parted(inlines):
        lines += ["", *_paragraph(text)] if lines else _paragraph(text)
    return lines


def _parted(inlines: Inlines) -> Iterator[Inlines]:
    text: list[Inline] = []
    for breaks, run in groupby(inlines, key=lambda inline: isinstance(inline, LineBreak)):
        found = list(run)
        if breaks and len(found) == 2 and text:
            yield tuple(text)
            text = []
        else:
            text += found
    yield tuple(text)


def _paragraph(inlines: Inlines) -> list[str]:
    return [_at_start(line) for line in _inlines(inlines, _BREAK).split("\n")]


def _at_start(line: str) -> str:
    """Keep a line from opening a list, a heading or a table."""
    found = _OPENS.match(line)
    if not found:
        return line
    return f"{found[0]}\\{line[found.end() :]}" if found[0].isdigit() else f"\\{line}"


def _table(table: Table) -> list[str]:
    rows = [table.header, *table.rows]
    lines = [f"| {' | '.join(_one_line(cell) for cell in row)} |" for row in rows]
    return [lines[0], f"|{' --- |' * len(table.header)}", *lines[1:]]


def _one_line(inlines: Inlines) -> str:
    return _inlines(inlines, _BREAK_IN_LINE)


# --- inlines


def _inlines(inlines: Inlines, line_break: str) -> str:
    pieces = [_inline(inline, line_break) for inline in inlines]
    written = ""
    for place, (inline, piece) in enumerate(zip(inlines, pieces, strict=True)):
        after = pieces[place + 1][:1] if place + 1 < len(pieces) else ""
        match inline:
            case Strong():
                written += _around("**", piece, written[-1:], after)
            case Emphasis():
                written += _around("*", piece, written[-1:], after)
            case Struck():
                written += _around("~~", piece, written[-1:], after)
            case Link() if written.endswith("!"):
                written = f"{written[:-1]}\\!{piece}"
            case _:
                written += piece
    return _LEADING.sub(lambda spaces: "&#32;" * len(spaces[0]), written)


def _inline(inline: Inline, line_break: str) -> str:
    match inline:
        case Words(text):
            return _MARKUP.sub(r"\\\g<0>", text)
        case LineBreak():
            return line_break
        case Strong(inner) | Emphasis(inner) | Struck(inner):
            return _inlines(inner, line_break)
        case Link(address, inner):
            return f"[{_inlines(inner, line_break)}]({address})"


def _around(mark: str, text: str, before: str, after: str) -> str:
    """Put marks around words, outside their spaces; without them where CommonMark would read the marks as text."""
    core = text.strip()
    if not core or _hides(before, core[0], mark[0]) or _hides(after, core[-1], mark[0]):
        return text
    start = text.index(core)
    return f"{text[:start]}{mark}{core}{mark}{text[start + len(core) :]}"


def _hides(beside: str, edge: str, sign: str) -> bool:
    return beside == sign or (beside.isalnum() and not edge.isalnum())
