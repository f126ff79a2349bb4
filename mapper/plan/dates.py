"""The days of a plan that a calendar keeps, and how often each was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

from mapper.interview.record import Record
from mapper.plan.model import Activity, Dated, Plan

_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)", re.ASCII)
_MINUTES = re.compile(r"(\d{1,3})(?:\s*m[a-z]*\.?)?", re.ASCII)
_HOURS = re.compile(r"(\d)(?:[.:]([0-5]\d)|\s*[th][a-z]*\.?(?:\s*(?:og|and)?\s*([0-5]?\d)\s*m[a-z]*\.?)?)", re.ASCII)
"""Hours begin with t or h, and minutes with m, in every language of the screens."""
SHORTEST, LONGEST = 15, 450
"""Minutes that a meeting takes: Nav's own limits (domain §2.2)."""


def read_clock(written: str) -> time | None:
    """Read a time of day as `9.30` or `09:30`; None for other words."""
    found = _CLOCK.fullmatch(written.strip())
    return time(int(found[1]), int(found[2])) if found else None


def lies_ahead(day: date, clock: time | None, now: datetime) -> bool:
    """Tell whether a meeting has not begun yet; one without a time of day lies ahead until its day is over."""
    return (day, clock or time.max) > (now.date(), now.time())


def coming(meeting: Activity | None, now: datetime) -> Activity | None:
    """Give the next meeting while it lies ahead: one that has begun or is over is nobody's next meeting."""
    if meeting is None or meeting.start is None:
        return None
    return meeting if lies_ahead(meeting.start, read_clock(meeting.fields.get("klokkeslett", "")), now) else None


def read_minutes(written: str) -> int | None:
    """Read a length as `45`, `45 min`, `1 t 30 min` or `1:30`; None for other words and other lengths than Nav's."""
    text = written.strip().lower()
    if found := _MINUTES.fullmatch(text):
        minutes = int(found[1])
    elif found := _HOURS.fullmatch(text):
        minutes = 60 * int(found[1]) + int(found[2] or found[3] or 0)
    else:
        return None
    return minutes if SHORTEST <= minutes <= LONGEST else None


def dated(plan: Plan, record: Record) -> tuple[Dated, ...]:
    """Give the days of a plan, the earliest first; what is held back has none."""
    found = [*_meeting(plan.next_meeting, record), *(day for step in plan.will_try for day in _step(step, record))]
    return _in_order(found)


def following(before: Iterable[Dated], now: Iterable[Dated], today: date) -> tuple[Dated, ...]:
    """Give what a calendar holds that comes after one which held `before`, the earliest first.

    What it had and the plan has no more is cancelled, from today on, and nothing is told of it but its day. Whatever
    differs has a higher number than it had, or a phone would keep what it was told before.
    """
    had = {each.key: each for each in before}
    standing = {each.key: _newer(each, had.get(each.key)) for each in now}
    gone = (_cancelled(each) for key, each in had.items() if key not in standing and each.day >= today)
    return _in_order((*standing.values(), *gone))


def _newer(day: Dated, had: Dated | None) -> Dated:
    if had is None:
        return day
    differs = replace(had, changes=day.changes) != day
    return replace(day, changes=max(day.changes, had.changes + differs))


def _cancelled(day: Dated) -> Dated:
    told = replace(day, title="", clock=None, minutes=None, place="", cancelled=True)
    return day if day.cancelled else replace(told, changes=day.changes + 1)


def _in_order(days: Iterable[Dated]) -> tuple[Dated, ...]:
    return tuple(sorted(days, key=lambda each: (each.day, each.clock or time.min, each.key)))


def _meeting(meeting: Activity | None, record: Record) -> Iterator[Dated]:
    if meeting and meeting.start and not meeting.held_back:
        yield Dated(
            activity=meeting.id,
            what="meeting",
            day=meeting.start,
            changes=_changes(record, meeting.id, ()),
            title=meeting.title,
            clock=read_clock(meeting.fields.get("klokkeslett", "")),
            minutes=read_minutes(meeting.fields.get("varighet", "")),
            place=meeting.fields.get("adresse", ""),
        )


def _step(step: Activity, record: Record) -> Iterator[Dated]:
    if step.held_back:
        return
    changes = _changes(record, step.id, step.answers)
    for day in step.days:
        yield Dated(f"{step.id}:{day}", "round", day, changes, step.title)
    if step.days:
        return
    if step.due:
        yield Dated(step.id, "due", step.due, changes, step.title)
    if step.review_on and step.review_on != step.due:
        yield Dated(step.id, "review", step.review_on, changes, step.title)


def _changes(record: Record, activity: str, answers: tuple[str, ...]) -> int:
    held = [("held", name) for name in (f"activity:{activity}", *answers)]
    return record.changes({("activity", activity), ("decided", activity), *held})
