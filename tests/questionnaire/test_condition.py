"""Three outcomes: true, false, open. Only values count; states match by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.questionnaire.condition import (
    All,
    AnyOf,
    AskTest,
    Bounds,
    Cell,
    CellTest,
    Condition,
    NoneOf,
    Outcome,
    Test,
    Value,
    both,
    compile_condition,
    evaluate,
    judge,
    references,
    renamed,
)
from mapper.questionnaire.condition import tests as every_test
from mapper.questionnaire.source import Source
from mapper.questionnaire.when import WhenReader
from mapper.questionnaire.written import as_written
from tests.questionnaire.conditions import CONDITIONS, TESTS

TODAY = date(2026, 3, 2)
ROWS: tuple[Mapping[str, Cell], ...] = (
    {"kind": "PAY", "until": date(2026, 4, 1), "sum": Decimal(900)},
    {"kind": "SICK"},
)


def outcome(operator: str, argument: object, *values: Value, states: tuple[str, ...] = ()) -> Outcome:
    return judge(Test("a.b", operator, argument), values, states, TODAY)  # type: ignore[arg-type]  # any operator by name


@pytest.mark.parametrize(
    ("operator", "argument", "holds", "fails"),
    [
        ("one_of", ("YES", "X"), "X", "NO"),
        ("at_least", Decimal(5), Decimal(5), Decimal("4.9")),
        ("at_most", Decimal(5), Decimal(5), Decimal("5.1")),
        ("over", Decimal(5), Decimal("5.1"), Decimal(5)),
        ("under", Decimal(5), Decimal("4.9"), Decimal(5)),
        ("has", ("X", "Y"), ("Y", "Z"), ("Z",)),
        ("has_none", ("X", "Y"), ("Z",), ("X", "Z")),
        ("has_none", ("X",), (), ("X",)),
        ("rows", 0, (), ("one",)),
        ("rows", 2, ROWS, ROWS[:1]),
        ("rows", Bounds(at_least=1), ROWS, ()),
        ("rows", Bounds(at_most=1), (), ROWS),
        ("any_row", (CellTest("kind", "one_of", ("SICK",)),), ROWS, ROWS[:1]),
        ("any_row", (CellTest("until", "within_days", 30),), ROWS, ROWS[1:]),
        ("within_days", 90, date(2026, 5, 31), date(2026, 6, 1)),
        ("within_days", 0, date(2020, 1, 1), date(2026, 3, 3)),
    ],
)
def test_a_value_holds_or_fails_and_none_is_open(operator: str, argument: object, holds: Value, fails: Value) -> None:
    assert outcome(operator, argument, holds) is True
    assert outcome(operator, argument, fails) is False
    assert outcome(operator, argument, fails, holds) is True
    assert outcome(operator, argument, fails, fails) is False
    assert outcome(operator, argument) is None
    assert outcome(operator, argument, states=("UNKNOWN", "DECLINED")) is None


def test_all_cells_named_must_hold_in_one_row() -> None:
    apart = (CellTest("kind", "one_of", ("SICK",)), CellTest("sum", "at_least", Decimal(1)))
    together = (CellTest("kind", "one_of", ("PAY",)), CellTest("sum", "at_least", Decimal(1)))
    assert outcome("any_row", apart, ROWS) is False
    assert outcome("any_row", together, ROWS) is True


def test_states_match_only_by_name() -> None:
    assert outcome("one_of", ("YES", "UNKNOWN"), states=("UNKNOWN",)) is True
    assert outcome("one_of", ("YES", "UNKNOWN"), states=("DECLINED",)) is None
    assert outcome("one_of", ("UNKNOWN",), "NO", states=("UNKNOWN",)) is True
    assert outcome("one_of", ("UNKNOWN",), "NO") is False
    assert outcome("has", ("UNKNOWN",), states=("UNKNOWN",)) is None


def test_answered_looks_at_values_alone() -> None:
    assert outcome("answered", True, "NO") is True
    assert outcome("answered", True, states=("UNKNOWN",)) is None
    assert outcome("answered", False, states=("DECLINED",)) is True
    assert outcome("answered", False, "") is False


def test_a_value_of_another_type_fails() -> None:
    for operator, argument in (("at_least", Decimal(1)), ("has", ("X",)), ("rows", 0), ("within_days", 1)):
        assert outcome(operator, argument, "X") is False
    assert outcome("any_row", (CellTest("a", "one_of", ("X",)),), ("line",)) is False
    assert outcome("one_of", ("X",), ("X",)) is False


# --- the laws of three outcomes

OUTCOMES = st.sampled_from([True, False, None])
A, B, C = (Test(f"a.{name}", "answered", True) for name in "abc")


def asked(**said: Outcome) -> AskTest:
    return lambda test: said[test.question.removeprefix("a.")]


@given(OUTCOMES, OUTCOMES, OUTCOMES)
def test_order_and_grouping_do_not_matter(a: Outcome, b: Outcome, c: Outcome) -> None:
    ask = asked(a=a, b=b, c=c)
    for kind in (All, AnyOf, NoneOf):
        assert evaluate(kind((A, B, C)), ask) is evaluate(kind((C, B, A)), ask)
    for kind in (All, AnyOf):
        assert evaluate(kind((A, kind((B, C)))), ask) is evaluate(kind((A, B, C)), ask)


@given(OUTCOMES, OUTCOMES)
def test_none_is_not_any_and_open_stays_open(a: Outcome, b: Outcome) -> None:
    ask = asked(a=a, b=b)
    every = evaluate(AnyOf((A, B)), ask)
    assert evaluate(NoneOf((A, B)), ask) is (None if every is None else not every)
    assert evaluate(NoneOf((NoneOf((A,)),)), ask) is a
    assert evaluate(NoneOf((A, B)), ask) is evaluate(All((NoneOf((A,)), NoneOf((B,)))), ask)


@given(OUTCOMES)
def test_open_decides_nothing_that_is_decided(a: Outcome) -> None:
    ask = asked(a=a, b=None)
    assert evaluate(All((A, B)), ask) is (False if a is False else None)
    assert evaluate(AnyOf((A, B)), ask) is (True if a is True else None)


def filled(order: dict[int, int], said: dict[int, Outcome], answer: Outcome) -> AskTest:
    decided = {index: answer if said.get(index) is None else said[index] for index in order.values()}
    return lambda test: decided[order[id(test)]]


@given(CONDITIONS, st.dictionaries(st.integers(0, 30), OUTCOMES))
def test_learning_more_never_turns_an_outcome_round(condition: Condition, said: dict[int, Outcome]) -> None:
    """What is true or false while some tests are open stays so when these are decided."""
    order = {id(test): index for index, test in enumerate(every_test(condition))}
    before = evaluate(condition, lambda test: said.get(order[id(test)]))
    for answer in (True, False):
        after = evaluate(condition, filled(order, said, answer))
        assert after is not None
        assert before in (None, after)


def test_no_condition_holds() -> None:
    assert evaluate(None, lambda _: None) is True
    assert both(None, None) is None
    assert both(A, None) is A
    assert both(A, B) == All((A, B))


def test_a_condition_is_compiled_once_and_asked_many_times() -> None:
    compiled = compile_condition(All((A, NoneOf((B,)))))
    assert [compiled(asked(a=True, b=b)) for b in (True, False, None)] == [False, True, None]


# --- written and read


def read(data: object) -> Condition | None:
    return WhenReader(Source("", "")).read(data, 0)


@given(CONDITIONS)
def test_what_is_written_reads_back(condition: Condition) -> None:
    assert read(as_written(condition)) == condition


@given(TESTS)
def test_a_test_reads_back_too(test: Test) -> None:
    assert read(as_written(test)) == test


def test_several_questions_and_several_limits_are_and() -> None:
    both = read({"a.b": {"at_least": "3", "at_most": "5"}, "a.c": "YES"})
    low, high = Test("a.b", "at_least", Decimal(3)), Test("a.b", "at_most", Decimal(5))
    assert both == All((All((low, high)), Test("a.c", "one_of", ("YES",))))


def test_what_is_no_condition_is_refused() -> None:
    assert read({"all": []}) is None


def test_references_and_new_names() -> None:
    condition = All((A, AnyOf((B, A))))
    assert references(condition, None, C) == ("a.a", "a.b", "a.c")
    assert references(renamed(condition, {"a.a": "z.a"})) == ("z.a", "a.b")
