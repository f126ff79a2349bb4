"""Words that are hard to read, sound like an office, judge, ask two things at once, or are used twice."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mapper.language.catalogue import words as said
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.checking.accepting import Note, Parents
from mapper.questionnaire.checking.outline import OutlinedQuestion
from mapper.questionnaire.checking.texts import HEARD, Written, lix, sentences, word_count
from mapper.questionnaire.checking.words import WordLists
from mapper.questionnaire.findings import Finding, shown
from mapper.questionnaire.read import maps
from mapper.questionnaire.source import Map, Source, place_line, value_place

LONGEST_SENTENCE = 18
EASY = 34
"""LIX below which a text counts as easy to read (domain §4.1)."""
_MEASURED = ("nb", "nn")
"""Languages in which LIX says how hard a text is; it was made for Scandinavian words."""
_ENOUGH_WORDS = 40
_HARD = 6
"""Fewer words than this say nothing of how hard a text is."""

_SECOND_MARK = re.compile(r"\?\s+\S.*\?")
_RANGE = re.compile(r"(\d{1,15})\s*[-–]\s*(\d{1,15})")


def advise_words(source: Source, texts: Sequence[Written], lists: WordLists) -> Iterator[Note]:
    """Look at each text by itself: sentences that are long, words that sound like an office, words that judge."""
    for each in texts:
        for language, words in each.text.items():
            if isinstance(words, str):
                place = value_place(each.text, language)
                for code, suggestion, values in (*_long(words), *lists.found_in(words, language)):
                    at = source.place_within(
                        place, str(values.get("word", values.get("begins", ""))).removesuffix(" …")
                    )
                    finding = source.finding(at, code, suggestion, field=each.key, lang=language, **values)
                    yield Note(finding, each.parts)


def _long(words: str) -> Iterator[tuple[str, None, dict[str, object]]]:
    if words.count(" ") < LONGEST_SENTENCE:
        return
    for sentence in sentences(words):
        count = len(sentence.split())
        if count > LONGEST_SENTENCE:
            yield "long_sentence", None, {"count": count, "limit": LONGEST_SENTENCE, "begins": _beginning(sentence)}
            return


def _beginning(sentence: str) -> str:
    return f"{' '.join(sentence.split()[:4])} …"


def advise_reading(source: Source, root: Map, texts: Sequence[Written]) -> Iterator[Note]:
    """See that each section, the closing lines and the rules are easy to read, in the languages where that is known."""
    groups: dict[int, list[Written]] = {}
    of: dict[int, Map] = {}
    for each in texts:
        if each.key in HEARD:
            part = next((part for part in each.parts if part is root or "questions" in part), root)
            of[id(part)] = part
            groups.setdefault(id(part), []).append(each)
    for key, group in groups.items():
        for language in _MEASURED:
            yield from _hard(source, of[key], root, group, language)


def _hard(source: Source, part: Map, root: Map, group: Sequence[Written], language: str) -> Iterator[Note]:
    told = [(each, words) for each in group if isinstance(words := each.text.get(language), str)]
    if word_count(words for _, words in told) < _ENOUGH_WORDS:
        return
    measured = round(lix(words for _, words in told))
    if measured <= EASY:
        return
    long_enough = [(each, words) for each, words in told if word_count([words]) >= _HARD] or told
    hardest, _ = max(long_enough, key=lambda pair: lix([pair[1]]))
    place = value_place(hardest.text, language)
    finding = source.finding(place, "hard_to_read", lang=language, lix=measured, limit=EASY, field=hardest.key)
    yield Note(finding, (part, root) if part is not root else hardest.parts)


class _Asked(NamedTuple):
    question: OutlinedQuestion
    parts: tuple[Map, ...]
    language: str
    words: str

    def note(self, code: str, **values: object) -> Note:
        place = value_place(self.question.get("ask"), self.language)
        return Note(self.question.source.finding(place, code, lang=self.language, **values), self.parts)


def _asked(questions: Iterable[OutlinedQuestion], parents: Parents) -> Iterator[_Asked]:
    for question in questions:
        ask = question.get("ask")
        for language, words in ask.items() if isinstance(ask, Map) else ():
            if isinstance(words, str):
                yield _Asked(question, parents[id(question.node)], language, words)


def advise_asking(questions: Sequence[OutlinedQuestion], parents: Parents) -> Iterator[Note]:
    """Look at how questions are put: two in one, twice the same, options that say the same."""
    same: dict[tuple[str, str], list[_Asked]] = {}
    for each in _asked(questions, parents):
        if each.question.type == "yes_no" and _asks_two(each.words, each.language):
            yield each.note("two_things", question=each.question.name)
        same.setdefault((each.language, _plain(each.words)), []).append(each)
    told: set[str] = set()
    for group in same.values():
        if len(group) > 1 and group[1].question.name not in told:
            told.add(group[1].question.name)
            first = group[0].question
            values = {"question": first.name, "first": place_line(first.node.place), "count": len(group)}
            yield group[1].note("same_words", **values)
    for question in questions:
        for finding in _overlaps(question):
            yield Note(finding, parents[id(question.node)])


def _asks_two(words: str, language: str) -> bool:
    if _SECOND_MARK.search(words):
        return True
    return language in SCREEN_LANGUAGES and bool(_second_question(language).search(words))


@cache
def _second_question(language: str) -> re.Pattern[str]:
    """Find a second question behind the first: a link, a verb and a subject. A mere "and" between words is let be."""
    links, verbs, subjects = (said(f"asking.{part}", language).split() for part in ("links", "verbs", "subjects"))
    either = "/".join(links)
    return re.compile(
        rf"\b(?:{either}|(?:{'|'.join(links)}) (?:{'|'.join(verbs)}) (?:{'|'.join(subjects)}))\b", re.IGNORECASE
    )


@cache
def _links() -> re.Pattern[str]:
    """Find what stands between the things that an option names, in any language."""
    links = {link for language in SCREEN_LANGUAGES for link in said("asking.links", language).split()}
    return re.compile(rf"\s+(?:{'|'.join(sorted(links))})\s+")


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", words).casefold().split())


def _overlaps(question: OutlinedQuestion) -> Iterator[Finding]:
    """Find options that say the same: the same words, one among the words of another, ranges that share numbers."""
    options = [option.get("text") for option in maps(question.node, "options")]
    told: set[int] = set()
    for language in dict.fromkeys(code for text in options if isinstance(text, Map) for code in text):
        before = _Before()
        for text in options:
            words = text.get(language) if isinstance(text, Map) else None
            first = before.shares(words) if isinstance(words, str) else None
            if isinstance(words, str) and first is not None and id(text) not in told:
                told.add(id(text))
                place = value_place(text, language)
                yield question.source.finding(
                    place, "overlapping_options", question=question.name, one=shown(first), other=shown(words)
                )


class _Before:
    """The options before one, by what they say: thousands are looked through once, and not each beside each."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self.ranges: dict[str, list[tuple[int, int, str]]] = {}

    def shares(self, words: str) -> str | None:
        """Give the option before that says some of the same, if one does, and note this one."""
        plain = _plain(words)
        first = self.said.get(plain)
        self.said.setdefault(plain, words)
        found = _RANGE.search(words)
        if found is not None:
            return first or self._in_range((int(found[1]), int(found[2]), words), _RANGE.sub("", plain))
        named = _named(words)
        first = first or next((self.said[each] for each in named if each in self.said), None) or self.named.get(plain)
        self.named |= {each: words for each in named if each not in self.named}
        return first

    def _in_range(self, mine: tuple[int, int, str], rest: str) -> str | None:
        """Give a range before that has numbers of this one. Those that are kept have none in common."""
        ranges = self.ranges.setdefault(rest, [])
        at = bisect(ranges, mine)
        for low, high, words in ranges[max(0, at - 1) : at + 1]:
            if low <= mine[1] and mine[0] <= high:
                return words
        ranges.insert(at, mine)
        return None


def _named(words: str) -> set[str]:
    """Give the things that an option names, where it names several: `food, rent or power`."""
    parts = [part for linked in _links().split(words) for part in linked.split(",")]
    return {_plain(part) for part in parts} if _links().search(words) else set()
