"""A case goes over to another version of its questionnaire: nothing is lost, nothing is put into other words."""

from __future__ import annotations

import pytest

from mapper.interview.model import NotUnderstood
from mapper.interview.record import Record
from mapper.meeting.meeting import Meeting
from mapper.questionnaire.composed import Questionnaire
from tests.table import Through, counted_from, sit_down, sit_down_again, small, ticking

OLD = """
id: life
version: "1.0"
title: {en: Life}
sections:
  - id: health
    title: {en: Health}
    questions:
      - {id: hinders, ask: {en: Is anything hard?}, why: {en: To help.}, type: yes_no}
      - id: heed
        ask: {en: What should we take into account?}
        why: {en: To help.}
        type: several
        voices: [participant, caseworker]
        options:
          - {code: BACK, text: {en: A bad back}}
          - {code: NECK, text: {en: A bad neck}}
          - {code: TIRED, text: {en: Tired}}
          - {code: OTHER, text: {en: Other}, write_in: yes}
      - {id: weight, ask: {en: What do you weigh?}, why: {en: To help.}, type: number}
      - {id: rent, ask: {en: What is the rent?}, why: {en: To help.}, type: text}
      - {id: travel, ask: {en: How do you travel?}, why: {en: To help.}, type: text}
      - {id: safe, ask: {en: Are you safe?}, why: {en: To help.}, type: yes_no, alone: yes, sensitivity: special}
  - {id: private, title: {en: Just us two}, gathers_alone: yes}
activities:
  - id: talk-to-gp
    when: {health.hinders: YES}
    suggest: {en: Talk to the doctor}
    because: {en: Something is hard.}
    responsible: participant
    within: 14 days
    target: social
"""
NEW = """
id: life
version: "1.1"
title: {en: Life}
sections:
  - id: body
    title: {en: Body}
    questions:
      - {id: hard, ask: {en: Is anything hard for you?}, why: {en: To help.}, type: yes_no}
      - id: heed
        ask: {en: What should we take into account?}
        why: {en: To help.}
        type: several
        voices: [participant, caseworker]
        options:
          - {code: PAIN, text: {en: Pain}}
          - {code: DAYS, text: {en: Tired by day}}
          - {code: NIGHTS, text: {en: Awake at night}}
          - {code: OTHER, text: {en: Other}, write_in: yes}
      - {id: rent, ask: {en: What is the rent?}, why: {en: To help.}, type: money}
      - {id: bus, ask: {en: Is there a bus?}, why: {en: To help.}, type: yes_no}
      - {id: car, ask: {en: Is there a car?}, why: {en: To help.}, type: yes_no}
  - {id: private, title: {en: Just us two}, gathers_alone: yes}
activities:
  - id: see-doctor
    when: {body.hard: YES}
    suggest: {en: See the doctor}
    because: {en: Something is hard.}
    responsible: participant
    within: 14 days
    target: social
changes:
  - {from: "1.0", section: health, renamed: body}
  - {from: "1.0", question: health.hinders, renamed: body.hard}
  - {from: "1.0", question: health.heed, options: [BACK, NECK], merged: PAIN}
  - {from: "1.0", question: health.heed, option: TIRED, split: [DAYS, NIGHTS]}
  - {from: "1.0", question: health.weight, retired: yes}
  - {from: "1.0", question: health.rent, retyped: yes}
  - {from: "1.0", question: health.travel, split: [body.bus, body.car]}
  - {from: "1.0", question: health.safe, retired: yes}
  - {from: "1.0", suggestion: talk-to-gp, renamed: see-doctor}
"""


@pytest.fixture
def meeting() -> Meeting:
    return sit_down(small(OLD))


@pytest.fixture
def new() -> Questionnaire:
    return small(NEW)


def move(meeting: Meeting, new: Questionnaire) -> None:
    meeting.move_to(new, meeting.survey(new))


def lines(meeting: Meeting) -> dict[str, str]:
    return {line.question.ref.partition("@")[0]: line.standing for line in meeting.review()}


