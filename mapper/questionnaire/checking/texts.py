"""Every text of a file with its place, and how hard a text is to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mapper.questionnaire.source import Map

TEXT_KEYS = frozenset(
    (
        "title", "about", "intro", "ask", "why", "tip", "comment_ask", "low", "high", "unit", "text", "suggest",
        "because", "purpose", "describe", "label", "ask_for",
    )
)  # fmt: skip
HEARD = TEXT_KEYS - {"tip", "describe", "label", "ask_for"}
"""Keys of the texts that a participant reads or hears; tips are for the caseworker."""

_PARTS = frozenset(("sections", "questions", "closing", "activities"))
"""Lists whose entries are parts of their own, on which advice can be accepted."""

_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)")
_AFTER_SENTENCE = re.compile(r"(?<=[.!?:])\s")
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Written:
    """One text: its path in the file, the mapping and key that hold it, its words by language, and its parts.

    `parts` are the mappings on which advice about it can be accepted, the innermost first, the file last.
    """

    path: str
    holder: Map
    key: str
    text: Map
    parts: tuple[Map, ...]


def written_texts(root: Map) -> list[Written]:
    """Give every text of a file, in the order written."""
    found: list[Written] = []
    _gather(found, root, "", (root,))
    return found


def _gather(found: list[Written], node: Map, path: str, parts: tuple[Map, ...]) -> None:
    for key, value in node.items():
        if isinstance(value, Map):
            if key in TEXT_KEYS:
                found.append(Written(f"{path}{key}", node, key, value, parts))
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Map):
                    name = item.get("id", item.get("code", ""))
                    _gather(found, item, f"{path}{key}/{name}/", (item, *parts) if key in _PARTS else parts)


def sentences(words: str) -> list[str]:
    """Split a text into its sentences."""
    return _AFTER_SENTENCE.split(words)


def lix(texts: Iterable[str]) -> float:
    """Give LIX: words a sentence, plus the share of words longer than six letters. A text ends its last sentence."""
    told = list(texts)
    words = [word for text in told for word in _WORD.findall(text)]
    ends = sum(max(1, len(_SENTENCE_END.findall(text))) for text in told)
    return len(words) / ends + 100 * sum(len(word) > _LONG_WORD for word in words) / len(words) if words else 0.0


def word_count(texts: Iterable[str]) -> int:
    """Count the words of texts."""
    return sum(len(_WORD.findall(text)) for text in texts)
