"""What holds for every form and every conversation."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.interview.events import Blanked, decode, encode
from mapper.interview.record import Record
from mapper.meeting.meeting import Log, Meeting
from mapper.plan.table import Table
from mapper.questionnaire.check import check_text
from tests.interview.forms import acts, composed, do, no_need, plain_forms, words_for
from tests.table import START, Through, core, counted, sit_down

RELAXED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@st.composite
def talks(draw: st.DrawFn, *, monotone: bool = False) -> Meeting:
    """Hold a random conversation over a random form."""
    questionnaire = composed(draw(plain_forms(monotone=monotone)))
    meeting = sit_down(questionnaire)
    for act in draw(st.lists(acts(questionnaire), max_size=12)):
        do(meeting, act)
    return meeting


def shown(meeting: Meeting) -> dict[str, Any]:
    return {
        "stands": [ref for ref in meeting.questionnaire.questions if meeting.stands(ref)],
        "review": meeting.whole_review(),
        "plan": meeting.whole_plan(),
        "parts": meeting.parts(),
        "picture": meeting.picture(),
        "header": (meeting.header.answered, meeting.header.asked),
        "assessment": (meeting.assessment, meeting.assessment_view),
    }


def keys(meeting: Meeting) -> set[str]:
    return {suggestion.key for suggestion in meeting.suggestions()}


@given(talks(), st.data())
@RELAXED
def test_every_conversation_holds_together(meeting: Meeting, data: st.DataObject) -> None:
    """One conversation is looked at in each way: drawing it is what takes the time."""
    folding_in_any_split_gives_the_same_record(meeting, data)
    what_another_window_wrote_comes_in_at_any_point_and_reads_the_same(meeting, data)
    events_read_back_equal(meeting)
    what_was_kept_current_equals_a_full_recomputation(meeting)
    every_suggestion_rests_on_an_answer(meeting)
    undo_then_redo_changes_nothing(meeting)
    changing_a_hidden_answer_changes_nothing_but_kept_not_used(meeting, data)


def folding_in_any_split_gives_the_same_record(meeting: Meeting, data: st.DataObject) -> None:
    events = meeting.record.events
    cut = data.draw(st.integers(0, len(events)))
    first = Record.of(events[:cut])
    for event in events[cut:]:
        first.add(event)
    assert first == Record.of(events) == meeting.record


def what_another_window_wrote_comes_in_at_any_point_and_reads_the_same(meeting: Meeting, data: st.DataObject) -> None:
    log = Behind(meeting._log)
    log.last = data.draw(st.integers(1, len(meeting.record.events)))
    rest = {"clock": lambda: START, "ids": counted()}
    other = Meeting.load("case", log, meeting.questionnaire, meeting.header, **rest)
    while other.record.events[-1].seq < len(meeting.record.events):
        log.last += data.draw(st.integers(1, 4))
        other.refresh()
    assert shown(other) == shown(meeting)


class Behind(Through):
    """A log that has been read up to `last`."""

    def __init__(self, log: Log) -> None:
        super().__init__(log)
        self.last = 0

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        return [(seq, payload) for seq, payload in super().events(case, after) if seq <= self.last]


def events_read_back_equal(meeting: Meeting) -> None:
    events = [event for event in meeting.record.events if not isinstance(event, Blanked)]
    assert [decode(encode(event), event.seq) for event in events] == events


def undo_then_redo_changes_nothing(meeting: Meeting) -> None:
    before = shown(meeting)
    steps = 0
    while meeting.can_undo and steps < 3:
        meeting.undo()
        steps += 1
    for _ in range(steps):
        meeting.redo()
    assert shown(meeting) == before


def what_was_kept_current_equals_a_full_recomputation(meeting: Meeting) -> None:
    fresh = Table(meeting.questionnaire, meeting.record, meeting.meeting, meeting.today)
    assert fresh.planner.plan() == meeting.whole_plan()
    assert fresh.flow.parts() == meeting.parts()
    assert fresh.views.review(alone=True) == meeting.whole_review()
    assert fresh.views.picture() == meeting.picture()
    assert fresh.flow.progress() == (meeting.header.answered, meeting.header.asked)


def changing_a_hidden_answer_changes_nothing_but_kept_not_used(meeting: Meeting, data: st.DataObject) -> None:
    hidden = [ref for ref in meeting.questionnaire.questions if not meeting.stands(ref)]
    if not hidden:
        return
    question = meeting.text(data.draw(st.sampled_from(hidden)))
    before = shown(meeting)
    do(meeting, ("say", question.ref, question.voices[0], *data.draw(words_for(question))))
    after = shown(meeting)
    assert after["stands"] == before["stands"]
    assert after["plan"] == before["plan"]
    assert after["parts"] == before["parts"]
    changed = [line for line in after["review"] if line not in before["review"]]
    assert all(line.standing == "unused" and line.question.ref == question.ref for line in changed)


@given(talks(monotone=True), st.data())
@RELAXED
def test_a_greater_need_never_takes_a_suggestion_away(meeting: Meeting, data: st.DataObject) -> None:
    _less_for_more(meeting, data)


def every_suggestion_rests_on_an_answer(meeting: Meeting) -> None:
    for suggestion in meeting.suggestions():
        assert suggestion.answers
        for ref in suggestion.answers:
            assert meeting.asking(ref).said


@given(plain_forms(), st.data())
@settings(RELAXED, max_examples=150)
def test_a_form_that_the_check_lets_through_never_gives_less_for_a_greater_need(
    plain: dict[str, Any], data: st.DataObject
) -> None:
    if check_text(json.dumps(plain), lists=core().lists):
        return
    meeting = sit_down(composed(plain))
    for act in data.draw(st.lists(acts(meeting.questionnaire), max_size=10)):
        do(meeting, act)
    _less_for_more(meeting, data)


def _less_for_more(meeting: Meeting, data: st.DataObject) -> None:
    """Answer a protected question on its no-need side, then in any other way: no suggestion may go.

    Everything else is answered first, or few rules would have anything to say.
    """
    for question in meeting.questionnaire.questions.values():
        do(meeting, ("say", question.ref, question.voices[0], *data.draw(words_for(question))))
    protected = [question for question in meeting.questionnaire.questions.values() if question.protected]
    if not protected:
        return
    question = data.draw(st.sampled_from(protected))
    voice = question.voices[0]
    do(meeting, ("say", question.ref, voice, no_need(question)))
    before = keys(meeting)
    state = data.draw(st.sampled_from(["value", "unknown", "declined", "later", "not_asked"]))
    if state == "value":
        do(meeting, ("say", question.ref, voice, *data.draw(words_for(question))))
    elif state == "not_asked":
        do(meeting, ("take_back", question.ref, voice, ""))
    else:
        do(meeting, ("pass", question.ref, voice, state))
    assert before <= keys(meeting)
