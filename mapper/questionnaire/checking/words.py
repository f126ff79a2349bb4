"""Words that an office would rather not use: lists/officialese.yaml and lists/respect.yaml, which it can change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mapper.questionnaire.lists import AvoidedWord


@dataclass(frozen=True, slots=True)
class WordLists:
    """Avoided words of both lists, ready to look for, by language."""

    officialese: dict[str, _Words] = field(default_factory=dict)
    judging: dict[str, _Words] = field(default_factory=dict)

    @classmethod
    def of(cls, officialese: Sequence[AvoidedWord], judging: Sequence[AvoidedWord]) -> WordLists:
        """Make both lists ready."""
        return cls(_by_language(officialese), _by_language(judging))

    def found_in(self, words: str, language: str) -> Iterator[tuple[str, str | None, dict[str, object]]]:
        """Give the code, what to say in place of it, and the values, for each avoided word in a text."""
        for code, lists in (("officialese", self.officialese), ("judging_word", self.judging)):
            known = lists.get(language)
            for hit in known.pattern.finditer(words) if known else ():
                yield code, known.instead(hit[0]) if known else None, {"word": hit[0]}


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    entries: tuple[tuple[re.Pattern[str], str | None], ...]

    def instead(self, word: str) -> str | None:
        return next((say for pattern, say in self.entries if pattern.fullmatch(word)), None)


def _by_language(words: Sequence[AvoidedWord]) -> dict[str, _Words]:
    made: dict[str, _Words] = {}
    for language in dict.fromkeys(word.language for word in words):
        mine = [(_pattern(word.word), word.say) for word in words if word.language == language]
        entries = tuple((re.compile(pattern, re.IGNORECASE), say) for pattern, say in mine)
        made[language] = _Words(re.compile(rf"\b(?:{'|'.join(p for p, _ in mine)})(?!\w)", re.IGNORECASE), entries)
    return made


def _pattern(word: str) -> str:
    """Read a word of the list: `*` at its end stands for any ending."""
    return r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split())
