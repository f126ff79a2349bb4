"""The days that go into a calendar: what has one, what has none, and how a calendar knows that one was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from mapper.meeting.meeting import Meeting
from mapper.plan.dates import read_clock, read_minutes
from mapper.plan.model import CALENDAR, NEXT_MEETING, Dated
from tests.plan.test_plan import PLAN
from tests.table import sit_down, sit_down_again, small


@pytest.fixture
def meeting() -> Meeting:
    meeting = sit_down(small(PLAN))
    meeting.set_next_meeting({"start": "9.4.2026", "klokkeslett": "10.30", "varighet": "45", "adresse": "Rom 3"})
    return meeting


def by_key(meeting: Meeting) -> dict[str, Dated]:
    return {day.key: day for day in meeting.days()}


def step(meeting: Meeting, **fields: str) -> str:
    """Add a step; give its id."""
    change = meeting.add_activity({"title": "Call the old employer", **fields}, "participant")
    assert change.seq
    return meeting.plan().will_try[-1].id


def test_the_next_meeting_has_time_and_length(meeting: Meeting) -> None:
    (day,) = meeting.days()
    assert day == Dated(
        NEXT_MEETING, "meeting", date(2026, 4, 9), 1, clock=time(10, 30), minutes=45, place="Rom 3"
    )  # fmt: skip


def test_a_time_in_other_words_leaves_the_whole_day(meeting: Meeting) -> None:
    meeting.set_next_meeting({"start": "9.4.2026", "klokkeslett": "lunsj"})
    (day,) = meeting.days()
    assert (day.clock, day.minutes, day.changes) == (None, None, 2)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("45", 45), ("60 min", 60), ("30 minutter", 30), ("1 t", 60), ("1 time", 60), ("2 timer", 120), ("1:30", 90),
        ("1 t 30 min", 90), ("1 hour and 15 minutes", 75), ("7.30", 450), ("", None), ("5", None), ("8 timer", None),
        ("en time", None), ("999", None), ("٤٥", None),
    ],
)  # fmt: skip
def test_lengths_as_people_write_them(written: str, minutes: int | None) -> None:
    assert read_minutes(written) == minutes


@pytest.mark.parametrize(
    ("written", "clock"), [("9.30", time(9, 30)), (" 09:05 ", time(9, 5)), ("24:00", None), ("ni", None)]
)
def test_times_as_people_write_them(written: str, clock: time | None) -> None:
    assert read_clock(written) == clock


def test_steps_have_the_day_they_are_due_and_another_to_look_again(meeting: Meeting) -> None:
    own = step(meeting, due="1.4.2026", review_on="8.4.2026")
    assert [(day.what, day.day) for day in meeting.days() if day.activity == own] == [
        ("due", date(2026, 4, 1)), ("review", date(2026, 4, 8)),
    ]  # fmt: skip
    meeting.change_activity(own, {"review_on": "1.4.2026"})
    assert [day.what for day in meeting.days() if day.activity == own] == ["due"]
    assert not [day for day in meeting.days() if day.activity == step(meeting)]


def test_the_number_grows_with_each_change_and_only_then(meeting: Meeting) -> None:
    own = step(meeting, due="1.4.2026")
    key = f"due:{own}"
    seen = [by_key(meeting)[key].changes]
    meeting.say("work.wish", "participant", "A kitchen")
    meeting.set_next_meeting({"start": "10.4.2026"})
    meeting.printed(CALENDAR, "nb", ("kalender.ics",))
    assert by_key(meeting)[key].changes == seen[0]
    acts: list[Callable[[], object]] = [
        lambda: meeting.change_activity(own, {"due": "2.4.2026"}),
        meeting.undo,
        meeting.redo,
        lambda: meeting.change_activity(own, {"title": "Write to the old employer"}),
        lambda: meeting.hold_back(f"activity:{own}", True) and meeting.hold_back(f"activity:{own}", False),
    ]
    for act in acts:
        act()
        seen.append(by_key(meeting)[key].changes)
    assert seen == sorted(set(seen))
    assert by_key(sit_down_again(meeting, days=1))[key].changes == seen[-1]


def test_a_step_of_a_rule_counts_what_its_answers_hold_back(meeting: Meeting) -> None:
    meeting.say("start.topics", "participant", ["MONEY"])
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("money-advice", "try")
    first = by_key(meeting)["due:money-advice"]
    meeting.hold_back("money.debt", True)
    assert "due:money-advice" not in by_key(meeting)
    meeting.hold_back("money.debt", False)
    assert by_key(meeting)["due:money-advice"].changes == first.changes + 2


def test_what_is_held_back_has_no_day(meeting: Meeting) -> None:
    own = step(meeting, due="1.4.2026", review_on="8.4.2026")
    meeting.hold_back(f"activity:{own}", True)
    meeting.hold_back(f"activity:{NEXT_MEETING}", True)
    assert meeting.days() == ()


def test_what_an_earlier_calendar_had_is_cancelled_without_its_words(meeting: Meeting) -> None:
    own = step(meeting, due="1.4.2026")
    before = by_key(meeting)
    meeting.remove_activity(own)
    assert list(by_key(meeting)) == [f"meeting:{NEXT_MEETING}"]
    meeting.undo()
    meeting.printed("summary", "nb", ("oppsummering.md",))
    meeting.printed(CALENDAR, "nb", ("kalender.ics",))
    meeting.remove_activity(own)
    meeting.hold_back(f"activity:{NEXT_MEETING}", True)
    after = by_key(meeting)
    assert set(after) == set(before)
    for key, day in after.items():
        assert day.cancelled
        assert (day.title, day.place, day.clock, day.day) == ("", "", None, before[key].day)
        assert day.changes > before[key].changes
    meeting.printed(CALENDAR, "nb", ("kalender-2.ics",))
    assert by_key(meeting) == after
    assert sit_down_again(meeting, days=60).days() == ()
