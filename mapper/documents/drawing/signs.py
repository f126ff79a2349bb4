"""The signs of the picture, which differ by shape."""

from __future__ import annotations

from mapper.documents.drawing import svg as draw
from mapper.documents.drawing.picture import Dot, Manner, one_day, with_past
from mapper.documents.drawing.svg import Pen, Point
from mapper.language import form

_GAP = 22


def sign(mark: str, at: Point) -> str:
    """Draw a tick, a triangle with a stroke or a half circle, its left edge at a place."""
    x, y = at
    match mark:
        case "GOES_WELL":
            return draw.path(f"M{x + 1:g} {y:g}l4 5l8 -10")
        case "URGENT":
            return draw.path(f"M{x + 7:g} {y - 7:g}l7 13h-14zM{x + 7:g} {y - 2:g}v4M{x + 7:g} {y + 3:g}v1")
    half = draw.path(f"M{x + 7:g} {y - 6:g}a6 6 0 0 0 0 12z", fill=draw.INK, thick=0)
    return half + f'<circle cx="{x + 7:g}" cy="{y:g}" r="6" fill="none" stroke="{draw.INK}" stroke-width="2"/>'


def changed_mark(dot: Dot, manner: Manner) -> str:
    """Give the mark of last time in words where it was another; else nothing."""
    changed = dot.earlier_mark_text != dot.mark_text
    return manner.words("mark_before", mark=dot.earlier_mark_text) if dot.earlier_mark_text and changed else ""


def legend(dots: tuple[Dot, ...], at: Point, manner: Manner, pen: Pen) -> str:
    """Say which dot is now and which is last time."""
    x, foot = at
    y = foot - pen.size * 0.36
    now = manner.words("legend_now")
    told = draw.dot((x + 7, y), 7) + pen.write((x + _GAP, foot), now)
    if not with_past(dots):
        return told
    x += _GAP + pen.width(now) + 24
    return told + draw.ring((x + 7, y), 6) + pen.write((x + _GAP, foot), _legend_before(dots, manner))


def _legend_before(dots: tuple[Dot, ...], manner: Manner) -> str:
    day = one_day(dots)
    return (
        manner.words("legend_before_on", day=form.day(day, manner.language)) if day else manner.words("legend_before")
    )
