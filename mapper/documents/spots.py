"""The stretches of text that a paper is made of, each with the path that leads to it and the place that finds it again.

A path holds the places of the blocks on the way: items and blocks of a list, cells by row (0 is the header) and column.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mapper.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Figure,
    Heading,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Room,
    Table,
    Ticks,
    plain,
    walk,
)
from mapper.documents.model import Fixed, Form, Place

Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One stretch: how it is written, why it may not be changed, and what it stands in (headings, its item or row).

    `label` and `limit` are those of a text to copy.
    """

    path: Path
    text: str
    form: Form
    within: str
    label: str = ""
    limit: int | None = None
    fixed: Fixed | None = None


def spots(blocks: Blocks) -> Iterator[Spot]:
    """Give every stretch of a paper in reading order. A quote, a note and a figure are one stretch each."""
    trail: list[str] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            del trail[block.level - 1 :]
        yield from _of_block(block, (place,), "\n".join(trail))
        if isinstance(block, Heading):
            trail.append(plain(block.inlines))


def placed(blocks: Blocks) -> tuple[tuple[Spot, Place], ...]:
    """Give every stretch with its place: which it is of those that say the same in the same surroundings."""
    found = list(spots(blocks))
    keys = [(spot.text, spot.within) for spot in found]
    all_of_them, before = Counter(keys), Counter[tuple[str, str]]()
    places = []
    for spot, key in zip(found, keys, strict=True):
        before[key] += 1
        places.append((spot, Place(_digest(spot.text), _digest(spot.within), before[key], all_of_them[key])))
    return tuple(places)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _of_block(block: Block, path: Path, within: str) -> Iterator[Spot]:
    match block:
        case Heading(level, inlines):
            yield Spot(path, plain(inlines), "line", within, fixed="title" if level == 1 else None)
        case Paragraph(inlines):
            yield Spot(path, plain(inlines), "text", within)
        case BulletList(items) | NumberedList(items):
            yield from _of_items(items, path, within)
        case Table():
            yield from _of_table(block, path, within)
        case Room(_, name) if name:
            yield Spot(path, plain(name), "line", within)
        case Ticks(items):
            yield from (Spot((*path, number), plain(item), "line", within) for number, item in enumerate(items))
        case CopyBlock(label, text, limit):
            yield Spot(path, text, "copy", f"{within}\n{plain(label)}", plain(label), limit)
        case Quote(speaker, inner):
            yield Spot(path, _words((Paragraph(speaker), *inner)), "text", within, fixed="said")
        case Note(inner):
            yield Spot(path, _words(inner), "text", within, fixed="notice")
        case Figure(_, alternative, _, _):
            yield Spot(path, alternative, "text", within, fixed="drawn")


def _of_items(items: tuple[Blocks, ...], path: Path, within: str) -> Iterator[Spot]:
    for number, item in enumerate(items):
        around = f"{within}\n{_words(item)}" if len(item) > 1 else within
        for place, block in enumerate(item):
            yield from _of_block(block, (*path, number, place), around)


def _of_table(table: Table, path: Path, within: str) -> Iterator[Spot]:
    for number, row in enumerate((table.header, *table.rows)):
        around = "\n".join((within, *(plain(cell) for cell in row)))
        for column, cell in enumerate(row):
            yield Spot((*path, number, column), plain(cell), "line", around)


def _words(blocks: Blocks) -> str:
    """Give all the words of some blocks, a line for each."""
    return "\n".join(text for block in walk(blocks) for text in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            yield plain(inlines)
        case Ticks(items):
            yield from (plain(item) for item in items)
        case Table(header, rows):
            yield from (" ".join(plain(cell) for cell in row) for row in (header, *rows))
        case CopyBlock(label, text, _):
            yield from (plain(label), text)
        case Figure(_, alternative, _, _):
            yield alternative
