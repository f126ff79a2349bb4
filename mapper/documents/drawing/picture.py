"""What the participant's picture shows of each life area, in words and as a table, whatever it is drawn as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from mapper.documents.blocks import Inlines, Table, worded
from mapper.documents.model import Audience, Shape
from mapper.documents.telling import calling, unended
from mapper.language import form
from mapper.language.catalogue import words
from mapper.language.text import Text

ENDS: Final = 10
"""The highest level."""

_CAPTIONS: Final = {
    ("participant", True): "figures.picture.caption",
    ("participant", False): "figures.picture.caption_marks",
    ("caseworker", True): "figures.picture.caption_user",
    ("caseworker", False): "figures.picture.caption_marks_user",
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One life area in the picture. `mark` is one of GOES_WELL, NEEDS_SOMETHING, URGENT; levels are 0–10.

    `earlier_*` is what was said last time; `earlier_on` that day, where all of it was said on one.
    """

    title: Text
    mark: str
    mark_text: str
    level: int | None
    earlier_level: int | None
    earlier_mark_text: str = ""
    earlier_on: date | None = None

    @property
    def has_past(self) -> bool:
        """Tell whether anything is known from last time."""
        return self.earlier_level is not None or bool(self.earlier_mark_text)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the picture is told: to whom, in which language and size, drawn as what.

    `low` and `high` are what 0 and 10 stand for, where they stand for one thing in every area.
    """

    language: str
    reader: Audience = "participant"
    shape: Shape = "lines"
    large: bool = False
    low: Text | None = None
    high: Text | None = None

    def words(self, key: str, **facts: object) -> str:
        """Give words of the picture."""
        return words(f"figures.picture.{key}", self.language, **facts)


def numbered(dots: tuple[Dot, ...]) -> bool:
    """Tell whether any area has a number, now or last time."""
    return any(dot.level is not None or dot.earlier_level is not None for dot in dots)


def with_past(dots: tuple[Dot, ...]) -> bool:
    """Tell whether anything is known from last time."""
    return any(dot.has_past for dot in dots)


def one_day(dots: tuple[Dot, ...]) -> date | None:
    """Give the day of «last time», if it is one day for every area."""
    days = {dot.earlier_on for dot in dots if dot.has_past}
    return days.pop() if len(days) == 1 else None


def alternative(dots: tuple[Dot, ...], manner: Manner) -> str:
    """Tell the picture in words."""
    return " ".join(f"{calling(dot.title.to(manner.language))} {'. '.join(_facts(dot, manner))}." for dot in dots)


def _facts(dot: Dot, manner: Manner) -> Iterator[str]:
    now = [unended(dot.mark_text)] if dot.mark_text else []
    if dot.level is not None:
        now.append(manner.words("now", level=dot.level))
    if now:
        yield ", ".join(now)
    if dot.has_past:
        yield f"{_last_time(dot.earlier_on, manner)}: {', '.join(_earlier(dot, manner))}"


def _earlier(dot: Dot, manner: Manner) -> Iterator[str]:
    if dot.earlier_mark_text:
        yield unended(dot.earlier_mark_text)
    if dot.earlier_level is not None:
        yield manner.words("before", level=dot.earlier_level)


def _last_time(day: date | None, manner: Manner) -> str:
    return manner.words("last_time_on", day=form.day(day, manner.language)) if day else manner.words("last_time")


def caption(dots: tuple[Dot, ...], manner: Manner) -> Inlines:
    """Say whose picture it is, and what the ends of the scale stand for."""
    told = [words(_CAPTIONS[manner.reader, numbered(dots)], manner.language)]
    if numbered(dots) and manner.low and manner.high:
        low, high = (end.to(manner.language) for end in (manner.low, manner.high))
        told.append(manner.words("ends", low=low, high=high))
    return worded(" ".join(told))


def table(dots: tuple[Dot, ...], manner: Manner) -> Table:
    """Give the picture as a table."""
    day = one_day(dots)
    headers = {
        "area": manner.words("area"),
        "says": manner.words("you_say" if manner.reader == "participant" else "user_says"),
        "number": manner.words("number") if numbered(dots) else "",
        "last_time": _last_time(day, manner) if with_past(dots) else "",
    }
    names = [name for name, header in headers.items() if header]
    rows = tuple(_cells(dot, manner, day) for dot in dots)
    return Table(
        tuple(worded(headers[name]) for name in names),
        tuple(tuple(worded(cells[name]) for name in names) for cells in rows),
    )


def _cells(dot: Dot, manner: Manner, day: date | None) -> dict[str, str]:
    earlier = [dot.earlier_mark_text] if dot.earlier_mark_text else []
    if dot.earlier_level is not None:
        earlier.append(str(dot.earlier_level))
    own_day = f" ({form.day(dot.earlier_on, manner.language)})" if earlier and dot.earlier_on and not day else ""
    return {
        "area": dot.title.to(manner.language),
        "says": dot.mark_text,
        "number": "" if dot.level is None else str(dot.level),
        "last_time": ", ".join(earlier) + own_day,
    }
