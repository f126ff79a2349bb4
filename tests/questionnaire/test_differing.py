"""What differs between two questionnaires, in words."""

from __future__ import annotations

import pytest

from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.differing import difference_lines
from mapper.questionnaire.differing_plainly import plain_differences
from mapper.questionnaire.proposing import proposed_changes, same_version
from tests.meeting.test_moving import NEW, OLD
from tests.table import core, small


def test_every_difference_is_told_with_what_it_means_for_talks_under_way() -> None:
    told = difference_lines(small(OLD), small(NEW), "en")
    assert told == [
        "Parts",
        "- The part health is now called body.",
        "- body, title: “Health” → “Body”",
        "",
        "Questions",
        "- New question body.rent: “What is the rent?”",
        "- New question body.bus: “Is there a bus?”",
        "- New question body.car: “Is there a car?”",
        "- The question health.hinders is now called body.hard. The answers go along.",
        "- body.hard, ask: “Is anything hard?” → “Is anything hard for you?”",
        "- The question health.heed is now called body.heed. The answers go along.",
        "- body.heed: the option BACK is now PAIN. The answers go along.",
        "- body.heed PAIN, text: “A bad back” → “Pain”",
        "- body.heed: the option NECK is now PAIN. The answers go along.",
        "- body.heed PAIN, text: “A bad neck” → “Pain”",
        "- body.heed: the option TIRED “Tired” is gone. Whoever chose it is asked again.",
        "- body.heed: new option DAYS “Tired by day”.",
        "- body.heed: new option NIGHTS “Awake at night”.",
        "- The question health.weight is taken out: “What do you weigh?” Answers in talks under way are put aside.",
        "- The question health.rent means something else now: “What is the rent?” It is asked again in body.rent, "
        "with the old answer beside it.",
        "- The question health.travel is split: “How do you travel?” It is asked again in body.bus, body.car, "
        "with the old answer beside it.",
        "- The question health.safe is taken out: “Are you safe?” Answers in talks under way are put aside.",
        "",
        "Suggestions",
        "- The suggestion talk-to-gp is now called see-doctor.",
        "- see-doctor, suggest: “Talk to the doctor” → “See the doctor”",
    ]


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_the_same_questionnaire_differs_in_nothing(language: str) -> None:
    assert len(difference_lines(core(), core(), language)) == 1


def test_a_condition_and_a_setting_are_told() -> None:
    old = small(OLD)
    text = OLD.replace("when: {health.hinders: YES}", "when: {health.hinders: [YES, NO]}").replace(
        "within: 14 days", "within: 30 days"
    )
    told = "\n".join(difference_lines(old, small(text), "nn"))
    assert "talk-to-gp, når: " in told
    assert "talk-to-gp, within: 14 days → 30 days" in told


def test_only_what_was_moved_is_told_to_stand_elsewhere() -> None:
    first, *rest = [line for line in OLD.splitlines(keepends=True) if line.startswith("      - {id: ")]
    moved = OLD.replace(first, "").replace(rest[-1], rest[-1] + first)
    assert difference_lines(small(OLD), small(moved), "en") == [
        "Questions",
        "- The question health.hinders is in another place.",
    ]


def test_what_may_have_been_renamed_is_proposed_and_then_holds() -> None:
    old = small(OLD)
    text = OLD.replace("id: hinders", "id: hard").replace("health.hinders", "health.hard")
    text = text.replace("code: BACK", "code: SPINE").replace("BACK", "SPINE")
    proposed = proposed_changes(old, small(text))
    assert proposed == (
        '- {from: "1.0", question: health.hinders, renamed: health.hard}',
        '- {from: "1.0", question: health.heed, option: BACK, renamed: SPINE}',
    )
    assert same_version(old, small(text))
    written = text.replace('version: "1.0"', 'version: "1.1"', 1) + "\nchanges:\n" + "\n".join(proposed) + "\n"
    new = small(written)
    assert proposed_changes(old, new) == ()
    assert not same_version(old, new)
    told = difference_lines(old, new, "en")
    assert "- The question health.hinders is now called health.hard. The answers go along." in told


def test_nothing_is_proposed_where_another_question_came_in_its_place() -> None:
    text = OLD.replace("id: hinders", "id: hard").replace("health.hinders", "health.hard")
    text = text.replace("Is anything hard?", "Where do you want to work next year?")
    assert proposed_changes(small(OLD), small(text)) == ()
    assert proposed_changes(small(NEW), small(OLD)) == ()


