"""Which answers open what: every way opens what it is said to, none is shorter, and what never opens never does."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapper.meeting.meeting import Meeting
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Outcome, Test, Voice, evaluate, judge
from mapper.questionnaire.reach import Reach, reachable
from mapper.questionnaire.reaching.needs import Given
from mapper.questionnaire.read import read_string
from tests.interview.forms import composed, plain_forms
from tests.table import core, sit_down

TODAY = date(2026, 3, 2)
RELAXED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def form(text: str) -> Questionnaire:
    reading = read_string(text)
    assert reading.form is not None, reading.findings
    return compose((reading.form,))


def questions(*lines: str) -> Questionnaire:
    """Compose a section of yes/no questions `a`, `b` and so on; each line gives what else one has."""
    told = "".join(
        f"\n      - {{id: {name}, ask: {{en: q}}, why: {{en: w}}, {line or 'type: yes_no'}}}"
        for name, line in zip("abcdefgh", lines, strict=False)
    )
    return form(
        f'id: t\nversion: "1.0"\ntitle: {{en: T}}\nsections:\n  - id: s\n    title: {{en: S}}\n    questions:{told}'
    )


def told(reach: Reach, key: str) -> list[str]:
    way = reach.way(key)
    assert way is not None
    return [f"{ref}={one.state or one.value}" for ref, answered in way.answers.items() for one in answered]


# --- small cases, in the office's own notation

YES_NO = "type: yes_no, when: {%s}"


def test_what_stands_from_the_start_needs_no_answer() -> None:
    assert told(reachable(questions(""), TODAY), "q:s.a") == []


def test_a_chain_is_followed_to_its_beginning() -> None:
    reach = reachable(questions("", YES_NO % "s.a: YES", YES_NO % "s.b: NO"), TODAY)
    assert told(reach, "q:s.c") == ["s.a=YES", "s.b=NO"]


def test_of_two_ways_the_shorter_is_given() -> None:
    either = YES_NO % "any: [{s.a: YES, s.b: YES}, {s.c: UNKNOWN}]"
    assert told(reachable(questions("", "", "", either), TODAY), "q:s.d") == ["s.c=UNKNOWN"]


def test_of_what_must_not_all_hold_one_is_enough() -> None:
    reach = reachable(questions("", "", YES_NO % "none: [{all: [{s.a: YES}, {s.b: YES}]}]"), TODAY)
    assert len(told(reach, "q:s.c")) == 1


CLASHES = {
    "a child that takes back what its parent needs": ("", YES_NO % "s.a: YES", YES_NO % "s.b: YES, s.a: NO"),
    "a grandchild that does": ("", YES_NO % "s.a: YES", YES_NO % "s.b: YES", YES_NO % "s.c: YES, s.a: NO"),
    "codes with nothing in common": ("", "", YES_NO % "all: [{s.a: YES}, {s.a: [NO, UNKNOWN]}]"),
    "ranges with nothing in common": (
        "type: number", "", YES_NO % "all: [{s.a: {at_least: 18}}, {s.a: {under: 18}}]",
    ),
    "a number between two whole ones": ("type: number", "", YES_NO % "s.a: {over: 3, under: 4}"),
    "a number beyond its limits": ("type: number, at_most: 5", "", YES_NO % "s.a: {at_least: 6}"),
    "known not to be, of both answers": ("", "", YES_NO % "none: [{s.a: YES}, {s.a: NO}]"),
    "an answer, and none": ("", "", YES_NO % "all: [{s.a: YES}, {s.a: {answered: no}}]"),
    "more rows than there are": ("type: list, rows: 3", "", YES_NO % "s.a: {rows: {at_least: 4}}"),
    "the caseworker's word where it counts for nothing": (
        "type: yes_no, voices: [participant, caseworker], sensitivity: private", "",
        YES_NO % "s.a: {one_of: YES, voice: caseworker}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", CLASHES.values(), ids=CLASHES)
def test_a_contradiction_is_never_asked(lines: tuple[str, ...]) -> None:
    reach = reachable(questions(*lines), TODAY)
    last = f"q:s.{'abcdefgh'[len(lines) - 1]}"
    assert list(reach.never) == [last]
    assert reach.never[last].clash.ref == "s.a"
    assert reach.way(last) is None


def test_two_voices_may_say_both() -> None:
    two = "type: yes_no, voices: [participant, caseworker]"
    reach = reachable(questions(two, YES_NO % "all: [{s.a: YES}, {s.a: NO}]"), TODAY)
    assert told(reach, "q:s.b") == ["s.a=YES", "s.a=NO"]


def test_many_needs_of_two_voices_are_all_tried() -> None:
    two = "type: yes_no, voices: [participant, caseworker]"
    needs = "all: [{s.a: YES}, {s.a: [YES, UNKNOWN]}, {s.a: NO}, {s.a: DECLINED}]"
    reach = reachable(questions(two, YES_NO % needs), TODAY)
    assert (list(reach.never), reach.unsure) == (["q:s.b"], [])


def test_a_section_and_its_question_can_shut_each_other_out() -> None:
    text = """
