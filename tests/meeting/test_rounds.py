"""A pack is asked again in rounds: each is kept with its day, the last counts, and the next is dated in the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mapper.interview.model import NotUnderstood
from mapper.meeting.header import Header
from mapper.meeting.meeting import Meeting
from tests.interview.talk import standing, states
from tests.packs import begin, pack
from tests.table import START

FOLLOW = """
id: follow
version: "1.0"
title: {en: How the job goes}
offer_when: {work.wish: {answered: yes}}
rounds: {from: job.started, at: [2 weeks, 1 month, 3 months], with: job.person}
sections:
  - id: before
    title: {en: Before}
    questions:
      - {id: trust, ask: {en: Sure?}, why: {en: To begin.}, type: scale, low: {en: not}, high: {en: very}, once: yes}
  - id: job
    title: {en: The job}
    questions:
      - {id: started, ask: {en: When did you begin?}, why: {en: We count from it.}, type: date}
      - {id: person, ask: {en: Who follows up?}, why: {en: So you know.}, type: text, once: yes}
      - {id: load, ask: {en: How heavy?}, why: {en: To act in time.}, type: scale, low: {en: light}, high: {en: heavy}}
      - id: trust
        ask: {en: How sure now?}
        why: {en: To see.}
        type: scale
        low: {en: not}
        high: {en: very}
        compare_with: before.trust
activities:
  - id: at-work
    when: {job.started: {answered: yes}}
    suggest: {en: Follow-up at work}
    because: {en: You have begun.}
    responsible: employment_specialist
    within: today
    target: social
    on_rounds: yes
    keep_open: yes
  - id: talk-now
    when: {job.load: {at_least: 7}}
    suggest: {en: Talk this week}
    because: {en: It is heavy.}
    responsible: caseworker
    within: 7 days
    target: social
