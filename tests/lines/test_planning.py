"""The plan in plain lines: steps of their own and the next meeting are written, mended where they cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from mapper.lines.console import Stop
from mapper.lines.planning import Planning
from mapper.meeting.meeting import Meeting
from tests.lines.test_talk import FORM, Script
from tests.table import sit_down, sit_down_again, small

GO_ON, ADD, MEET, TAKE_OUT = "1", "2", "3", "4"


def plan(*typed: str, meeting: Meeting | None = None) -> tuple[Meeting, list[str]]:
    """Type lines at the plan; give the meeting, and what was told."""
    meeting = meeting or sit_down(small(FORM), language="en")
    console = Script(*typed)

    def choose(texts: Sequence[str]) -> int:
        console.told += texts
        if not console.typed:
            raise Stop
        return int(console.typed.pop(0)) - 1

    Planning(console, "en", choose).go(meeting)
    assert not console.typed
    return meeting, console.told


def test_a_step_of_their_own_is_written_field_by_field_and_a_day_that_cannot_be_read_is_asked_for_again() -> None:
    typed = ("Call the kitchen", "3.4.2026", "soon", "10.4.2026", "To hear more", "1", "2")
    meeting, told = plan(ADD, *typed[:3], typed[4], *typed[5:], typed[3], GO_ON)
    (step,) = meeting.plan().will_try
    assert (step.title, step.start, step.due, step.purpose) == (
        "Call the kitchen", date(2026, 4, 3), date(2026, 4, 10), "To hear more",
    )  # fmt: skip
    assert (step.responsible, step.target, step.proposed_by) == ("participant", "social", "participant")
    assert [line for line in told if line.startswith("Done by")] == ["Done by:"] * 2
    assert told.count("Call the kitchen") == 1


def test_a_step_for_navs_plan_is_of_one_of_navs_kinds() -> None:
    meeting, told = plan(ADD, "Write a CV", "", "", "", "2", "1", "1", GO_ON)
    (step,) = meeting.plan().will_try
    kinds = [kind for kind in meeting.kinds() if not kind.nav_only]
    assert (step.responsible, step.kind) == ("caseworker", kinds[0].code)
    assert all(kind.text.to("en") in told for kind in kinds)


def test_a_step_of_their_own_is_taken_out_again() -> None:
    meeting, _ = plan(ADD, "Write a CV", "", "", "", "1", "2", TAKE_OUT, "1", TAKE_OUT, "2", GO_ON)
    assert meeting.plan().will_try == ()


def test_the_next_meeting_is_set_and_told() -> None:
    meeting, told = plan(MEET, "17.4.2026", "9.30", "45", "Room 3", "1", GO_ON)
    set_to = meeting.plan().next_meeting
    assert set_to is not None
    assert (set_to.start, set_to.fields["klokkeslett"], set_to.fields["kanal"]) == (
        date(2026, 4, 17),
        "9.30",
        "OPPMOTE",
    )
    assert "Next meeting: Friday 17 April 2026 9.30." in told


def test_a_meeting_that_is_over_is_not_told_as_the_next_one() -> None:
    meeting, _ = plan(MEET, "3.3.2026", "9.30", "45", "Room 3", "1", GO_ON)
    _, told = plan(GO_ON, meeting=sit_down_again(meeting, days=1))
    assert not [line for line in told if line.startswith("Next meeting:")]


@pytest.mark.parametrize("act", [ADD, MEET])
def test_nothing_in_the_first_field_saves_nothing(act: str) -> None:
    meeting, told = plan(act, "", GO_ON)
    assert (meeting.plan().will_try, meeting.plan().next_meeting) == ((), None)
    assert "Nothing was saved." in told
