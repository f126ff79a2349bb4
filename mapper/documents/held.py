"""Which events tell of what is held back: a copy that leaves those answers out has nothing in their places."""

from __future__ import annotations

from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.events import (
    ActivityWritten,
    AloneSet,
    Chosen,
    Decided,
    Event,
    HeldBack,
    PartPassed,
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
    plan = case.whole_plan()
    steps = [*plan.will_try, *([plan.next_meeting] if plan.next_meeting else [])]
    names = {each.id for each in steps if each.held_back} | {
        decided.suggestion for decided in record.decisions() if not held.isdisjoint(decided.because)
    }
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
            return event.question in held or event.question.removeprefix("activity:") in steps
        case Decided():
            return event.suggestion in steps or not held.isdisjoint(event.because)
        case ActivityWritten():
            return event.activity in steps
        case ConsentText():
            return event.consent in gone or not held.isdisjoint((event.topic, *event.about))
        case ConsentWithdrawn():
            return event.consent in gone
        case Consented():
            return not held.isdisjoint(event.topics)
        case PartPassed():
            return not held.isdisjoint(event.open)
        case AloneSet():
            return True
        case Undone() | Chosen():
            return event.event in gone
    return False
