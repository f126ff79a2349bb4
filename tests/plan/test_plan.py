"""What the plan relies on: reasons, decisions, limits, and needs that nobody answered."""

from __future__ import annotations

from datetime import date

import pytest

from mapper.interview.model import NotUnderstood
from mapper.meeting.meeting import Meeting
from mapper.plan.model import LIMITS, NEXT_MEETING
from tests.table import sit_down, sit_down_again, small

PLAN = """
id: plan
version: "1.0"
title: {en: A plan}
sections:
  - id: start
    title: {en: Start}
    questions:
      - id: urgent
        ask: {en: Urgent?}
        why: {en: First.}
        type: several
        options: [{code: FOOD, text: {en: Food}}, {code: NONE, text: {en: No}}]
        role: urgent
        protected: yes
        no_need: [NONE]
        sensitivity: private
        alone: yes
      - id: topics
        ask: {en: Topics?}
        why: {en: Yours.}
        type: several
        options: [{code: MONEY, text: {en: Money}}, {code: WORK, text: {en: Work}}]
        role: topics
  - id: work
    title: {en: Work}
    topic: WORK
    questions:
      - {id: wish, ask: {en: Wish?}, why: {en: To look.}, type: text}
      - {id: goal, ask: {en: Goal?}, why: {en: Yours.}, type: text, role: goal}
  - id: money
    title: {en: Money}
    topic: MONEY
    questions:
      - {id: debt, ask: {en: Debt?}, why: {en: Help.}, type: yes_no, sensitivity: private}
      - {id: worry, ask: {en: Worry?}, why: {en: Help.}, type: scale, low: {en: none}, high: {en: much}}
  - {id: private, title: {en: Us two}, gathers_alone: yes}
closing:
  - id: mark
    ask: {en: How?}
    why: {en: Yours.}
    type: one
    options:
      - {code: GOES_WELL, text: {en: Well}}
      - {code: NEEDS_SOMETHING, text: {en: Needs}}
      - {code: URGENT, text: {en: Urgent}}
    role: mark
  - {id: act, ask: {en: Act?}, why: {en: Yours.}, type: yes_no, role: act}
activities:
  - id: food
    when: {start.urgent: {has: [FOOD]}}
    suggest: {en: Food today}
    because: {en: It cannot wait.}
    responsible: caseworker
    within: today
    target: social
    first: yes
    quote: no
  - id: cv
    when: {work.wish: {answered: yes}}
    suggest: {en: Write a CV}
    because: {en: The wish should be seen.}
    kind: EGEN
    responsible: participant
    within: 8 days
    target: activity_plan
    topic: WORK
  - id: search
    when: {work.wish: {answered: yes}}
    suggest: {en: Look for work}
    because: {en: There is a wish.}
    kind: SOKEAVTALE
    responsible: participant
    within: 3 months
    target: activity_plan
    topic: WORK
  - id: adviser
    key: money-advice
    when: {money.debt: YES}
    suggest: {en: Meet the adviser}
    because: {en: Bills are hard.}
    responsible: caseworker
    within: 14 days
    target: social
    topic: MONEY
  - id: adviser-worry
    key: money-advice
    when: {money.worry: {at_least: 7}}
    suggest: {en: Meet the adviser}
    because: {en: The worry is great.}
    responsible: caseworker
    within: 7 days
    target: social
    topic: MONEY
"""


@pytest.fixture
def meeting() -> Meeting:
    return sit_down(small(PLAN), language="en")


def ideas(meeting: Meeting) -> list[str]:
    return [idea.suggestion.key for idea in meeting.plan().ideas]


def test_a_suggestion_names_the_answers_that_it_rests_on(meeting: Meeting) -> None:
    change = meeting.say("work.wish", "participant", "Carpenter")
    assert set(change.suggested) == {"cv", "search"}
    suggestion = meeting.plan().ideas[0].suggestion
    assert suggestion.answers == ("work.wish",)
    assert suggestion.due == date(2026, 3, 10)


