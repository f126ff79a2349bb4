"""Made-up pages: one with something under every name, one with nothing, to try a template on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import get_args, get_origin, get_type_hints

from mapper.documents.blocks import BulletList, Figure, Paragraph, Table, worded
from mapper.documents.templates.checking.kinds import Hint, parts, whole_blocks
from mapper.language.text import SCREEN_LANGUAGES, Text

DAY = date(2026, 3, 14)
_WORD = "Eksempel"
_TABLE = Table((worded(_WORD),), ((worded(_WORD),),))
_FIGURE = Figure("<svg/>", _WORD, worded(_WORD), _TABLE)
_BLOCKS = (Paragraph(worded(_WORD)), BulletList(((Paragraph(worded(_WORD)),),)))
_PLAIN: dict[Hint, Callable[[], object]] = {
    str: lambda: _WORD,
    int: lambda: 2,
    Decimal: lambda: Decimal("12.5"),
    date: lambda: DAY,
    Text: lambda: Text.of(dict.fromkeys(SCREEN_LANGUAGES, _WORD)),
    Figure: lambda: _FIGURE,
    Table: lambda: _TABLE,
}


def sample(page: type, *, full: bool) -> object:
    """Make a page of a kind. A full one has two things in every list, and yes to every question."""
    return page(**{name: _value(hint, full=full) for name, hint in get_type_hints(page).items()})


def _value(hint: Hint, *, full: bool) -> object:
    choices = parts(hint)
    if not full and NoneType in choices:
        return None
    kind = next(part for part in choices if part is not NoneType)
    if kind is bool:
        return full
    if kind is str and not full:
        return ""
    if kind in _PLAIN:
        return _PLAIN[kind]()
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return () if not full else _BLOCKS if whole_blocks(kind) else (_value(inner, full=full),) * 2
    if isinstance(kind, type) and is_dataclass(kind):
        return sample(kind, full=full)
    raise TypeError(f"no sample of {kind}")
