"""Spans of time, as an office writes them."""

from __future__ import annotations

from datetime import date

import pytest

from mapper.plan.due import due_from


@pytest.mark.parametrize(
    ("within", "day"),
    [
        ("today", date(2026, 1, 31)),
        ("14 days", date(2026, 2, 14)),
        ("2 weeks", date(2026, 2, 14)),
        ("1 month", date(2026, 2, 28)),
        ("13 months", date(2027, 2, 28)),
    ],
)
def test_spans_of_time(within: str, day: date) -> None:
    assert due_from(date(2026, 1, 31), within) == day


def test_a_span_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="span"):
        due_from(date(2026, 1, 31), "soon")
