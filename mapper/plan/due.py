"""Read and reckon how soon: `today`, `14 days`, `2 weeks`, `3 months`."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_SPAN = re.compile(r"(\d{1,3}) (day|week|month)s?")


def due_from(day: date, within: str) -> date:
    """Give the day that lies `within` from `day`. Raises ValueError for a span that cannot be read."""
    if within == "today":
        return day
    span = _SPAN.fullmatch(within)
    if not span:
        raise ValueError("not a span of time")
    count, unit = int(span[1]), span[2]
    if unit == "month":
        return months_on(day, count)
    return day + timedelta(days=count * (7 if unit == "week" else 1))


def months_on(day: date, months: int) -> date:
    """Give the same day of the month some months on, or the month's last. Raises ValueError past the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
