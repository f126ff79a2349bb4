"""Days, times and numbers that go over no line: the spaces in them become no-break spaces where a paper is set.

Nothing that somebody said is changed by it: a space stays a space, only no line ends there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from operator import is_
from typing import Any, Final

from mapper.documents.blocks import CopyBlock, Paper, Words
from mapper.language.form import NO_BREAK
from mapper.language.text import SCREEN_LANGUAGES

_GROUPS: Final = r"(?<!\d )(?<![\d.,])\+?\d{1,3}(?: \d{2,3}){1,5}(?! ?\d)"
"""A phone number or an amount: groups of digits."""
_CLOCK: Final = r"\bkl\. (?=\d)"
_ANY: Final = re.compile(rf"\d\.?[ {NO_BREAK}]|kl\. \d")
"""What every one of them holds: most texts hold none, and are told at once."""


def unbroken(text: str) -> str:
    """Give a text in which no line ends within a day, a time of day, a phone number or an amount."""
    return _pattern().sub(_bound, text) if _ANY.search(text) else text


def unbroken_paper(paper: Paper) -> Paper:
    """Give a paper with such texts; what is to be copied stays as it is."""
    bound: Paper = _part(paper)
    return bound


def _bound(found: re.Match[str]) -> str:
    return found[0].replace(" ", NO_BREAK)


@cache
def _pattern() -> re.Pattern[str]:
    from babel.dates import get_month_names

    names = {name for language in SCREEN_LANGUAGES for name in get_month_names("wide", locale=language).values()}
    day = rf"\b\d{{1,2}}\.?[ {NO_BREAK}](?:{'|'.join(sorted(names))})\b(?: \d{{4}}\b)?"
    return re.compile(f"{day}|{_CLOCK}|{_GROUPS}|(?<=\\d) kr\\b")


def _part(part: Any) -> Any:
    """Give a part of a paper with its words bound, and those of everything in it; itself where there is nothing."""
    if isinstance(part, Words):
        bound = unbroken(part.text)
        return part if bound == part.text else replace(part, text=bound)
    if isinstance(part, tuple):
        parts = tuple(map(_part, part))
        return part if all(map(is_, parts, part)) else parts
    # Blocks and inlines are frozen dataclasses with slots; nothing else here has any.
    names = ("label",) if isinstance(part, CopyBlock) else getattr(part, "__slots__", ())
    changed = {name: made for name in names if (made := _part(was := getattr(part, name))) is not was}
    return replace(part, **changed) if changed else part
