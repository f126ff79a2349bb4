"""The steps of a plan month by month: drawn, said in words, and as a table of months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mapper.documents.blocks import Figure, Table, worded
from mapper.documents.drawing import bars
from mapper.documents.drawing.bars import Bar, Span
from mapper.documents.drawing.months import Months
from mapper.language import form

__all__ = ["Bar", "Span", "timeline"]


@dataclass(frozen=True, slots=True)
class _Event:
    """One thing on one day, in words."""

    day: date
    words: str


def timeline(steps: tuple[Bar, ...], span: Span) -> tuple[Figure, ...]:
    """Draw steps over the months that they take, on as many sheets as they need; nothing where no step has a day.

    The table of all of them comes with the last.
    """
    if not any(step.days for step in steps):
        return ()
    axes = bars.months(steps, span), bars.months(steps, replace(span, large=True))
    parts = bars.parts(steps, span)
    later = replace(span, later=True)
    *before, last = (
        _figure(part, later if number > 1 else span, axes, (number, len(parts))) for number, part in enumerate(parts, 1)
    )
    return (*before, replace(last, table=_table(steps, span)))


def _figure(steps: tuple[Bar, ...], span: Span, axes: tuple[Months, Months], part: tuple[int, int]) -> Figure:
    """Make one sheet. All sheets stand along the same months, those of a phone as those of large print."""
    number, of = part
    axis, narrow = axes
    told = " ".join(f"{month}: {'; '.join(lines)}." for month, lines in _months(steps, span))
    return Figure(
        svg=bars.drawn(steps, span, axis, told),
        alternative=told,
        caption=worded(span.words("caption" if number == of else "part", number=number, of=of)),
        table=None,
        narrow="" if span.large else bars.drawn(steps, replace(span, large=True), narrow, told),
        on_drawing=True,
    )


def _table(steps: tuple[Bar, ...], span: Span) -> Table:
    return Table(
        (worded(span.words("month")), worded(span.words("happens"))),
        tuple((worded(month), worded("\n".join(lines))) for month, lines in _months(steps, span)),
    )


def _months(steps: tuple[Bar, ...], span: Span) -> Iterator[tuple[str, list[str]]]:
    """Give each month in which something happens, with its events; last what has no day."""
    under: dict[str, list[str]] = {}
    for event in sorted(_events(steps, span), key=lambda event: event.day):
        month = form.month(event.day, span.language)
        day = form.day(event.day, span.language).removesuffix(str(event.day.year)).strip()
        under.setdefault(month[:1].upper() + month[1:], []).append(f"{day}: {event.words}")
    yield from under.items()
    undated = [_named(step) for step in steps if not step.days]
    if undated:
        yield span.words("no_day_heading"), undated


def _events(steps: tuple[Bar, ...], span: Span) -> Iterator[_Event]:
    yield _Event(span.today, span.words("today"))
    if span.meeting:
        yield _Event(span.meeting, span.words("next_meeting"))
    for step in steps:
        if step.start:
            yield _Event(step.start, span.words("begins", step=_named(step)))
        if step.due:
            key = "was_due" if step.due < span.today else "is_due"
            yield _Event(step.due, span.words(key, step=_named(step)))
        if step.review_on:
            yield _Event(step.review_on, span.words("is_reviewed", step=step.title))


def _named(step: Bar) -> str:
    return f"{step.title} ({step.who})" if step.who else step.title
