"""The same paper with other words."""

from __future__ import annotations

from typing import Any

from mapper.documents.blocks import Words


def said_anew(part: Any, more: str) -> Any:
    """Give blocks, or any part of them, in which every text ends with something more."""
    if isinstance(part, Words):
        return Words(part.text + more, part.language)
    if isinstance(part, tuple):
        return tuple(said_anew(each, more) for each in part)
    made = {name: said_anew(getattr(part, name), more) for name in getattr(part, "__slots__", ())}
    return type(part)(**made) if made else part
