"""What languages are called: by their own speakers, and by readers of another language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


def own_name(code: str) -> str:
    """Give the name by which a language calls itself, or its code where nobody knows it."""
    locale = _locale(code)
    return (locale.get_display_name(locale) if locale else None) or code


def name_of(code: str, reader: str) -> str:
    """Give the name of a language for a reader of another, or its code where nobody knows it."""
    locale = _locale(code)
    return (locale.get_display_name(reader) if locale else None) or code


@cache
def _locale(code: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
