"""Several meetings, several windows, and a disk that fails: what was said stands, and nothing else does."""

from __future__ import annotations

import pytest

from mapper.interview.answer import Answer
from mapper.interview.events import Undone
from mapper.meeting.header import Header
from mapper.meeting.meeting import Log, Meeting
from tests.interview.talk import TALK, standing, states
from tests.table import Through, sit_down, sit_down_again, small


@pytest.fixture
def meeting() -> Meeting:
    return sit_down(small(TALK))


def test_next_time_waits_again_in_the_next_meeting(meeting: Meeting) -> None:
    meeting.say("matters.topics", "participant", ["WORK"])
    meeting.pass_over("work.wish", "participant", "later")
    meeting.pass_over("work.strengths", "participant", "declined")
    assert meeting.first() == "work.mark"
    again = sit_down_again(meeting, days=7)
    assert again.first() == "work.wish"
    assert standing(again)["work.wish"] == "passed_over"
    again.pass_over("work.wish", "participant", "later")
    assert again.first() == "work.mark"


def test_the_minute_for_two_comes_in_every_meeting(meeting: Meeting) -> None:
    meeting.set_alone(True)
    meeting.say("home.hard", "participant", "NO")
    meeting.pass_part("private")
    assert states(meeting)["private"] == "done"
    assert states(sit_down_again(meeting, days=7))["private"] == "untouched"


def test_passing_the_minute_for_two_by_does_not_open_it_again(meeting: Meeting) -> None:
    assert meeting.pass_part("private").reopened == ()
    assert states(meeting)["private"] == "done"


def test_what_was_said_in_the_minute_for_two_is_not_counted_before_others(meeting: Meeting) -> None:
    meeting.set_alone(True)
    meeting.say("home.hard", "participant", "NO")
    before = (meeting.header.answered, meeting.header.asked)
    meeting.set_alone(False)
    private = next(part for part in meeting.parts() if part.kind == "alone")
    assert (private.refs, private.answered) == ((), 0)
    assert (meeting.header.answered, meeting.header.asked) == before


def test_the_list_tells_how_far_the_talk_is_with_the_last_answer(meeting: Meeting) -> None:
    answered = meeting.header.answered
    meeting.say("work.wish", "participant", "Carpenter")
    assert meeting.header.answered == answered + 1
    assert Header.decode(meeting._log.header("case").header) == meeting.header  # type: ignore[attr-defined]


def test_what_one_window_names_and_plans_stands_when_another_writes(meeting: Meeting) -> None:
    other = sit_down_again(meeting)
    meeting.name("Tuesday", "Kari Prøve")
    meeting.printed("summary", "nb", ("summary.md",))
    meeting.set_next_meeting({"start": "9.3.2026"})
    other.say("work.wish", "participant", "Carpenter")
    assert (other.header.label, other.header.name, other.header.papers) == ("Tuesday", "Kari Prøve", 1)
    assert other.header.next_meeting == "2026-03-09"
    other.undo()
    other.undo()
    assert other.header.next_meeting == ""


class Failing(Through):
    """A log whose disk is full while `full`."""

    def __init__(self, log: Log) -> None:
        super().__init__(log)
        self.full = False

    def append(self, case: str, payloads: list[bytes], header: bytes) -> range:
        if self.full:
            raise OSError("full")
        return super().append(case, payloads, header)


def test_what_could_not_be_saved_was_not_said(meeting: Meeting) -> None:
    meeting.say("home.status", "participant", "YES")
    log = meeting._log = Failing(meeting._log)
    before = (meeting.review(), meeting.parts(), meeting.header, meeting.saved_at, len(meeting.record.events))
    log.full = True
    with pytest.raises(OSError, match="full"):
        meeting.say("home.status", "participant", "NO")
    after = (meeting.review(), meeting.parts(), meeting.header, meeting.saved_at, len(meeting.record.events))
    assert after == before
    log.full = False
    assert meeting.say("home.status", "participant", "NO").hidden == ("home.change",)
    assert sit_down_again(meeting).review() == meeting.review()


class Crowded(Failing):
    """A log in which another window writes at the very moment of saving."""

    def __init__(self, log: Log, other: Meeting) -> None:
        super().__init__(log)
        self._other: Meeting | None = other

    def append(self, case: str, payloads: list[bytes], header: bytes) -> range:
        if self._other is not None:
            other, self._other = self._other, None
            other.say("home.status", "participant", "YES")
        return super().append(case, payloads, header)


