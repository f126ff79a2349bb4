"""What a move to another version would do to everything that was said, worked out before anything is done.

Takes in two questionnaires and a record; gives out the way as the event keeps it, and what the two are told first: what
moves, what is parked, what is asked again. Nothing is coerced: an answer goes along whole, or is parked whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mapper.interview.events import Said
from mapper.interview.fits import fits
from mapper.interview.move_events import Movement
from mapper.interview.moves import recoded
from mapper.interview.record import VOICES, Record
from mapper.questionnaire.called import Called
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.fates import Fate, Fates, Why, fates
from mapper.questionnaire.model import Question

Outcome: TypeAlias = Literal["stays", "carried", "parked"]
"""stays: as it was. carried: under another name, or in other words. parked: kept, and no longer used."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of the answers to one question; `now` is the question that they stand under.

    `again` are the questions that ask for it anew: for all that is parked, or for what `aside` said, where the others'
    answers go along.
    """

    question: Question
    now: Question | None
    outcome: Outcome
    why: Why
    again: tuple[Question, ...] = ()
    aside: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What a move would do. `answered` is every question that anything was said to, in composed order.

    `fresh` are questions that nobody could be asked before. `rereads`: something that was said or decided would read
    differently from what the two have read.
    """

    moves: tuple[Movement, ...]
    parts: Mapping[str, str]
    suggestions: Mapping[str, str]
    answered: tuple[Moved, ...]
    fresh: tuple[Question, ...]
    rereads: bool

    def of(self, outcome: Outcome) -> tuple[Moved, ...]:
        """Give the answered questions that come out so."""
        return tuple(each for each in self.answered if each.outcome == outcome)

    @property
    def again(self) -> tuple[Question, ...]:
        """Give the questions that have to be asked again."""
        return tuple({question.ref: question for each in self.answered for question in each.again}.values())


def survey(old: Questionnaire, new: Questionnaire, record: Record, since: int = 0) -> Survey:
    """Work out a move of what stands in a record from one questionnaire to another.

    With `since`, only what was said by somebody who had seen the event of that number moves.
    """
    way = fates(old, new)
    answers = {ref: _answers(ref, record, since) for ref in way.questions}
    met = {ref: _meet(fate, new, answers[ref]) for ref, fate in way.questions.items() if answers[ref]}
    answered = tuple(_moved(each, old, new) for each in met.values())
    suggestions = {name: now for name, now in way.suggestions.items() if record.decision(name)}
    targets = {fate.to for fate in way.questions.values()} | {each.ref for one in answered for each in one.again}
    return Survey(
        moves=tuple(_movements(way, met)),
        parts=dict(way.parts),
        suggestions=dict(way.suggestions),
        answered=answered,
        fresh=tuple(question for ref, question in new.questions.items() if ref not in targets),
        rereads=bool(suggestions) or any(each.outcome != "stays" for each in answered),
    )


@dataclass(frozen=True, slots=True)
class _Met:
    """The fate of a question that was answered, and whose answers do not fit where it goes."""

    fate: Fate
    misfits: tuple[Voice, ...] = ()
    aside: bool = False

    @property
    def parked(self) -> bool:
        """Tell whether everything that was said is parked."""
        return not self.fate.to or bool(self.misfits and not self.aside)

    @property
    def again(self) -> tuple[str, ...]:
        """Name the questions that ask anew for what is parked."""
        return self.fate.again if self.misfits or not self.fate.to else ()


def _movements(way: Fates, met: dict[str, _Met]) -> Iterator[Movement]:
    for ref, fate in way.questions.items():
        found = met.get(ref, _Met(fate))
        if found.misfits or not fate.stays:
            yield Movement(
                question=ref,
                to=fate.to,
                why=fate.why,
                codes=dict(fate.called.codes),
                columns=dict(fate.called.columns),
                parked=bool(found.misfits),
                aside=found.misfits if found.aside else (),
                again=fate.again,
            )


def _answers(ref: str, record: Record, since: int) -> tuple[Said, ...]:
    """Give what stands to a question: each voice's latest word, and what stands beside it."""
    found: dict[str, Said] = {}
    for voice in VOICES:
        latest = record.said(ref, voice)
        versions = (version for version in record.versions(("said", ref, voice)) if isinstance(version, Said))
        found |= {said.id: said for said in (latest, *versions) if said is not None and said.base >= since}
    return tuple(found.values())


def _meet(fate: Fate, new: Questionnaire, answers: Iterable[Said]) -> _Met:
    """Find the voices whose answers do not fit any more where a question goes.

    What the caseworker added stands beside the participant's words: it does not stay where those go, but it never takes
    them along.
    """
    if not fate.to:
        return _Met(fate)
    spoken = tuple(answers)
    question = new.questions[fate.to]
    misfits = {said.voice: None for said in spoken if said.voice and not _fits(question, said, fate.called)}
    others = any(said.voice not in misfits for said in spoken)
    return _Met(fate, tuple(misfits), aside=others and "caseworker" in misfits and len(misfits) == 1)


def _fits(question: Question, said: Said, called: Called) -> bool:
    now = recoded(said.answer, called.codes, called.columns)
    return now is not None and fits(question, said.voice, now)


def _moved(met: _Met, old: Questionnaire, new: Questionnaire) -> Moved:
    fate, question = met.fate, old.questions[met.fate.ref]
    again = tuple(new.questions[ref] for ref in met.again if ref in new.questions)
    if met.parked:
        return Moved(question, None, "parked", fate.why, again)
    now = new.questions[fate.to]
    stays = fate.stays and not met.aside and _reads_same(question, now)
    return Moved(question, now, "stays" if stays else "carried", fate.why, again, met.misfits)


def _reads_same(old: Question, new: Question) -> bool:
    """Tell whether the question and all that may be answered read as they did."""
    return _read(old) == _read(new)


def _read(question: Question) -> tuple[object, ...]:
    keys = ("ask", "options", "columns", "low", "high", "unit")
    return tuple(getattr(question, key, None) for key in keys)
