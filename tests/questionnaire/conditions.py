"""Conditions at random, as hypothesis draws them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from mapper.questionnaire.condition import All, AnyOf, Bounds, CellTest, Condition, NoneOf, Test

REFS = st.sampled_from(["a.x", "a.y", "b.z"])
CODES = st.lists(st.sampled_from(["YES", "NO", "X", "Y", "UNKNOWN"]), min_size=1, max_size=3, unique=True).map(tuple)
NUMBERS = st.decimals(min_value=-1000, max_value=1000, allow_nan=False, places=2).map(
    lambda number: Decimal(str(number))
)
WHOLE = st.integers(min_value=0, max_value=400)
VOICES = st.sampled_from([None, "participant", "caseworker", "together"])

_BOUNDS = st.tuples(WHOLE, WHOLE).map(lambda pair: Bounds(*pair)) | WHOLE.map(lambda least: Bounds(at_least=least))
_CELLS = st.one_of(
    st.builds(CellTest, st.just("a"), st.just("one_of"), CODES),
    st.builds(CellTest, st.just("b"), st.sampled_from(["at_least", "at_most", "over", "under"]), NUMBERS),
    st.builds(CellTest, st.just("c"), st.just("within_days"), WHOLE),
)
_ROWS = st.lists(_CELLS, min_size=1, max_size=3, unique_by=lambda cell: cell.column).map(tuple)

TESTS: st.SearchStrategy[Test] = st.one_of(
    st.builds(Test, REFS, st.sampled_from(["one_of", "has", "has_none"]), CODES, VOICES),
    st.builds(Test, REFS, st.sampled_from(["at_least", "at_most", "over", "under"]), NUMBERS, VOICES),
    st.builds(Test, REFS, st.just("rows"), WHOLE | _BOUNDS, VOICES),
    st.builds(Test, REFS, st.just("any_row"), _ROWS, VOICES),
    st.builds(Test, REFS, st.just("within_days"), WHOLE, VOICES),
    st.builds(Test, REFS, st.just("answered"), st.booleans(), VOICES),
)


def grouped(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(All, parts), st.builds(AnyOf, parts), st.builds(NoneOf, parts))


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(TESTS, grouped, max_leaves=8)
