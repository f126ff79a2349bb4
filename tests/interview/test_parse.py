"""The one gate: what people type is read in one way, or refused with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.interview.answer import Answer, Value, from_json, to_json
from mapper.interview.model import NotUnderstood
from mapper.interview.parse import Words, parse, read_day
from mapper.language.clean import UNWANTED
from mapper.language.form import short_day
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.model import Question
from tests.table import small

FORM = small("""
    id: types
    version: "1.0"
    title: {en: Types}
    sections:
      - id: a
        title: {en: A}
        questions:
          - {id: yes_no, ask: {en: "?"}, why: {en: w}, type: yes_no}
          - id: one
            ask: {en: "?"}
            why: {en: w}
            type: one
            comment: yes
            options: [{code: BUS, text: {en: Bus}}, {code: OTHER, text: {en: Other}, write_in: yes}]
          - id: several
            ask: {en: "?"}
            why: {en: w}
            type: several
            at_most: 2
            options: [{code: A, text: {en: A}}, {code: B, text: {en: B}}, {code: C, text: {en: C}}]
          - {id: scale, ask: {en: "?"}, why: {en: w}, type: scale, low: {en: l}, high: {en: h}}
          - {id: text, ask: {en: "?"}, why: {en: w}, type: text, max: 20}
          - {id: number, ask: {en: "?"}, why: {en: w}, type: number, at_least: 0, at_most: 60}
          - {id: decimal, ask: {en: "?"}, why: {en: w}, type: number, decimals: 2}
          - {id: money, ask: {en: "?"}, why: {en: w}, type: money}
          - {id: day, ask: {en: "?"}, why: {en: w}, type: date}
          - {id: lines, ask: {en: "?"}, why: {en: w}, type: list, rows: 2, max: 10}
          - id: table
            ask: {en: "?"}
            why: {en: w}
            type: table
            rows: 2
            columns:
              - {id: who, text: {en: Who}}
              - {id: until, text: {en: Until}, type: date}
              - {id: amount, text: {en: Amount}, type: money}
              - {id: kind, text: {en: Kind}, type: one, options: [{code: X, text: {en: X}}, {code: Y, text: {en: Y}}]}
""")


def question(name: str) -> Question:
    return FORM.questions[f"a.{name}"]


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("yes_no", "YES", "YES"),
        ("one", " BUS ", "BUS"),
        ("several", ["B", "A", "B"], ("B", "A")),
        ("scale", "0", Decimal(0)),
        ("scale", "10", Decimal(10)),
        ("text", "  two\r\nlines ", "two\nlines"),
        ("text", "a\x1b]0;x\x07b", "a]0;xb"),
        ("number", "37", Decimal(37)),
        ("decimal", "-1,25", Decimal("-1.25")),
        ("money", "12 500,50", Decimal("12500.50")),
        ("money", "12\u00a0500 kr", Decimal(12500)),
        ("money", "kr 900,-", Decimal(900)),
        ("day", "3.4.2026", date(2026, 4, 3)),
        ("day", "3/4/2026", date(2026, 4, 3)),
        ("day", "2026-04-03", date(2026, 4, 3)),
        ("day", "29.02.2028", date(2028, 2, 29)),
        ("lines", ["one", " ", "two"], ("one", "two")),
        ("table", [{"who": "Ola Eksempel", "until": "1.5.2026", "amount": "100", "kind": "X"}, {"who": " "}],
         ({"who": "Ola Eksempel", "until": date(2026, 5, 1), "amount": Decimal(100), "kind": "X"},)),
        ("table", [], ()),
    ],
)  # fmt: skip
def test_read(name: str, words: Words, value: Value) -> None:
    assert parse(question(name), words).value == value


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("yes_no", "MAYBE", "not_an_option"),
        ("one", "bus", "not_an_option"),
        ("one", ["BUS"], "one_only"),
        ("several", ["A", "B", "C"], "too_many"),
        ("several", [], "empty"),
        ("scale", "11", "too_high"),
        ("scale", "3,5", "not_whole"),
        ("scale", "1e1", "not_whole"),
        ("text", "x" * 21, "too_long"),
        ("text", " \n ", "empty"),
        ("number", "-1", "too_low"),
        ("number", "٣", "not_whole"),
        ("number", "1e9", "not_whole"),
        ("decimal", "1.25", "not_a_number"),
        ("money", "-5", "not_an_amount"),
        ("money", "12.500", "not_an_amount"),
        ("money", "12,555", "not_an_amount"),
        ("money", "1e9", "not_an_amount"),
        ("money", "12 50", "not_an_amount"),
        ("day", "31.02.2026", "not_a_date"),
        ("day", "29.02.2025", "not_a_date"),
        ("day", "1.1.26", "not_a_date"),
        ("day", "3/13/2026", "not_a_date"),
        ("day", "3/4.2026", "not_a_date"),
        ("day", "3/4/26", "not_a_date"),
        ("lines", ["a", "b", "c"], "too_many_rows"),
        ("lines", ["x" * 11], "too_long"),
        ("table", "x", "not_a_table"),
        ("table", [{"where": "x"}], "not_a_column"),
        ("table", [{"kind": "Z"}], "not_an_option"),
        ("table", [{"who": "a"}, {"who": "b"}, {"who": "c"}], "too_many_rows"),
    ],
)
def test_refused(name: str, words: Words, code: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse(question(name), words)
    assert refused.value.code == code
    assert not any(str(word) in str(refused.value.values) for word in words if len(str(word)) > 1)


def test_words_beside_nothing_ask_for_an_answer() -> None:
    for write_in, comment in (({}, "Slow"), ({"OTHER": "Boat"}, "")):
        with pytest.raises(NotUnderstood) as refused:
            parse(FORM.questions["a.one"], "", write_in, comment)
        assert refused.value.code == "answer_first"


def test_own_words_stand_beside_an_option_that_has_room_for_them() -> None:
    answer = parse(question("one"), "OTHER", {"OTHER": "By  boat"}, comment="When it floats")
    assert (answer.write_in, answer.comment) == ((("OTHER", "By boat"),), "When it floats")
    with pytest.raises(NotUnderstood, match="no_write_in"):
        parse(question("one"), "BUS", {"BUS": "red"})
    with pytest.raises(NotUnderstood, match="no_comment"):
        parse(question("scale"), "3", comment="why")


@given(st.text())
def test_no_text_passes_the_gate_with_anything_unseen_in_it(text: str) -> None:
    try:
        value = parse(question("text"), text[:20]).value
    except NotUnderstood:
        return
    assert isinstance(value, str)
    assert not UNWANTED.search(value)


CELLS = st.text() | st.decimals(allow_nan=False, allow_infinity=False) | st.dates()
VALUES = CELLS | st.lists(st.text()).map(tuple) | st.lists(st.dictionaries(st.text(), CELLS), min_size=1).map(tuple)


@given(VALUES, st.dictionaries(st.text(), st.text()), st.text())
def test_answers_read_back_equal(value: Value, write_in: dict[str, str], comment: str) -> None:
    answer = Answer("value", value, tuple(write_in.items()), comment)
    assert from_json(to_json(answer)) == answer


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_a_day_as_any_screen_shows_it_in_figures_is_read_as_that_day(language: str) -> None:
    for day in (date(2026, 6, 1), date(2026, 1, 6), date(2026, 12, 31)):
        assert read_day(short_day(day, language)) == day