def test_rules_of_one_key_are_one_suggestion_with_all_reasons(meeting: Meeting) -> None:
    meeting.say("money.debt", "participant", "YES")
    meeting.say("money.worry", "participant", "8")
    (idea,) = meeting.plan().ideas
    assert idea.suggestion.rules == ("adviser", "adviser-worry")
    assert [text.to("en") for text in idea.suggestion.because] == ["Bills are hard.", "The worry is great."]
    assert idea.suggestion.due == date(2026, 3, 9)


def test_reasons_that_are_too_long_together_do_not_stop_a_decision() -> None:
    long = "Bills are hard. " * 100
    meeting = sit_down(small(PLAN.replace("Bills are hard.", long)), language="en")
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("money-advice", "try")
    (activity,) = meeting.plan().will_try
    assert len(activity.reason) <= LIMITS["reason"]
    assert activity.reason.startswith("Bills are hard.")
    assert activity.reason.endswith("…")


def test_three_to_begin_with_urgent_ones_and_chosen_areas_first(meeting: Meeting) -> None:
    meeting.set_alone(True)
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("money.debt", "participant", "YES")
    assert meeting.plan().first == ("cv", "search", "money-advice")
    meeting.say("start.topics", "participant", ["MONEY"])
    meeting.say("start.urgent", "participant", ["FOOD"])
    assert meeting.plan().first == ("food", "money-advice", "cv")


def test_what_rests_on_the_minute_for_two_is_shown_only_then(meeting: Meeting) -> None:
    meeting.set_alone(True)
    meeting.say("start.urgent", "participant", ["FOOD"])
    assert ideas(meeting) == ["food"]
    assert [need.ref for need in meeting.plan().unmet] == ["start.urgent"]
    meeting.set_alone(False)
    assert ideas(meeting) == []
    assert meeting.plan().unmet == ()
    assert [idea.suggestion.key for idea in meeting.whole_plan().ideas] == ["food"]


def test_four_decisions(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("cv", "try")
    meeting.decide("search", "changed", changes={"title": "Look at two adverts", "antallStillingerIUken": "2"})
    meeting.decide("money-advice", "no", "I have a friend who helps")
    plan = meeting.plan()
    assert [(a.id, a.title, a.changed, a.missing) for a in plan.will_try] == [
        ("cv", "Write a CV", False, ()),
        ("search", "Look at two adverts", True, ()),
    ]
    assert [(idea.suggestion.key, idea.words) for idea in plan.not_chosen] == [
        ("money-advice", "I have a friend who helps")
    ]
    meeting.decide("money-advice", "later")
    assert [(idea.suggestion.key, idea.decision) for idea in meeting.plan().ideas] == [("money-advice", "later")]


def test_required_fields_that_are_empty_are_named(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.decide("search", "try")
    (activity,) = meeting.plan().will_try
    assert activity.missing == ("antallStillingerIUken",)
    meeting.change_activity("search", {"antallStillingerIUken": "2"})
    assert meeting.plan().will_try[0].missing == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "x" * 101}, "too_long"),
        ({"purpose": "x" * 256}, "too_long"),
        ({"due": "31.02.2026"}, "not_a_date"),
        ({"responsible": "somebody"}, "not_an_option"),
        ({"others": "partner,somebody"}, "not_an_option"),
        ({"nav_decides": "no"}, "not_an_option"),
        ({"kind": "JOGGING"}, "not_an_option"),
    ],
)
def test_fields_are_held_to_the_limits_of_navs_form(meeting: Meeting, changes: dict[str, str], code: str) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    with pytest.raises(NotUnderstood, match=code):
        meeting.decide("cv", "changed", changes=changes)
    assert meeting.plan().will_try == ()


def test_an_activity_stays_when_its_reason_changes_and_says_so(meeting: Meeting) -> None:
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("money-advice", "try")
    assert not meeting.plan().will_try[0].stale
    change = meeting.say("money.debt", "participant", "NO")
    assert change.withdrawn == ("money-advice",)
    (activity,) = meeting.plan().will_try
    assert activity.stale
    assert activity.title == "Meet the adviser"