def test_a_renamed_question_keeps_its_answer_under_the_new_name(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.hinders", "participant", "YES")
    move(meeting, new)
    asking = meeting.asking("body.hard")
    assert [spoken.answer.value for spoken in asking.said] == ["YES"]
    assert not asking.waits
    [before] = asking.earlier
    assert (before.question.ask.to("en"), before.version) == ("Is anything hard?", "1.0")


def test_merged_options_give_the_merged_code_and_keep_the_old_words(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.heed", "participant", ["NECK", "BACK", "OTHER"], write_in={"OTHER": "Stairs"})
    move(meeting, new)
    asking = meeting.asking("body.heed")
    [spoken], [before] = asking.said, asking.earlier
    assert spoken.answer.value == ("PAIN", "OTHER")
    assert spoken.answer.write_in == before.spoken.answer.write_in == (("OTHER", "Stairs"),)
    assert before.spoken.answer.value == ("NECK", "BACK", "OTHER")
    assert [option.text.to("en") for option in before.question.options][:2] == ["A bad back", "A bad neck"]  # type: ignore[union-attr]


def test_an_answer_with_a_split_option_is_parked_whole_and_asked_again(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.heed", "participant", ["BACK", "TIRED"])
    move(meeting, new)
    asking = meeting.asking("body.heed")
    assert asking.said == ()
    assert asking.waits
    assert [before.spoken.answer.value for before in asking.earlier] == [("BACK", "TIRED")]
    assert lines(meeting)["health.heed"] == "parked"


def test_what_is_retired_stays_readable_as_it_was_asked(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.weight", "participant", "80")
    move(meeting, new)
    [line] = [line for line in meeting.review() if line.standing == "parked"]
    assert line.question.ask.to("en") == "What do you weigh?"
    assert (line.part_title.to("en"), line.asked_in) == ("Health", "1.0")
    assert [str(spoken.answer.value) for spoken in line.said] == ["80"]
    assert "health.weight" not in meeting.questionnaire.questions


def test_what_is_parked_stands_in_the_order_in_which_it_was_asked(meeting: Meeting, new: Questionnaire) -> None:
    for ref, words in (("health.travel", "By bus"), ("health.weight", "80"), ("health.rent", "much")):
        meeting.say(ref, "participant", words)
    move(meeting, new)
    parked = [line.question.ref.partition("@")[0] for line in meeting.review() if line.standing == "parked"]
    assert parked == ["health.weight", "health.rent", "health.travel"]


def test_a_retyped_question_is_asked_again_with_the_old_answer_beside_it(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.rent", "participant", "about nine thousand")
    move(meeting, new)
    asking = meeting.asking("body.rent")
    assert asking.said == ()
    assert [before.spoken.answer.value for before in asking.earlier] == ["about nine thousand"]
    meeting.say("body.rent", "participant", "9 000")
    assert [str(spoken.answer.value) for spoken in meeting.asking("body.rent").said] == ["9000"]


def test_a_split_question_shows_its_old_answer_at_both_that_ask_for_it(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.travel", "participant", "By bus")
    survey = meeting.survey(new)
    assert [question.ref for question in survey.again] == ["body.bus", "body.car"]
    move(meeting, new)
    for ref in ("body.bus", "body.car"):
        assert [before.spoken.answer.value for before in meeting.asking(ref).earlier] == ["By bus"]


def test_it_says_first_what_moves_what_is_parked_and_what_is_asked_again(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.hinders", "participant", "NO")
    meeting.say("health.rent", "participant", "much")
    meeting.say("health.weight", "participant", "80")
    survey = meeting.survey(new)
    assert [(each.question.ref, each.outcome, each.why) for each in survey.answered] == [
        ("health.hinders", "carried", "renamed"),
        ("health.weight", "parked", "retired"),
        ("health.rent", "parked", "retyped"),
    ]
    assert [question.ref for question in survey.again] == ["body.rent"]
    assert meeting.questionnaire.version == "1.0"


def test_the_minute_for_two_stays_theirs_when_its_question_is_gone(meeting: Meeting, new: Questionnaire) -> None:
    meeting.set_alone(True)
    meeting.say("health.safe", "participant", "NO")
    meeting.set_alone(False)
    move(meeting, new)
    assert "health.safe" not in lines(meeting)
    [line] = [line for line in meeting.whole_review() if line.standing == "parked"]
    assert line.held_back
    meeting.set_alone(True)
    assert lines(meeting)["health.safe"] == "parked"


def test_a_decision_follows_its_suggestion_and_a_lost_reason_is_marked(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.hinders", "participant", "YES")
    meeting.decide("talk-to-gp", "try")
    move(meeting, new)
    [step] = meeting.plan().will_try
    assert (step.id, step.stale, step.answers) == ("see-doctor", False, ("body.hard",))
    assert [idea.suggestion.key for idea in meeting.plan().ideas] == []


def test_a_step_whose_reason_is_parked_stays_and_says_so(meeting: Meeting) -> None:
    meeting.say("health.hinders", "participant", "YES")
    meeting.decide("talk-to-gp", "try")
    text = NEW.replace("question: health.hinders, renamed: body.hard", "question: health.hinders, retired: yes")
    move(meeting, small(text))
    [step] = meeting.plan().will_try
    assert step.stale
    assert meeting.text(step.answers[0]).ask.to("en") == "Is anything hard?"


def test_views_and_what_is_held_back_go_along(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.heed", "participant", ["BACK"])
    meeting.say("health.heed", "caseworker", ["NECK"])
    meeting.view("health.heed", "partly", "Not the neck")
    meeting.hold_back("health.heed", True)
    move(meeting, new)
    asking = meeting.asking("body.heed")
    assert (asking.view, asking.view_words, asking.held_back) == ("partly", "Not the neck", True)


def test_reading_together_is_voided_only_where_something_reads_otherwise(meeting: Meeting, new: Questionnaire) -> None:
    meeting.read_together("participant")
    move(meeting, new)
    assert meeting.record.read_together("participant")
    meeting.move_back(meeting.survey_back()[1])  # type: ignore[index]
    meeting.say("health.weight", "participant", "80")
    meeting.read_together("participant")
    move(meeting, new)
    assert meeting.record.read_together("participant") is None


def test_going_back_brings_everything_back_and_keeps_what_was_said_since(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.heed", "participant", ["BACK", "TIRED"])
    meeting.say("health.rent", "participant", "much")
    before = meeting.review()
    move(meeting, new)
    meeting.say("body.rent", "participant", "9000")
    meeting.say("body.bus", "participant", "YES")
    back = meeting.survey_back()
    assert back is not None
    assert [(each.question.ref, each.outcome) for each in back[1].answered] == [
        ("body.rent", "parked"), ("body.bus", "parked"),
    ]  # fmt: skip
    meeting.move_back(back[1])
    assert meeting.questionnaire.version == "1.0"
    since = [line for line in meeting.review() if line.standing == "parked"]
    assert [line for line in meeting.review() if line.standing != "parked"] == list(before)
    assert [(line.question.ask.to("en"), str(line.said[0].answer.value)) for line in since] == [
        ("What is the rent?", "9000"), ("Is there a bus?", "YES"),
    ]  # fmt: skip
    assert meeting.last_move is None


def test_what_was_said_since_goes_back_where_there_is_a_way(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.hinders", "participant", "NO")
    move(meeting, new)
    meeting.say("body.hard", "participant", "YES")
    meeting.move_back(meeting.survey_back()[1])  # type: ignore[index]
    assert [spoken.answer.value for spoken in meeting.asking("health.hinders").said] == ["YES"]


def test_undo_does_not_reach_behind_a_move(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.hinders", "participant", "YES")
    move(meeting, new)
    assert not meeting.can_undo
    meeting.say("body.bus", "participant", "YES")
    meeting.undo()
    assert meeting.asking("body.bus").said == ()
    assert not meeting.can_undo
    assert meeting.asking("body.hard").said


def other_window(meeting: Meeting) -> Meeting:
    rest = {"clock": ticking(), "ids": counted_from("other")}
    return Meeting.load("case", meeting._log, meeting.questionnaire, meeting.header, **rest)


def test_what_another_window_wrote_without_seeing_the_move_goes_along(meeting: Meeting, new: Questionnaire) -> None:
    other = other_window(meeting)
    move(meeting, new)
    other.say("health.hinders", "participant", "YES")
    other.say("health.weight", "participant", "80") if "health.weight" in other.questionnaire.questions else None
    meeting.refresh()
    for window in (meeting, other):
        assert window.questionnaire.version == "1.1"
        assert [spoken.answer.value for spoken in window.asking("body.hard").said] == ["YES"]


def test_a_late_answer_that_nothing_stands_for_is_parked(meeting: Meeting, new: Questionnaire) -> None:
    other = other_window(meeting)
    move(meeting, new)
    other.say("health.heed", "participant", ["TIRED"])
    meeting.refresh()
    [line] = [line for line in meeting.review() if line.standing == "parked"]
    assert line.said[0].answer.value == ("TIRED",)
    assert meeting.asking("body.heed").waits


def test_a_window_that_sees_the_move_draws_everything_anew(meeting: Meeting, new: Questionnaire) -> None:
    other = other_window(meeting)
    move(meeting, new)
    assert other.refresh().anew
    assert other.questionnaire.version == "1.1"


def test_two_windows_that_move_at_once_move_once(meeting: Meeting, new: Questionnaire) -> None:
    other = other_window(meeting)
    meeting.say("health.rent", "participant", "much")
    other.refresh()
    shown = other.survey(new)
    move(meeting, new)
    assert not other.move_to(new, shown).anew
    assert len(other.record.moves.moved) == 1


def test_what_was_not_shown_is_not_done(meeting: Meeting, new: Questionnaire) -> None:
    shown = meeting.survey(new)
    meeting.say("health.weight", "participant", "80")
    with pytest.raises(NotUnderstood) as refused:
        meeting.move_to(new, shown)
    assert refused.value.code == "move_changed"
    assert meeting.questionnaire.version == "1.0"


def test_the_case_reads_the_same_from_its_log(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.heed", "participant", ["BACK", "TIRED"])
    meeting.say("health.hinders", "participant", "YES")
    move(meeting, new)
    meeting.say("body.rent", "participant", "9000")
    again = sit_down_again(meeting)
    again._stored.clear()
    assert again.review() == meeting.review()
    assert Record.of(meeting.record.events) == meeting.record


def test_deleting_for_good_reaches_what_was_parked_and_what_was_carried(meeting: Meeting, new: Questionnaire) -> None:
    meeting.say("health.weight", "participant", "80")
    meeting.say("health.hinders", "participant", "YES")
    move(meeting, new)
    [line] = [line for line in meeting.review() if line.standing == "parked"]
    meeting.redact(line.question.ref)
    meeting.redact("body.hard")
    assert [line for line in meeting.review() if line.said] == []
    assert all(b"YES" not in payload for _, payload in meeting._log.events("case"))


class Unread(Through):
    """A log whose questionnaires a newer program wrote."""

    def snapshot(self, case: str, name: str) -> bytes:
        return b'{"v": 2}'


def test_a_questionnaire_that_cannot_be_read_hides_what_it_asked_most_carefully(
    meeting: Meeting, new: Questionnaire
) -> None:
    meeting.say("health.weight", "participant", "80")
    move(meeting, new)
    meeting._log = Unread(meeting._log)
    meeting._stored.clear()
    assert "health.weight" not in lines(meeting)
    [line] = [line for line in meeting.whole_review() if line.standing == "parked"]
    assert line.held_back
    assert str(line.said[0].answer.value) == "80"
