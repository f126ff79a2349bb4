"""What goes along by itself in a move: one voice of two, the columns of a table, and the rounds of a pack."""

from __future__ import annotations

import pytest

from mapper.meeting.meeting import Meeting
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.differing import difference_lines
from tests.meeting.test_moving import NEW, OLD, move
from tests.meeting.test_rounds import FOLLOW, followed, later
from tests.packs import pack
from tests.table import counted_from, sit_down, sit_down_again, small


@pytest.fixture
def meeting() -> Meeting:
    return sit_down(small(OLD))


@pytest.fixture
def new() -> Questionnaire:
    return small(NEW)


def parked(meeting: Meeting) -> list[tuple[str, object]]:
    lines = [line for line in meeting.whole_review() if line.standing == "parked"]
    return [(spoken.voice, spoken.answer.value) for line in lines for spoken in line.said]


# --- a pair of answers


def two_said(meeting: Meeting, own: list[str], added: list[str]) -> None:
    meeting.say("health.heed", "participant", own)
    meeting.say("health.heed", "caseworker", added)
    meeting.view("health.heed", "no", "Not the stairs")


def test_what_the_caseworker_added_never_takes_the_participants_words_along(
    meeting: Meeting, new: Questionnaire
) -> None:
    two_said(meeting, ["BACK"], ["TIRED"])
    meeting.hold_back("health.heed", True)
    [told] = meeting.survey(new).answered
    assert (told.outcome, told.aside, [each.ref for each in told.again]) == ("carried", ("caseworker",), ["body.heed"])
    move(meeting, new)
    asking = meeting.asking("body.heed")
    assert [(spoken.voice, spoken.answer.value) for spoken in asking.said] == [("participant", ("PAIN",))]
    assert asking.caseworker_may_add
    assert [each.spoken.answer.value for each in asking.earlier if each.spoken.voice == "caseworker"] == [("TIRED",)]
    assert parked(meeting) == [("caseworker", ("TIRED",))]
    [line] = [line for line in meeting.whole_review() if line.standing == "parked"]
    assert (line.view, line.view_words, line.held_back) == ("no", "Not the stairs", True)
    again = sit_down_again(meeting)
    again._stored.clear()
    assert again.whole_review() == meeting.whole_review()


def test_what_the_caseworker_added_goes_where_the_words_go_that_it_stands_beside(
    meeting: Meeting, new: Questionnaire
) -> None:
    two_said(meeting, ["TIRED"], ["BACK"])
    move(meeting, new)
    assert parked(meeting) == [("participant", ("TIRED",)), ("caseworker", ("BACK",))]
    [line] = [line for line in meeting.whole_review() if line.standing == "parked"]
    assert line.view == "no"
    assert meeting.asking("body.heed").said == ()


def test_a_pair_that_was_parted_is_a_pair_again_when_they_go_back(meeting: Meeting, new: Questionnaire) -> None:
    two_said(meeting, ["BACK"], ["TIRED"])
    before = meeting.whole_review()
    move(meeting, new)
    meeting.move_back(meeting.survey_back()[1])  # type: ignore[index]
    assert meeting.whole_review() == before


def test_what_was_parked_by_itself_stays_so_through_the_next_version(meeting: Meeting, new: Questionnaire) -> None:
    two_said(meeting, ["BACK"], ["TIRED"])
    meeting.hold_back("health.heed", True)
    move(meeting, new)
    text = NEW.replace('version: "1.1"', 'version: "1.2"').replace("id: heed", "id: mind")
    move(meeting, small(text + '  - {from: "1.1", question: body.heed, renamed: body.mind}\n'))
    assert meeting.asking("body.mind").said[0].answer.value == ("PAIN",)
    assert parked(meeting) == [("caseworker", ("TIRED",))]
    [line] = [line for line in meeting.whole_review() if line.standing == "parked"]
    assert (line.view, line.held_back) == ("no", True)


# --- the columns of a table

