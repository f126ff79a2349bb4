"""Rounds of a pack: counted from a day that is asked for, at spans that can be read, by files that have them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mapper.questionnaire.checking.outline import Outline, Owner
from mapper.questionnaire.checking.parts import WITHIN
from mapper.questionnaire.findings import Finding, Guesses, shown
from mapper.questionnaire.form_errors import span_of
from mapper.questionnaire.source import Map, Source, value_place

_ASKED_AS: Final = {"from": "date", "with": "text"}


def check_rounds(outline: Outline) -> Iterator[Finding]:
    """Look at the rounds of every file, and at everything that is there only for rounds."""
    with_rounds = set()
    guesses = Guesses(outline.questions)
    for reading in outline.readings:
        rounds = reading.root.get("rounds")
        if isinstance(rounds, Map):
            with_rounds.add(reading.source.name)
            yield from _spans(reading.source, rounds)
            for key, kind in _ASKED_AS.items():
                yield from _named(outline, guesses, Owner("rounds", reading.source, rounds), key, kind)
    for question in outline.written:
        yield from _named(outline, guesses, question, "compare_with", question.type or "")
        yield from _needs_rounds(question, "once", with_rounds)
    for rule in outline.rules:
        yield from _needs_rounds(rule, "on_rounds", with_rounds)


def _spans(source: Source, rounds: Map) -> Iterator[Finding]:
    written = rounds.get("at")
    for index, span in enumerate(written if isinstance(written, list) else ()):
        if isinstance(span, str) and not WITHIN.fullmatch(span):
            yield source.finding(value_place(written, index), "bad_within", span_of(span), value=shown(span))


def _named(outline: Outline, guesses: Guesses, owner: Owner, key: str, kind: str) -> Iterator[Finding]:
    """See that a key names a question of one type."""
    ref = owner.get(key)
    if not isinstance(ref, str):
        return
    question = outline.questions.get(ref)
    if question is None:
        yield owner.source.finding(owner.place(key), "unknown_question", guesses.nearest(ref), question=ref)
    elif kind and question.type not in (kind, None):
        yield owner.source.finding(owner.place(key), "other_type", question=ref, type=question.type, known=kind)


def _needs_rounds(owner: Owner, key: str, with_rounds: set[str]) -> Iterator[Finding]:
    if owner.get(key) == "yes" and owner.source.name not in with_rounds:
        yield owner.source.finding(owner.place(key), "no_rounds", field=key)
