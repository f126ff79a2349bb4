"""How long conversations are kept: spans, last days, and a clock that may be wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.office.retention import MAX_JUMP, MOST, ClockCheck, Kept, Period, due, keep_until, read_period

TODAY = date(2026, 9, 2)
SPANS = st.sampled_from(sorted(MOST)).flatmap(
    lambda unit: st.integers(1, MOST[unit]).map(lambda count: Period(count, unit))
)
DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("6 months", Period(6, "month")),
        ("6 måneder", Period(6, "month")),
        ("6 månader", Period(6, "month")),
        ("1 month", Period(1, "month")),
        ("  30   Days ", Period(30, "day")),
        ("1 år", Period(1, "year")),
        ("10 years", Period(10, "year")),
        ("3652 dager", Period(3652, "day")),
        ("2 veker", Period(2, "week")),
    ],
)
def test_a_span_is_read_in_every_language(written: str, span: Period) -> None:
    assert read_period(written) == span


@pytest.mark.parametrize(
    "written",
    ["", "0 days", "-1 day", "3653 days", "121 months", "11 years", "522 weeks", "6months", "06 months", "6", "months",
     "six months", "6 months.", "6 moons", "1e3 days", "٣ days", "6 months and 2 days", "99999 days", "6 year ago"],
)  # fmt: skip
def test_what_is_no_span_from_one_day_to_ten_years_is_refused(written: str) -> None:
    assert read_period(written) is None


@given(text=st.text(max_size=30))
def test_no_text_stops_the_reading(text: str) -> None:
    span = read_period(text)
    assert span is None or 1 <= span.count <= MOST[span.unit]


@given(span=SPANS, language=st.sampled_from(["nb", "nn", "en"]))
def test_a_span_reads_back_as_it_is_written(span: Period, language: str) -> None:
    assert read_period(span.written) == span
    assert read_period(span.to(language)) == span


@pytest.mark.parametrize(
    ("day", "span", "last"),
    [
        (date(2026, 8, 31), Period(6, "month"), date(2027, 2, 28)),
        (date(2027, 8, 31), Period(6, "month"), date(2028, 2, 29)),
        (date(2028, 2, 29), Period(1, "year"), date(2029, 2, 28)),
        (date(2028, 2, 29), Period(4, "year"), date(2032, 2, 29)),
        (date(2026, 12, 31), Period(1, "month"), date(2027, 1, 31)),
        (date(2026, 2, 27), Period(2, "day"), date(2026, 3, 1)),
        (date(2026, 12, 28), Period(1, "week"), date(2027, 1, 4)),
        (date(9995, 1, 1), Period(10, "year"), date.max),
        (date(9999, 12, 30), Period(30, "day"), date.max),
    ],
)
def test_month_ends_and_leap_days(day: date, span: Period, last: date) -> None:
    assert span.after(day) == last


@given(day=DAYS, span=SPANS)
def test_a_span_always_lasts_and_never_a_month_too_long(day: date, span: Period) -> None:
    last = span.after(day)
    assert last > day
    if span.unit in ("month", "year"):
        months = span.count * (12 if span.unit == "year" else 1)
        assert (last.year - day.year) * 12 + last.month - day.month == months
        assert last.day == day.day or (last.day < day.day and (last + timedelta(days=1)).day == 1)
    else:
        assert (last - day).days == span.count * (7 if span.unit == "week" else 1)


@given(day=DAYS, later=st.integers(0, 4000), span=SPANS)
def test_a_later_meeting_never_brings_the_last_day_nearer(day: date, later: int, span: Period) -> None:
    assert span.after(day) <= span.after(day + timedelta(days=later))


@given(day=DAYS, count=st.integers(1, 119))
def test_a_longer_span_ends_later(day: date, count: int) -> None:
    assert Period(count, "month").after(day) < Period(count + 1, "month").after(day)


@pytest.mark.parametrize(
    ("keep", "met", "until"),
    [("6 months", "2026-03-02", "2026-09-02"), ("", "2026-03-02", ""), ("6 months", "", ""), ("x", "y", "")],
)
def test_the_last_day_of_a_case(keep: str, met: str, until: str) -> None:
    assert keep_until(keep, met) == until


# --- the clock


def test_a_new_desk_has_nothing_to_doubt() -> None:
    assert ClockCheck(TODAY).doubt == ""


@pytest.mark.parametrize("known", ["last_day", "newest_day"])
def test_a_day_before_one_that_has_been_is_doubted(known: str) -> None:
    check = ClockCheck(TODAY, **{known: TODAY + timedelta(days=1)})
    assert (check.doubt, check.doubted_by) == ("back", TODAY + timedelta(days=1))
    assert ClockCheck(TODAY, **{known: TODAY}).doubt == ""


@pytest.mark.parametrize("known", ["last_day", "newest_day"])
def test_a_long_jump_ahead_is_doubted(known: str) -> None:
    assert ClockCheck(TODAY, **{known: TODAY - MAX_JUMP}).doubt == ""
    check = ClockCheck(TODAY, **{known: TODAY - MAX_JUMP - timedelta(days=1)})
    assert (check.doubt, check.doubted_by) == ("ahead", TODAY - MAX_JUMP - timedelta(days=1))


def test_a_word_written_under_the_doubted_date_does_not_vouch_for_it() -> None:
    assert ClockCheck(TODAY, TODAY - timedelta(days=300), newest_day=TODAY).doubt == "ahead"


def test_a_persons_word_holds_for_the_day_that_it_was_given() -> None:
    assert ClockCheck(TODAY, TODAY + timedelta(days=300), confirmed=TODAY).doubt == ""
    assert ClockCheck(TODAY, TODAY + timedelta(days=300), confirmed=TODAY - timedelta(days=1)).doubt == "back"


# --- what is due


def kept(case: str, until: str, opened: str = "2026-09-01T10:00:00+02:00") -> Kept:
    return Kept(case, case, "", "2026-03-01", until, opened)


def test_the_last_day_itself_is_kept_and_the_longest_past_comes_first() -> None:
    found = due([kept("today", "2026-09-02"), kept("b", "2026-09-01"), kept("a", "2026-01-01")], TODAY)
    assert [each.case for each in found.cases] == ["a", "b"]


@pytest.mark.parametrize("until", ["", "soon", "2026-13-01", "9999-12-31"])
def test_a_case_without_a_day_that_has_passed_is_never_due(until: str) -> None:
    assert due([kept("a", until)], TODAY).cases == ()


def test_while_the_clock_is_in_doubt_nothing_is_due() -> None:
    cases = [kept("a", "2026-01-01")]
    doubted = due(cases, TODAY, TODAY - timedelta(days=200))
    assert (doubted.cases, doubted.check.doubt) == ((), "ahead")
    assert len(due(cases, TODAY, TODAY - timedelta(days=200), confirmed=TODAY).cases) == 1


def test_a_word_from_a_day_to_come_puts_the_clock_in_doubt() -> None:
    found = due([kept("a", "2026-01-01"), kept("b", "", "2027-01-01T10:00:00+01:00")], TODAY, TODAY)
    assert (found.cases, found.check.doubt) == ((), "back")


@given(untils=st.lists(st.dates(date(2020, 1, 1), date(2032, 1, 1))), ahead=st.integers(-400, 400))
def test_a_clock_far_from_the_last_day_never_lists_anything(untils: list[date], ahead: int) -> None:
    found = due(
        [kept(str(at), until.isoformat()) for at, until in enumerate(untils)],
        TODAY + timedelta(days=ahead),
        TODAY,
    )
    if ahead < 0 or ahead > MAX_JUMP.days:
        assert found.cases == ()
    assert all(each.until < (TODAY + timedelta(days=ahead)).isoformat() for each in found.cases)
