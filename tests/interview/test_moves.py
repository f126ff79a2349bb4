"""A log in which the case went over to other questionnaires: read at once, it is what it was event by event."""

from __future__ import annotations

import pytest

from mapper.interview.answer import Answer
from mapper.interview.event_base import Slot
from mapper.interview.events import Event, MeetingOpened, Said, Undone
from mapper.interview.move_events import Movement, VersionMoved
from mapper.interview.record import Record
from tests.table import START


def log(moves: int) -> list[Event]:
    """A question that is called otherwise by each move, answered between the moves, and one answer taken back."""
    events: list[Event] = [
        MeetingOpened(
            id="opened", base=0, meeting="m", at=START, seq=1, language="nb", profile="full", snapshot="form-0"
        )
    ]
    for number in range(moves):
        seq = len(events) + 1
        answer = Answer(value=f"svar {number}")
        said = Said(
            id=f"said-{number}", base=seq - 1, meeting="m", at=START, seq=seq, voice="participant",
            question=f"part.q{number}", answer=answer,
        )  # fmt: skip
        way = Movement(question=f"part.q{number}", to=f"part.q{number + 1}", why="renamed")
        moved = VersionMoved(
            id=f"moved-{number}", base=seq, meeting="m", at=START, seq=seq + 1, moves=(way,),
            before=f"form-{number}", then=f"form-{number}", snapshot=f"form-{number + 1}",
        )  # fmt: skip
        events += [said, moved]
    last = len(events)
    return [*events, Undone(id="undone", base=last, meeting="m", at=START, seq=last + 1, event=f"said-{moves - 1}")]


def test_a_log_read_at_once_is_the_log_read_event_by_event() -> None:
    events = log(12)
    step_by_step = Record()
    for event in events:
        step_by_step.add(event)
    assert Record.of(events) == step_by_step
    said = step_by_step.said("part.q12", "participant")
    assert said is not None
    assert said.answer == Answer(value="svar 10")


def test_each_event_is_read_once_however_often_the_case_went_over(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Event] = []
    place = Record._place

    def counted(record: Record, event: Event) -> frozenset[Slot]:
        read.append(event)
        return place(record, event)

    monkeypatch.setattr(Record, "_place", counted)
    events = log(40)
    Record.of(events)
    assert len(read) == len(events)
