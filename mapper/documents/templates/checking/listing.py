"""Every name that the template of a paper may use, with what it stands for, as the paper's page says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import get_type_hints

from mapper.documents.render import PAGES
from mapper.documents.templates.checking.kinds import Hint, element, may_be_missing, names, parts, whole_blocks
from mapper.language.catalogue import words

_DEEPEST = 4
_ONE_OF = {"ies": "y", "xes": "x", "s": ""}
"""How the name of a list ends, and the name of one of its things."""


def names_page(document: str, language: str) -> str:
    """List the names of a paper, a line for each, and what it has under it. Raises KeyError for an unknown paper."""
    page = get_type_hints(PAGES[document])["return"]
    rows = [row for name, hint in sorted(names(page).items()) for row in _rows(name, hint, 0, language)]
    widest = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:{widest}}  {told}" for name, told in rows)


def _rows(name: str, hint: Hint, depth: int, language: str) -> Iterator[tuple[str, str]]:
    yield "  " * depth + name, _told(name, hint, language)
    whole = next((part for part in parts(hint) if part is not NoneType), hint)
    inner = element(whole)
    owner = one_of(name) if inner is not None else name
    under = names(inner if inner is not None else whole)
    if depth < _DEEPEST and whole is not date:
        for part, kind in sorted(under.items()):
            yield from _rows(f"{owner}.{part}", kind, depth + 1, language)


def _told(name: str, hint: Hint, language: str) -> str:
    whole = next((part for part in parts(hint) if part is not NoneType), hint)
    inner = element(whole)
    told = words(f"templates.kind.{_kind(hint)}", language, one=one_of(name.rpartition(".")[2]), list=name)
    if inner is not None and not names(inner):
        told += words("templates.kind.of", language, kind=_told(name, inner, language))
    return told + (words("templates.kind.missing", language) if may_be_missing(hint) else "")


def _kind(hint: Hint) -> str:
    some = {part for part in parts(hint) if part is not NoneType}
    whole = next(iter(some), hint)
    if whole_blocks(hint):
        return "blocks"
    if any(element(part) is not None for part in some):
        return "list"
    known = {bool: "yes_no", date: "day", Decimal: "amount", int: "number"}
    if isinstance(whole, type) and whole in known:
        return known[whole]
    return "thing" if names(hint) else "text"


def one_of(name: str) -> str:
    """Name one thing of a list, as a template may: `step` of `steps`."""
    last = name.rpartition(".")[2]
    ending = next((each for each in _ONE_OF if last.endswith(each)), "")
    return last.removesuffix(ending) + _ONE_OF[ending] if ending else f"{last}_one"
