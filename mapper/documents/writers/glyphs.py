"""Which characters the shipped fonts can draw, read from the fonts themselves."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from mapper.documents.templates.shelf import folder

STAND_IN: Final = "\ufffd"
"""What is printed for a character that no shipped font can draw."""
_UNDRAWN = {"\n", "\u200b", "\u200c", "\u200d", *(chr(code) for code in range(0xFE00, 0xFE10))}
"""Characters that only tell how their neighbours are drawn."""


def fonts() -> Path:
    """Give the folder of shipped fonts."""
    return folder() / "fonts"


@cache
def drawable() -> frozenset[str]:
    """Give every character that at least one shipped font can draw."""
    return frozenset(_UNDRAWN).union(*(_characters(path.read_bytes()) for path in sorted(fonts().glob("*.ttf"))))


def _characters(font: bytes) -> Iterator[str]:
    """Read the character map of a TrueType font: its tables of format 4 and 12."""
    start = _table(font, b"cmap")
    (tables,) = struct.unpack_from(">H", font, start + 2)
    for place in range(start + 4, start + 4 + 8 * tables, 8):
        (offset,) = struct.unpack_from(">I", font, place + 4)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        spans = {4: _short_spans, 12: _long_spans}.get(kind)
        for first, last in spans(font, start + offset) if spans else ():
            yield from map(chr, range(first, last + 1))


def _table(font: bytes, tag: bytes) -> int:
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xI", font, 12 + 16 * number) for number in range(tables))
    return next(int(offset) for name, offset in records if name == tag)


def _short_spans(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    (twice,) = struct.unpack_from(">H", font, start + 6)
    lasts = struct.unpack_from(f">{twice // 2}H", font, start + 14)
    firsts = struct.unpack_from(f">{twice // 2}H", font, start + 16 + twice)
    return ((first, last) for first, last in zip(firsts, lasts, strict=True) if first != 0xFFFF)


def _long_spans(font: bytes, start: int) -> Iterator[tuple[int, int]]:
    (groups,) = struct.unpack_from(">I", font, start + 12)
    return (struct.unpack_from(">II", font, start + 16 + 12 * number) for number in range(groups))
