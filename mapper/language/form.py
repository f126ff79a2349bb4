"""Days, times, numbers and amounts as people write them. Pure functions; patterns stand in the catalogue `form`.

Babel is imported where it is used: the home screen comes up before anybody needs a date.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from mapper.language.catalogue import words

_LOCALES = {"nb": "nb", "nn": "nn", "en": "en_GB"}
_NEAR = {-2: "day_before_yesterday", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "day_after_tomorrow"}
NO_BREAK = "\u00a0"


def day(value: date, language: str, today: date | None = None) -> str:
    """Write a day: «3. april», with the year unless it is this year («3. april 2027»)."""
    return _dated("day" if today is not None and value.year == today.year else "day_year", value, language)


def weekday(value: date, language: str, today: date | None = None) -> str:
    """Write a day with its weekday: «fredag 3. april», with the year unless it is this year."""
    same_year = today is not None and value.year == today.year
    return _dated("weekday" if same_year else "weekday_year", value, language)


def month(value: date, language: str) -> str:
    """Write month and year: «april 2026»."""
    return _dated("month", value, language)


def short_day(value: date, language: str) -> str:
    """Write a day in figures: «03.04.2026»."""
    return _dated("short_day", value, language)


def near_day(value: date, today: date, language: str) -> str:
    """Write a day as it is spoken of today: «i går», «i dag», «i morgen», else as `day`."""
    near = _NEAR.get((value - today).days)
    return words(f"form.near.{near}", language) if near else day(value, language, today)


def clock(value: time, language: str) -> str:
    """Write a time of day: «kl. 9.05», or «9:05» in English."""
    return words("form.time.clock", language, hour=value.hour, minute=f"{value.minute:02}")


def number(value: Decimal | int, language: str) -> str:
    """Write a number with the language's own signs: «12 500,5», with no-break spaces."""
    from babel.numbers import format_decimal

    written: str = format_decimal(value, "#,##0.#", _locale(language), decimal_quantization=False)
    return written


def money(value: Decimal | int, language: str) -> str:
    """Write an amount in kroner: «12 500 kr», with øre only where there are some («12 500,50 kr»)."""
    from babel.numbers import format_decimal

    written: str = format_decimal(value, "#,##0" if value == int(value) else "#,##0.00", _locale(language))
    return f"{written}{NO_BREAK}kr"


def _dated(pattern: str, value: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(value, words(f"form.date.{pattern}", language), _locale(language))


def _locale(language: str) -> str:
    return _LOCALES.get(language, "nb")
