"""What the core suggests: every rule is reached by an answer, and no protected answer makes the offer smaller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from mapper.interview.answer import PassedOver
from mapper.interview.parse import Words
from mapper.meeting.meeting import Meeting
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Question
from tests.table import core, sit_down

Said = Mapping[str, Words]

REACHED_BY: dict[str, Said] = {
    "urgent-today": {"start.urgent": ["SAFETY"]},
    "housing-today": {"home.status": "NO_HOME"},
    "meeting-with-interpreter": {"meeting.interpreter": "MISSING"},
    "keep-deadline": {"help.running": [{"what": "Barnehage", "due": "1.4.2026", "help": "YES"}]},
    "plan-on-paper": {"language.digital": ["WANT_PAPER"]},
    "digital-help": {"language.digital": ["BANKID", "WANT_TO_LEARN"]},
    "norwegian-for-work": {"language.norwegian": "A_LITTLE"},
    "easier-letters": {"language.reading": "SOMEWHAT"},
    "missing-help": {"health.affects_work": "YES", "health.helpers": [{"who": "Ola Eksempel", "enough": "PARTLY"}]},
    "find-help": {"health.affects_work": "YES", "health.helpers": []},
    "someone-to-talk-to": {"health.affects_work": "YES", "health.consider": ["GAMBLING"]},
    "work-and-treatment": {"health.affects_work": "YES", "health.work_and_treatment": "BOTH"},
    "employment-specialist": {"health.affects_work": "YES", "health.consider": ["PAIN"]},
    "children-overview": {"family.has_children": "YES", "family.children_need": "De vil spille fotball."},
    "childcare": {"family.care": ["NO_CHILDCARE"]},
    "transition-meeting": {"family.transitions": ["INSTITUTION"]},
    "eea-rights": {"family.transitions": ["EEA"]},
    "money-advice": {"money.debt": "NO_OVERVIEW"},
    "income-after": {"money.income": [{"source": "AAP", "until": "1.5.2026"}]},
    "work-and-money": {"money.if_work": "YES"},
    "housing-talk": {"home.change": ["UNSAFE"]},
    "update-cv": {"work.wish": "Noe med mat."},
    "job-search": {"work.wish": "Noe med mat."},
    "small-try": {"work.confidence": "4"},
    "what-first": {"work.importance": "3"},
    "repeat-what-helped": {"work.tried": [{"what": "Kurs", "helped": "PARTLY"}]},
    "plan-with-employer": {"work.situation": ["SYKMELDT_MED_ARBEIDSGIVER"]},
    "recognition": {"education.completed": "NUS_6", "education.approved": "NOT_APPROVED"},
    "trade-or-school": {"education.learn": ["TRADE"]},
    "wanted-own": {"help.wanted": ["OWN"]},
    "wanted-guidance": {"help.wanted": ["GUIDANCE"]},
    "wanted-close": {"help.wanted": ["CLOSE"]},
    "wanted-on-the-job": {"help.wanted": ["ON_THE_JOB"]},
    "wanted-money": {"help.wanted": ["MONEY"]},
    "wanted-other-services": {"help.wanted": ["OTHER_SERVICES"]},
    "individual-plan": {"help.services": [{"service": "Fastlegen"}, {"service": "Skolen"}], "help.plan": "YES"},
}

EVERYTHING: Said = {
    "start.urgent": ["FOOD"], "meeting.interpreter": "MISSING", "work.situation": ["VIL_BYTTE_JOBB"],
    "work.wish": "Noe med mat.", "work.confidence": "2", "work.importance": "2", "health.affects_work": "YES",
    "health.other_obstacle": "YES", "health.hours": "5", "health.consider": ["PAIN", "SUBSTANCES"],
    "health.helpers": [{"who": "Ola Eksempel", "enough": "NO"}, {"who": "Kari Prøve"}],
    "health.work_and_treatment": "WORK_CAN_HELP", "family.has_children": "YES", "family.children_need": "Ro.",
    "family.care": ["NO_CHILDCARE"], "family.transitions": ["EEA", "INSTITUTION", "BENEFIT_ENDS"],
    "money.worry": "9", "money.debt": "COLLECTION", "home.status": "SHORT_LET", "language.norwegian": "NOT_YET",
    "language.reading": "NEED_HELP", "language.digital": ["NONE", "WANT_TO_LEARN"], "everyday.energy": "1",
    "everyday.difficult": ["SLEEP"], "help.wanted": ["CLOSE"], "help.plan": "YES",
}  # fmt: skip
"""A conversation in which nearly every protected question has an answer on the side of need."""


STATES: tuple[PassedOver, ...] = ("unknown", "declined", "later")


def told(said: Said) -> Meeting:
    meeting = sit_down(core())
    meeting.set_alone(True)
    for ref, words in said.items():
        meeting.say(ref, voice(ref), words)
    return meeting


def voice(ref: str) -> Voice:
    return core().questions[ref].voices[0]


def offered(meeting: Meeting) -> set[str]:
    return {rule for idea in meeting.plan().ideas for rule in idea.suggestion.rules}


@pytest.mark.parametrize("name", REACHED_BY)
def test_an_answer_reaches_the_rule(name: str) -> None:
    assert name in offered(told(REACHED_BY[name]))


def test_not_knowing_reaches_its_rules() -> None:
    meeting = told({"education.completed": "NUS_6"})
    meeting.pass_over("help.wanted", "participant", "unknown")
    meeting.pass_over("education.approved", "together", "unknown")
    assert {"wanted-unknown", "recognition"} <= offered(meeting)


def test_every_rule_is_reached() -> None:
    assert {rule.id for rule in core().rules} == {*REACHED_BY, "wanted-unknown"}


def without_need(question: Question) -> Words:
    """Give the answer that says most clearly that there is no need."""
    if question.need:
        return "10" if question.need == "low" else "0"
    return [question.no_need[0]] if question.type == "several" else question.no_need[0]


def other_answers(question: Question) -> Iterator[Words]:
    """Give every answer with some need in it."""
    if question.type == "yes_no":
        yield "YES" if "NO" in question.no_need else "NO"
    elif question.type in ("one", "several"):
        codes = [option.code for option in question.options if option.code not in question.no_need]
        yield from ([code] for code in codes) if question.type == "several" else codes
    else:
        yield from (str(number) for number in range(11))


def protected() -> Iterator[str]:
    return (ref for ref, question in core().questions.items() if question.protected)


@pytest.mark.parametrize("ref", list(protected()))
def test_an_answer_on_health_language_or_family_never_makes_the_offer_smaller(ref: str) -> None:
    meeting = told({**EVERYTHING, ref: without_need(core().questions[ref])})
    least = offered(meeting)
    assert least
    for state in STATES:
        meeting.pass_over(ref, voice(ref), state)
        assert least <= offered(meeting), state
    for words in other_answers(core().questions[ref]):
        meeting.say(ref, voice(ref), words)
        assert least <= offered(meeting), words
