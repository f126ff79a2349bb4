"""Where the words of a paper come from: what somebody said or wrote, and the room in which they did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapper.documents.model import Lead, Piece, Told
from mapper.documents.pages.answers import given, on_one_line
from mapper.interview.answer import Answer
from mapper.interview.model import ASSESSMENT
from mapper.language.clean import clean_line


def said(told: Told) -> frozenset[str]:
    """Give what persons said or wrote in their own words: no paper rewrites that."""
    return frozenset(clean_line(words) for words in _said(told)) - {""}


def _said(told: Told) -> Iterator[str]:
    for line in told.review:
        yield line.view_words
        for spoken in given(line):
            yield from own_words(line.question.type, spoken.answer)
    yield from (words for words, _ in _of_the_plan(told))


def own_words(kind: str, answer: Answer) -> Iterator[str]:
    """Give what somebody wrote themselves in an answer to a kind of question; some of it may be blank."""
    yield answer.comment
    yield from (words for _, words in answer.write_in)
    match answer.value:
        case str() as words if kind == "text":
            yield words
        case tuple() as lines if kind == "list":
            yield from (line for line in lines if isinstance(line, str))


def with_leads(pieces: Iterable[Piece], told: Told) -> tuple[Piece, ...]:
    """Say of each stretch that somebody said where its words come from."""
    finder = _Finder(told)
    return tuple(replace(piece, lead=lead) if (lead := finder.lead(piece)) else piece for piece in pieces)


class _Finder:
    """Follow a paper from the top: an answer stands under its question."""

    def __init__(self, told: Told) -> None:
        self._asks = {clean_line(line.question.ask.to(told.language)): line.question.ref for line in told.review}
        self._answers = [
            (clean_line(on_one_line(line.question, spoken.answer, told.language)), line.question.ref)
            for line in told.review
            for spoken in given(line)
        ]
        self._of_the_plan = [(clean_line(words), ref) for words, ref in _of_the_plan(told)]
        self._parked = {line.question.ref for line in told.review if line.standing == "parked"}
        self._asked = ""

    def lead(self, piece: Piece) -> Lead | None:
        text = clean_line(piece.text)
        if piece.fixed == "said":
            return self._source(text)
        if piece.form == "text" and not piece.fixed:
            begun = (ref for ask, ref in self._asks.items() if text.startswith(ask))
            self._asked = self._asks.get(text) or next(begun, "")
        elif piece.form == "line":
            self._asked = ""
        return None

    def _source(self, text: str) -> Lead:
        if not self._asked and (told := _longest(self._of_the_plan, text)):
            return Lead("plan", told)
        ref = self._asked or _longest(self._answers, text)
        return Lead("questions", ref) if ref and ref not in self._parked else Lead("review")


def _of_the_plan(told: Told) -> Iterator[tuple[str, str]]:
    """Give what was said or written in the plan, each with where it stands there."""
    yield told.assessment, ASSESSMENT
    yield told.assessment_view_words, ASSESSMENT
    yield from ((activity.words, activity.id) for activity in told.plan.will_try)
    yield from ((idea.words, idea.suggestion.key) for idea in (*told.plan.ideas, *told.plan.not_chosen))


def _longest(known: Iterable[tuple[str, str]], text: str) -> str:
    """Name where the longest of the words that stand in a text come from; nothing where none does."""
    found = [(words, ref) for words, ref in known if words and words in text]
    return max(found, key=lambda pair: len(pair[0]), default=("", ""))[1]
