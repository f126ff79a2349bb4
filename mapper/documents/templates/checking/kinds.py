"""What the names of a page stand for, as its dataclass says it: texts, days, lists of things with own names."""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from mapper.documents.blocks import Block
from mapper.language.text import Text

Hint: TypeAlias = object
"""A type as a dataclass names it."""


@dataclass(frozen=True, slots=True)
class Loop:
    """What `loop` stands for within a `for`."""

    index: int
    index0: int
    revindex: int
    revindex0: int
    first: bool
    last: bool
    length: int


@dataclass(frozen=True, slots=True)
class _Day:
    """The parts of a day."""

    year: int
    month: int
    day: int


_BLOCKS: Final = frozenset(get_args(Block))
_WORDS: Final = frozenset({str, int, Decimal, date, Text, *_BLOCKS})


def parts(hint: Hint) -> tuple[Hint, ...]:
    """Give the types of which a value has one."""
    return get_args(hint) if isinstance(hint, UnionType) or get_origin(hint) is Union else (hint,)


def may_be_missing(hint: Hint) -> bool:
    """Tell whether there may be nothing."""
    return NoneType in parts(hint)


def element(hint: Hint) -> Hint | None:
    """Give the type of what a list holds; None for what is no list. An answer of blocks is no list."""
    inner = get_args(hint)
    return inner[0] if get_origin(hint) is tuple and not _is_blocks(hint) else None


def _is_blocks(hint: Hint) -> bool:
    return get_origin(hint) is tuple and _BLOCKS.issuperset(parts(get_args(hint)[0]))


def printable(hint: Hint) -> bool:
    """Tell whether a value can stand on paper."""
    return all(part in _WORDS or _is_blocks(part) for part in parts(hint) if part is not NoneType)


def whole_blocks(hint: Hint) -> bool:
    """Tell whether a value is whole blocks, which stand alone on their line."""
    return any(part in _BLOCKS or _is_blocks(part) for part in parts(hint))


@cache
def names(hint: Hint) -> dict[str, Hint]:
    """Give the names that a thing has; none for a text or a number."""
    found: dict[str, Hint] = {}
    for part in parts(hint):
        kind = _Day if part is date else part
        if isinstance(kind, type) and is_dataclass(kind) and kind not in _WORDS:
            found |= get_type_hints(kind)
    return found
