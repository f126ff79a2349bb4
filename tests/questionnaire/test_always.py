"""What must hold for every file: the check never raises, and what it lets pass is monotone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.check import check_text
from mapper.questionnaire.compose import compose
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Condition, Outcome, Test, Value, evaluate, judge
from mapper.questionnaire.findings import finding_text
from mapper.questionnaire.model import Question
from mapper.questionnaire.read import read_string

HERE = Path(__file__).parent
SHIPPED = [path.read_text(encoding="utf-8") for path in sorted((HERE / "examples").glob("*.yaml"))]
TODAY = date(2026, 3, 2)

# --- never raises

NASTY = st.sampled_from(
    ["", " ", "NO", "NaN", "-1", "1e9", "9" * 40, "[x]", "{", "a.b", "all", "yes", "ø", "🙂", "x" * 300]
)
SCALARS = NASTY | st.text(max_size=12)
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCALARS, inner, max_size=3), max_leaves=6
)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in entries:
        yield from places(inner, (*path, key))


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Draw a good file in which a few values, or whole parts, became something else."""
    tree = yaml.load(draw(st.sampled_from(SHIPPED)), Loader=yaml.CBaseLoader)  # noqa: S506 - makes text, lists, mappings
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from([place for place in places(tree) if place]))
        node = tree
        for key in path[:-1]:
            node = node[key]
        change = draw(st.sampled_from(["value", "gone", "key"]))
        if change == "value":
            node[path[-1]] = draw(TREES)
        elif change == "gone":
            del node[path[-1]]
        elif isinstance(node, dict):
            node[draw(SCALARS)] = node.pop(path[-1])
    return yaml.safe_dump(tree, allow_unicode=True)


@given(spoilt())
@settings(max_examples=150, deadline=None)
def test_a_spoilt_file_gives_findings_and_never_an_error(text: str) -> None:
    found = check_text(text, "spoilt.yaml")
    lines = text.count("\n") + 1
    assert all(1 <= each.line <= lines and each.column >= 1 for each in found)
    assert all(finding_text(each, language) for each in found for language in SCREEN_LANGUAGES)


@given(st.text(max_size=200) | st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_and_any_bytes_give_findings(data: str | bytes) -> None:
    assert check_text(data, "any.yaml")


# --- what passes is monotone

HEAD = """
id: core
version: "1.0"
title: {en: Trial}
sections:
  - id: a
    title: {en: First}
    questions:
      - {id: code, ask: {en: q}, why: {en: w}, type: yes_no, protected: yes, no_need: [NO], sensitivity: private}
      - id: low
        ask: {en: q}
        why: {en: w}
        type: scale
        to: 2
        low: {en: l}
        high: {en: h}
        protected: yes
        need: low
      - id: many
        ask: {en: q}
        why: {en: w}
        type: several
        protected: yes
        no_need: [NONE]
        options: [{code: X, text: {en: x}}, {code: NONE, text: {en: n}}]
      - {id: free, ask: {en: q}, why: {en: w}, type: yes_no}
"""
FOLLOWING = """
      - {id: next, ask: {en: q}, why: {en: w}, type: yes_no, when: %s}
activities:
  - id: act
    when: %s
    suggest: {en: s}
    because: {en: b}
    responsible: participant
    within: today
    target: social
"""
ON_CODE = ["YES", "NO", "[YES, NO]", "[NO, UNKNOWN]", "UNKNOWN", "[YES, DECLINED]", "{answered: yes}", "{answered: no}"]
ON_LOW = ["{at_least: 1}", "{at_most: 1}", "{at_most: 2}", "{over: 0}", "{under: 2}", "{answered: no}", "UNKNOWN"]
ON_MANY = ["{has: X}", "{has: NONE}", "{has: [X, NONE]}", "{has_none: X}", "{has_none: NONE}", "{answered: yes}"]
LEAVES = st.one_of(
    st.sampled_from(ON_CODE).map("{{a.code: {}}}".format),
    st.sampled_from(ON_LOW).map("{{a.low: {}}}".format),
    st.sampled_from(ON_MANY).map("{{a.many: {}}}".format),
    st.sampled_from(["YES", "NO", "{answered: no}"]).map("{{a.free: {}}}".format),
)
ON_NEXT = st.sampled_from(["YES", "[NO, UNKNOWN]", "{answered: yes}", "{answered: no}"]).map("{{a.next: {}}}".format)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    words = st.sampled_from(["all", "any", "none"])
    return st.tuples(words, st.lists(inner, min_size=1, max_size=2)).map(
        lambda pair: f"{{{pair[0]}: [{', '.join(pair[1])}]}}"
    )


WHENS = st.recursive(LEAVES, joined, max_leaves=3)
RULES = st.recursive(LEAVES | ON_NEXT, joined, max_leaves=3)

GIVEN: dict[str, tuple[Value | str | None, ...]] = {
    "a.code": ("NO", "YES", "?", "-", None),
    "a.low": (Decimal(2), Decimal(1), Decimal(0), "?", "-", None),
    "a.many": (("NONE",), ("X",), "?", "-", None),
    "a.free": ("NO", "YES", None),
    "a.next": ("NO", "YES", "?", None),
}
"""All answers, the no-need side first; `?` stands for don't know, `-` for won't say, None for not asked."""
NO_NEED = {"a.code": ("NO",), "a.low": (Decimal(2),), "a.many": (("NONE",),)}
STATES = {"?": "UNKNOWN", "-": "DECLINED"}
Answers = dict[str, Value | str | None]


def fires(questionnaire: Questionnaire, answers: Answers) -> Outcome:
    def ask(test: Test) -> Outcome:
        answer = answers[test.question] if stands(questionnaire.questions[test.question]) else None
        if isinstance(answer, str) and answer in STATES:
            return judge(test, (), (STATES[answer],), TODAY)
        return judge(test, () if answer is None else (answer,), (), TODAY)

    def stands(question: Question) -> bool:
        return evaluate(question.when, ask) is True

    when: Condition | None = questionnaire.rules[0].when
    return evaluate(when, ask)


def worse(ref: str, answer: Value | str | None) -> tuple[Value | str | None, ...]:
    """Give what may stand in for a no-need answer: anything else; within a scale, what is nearer the need."""
    if ref == "a.low" and answer != GIVEN[ref][0]:
        return tuple(x for x in GIVEN[ref] if isinstance(x, Decimal) and isinstance(answer, Decimal) and x < answer)
    return tuple(other for other in GIVEN[ref] if other != answer) if answer in NO_NEED.get(ref, ()) else ()


@given(WHENS, RULES)
@settings(max_examples=60, deadline=None)
def test_what_passes_never_takes_a_suggestion_away_from_a_need(when: str, rule: str) -> None:
    text = HEAD + FOLLOWING.lstrip("\n") % (when, rule)
    if check_text(text):
        return
    reading = read_string(text)
    assert reading.form is not None
    questionnaire = compose((reading.form,))
    for values in itertools.product(*GIVEN.values()):
        answers: Answers = dict(zip(GIVEN, values, strict=True))
        if fires(questionnaire, answers) is not True:
            continue
        for ref in ("a.code", "a.low", "a.many"):
            for other in worse(ref, answers[ref]):
                assert fires(questionnaire, {**answers, ref: other}) is True, (answers, ref, other)
