"""Deleted for good: the words are gone from everything that the program holds, and the rest stands."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from typing import Any

import pytest

from mapper.interview.events import Blanked, Undone, decode, encode
from mapper.interview.model import Looked
from mapper.interview.record import Record
from mapper.meeting.meeting import Log, Meeting
from mapper.plan.overview import ASSESSMENT
from tests.interview.talk import TALK, standing
from tests.interview.test_versions import window
from tests.table import Through, sit_down, small

STRENGTHS = "work.strengths"
PLANTED = "Plantet hemmelighet"
VISIT = """
activities:
  - id: visit
    when: {work.wish: {answered: yes}}
    suggest: {en: Visit a workplace}
    because: {en: There is a wish.}
    responsible: participant
    within: 30 days
    target: social
"""


@pytest.fixture
def meeting() -> Meeting:
    return sit_down(small(TALK + VISIT))


def answered(meeting: Meeting) -> Meeting:
    """Say, take back, say again, add and view: all with the planted words."""
    meeting.say(STRENGTHS, "participant", f"{PLANTED} 1")
    meeting.say(STRENGTHS, "participant", f"{PLANTED} 2")
    meeting.undo()
    meeting.say(STRENGTHS, "caseworker", f"{PLANTED} 3")
    meeting.view(STRENGTHS, "partly", f"{PLANTED} 4")
    return meeting


def held(meeting: Meeting) -> str:
    """Give everything that a meeting and its log hold, as one text."""
    events = [repr(event) for event in meeting.record.events]
    stored = [repr(payload) for _, payload in meeting._log.events("case")]
    return "".join((*events, *stored, repr(meeting.record), repr(meeting.review()), repr(meeting.header)))


def test_nothing_of_it_is_left(meeting: Meeting) -> None:
    answered(meeting)
    assert PLANTED in held(meeting)
    change = meeting.redact(STRENGTHS, "participant", who="Kari Prøve", reason="ønsket det")
    assert PLANTED not in held(meeting)
    assert change.refs >= set(meeting.questionnaire.questions)
    gc.collect()
    held_by = [each for each in gc.get_objects() if isinstance(each, dict | list | tuple)]
    assert not [each for each in held_by if any(_is_planted(inner) for inner in _inside(each))]


def _inside(holder: Any) -> list[object]:
    return list(holder.values()) if isinstance(holder, dict) else list(holder)


def _is_planted(each: object) -> bool:
    return isinstance(each, str) and each.startswith(f"{PLANTED} ")


def test_the_question_stands_as_not_asked_and_says_when(meeting: Meeting) -> None:
    answered(meeting)
    change = meeting.redact(STRENGTHS)
    asking = meeting.asking(STRENGTHS)
    assert (asking.said, asking.view, asking.waits) == ((), None, True)
    assert asking.redacted_at == change.at
    assert standing(meeting)[STRENGTHS] == "not_asked"
    assert next(line for line in meeting.review() if line.question.ref == STRENGTHS).redacted_at == change.at
    meeting.say(STRENGTHS, "participant", "Something else")
    assert meeting.asking(STRENGTHS).redacted_at is None


def test_neither_undo_nor_redo_brings_it_back(meeting: Meeting) -> None:
    answered(meeting)
    meeting.undo()
    meeting.redact(STRENGTHS)
    for act in (meeting.redo, meeting.undo, meeting.redo, meeting.undo, meeting.undo):
        act()
        assert PLANTED not in held(meeting)
        assert meeting.asking(STRENGTHS).said == ()


def test_what_was_said_elsewhere_stands(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    answered(meeting)
    meeting.say("home.status", "participant", "YES")
    meeting.speak("nn", "en")
    meeting.redact(STRENGTHS)
    assert meeting.asking("work.wish").said[0].answer.value == "Carpenter"
    assert meeting.stands("home.change")
    assert meeting.language == "nn"


def test_what_was_decided_because_of_it_stays_and_says_that_its_reason_is_gone(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.decide("visit", "try")
    assert [activity.stale for activity in meeting.plan().will_try] == [False]
    meeting.redact("work.wish")
    assert [activity.stale for activity in meeting.plan().will_try] == [True]


def test_another_window_lets_go_of_it_too(meeting: Meeting) -> None:
    answered(meeting)
    other = window(meeting)
    assert PLANTED in held(other)
    meeting.redact(STRENGTHS)
    change = other.refresh()
    assert PLANTED not in held(other)
    assert STRENGTHS in change.refs
    assert other.record == meeting.record == Record.of(decode(p, seq) for seq, p in meeting._log.events("case"))


def test_what_another_window_wrote_unseen_goes_as_well(meeting: Meeting) -> None:
    other = window(meeting)
    other.say(STRENGTHS, "participant", f"{PLANTED} elsewhere")
    meeting.redact(STRENGTHS)
    assert PLANTED not in held(meeting)


def test_the_list_counts_one_answer_less(meeting: Meeting) -> None:
    before = meeting.header.answered
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.redact("work.wish")
    assert meeting.header.answered == before


def test_nothing_to_delete_is_no_event(meeting: Meeting) -> None:
    last = meeting.record.events[-1].seq
    assert meeting.redact("work.wish").seq == last


def test_the_assessment_goes_with_what_the_participant_thought_of_it(meeting: Meeting) -> None:
    meeting.assess(f"{PLANTED} 1")
    meeting.view(ASSESSMENT, "no", f"{PLANTED} 2")
    meeting.redact(ASSESSMENT)
    assert PLANTED not in held(meeting)
    assert (meeting.assessment, meeting.assessment_view) == ("", (None, ""))


def test_it_voids_reading_together(meeting: Meeting) -> None:
    answered(meeting)
    meeting.read_together("participant")
    meeting.redact(STRENGTHS)
    assert meeting.record.read_together("participant") is None


class Failing(Through):
    """A log that cannot delete."""

    def redact(self, case: str, events: Sequence[int], payload: bytes, header: bytes) -> int:
        raise OSError("full")


def test_what_could_not_be_deleted_stands(meeting: Meeting) -> None:
    answered(meeting)
    before = (meeting.review(), meeting.header, meeting.saved_at, list(meeting.record.events))
    meeting._log = Failing(meeting._log)
    with pytest.raises(OSError, match="full"):
        meeting.redact(STRENGTHS)
    assert (meeting.review(), meeting.header, meeting.saved_at, list(meeting.record.events)) == before


class Crowded(Through):
    """A log in which another window writes at the very moment of deleting."""

    def __init__(self, log: Log, other: Meeting) -> None:
        super().__init__(log)
        self._other: Meeting | None = other

    def redact(self, case: str, events: Sequence[int], payload: bytes, header: bytes) -> int:
        if self._other is not None:
            other, self._other = self._other, None
            other.say("home.status", "participant", "YES")
        return super().redact(case, events, payload, header)


def test_another_window_that_saves_in_the_same_moment_is_taken_in(meeting: Meeting) -> None:
    answered(meeting)
    meeting._log = Crowded(meeting._log, window(meeting))
    meeting.redact(STRENGTHS)
    assert PLANTED not in held(meeting)
    assert meeting.stands("home.change")
    assert [event.seq for event in meeting.record.events] == list(range(1, len(meeting.record.events) + 1))


# --- what no bytes read as


def test_no_bytes_are_the_place_of_an_event() -> None:
    event = decode(b"", 7)
    assert isinstance(event, Blanked)
    assert (event.seq, event.id, event.slot, event.undoable) == (7, "blanked-7", None, False)


def test_undoing_what_is_gone_does_nothing(meeting: Meeting) -> None:
    said = meeting.say("work.wish", "participant", "Carpenter")
    gone = meeting.record.events[-1].id
    meeting.undo()
    meeting.redo()
    meeting.redact("work.wish")
    meeting._commit(meeting._event(Undone, event=gone))
    meeting._commit(meeting._event(Undone, event=f"blanked-{said.seq}"))
    assert meeting.asking("work.wish").said == ()
    assert meeting.record.undo_target() is None


# --- who looked


def test_who_looked_is_told_oldest_first(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.read_together("participant")
    meeting.accessed("opened", "Kari Prøve")
    meeting.printed("summary", "nb", ("summary.md",), who="Kari Prøve")
    meeting.accessed("verified", "Ola Eksempel")
    assert meeting.record.read_together("participant")
    meeting.redact("work.wish", who="Ola Eksempel")
    told = [(looked.who, looked.what, looked.document) for looked in meeting.looked_at()]
    assert told == [
        ("Kari Prøve", "opened", ""),
        ("Kari Prøve", "exported", "summary"),
        ("Ola Eksempel", "verified", ""),
        ("Ola Eksempel", "redacted", "work.wish"),
    ]
    assert isinstance(meeting.looked_at()[0], Looked)


def test_looking_cannot_be_undone(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.accessed("opened", "Kari Prøve")
    meeting.undo()
    assert len(meeting.looked_at()) == 1
    assert meeting.asking("work.wish").said == ()


def test_new_kinds_read_back_equal_and_old_events_still_read(meeting: Meeting) -> None:
    other = window(meeting)
    answered(meeting)
    other.say(STRENGTHS, "participant", "Singing")
    other.choose(STRENGTHS, "participant", other.asking(STRENGTHS).versions[0].event)
    other.accessed("restored", "Kari Prøve")
    other.redact("work.wish")
    other.redact(STRENGTHS)
    events = [event for event in other.record.events if not isinstance(event, Blanked)]
    assert [decode(encode(event), event.seq) for event in events] == events
    printed = {"v": 1, "id": "a", "base": 0, "meeting": "m", "at": "2026-03-02T10:00:00Z", "voice": None, "by": "self"}
    old = json.dumps({**printed, "kind": "printed", "document": "plan", "language": "nb", "files": ["plan.md"]})
    assert decode(old.encode(), 3).seq == 3
