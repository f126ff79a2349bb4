"""A copy without what is held back has no place that tells of it: neither a step, nor whom it was told to."""

from __future__ import annotations

from datetime import UTC, datetime

from mapper.desk.papers import told_by
from mapper.documents.alone import told_alone
from mapper.documents.model import Wanted
from mapper.documents.own_copy.held import held_events
from mapper.documents.render import make
from mapper.interview.events import Event
from mapper.meeting.meeting import Meeting
from mapper.office.model import Office
from mapper.plan.model import COPY
from tests.interview.talk import TALK
from tests.interview.test_consent import FRIEND, GP, agree
from tests.table import sit_down, small


def left(meeting: Meeting) -> list[Event]:
    out = held_events(meeting)
    return [event for event in meeting.record.events if event.seq not in out]


def own_step(meeting: Meeting, title: str) -> str:
    meeting.add_activity({"title": title}, "participant")
    return meeting.record.activities()[-1].activity


def test_a_step_that_is_held_back_goes_with_every_yes_to_telling_of_it() -> None:
    meeting = sit_down(small(TALK), language="en")
    meeting.say("work.wish", "participant", "Carpenter")
    step = own_step(meeting, "Ring the shelter")
    held, open_one = agree(meeting, f"activity:{step}"), agree(meeting, "work.wish", to=FRIEND)
    for consent in (held, open_one):
        meeting.printed("partner", "en", (f"for-{consent.recipient.shown}.pdf",), consent=consent.id)
    meeting.hold_back(f"activity:{step}", True)
    told = str(left(meeting))
    assert "Ring the shelter" not in told
    assert held.recipient.shown not in told
    assert "Carpenter" in told
    assert f"for-{FRIEND.own}.pdf" in told
    assert GP.partner not in told


def test_a_step_that_was_held_back_and_then_removed_stays_out() -> None:
    meeting = sit_down(small(TALK), language="en")
    step = own_step(meeting, "Ring the shelter")
    meeting.hold_back(f"activity:{step}", True)
    meeting.remove_activity(step)
    assert "Ring the shelter" not in str(left(meeting))


def test_an_answer_of_the_minute_for_two_that_was_taken_back_still_belongs_to_the_two_on_the_copy() -> None:
    meeting = sit_down(small(TALK), language="en")
    meeting.set_alone(True)
    ref = next(ref for ref, question in meeting.questionnaire.questions.items() if question.alone)
    for said in (False, True):
        if said:
            meeting.say(ref, "participant", "NO")
            meeting.undo()
        told = told_by(meeting, Office(), datetime(2026, 3, 2, tzinfo=UTC), Wanted(COPY, "en"))
        assert told_alone(told, make(COPY, told)) is said