TABLE = """
id: help
version: "1.0"
title: {en: Help}
sections:
  - id: help
    title: {en: Help}
    questions:
      - id: helpers
        ask: {en: Who helps?}
        why: {en: To help.}
        type: table
        columns:
          - {id: person, text: {en: Person}}
          - {id: phone, text: {en: Phone}}
          - {id: enough, text: {en: Enough?}, type: one, options: [{code: OFTEN, text: {en: Often}}, {code: ALWAYS, text: {en: Always}}, {code: NO, text: {en: No}}]}
"""  # noqa: E501
WIDER = """
id: help
version: "1.1"
title: {en: Help}
sections:
  - id: help
    title: {en: Help}
    questions:
      - id: helpers
        ask: {en: Who helps?}
        why: {en: To help.}
        type: table
        columns:
          - {id: who, text: {en: Who}}
          - {id: enough, text: {en: Enough?}, type: one, options: [{code: MOSTLY, text: {en: Mostly}}, {code: NO, text: {en: No}}]}
          - {id: next, text: {en: Next time}, type: date}
changes:
  - {from: "1.0", question: help.helpers, column: person, renamed: who}
  - {from: "1.0", question: help.helpers, column: phone, retired: yes}
  - {from: "1.0", question: help.helpers, column: enough, options: [OFTEN, ALWAYS], merged: MOSTLY}
"""  # noqa: E501


@pytest.fixture
def helped() -> Meeting:
    return sit_down(small(TABLE))


def test_a_renamed_column_keeps_its_cells_and_the_words_of_then(helped: Meeting) -> None:
    helped.say("help.helpers", "participant", [{"person": "Kari", "enough": "ALWAYS"}, {"person": "Ola"}])
    before = helped.whole_review()
    move(helped, small(WIDER))
    asking = helped.asking("help.helpers")
    assert asking.said[0].answer.value == ({"who": "Kari", "enough": "MOSTLY"}, {"who": "Ola"})
    assert asking.earlier[0].spoken.answer.value == ({"person": "Kari", "enough": "ALWAYS"}, {"person": "Ola"})
    helped.say("help.helpers", "participant", [{"who": "Kari", "enough": "NO"}])
    helped.move_back(helped.survey_back()[1])  # type: ignore[index]
    assert helped.asking("help.helpers").said[0].answer.value == ({"person": "Kari", "enough": "NO"},)
    helped.take_back("help.helpers", "participant")
    assert [line.question for line in before] == [line.question for line in helped.whole_review()]


def test_a_cell_in_a_column_that_is_gone_parks_the_whole_answer(helped: Meeting) -> None:
    helped.say("help.helpers", "participant", [{"person": "Kari"}, {"person": "Ola", "phone": "555 01 234"}])
    move(helped, small(WIDER))
    assert helped.asking("help.helpers").waits
    assert parked(helped) == [("participant", ({"person": "Kari"}, {"person": "Ola", "phone": "555 01 234"}))]


@pytest.mark.parametrize(("kind", "cell"), [("text", "ALWAYS"), ("yes_no", "NO")])
def test_a_code_is_no_word_of_a_column_that_takes_something_else(helped: Meeting, kind: str, cell: str) -> None:
    helped.say("help.helpers", "participant", [{"enough": cell}])
    head, _, _ = WIDER.partition("          - {id: enough")
    text = f"{head}          - {{id: enough, text: {{en: Enough?}}, type: {kind}}}\n"
    move(helped, small(text))
    assert parked(helped) == [("participant", ({"enough": cell},))]


def test_what_became_of_columns_is_told() -> None:
    told = difference_lines(small(TABLE), small(WIDER), "en")
    assert told == [
        "Questions",
        "- help.helpers: the column person is now called who. The answers go along.",
        "- help.helpers who, text: “Person” → “Who”",
        "- help.helpers: the column phone “Phone” is gone. Whoever filled it in is asked again.",
        "- help.helpers enough: the option OFTEN is now MOSTLY. The answers go along.",
        "- help.helpers enough MOSTLY, text: “Often” → “Mostly”",
        "- help.helpers enough: the option ALWAYS is now MOSTLY. The answers go along.",
        "- help.helpers enough MOSTLY, text: “Always” → “Mostly”",
        "- help.helpers: new column next “Next time”.",
    ]