id: t
version: "1.0"
title: {en: T}
sections:
  - {id: s, title: {en: S}, questions: [{id: a, ask: {en: q}, why: {en: w}, type: yes_no}]}
  - id: z
    title: {en: Z}
    when: {s.a: YES}
    questions: [{id: b, ask: {en: q}, why: {en: w}, type: yes_no, when: {s.a: NO}}]
"""
    reach = reachable(form(text), TODAY)
    clash = reach.never["q:z.b"].clash
    assert [asked.by for asked in clash.asked] == ["q:z.b", "s:z"] or [a.by for a in clash.asked] == ["s:z", "q:z.b"]
    assert told(reach, "s:z") == ["s.a=YES"]


def test_the_short_conversation_opens_less() -> None:
    lines = ("", YES_NO % "s.a: YES" + ", profile: short")
    assert not reachable(questions(*lines), TODAY).never
    assert list(reachable(questions(*lines), TODAY, short=True).never) == ["q:s.b"]


TABLE = (
    "type: table, rows: 3, columns: [{id: who, text: {en: w}, type: one, "
    "options: [{code: X, text: {en: x}}, {code: Y, text: {en: y}}]}, {id: n, text: {en: n}, type: number}]"
)


@pytest.mark.parametrize(("when", "opens"), [
    ("s.a: {rows: 0}", True),
    ("s.a: {any_row: {who: X, n: {over: 3}}}", True),
    ("all: [{s.a: {any_row: {who: X}}}, {s.a: {any_row: {who: Y}}}, {s.a: {rows: 1}}]", False),
    ("all: [{s.a: {any_row: {who: X}}}, {s.a: {any_row: {who: Y}}}, {s.a: {rows: {at_least: 3}}}]", True),
    ("all: [{s.a: {any_row: {who: X}}}, {none: [{s.a: {any_row: {n: {at_least: 0}}}}]}]", True),
    ("all: [{s.a: {any_row: {who: X, n: {over: 3}}}}, {none: [{s.a: {any_row: {n: {at_least: 0}}}}]}]", False),
    ("s.a: {rows: 4}", False),
])  # fmt: skip
def test_rows_of_a_table(when: str, opens: bool) -> None:
    reach = reachable(questions(TABLE, YES_NO % when), TODAY)
    assert ("q:s.b" not in reach.never) is opens
    assert not reach.unsure


def test_a_search_that_is_too_long_says_so() -> None:
    hard = [f"{{s.a: {{has: [C{i}, C{(i * 7 + 1) % 29}]}}}}" for i in range(29)]
    options = ", ".join(f"{{code: C{i}, text: {{en: c}}}}" for i in range(29))
    lines = (f"type: several, at_most: 11, options: [{options}]", YES_NO % f"all: [{', '.join(hard)}]")
    reach = reachable(questions(*lines), TODAY)
    assert reach.unsure == ["q:s.b"] or "q:s.b" not in reach.never


def test_a_chain_of_thousands_is_followed() -> None:
    lines = ["      - {id: q0, ask: {en: q}, why: {en: w}, type: yes_no}"]
    lines += [
        f"      - {{id: q{i}, ask: {{en: q}}, why: {{en: w}}, type: yes_no, when: {{s.q{i - 1}: YES}}}}"
        for i in range(1, 3000)
    ]
    whole = 'id: t\nversion: "1.0"\ntitle: {en: T}\nsections:\n  - id: s\n    title: {en: S}\n    questions:\n'
    reach = reachable(form(whole + "\n".join(lines)), TODAY)
    assert not reach.never
    assert not reach.unsure
    assert len(told(reach, "q:s.q2999")) == 2999


def test_what_waits_for_what_never_comes_is_known_at_once() -> None:
    lines = ["      - {id: q0, ask: {en: q}, why: {en: w}, type: yes_no}"]
    lines += [
        f"      - {{id: q{i}, ask: {{en: q}}, why: {{en: w}}, type: yes_no, when: {{s.q{i - 1}: YES{also}}}}}"
        for i in range(1, 3000)
        for also in (", s.q0: NO" if i == 2 else "",)
    ]
    whole = 'id: t\nversion: "1.0"\ntitle: {en: T}\nsections:\n  - id: s\n    title: {en: S}\n    questions:\n'
    reach = reachable(form(whole + "\n".join(lines)), TODAY)
    assert not reach.unsure
    assert len(reach.never) == 2998


# --- each way opens what it is said to, in a real conversation


def words_of(value: object) -> Any:
    """Write a value as a screen would give it."""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [
            {name: words_of(cell) for name, cell in row.items()} if isinstance(row, Mapping) else row for row in value
        ]
    return value


def answer(meeting: Meeting, ref: str, one: Given) -> None:
    if one.state is not None:
        meeting.pass_over(ref, one.voice, "unknown" if one.state == "UNKNOWN" else "declined")
    else:
        meeting.say(ref, one.voice, words_of(one.value))


def opened(meeting: Meeting, key: str) -> bool:
    interview = meeting._table.interview
    kind, _, name = key.partition(":")
    if kind == "q":
        return interview.stands(name)
    return interview._section_stands[name] if kind == "s" else interview.fires(name) is True


def opens(questionnaire: Questionnaire, reach: Reach, key: str) -> bool:
    meeting = sit_down(questionnaire)
    way = reach.way(key)
    assert way is not None
    for ref, answered in way.answers.items():
        assert meeting.stands(ref), (key, ref)
        for one in answered:
            answer(meeting, ref, one)
    return opened(meeting, key)


def test_every_way_through_the_shipped_questionnaire_opens_what_it_says() -> None:
    questionnaire = core()
    reach = reachable(questionnaire, TODAY)
    assert not reach.unsure
    assert not reach.never
    assert [key for key in reach.everything() if not opens(questionnaire, reach, key)] == []


@given(plain_forms())
@RELAXED
def test_every_way_through_any_form_opens_what_it_says(plain: dict[str, Any]) -> None:
    questionnaire = composed(plain)
    reach = reachable(questionnaire, TODAY)
    for key in (key for key in reach.everything() if reach.way(key) is not None):
        assert opens(questionnaire, reach, key), key


# --- nothing is shorter, and what never opens never does

KINDS: dict[str, list[tuple[Any, ...]]] = {
    "type: yes_no": [("YES",), ("NO",)],
    "type: yes_no, voices: [participant, caseworker]": [("YES",), ("NO",)],
    "type: scale, from: 0, to: 2, low: {en: l}, high: {en: h}": [(Decimal(n),) for n in range(3)],
    "type: several, options: [{code: X, text: {en: x}}, {code: Y, text: {en: y}}]": [
        (("X",),), (("Y",),), (("X", "Y"),),
    ],
}  # fmt: skip
ON = {
    "yes_no": ["YES", "NO", "[YES, UNKNOWN]", "DECLINED", "{answered: no}", "{one_of: NO, voice: participant}"],
    "scale": ["{at_least: 1}", "{under: 1}", "{over: 1}", "{answered: yes}"],
    "several": ["{has: X}", "{has_none: X}", "{has: [X, Y]}", "{has_none: [Y]}", "UNKNOWN"],
}


def kind_of(line: str) -> str:
    return next(kind for kind in ON if f"type: {kind}" in line)


@st.composite
def small_forms(draw: st.DrawFn) -> Questionnaire:
    lines: list[str] = []
    kinds: list[str] = []
    for _ in range(draw(st.integers(2, 3))):
        line = draw(st.sampled_from(list(KINDS)))
        waits = bool(kinds) and draw(st.integers(0, 3)) > 0
        when = draw(conditions(kinds)) if waits else ""
        kinds.append(kind_of(line))
        lines.append(f"{line}, when: {when}" if when else line)
    return questions(*lines)


@st.composite
def conditions(draw: st.DrawFn, kinds: list[str], depth: int = 2) -> str:
    if depth == 0 or draw(st.booleans()):
        index = draw(st.integers(0, len(kinds) - 1))
        return f"{{s.{'abcd'[index]}: {draw(st.sampled_from(ON[kinds[index]]))}}}"
    group = draw(st.sampled_from(["all", "all", "any", "none"]))
    return f"{{{group}: [{', '.join(draw(conditions(kinds, depth - 1)) for _ in range(draw(st.integers(1, 3))))}]}}"


Said = dict[Voice, Any]


def everything(questionnaire: Questionnaire) -> Iterator[dict[str, Said]]:
    """Give all that may be said to all questions but the last; None for nothing, `?` and `-` for the two states."""
    refs = list(questionnaire.questions)[:-1]
    choices: list[list[Said]] = []
    for ref in refs:
        question = questionnaire.questions[ref]
        known = next(given for line, given in KINDS.items() if kind_of(line) == question.type)
        each = [None, "?", "-", *(value for (value,) in known)]
        choices.append(
            [
                dict(zip(question.voices, pair, strict=True))
                for pair in itertools.product(each, repeat=len(question.voices))
            ]
        )
    for chosen in itertools.product(*choices):
        yield dict(zip(refs, chosen, strict=True))


def stands(questionnaire: Questionnaire, ref: str, said: dict[str, Said]) -> bool:
    def ask(test: Test) -> Outcome:
        given = said.get(test.question, {}) if stands(questionnaire, test.question, said) else {}
        if given.get("participant") == "-":
            given = {"participant": "-"}
        heard = [value for voice, value in given.items() if test.voice in (None, voice)]
        states = [{"?": "UNKNOWN", "-": "DECLINED"}[value] for value in heard if value in ("?", "-")]
        return judge(test, [value for value in heard if value not in (None, "?", "-")], states, TODAY)

    return evaluate(questionnaire.questions[ref].when, ask) is True


@given(small_forms())
@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
def test_no_way_is_shorter_and_never_is_never(questionnaire: Questionnaire) -> None:
    last = list(questionnaire.questions)[-1]
    sizes = [
        sum(value is not None for given in said.values() for value in given.values())
        for said in everything(questionnaire)
        if stands(questionnaire, last, said)
    ]
    reach = reachable(questionnaire, TODAY)
    assert not reach.unsure
    assert (f"q:{last}" in reach.never) is (not sizes)
    if sizes:
        assert len(told(reach, f"q:{last}")) == min(sizes)
