"""What a move to another version would do to everything that was said, worked out before anything is done.

Takes in two questionnaires and a record; gives out the way as the event keeps it, and what the two are told first: what
moves, what is parked, what is asked again. Nothing is coerced: an answer goes along whole, or is parked whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from mapper.interview.events import Said
from mapper.interview.fits import fits
from mapper.interview.move_events import Movement
from mapper.interview.moves import recoded
from mapper.interview.record import VOICES, Record
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.fates import Fate, Fates, Why, fates
from mapper.questionnaire.model import Question

Outcome: TypeAlias = Literal["stays", "carried", "parked"]
"""stays: as it was. carried: under another name, or in other words. parked: kept, and no longer used."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of the answers to one question; `now` is the question that they stand under, or that asks anew."""

    question: Question
    now: Question | None
    outcome: Outcome
    why: Why
    again: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What a move would do. `answered` is every question that anything was said to, in composed order.

    `fresh` are questions that nobody could be asked before. `rereads`: something that was said or decided would read
    differently from what the two have read.
    """

    moves: tuple[Movement, ...]
    parts: dict[str, str]
    suggestions: dict[str, str]
    answered: tuple[Moved, ...]
    fresh: tuple[Question, ...]
    rereads: bool

    def of(self, outcome: Outcome) -> tuple[Moved, ...]:
        """Give the answered questions that come out so."""
        return tuple(each for each in self.answered if each.outcome == outcome)

    @property
    def again(self) -> tuple[Question, ...]:
        """Give the questions that have to be asked again."""
        return tuple({question.ref: question for each in self.of("parked") for question in each.again}.values())


def survey(old: Questionnaire, new: Questionnaire, record: Record, since: int = 0) -> Survey:
    """Work out a move of what stands in a record from one questionnaire to another.

    With `since`, only what was said by somebody who had seen the event of that number moves.
    """
    way = fates(old, new)
    answers = {ref: _answers(ref, record, since) for ref in way.questions}
    said = {ref: _fitting(fate, new, answers[ref]) for ref, fate in way.questions.items() if answers[ref]}
    answered = tuple(_moved(fate, old, new) for fate in said.values())
    suggestions = {name: now for name, now in way.suggestions.items() if record.decision(name)}
    targets = {fate.to for fate in way.questions.values()}
    return Survey(
        moves=tuple(_movements(way, said)),
        parts=dict(way.parts),
        suggestions=dict(way.suggestions),
        answered=answered,
        fresh=tuple(question for ref, question in new.questions.items() if ref not in targets),
        rereads=bool(suggestions) or any(each.outcome != "stays" for each in answered),
    )


def _movements(way: Fates, said: dict[str, Fate]) -> Iterator[Movement]:
    for ref, fate in way.questions.items():
        outcome = said.get(ref, fate)
        parked = bool(fate.to) and not outcome.to
        if parked or not fate.stays:
            yield Movement(
                question=ref, to=fate.to, why=fate.why, codes=dict(fate.codes), parked=parked, again=outcome.again
            )


def _answers(ref: str, record: Record, since: int) -> tuple[Said, ...]:
    """Give what stands to a question: each voice's latest word, and what stands beside it."""
    found: dict[str, Said] = {}
    for voice in VOICES:
        latest = record.said(ref, voice)
        versions = (version for version in record.versions(("said", ref, voice)) if isinstance(version, Said))
        found |= {said.id: said for said in (latest, *versions) if said is not None and said.base >= since}
    return tuple(found.values())


def _fitting(fate: Fate, new: Questionnaire, answers: Iterable[Said]) -> Fate:
    """Give the fate of a question that was answered: an answer that does not fit any more has none to go to."""
    if not fate.to:
        return fate
    question = new.questions[fate.to]
    for said in answers:
        now = recoded(said.answer, fate.codes)
        if now is None or not fits(question, said.voice, now):
            return replace(fate, to="", again=(fate.to,))
    return fate


def _moved(fate: Fate, old: Questionnaire, new: Questionnaire) -> Moved:
    question = old.questions[fate.ref]
    again = tuple(new.questions[ref] for ref in fate.again if ref in new.questions)
    if not fate.to:
        return Moved(question, None, "parked", fate.why, again)
    now = new.questions[fate.to]
    return Moved(question, now, "stays" if fate.stays and _reads_same(question, now) else "carried", fate.why)


def _reads_same(old: Question, new: Question) -> bool:
    """Tell whether the question and all that may be answered read as they did."""
    return _read(old) == _read(new)


def _read(question: Question) -> tuple[object, ...]:
    keys = ("ask", "options", "columns", "low", "high", "unit")
    return tuple(getattr(question, key, None) for key in keys)
