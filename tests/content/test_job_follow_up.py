"""The follow-up in the job suggests what rules 31, 33 and 34 ask for (domain §5b), and a job may be liked and left."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mapper.interview.parse import Words
from mapper.meeting.meeting import Meeting
from mapper.plan.model import CALENDAR
from mapper.questionnaire.compose import compose
from mapper.questionnaire.read import read_file
from tests.content.texts import QUESTIONNAIRES
from tests.table import core, sit_down


def followed_up(answers: Mapping[str, Words], *before: str) -> Meeting:
    """Sit down with the core, the packs `before` and the follow-up, begun on 20 February, and answer."""
    read = [read_file(QUESTIONNAIRES / f"{name}.yaml").form for name in (*before, "job-follow-up")]
    forms = [form for form in read if form is not None]
    assert len(forms) == len(read)
    meeting = sit_down(compose((*core().files, *forms), core().lists))
    for ref, words in {"job.status": "STILL", "job.started": "20.2.2026", **answers}.items():
        voice = meeting.text(ref).voices[0]
        meeting.say(ref, voice, words)
    return meeting


def suggested(answers: Mapping[str, Words]) -> set[str]:
    return {each.key for each in followed_up(answers).suggestions() if each.key.startswith("job-")}


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        ({}, set()),
        ({"job_now.kind": "TILKALLING"}, set()),
        ({"job_now.kind": "TILKALLING", "job_now.learning": "NOT_NOW"}, {"job-better"}),
        ({"job_now.kind": "VIKARIAT", "job_now.fits": "4"}, {"job-better"}),
        ({"job_now.kind": "MIDLERTIDIG", "job_ahead.next": ["MORE_HOURS"]}, {"job-better"}),
        ({"job_now.kind": "ARBEIDSTRENING", "job_ahead.next": ["PERMANENT"]}, {"job-better"}),
        ({"job_now.kind": "FAST", "job_now.learning": "NOT_NOW"}, set()),
        ({"job_now.load": "7"}, {"job-talk-this-week"}),
        ({"job_now.load": "6"}, set()),
        ({"job_now.fits": "3"}, {"job-talk-this-week"}),
        ({"job_now.support": "PARTLY"}, {"job-support"}),
        ({"job_now.home": "NO"}, {"job-and-home"}),
        ({"job.status": "ENDED"}, {"job-what-next"}),
    ],
)
def test_what_an_answer_leads_to(answers: Mapping[str, Words], steps: set[str]) -> None:
    assert suggested(answers) == steps


def test_the_follow_up_has_its_days_and_a_name_and_is_not_dropped_unseen() -> None:
    meeting = followed_up({"job.person": "Ola Eksempel"})
    (kept,) = (need for need in meeting.plan().unmet if need.title.to("en") == "Follow-up at the workplace")
    assert kept.suggestion in meeting.suggestions()
    meeting.decide("follow-up-at-work", "try")
    (step,) = meeting.plan().will_try
    assert [day.isoformat() for day in step.days] == [
        "2026-03-06",
        "2026-03-20",
        "2026-05-20",
        "2026-08-20",
        "2027-02-20",
    ]
    assert (step.with_whom, step.responsible) == ("Ola Eksempel", "employment_specialist")


def test_a_day_that_goes_and_comes_back_is_newer_each_time_for_a_calendar_that_had_it() -> None:
    """A phone keeps what it was told last: an entry of a lower number is old to it."""
    meeting = followed_up({})
    meeting.decide("follow-up-at-work", "try")
    (first, *_) = meeting.days()
    seen = []
    for began in ("20.2.2026", "23.2.2026", "20.2.2026"):
        meeting.say("job.started", "participant", began)
        seen += [day for day in meeting.days() if day.key == first.key]
        meeting.printed(CALENDAR, "nb", ("kalender.ics",))
    assert [day.cancelled for day in seen] == [False, True, False]
    assert [day.changes for day in seen] == sorted({day.changes for day in seen})
    assert [day for day in meeting.days() if day.key == first.key] == seen[-1:]


def test_one_follow_up_at_work_stands_for_both_packs_with_both_reasons_and_the_days_of_the_rounds() -> None:
    meeting = followed_up({"se.choice": "YES"}, "supported-employment")
    meeting.say("se_job.rhythm", "together", [{"who": "Ola Eksempel"}])
    (step,) = (each for each in meeting.suggestions() if each.key == "follow-up-at-work")
    assert [reason.to("en") for reason in step.because] == ["Days to talk have been set.", "A job has begun."]
    meeting.decide("follow-up-at-work", "try")
    (tried,) = meeting.plan().will_try
    assert [day.isoformat() for day in tried.days][:2] == ["2026-03-06", "2026-03-20"]


def test_a_job_that_ended_asks_nothing_about_its_days() -> None:
    meeting = followed_up({"job.status": "ENDED"})
    refs = {ref for part in meeting.parts() for ref in part.refs}
    assert not any(ref.startswith("job_now.") for ref in refs)
    assert "job_ahead.takes_along" in refs


def test_confidence_is_seen_beside_what_was_said_when_the_two_began() -> None:
    meeting = followed_up({"work.confidence": "2", "job_ahead.confidence": "5"})
    ((_, rows),) = meeting.compared()
    told = {row.question.ref: [level and int(level.value) for level in (row.start, row.now)] for row in rows}
    assert told == {"job_ahead.confidence": [2, 5]}


def test_a_new_round_asks_no_more_than_a_quarter_of_an_hour() -> None:
    meeting = followed_up({"job.person": "Ola Eksempel", "job_now.kind": "FAST"})
    meeting.begin_round(meeting.questionnaire.packs[0].id)
    meeting.say("job.status", "participant", "STILL")
    parts = [part for part in meeting.parts() if part.id.startswith("job")]
    assert sum(part.minutes for part in parts) <= 15
