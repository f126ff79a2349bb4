"""The picture as a wheel: one spoke for each life area, 0 at the hub and 10 at the rim.

Clockwise from the top, with words at the sides: the first half to the right, the rest to the left. Numbers and the mark
stand in words beside each spoke, so that nothing rests on colour, on a length or on a shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from mapper.documents.drawing import svg as draw
from mapper.documents.drawing.measure import wrapped
from mapper.documents.drawing.picture import ENDS, Dot, Manner, alternative
from mapper.documents.drawing.signs import changed_mark, legend, sign
from mapper.documents.drawing.svg import WIDE, Pen, Point

FEWEST, MOST = 3, 12
_RADIUS, _HUB, _HALF = 152, 30, ENDS // 2
_MIDDLE: Final = WIDE.width / 2
_ROOM, _EDGE = 146, 4
_BETWEEN, _TOP = 16, 26
_SIGN = 22


def fits(dots: tuple[Dot, ...]) -> bool:
    """Tell whether these areas can be read as a wheel: from 3 to 12 of them, with at least 3 numbers."""
    return FEWEST <= len(dots) <= MOST and sum(dot.level is not None for dot in dots) >= FEWEST


@dataclass(frozen=True, slots=True)
class _Label:
    """The words of one area, broken into lines, and on which side they stand."""

    place: int
    dot: Dot
    title: tuple[str, ...]
    mark: tuple[str, ...]
    faint: tuple[str, ...]
    right: bool

    @property
    def height(self) -> int:
        return (len(self.title) + len(self.mark) + len(self.faint)) * WIDE.lead


def _label(place: int, dot: Dot, of: int, manner: Manner) -> _Label:
    faint = " · ".join(_numbers(dot, manner))
    before = changed_mark(dot, manner)
    return _Label(
        place=place,
        dot=dot,
        title=wrapped(dot.title.to(manner.language), _ROOM, WIDE.size, bold=True, most=3),
        mark=wrapped(dot.mark_text, _ROOM - _SIGN, WIDE.size, most=2),
        faint=wrapped(faint, _ROOM, WIDE.small, most=2) + wrapped(before, _ROOM, WIDE.small, most=2),
        right=place < (of + 1) // 2,
    )


def _numbers(dot: Dot, manner: Manner) -> Iterator[str]:
    for key, level in (("number_now", dot.level), ("number_before", dot.earlier_level)):
        if level is not None:
            yield manner.words(key, level=level)


@dataclass(frozen=True, slots=True)
class _Wheel:
    """Where everything stands around the hub."""

    of: int
    hub: Point

    @property
    def half(self) -> float:
        """Give the way from the hub to the upper edge of everything, and to the lower."""
        return self.hub[1] - 4

    def on_spoke(self, place: int, far: float) -> Point:
        """Give a place on a spoke; the first stands half a part after the top, so that both sides are alike."""
        angle = 2 * pi * (place + 0.5) / self.of - pi / 2
        return round(self.hub[0] + far * cos(angle), 1), round(self.hub[1] + far * sin(angle), 1)

    def level(self, place: int, level: int) -> Point:
        return self.on_spoke(place, _far(level))

    def spread(self, side: list[_Label]) -> Iterator[tuple[_Label, float]]:
        """Give each label the top of its words: level with its spoke, pushed down and then up until none touch."""
        tops: list[float] = []
        free = self.hub[1] - self.half
        for label in side:
            tops.append(max(free, self.on_spoke(label.place, _RADIUS)[1] - label.height / 2))
            free = tops[-1] + label.height + _BETWEEN
        lowest = self.hub[1] + self.half
        for index in range(len(side) - 1, -1, -1):
            tops[index] = min(tops[index], lowest - side[index].height)
            lowest = tops[index] - _BETWEEN
        yield from zip(side, tops, strict=True)


def _far(level: int) -> float:
    return _HUB + (_RADIUS - _HUB) * level / ENDS


def drawn(dots: tuple[Dot, ...], manner: Manner) -> str:
    """Draw areas around a hub."""
    labels = [_label(place, dot, len(dots), manner) for place, dot in enumerate(dots)]
    sides = [[each for each in labels if each.right], [each for each in reversed(labels) if not each.right]]
    tall = max(sum(label.height + _BETWEEN for label in side) for side in sides)
    wheel = _Wheel(len(dots), (_MIDDLE, 4 + max(tall / 2, _RADIUS + _TOP)))
    end = wheel.hub[1] + wheel.half + WIDE.lead
    pieces = [*_net(wheel)]
    pieces += [_words(label, top, wheel) for side in sides for label, top in wheel.spread(side)]
    pieces += [_levels(label, wheel) for label in labels]
    pieces.append(legend(dots, (_EDGE, end), manner, Pen(WIDE.small, colour=draw.FAINT)))
    return draw.svg(WIDE, end + 10, manner.words("title"), alternative(dots, manner), pieces)


def _net(wheel: _Wheel) -> Iterator[str]:
    for level in range(ENDS + 1):
        colour = draw.PALE if level % _HALF else draw.GREY
        yield draw.hoop(wheel.hub, _far(level), colour)
    for place in range(wheel.of):
        yield draw.line(wheel.level(place, 0), wheel.level(place, ENDS), draw.GREY)
    pen = Pen(WIDE.small, colour=draw.FAINT, anchor="middle")
    for level in (_HALF, ENDS):
        yield pen.write((wheel.hub[0], wheel.hub[1] - _far(level) - 4), str(level))


def _levels(label: _Label, wheel: _Wheel) -> str:
    """Draw last time as a ring, now as a dot, and a line from one to the other."""
    now, before = label.dot.level, label.dot.earlier_level
    drawn = []
    if before is not None:
        if now is not None:
            drawn.append(draw.line(wheel.level(label.place, before), wheel.level(label.place, now), draw.ACCENT, 3))
        drawn.append(draw.ring(wheel.level(label.place, before), 11 if now == before else 5.5))
    if now is not None:
        drawn.append(draw.dot(wheel.level(label.place, now), 7))
    return "".join(drawn)


def _words(label: _Label, top: float, wheel: _Wheel) -> str:
    """Write the words of an area beside its spoke, set against the wheel, with a line to the rim."""
    x = _MIDDLE + _RADIUS + 38 if label.right else _EDGE + _ROOM
    bold, plain, faint = (
        Pen(WIDE.size, bold=True, anchor=_anchor(label)),
        Pen(WIDE.size, anchor=_anchor(label)),
        Pen(WIDE.small, colour=draw.FAINT, anchor=_anchor(label)),
    )
    foot = top + WIDE.size * 0.85
    drawn = [_leader(label, top, wheel), bold.stack((x, foot), label.title, WIDE.lead)]
    foot += len(label.title) * WIDE.lead
    if label.mark:
        drawn.append(sign(label.dot.mark, (x if label.right else x - 14, foot - WIDE.size * 0.36)))
        drawn.append(plain.stack((x + (_SIGN if label.right else -_SIGN), foot), label.mark, WIDE.lead))
    foot += len(label.mark) * WIDE.lead
    return "".join([*drawn, faint.stack((x, foot), label.faint, WIDE.lead)])


def _anchor(label: _Label) -> draw.Anchor:
    return "start" if label.right else "end"


def _leader(label: _Label, top: float, wheel: _Wheel) -> str:
    way = 1 if label.right else -1
    end = (_MIDDLE + way * (_RADIUS + 32), round(top + label.height / 2, 1))
    return draw.line(wheel.on_spoke(label.place, _RADIUS), end, draw.GREY)
