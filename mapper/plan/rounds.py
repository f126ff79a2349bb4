"""A pack that is asked again: which rounds there were, which is due, and what was said at the start and last time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from mapper.interview.events import Said
from mapper.interview.interview import Interview
from mapper.interview.model import Compared, Level, RoundDay
from mapper.interview.rounds import began, in_rounds, rounds
from mapper.plan.due import due_from
from mapper.questionnaire.model import NumberQuestion, QuestionnaireFile, ScaleQuestion


def start(interview: Interview, pack: QuestionnaireFile) -> date | None:
    """Give the day that a pack's rounds are counted from; None where the pack has none, or nobody said the day."""
    values = interview.values(pack.rounds.from_) if pack.rounds else ()
    return next((value for value in values if isinstance(value, date)), None)


def days(interview: Interview, pack: QuestionnaireFile) -> tuple[RoundDay, ...]:
    """Give the days of the rounds that have not been, the earliest first; none where nobody said the day to count from.

    A round is due from its day on. Of several that are due only the latest is asked: what it asks is how it is now.
    """
    counted_from = start(interview, pack)
    been = _been(interview, pack) if counted_from else None
    if pack.rounds is None or counted_from is None or been is None:
        return ()
    spans = {due_from(counted_from, span): span for span in pack.rounds.at}
    left = [day for day in sorted(spans) if day > been]
    late = [day for day in left if day <= interview.today]
    return tuple(RoundDay(pack.id, spans[day], day, day in late) for day in left if day not in late[:-1])


def on_rounds(interview: Interview, key: str) -> dict[str, Any]:
    """Give the days from today on of a step that follows a pack's rounds, and who follows up; nothing for any other."""
    for pack in interview.questionnaire.packs:
        counted_from = start(interview, pack)
        steps = {rule.key or rule.id for rule in pack.activities if rule.on_rounds}
        if pack.rounds and counted_from and key in steps:
            every = sorted({counted_from, *(due_from(counted_from, span) for span in pack.rounds.at)})
            names = interview.values(pack.rounds.with_) if pack.rounds.with_ else ()
            ahead = tuple(day for day in every if day >= interview.today)
            return {
                **({"due": ahead[0]} if ahead else {}),
                "days": ahead,
                "with_whom": next((name for name in names if isinstance(name, str)), ""),
            }
    return {}


def next_round(interview: Interview) -> str:
    """Give the day on which a pack of the talk is asked again, ISO; blank where none is."""
    found = (days(interview, pack) for pack in interview.questionnaire.packs)
    return min((each[0].day.isoformat() for each in found if each), default="")


def asked_on(interview: Interview, pack: QuestionnaireFile) -> date | None:
    """Give the day on which a pack with rounds was last asked; None for any other, and where it never was."""
    return _been(interview, pack) if pack.rounds else None


def may_ask_again(interview: Interview, pack: QuestionnaireFile) -> bool:
    """Tell whether a pack has rounds, and something was said in the round that goes on: else there is none to begin."""
    if pack.rounds is None:
        return False
    since = began(interview.record, pack.id)
    return any(said.seq > since for said in _said(interview, pack))


def _been(interview: Interview, pack: QuestionnaireFile) -> date | None:
    """Give the day on which the pack was last asked; None where it never was."""
    begun = rounds(interview.record, pack.id)
    said = (said for said in _said(interview, pack) if not begun)
    return max((event.at.date() for event in (*begun, *said)), default=None)


def _said(interview: Interview, pack: QuestionnaireFile) -> Iterator[Said]:
    for section in pack.sections:
        for question in section.questions:
            yield from interview.record.standing_said(f"{section.id}.{question.id}", question.voices[0])


def earlier(interview: Interview, ref: str) -> tuple[Said, ...]:
    """Give what was said in each round before this one to a question that is asked anew, oldest first."""
    said = in_rounds(interview.record, interview.question(ref).round_of, ref)
    return tuple(each for each in said[:-1] if each)


def compared(interview: Interview, pack: QuestionnaireFile) -> tuple[Compared, ...]:
    """Give every number of a pack that is asked anew and was answered: now, last time, and at the start."""
    questions = (interview.question(f"{s.id}.{q.id}") for s in pack.sections for q in s.questions)
    numbers = (each for each in questions if isinstance(each, ScaleQuestion | NumberQuestion))
    rows = (_row(interview, each) for each in numbers if each.round_of)
    return tuple(row for row in rows if row.now or row.last or row.start)


def _row(interview: Interview, question: ScaleQuestion | NumberQuestion) -> Compared:
    before = [level for said in earlier(interview, question.ref) if (level := _level(said))]
    first = _level(interview.said(question.compare_with, "participant")) if question.compare_with else None
    now = _level(interview.said(question.ref, question.voices[0])) if interview.stands(question.ref) else None
    at_start = first or (before[0] if before else None)
    last = before[-1] if before and (first or len(before) > 1) else None
    return Compared(question, now, last, at_start, (first and question.compare_with) or question.ref)


def _level(said: Said | None) -> Level | None:
    value = said.answer.value if said else None
    return Level(value, said.at.date()) if said and isinstance(value, Decimal) else None