def test_own_steps_are_added_changed_removed_and_undone(meeting: Meeting) -> None:
    meeting.add_activity({"title": "Call the old employer", "topic": "WORK"}, "participant")
    (own,) = meeting.plan().will_try
    assert (own.proposed_by, own.responsible, own.missing) == ("participant", "participant", ("kind",))
    meeting.change_activity(own.id, {"due": "20.3.2026"})
    assert meeting.plan().will_try[0].due == date(2026, 3, 20)
    meeting.remove_activity(own.id)
    assert meeting.plan().will_try == ()
    meeting.undo()
    assert meeting.plan().will_try[0].due == date(2026, 3, 20)


def test_the_next_meeting_stands_by_itself(meeting: Meeting) -> None:
    assert meeting.next_meeting is None
    with pytest.raises(NotUnderstood, match="not_a_date"):
        meeting.set_next_meeting({"klokkeslett": "10:00"})
    meeting.set_next_meeting({"start": "9.3.2026", "klokkeslett": "10:00", "adresse": "Nav Eksempelby"})
    assert meeting.next_meeting is not None
    assert (meeting.next_meeting.id, meeting.next_meeting.start) == (NEXT_MEETING, date(2026, 3, 9))
    assert meeting.plan().will_try == ()
    assert meeting.header.next_meeting == "2026-03-09"


def test_a_meeting_that_has_begun_is_not_the_coming_one(meeting: Meeting) -> None:
    meeting.set_next_meeting({"start": "9.3.2026", "klokkeslett": "10:30"})
    assert meeting.coming_meeting() == meeting.next_meeting
    assert sit_down_again(meeting, days=6).coming_meeting() is not None
    met = sit_down_again(meeting, days=7)
    assert met.next_meeting is not None
    assert met.coming_meeting() is None
    met.set_next_meeting({"start": "16.3.2026"})
    assert met.coming_meeting() is not None


def test_needs_without_an_activity_are_unmet_until_one_answers_them(meeting: Meeting) -> None:
    meeting.say("start.topics", "participant", ["MONEY", "WORK"])
    meeting.say("money.mark", "participant", "URGENT")
    meeting.say("work.mark", "participant", "GOES_WELL")
    meeting.say("work.act", "participant", "YES")
    assert [(need.topic, need.urgent) for need in meeting.plan().unmet] == [("WORK", False), ("MONEY", True)]
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("money-advice", "try")
    assert [need.topic for need in meeting.plan().unmet] == ["WORK"]
    meeting.add_activity({"title": "Call", "topic": "WORK"}, "participant")
    assert meeting.plan().unmet == ()


def test_open_rules_say_what_is_wanting(meeting: Meeting) -> None:
    meeting.pass_over("money.debt", "participant", "declined")
    waits = {rule.rule: [(u.ref, u.cause) for u in rule.waits_for] for rule in meeting.plan().open_rules}
    assert waits == {}, "shown only when alone"
    waits = {rule.rule: [(u.ref, u.cause) for u in rule.waits_for] for rule in meeting.whole_plan().open_rules}
    assert waits["adviser"] == [("money.debt", "declined")]
    assert waits["cv"] == [("work.wish", "not_asked")]


def test_an_activity_from_a_held_back_answer_is_held_back_until_they_say_otherwise(meeting: Meeting) -> None:
    meeting.set_alone(True)
    meeting.say("start.urgent", "participant", ["FOOD"])
    meeting.decide("food", "try")
    assert meeting.plan().will_try[0].held_back
    meeting.hold_back("activity:food", False)
    assert not meeting.plan().will_try[0].held_back


