"""Whatever was said and whatever changed: every answer is current, carried or parked, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.interview.record import VOICES, Record
from mapper.meeting.meeting import Meeting
from mapper.plan.table import Table
from mapper.questionnaire.composed import Questionnaire
from tests.interview.forms import CODES, acts, composed, do, pick, plain_forms, words_for
from tests.table import sit_down

RELAXED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
_HOW_MANY, _ONE_OR_TWO = st.integers(0, 8), st.integers(1, 2)
_SOME_CODES = st.lists(st.sampled_from(CODES), min_size=1, max_size=2)
_CODES = st.lists(st.sampled_from(CODES), min_size=1)


def changes(draw: st.DrawFn, old: Questionnaire, new: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw what is said to have become of things: sensible or not, the check is not asked."""
    names = [f"{part['id']}.{q['id']}" for part in new["sections"] for q in part.get("questions", ())]
    return [
        _moved_section(draw, old, new) if pick(draw, "qqqs") == "s" else _moved_question(draw, old, names)
        for _ in range(draw(_HOW_MANY))
    ]


def _moved_section(draw: st.DrawFn, old: Questionnaire, new: dict[str, Any]) -> dict[str, Any]:
    before, after = (pick(draw, ids) for ids in ([s.id for s in old.sections], [s["id"] for s in new["sections"]]))
    return {"from": "1.0", "section": before, "renamed": after}


def _moved_question(draw: st.DrawFn, old: Questionnaire, names: list[str]) -> dict[str, Any]:
    """Draw what became of a question, or of options of it."""
    about = {"from": pick(draw, ("1.0", "1.1")), "question": pick(draw, sorted(old.questions))}
    became: tuple[Callable[[], dict[str, Any]], ...] = (
        lambda: {"renamed": pick(draw, names)},
        lambda: {"retired": "yes"},
        lambda: {"retyped": "yes"},
        lambda: {"split": [pick(draw, names) for _ in range(draw(_ONE_OR_TWO))]},
        lambda: {"option": pick(draw, CODES), "renamed": pick(draw, CODES)},
        lambda: {"options": draw(_SOME_CODES), "merged": pick(draw, CODES)},
        lambda: {"option": pick(draw, CODES), "split": draw(_CODES)},
        lambda: {"option": pick(draw, CODES), "retired": "yes"},
    )
    return about | pick(draw, became)()


@st.composite
def moves(draw: st.DrawFn) -> tuple[Meeting, Questionnaire]:
    """Hold a random conversation over one form, and draw another to go over to."""
    old = composed(draw(plain_forms()))
    meeting = sit_down(old)
    for question in old.questions.values():
        do(meeting, ("say", question.ref, pick(draw, question.voices), *draw(words_for(question))))
    for act in draw(st.lists(acts(old), max_size=6)):
        do(meeting, act)
    plain = draw(plain_forms())
    return meeting, composed(plain | {"version": "1.2", "changes": changes(draw, old, plain)})


def standing(record: Record) -> dict[str, bytes]:
    """Give every answer that stands, as it was written, by its event."""
    found = (record.said(name, voice) for name in record.said_to() for voice in VOICES)
    return {said.id: record.as_written(said.id).model_dump_json().encode() for said in found if said}


def shown(meeting: Meeting) -> set[str]:
    """Name every answer that people see, in the review or as one that is no longer asked."""
    return {spoken.event for line in meeting.whole_review() for spoken in line.said}


@given(moves())
@RELAXED
def test_every_answer_is_current_carried_or_parked(case: tuple[Meeting, Questionnaire]) -> None:
    meeting, new = case
    log = meeting._log.events("case")
    before = standing(meeting.record)
    meeting.move_to(new, meeting.survey(new))
    assert meeting._log.events("case")[: len(log)] == log
    assert standing(meeting.record) == before
    assert shown(meeting) == before.keys()
    for line in meeting.whole_review():
        for spoken in line.said:
            written = meeting.record.as_written(spoken.event).answer
            words = {each.spoken.event: each.spoken.answer for each in line.earlier}
            assert spoken.answer == written or (line.standing != "parked" and words[spoken.event] == written)


@given(moves())
@RELAXED
def test_what_is_current_is_an_answer_that_its_question_takes(case: tuple[Meeting, Questionnaire]) -> None:
    meeting, new = case
    meeting.move_to(new, meeting.survey(new))
    for line in meeting.whole_review():
        options = [option.code for option in getattr(line.question, "options", ())]
        for spoken in line.said:
            value = spoken.answer.value
            chosen = value if isinstance(value, tuple) else (value,)
            assert not options or all(code in options for code in chosen if code is not None)


@given(moves())
@RELAXED
def test_going_back_gives_back_what_stood(case: tuple[Meeting, Questionnaire]) -> None:
    meeting, new = case
    before = meeting.whole_review()
    meeting.move_to(new, meeting.survey(new))
    meeting.move_back(meeting.survey_back()[1])  # type: ignore[index]
    assert meeting.whole_review() == before


@given(moves(), st.data())
@RELAXED
def test_what_was_said_since_is_not_lost_by_going_back(
    case: tuple[Meeting, Questionnaire], data: st.DataObject
) -> None:
    meeting, new = case
    meeting.move_to(new, meeting.survey(new))
    moved = meeting.seq
    for ref in data.draw(st.lists(st.sampled_from(sorted(new.questions)), max_size=3, unique=True)):
        question = new.questions[ref]
        do(meeting, ("say", ref, question.voices[0], *data.draw(words_for(question))))
    since = {event.id for event in meeting.record.events if event.kind == "said" and event.seq > moved}
    meeting.move_back(meeting.survey_back()[1])  # type: ignore[index]
    assert since <= shown(meeting)


@given(moves(), st.data())
@RELAXED
def test_a_moved_case_folds_and_derives_the_same_from_its_log(
    case: tuple[Meeting, Questionnaire], data: st.DataObject
) -> None:
    meeting, new = case
    meeting.move_to(new, meeting.survey(new))
    for act in data.draw(st.lists(acts(new), max_size=6)):
        do(meeting, act)
    record = Record.of(meeting.record.events)
    assert record == meeting.record
    fresh = Table(new, record, meeting.meeting, meeting.today, meeting._as_asked)
    assert fresh.views.review(alone=True) == meeting.whole_review()
    assert fresh.planner.plan() == meeting.whole_plan()
    assert fresh.flow.parts() == meeting.parts()


@given(moves(), st.data())
@RELAXED
def test_another_window_that_did_not_see_the_move_loses_nothing(
    case: tuple[Meeting, Questionnaire], data: st.DataObject
) -> None:
    meeting, new = case
    rest = {"clock": meeting._clock, "ids": meeting._ids}
    other = Meeting.load("case", meeting._log, meeting.questionnaire, meeting.header, **rest)
    question = data.draw(st.sampled_from(list(meeting.questionnaire.questions.values())))
    said = ("say", question.ref, question.voices[0], *data.draw(words_for(question)))
    meeting.move_to(new, meeting.survey(new))
    do(other, said)
    meeting.refresh()
    last = meeting.record.events[-1]
    assert last.id in shown(meeting) if last.kind == "said" else last.kind == "moved_version"
    assert shown(other) == shown(meeting)
