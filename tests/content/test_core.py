"""The core asks what it should: the short conversation, the talk alone, what is protected, and what rules may say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain

import pytest

from mapper.questionnaire import condition
from mapper.questionnaire.check import check_paths
from mapper.questionnaire.library import Library
from mapper.questionnaire.lists import LIST_FILES, LawFile, MeasuresFile, NavCodesFile, PartnersFile
from mapper.questionnaire.model import Frozen, Question, QuestionnaireFile, Rule, Section
from mapper.questionnaire.read import read_file, read_list
from mapper.questionnaire.tree import read_path
from tests.content.texts import LANGUAGES, QUESTIONNAIRES, questionnaire_pieces

SHORT = {
    "start.hope", "start.urgent", "matters.now", "matters.topics", "matters.strengths", "work.situation", "work.wish",
    "work.goal", "help.wanted", "health.affects_work", "health.consider", "health.other_obstacle",
    "family.has_children", "family.children_need", "money.debt", "home.status", "family.transitions",
    "language.digital", "work.confidence",
}  # fmt: skip
"""The conversation of 18 minutes, with the two questions that follow from an answer in it."""

ALONE = {
    "start.urgent", "everyday.difficult", "health.consider", "health.helpers", "family.children_need",
    "family.transitions", "money.income", "money.debt", "home.change",
}  # fmt: skip

TOGETHER = {
    "meeting.present", "meeting.explained", "work.situation", "work.experience", "education.completed",
    "education.approved", "family.household", "family.children", "money.income", "money.expenses", "home.status",
}  # fmt: skip

TWO_VOICES = {
    "matters.strengths", "health.consider", "health.hours", "health.other_obstacle", "work.tried", "work.fits",
    "health.helpers",
}  # fmt: skip

BRIEF_CORE_SET = {
    "b130", "b164", "b455", "d155", "d240", "d720", "d845", "d850", "d855", "e310", "e330", "e580", "e590",
}  # fmt: skip


@cache
def core() -> QuestionnaireFile:
    reading = read_file(QUESTIONNAIRES / "core.yaml")
    assert reading.form is not None, reading.findings
    assert reading.findings == []
    return reading.form


@cache
def lists(name: str) -> Frozen:
    reading = read_list(read_path(QUESTIONNAIRES / "lists" / f"{name}.yaml"), LIST_FILES[name])
    assert reading.form is not None, reading.findings
    return reading.form


@cache
def questions() -> dict[str, Question]:
    return {f"{part.id}.{question.id}": question for part in core().sections for question in part.questions}


@cache
def rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in core().activities}


def areas() -> list[Section]:
    return [part for part in core().sections if part.topic]


def rule_tests(rule: Rule) -> list[condition.Test]:
    return list(condition.tests(rule.when)) if rule.when else []


def every_question() -> dict[str, Question]:
    return questions() | {f"closing.{question.id}": question for question in core().closing}


def test_the_first_line_names_the_schema() -> None:
    first = (QUESTIONNAIRES / "core.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=questionnaire.schema.json"


def test_parts_come_in_the_order_of_the_conversation() -> None:
    assert [part.id for part in core().sections] == [
        "meeting", "start", "matters", "work", "education", "health", "family", "money", "home", "language",
        "everyday", "other", "private", "help",
    ]  # fmt: skip


def test_the_short_conversation_is_the_one_decided() -> None:
    asked = {ref for ref, question in questions().items() if question.profile == "short"}
    card = {ref for ref in questions() if ref.startswith("meeting.")}
    assert asked - card == SHORT
    assert card <= asked


def test_what_waits_until_they_are_alone() -> None:
    assert {ref for ref, question in questions().items() if question.alone} == ALONE


def test_whose_answer_it_is() -> None:
    voices = {ref: question.voices for ref, question in questions().items()}
    assert {ref for ref, said in voices.items() if said == ("together",)} == TOGETHER
    assert {ref for ref, said in voices.items() if said == ("participant", "caseworker")} == TWO_VOICES
    alone = {ref for ref, said in voices.items() if said == ("participant",)}
    assert alone == set(voices) - TOGETHER - TWO_VOICES
    closing = {question.id: question.voices for question in core().closing}
    assert {name for name, said in closing.items() if said != ("participant",)} == {"added"}


def test_every_question_says_why_and_how_to_ask() -> None:
    silent = [ref for ref, question in every_question().items() if not (question.why and question.tip)]
    assert silent == []


def test_what_is_sensitive_stays_off_the_paper_until_ticked() -> None:
    delicate = {ref for ref, question in questions().items() if question.sensitivity == "special" or question.alone}
    assert [ref for ref in delicate if questions()[ref].on_paper] == []
    assert not questions()["start.reach"].on_paper


def test_every_topic_has_its_part_and_every_part_its_topic() -> None:
    topics = questions()["matters.topics"]
    assert topics.type == "several"
    assert topics.role == "topics"
    assert {option.code for option in topics.options} == {part.topic for part in areas()}


def test_work_comes_before_health() -> None:
    order = [part.topic for part in areas()]
    assert order.index("WORK") < order.index("HEALTH")


def test_one_part_gathers_what_is_said_alone_and_one_is_the_card() -> None:
    assert [part.id for part in core().sections if part.gathers_alone] == ["private"]
    assert [part.id for part in core().sections if part.card] == ["meeting"]


def test_roles_are_found_once() -> None:
    roles = Counter(question.role for question in every_question().values() if question.role)
    assert set(roles.values()) == {1}
    assert set(roles) == {
        "present", "language", "interpreter", "explained", "hope", "urgent", "matters", "topics", "strengths", "goal",
        "mark", "level", "works", "act", "added",
    }  # fmt: skip


def test_each_tag_of_the_brief_core_set_has_a_question() -> None:
    tags = set(chain.from_iterable(question.tags.get("icf", "").split() for question in questions().values()))
    assert tags == BRIEF_CORE_SET


CLOSED = ("yes_no", "one", "several", "scale", "number")
PROTECTED_PARTS = (
    "health.", "language.", "family.", "meeting.language", "meeting.interpreter", "everyday.energy",
    "everyday.difficult",
)  # fmt: skip
WITHOUT_NEED = {"language.digital"}
"""Says what somebody does online: no answer to it is "no need"."""


def test_health_substance_language_and_family_are_protected() -> None:
    bare = [
        ref
        for ref, question in questions().items()
        if ref.startswith(PROTECTED_PARTS) and question.type in CLOSED and ref not in WITHOUT_NEED
        if not (question.protected and (question.no_need or question.need))
    ]
    assert bare == []


def test_no_rule_asks_for_the_side_without_need() -> None:
    wrong = [
        (rule.id, test.question)
        for rule in rules().values()
        for test in rule_tests(rule)
        if (question := questions()[test.question]).protected
        if set(question.no_need) & set(test.argument if isinstance(test.argument, tuple) else ())
        or test.operator == "has_none"
        or (question.need == "low" and test.operator in {"at_least", "over"})
        or (question.need == "high" and test.operator in {"at_most", "under"})
    ]
    assert wrong == []


def test_each_kind_of_help_has_one_rule() -> None:
    wanted = questions()["help.wanted"]
    assert wanted.type == "several"
    asked = Counter(
        code
        for rule in rules().values()
        for test in rule_tests(rule)
        if test.question == "help.wanted" and isinstance(test.argument, tuple)
        for code in test.argument
    )
    assert asked == {option.code: 1 for option in wanted.options} | {"UNKNOWN": 1}


def test_a_rule_about_job_search_asks_only_for_a_wish() -> None:
    for name in ("job-search", "update-cv"):
        assert [(test.question, test.operator) for test in rule_tests(rules()[name])] == [("work.wish", "answered")]


def test_any_consideration_brings_the_employment_specialist() -> None:
    consider = questions()["health.consider"]
    assert consider.type == "several"
    (test,) = rule_tests(rules()["employment-specialist"])
    assert test.question == "health.consider"
    assert isinstance(test.argument, tuple)
    assert set(test.argument) == {option.code for option in consider.options} - set(consider.no_need)
    assert rules()["wanted-close"].key == "employment-specialist"


def test_merged_rules_suggest_the_same() -> None:
    for rule in rules().values():
        if rule.key:
            first = rules()[rule.key]
            assert (rule.suggest, rule.target, rule.responsible, rule.kind) == (
                first.suggest, first.target, first.responsible, first.kind,
            )  # fmt: skip


HEALTH_WORDS = re.compile(
    r"hels|lege|behandl|sykdom|sjukdom|psyk|rus\b|spill|spel|angst|smerte|health|doctor|treat|ill\b|drug|gambl",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", ["missing-help", "find-help", "someone-to-talk-to", "work-and-treatment"])
def test_a_step_about_health_has_a_neutral_name_and_asks_where_it_goes(name: str) -> None:
    rule = rules()[name]
    assert rule.ask_target
    assert [words for _, words in rule.suggest if HEALTH_WORDS.search(words)] == []


def test_what_is_urgent_is_never_quoted_and_comes_first() -> None:
    assert [rule.id for rule in rules().values() if not rule.quote] == ["urgent-today"]
    assert rules()["urgent-today"].first
    assert {rule.id for rule in rules().values() if rule.within == "today"} == {"urgent-today", "housing-today"}


FORBIDDEN = {
    "nb": r"avtalt|sanksjon|innsatsgruppe|arbeidsevne|prosent|plikt|stans|krav|vedtak|\bmå\b.*\bellers\b",
    "nn": r"avtalt|avtala|sanksjon|innsatsgruppe|arbeidsevne|prosent|plikt|stans|krav|vedtak|\bmå\b.*\belles\b",
    "en": r"agreed|sanction|service group|work ability|per ?cent|duty|obligat|must .* or|decision",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_threatens_decides_or_measures(language: str) -> None:
    words = re.compile(FORBIDDEN[language], re.IGNORECASE)
    pieces = [p for p in questionnaire_pieces() if "/activities/" in p.key and p.language == language]
    assert pieces
    assert [(p.key, p.words) for p in pieces if words.search(p.prose)] == []


SPEAKER = re.compile(r"\b(du|deg|din|ditt|dine|jeg|meg|min|eg|vi|oss|you|your|I|my|we|our|us)\b")


def test_a_suggestion_and_its_reason_have_no_speaker() -> None:
    spoken = [
        (p.file, p.key, p.words)
        for p in questionnaire_pieces()
        if "/activities/" in p.key and p.key.endswith(("/because", "/suggest")) and SPEAKER.search(p.words)
    ]
    assert spoken == []


LIMITS = {
    "suggest": 100,
    "purpose": 255,
    "describe": 400,
    "because": 160,
    "title": 40,
    "ask": 100,
    "text": 70,
    "tip": 130,
}


def test_texts_fit_where_they_are_shown_and_copied() -> None:
    too_long = [
        (p.file, p.key, p.language, len(p.words))
        for p in questionnaire_pieces()
        if "/lists/" not in p.file and len(p.words) > LIMITS.get(p.key.rsplit("/", 1)[-1], 1000)
    ]
    assert too_long == []


def test_rules_name_what_the_lists_have() -> None:
    partners, measures, law, nav = (lists(name) for name in ("partners", "measures", "law", "nav-codes"))
    assert isinstance(partners, PartnersFile)
    assert isinstance(measures, MeasuresFile)
    assert isinstance(law, LawFile)
    assert isinstance(nav, NavCodesFile)
    all_rules = rules().values()
    assert {rule.partner for rule in all_rules if rule.partner} <= {partner.id for partner in partners.partners}
    assert {rule.measure for rule in all_rules if rule.measure} <= {measure.id for measure in measures.measures}
    assert set(chain.from_iterable(rule.law for rule in all_rules)) <= {entry.id for entry in law.law}
    assert {rule.kind for rule in all_rules if rule.kind} <= {kind.code for kind in nav.kinds}
    assert {measure.code for measure in measures.measures if measure.code} <= {named.code for named in nav.measures}
    assert {rule.topic for rule in all_rules if rule.topic} <= {part.topic for part in areas()}


def test_a_step_in_navs_plan_has_navs_kind_and_says_who_decides() -> None:
    for rule in rules().values():
        assert rule.kind or rule.target != "activity_plan", rule.id
        assert rule.nav_decides == bool(rule.measure or rule.kind == "SOKEAVTALE"), rule.id


NAV_FORMS = {
    "EGEN": ("tittel fraDato tilDato", {"tittel": 100, "hensikt": 255, "oppfolging": 255, "beskrivelse": 5000}),
    "STILLING": ("tittel fraDato", {"tittel": 100, "arbeidsgiver": 255, "kontaktperson": 255, "lenke": 2000}),
    "IJOBB": ("tittel fraDato jobbStatus", {"tittel": 100, "ansettelsesforhold": 255, "arbeidstid": 255}),
    "BEHANDLING": (
        "fraDato tilDato behandlingType behandlingSted",
        {"behandlingType": 100, "behandlingSted": 255, "effekt": 255, "beskrivelse": 400},
    ),
    "SOKEAVTALE": ("fraDato tilDato antallStillingerIUken", {"avtaleOppfolging": 255, "beskrivelse": 5000}),
    "MOTE": (
        "tittel dato klokkeslett varighet kanal adresse beskrivelse",
        {"tittel": 100, "adresse": 255, "forberedelser": 500, "referat": 5000},
    ),
}
"""What Nav's forms require, and the limits of some of their fields, as read in Nav's own code."""


@pytest.mark.parametrize("code", NAV_FORMS)
def test_navs_forms_are_as_nav_has_them(code: str) -> None:
    nav = lists("nav-codes")
    assert isinstance(nav, NavCodesFile)
    (kind,) = [kind for kind in nav.kinds if kind.code == code]
    required, limits = NAV_FORMS[code]
    assert {field.id for field in kind.fields if field.required} == set(required.split())
    assert {field.id: field.max for field in kind.fields if field.id in limits} == limits
    assert ("participant" in kind.created_by) == (code not in {"SOKEAVTALE", "MOTE"})


def test_the_check_finds_nothing_in_what_is_shipped() -> None:
    assert check_paths((), Library((QUESTIONNAIRES,))) == ()


WORDS_DECIDED = """
meeting.language | Hvilket språk vil du snakke?
meeting.interpreter | Vil du ha tolk? Det er gratis.
meeting.explained | Dette har vi snakket om:
start.urgent | Er det noe du trenger hjelp til i dag? | Er det noko du treng hjelp til i dag?
matters.strengths | Hva er du god til, og hva liker du å gjøre? | Kva er du god til, og kva liker du å gjere?
work.experience | Hva har du jobbet med?
work.tried | Hva har du prøvd, og hva hjalp?
work.importance | Hvor viktig er jobb for deg nå? | Kor viktig er jobb for deg no?
work.confidence | Hvor trygg er du på at du kan klare en jobb? | Kor trygg er du på at du kan klare ein jobb?
work.goal | Hva er målet ditt? | Kva er målet ditt?
health.affects_work | Gjør helsen det vanskelig å søke jobb eller være i jobb? | Gjer helsa det vanskeleg å søkje jobb eller vere i jobb?
health.other_obstacle | Er det noe annet som gjør det vanskelig?
health.hours | Hvor mange timer i uka kan passe å begynne med? | Kor mange timar i veka kan passe å byrje med?
family.children_need | Hvordan har barna det? Hva sier de selv? | Korleis har barna det? Kva seier dei sjølve?
family.network | Er det noen du kan be om hjelp?
money.debt | Strever du med regninger eller gjeld? | Strevar du med rekningar eller gjeld?
money.if_work | Vil du vite hva jobb betyr for økonomien din?
home.change | Ønsker du noe annerledes med boligen?
language.reading | Mange synes brev fra Nav er vanskelige. Hvordan er det for deg?
language.digital | Hva gjør du selv på nett?
help.wanted | Hva vil du ha hjelp til? | Kva vil du ha hjelp til?
help.services | Hvem vil du at vi samarbeider med?
help.plan | Vil du ha én felles plan og én fast kontakt?
"""  # noqa: E501  one question a line, as people read them
"""Questions whose words were weighed one by one: Bokmål, and Nynorsk where it was decided too."""


@pytest.mark.parametrize("line", WORDS_DECIDED.strip().splitlines())
def test_words_that_were_decided_stand(line: str) -> None:
    ref, *wording = line.split(" | ")
    asked = dict(questions()[ref].ask)
    assert [asked[language] for language in ("nb", "nn")][: len(wording)] == wording


def test_what_is_promised_before_the_talk_is_true_and_complete() -> None:
    (start,) = [part for part in core().sections if part.id == "start"]
    assert start.intro is not None
    assert dict(start.intro)["nb"] == (
        "Du velger hva du svarer på her. Nav kan trenge opplysninger i en sak om penger. "
        "Da spør vi om det for seg selv. Jeg har taushetsplikt. "
        "Er et barn eller noen andre i alvorlig fare, kan jeg ha plikt til å si fra."
    )