# --- rounds


def newer_pack(meeting: Meeting) -> Questionnaire:
    """Give the talk's questions with a newer pack: what each round asks has another name, or means something else."""
    text = FOLLOW.replace('version: "1.0"', 'version: "1.1"').replace("id: load", "id: weight")
    text = text.replace("job.load", "job.weight").replace("How sure now?", "How sure are you?")
    changed = pack(
        text
        + "changes:\n"
        + '  - {from: "1.0", question: job.load, renamed: job.weight}\n'
        + '  - {from: "1.0", question: job.trust, retyped: yes}\n'
    )
    files = meeting.questionnaire.files
    return compose((files[0], changed), meeting.questionnaire.lists)


def in_two_rounds() -> Meeting:
    """Follow a job up at its start and after two weeks, with a number said each time."""
    meeting = followed()
    for days, load, trust in ((0, "5", "3"), (14, "7", "4")):
        if days:
            meeting = later(meeting, days)
            meeting.begin_round("follow")
        meeting.say("job.load", "participant", load)
        meeting.say("job.trust", "participant", trust)
    return meeting


def in_rounds_of(meeting: Meeting) -> dict[str, list[object]]:
    ((_, rows),) = meeting.compared()
    return {row.question.ref: [level and int(level.value) for level in (row.start, row.now)] for row in rows}


def test_every_round_goes_along_under_the_new_name_and_the_next_is_still_due() -> None:
    meeting = in_two_rounds()
    due = meeting.packs()[0].next
    move(meeting, newer_pack(meeting))
    assert in_rounds_of(meeting) == {"job.weight": [5, 7]}
    assert meeting.packs()[0].next == due
    [line] = [line for line in meeting.review() if line.question.ref == "job.weight"]
    assert [str(spoken.answer.value) for spoken in line.rounds] == ["5"]
    meeting = later(meeting, 31)
    meeting.begin_round("follow")
    assert meeting.asking("job.weight").waits
    meeting.say("job.weight", "participant", "6")
    assert in_rounds_of(meeting) == {"job.weight": [5, 6]}


def test_what_is_retyped_keeps_what_was_said_in_each_round_to_be_read() -> None:
    meeting = in_two_rounds()
    move(meeting, newer_pack(meeting))
    [line] = [line for line in meeting.whole_review() if line.standing == "parked"]
    assert line.question.ask.to("en") == "How sure now?"
    assert [str(spoken.answer.value) for spoken in (*line.rounds, *line.said)] == ["3", "4"]
    assert meeting.asking("job.trust").waits


def test_a_round_that_was_begun_beside_a_move_counts_in_both_windows() -> None:
    meeting = in_two_rounds()
    other = Meeting.load(
        meeting.case, meeting._log, meeting.questionnaire, meeting.header, clock=meeting._clock, ids=counted_from("o")
    )
    move(meeting, newer_pack(meeting))
    other.begin_round("follow")
    meeting.refresh()
    for window in (meeting, other):
        assert window.asking("job.weight").waits
        assert in_rounds_of(window) == {"job.weight": [5, None]}


def test_undo_takes_back_a_round_that_was_begun_after_a_move_and_none_before_it() -> None:
    meeting = in_two_rounds()
    move(meeting, newer_pack(meeting))
    assert not meeting.can_undo
    meeting.begin_round("follow")
    meeting.undo()
    assert not meeting.asking("job.weight").waits
    meeting.move_back(meeting.survey_back()[1])  # type: ignore[index]
    assert in_rounds_of(meeting) == {"job.load": [5, 7], "job.trust": [3, 4]}
