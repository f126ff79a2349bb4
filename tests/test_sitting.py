"""An answers file holds the same sitting as two people at a screen, and every slip in it is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.meeting.meeting import Meeting
from mapper.questionnaire.library import shipped_folder
from mapper.questionnaire.source import UnreadableError
from mapper.sitting import hold, read_script
from tests.table import core, sit_down


def held(text: str, folder: Path) -> Meeting:
    path = folder / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    script = read_script(path, "answers.yaml")
    meeting = sit_down(core(), script.profile, script.language)
    hold(meeting, script)
    return meeting


def slips(text: str, folder: Path) -> list[tuple[int, int, str, str | None]]:
    with pytest.raises(UnreadableError) as raised:
        held(text, folder)
    return [(f.line, f.column, f.code, f.suggestion) for f in raised.value.findings]


def test_voices_views_and_states(tmp_path: Path) -> None:
    meeting = held(
        """
present: [Kari Prøve]
profile: full
answers:
  matters.topics: [MONEY]
  matters.strengths: {participant: [Cooking], caseworker: [Calm], view: partly, note: At home}
  work.wish: DECLINED
  work.confidence: {participant: 3, comment: Short days}
  health.affects_work: UNKNOWN
  money.debt: NO_OVERVIEW
decisions:
  money-advice: {no: My brother helps}
""",
        tmp_path,
    )
    strengths = meeting.asking("matters.strengths")
    assert (strengths.view, strengths.view_words) == ("partly", "At home")
    assert [s.answer.state for s in meeting.asking("work.wish").said] == ["declined"]
    assert meeting.asking("work.confidence").said[0].answer.comment == "Short days"
    assert [(i.suggestion.key, i.words) for i in meeting.plan().not_chosen] == [("money-advice", "My brother helps")]
    assert meeting.alone


def test_the_code_of_an_option_is_meant_before_a_way_of_not_answering(tmp_path: Path) -> None:
    meeting = held("profile: full\nanswers:\n  meeting.interpreter: LATER\n  work.wish: LATER\n", tmp_path)
    assert [s.answer.value for s in meeting.asking("meeting.interpreter").said] == ["LATER"]
    assert [s.answer.state for s in meeting.asking("work.wish").said] == ["later"]


def test_each_slip_is_named_with_line_column_and_what_was_meant(tmp_path: Path) -> None:
    found = slips(
        """answers:
  work.wihs: Carpenter
  work.confidence: 11
  health.affects_work: MAYBE
  matters.strengths: {participant: [x], caseworkr: [y]}
decisions:
  update-cvv: try
""",
        tmp_path,
    )
    assert found == [
        (2, 3, "answers_question", "work.wish"),
        (3, 20, "answers_refused", None),
        (4, 24, "answers_refused", None),
        (5, 41, "answers_key", "caseworker"),
        (7, 3, "answers_rule", "update-cv"),
    ]


def test_an_unknown_key_at_the_top_is_named(tmp_path: Path) -> None:
    assert slips("anwsers: {}\n", tmp_path) == [(1, 1, "answers_key", "answers")]
    assert slips("profile: medium\n", tmp_path) == [(1, 10, "answers_choice", None)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_made_up_person_can_be_practised_with(language: str) -> None:
    script = read_script(shipped_folder() / "practice" / f"{language}.yaml")
    meeting = sit_down(core(), script.profile, script.language)
    hold(meeting, script)
    assert meeting.language == language
    assert [line.question.ref for line in meeting.review() if line.standing == "differs"] == ["matters.strengths"]
    assert {row.topic: row.mark for row in meeting.picture().rows if row.mark} == {
        "WORK": "NEEDS_SOMETHING", "HEALTH": "NEEDS_SOMETHING", "MONEY": "URGENT",
    }  # fmt: skip
    assert len(meeting.plan().will_try) == 2
    assert meeting.first() is not None


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("present: [[Kari]]", 10, "answers_refused"),
        ("present: [{name: [Kari]}]", 10, "answers_refused"),
        ("alone: maybe", 8, "answers_choice"),
        ("activities: Call", 13, "answers_mapping"),
        ("activities: [{title: [Call]}]", 22, "answers_words"),
        ("activities: [{title: Call, voice: nobody}]", 35, "answers_choice"),
        ("activities: [{title: Call, strat: 3.4.2026}]", 28, "answers_field"),
        ("next_meeting: {start: [3.4.2026]}", 23, "answers_words"),
        ("next_meeting: {strat: 3.4.2026, start: 3.4.2026}", 16, "answers_field"),
        ("answers: {start.hope: {participant: Work, comment: [a]}}", 52, "answers_words"),
        ("answers: {start.hope: {participant: UNKNOWN, comment: Work}}", 46, "answers_key"),
        ("answers: {start.urgent: {participant: [OTHER], write_in: rent}}", 58, "answers_mapping"),
        ("answers: {start.urgent: {participant: [OTHER], write_in: {OTHER: [rent]}}}", 66, "answers_words"),
        (
            "answers: {matters.strengths: {participant: [x], caseworker: [y], view: yes, note: [z]}}",
            83,
            "answers_words",
        ),
        ("assessment: {caseworker: [Calm]}", 26, "answers_words"),
        ("assessment: {caseworkr: Calm}", 14, "answers_key"),
        ("held_back: {start.hope: [yes]}", 25, "answers_choice"),
    ],
)
def test_what_stands_in_the_wrong_form_is_named_where_it_stands(
    text: str, column: int, code: str, tmp_path: Path
) -> None:
    assert [(place, said) for _, place, said, _ in slips(text, tmp_path)] == [(column, code)]


@pytest.mark.parametrize("text", ["present: Kari Prøve", "present: {name: Kari Prøve}", "present: [Kari Prøve]"])
def test_one_person_is_present_however_that_is_written(text: str, tmp_path: Path) -> None:
    (said,) = held(text, tmp_path).asking("meeting.present").said
    assert said.answer.value == ({"name": "Kari Prøve"},)
