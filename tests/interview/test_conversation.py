"""What a conversation relies on: who said what, what stands, and what is never lost."""

from __future__ import annotations

import pytest

from mapper.interview.answer import Answer
from mapper.interview.model import NotUnderstood
from mapper.meeting.meeting import Meeting
from tests.interview.talk import TALK, standing, states
from tests.table import sit_down, sit_down_again, small


@pytest.fixture
def meeting() -> Meeting:
    return sit_down(small(TALK))


def test_an_answer_is_kept_under_the_name_of_who_said_it(meeting: Meeting) -> None:
    meeting.say("work.strengths", "participant", "Wood")
    meeting.say("work.strengths", "caseworker", "Patience", by="self")
    said = {spoken.voice: spoken.answer.value for spoken in meeting.asking("work.strengths").said}
    assert said == {"participant": "Wood", "caseworker": "Patience"}


def test_the_caseworker_may_add_only_after_the_participant_has_answered_or_passed(meeting: Meeting) -> None:
    assert not meeting.asking("work.strengths").caseworker_may_add
    meeting.pass_over("work.strengths", "participant", "later")
    assert meeting.asking("work.strengths").caseworker_may_add
    assert not meeting.asking("work.wish").caseworker_may_add


def test_a_voice_that_is_not_asked_is_refused(meeting: Meeting) -> None:
    with pytest.raises(NotUnderstood, match="not_your_voice"):
        meeting.say("work.wish", "caseworker", "Carpenter")


def test_the_view_lapses_when_either_answer_changes(meeting: Meeting) -> None:
    meeting.say("work.strengths", "participant", "Wood")
    meeting.say("work.strengths", "caseworker", "Patience")
    assert meeting.asking("work.strengths").view_due
    meeting.view("work.strengths", "partly", "Not on Mondays")
    assert standing(meeting)["work.strengths"] == "differs"
    meeting.say("work.strengths", "caseworker", "Patience and calm")
    assert meeting.asking("work.strengths").view is None
    assert meeting.asking("work.strengths").view_due


