"""Which way a text runs: told by its own letters, as browsers and Word tell it, and not by what somebody called it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mapper.documents.blocks import Inlines, plain

_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_STRONG = frozenset(("L", *_RIGHT_TO_LEFT))
_ANY = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Every block of letters that run from right to left: most texts hold none, and are told at once."""


def runs_left(text: str) -> bool:
    """Tell whether a text runs from right to left: whether its first letter does."""
    return bool(_ANY.search(text)) and next(_strong(text), False)


def paragraph_runs_left(inlines: Inlines) -> bool:
    """Tell whether the first letter of a paragraph runs from right to left."""
    return runs_left(plain(inlines))


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into stretches that run one way each, `(text, from right to left)`.

    Signs, spaces and digits between letters follow those before them; at the front, those after.
    """
    if not _ANY.search(text):
        yield text, False
        return
    start, way = 0, runs_left(text)
    for place, char in enumerate(text):
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG and (kind in _RIGHT_TO_LEFT) != way:
            yield text[start:place], way
            start, way = place, not way
    yield text[start:], way


def _strong(text: str) -> Iterator[bool]:
    kinds = (unicodedata.bidirectional(char) for char in text)
    return (kind in _RIGHT_TO_LEFT for kind in kinds if kind in _STRONG)
