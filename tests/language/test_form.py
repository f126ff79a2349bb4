"""Days, times, numbers and amounts as people write them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.language.form import clock, day, money, month, near_day, number, short_day, weekday

FRIDAY = date(2026, 4, 3)
LANGUAGES = st.sampled_from(["nb", "nn", "en"])


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nb", ["3. april", "3. april 2026", "fredag 3. april", "fredag 3. april 2026", "april 2026", "03.04.2026"]),
        ("nn", ["3. april", "3. april 2026", "fredag 3. april", "fredag 3. april 2026", "april 2026", "03.04.2026"]),
        ("en", ["3 April", "3 April 2026", "Friday 3 April", "Friday 3 April 2026", "April 2026", "03/04/2026"]),
    ],
)
def test_days(language: str, written: list[str]) -> None:
    assert written == [
        day(FRIDAY, language, today=FRIDAY),
        day(FRIDAY, language),
        weekday(FRIDAY, language, today=FRIDAY),
        weekday(FRIDAY, language),
        month(FRIDAY, language),
        short_day(FRIDAY, language),
    ]


def test_another_year_is_named() -> None:
    assert day(date(2027, 1, 2), "nb", today=FRIDAY) == "2. januar 2027"
    assert weekday(date(2025, 12, 31), "nn", today=FRIDAY) == "onsdag 31. desember 2025"


@pytest.mark.parametrize(
    ("days", "nb", "nn", "en"),
    [
        (-3, "31. mars", "31. mars", "31 March"),
        (-2, "i forgårs", "i førgår", "the day before yesterday"),
        (-1, "i går", "i går", "yesterday"),
        (0, "i dag", "i dag", "today"),
        (1, "i morgen", "i morgon", "tomorrow"),
        (2, "i overmorgen", "i overmorgon", "the day after tomorrow"),
        (3, "6. april", "6. april", "6 April"),
    ],
)
def test_near_days(days: int, nb: str, nn: str, en: str) -> None:
    then = FRIDAY + timedelta(days=days)
    assert [near_day(then, FRIDAY, language) for language in ("nb", "nn", "en")] == [nb, nn, en]


def test_the_turn_of_the_year_is_near_too() -> None:
    assert near_day(date(2025, 12, 31), date(2026, 1, 1), "nb") == "i går"


def test_times() -> None:
    assert [clock(time(9, 5), language) for language in ("nb", "nn", "en")] == ["kl. 9.05", "kl. 9.05", "9:05"]
    assert clock(time(14, 30), "nb") == "kl. 14.30"


@pytest.mark.parametrize(
    ("value", "nb", "en"),
    [
        ("12500", "12\u00a0500\u00a0kr", "12,500\u00a0kr"),
        ("12500.50", "12\u00a0500,50\u00a0kr", "12,500.50\u00a0kr"),
        ("12500.00", "12\u00a0500\u00a0kr", "12,500\u00a0kr"),
        ("0", "0\u00a0kr", "0\u00a0kr"),
        ("999", "999\u00a0kr", "999\u00a0kr"),
    ],
)
def test_amounts(value: str, nb: str, en: str) -> None:
    assert [money(Decimal(value), language) for language in ("nb", "nn", "en")] == [nb, nb, en]


@pytest.mark.parametrize(
    ("value", "nb"), [("1.10", "1,1"), ("37.5", "37,5"), ("1234567", "1\u00a0234\u00a0567"), ("0", "0")]
)
def test_numbers(value: str, nb: str) -> None:
    assert number(Decimal(value), "nb") == nb


@given(st.decimals(min_value=0, max_value=10**9, places=6), LANGUAGES)
def test_no_digit_of_a_number_is_lost(value: Decimal, language: str) -> None:
    written = number(value, language).replace("\u00a0", "")
    read = written.replace(",", "") if language == "en" else written.replace(",", ".")
    assert Decimal(read) == value


@given(st.dates(), LANGUAGES)
def test_no_written_day_breaks_a_line_or_stays_a_pattern(value: date, language: str) -> None:
    written = day(value, language)
    assert str(value.day) in written
    assert "\n" not in written
    assert not set("{}") & set(written)


def test_babel_waits_until_a_day_is_written() -> None:
    code = "import sys, mapper.language.form; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