def test_five_states_are_kept_apart(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.pass_over("home.status", "participant", "declined")
    meeting.pass_over("matters.topics", "participant", "unknown")
    meeting.pass_over("work.strengths", "participant", "later")
    found = {ref: [s.answer.state for s in meeting.asking(ref).said] for ref in ("work.wish", "home.status")}
    assert found == {"work.wish": ["value"], "home.status": ["declined"]}
    causes = {unasked.ref: unasked.cause for unasked in meeting.plan().unasked}
    assert causes == {
        "today.present": "not_asked", "matters.topics": "unknown", "work.strengths": "later", "home.status": "declined",
    }  # fmt: skip


def test_a_hidden_answer_is_kept_and_comes_back_with_its_question(meeting: Meeting) -> None:
    meeting.say("home.status", "participant", "YES")
    meeting.say("home.change", "participant", "More light")
    change = meeting.say("home.status", "participant", "NO")
    assert change.hidden == ("home.change",)
    assert standing(meeting)["home.change"] == "unused"
    assert meeting.say("home.status", "participant", "YES").shown == ("home.change",)
    assert standing(meeting)["home.change"] == "answered"


def test_chosen_areas_come_first_in_the_order_chosen(meeting: Meeting) -> None:
    assert [part.id for part in meeting.parts()] == ["today", "matters", "work", "home", "private"]
    meeting.say("matters.topics", "participant", ["HOME"])
    assert [part.id for part in meeting.parts()] == ["today", "matters", "home", "work", "private"]


def test_closing_lines_are_asked_only_in_chosen_areas(meeting: Meeting) -> None:
    meeting.say("matters.topics", "participant", ["HOME"])
    refs = {part.id: part.refs for part in meeting.parts()}
    assert "home.mark" in refs["home"]
    assert "work.mark" not in refs["work"]


def test_alone_questions_wait_unseen_for_the_minute_for_two(meeting: Meeting) -> None:
    parts = {part.id: part for part in meeting.parts()}
    assert parts["private"].refs == ()
    assert "home.hard" not in parts["home"].refs
    assert "home.hard" not in standing(meeting)
    meeting.set_alone(True)
    assert {part.id: part.refs for part in meeting.parts()}["private"] == ("home.hard",)
    meeting.say("home.hard", "participant", "NO")
    meeting.set_alone(False)
    assert "home.hard" not in standing(meeting)
    assert any(line.question.ref == "home.hard" for line in meeting.whole_review())


def test_a_part_that_was_passed_reopens_when_a_question_opens_in_it(meeting: Meeting) -> None:
    meeting.say("home.status", "participant", "NO")
    meeting.pass_part("home")
    assert states(meeting)["home"] == "done"
    change = meeting.say("home.status", "participant", "YES")
    assert change.reopened == ("home",)
    assert states(meeting)["home"] == "reopened"


def test_the_short_talk_asks_less_and_drops_nothing(meeting: Meeting) -> None:
    meeting.say("work.strengths", "participant", "Wood")
    meeting.choose_profile("short")
    refs = {part.id: part.refs for part in meeting.parts()}
    assert refs["work"] == ("work.wish", "work.strengths")
    meeting.undo()
    assert {part.id: part.refs for part in meeting.parts()}["work"] == ("work.wish",)


def test_next_and_previous_walk_the_parts_without_the_card(meeting: Meeting) -> None:
    assert meeting.first() == "matters.topics"
    assert meeting.next("matters.topics") == "work.wish"
    assert meeting.previous("work.wish") == "matters.topics"
    assert meeting.previous("matters.topics") is None


def test_a_card_is_asked_anew_in_each_meeting(meeting: Meeting) -> None:
    meeting.say("today.present", "together", ["Kari Prøve"])
    assert meeting.asking("today.present").said
    again = sit_down_again(meeting, days=7)
    assert not again.asking("today.present").said
    assert len(again.sittings()) == 2


def test_the_picture_shows_now_and_last_time(meeting: Meeting) -> None:
    meeting.say("home.mark", "participant", "URGENT")
    meeting.say("home.level", "participant", "3")
    again = sit_down_again(meeting, days=7)
    again.say("home.mark", "participant", "GOES_WELL")
    row = next(row for row in again.picture().rows if row.topic == "HOME")
    assert (row.mark, row.earlier_mark, row.level, row.earlier_level) == ("GOES_WELL", "URGENT", 3, None)


def test_everything_comes_back_after_the_program_was_killed(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.pass_over("home.status", "participant", "unknown")
    again = sit_down_again(meeting)
    assert again.review() == meeting.review()
    assert again.first() == meeting.first()


def test_undo_restores_not_asked_and_redo_the_answer(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("work.wish", "participant", "Painter")
    meeting.undo()
    assert meeting.record.answer("work.wish", "participant") == Answer(value="Carpenter")
    meeting.undo()
    assert meeting.record.answer("work.wish", "participant") is None
    assert not meeting.can_undo
    meeting.redo()
    meeting.redo()
    assert meeting.record.answer("work.wish", "participant") == Answer(value="Painter")
    assert not meeting.can_redo


def test_take_back_goes_all_the_way_to_not_asked(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("work.wish", "participant", "Painter")
    meeting.take_back("work.wish", "participant")
    assert standing(meeting)["work.wish"] == "not_asked"


def test_what_is_sensitive_stays_off_paper_until_they_say_otherwise(meeting: Meeting) -> None:
    assert meeting.asking("home.hard").held_back
    meeting.hold_back("home.hard", False)
    assert not meeting.asking("home.hard").held_back
    assert not meeting.asking("work.wish").held_back
    meeting.hold_back("work.wish", True)
    assert meeting.asking("work.wish").held_back


def test_reading_together_is_voided_by_a_later_word_and_by_nothing_else(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.read_together("participant")
    meeting.read_together("caseworker")
    meeting.printed("summary", "nb", ("summary.html",))
    meeting.set_alone(True)
    assert meeting.record.read_together("participant") is not None
    meeting.say("work.wish", "participant", "Painter")
    assert meeting.record.read_together("participant") is None


def test_the_same_answer_again_is_no_new_event(meeting: Meeting) -> None:
    first = meeting.say("work.wish", "participant", "Carpenter")
    assert meeting.say("work.wish", "participant", " Carpenter\n").seq == first.seq


def test_two_windows_see_each_others_answers(meeting: Meeting) -> None:
    other = sit_down_again(meeting)
    meeting.say("work.wish", "participant", "Carpenter")
    assert other.refresh().refs == {"work.wish"}
    other.say("home.status", "participant", "YES")
    meeting.say("work.strengths", "participant", "Wood")
    assert meeting.review() == sit_down_again(meeting).review()
