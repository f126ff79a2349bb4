"""Pieces of SVG that figures are drawn with. Every word in them is escaped.

Signs, words and numbers carry everything; colour only repeats it. Words stand at least 5.7:1 against white and lines
that say something at least 3:1. Attributes only, and no ids: a drawing looks the same in a page, in a PDF and alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal, TypeAlias, TypeVar

from mapper.documents.drawing.measure import width
from mapper.language.clean import clean_line

INK, FAINT, ACCENT = "#22303c", "#5b6670", "#1f5c8b"
GREY, PALE, WHITE = "#7b8793", "#d5dae0", "#ffffff"
FONT: Final = "'Atkinson Hyperlegible Next', 'Noto Sans', 'Source Sans 3', 'Liberation Sans', Arial, sans-serif"
Anchor: TypeAlias = Literal["start", "middle", "end"]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a drawing has to go on: its width, two sizes of words, and the height that fits on one sheet of paper.

    Text on paper is 170 mm across: `size` comes out as 11 points and `small` as 10, in large print as 20 and 18.
    """

    width: int
    size: int
    small: int
    height: int

    @property
    def lead(self) -> int:
        """Give the way from one line of words to the next."""
        return self.size + 3


WIDE: Final = Sheet(width=680, size=16, small=14, height=820)
LARGE: Final = Sheet(width=400, size=17, small=15, height=520)


def sheet(*, large: bool) -> Sheet:
    """Choose what to draw on."""
    return LARGE if large else WIDE


def svg(on: Sheet, height: float, title: str, alternative: str, drawn: Iterable[str]) -> str:
    """Put a drawing together, with its title and what it shows in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {on.width} {height:g}" role="img" '
        f'font-family="{FONT}" font-size="{on.size}" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(clean_line(alternative))}</desc>{''.join(drawn)}</svg>"
    )


@dataclass(frozen=True, slots=True)
class Pen:
    """How words are written: size, weight, colour, and which end of them stands at the place."""

    size: int
    bold: bool = False
    colour: str = INK
    anchor: Anchor = "start"

    def write(self, at: Point, words: str) -> str:
        """Write words on one line at a place."""
        weight = ' font-weight="600"' if self.bold else ""
        style = f'font-size="{self.size}" fill="{self.colour}" text-anchor="{self.anchor}"{weight}'
        x, y = at
        return f'<text x="{x:g}" y="{y:g}" {style}>{escape(clean_line(words))}</text>'

    def stack(self, at: Point, lines: Sequence[str], lead: float) -> str:
        """Write lines under each other, the first at a place."""
        x, y = at
        return "".join(self.write((x, y + lead * place), line) for place, line in enumerate(lines))

    def width(self, words: str) -> float:
        """Give the room that words take."""
        return width(words, self.size, bold=self.bold)


def line(start: Point, end: Point, colour: str, thick: float = 1, *, dashed: bool = False) -> str:
    """Draw a straight line."""
    (x1, y1), (x2, y2) = start, end
    dashes = ' stroke-dasharray="4 4"' if dashed else ""
    place = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'<line {place} stroke="{colour}" stroke-width="{thick:g}"{dashes}/>'


def dot(at: Point, radius: float) -> str:
    """Draw a filled dot."""
    return f'<circle cx="{at[0]:g}" cy="{at[1]:g}" r="{radius:g}" fill="{ACCENT}"/>'


def ring(at: Point, radius: float) -> str:
    """Draw an open dot."""
    return f'<circle cx="{at[0]:g}" cy="{at[1]:g}" r="{radius:g}" fill="{WHITE}" stroke="{FAINT}" stroke-width="2"/>'


def hoop(at: Point, radius: float, colour: str) -> str:
    """Draw a thin circle around something."""
    return f'<circle cx="{at[0]:g}" cy="{at[1]:g}" r="{radius:g}" fill="none" stroke="{colour}" stroke-width="1"/>'


def path(way: str, *, fill: str = "none", stroke: str = INK, thick: float = 2) -> str:
    """Draw along a way."""
    return f'<path d="{way}" fill="{fill}" stroke="{stroke}" stroke-width="{thick:g}"/>'


def diamond(at: Point, radius: float) -> str:
    """Draw an open diamond."""
    x, y = at
    return path(f"M{x:g} {y - radius:g}L{x + radius:g} {y:g}L{x:g} {y + radius:g}L{x - radius:g} {y:g}z")


def square(at: Point, half: float) -> str:
    """Draw a filled square."""
    x, y = at
    return path(f"M{x - half:g} {y - half:g}h{2 * half:g}v{2 * half:g}h{-2 * half:g}z", fill=INK, thick=0)


Row = TypeVar("Row")


def sheets(rows: Iterable[tuple[Row, float]], room: float, *, taken: float = 0) -> tuple[tuple[Row, ...], ...]:
    """Share rows of some height out on as few sheets as they need, in order, each as full as it can be.

    On the first, something else has `taken` of the room. A row that is higher than a sheet has a sheet of its own.
    """
    shared: list[list[Row]] = []
    left = room - taken
    for row, height in rows:
        if not shared or height > left:
            left = room if shared else left
            shared.append([])
        shared[-1].append(row)
        left -= height
    return tuple(tuple(each) for each in shared)
