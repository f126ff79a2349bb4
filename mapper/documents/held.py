"""Which events tell of what is held back: a copy that leaves those answers out has nothing in their places."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.documents.copy_lines import step_of
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
)
from mapper.interview.record import Record
from mapper.plan.overview import Overview
from mapper.questionnaire.composed import Questionnaire


def held_events(record: Record, questionnaire: Questionnaire) -> frozenset[int]:
    """Number the events that hold anything of an answer or a step that stays off the participant's paper."""
    case = Overview(questionnaire, record, record.events[-1].at.date())
    held = {ref for ref in questionnaire.questions if case.asking(ref).held_back}
    names = {name for event in record.events if (name := step_of(event)) and record.held(f"{ACTIVITY}{name}")}
    names |= {each.id for each in case.whole_plan().will_try if each.held_back}
    names |= {decided.suggestion for decided in record.decisions() if not held.isdisjoint(decided.because)}
    left: set[int] = set()
    gone: set[str] = set()
    for event in record.events:
        if _tells(event, held, names, gone):
            left.add(event.seq)
            gone.add(event.id)
    return frozenset(left)


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
