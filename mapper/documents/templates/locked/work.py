"""What the locked child is given, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Final

from mapper.documents.blocks import Blocks, Figure
from mapper.documents.faults import (
    CannotBePrinted,
    LinkRefused,
    MisplacedValue,
    NotOffered,
    TemplateDeep,
    TemplateFlood,
    TemplateHungry,
    TemplateMissing,
    TemplateMistake,
    TemplateUnreadable,
    UnknownName,
)
from mapper.documents.templates.locked.codec import UndecodableError, decode, encode
from mapper.fault import Fault
from mapper.language.clean import clean_line

MOST_ANSWERED: Final = 4_000_000
"""Bytes of an answer: some hundred sheets."""
NO_LOCK: Final = 3
"""The exit code of a child that could not lock itself in."""
_LONGEST = 300
_FACTS: Final[Mapping[type[Fault], tuple[str, ...]]] = {
    TemplateMissing: ("template",),
    TemplateUnreadable: ("template",),
    TemplateMistake: ("template", "line"),
    NotOffered: ("template", "line", "what"),
    UnknownName: ("template", "line", "name", "near"),
    CannotBePrinted: ("template", "line"),
    MisplacedValue: ("template",),
    LinkRefused: ("template", "link"),
    TemplateDeep: ("template", "line"),
    TemplateHungry: ("template",),
    TemplateFlood: ("template",),
}
"""The faults that a child may tell, with the names of their facts."""
_NUMBERS: Final = ("line",)


@dataclass(frozen=True, slots=True)
class Work:
    """One paper to fill in: its template by name, the text of each template, and the page that they are told.

    `also` are papers that are filled in first, only to see whether it goes well; the first fault is the answer.
    """

    template: str
    language: str
    today: date
    page: object
    texts: Mapping[str, str]
    also: tuple[Work, ...] = ()


def figures_of(value: object) -> tuple[Figure, ...]:
    """Give the figures of a page, always in the same order."""
    return tuple(_figures(value))


def _figures(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _figures(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _figures(getattr(value, field.name))


def pack(outcome: Blocks | Fault, figures: tuple[Figure, ...]) -> bytes:
    """Write an answer."""
    answer: dict[str, object] = (
        {"fault": outcome.code, "facts": outcome.facts}
        if isinstance(outcome, Fault)
        else {"blocks": encode(outcome, figures)}
    )
    return json.dumps(answer, ensure_ascii=False).encode()


def unpack(answer: bytes, figures: tuple[Figure, ...]) -> Blocks:
    """Read an answer, of which nothing is known. Raises UndecodableError, or the fault that it tells."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        raise UndecodableError from None
    match said:
        case {"blocks": blocks, **rest} if not rest:
            return decode(blocks, figures)
        case {"fault": str(code), "facts": {**facts}, **rest} if not rest:
            raise _fault(code, facts)
    raise UndecodableError


def _fault(code: str, facts: Mapping[object, object]) -> Fault:
    for kind, names in _FACTS.items():
        if kind.code == code and set(facts) == set(names):
            return kind(**{name: _fact(name, facts[name]) for name in names})
    raise UndecodableError


def _fact(name: str, value: object) -> str | int:
    if name in _NUMBERS and isinstance(value, int):
        return value
    if name not in _NUMBERS and isinstance(value, str):
        return clean_line(value)[:_LONGEST]
    raise UndecodableError
