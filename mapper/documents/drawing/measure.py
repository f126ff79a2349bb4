"""How much room words take in a drawing, without a font at hand: wide enough for every font that papers are set in.

Widths are thousandths of the size: the larger of Atkinson Hyperlegible Next and Liberation Sans (as wide as Arial),
rounded up to the next fifty.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from mapper.documents.unbroken import unbroken
from mapper.language.clean import clean_line

_GROUPS = (
    (200, "'"), (250, "j"), (300, " !,.:;il|ŧ·"), (350, "()[]`frt{}"), (400, '"-/I\\'), (500, "*cksvxyz"), (550, "J"),
    (600, "$1235679<>?L^_abdeghnopqu~đŋ–"), (650, "+048=FTZ"), (700, "#ABEKPSVXY"), (750, "&CDHNRUw"), (800, "GOQ"),
    (850, "Mm"), (950, "%W"), (1000, "—…"), (1050, "@"),
)  # fmt: skip
_LETTERS = {0xE6: 900, 0xF8: 650, 0xC6: 1000, 0xD8: 800, 0xAB: 600, 0xBB: 600}
"""Norwegian letters that are no letter with a mark, and quotation marks, by their numbers."""
_WIDTHS = {char: wide for wide, chars in _GROUPS for char in chars} | {chr(each): w for each, w in _LETTERS.items()}
_OTHER, _FULL = 1100, 1400
_BOLD = 1.08
_CUT = "…"


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Give the room that words on one line take at most, in the units of `size`."""
    return sum(map(_width, words)) * size / 1000 * (_BOLD if bold else 1)


@cache
def _width(char: str) -> int:
    plain = unicodedata.normalize("NFD", char)[0]
    if plain in _WIDTHS:
        return _WIDTHS[plain]
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    full = unicodedata.east_asian_width(char) in "WF" or unicodedata.category(char) == "So"
    return _FULL if full else _OTHER


def wrapped(words: str, room: float, size: float, *, bold: bool = False, most: int = 6) -> tuple[str, ...]:
    """Break words into at most `most` lines that each fit in `room`; what is still left ends in «…».

    The words beside a figure give a text whole.
    """
    lines: list[str] = []
    for line in _lines(clean_line(words), room, size, bold=bold):
        if len(lines) == most:
            return (*lines[:-1], _ended(lines[-1], room, size, bold=bold))
        lines.append(line)
    return tuple(lines)


def _lines(words: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    line = ""
    for word in unbroken(words).split(" "):
        tried = f"{line} {word}" if line else word
        if width(tried, size, bold=bold) <= room:
            line = tried
            continue
        if line:
            yield line
        *broken, line = _pieces(word, room, size, bold=bold)
        yield from broken
    if line:
        yield line


def _pieces(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """Break a word that is longer than a line where the line ends."""
    piece = ""
    for char in word:
        if piece and width(piece + char, size, bold=bold) > room:
            yield piece
            piece = ""
        piece += char
    yield piece


def _ended(line: str, room: float, size: float, *, bold: bool) -> str:
    while line and width(line + _CUT, size, bold=bold) > room:
        line = line[:-1]
    return f"{line.rstrip()}{_CUT}"