"""
DAY = START.date()


def followed(days: int = 0) -> Meeting:
    """Sit down so many days after the job began, with the pack on and the day said."""
    meeting = begin(packs=(pack(FOLLOW),))
    meeting.switch("follow", on=True)
    meeting.say("job.started", "participant", (DAY - timedelta(days=days)).strftime("%d.%m.%Y"))
    return meeting


def next_round(meeting: Meeting) -> tuple[str, date, bool] | None:
    (told,) = meeting.packs()
    return (told.next.span, told.next.day, told.next.due) if told.next else None


def later(meeting: Meeting, days: int) -> Meeting:
    """Open the case some days later, in a new sitting."""
    from tests.table import counted_from, ticking

    again = Meeting.load(
        meeting.case,
        meeting._log,
        meeting.questionnaire,
        meeting.header,
        clock=ticking(START + timedelta(days=days)),
        ids=counted_from(f"d{days}"),
    )
    again.open("full", "en", "", again.keep_asked(again.questionnaire))
    return again


def test_the_next_round_is_counted_from_the_day_that_was_said() -> None:
    meeting = followed()
    assert next_round(meeting) == ("2 weeks", DAY + timedelta(days=14), False)
    meeting.take_back("job.started", "participant")
    assert next_round(meeting) is None


def test_of_rounds_that_were_missed_only_the_latest_is_due() -> None:
    meeting = later(followed(), 70)
    assert next_round(meeting) == ("1 month", date(2026, 4, 2), True)
    meeting.begin_round("follow")
    assert next_round(meeting) == ("3 months", date(2026, 6, 2), False)


def test_a_pack_that_is_first_asked_late_has_had_its_first_round() -> None:
    assert next_round(followed(days=20)) == ("1 month", date(2026, 3, 10), False)


def test_a_round_asks_anew_and_keeps_what_was_said() -> None:
    meeting = followed()
    meeting.say("job.load", "participant", "8")
    meeting.say("job.person", "participant", "Ola Eksempel")
    meeting.pass_part("job")
    assert states(meeting)["job"] == "done"
    meeting = later(meeting, 14)
    change = meeting.begin_round("follow")
    assert change.withdrawn == ("talk-now",)
    assert states(meeting)["job"] == "begun"
    assert meeting.asking("job.load").waits
    assert meeting.asking("job.load").said == ()
    assert not meeting.asking("job.person").waits
    assert not meeting.asking("job.started").waits
    (line,) = (line for line in meeting.review() if line.question.ref == "job.load")
    assert line.standing == "not_asked"
    assert [(str(spoken.answer.value), spoken.at.date()) for spoken in line.rounds] == [("8", DAY)]


def test_only_the_round_that_goes_on_counts_for_suggestions() -> None:
    meeting = followed()
    assert meeting.say("job.load", "participant", "8").suggested == ("talk-now",)
    meeting.decide("talk-now", "try")
    meeting = later(meeting, 14)
    meeting.begin_round("follow")
    assert [(step.id, step.stale) for step in meeting.plan().will_try] == [("talk-now", False)]
    meeting.say("job.load", "participant", "3")
    assert [(step.id, step.stale) for step in meeting.plan().will_try] == [("talk-now", True)]


def test_the_same_answer_in_a_new_round_is_an_answer() -> None:
    meeting = followed()
    meeting.say("job.load", "participant", "8")
    meeting.begin_round("follow")
    meeting.say("job.load", "participant", "8")
    assert not meeting.asking("job.load").waits


def test_taking_back_reaches_this_round_only() -> None:
    meeting = followed()
    meeting.say("job.load", "participant", "8")
    meeting.begin_round("follow")
    meeting.say("job.load", "participant", "3")
    meeting.take_back("job.load", "participant")
    assert meeting.asking("job.load").waits
    (line,) = (line for line in meeting.review() if line.question.ref == "job.load")
    assert [str(spoken.answer.value) for spoken in line.rounds] == ["8"]


def test_undo_takes_a_round_back() -> None:
    meeting = followed()
    meeting.say("job.load", "participant", "8")
    meeting.begin_round("follow")
    meeting.undo()
    assert standing(meeting)["job.load"] == "answered"
    assert meeting.asking("job.load").by("participant") is not None


def test_scales_are_compared_with_last_time_and_with_the_start() -> None:
    meeting = followed()
    meeting.say("before.trust", "participant", "2")
    for days, load, trust in ((0, "5", "3"), (14, "7", "4"), (31, "6", "6")):
        meeting = later(meeting, days) if days else meeting
        if days:
            meeting.begin_round("follow")
        meeting.say("job.load", "participant", load)
        meeting.say("job.trust", "participant", trust)
    ((title, rows),) = meeting.compared()
    assert title.to("en") == "How the job goes"
    told = {row.question.ref: [level and level.value for level in (row.start, row.last, row.now)] for row in rows}
    assert told == {"job.load": [5, 7, 6], "job.trust": [2, 4, 6]}
    assert rows[0].last is not None
    assert rows[0].last.on == DAY + timedelta(days=14)
    assert [row.start_ref for row in rows] == ["job.load", "before.trust"]
    lines = {line.question.ref: line.start for line in meeting.review()}
    assert lines["job.load"] is None
    assert lines["job.trust"] is not None
    assert str(lines["job.trust"].answer.value) == "2"


def test_last_time_is_told_though_it_was_as_at_the_start_that_another_question_asked() -> None:
    meeting = followed()
    meeting.say("before.trust", "participant", "3")
    meeting.say("job.trust", "participant", "3")
    meeting.say("job.load", "participant", "3")
    meeting.begin_round("follow")
    ((_, rows),) = meeting.compared()
    told = {row.question.ref: [level and int(level.value) for level in (row.start, row.last)] for row in rows}
    assert told == {"job.load": [3, None], "job.trust": [3, 3]}


def test_the_days_of_the_rounds_stand_in_the_plan_and_in_the_calendar_once_they_will_try_it() -> None:
    meeting = followed()
    meeting.say("job.person", "participant", "Ola Eksempel")
    assert [day.day for day in meeting.days()] == []
    meeting.decide("at-work", "try")
    (step,) = meeting.plan().will_try
    assert step.days == (DAY, DAY + timedelta(days=14), date(2026, 4, 2), date(2026, 6, 2))
    assert (step.with_whom, step.due) == ("Ola Eksempel", DAY)
    assert [(day.what, day.day) for day in meeting.days()] == [("round", day) for day in step.days]
    meeting = later(meeting, 20)
    assert [day.day for day in meeting.days()] == [date(2026, 4, 2), date(2026, 6, 2)]


def test_the_list_of_talks_tells_the_day_of_the_next_round() -> None:
    meeting = followed()
    assert meeting.header.next_round == (DAY + timedelta(days=14)).isoformat()
    assert Header.decode(meeting.header.encode()) == meeting.header
    meeting.switch("follow", on=False)
    assert meeting.header.next_round == ""


@pytest.mark.parametrize("decision", [None, "later", "no"])
def test_the_follow_up_cannot_fall_away_unseen(decision: str | None) -> None:
    meeting = followed()
    if decision:
        meeting.decide("at-work", decision)  # type: ignore[arg-type]
    assert [need.title.to("en") for need in meeting.plan().unmet] == ["Follow-up at work"]
    meeting.decide("at-work", "try")
    assert meeting.plan().unmet == ()


def test_a_round_begins_only_where_there_is_something_to_ask_anew() -> None:
    meeting = begin(packs=(pack(FOLLOW),))
    for name in ("follow", "nothing"):
        with pytest.raises(NotUnderstood, match="no_such_round"):
            meeting.begin_round(name)
    meeting.switch("follow", on=True)
    with pytest.raises(NotUnderstood, match="no_such_round"):
        meeting.begin_round("follow")


def test_a_round_in_which_nothing_was_said_is_followed_by_no_other() -> None:
    meeting = followed()
    assert meeting.packs()[0].again
    meeting.begin_round("follow")
    assert not meeting.packs()[0].again
    with pytest.raises(NotUnderstood, match="no_such_round"):
        meeting.begin_round("follow")
    meeting.say("job.load", "participant", "3")
    assert meeting.packs()[0].again


def test_a_question_knows_what_was_said_to_it_in_the_rounds_before() -> None:
    meeting = followed()
    meeting.say("before.trust", "participant", "2")
    meeting.say("job.trust", "participant", "3")
    meeting.begin_round("follow")
    asking = meeting.asking("job.trust")
    assert (asking.waits, [str(each.answer.value) for each in asking.rounds]) == (True, ["3"])
    assert asking.start is not None
    assert str(asking.start.answer.value) == "2"