PACK = """
id: job
version: "1.0"
title: {en: Job}
about: {en: Help}
offer_when: {job.well: {answered: yes}}
sections:
  - id: job
    title: {en: Job}
    questions:
      - {id: started, ask: {en: Since when?}, why: {en: To help.}, type: date}
      - id: well
        ask: {en: How is it?}
        why: {en: To help.}
        type: one
        options: [{code: A, text: {en: a}}, {code: B, text: {en: b}}, {code: C, text: {en: c}}]
      - id: who
        ask: {en: Who?}
        why: {en: To help.}
        type: table
        columns: [{id: x, text: {en: x}}, {id: y, text: {en: y}}]
"""


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("about: {en: Help}", "about: {en: Aid}", "job, about: “Help” → “Aid”"),
        (
            "{answered: yes}", "[A]",
            "job, when: “How is it?” (job.well): is answered → “How is it?” (job.well): “a”",
        ),
        (
            "sections:", "rounds: {from: job.started, at: [2 weeks]}\nsections:",
            "job, rounds: – → from: job.started, at: 2 weeks",
        ),
        ("{en: b}", "{en: b}, write_in: yes", "job.well B, write_in: – → yes"),
        (
            "{code: A, text: {en: a}}, {code: B, text: {en: b}}", "{code: B, text: {en: b}}, {code: A, text: {en: a}}",
            "job.well B: the option is in another place.",
        ),
        (
            "[{id: x, text: {en: x}}, {id: y, text: {en: y}}]", "[{id: y, text: {en: y}}, {id: x, text: {en: x}}]",
            "job.who y: the column is in another place.",
        ),
    ],
    ids=["about", "offer", "rounds", "own words", "option moved", "column moved"],
)  # fmt: skip
def test_what_a_pack_and_an_option_say_of_themselves_is_told(was: str, now: str, told: str) -> None:
    changed = PACK.replace(was, now)
    assert changed != PACK
    found = difference_lines(small(PACK), small(changed), "en")
    assert found[1:] == [f"- {told}"]


@pytest.mark.parametrize(
    ("was", "now"),
    [("{answered: yes}", "[A]"), ("sections:", "rounds: {from: job.started, at: [2 weeks]}\nsections:")],
    ids=["offer", "rounds"],
)
def test_the_two_are_told_that_parts_come_up_otherwise(was: str, now: str) -> None:
    told = plain_differences(small(PACK), small(PACK.replace(was, now)), "en")
    assert told == ["Something has changed around some parts: when they come up, or who may read the answers."]


AREAS = """
id: areas
version: "1.0"
title: {en: Areas}
sections:
  - id: start
    title: {en: Start}
    questions:
      - {id: help, ask: {en: Do you have help?}, why: {en: To help.}, type: yes_no}
      - id: talk
        ask: {en: What about?}
        why: {en: To help.}
        type: several
        role: topics
        options: [{code: HOME, text: {en: Home}}, {code: MONEY, text: {en: Money}}]
  - {id: home, title: {en: Home}, topic: HOME}
closing:
  - {id: help, ask: {en: What would help?}, why: {en: To help.}, type: text}
  - {id: more, ask: {en: Anything else?}, why: {en: To help.}, type: text}
"""


def test_what_is_said_of_a_closing_line_leaves_a_question_of_the_same_id_alone() -> None:
    line = "  - {id: help, ask: {en: What would help?}, why: {en: To help.}, type: text}\n"
    new = AREAS.replace('"1.0"', '"1.1"').replace(line, "")
    told = difference_lines(
        small(AREAS), small(f'{new}changes:\n  - {{from: "1.0", question: help, retired: yes}}\n'), "en"
    )
    assert told == [
        "Questions",
        "- The question home.help is taken out: “Home: What would help?” Answers in talks under way are put aside.",
    ]


READS = """
id: help
version: "1.0"
title: {en: Help}
sections:
  - id: help
    title: {en: Help}
    questions:
      - id: heed
        ask: {en: What is hard?}
        why: {en: To help.}
        type: several
        options: [{code: BACK, text: {en: Back}}, {code: NECK, text: {en: Neck}}, {code: COLD, text: {en: Cold}}]
      - id: tried
        ask: {en: Tried?}
        why: {en: To help.}
        type: table
        columns:
          - {id: what, text: {en: What}}
          - {id: well, text: {en: Well?}, type: one, options: [{code: YES, text: {en: Yes}}]}
activities:
  - id: see-doctor
    when:
      all:
        - help.heed: {has: [BACK, NECK]}
        - help.tried: {any_row: {well: [YES]}}
    suggest: {en: See the doctor}
    because: {en: Something is hard.}
    responsible: participant
    within: 14 days
    target: social
"""
CHANGES = """
changes:
  - {from: "1.0", question: help.heed, options: [BACK, NECK], merged: PAIN}
  - {from: "1.0", question: help.tried, column: well, renamed: helped}
  - {from: "1.0", question: help.tried, column: well, option: YES, renamed: MUCH}
"""


def test_a_condition_that_only_bears_other_names_is_no_difference() -> None:
    text = READS.replace('version: "1.0"', 'version: "1.1"').replace("id: well", "id: helped")
    two = "{code: BACK, text: {en: Back}}, {code: NECK, text: {en: Neck}}"
    text = text.replace(two, "{code: PAIN, text: {en: Pain}}").replace("code: YES", "code: MUCH")
    text = text.replace("has: [BACK, NECK]", "has: [PAIN]").replace("{well: [YES]}", "{helped: [MUCH]}")
    told = difference_lines(small(READS), small(text + CHANGES), "en")
    assert "- help.tried: the column well is now called helped. The answers go along." in told
    assert "Suggestions" not in told
    wider = small(text.replace("has: [PAIN]", "has: [PAIN, COLD]") + CHANGES)
    assert any(line.startswith("- see-doctor, when: ") for line in difference_lines(small(READS), wider, "en"))
