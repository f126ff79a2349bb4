"""The plan's days as a calendar file (RFC 5545), for a phone; nothing in it needs a network.

Whoever picks up the phone reads what stands in it. So entries have neutral titles and no place unless the participant
chose full ones, ids that tell nothing, and no word of who made the file but the program's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mapper.documents.model import Told
from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.plan.dates import lies_ahead
from mapper.plan.model import Dated

if TYPE_CHECKING:
    from icalendar import Calendar, Event

ZONE: Final = ZoneInfo("Europe/Oslo")
"""The zone in which people here speak of time; entries are written in UTC, which every reader knows."""
_MAKER: Final = "-//mapper//mapper//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as whoever opens the calendar sees it. Without `clock` it is for the whole day.

    `sequence` grows when it was changed, so that a calendar takes it in the place of what it had under `uid`.
    """

    uid: str
    sequence: int
    day: date
    title: str
    clock: time | None = None
    minutes: int | None = None
    place: str = ""
    cancelled: bool = False

    @property
    def begins(self) -> date | datetime:
        """Give the day, or the time in UTC."""
        if self.clock is None:
            return self.day
        return datetime.combine(self.day, self.clock, ZONE).astimezone(UTC)

    @property
    def ends(self) -> date | datetime | None:
        """Give when it is over, exclusive; None where a meeting has no length, and for the last day that there is."""
        if self.clock is None:
            return self.day + timedelta(days=1) if self.day < date.max else None
        return self.begins + timedelta(minutes=self.minutes) if self.minutes else None


def entries(told: Told) -> tuple[Entry, ...]:
    """Give the entries of a participant's calendar, the earliest first."""
    return tuple(_entry(day, told) for day in told.days)


def next_meeting(told: Told) -> Entry | None:
    """Give the entry of the next meeting, if one lies ahead that may go home."""
    meetings = (day for day in told.days if day.what == "meeting" and not day.cancelled)
    return next((_entry(day, told) for day in meetings if lies_ahead(day.day, day.clock, told.now)), None)


def _entry(day: Dated, told: Told) -> Entry:
    key = hashlib.blake2b(day.key.encode(), key=told.seed.encode()[:64], digest_size=10)
    return Entry(
        uid=key.hexdigest(),
        sequence=max(0, day.changes - 1),
        day=day.day,
        title=_title(day, told),
        clock=day.clock,
        minutes=day.minutes,
        place=clean_line(day.place) if told.full_titles else "",
        cancelled=day.cancelled,
    )


def _title(day: Dated, told: Told) -> str:
    if not told.full_titles or day.cancelled:
        return words(f"carry.neutral.{day.what}", told.language)
    if day.what == "meeting":
        return words("carry.full.meeting", told.language, office=clean_line(told.office.name) or "Nav")
    return words(f"carry.full.{day.what}", told.language, step=clean_line(day.title))


def write(found: Iterable[Entry], made: datetime) -> bytes:
    """Write a calendar file: UTF-8, lines of at most 75 octets that end with CR LF."""
    calendar = _calendar()
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in found:
        event = _event(entry, made)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT" if entry.clock is None else "OPAQUE")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def in_few_words(entry: Entry, made: datetime) -> str:
    """Write one entry as the least that phones take for a calendar entry, for a code that they read."""
    calendar = _calendar()
    calendar.add_component(_event(entry, made))
    content: bytes = calendar.to_ical()
    return content.decode().strip()


def _calendar() -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _MAKER)
    return calendar


def _event(entry: Entry, made: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", made.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.begins)
    if entry.ends:
        event.add("dtend", entry.ends)
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    if entry.cancelled:
        event.add("status", "CANCELLED")
    return event
