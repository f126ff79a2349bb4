"""The picture as lines from 0 to 10, one for each life area: a dot for now, a ring for last time.

In large print words stand over their line, so that they have the whole width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapper.documents.drawing import svg as draw
from mapper.documents.drawing.measure import wrapped
from mapper.documents.drawing.picture import ENDS, Dot, Manner, alternative, numbered
from mapper.documents.drawing.signs import changed_mark, legend, sign
from mapper.documents.drawing.svg import Pen, Point, Sheet

_SPACE = 16
_SIGN = 22


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand across: an area, its mark, and the line from `axis` on, `step` from number to number."""

    title: int
    mark: int
    mark_room: int
    axis: int
    step: float

    def at(self, level: int) -> float:
        return self.axis + self.step * level


_BESIDE = _Columns(title=184, mark=196, mark_room=150, axis=374, step=29)
_UNDER = _Columns(title=400, mark=0, mark_room=378, axis=18, step=36.4)
_MARKS_ONLY = _Columns(title=360, mark=380, mark_room=278, axis=0, step=0)


@dataclass(frozen=True, slots=True)
class _Row:
    """One area with its words broken into lines, and the height that it takes."""

    dot: Dot
    title: tuple[str, ...]
    mark: tuple[str, ...]
    earlier: tuple[str, ...]
    height: float


class _Drawing:
    """Draw some areas on a sheet."""

    def __init__(self, manner: Manner, *, levels: bool) -> None:
        self.manner = manner
        self.on: Sheet = draw.sheet(large=manner.large)
        self.levels = levels
        self.columns = _UNDER if manner.large else _BESIDE if levels else _MARKS_ONLY
        self.bold, self.plain = Pen(self.on.size, bold=True), Pen(self.on.size)
        self.faint = Pen(self.on.small, colour=draw.FAINT)

    def row(self, dot: Dot) -> _Row:
        on, columns = self.on, self.columns
        before = changed_mark(dot, self.manner)
        title = wrapped(dot.title.to(self.manner.language), columns.title, on.size, bold=True)
        mark = wrapped(dot.mark_text, columns.mark_room - _SIGN, on.size)
        earlier = wrapped(before, columns.mark_room - _SIGN, on.small)
        beside = (len(mark) + len(earlier)) * on.lead
        if self.manner.large:
            height = len(title) * on.lead + beside + (2.2 * on.lead if self.levels else 0)
        else:
            height = max(len(title) * on.lead, beside, 2 * on.lead)
        return _Row(dot, title, mark, earlier, height + _SPACE)

    # --- down the sheet

    @property
    def top(self) -> int:
        return self.on.lead + 14 if self.levels else 4

    @property
    def bottom(self) -> int:
        return self.on.lead + 10 if self.levels else 0

    def whole(self, dots: tuple[Dot, ...], told: str) -> str:
        rows = [self.row(dot) for dot in dots]
        end = self.top + sum(row.height for row in rows)
        drawn = [*self._scale(end)] if self.levels else []
        y: float = self.top
        for row in rows:
            drawn.append(self._under(row, y) if self.manner.large else self._beside(row, y))
            y += row.height
        if self.levels:
            drawn.append(legend(dots, (self.columns.at(0), end + self.on.lead), self.manner, self.faint))
        return draw.svg(self.on, end + self.bottom, self.manner.words("title"), told, drawn)

    def _scale(self, end: float) -> Iterator[str]:
        pen = Pen(self.on.small, colour=draw.FAINT, anchor="middle")
        for value in range(0, ENDS + 1, 2):
            x = self.columns.at(value)
            if not self.manner.large:
                yield draw.line((x, self.top - 6), (x, end - _SPACE / 2), draw.PALE)
            yield pen.write((x, self.top - 14), str(value))

    def _beside(self, row: _Row, y: float) -> str:
        middle = y + (row.height - _SPACE) / 2
        drawn = [self.bold.stack((0, self._first(middle, len(row.title))), row.title, self.on.lead)]
        drawn.append(self._mark(row, self._first(middle, len(row.mark) + len(row.earlier))))
        if self.levels:
            drawn.append(self._line(row.dot, middle))
        return "".join(drawn)

    def _first(self, middle: float, lines: int) -> float:
        """Give the foot of the first of some lines that stand around a middle."""
        return middle + self.on.size * 0.36 - (lines - 1) * self.on.lead / 2

    def _under(self, row: _Row, y: float) -> str:
        foot = y + self.on.size
        drawn = [self.bold.stack((0, foot), row.title, self.on.lead)]
        foot += len(row.title) * self.on.lead
        drawn.append(self._mark(row, foot))
        foot += (len(row.mark) + len(row.earlier)) * self.on.lead
        if self.levels:
            drawn.append(self._line(row.dot, foot + self.on.lead * 0.2))
        return "".join(drawn)

    def _mark(self, row: _Row, foot: float) -> str:
        x = self.columns.mark
        drawn = [sign(row.dot.mark, (x, foot - self.on.size * 0.36))] if row.mark else []
        drawn.append(self.plain.stack((x + _SIGN, foot), row.mark, self.on.lead))
        drawn.append(self.faint.stack((x + _SIGN, foot + len(row.mark) * self.on.lead), row.earlier, self.on.lead))
        return "".join(drawn)

    # --- the line

    def _line(self, dot: Dot, y: float) -> str:
        at = self.columns.at
        drawn = [draw.line((at(0), y), (at(ENDS), y), draw.GREY)]
        if self.manner.large:
            drawn += [draw.line((at(value), y - 4), (at(value), y + 4), draw.GREY) for value in range(0, ENDS + 1, 2)]
        return "".join([*drawn, *levels(dot, tuple((at(level), y) for level in range(ENDS + 1)), self.on)])


def levels(dot: Dot, places: tuple[Point, ...], on: Sheet) -> Iterator[str]:
    """Draw last time as a ring and now as a dot, each with its number, and a line from one to the other."""
    now, before = dot.level, dot.earlier_level
    radius = on.small * 0.85
    pen = Pen(on.small, anchor="middle")
    down = on.small * 0.36
    if before is not None and now is not None and now != before:
        yield draw.line(places[before], places[now], draw.ACCENT, 3)
    if before is not None:
        x, y = places[before]
        yield draw.ring((x, y), radius + 4 if now == before else radius)
        if now != before:
            yield pen.write((x, y + down), str(before))
    if now is not None:
        x, y = places[now]
        yield draw.dot((x, y), radius)
        yield Pen(on.small, bold=True, colour=draw.WHITE, anchor="middle").write((x, y + down), str(now))


def parts(dots: tuple[Dot, ...], manner: Manner) -> tuple[tuple[Dot, ...], ...]:
    """Share the areas out on sheets of paper."""
    drawing = _Drawing(manner, levels=numbered(dots))
    room = drawing.on.height - drawing.top - drawing.bottom
    return draw.sheets([(dot, drawing.row(dot).height) for dot in dots], room)


def drawn(dots: tuple[Dot, ...], manner: Manner) -> str:
    """Draw areas under each other."""
    return _Drawing(manner, levels=numbered(dots)).whole(dots, alternative(dots, manner))