def test_two_windows_that_save_in_the_same_moment_see_one_order(meeting: Meeting) -> None:
    meeting._log = Crowded(meeting._log, sit_down_again(meeting))
    change = meeting.say("home.status", "participant", "NO")
    assert change.refs >= {"home.status"}
    assert [event.seq for event in meeting.record.events] == list(range(1, len(meeting.record.events) + 1))
    assert meeting.record.answer("home.status", "participant") == Answer(value="NO")
    assert meeting.review() == sit_down_again(meeting).review()


def test_redo_brings_back_the_latest_of_what_was_taken_back(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("work.wish", "participant", "Painter")
    meeting.take_back("work.wish", "participant")
    meeting.redo()
    assert meeting.record.answer("work.wish", "participant") == Answer(value="Painter")


def test_undo_and_redo_stay_in_their_meeting(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("home.status", "participant", "YES")
    meeting.undo()
    assert meeting.can_redo
    again = sit_down_again(meeting, days=7)
    assert (again.can_undo, again.can_redo) == (False, False)


def test_what_two_windows_undid_is_redone_once(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    other = sit_down_again(meeting)
    undone = other._event(Undone, event=other.record.events[-1].id)
    meeting.undo()
    other._commit(undone)
    meeting.refresh()
    meeting.redo()
    assert meeting.record.answer("work.wish", "participant") == Answer(value="Carpenter")
    assert not meeting.can_redo


def test_nothing_new_can_be_redone_after_another_window_said_something(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.undo()
    sit_down_again(meeting).say("home.status", "participant", "YES")
    meeting.refresh()
    assert not meeting.can_redo


def test_taking_back_on_a_card_leaves_what_earlier_meetings_said(meeting: Meeting) -> None:
    meeting.say("today.present", "together", ["Kari Prøve"])
    again = sit_down_again(meeting, days=7)
    again.say("today.present", "together", ["Ola Eksempel"])
    again.take_back("today.present", "together")
    assert not again.asking("today.present").said
    earlier = again.record.said_in(meeting.meeting, "today.present", "together")
    assert earlier is not None
    assert earlier.answer == Answer(value=("Kari Prøve",))


def test_the_picture_of_a_third_meeting_compares_with_the_last_one_before(meeting: Meeting) -> None:
    meeting.say("home.mark", "participant", "URGENT")
    second = sit_down_again(meeting, days=7)
    second.say("home.mark", "participant", "NEEDS_SOMETHING")
    third = sit_down_again(second, days=14)
    third.say("home.mark", "participant", "GOES_WELL")
    row = next(row for row in third.picture().rows if row.topic == "HOME")
    assert (row.mark, row.earlier_mark) == ("GOES_WELL", "NEEDS_SOMETHING")
    assert row.earlier_mark_text is not None
    assert row.earlier_on == second.sittings()[1].opened.date()


def test_words_added_to_an_area_that_is_hidden_are_kept_and_not_shown() -> None:
    hiding = TALK.replace("topic: HOME\n", "topic: HOME\n    when: {work.wish: {answered: yes}}\n")
    meeting = sit_down(small(hiding))
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("home.added", "caseworker", "A new flat in May")
    assert [row.added for row in meeting.picture().rows if row.topic == "HOME"] == ["A new flat in May"]
    meeting.take_back("work.wish", "participant")
    assert [row.added for row in meeting.picture().rows if row.topic == "HOME"] == [""]
    assert standing(meeting)["home.added"] == "unused"


def test_the_same_word_again_voids_nothing(meeting: Meeting) -> None:
    meeting.assess("We begin small.")
    meeting.view("assessment", "yes")
    meeting.hold_back("work.wish", True)
    meeting.read_together("participant")
    meeting.assess(" We begin small. ")
    meeting.view("assessment", "yes")
    meeting.hold_back("work.wish", True)
    assert meeting.assessment_view == ("yes", "")
    assert meeting.record.read_together("participant") is not None


def test_a_window_follows_into_the_meeting_that_another_opened(meeting: Meeting) -> None:
    meeting.set_alone(True)
    other = sit_down_again(meeting, days=7)
    meeting.refresh()
    assert (meeting.meeting, meeting.alone) == (other.meeting, False)
    meeting.say("today.present", "together", ["Kari Prøve"])
    other.refresh()
    assert other.asking("today.present").said


def test_the_list_counts_a_new_meetings_card_as_open(meeting: Meeting) -> None:
    meeting.say("today.present", "together", ["Kari Prøve"])
    answered = meeting.header.answered
    assert sit_down_again(meeting, days=7).header.answered == answered - 1
