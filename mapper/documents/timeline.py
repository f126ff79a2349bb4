"""The steps of a plan month by month: drawn, said in words, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mapper.documents import drawing as draw
from mapper.documents.blocks import Figure, Table, worded
from mapper.language import form
from mapper.language.catalogue import words

_ROW, _TOP, _AXIS = 38, 48, 250
_MOST_LABELS = 12
_FEWEST_MONTHS = 3
_BESIDE = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One step and its days; it is drawn if it has at least one."""

    title: str
    start: date | None
    due: date | None

    @property
    def days(self) -> tuple[date, ...]:
        """Give the days that are set."""
        return tuple(day for day in (self.start, self.due) if day)


def timeline(bars: tuple[Bar, ...], language: str) -> Figure | None:
    """Draw steps over the months that they take; None where no step has a day."""
    dated = tuple(bar for bar in bars if bar.days)
    if not dated:
        return None
    alternative = " ".join(_sentence(bar, language) for bar in dated)
    return Figure(
        svg=_drawn(dated, alternative, language),
        alternative=alternative,
        caption=worded(words("documents.timeline.caption", language)),
        table=_table(dated, language),
    )


def _sentence(bar: Bar, language: str) -> str:
    start, due = (form.day(day, language) if day else "" for day in (bar.start, bar.due))
    key = "sentence" if start and due else "sentence_due" if due else "sentence_from"
    return words(f"documents.timeline.{key}", language, step=bar.title, start=start, due=due)


def _table(bars: tuple[Bar, ...], language: str) -> Table:
    return Table(
        tuple(worded(words(f"documents.timeline.{name}", language)) for name in ("step", "start", "due")),
        tuple(
            (worded(bar.title), *(worded(form.day(day, language) if day else "") for day in (bar.start, bar.due)))
            for bar in bars
        ),
    )


# --- drawing


@dataclass(frozen=True, slots=True)
class _Axis:
    """The months from the first day to the last, along the drawing."""

    months: tuple[date, ...]
    end: date

    @classmethod
    def over(cls, bars: tuple[Bar, ...]) -> _Axis:
        days = [day for bar in bars for day in bar.days]
        months = [min(days).replace(day=1)]
        while (following := _month_after(months[-1])) <= max(days) or len(months) < _FEWEST_MONTHS:
            months.append(following)
        return cls(tuple(months), following)

    def at(self, day: date) -> float:
        share = (day - self.months[0]).days / (self.end - self.months[0]).days
        return round(_AXIS + share * (draw.WIDTH - _BESIDE - _AXIS), 1)


def _month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _drawn(bars: tuple[Bar, ...], alternative: str, language: str) -> str:
    axis = _Axis.over(bars)
    height = _TOP + _ROW * len(bars) + 4
    drawn = [*_months(axis, height - 8, language)]
    drawn += [_bar(bar, _TOP + _ROW * place, axis, language) for place, bar in enumerate(bars)]
    return draw.svg(height, words("documents.timeline.title", language), alternative, "".join(drawn))


def _months(axis: _Axis, bottom: int, language: str) -> Iterator[str]:
    every = 1 + (len(axis.months) - 1) // _MOST_LABELS
    for place, month in enumerate(axis.months):
        x = axis.at(month)
        yield draw.line((x, _TOP - 14), (x, bottom), draw.PALE)
        if place % every == 0:
            yield draw.text(x + 4, _TOP - 18, form.month(month, language)[:3], draw.SMALL)
        if place == 0 or month.month == 1:
            yield draw.text(x + 4, _TOP - 32, str(month.year), draw.SMALL)


def _bar(bar: Bar, y: int, axis: _Axis, language: str) -> str:
    middle = y + 6
    drawn = draw.label(y + 11, bar.title, 34)
    places = [axis.at(day) for day in bar.days]
    if len(places) > 1:
        drawn += draw.line((places[0], middle), (places[-1], middle), draw.ACCENT, 4)
    drawn += draw.dot(places[-1], middle, 6) if bar.due else draw.ring(places[-1], middle, 6)
    day = form.short_day(bar.days[-1], language)[:5]
    return drawn + draw.text(places[-1] + 11, middle + 4, day, draw.SMALL)
