"""Steps as bars over months: how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from mapper.documents.drawing import svg as draw
from mapper.documents.drawing.measure import wrapped
from mapper.documents.drawing.months import Months
from mapper.documents.drawing.svg import Pen, Point, Sheet
from mapper.language import form
from mapper.language.catalogue import words

Sign: TypeAlias = Callable[[Point, float], str]
_SPACE = 16
_TITLE_ROOM, _AXIS, _AXIS_END, _DATES = 206, 222, 506, 522


@dataclass(frozen=True, slots=True)
class Bar:
    """One step, who takes it, and its days."""

    title: str
    start: date | None
    due: date | None
    who: str = ""
    review_on: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """Give the days that are set."""
        return tuple(day for day in (self.start, self.due, self.review_on) if day)


@dataclass(frozen=True, slots=True)
class Span:
    """What steps are drawn against: today and the next meeting, in a language and a size.

    `later` is a sheet after the first: the next meeting has no row there.
    """

    language: str
    today: date
    next_meeting: date | None = None
    large: bool = False
    later: bool = False

    @property
    def meeting(self) -> date | None:
        """Give the day of the next meeting if it has a row here."""
        return None if self.later else self.next_meeting

    def words(self, key: str, **facts: object) -> str:
        """Give words of the timeline."""
        return words(f"figures.timeline.{key}", self.language, **facts)

    def day(self, day: date) -> str:
        """Write a day, with its year where that is not this year."""
        return form.day(day, self.language, self.today)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row with its words broken into lines, and the height that it takes."""

    bar: Bar
    title: tuple[str, ...]
    who: tuple[str, ...]
    dates: tuple[str, ...]
    height: float


