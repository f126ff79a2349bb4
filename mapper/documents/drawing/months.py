"""The months along a drawing: where a day stands, and which months and years are named."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mapper.documents.drawing.svg import Pen, Point
from mapper.language import form

_FEWEST = 3
_NAMED_EVERY = (1, 2, 3, 6, 12)
_NAME_ROOM = 40
_GAP = 8


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months in order, each by its first day, and their `days` in all, drawn from `left` to `right`."""

    all: tuple[date, ...]
    days: int
    left: float
    right: float

    @classmethod
    def over(cls, days: Iterable[date], left: float, right: float) -> Months:
        """Take in every day, and never fewer than three months."""
        known = sorted(days)
        last = known[-1].replace(day=1)
        months = [known[0].replace(day=1)]
        while months[-1] < last or len(months) < _FEWEST:
            months.append(_after(months[-1]))
        return cls(tuple(months), (months[-1] - months[0]).days + _days_in(months[-1]), left, right)

    @property
    def each(self) -> float:
        """Give the room of one month."""
        return (self.right - self.left) / len(self.all)

    def at(self, day: date) -> float:
        """Give the place of a day across the drawing."""
        share = (day - self.all[0]).days / self.days
        return round(self.left + share * (self.right - self.left), 1)

    def named(self) -> tuple[date, ...]:
        """Give the months that are named: all, or every so many; none where not even years have room for a month."""
        every = next((each for each in _NAMED_EVERY if each * self.each >= _NAME_ROOM), 0)
        return tuple(month for month in self.all if every and (month.month - 1) % every == 0)

    def names(self, foot: float, pen: Pen, language: str, most: float) -> Iterator[tuple[Point, str]]:
        """Give the short name of months at their places, within `most` across."""
        for month in self.named():
            name = form.month(month, language)[:3]
            x = self.at(month) + 3
            if x + pen.width(name) <= most:
                yield (x, foot), name

    def years(self, foot: float, pen: Pen, most: float) -> Iterator[tuple[Point, str]]:
        """Give the years at their first months, where there is room between two."""
        begin = [month for month in self.all if month.month == 1]
        first = self.all[0]
        if not begin or self.at(begin[0]) - self.at(first) > pen.width(str(first.year)) + _GAP:
            begin = list(dict.fromkeys([first, *begin]))
        free = 0.0
        for month in begin:
            x, year = self.at(month) + 3, str(month.year)
            if free <= x and x + pen.width(year) <= most:
                free = x + pen.width(year) + _GAP
                yield (x, foot), year


def _days_in(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
