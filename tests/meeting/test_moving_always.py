"""Whatever was said and whatever changed: every answer is current, carried or parked, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.interview.fits import fits
from mapper.interview.model import ReviewLine
from mapper.interview.moves import recoded
from mapper.interview.record import VOICES, Record
from mapper.meeting.meeting import Meeting
from mapper.plan.table import Table
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Column, Question, TableQuestion
from tests.interview.forms import CODES, acts, composed, do, pick, plain_forms, words_for
from tests.table import sit_down

COLUMNS = ("who", "what", "often")
CELLS = ("YES", "12", "Kari", "2026-03-02")
_TEXT = {"en": "x"}
RELAXED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
_HOW_MANY, _ONE_OR_TWO = st.integers(0, 8), st.integers(1, 2)
_SOME_CODES = st.lists(st.sampled_from(CODES), min_size=1, max_size=2)
_CODES = st.lists(st.sampled_from(CODES), min_size=1)
_EXTRAS = st.lists(st.sampled_from(["t0", "t1"]), min_size=1, unique=True)
_COLUMNS = st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True)
_CELL_CODES = st.lists(st.sampled_from(["YES", "NO", "LOW"]), min_size=1, unique=True)
_ANY_CODES = (*CODES, "YES")
_ACTS = st.integers(0, 6)


def richer(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a form that asks for tables and own words, too, of one voice or of two."""
    plain: dict[str, Any] = draw(plain_forms())
    asked = [_extra(draw, name) for name in draw(_EXTRAS)]
    plain["sections"].insert(0, {"id": "extra", "title": _TEXT, "questions": asked})
    return plain


def _extra(draw: st.DrawFn, name: str) -> dict[str, Any]:
    voices = pick(draw, (["participant"], ["participant", "caseworker"]))
    asked = {"id": name, "ask": _TEXT, "why": _TEXT, "voices": voices}
    if pick(draw, "texttabletable") == "x":
        return asked | {"type": "text"}
    return asked | {"type": "table", "columns": [_column(draw, column) for column in draw(_COLUMNS)]}


def _column(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = pick(draw, ("text", "text", "one", "number", "date", "yes_no"))
    options = [{"code": code, "text": _TEXT} for code in draw(_CELL_CODES)] if kind == "one" else []
    return {"id": name, "text": _TEXT, "type": kind, **({"options": options} if options else {})}


def rows_for(draw: st.DrawFn, question: TableQuestion) -> list[dict[str, str]]:
    """Draw a row or two; a cell that its column does not take is left empty."""
    return [
        {column.id: cell for column in question.columns if takes(column, cell := pick(draw, CELLS))}
        for _ in range(draw(_ONE_OR_TWO))
    ]


def takes(column: Column, cell: str) -> bool:
    """Tell whether a column takes one of the cells that are drawn."""
    match column.type:
        case "one":
            return cell in [option.code for option in column.options]
        case "yes_no":
            return cell == "YES"
        case "number":
            return cell == "12"
        case "date":
            return cell.startswith("2026")
    return True


def say(draw: st.DrawFn, meeting: Meeting, question: Question, voice: Voice) -> None:
    """Let a voice say something to a question: a value, or one of the ways of giving none."""
    if pick(draw, "vvvs") == "s":
        meeting.pass_over(question.ref, voice, pick(draw, ("unknown", "declined", "later")))
    elif isinstance(question, TableQuestion):
        meeting.say(question.ref, voice, rows_for(draw, question))
    elif question.type == "text":
        meeting.say(question.ref, voice, pick(draw, CELLS))
    else:
        do(meeting, ("say", question.ref, voice, *draw(words_for(question))))


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
    """Draw what became of a question, or of options or columns of it."""
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
        lambda: {"column": pick(draw, COLUMNS), "renamed": pick(draw, COLUMNS)},
        lambda: {"column": pick(draw, COLUMNS), "retired": "yes"},
        lambda: {"column": pick(draw, COLUMNS), "option": pick(draw, _ANY_CODES), "renamed": pick(draw, _ANY_CODES)},
        lambda: {"column": pick(draw, COLUMNS), "options": draw(_SOME_CODES), "merged": pick(draw, _ANY_CODES)},
    )
    return about | pick(draw, became)()


@st.composite
def sayings(draw: st.DrawFn, meeting: Meeting, refs: Sequence[str]) -> None:
    """Let people say something to some questions."""
    for question in map(meeting.questionnaire.questions.__getitem__, refs):
        say(draw, meeting, question, question.voices[0])


@st.composite
def moves(draw: st.DrawFn) -> tuple[Meeting, Questionnaire]:
    """Hold a random conversation over one form, and draw another to go over to."""
    old = composed(richer(draw))
    meeting = sit_down(old)
    for question in old.questions.values():
        for voice in question.voices if pick(draw, "bo") == "b" else (pick(draw, question.voices),):
            say(draw, meeting, question, voice)
        if meeting.record.said(question.ref, "caseworker") and pick(draw, "vn") == "v":
            meeting.view(question.ref, pick(draw, ("yes", "no")))
    for _ in range(draw(_ACTS)):
        do(meeting, draw(acts(old, "extra")))
    plain = richer(draw)
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
    log, before = meeting._log.events("case"), standing(meeting.record)
    views = {line.said[-1].event: line.view for line in meeting.whole_review() if line.view}
    meeting.move_to(new, meeting.survey(new))
    assert meeting._log.events("case")[: len(log)] == log
    assert standing(meeting.record) == before
    assert shown(meeting) == before.keys()
    told = {spoken.event: line.view for line in meeting.whole_review() for spoken in line.said}
    assert {event: told[event] for event in views} == views
    for line in meeting.whole_review():
        (parked_rightly if line.standing == "parked" else current_rightly)(meeting, line)


def current_rightly(meeting: Meeting, line: ReviewLine) -> None:
    """See that an answer is one that its question takes, and is read as it was written where that is otherwise."""
    words = {each.spoken.event: each.spoken.answer for each in line.earlier}
    for spoken in line.said:
        written = meeting.record.as_written(spoken.event).answer
        assert fits(line.question, spoken.voice, spoken.answer)
        assert spoken.answer == written or words[spoken.event] == written


def parked_rightly(meeting: Meeting, line: ReviewLine) -> None:
    """See that what is parked is as it was written, and would not fit where its question went.

    Only what the caseworker added is parked for another's sake: for the words that it stands beside.
    """
    [way] = [way for way in meeting.record.moves.moved[-1].moves if way.question == line.question.ref.partition("@")[0]]
    for spoken in line.said:
        assert spoken.answer == meeting.record.as_written(spoken.event).answer
        now = recoded(spoken.answer, way.codes, way.columns) if way.to else None
        asked = meeting.questionnaire.questions.get(way.to)
        assert not now or not asked or spoken.voice == "caseworker" or not fits(asked, spoken.voice, now)


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
    refs = data.draw(st.lists(st.sampled_from(sorted(new.questions)), max_size=3, unique=True))
    data.draw(sayings(meeting, refs))
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
    for act in data.draw(st.lists(acts(new, "extra"), max_size=6)):
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
    ref = data.draw(st.sampled_from(sorted(meeting.questionnaire.questions)))
    meeting.move_to(new, meeting.survey(new))
    data.draw(sayings(other, [ref]))
    meeting.refresh()
    last = meeting.record.events[-1]
    assert last.id in shown(meeting) if last.kind == "said" else last.kind == "moved_version"
    assert shown(other) == shown(meeting)