class _Drawing:
    """Draw some steps on a sheet. The next meeting is the first row."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.on: Sheet = draw.sheet(large=span.large)
        self.bold, self.plain = Pen(self.on.size, bold=True), Pen(self.on.small)
        self.faint = Pen(self.on.small, colour=draw.FAINT)

    @property
    def top(self) -> int:
        return 3 * self.on.lead + 12

    def rows(self, steps: tuple[Bar, ...]) -> list[_Row]:
        return [self._row(step) for step in steps]

    def meeting(self) -> list[_Row]:
        """Give the row of the next meeting, if there is one."""
        day = self.span.meeting
        title = self.span.words("next_meeting_title")
        return [self._filled(Bar(title, None, day), (self.span.day(day),))] if day else []

    def _row(self, step: Bar) -> _Row:
        return self._filled(step, tuple(self._dates(step)))

    def _dates(self, step: Bar) -> Iterator[str]:
        if not step.days:
            yield self.span.words("no_day")
        if step.start:
            yield self.span.words("from", day=self.span.day(step.start))
        if step.due:
            yield self.span.words("by", day=self.span.day(step.due))
        if step.review_on and step.review_on not in {step.due, self.span.next_meeting}:
            yield self.span.words("review", day=self.span.day(step.review_on))

    def _filled(self, bar: Bar, dates: tuple[str, ...]) -> _Row:
        on = self.on
        if self.span.large:
            title = wrapped(bar.title, on.width, on.size, bold=True)
            under = wrapped(" · ".join([bar.who, *dates] if bar.who else dates), on.width, on.small)
            height = (len(title) + len(under) + (1.4 if bar.days else 0)) * on.lead
            return _Row(bar, title, under, (), height + _SPACE)
        title = wrapped(bar.title, _TITLE_ROOM, on.size, bold=True)
        who = wrapped(bar.who, _TITLE_ROOM, on.small, most=2)
        beside = tuple(line for each in dates for line in wrapped(each, on.width - _DATES, on.small))
        return _Row(bar, title, who, beside, max(len(title) + len(who), len(beside)) * on.lead + _SPACE)

    # --- down the sheet

    def whole(self, steps: tuple[Bar, ...], axis: Months, told: str) -> str:
        rows = [*self.meeting(), *self.rows(steps)]
        end = self.top + sum(row.height for row in rows)
        drawn = [*self._head(axis, end)]
        y: float = self.top
        for place, row in enumerate(rows):
            sign = draw.square if self.span.meeting and place == 0 else None
            drawn.append(self._under(row, y, axis, sign) if self.span.large else self._beside(row, y, axis, sign))
            y += row.height
        legend, height = self._legend(steps, end + 4)
        return draw.svg(self.on, end + height + 8, self.span.words("title"), told, [*drawn, legend])

    def _head(self, axis: Months, end: float) -> Iterator[str]:
        lead, today = self.on.lead, axis.at(self.span.today)
        if not self.span.large:
            for month in axis.named() or axis.all[:1]:
                x = axis.at(month)
                yield draw.line((x, lead + 6), (x, end - _SPACE / 2), draw.PALE)
            yield draw.line((today, self.top - 2), (today, end - _SPACE / 2), draw.INK, 1.5, dashed=True)
        for at, name in (*axis.years(lead - 3, self.faint, self.on.width),
                         *axis.names(2 * lead, self.faint, self.span.language, self.on.width)):  # fmt: skip
            yield self.faint.write(at, name)
        label = self.span.words("today_label")
        half = self.plain.width(label) / 2
        middle = min(max(today, half), self.on.width - half)
        yield Pen(self.on.small, anchor="middle").write((middle, 3 * lead + 4), label)

    def _beside(self, row: _Row, y: float, axis: Months, sign: Sign | None) -> str:
        on = self.on
        middle = y + (row.height - _SPACE) / 2
        foot = self._first(middle, len(row.title) + len(row.who))
        drawn = [self.bold.stack((0, foot), row.title, on.lead)]
        drawn.append(self.faint.stack((0, foot + len(row.title) * on.lead), row.who, on.lead))
        drawn.append(self.plain.stack((_DATES, self._first(middle, len(row.dates))), row.dates, on.lead))
        return "".join([*drawn, *self._signs(row.bar, middle, axis, sign)])

    def _first(self, middle: float, lines: int) -> float:
        return middle + self.on.size * 0.36 - (lines - 1) * self.on.lead / 2

    def _under(self, row: _Row, y: float, axis: Months, sign: Sign | None) -> str:
        on = self.on
        foot = y + on.size
        drawn = [self.bold.stack((0, foot), row.title, on.lead)]
        foot += len(row.title) * on.lead
        drawn.append(self.plain.stack((0, foot), row.who, on.lead))
        if row.bar.days:
            middle = foot + len(row.who) * on.lead
            drawn.append(draw.line((axis.left, middle), (axis.right, middle), draw.GREY))
            drawn += [draw.line((axis.at(month), middle - 4), (axis.at(month), middle + 4), draw.GREY)
                      for month in axis.named()]  # fmt: skip
            today = axis.at(self.span.today)
            drawn.append(draw.line((today, middle - 12), (today, middle + 12), draw.INK, 1.5, dashed=True))
            drawn += self._signs(row.bar, middle, axis, sign)
        return "".join(drawn)

    def _signs(self, bar: Bar, y: float, axis: Months, sign: Sign | None) -> Iterator[str]:
        """Draw the days of one step: a line while it lasts, a dot when it is to be done."""
        if sign and bar.due:
            yield sign((axis.at(bar.due), y), 6)
            return
        if bar.start and bar.due:
            yield draw.line((axis.at(bar.start), y), (axis.at(bar.due), y), draw.ACCENT, 4)
        if bar.start and bar.start != bar.due:
            yield draw.ring((axis.at(bar.start), y), 5)
        if bar.due:
            yield draw.dot((axis.at(bar.due), y), 7)
        if bar.review_on:
            around = bar.review_on in {bar.start, bar.due}
            yield draw.diamond((axis.at(bar.review_on), y), 13 if around else 8)

    def _legend(self, steps: tuple[Bar, ...], y: float) -> tuple[str, float]:
        """Say what each sign stands for, of those that are drawn; give the height that it takes too."""
        x, lines, drawn = 0.0, 1, []
        for key, sign, size in self._used(steps):
            told = self.span.words(f"legend_{key}")
            room = 22 + self.faint.width(told)
            if x and x + room > self.on.width:
                x, lines = 0, lines + 1
            foot = y + lines * self.on.lead
            drawn.append(sign((x + 8, foot - self.on.small * 0.36), size))
            drawn.append(self.faint.write((x + 22, foot), told))
            x += room + 22
        return "".join(drawn), lines * self.on.lead + 4

    def _used(self, steps: tuple[Bar, ...]) -> Iterator[tuple[str, Sign, float]]:
        if any(step.start and step.start != step.due for step in steps):
            yield "start", draw.ring, 5
        if any(step.due for step in steps):
            yield "due", draw.dot, 7
        if any(step.review_on for step in steps):
            yield "review", draw.diamond, 8
        if self.span.meeting:
            yield "meeting", draw.square, 6


def months(steps: tuple[Bar, ...], span: Span) -> Months:
    """Lay out the months from the first day to the last, today and the next meeting among them."""
    days = [span.today, *(day for step in steps for day in step.days)]
    if span.next_meeting:
        days.append(span.next_meeting)
    return Months.over(days, *((10, draw.LARGE.width - 10) if span.large else (_AXIS, _AXIS_END)))


def parts(steps: tuple[Bar, ...], span: Span) -> tuple[tuple[Bar, ...], ...]:
    """Share steps out on sheets of paper, those with days first."""
    drawing = _Drawing(span)
    ordered = [*(step for step in steps if step.days), *(step for step in steps if not step.days)]
    meeting = sum(row.height for row in drawing.meeting())
    room = drawing.on.height - drawing.top - 4 * drawing.on.lead
    return draw.sheets([(row.bar, row.height) for row in drawing.rows(tuple(ordered))], room, taken=meeting)


def drawn(steps: tuple[Bar, ...], span: Span, axis: Months, told: str) -> str:
    """Draw steps under each other."""
    return _Drawing(span).whole(steps, axis, told)
