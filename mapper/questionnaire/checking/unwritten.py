"""Texts that nobody has written yet: as they stood in a new file, or the same in a language that is to be another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.checking.accepting import Note
from mapper.questionnaire.checking.texts import Written
from mapper.questionnaire.source import Source, key_place, value_place

_STAND_INS = ("about", "why", "option_first", "option_second")
"""The texts of a new file that say nothing by themselves."""
_NORDIC = frozenset(("nb", "nn", "no", "da", "sv"))
"""A sentence may well read the same in two of these."""
_FEW_WORDS = 4
_NO = "no"


def advise_unwritten(source: Source, texts: Sequence[Written]) -> Iterator[Note]:
    """Find texts that still wait for their words."""
    for each in texts:
        said = {code: text for code, text in each.text.items() if isinstance(text, str)}
        left = next((code for code, text in said.items() if text in _stand_ins()), None)
        if left is not None:
            place = value_place(each.text, left)
            yield Note(source.finding(place, "not_written_yet", text=said[left]), each.parts)
        elif same := _untranslated(said):
            finding = source.finding(value_place(each.text, same[1]), "same_in_both", one=same[0], other=same[1])
            yield Note(finding, each.parts)
    first = next((each for each in texts if _NO in each.text), None)
    if first is not None:
        yield Note(source.finding(key_place(first.text, _NO), "language_no", "nb"), first.parts)


@cache
def _stand_ins() -> frozenset[str]:
    return frozenset(words(f"new.{name}", language) for name in _STAND_INS for language in SCREEN_LANGUAGES)


def _untranslated(said: Mapping[str, str]) -> tuple[str, str] | None:
    for (one, text), (other, again) in combinations(said.items(), 2):
        if text == again and len(text.split()) >= _FEW_WORDS and not {one, other} <= _NORDIC:
            return one, other
    return None
