"""How long conversations are kept: spans of time as an office writes them, the day each ends, and whether the clock
may be trusted to say that it has come.

Pure: days are given in and lists come out. Nothing here deletes, and while the clock is in doubt nothing is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, TypeAlias

from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES
from mapper.plan.due import months_on

Unit: TypeAlias = Literal["day", "week", "month", "year"]
Doubt: TypeAlias = Literal["", "back", "ahead"]
"""Why the day is not trusted: it lies before a day that has been, or far ahead of the last one; blank where it is."""

MOST: Final[dict[Unit, int]] = {"day": 3652, "week": 521, "month": 120, "year": 10}
"""Ten years, in each unit; the least is one."""
MAX_JUMP: Final = timedelta(days=60)
"""So long may the program lie unused before a person is asked whether the date is right."""
_WRITTEN: Final = re.compile(r"([1-9][0-9]{0,3}) (\w+)")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time: so many days, weeks, months or years."""

    count: int
    unit: Unit

    @property
    def written(self) -> str:
        """Write it as `read_period` reads it, whatever the language: `6 months`."""
        return f"{self.count} {self.unit}" + ("s" if self.count > 1 else "")

    def to(self, language: str) -> str:
        """Write it for a reader: «6 måneder»."""
        return words(f"office.period.{self.unit}", language, n=self.count)

    def after(self, day: date) -> date:
        """Give the day on which it has passed: the month's last where the month is shorter, and never past 9999."""
        try:
            if self.unit in ("day", "week"):
                return day + timedelta(days=self.count * (7 if self.unit == "week" else 1))
            return months_on(day, self.count * (12 if self.unit == "year" else 1))
        except (ValueError, OverflowError):
            return date.max


def read_period(text: str) -> Period | None:
    """Read a span from one day to ten years, in any language of the screen; None for anything else."""
    found = _WRITTEN.fullmatch(" ".join(text.casefold().split()))
    unit = _units().get(found[2]) if found else None
    if found is None or unit is None or int(found[1]) > MOST[unit]:
        return None
    return Period(int(found[1]), unit)


@cache
def _units() -> dict[str, Unit]:
    return {
        word: unit
        for language in SCREEN_LANGUAGES
        for unit in MOST
        for word in words(f"office.units.{unit}", language).split()
    }


def keep_until(keep: str, met: str) -> str:
    """Give the ISO day until which a case is kept, from its span and the ISO day of its last meeting; or nothing."""
    period, day = read_period(keep), read_day(met)
    return period.after(day).isoformat() if period and day else ""


def read_day(text: str) -> date | None:
    """Read an ISO day, or the day of an ISO time; None for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class ClockCheck:
    """Whether today's date may be trusted to say that a conversation has been kept long enough.

    `last_day` is the last trusted day on which the program was used; `newest_day` that of the newest word in any case;
    `confirmed` the day of which a person said, in this sitting at the desk, that it is right.
    """

    today: date
    last_day: date | None = None
    newest_day: date | None = None
    confirmed: date | None = None

    @property
    def doubt(self) -> Doubt:
        """Tell why today is not to be trusted; blank where it is."""
        if self.confirmed == self.today:
            return ""
        if any(self.today < day for day in (self.last_day, self.newest_day) if day):
            return "back"
        # A word that was written under the wrong date must not vouch for that date: it counts only without a better.
        used = self.last_day or self.newest_day
        return "ahead" if used and self.today - used > MAX_JUMP else ""

    @property
    def doubted_by(self) -> date | None:
        """Give the day that today does not go with."""
        if self.doubt == "ahead":
            return self.last_day or self.newest_day
        return max((day for day in (self.last_day, self.newest_day) if day), default=None)


@dataclass(frozen=True, slots=True)
class Kept:
    """One case, how long it is kept, and when it is asked again: ISO days as its header has them, blank for none."""

    case: str
    label: str
    name: str
    met: str
    until: str
    opened: str = ""
    next_round: str = ""


@dataclass(frozen=True, slots=True)
class DueList:
    """The cases that have been kept as long as was promised, longest past first; none while the clock is in doubt."""

    check: ClockCheck
    cases: tuple[Kept, ...] = ()


def due(kept: Iterable[Kept], today: date, last_day: date | None = None, confirmed: date | None = None) -> DueList:
    """List the cases whose last day of keeping has passed. One without such a day is never listed."""
    known = tuple(kept)
    newest = max((day for each in known if (day := read_day(each.opened))), default=None)
    check = ClockCheck(today, last_day, newest, confirmed)
    if check.doubt:
        return DueList(check)
    past = (each for each in known if (until := read_day(each.until)) and until < today)
    return DueList(check, tuple(sorted(past, key=lambda each: (each.until, each.case))))
