"""Which events tell of what is held back: a copy that leaves those answers out has nothing in their places."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.documents.own_copy.lines import step_of
from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.consent_model import ACTIVITY
from mapper.interview.events import (
    ActivityWritten,
    AloneSet,
    Chosen,
    Decided,
    Event,
    HeldBack,
    PartPassed,
    Printed,
    Redacted,
    Said,
    Undone,
    Viewed,
    blanked,
)
from mapper.interview.move_events import VersionMoved
from mapper.interview.moves import parked_name
from mapper.plan.overview import Overview


def without_held(case: Overview) -> tuple[Event, ...]:
    """Give everything that is kept, with empty places for what tells of what is held back.

    A move to another version stays, and does not say what became of a question that is held back.
    """
    left, held = held_events(case), _held(case)
    return tuple(
        blanked(event.seq) if event.seq in left else _untold(event, held) if isinstance(event, VersionMoved) else event
        for event in case.record.events
    )


def _untold(move: VersionMoved, held: set[str]) -> VersionMoved:
    told = tuple(each for each in move.moves if held.isdisjoint((each.to, parked_name(each.question, move.seq))))
    return move.model_copy(update={"moves": told})


def held_events(case: Overview) -> frozenset[int]:
    """Number the events that hold anything of an answer or a step that stays off the participant's paper."""
    record, held = case.record, _held(case)
    called = tuple(map(record.called, record.events))
    names = {name for event in called if (name := step_of(event)) and record.held(f"{ACTIVITY}{name}")}
    names |= {each.id for each in case.whole_plan().will_try if each.held_back}
    names |= {decided.suggestion for decided in record.decisions() if not held.isdisjoint(decided.because)}
    left: set[int] = set()
    gone: set[str] = set()
    for event in called:
        if _tells(event, held, names, gone):
            left.add(event.seq)
            gone.add(event.id)
    return frozenset(left)


def _held(case: Overview) -> set[str]:
    living = {ref for ref in case.questionnaire.questions if case.asking(ref).held_back}
    return living | {line.question.ref for line in case.whole_review() if line.standing == "parked" and line.held_back}


def _tells(event: Event, held: set[str], steps: set[str], gone: set[str]) -> bool:  # noqa: PLR0911 - by kind
    match event:
        case Said() | Viewed() | Redacted():
            return event.question in held
        case HeldBack():
            return event.question in held or event.question.removeprefix(ACTIVITY) in steps
        case Decided():
            return event.suggestion in steps or not held.isdisjoint(event.because)
        case ActivityWritten():
            return event.activity in steps
        case Consented():
            return _shares(event.topics, held, steps)
        case ConsentText():
            return event.consent in gone or _shares((event.topic, *event.about), held, steps)
        case ConsentWithdrawn() | Printed():
            return event.consent in gone
        case PartPassed():
            return not held.isdisjoint(event.open)
        case AloneSet():
            return True
        case Undone() | Chosen():
            return event.event in gone
    return False


def _shares(topics: Iterable[str], held: set[str], steps: set[str]) -> bool:
    return any(topic in held or topic.removeprefix(ACTIVITY) in steps for topic in topics)
