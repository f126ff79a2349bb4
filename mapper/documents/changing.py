"""Change stretches of one paper by hand: put each change where it belongs, mark it, and leave the rest as it is.

Takes in a paper and changes; gives out a paper, and what could not be put in. What somebody said is never rewritten,
and a change whose stretch reads otherwise by now goes to no other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from mapper.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    NumberedList,
    Paper,
    Paragraph,
    Room,
    Table,
    Ticks,
    Words,
    plain,
)
from mapper.documents.model import Change, Piece, Place
from mapper.documents.spots import Path, Spot, placed
from mapper.language.catalogue import words
from mapper.language.clean import clean, clean_line

MOST: Final = 10_000
"""Characters that one change may have at most: twice the longest field of Nav's forms."""
Why: TypeAlias = Literal["gone", "fixed", "said", "long"]
"""Why a change is not on the paper: its stretch is not there any more, or stays as it is; somebody's words would not
stand as they were said; it is too long."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that is not on the paper, and why."""

    change: Change
    why: Why


@dataclass(frozen=True, slots=True)
class Changed:
    """A paper with its changes marked, the stretches that it is made of, how many changed, and what was refused."""

    paper: Paper
    pieces: tuple[Piece, ...]
    count: int
    refused: tuple[Refused, ...]


def change(paper: Paper, changes: Iterable[Change], said: Collection[str] = (), *, changeable: bool = True) -> Changed:
    """Put changes into a paper; the last one holds for a place. `said` are words that stay as somebody said them.

    A paper that is not `changeable` takes none.
    """
    kept = _Kept(said, changeable=changeable)
    stretches = {place: kept.fix(spot) for spot, place in placed(paper.blocks)}
    put: dict[Path, str] = {}
    refused: list[Refused] = []
    for each in {one.place: one for one in changes}.values():
        spot = stretches.get(each.place)
        text = _cleaned(each.text, spot)
        why = kept.refuse(spot, text)
        if why:
            refused.append(Refused(each, why))
        elif spot and text != _cleaned(spot.text, spot):
            put[spot.path] = text
    pieces = tuple(_piece(spot, place, put.get(spot.path)) for place, spot in stretches.items())
    return Changed(_with(paper, put), pieces, len(put), tuple(refused))


def _cleaned(text: str, spot: Spot | None) -> str:
    return clean_line(text) if spot and spot.form == "line" else clean(text).strip()


def _piece(spot: Spot, place: Place, text: str | None) -> Piece:
    changed = text is not None
    now = spot.text if text is None else text
    return Piece(spot.path, place, spot.text, now, spot.form, spot.limit, spot.fixed, changed)


# --- what somebody said


class _Kept:
    """Words that stand as they were said, wherever a template prints them."""

    def __init__(self, said: Collection[str], *, changeable: bool) -> None:
        self._changeable = changeable
        self._said = frozenset(clean_line(words) for words in said) - {""}

    def fix(self, spot: Spot) -> Spot:
        """Fix a stretch that is nothing but what somebody said, and everything on a paper that takes no change."""
        if clean_line(spot.text) in self._said and spot.form != "copy":
            return replace(spot, fixed=spot.fixed or "said")
        return spot if self._changeable else replace(spot, fixed=spot.fixed or "kind")

    def refuse(self, spot: Spot | None, text: str) -> Why | None:
        """Say why a text may not stand in a place. A text to copy may be cut down: it is no paper of anybody's."""
        if spot is None:
            return "gone"
        if spot.fixed:
            return "said" if spot.fixed == "said" else "fixed"
        if len(text) > MOST:
            return "long"
        if spot.form != "copy" and not self._stand(clean_line(spot.text), clean_line(text)):
            return "said"
        return None

    def _stand(self, before: str, after: str) -> bool:
        return all(_holds(after, words) for words in self._said if _holds(before, words))


def _holds(text: str, words: str) -> bool:
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


# --- the paper with its changes


def _with(paper: Paper, put: Mapping[Path, str]) -> Paper:
    if not put:
        return paper
    told = words("changing.paper.count", paper.language, n=len(put))
    marked = _Marking(paper.language, put).blocks(paper.blocks, ())
    return replace(paper, blocks=(*marked, Paragraph((Emphasis((Words(told),)),))))


@dataclass(frozen=True, slots=True)
class _Marking:
    """Put texts in by path, and mark each in the language of the paper."""

    language: str
    put: Mapping[Path, str]

    def blocks(self, blocks: Blocks, path: Path) -> Blocks:
        return tuple(self._block(block, (*path, place)) for place, block in enumerate(blocks))

    def _block(self, block: Block, path: Path) -> Block:  # noqa: PLR0911 - one return for each kind of block
        match block:
            case Heading() | Paragraph():
                return replace(block, inlines=self._inlines(block.inlines, path))
            case BulletList() | NumberedList():
                return replace(
                    block, items=tuple(self.blocks(item, (*path, at)) for at, item in enumerate(block.items))
                )
            case Table(header, rows):
                first, *others = (self._row(row, (*path, at)) for at, row in enumerate((header, *rows)))
                return Table(first, tuple(others))
            case Ticks(items):
                return Ticks(self._row(items, path))
            case Room(_, name):
                return replace(block, name=self._inlines(name, path))
            case CopyBlock(label, _, _) if path in self.put:
                text = self.put[path]
                return replace(block, label=(*label, Words(f" {self._mark(text)}")), text=text)
        return block

    def _row(self, row: tuple[Inlines, ...], path: Path) -> tuple[Inlines, ...]:
        return tuple(self._inlines(cell, (*path, column)) for column, cell in enumerate(row))

    def _inlines(self, inlines: Inlines, path: Path) -> Inlines:
        text = self.put.get(path)
        if text is None:
            return inlines
        mark = Emphasis((Words(self._mark(text)),))
        return (*fitted(inlines, text), Words(" "), mark) if text else (mark,)

    def _mark(self, text: str) -> str:
        return words(f"changing.paper.{'mark' if text else 'taken_out'}", self.language)


def fitted(inlines: Inlines, text: str) -> Inlines:
    """Give inlines that say a text, with those of before at both ends wherever they still say the same."""
    left = list(inlines)
    front: list[Inline] = []
    back: list[Inline] = []
    while left and text.startswith(plain((left[0],))):
        text = text.removeprefix(plain((left[0],)))
        front.append(left.pop(0))
    while left and text.endswith(plain((left[-1],))):
        text = text.removesuffix(plain((left[-1],)))
        back.insert(0, left.pop())
    return (*front, *_written(text), *back)


def _written(text: str) -> Inlines:
    """Make plain inlines of a text, its blanks kept: it may stand in the middle of a line."""
    inlines: list[Inline] = []
    for number, line in enumerate(text.split("\n")):
        inlines += [LineBreak()] if number else []
        inlines += [Words(line)] if line else []
    return tuple(inlines)
