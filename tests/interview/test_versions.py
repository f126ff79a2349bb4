"""The same field written in two windows: both versions stand side by side until one is chosen."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.interview.events import Assessed, Chosen, Event, Said, Undone
from mapper.interview.model import NotUnderstood, Spoken
from mapper.interview.record import Record
from mapper.meeting.meeting import Meeting
from mapper.plan.overview import ASSESSMENT
from tests.interview.talk import TALK, standing
from tests.table import counted_from, sit_down, small, ticking

WISH = "work.wish"
RELAXED = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@pytest.fixture
def meeting() -> Meeting:
    return sit_down(small(TALK))


def window(meeting: Meeting, name: str = "b") -> Meeting:
    """Open the same case in another window."""
    rest = {"clock": ticking(), "ids": counted_from(name)}
    return Meeting.load(meeting.case, meeting._log, meeting.questionnaire, meeting.header, **rest)


def values(versions: tuple[Spoken, ...]) -> list[object]:
    return [spoken.answer.value for spoken in versions]


def test_both_versions_stand_with_time_and_hand(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter", by="interpreter")
    meeting.refresh()
    for each in (meeting, other):
        versions = each.asking(WISH).versions
        assert [(v.answer.value, v.by) for v in versions] == [("Carpenter", "self"), ("Painter", "interpreter")]
        assert all(v.at.tzinfo for v in versions)
        assert standing(each)[WISH] == "versions"
        line = next(line for line in each.review() if line.question.ref == WISH)
        assert line.versions == versions
    assert values(meeting.asking(WISH).said) == ["Painter"]


def test_three_windows_make_three_versions(meeting: Meeting) -> None:
    others = [window(meeting, name) for name in "bc"]
    meeting.say(WISH, "participant", "Carpenter")
    for other, words in zip(others, ("Painter", "Plumber"), strict=True):
        other.say(WISH, "participant", words)
    assert values(others[1].asking(WISH).versions) == ["Carpenter", "Painter", "Plumber"]


def test_equal_answers_are_no_versions(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Carpenter", by="caseworker")
    assert other.asking(WISH).versions == ()


def test_who_had_seen_the_first_writes_over_it(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.refresh()
    other.say(WISH, "participant", "Painter")
    assert other.asking(WISH).versions == ()
    assert values(other.asking(WISH).said) == ["Painter"]


def test_writing_after_both_were_seen_settles_it(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    meeting.refresh()
    meeting.say(WISH, "participant", "Carpenter or painter")
    assert meeting.asking(WISH).versions == ()


@pytest.mark.parametrize("place", [0, 1])
def test_a_choice_settles_it_and_can_be_taken_back(meeting: Meeting, place: int) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    before = other.asking(WISH).versions
    other.choose(WISH, "participant", before[place].event)
    assert other.asking(WISH).versions == ()
    assert other.asking(WISH).said == (before[place],)
    chosen = other.record.events[-1]
    assert isinstance(chosen, Chosen)
    assert (chosen.event, chosen.over) == (before[place].event, (before[1 - place].event,))
    other.undo()
    assert other.asking(WISH).versions == before
    other.redo()
    assert other.asking(WISH).said == (before[place],)


def test_choosing_what_is_no_version_any_more_is_told(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    first = other.asking(WISH).versions[0].event
    other.choose(WISH, "participant", first)
    with pytest.raises(NotUnderstood) as told:
        other.choose(WISH, "participant", first)
    assert told.value.code == "no_such_version"


def test_two_windows_that_choose_differently_have_not_chosen(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    meeting.refresh()
    first, second = meeting.asking(WISH).versions
    meeting.choose(WISH, "participant", first.event)
    other.choose(WISH, "participant", second.event)
    assert set(values(other.asking(WISH).versions)) == {"Carpenter", "Painter"}


def test_a_version_written_unseen_after_a_choice_stands_beside_it(meeting: Meeting) -> None:
    other, third = window(meeting), window(meeting, "c")
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    other.choose(WISH, "participant", other.asking(WISH).versions[0].event)
    third.say(WISH, "participant", "Plumber")
    assert values(third.asking(WISH).versions) == ["Carpenter", "Plumber"]


def test_taking_one_back_leaves_the_other(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    other.undo()
    assert other.asking(WISH).versions == ()
    assert values(other.asking(WISH).said) == ["Carpenter"]


def test_taking_the_chosen_one_back_brings_the_other_again(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    chosen = other.asking(WISH).versions[0].event
    other.choose(WISH, "participant", chosen)
    other._commit(other._event(Undone, event=chosen))
    assert values(other.asking(WISH).said) == ["Painter"]
    target = other.record.undo_target()
    assert isinstance(target, Said)
    assert target.answer.value == "Painter"


# --- what the field had seen


def test_what_came_in_while_it_was_typed_was_not_seen(meeting: Meeting) -> None:
    other = window(meeting)
    shown = other.asking(WISH).seq
    meeting.say(WISH, "participant", "Carpenter")
    other.refresh()
    other.say(WISH, "participant", "Painter", base=shown)
    assert values(other.asking(WISH).versions) == ["Carpenter", "Painter"]


def test_what_a_window_wrote_itself_it_has_seen(meeting: Meeting) -> None:
    shown = meeting.asking(WISH).seq
    meeting.say(WISH, "participant", "Car", base=shown)
    meeting.say(WISH, "participant", "Carpenter", base=shown)
    assert meeting.asking(WISH).versions == ()
    meeting.take_back(WISH, "participant", base=shown)
    assert meeting.asking(WISH).said == ()


def test_an_emptied_field_takes_back_only_what_stood_in_it(meeting: Meeting) -> None:
    meeting.say(WISH, "participant", "Carpenter")
    other = window(meeting)
    shown = other.asking(WISH).seq
    meeting.say(WISH, "participant", "Painter")
    other.refresh()
    other.take_back(WISH, "participant", base=shown)
    assert values(other.asking(WISH).said) == ["Painter"]


def test_passing_over_unseen_is_a_version_too(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.pass_over(WISH, "participant", "declined")
    assert [v.answer.state for v in other.asking(WISH).versions] == ["value", "declined"]


def test_the_assessment_has_versions_and_a_choice(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.assess("One view.")
    other.assess("Another view.")
    versions = other.assessment_versions
    assert values(versions) == ["One view.", "Another view."]
    assert other.assessment == "Another view."
    other.choose(ASSESSMENT, "caseworker", versions[0].event)
    assert other.assessment_versions == ()
    assert other.assessment == "One view."


def test_a_choice_voids_reading_together(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say(WISH, "participant", "Carpenter")
    other.say(WISH, "participant", "Painter")
    other.read_together("participant")
    assert other.record.read_together("participant")
    other.choose(WISH, "participant", other.asking(WISH).versions[0].event)
    assert other.record.read_together("participant") is None


def test_on_a_card_only_this_meeting_has_versions(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.say("today.present", "together", ["Kari Prøve"])
    other.say("today.present", "together", ["Ola Eksempel"])
    assert len(other.asking("today.present").versions) == 2
    other.open("full", "en", "", "snapshot")
    assert other.asking("today.present").versions == ()


def test_decisions_written_side_by_side_are_kept_in_the_record(meeting: Meeting) -> None:
    other = window(meeting)
    meeting.set_next_meeting({"start": "9.3.2026"})
    other.set_next_meeting({"start": "10.3.2026"})
    slot = other.record.events[-1].slot
    assert slot is not None
    assert len(other.record.versions(slot)) == 2


# --- what holds always


@st.composite
def windows_at_work(draw: st.DrawFn) -> list[Meeting]:
    """Let up to three windows write, look, choose and take back in one field, in any order."""
    first = sit_down(small(TALK))
    windows = [first, *(window(first, name) for name in "bc"[: draw(st.integers(1, 2))])]
    for _ in range(draw(st.integers(0, 14))):
        at = draw(st.sampled_from(windows))
        what = draw(st.sampled_from(["say", "say", "say", "old", "look", "choose", "undo", "redo", "take_back"]))
        _do(at, what, draw(st.sampled_from("ABCD")), draw(st.integers(0, 3)))
    for each in windows:
        each.refresh()
    return windows


def _do(at: Meeting, what: str, words: str, number: int) -> None:
    match what:
        case "say":
            at.say(WISH, "participant", words)
        case "old":
            at.say(WISH, "participant", words, base=max(1, at.asking(WISH).seq - number))
        case "look":
            at.refresh()
        case "choose":
            if versions := at.asking(WISH).versions:
                with suppress(NotUnderstood):
                    at.choose(WISH, "participant", versions[number % len(versions)].event)
        case "undo":
            at.undo()
        case "redo":
            at.redo()
        case "take_back":
            at.take_back(WISH, "participant")


def _entries(record: Record) -> list[tuple[Event, Said]]:
    """Pair everything that counts in the field with the answer that it stands for."""
    by_id = {event.id: event for event in record.events}
    found: list[tuple[Event, Said]] = []
    for event in record.events:
        said = by_id.get(event.event) if isinstance(event, Chosen) else event
        if isinstance(said, Said) and not {event.id, said.id} & record._cancelled:
            found.append((event, said))
    return found


@given(windows_at_work(), st.integers(0, 3))
@RELAXED
def test_what_several_windows_wrote_holds_together(windows: list[Meeting], number: int) -> None:
    """The windows are looked at in each way: drawing what they did is what takes the time."""
    no_version_is_lost_and_none_is_kept_that_was_seen(windows)
    every_window_sees_the_same(windows)
    a_choice_after_all_was_seen_settles_it(windows, number)


def no_version_is_lost_and_none_is_kept_that_was_seen(windows: list[Meeting]) -> None:
    record = windows[0].record
    entries = _entries(record)
    unseen = [said for event, said in entries if not any(later.base >= event.seq for later, _ in entries)]
    wanted = {repr(said.answer) for said in unseen}
    versions = record.disputed(WISH, "participant")
    if len(wanted) > 1:
        assert {repr(spoken.answer) for spoken in versions} == wanted
        latest = record.said(WISH, "participant")
        assert latest is not None
        assert versions[-1].event == latest.id
    else:
        assert versions == ()
        answer = record.answer(WISH, "participant")
        assert {repr(answer)} == (wanted or {"None"})


def every_window_sees_the_same(windows: list[Meeting]) -> None:
    shown = {(meeting.asking(WISH).versions, meeting.asking(WISH).said) for meeting in windows}
    assert len(shown) == 1
    assert Record.of(windows[0].record.events) == windows[0].record


def a_choice_after_all_was_seen_settles_it(windows: list[Meeting], number: int) -> None:
    meeting = windows[-1]
    versions = meeting.asking(WISH).versions
    if not versions:
        meeting.say(WISH, "participant", "E")
        windows[0].say(WISH, "participant", "F")
        meeting.refresh()
        versions = meeting.asking(WISH).versions
    chosen = versions[number % len(versions)]
    meeting.choose(WISH, "participant", chosen.event)
    assert meeting.asking(WISH).versions == ()
    assert meeting.asking(WISH).said == (chosen,)


@given(st.permutations("ABC"))
@RELAXED
def test_the_order_in_which_they_were_saved_makes_no_other_versions(order: list[str]) -> None:
    first = sit_down(small(TALK))
    windows = {words: window(first, words) for words in order}
    for words, each in windows.items():
        each.say(WISH, "participant", words)
    first.refresh()
    assert set(values(first.asking(WISH).versions)) == set("ABC")


def test_the_assessment_of_a_single_window_has_no_versions(meeting: Meeting) -> None:
    meeting.assess("One view.")
    meeting.assess("A better view.")
    assert meeting.assessment_versions == ()
    assert isinstance(meeting.record.events[-1], Assessed)
