"""What a calendar will hold, in plain words: a file of entries has no page of its own to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.documents.blocks import Block, BulletList, Heading, Paper, Paragraph, worded
from mapper.documents.calendar.entries import Entry
from mapper.documents.model import Told
from mapper.language.catalogue import words
from mapper.language.form import clock, weekday
from mapper.plan.model import CALENDAR


def calendar_page(found: Sequence[Entry], told: Told) -> Paper:
    """Tell what whoever opens the calendar will see there."""
    title = words("documents.kind.calendar", told.language)
    return Paper(CALENDAR, title, told.language, (Heading(1, worded(title)), *_blocks(found, told)))


def _blocks(found: Sequence[Entry], told: Told) -> Iterator[Block]:
    if not found:
        yield Paragraph(worded(words("carried.calendar.empty", told.language)))
        return
    yield Paragraph(worded(words("carried.calendar.about", told.language)))
    yield Paragraph(worded(words(f"carried.calendar.{'full' if told.full_titles else 'neutral'}", told.language)))
    yield BulletList(tuple((Paragraph(worded(_line(entry, told))),) for entry in found))


def _line(entry: Entry, told: Told) -> str:
    day = weekday(entry.day, told.language, told.now.date())
    parts = [f"{day} {clock(entry.clock, told.language)}" if entry.clock else day, entry.title]
    parts += [entry.place] if entry.place else []
    parts += [words("carry.code.minutes", told.language, n=entry.minutes)] if entry.minutes else []
    line = " · ".join(parts)
    return words("carried.calendar.cancelled", told.language, entry=line) if entry.cancelled else line
