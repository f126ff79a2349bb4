"""What a case's header knows: old ones still read, and how long a case is kept is never forgotten or shortened."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.interview.events import Event, MeetingOpened
from mapper.interview.record import Record
from mapper.meeting.header import Header
from mapper.plan.due import months_on

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def sat_down(at: datetime, seq: int = 1) -> Event:
    """Make the event of a sitting."""
    place = {"id": f"e{seq}", "base": seq - 1, "seq": seq, "meeting": f"m{seq}", "at": at}
    return MeetingOpened(**place, language="nb", second_language="", profile="short", snapshot="s")  # type: ignore[arg-type]


def after(header: Header, *events: Event) -> Header:
    return header.after(events, Record.of(events), 0, 0)


def test_a_header_from_before_anybody_said_how_long_still_reads() -> None:
    facts = {"label": "Samtale", "name": "Kari Prøve", "opened": "2026-03-02T10:00:00+01:00", "answered": 3, "asked": 9}
    old = json.dumps({"v": 1, **facts, "papers": 0, "next_meeting": "", "language": "nb"}).encode()
    read = Header.decode(old)
    assert (read.label, read.keep, read.met, read.keep_until) == ("Samtale", "", "", "")
    assert Header.decode(read.encode()) == read


@pytest.mark.parametrize("payload", [b"", b"[]", b"{}", b'{"v": 2, "label": "x"}', b'{"v": 1}', b"\xff"])
def test_what_is_no_header_is_refused(payload: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        Header.decode(payload)


def test_without_a_promise_there_is_no_last_day() -> None:
    assert after(Header("Samtale"), sat_down(START)).keep_until == ""


def test_a_case_from_before_learns_its_last_day_with_the_next_word() -> None:
    opened = sat_down(START)
    record = Record.of([opened])
    header = Header("Samtale").promising("6 months", None)
    assert header.after([opened.model_copy(update={"seq": 2})], record, 0, 0).keep_until == "2026-09-02"


def test_an_office_that_is_silent_now_leaves_the_promise() -> None:
    header = after(Header("Samtale").promising("6 months", None), sat_down(START))
    assert header.promising("", None) == header
    assert after(header.promising("", None), sat_down(START + timedelta(days=1))).keep_until == "2026-09-03"


@given(days=st.lists(st.integers(-3000, 3000), min_size=1, max_size=12), known=st.none() | st.integers(-3000, 3000))
def test_no_order_of_days_brings_the_last_day_nearer(days: list[int], known: int | None) -> None:
    been = START.date() + timedelta(days=known) if known is not None else None
    header = Header("Samtale").promising("6 months", been)
    last = ""
    for seq, ahead in enumerate(days, 1):
        header = after(header, sat_down(START + timedelta(days=ahead), seq))
        assert header.keep_until >= last
        last = header.keep_until
    latest = max([START.date() + timedelta(days=max(days)), *([been] if been else [])])
    assert last == months_on(latest, 6).isoformat()


def test_a_day_that_surely_has_been_counts_when_the_clock_went_back() -> None:
    header = Header("Samtale").promising("1 year", date(2026, 3, 2))
    assert after(header, sat_down(START - timedelta(days=4000))).keep_until == "2027-03-02"