def test_decisions_come_back_after_the_program_was_killed(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.decide("cv", "try")
    meeting.assess("We begin small.")
    meeting.view("assessment", "partly", "I want to go faster")
    again = sit_down_again(meeting)
    assert again.plan() == meeting.plan()
    assert again.assessment_view == ("partly", "I want to go faster")


def test_what_has_no_reason_left_can_only_be_put_off(meeting: Meeting) -> None:
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("money-advice", "no")
    meeting.say("money.debt", "participant", "NO")
    with pytest.raises(NotUnderstood, match="no_such_suggestion"):
        meeting.decide("money-advice", "try")
    assert meeting.plan().will_try == ()


def test_their_words_beside_a_step_outlive_a_change_of_its_fields(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.decide("cv", "try", "After Easter")
    meeting.change_activity("cv", {"due": "20.4.2026"})
    (step,) = meeting.plan().will_try
    assert (step.words, step.due, step.changed) == ("After Easter", date(2026, 4, 20), True)


def test_one_more_reason_is_no_changed_reason(meeting: Meeting) -> None:
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("money-advice", "try")
    meeting.say("money.worry", "participant", "8")
    assert not meeting.plan().will_try[0].stale
    meeting.say("money.debt", "participant", "NO")
    assert meeting.plan().will_try[0].stale


def test_a_step_keeps_the_reason_that_it_tells_when_its_fields_change(meeting: Meeting) -> None:
    meeting.say("money.debt", "participant", "YES")
    meeting.say("money.worry", "participant", "8")
    meeting.decide("money-advice", "try")
    meeting.say("money.debt", "participant", "NO")
    meeting.change_activity("money-advice", {"due": "20.4.2026"})
    (step,) = meeting.plan().will_try
    assert step.reason == "Bills are hard. The worry is great."
    assert step.stale


def test_a_step_from_the_card_holds_until_the_card_is_answered_again() -> None:
    card = """
        id: plan
        version: "1.0"
        title: {en: A plan}
        sections:
          - id: today
            title: {en: Today}
            card: yes
            questions:
              - {id: interpreter, ask: {en: Interpreter?}, why: {en: Free.}, type: yes_no}
        activities:
          - id: book
            when: {today.interpreter: YES}
            suggest: {en: Book an interpreter}
            because: {en: You asked for one.}
            responsible: caseworker
            within: 8 days
            target: social
    """
    meeting = sit_down(small(card), language="en")
    meeting.say("today.interpreter", "participant", "YES")
    meeting.decide("book", "try")
    again = sit_down_again(meeting, days=7)
    assert ideas(again) == []
    assert not again.plan().will_try[0].stale
    again.say("today.interpreter", "participant", "NO")
    assert again.plan().will_try[0].stale


def test_each_urgent_matter_is_unmet_until_a_step_is_there_for_it() -> None:
    two = PLAN.replace("{code: NONE, text", "{code: ROOF, text: {en: Roof}}, {code: NONE, text")
    meeting = sit_down(small(two), language="en")
    meeting.set_alone(True)
    meeting.say("start.urgent", "participant", ["FOOD", "ROOF"])
    meeting.decide("food", "try")
    assert [need.title.to("en") for need in meeting.plan().unmet] == ["Roof"]
    meeting.say("start.urgent", "participant", ["NONE"])
    assert meeting.plan().unmet == ()


def test_a_step_from_the_minute_for_two_meets_its_need_before_others_too() -> None:
    private = PLAN.replace("type: yes_no, sensitivity: private}", "type: yes_no, sensitivity: private, alone: yes}")
    meeting = sit_down(small(private), language="en")
    meeting.say("start.topics", "participant", ["MONEY"])
    meeting.say("money.mark", "participant", "URGENT")
    meeting.set_alone(True)
    meeting.say("money.debt", "participant", "YES")
    meeting.decide("money-advice", "try")
    meeting.set_alone(False)
    assert meeting.plan().will_try == ()
    assert meeting.plan().unmet == ()


def test_an_open_rule_waits_for_what_would_open_its_question() -> None:
    behind = PLAN.replace("- {id: debt,", "- {id: debt, when: {work.wish: {answered: yes}},")
    meeting = sit_down(small(behind), language="en")
    waits = {rule.rule: [(u.ref, u.cause) for u in rule.waits_for] for rule in meeting.whole_plan().open_rules}
    assert waits["adviser"] == [("work.wish", "not_asked")]
    known = PLAN.replace("- {id: debt,", "- {id: debt, when: {start.topics: {has: [MONEY]}},")
    meeting = sit_down(small(known), language="en")
    meeting.say("start.topics", "participant", ["WORK"])
    assert "adviser" not in {rule.rule for rule in meeting.whole_plan().open_rules}


def test_a_step_is_written_in_the_language_that_they_speak_when_they_decide() -> None:
    both = PLAN.replace("suggest: {en: Write a CV}", "suggest: {en: Write a CV, nb: Skrive en CV}")
    meeting = sit_down(small(both), language="en")
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.speak("nb", "")
    meeting.decide("cv", "try")
    assert meeting.plan().will_try[0].title == "Skrive en CV"
