"""The calendar file: read back equal by another reader, whole for phones, and telling nothing to whoever sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents.calendar.entries import Entry, entries, in_few_words, next_meeting, write
from mapper.plan.model import NEXT_MEETING, Dated
from tests.documents.people import NOW, kari, nobody

LANGUAGES = ["nb", "nn", "en"]


def read(content: bytes) -> list[dict[str, Any]]:
    """What another reader finds in each entry; nothing else may stand in the file."""
    calendar = vobject.readOne(content.decode())
    assert {child.name for child in calendar.getChildren()} <= {
        "VERSION", "PRODID", "CALSCALE", "METHOD", "VEVENT",
    }  # fmt: skip
    found = [
        {child.name: child.value for child in event.getChildren()} for event in calendar.contents.get("vevent", [])
    ]
    assert all(set(each) <= KNOWN for each in found)
    return found


KNOWN = {
    "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "CLASS", "TRANSP",
}  # fmt: skip


def expected(entry: Entry) -> dict[str, Any]:
    """What stands in an entry, as another reader gives it."""
    told: dict[str, Any] = {
        "UID": entry.uid, "SEQUENCE": str(entry.sequence), "DTSTAMP": NOW, "DTSTART": entry.begins,
        "SUMMARY": entry.title, "CLASS": "PRIVATE", "TRANSP": "OPAQUE" if entry.clock else "TRANSPARENT",
    }  # fmt: skip
    told |= {"DTEND": entry.ends} if entry.ends else {}
    told |= {"LOCATION": entry.place} if entry.place else {}
    return told | ({"STATUS": "CANCELLED"} if entry.cancelled else {})


def lines(content: bytes) -> list[bytes]:
    """The lines of a file, each a valid line of its own."""
    assert content.endswith(b"\r\n")
    found = content.removesuffix(b"\r\n").split(b"\r\n")
    for line in found:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [False, True])
def test_another_reader_finds_the_same(language: str, full: bool) -> None:
    found = entries(kari(language=language, full_titles=full))
    content = write(found, NOW)
    assert lines(content)
    assert read(content) == [expected(entry) for entry in found]


def test_a_step_without_end_stands_on_the_last_day_that_there_is() -> None:
    """Nav writes 31.12.9999 for «until further notice», and people take it over."""
    (read_back,) = read(write(entries(kari(days=(Dated("cv", "due", date.max, 1, "Lage en CV"),))), NOW))
    assert read_back["DTSTART"] == date.max


DAYS = st.dates(min_value=date(1971, 1, 1), max_value=date(2200, 1, 1))
TEXTS = st.text(max_size=120)
DATED = st.builds(
    Dated,
    activity=st.text(max_size=20),
    what=st.sampled_from(["meeting", "due", "review"]),
    day=DAYS,
    changes=st.integers(1, 500),
    title=TEXTS,
    clock=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    minutes=st.none() | st.integers(15, 450),
    place=TEXTS,
    cancelled=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(DATED, max_size=6), st.booleans())
def test_whatever_stands_in_the_plan(days: list[Dated], full: bool) -> None:
    found = entries(kari(days=tuple(days), full_titles=full))
    content = write(found, NOW)
    lines(content)
    assert read(content) == [expected(entry) for entry in found]


def test_a_meeting_is_at_its_time_in_norway_and_steps_take_the_whole_day() -> None:
    for day, begins in ((date(2026, 4, 3), "20260403T073000Z"), (date(2026, 11, 3), "20261103T083000Z")):
        meeting = replace(kari().days[2], day=day)
        written = write(entries(kari(days=(meeting,))), NOW).decode()
        assert f"\r\nDTSTART:{begins}\r\n" in written
    assert "\r\nDTEND:20261103T091500Z\r\n" in written
    whole = write(entries(kari(days=(replace(kari().days[2], clock=None),))), NOW).decode()
    assert "\r\nDTSTART;VALUE=DATE:20260403\r\nDTEND;VALUE=DATE:20260404\r\n" in whole


def test_a_meeting_without_a_length_has_no_end() -> None:
    (entry,) = entries(kari(days=(replace(kari().days[2], minutes=None),)))
    assert entry.ends is None
    assert "DTEND" not in write([entry], NOW).decode()


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("nb", ["Husk", "Husk", "Møte", "Se på planen"]),
        ("nn", ["Hugs", "Hugs", "Møte", "Sjå på planen"]),
        ("en", ["Remember", "Remember", "Meeting", "Look at the plan"]),
    ],
)
def test_titles_are_neutral_until_they_choose_others(language: str, titles: list[str]) -> None:
    told = kari(language=language)
    assert [entry.title for entry in entries(told)] == titles
    written = write(entries(told), NOW).decode()
    for word in ("Nav", "CV", "rom 3", "sjefen", "Kari", "Eksempelby"):
        assert word not in written
    full = [entry.title for entry in entries(replace(told, full_titles=True))]
    assert "Nav Eksempelby" in full[2]
    assert "Lage en CV" in full[1]
    assert entries(replace(told, full_titles=True))[2].place == "Nav Eksempelby, rom 3"


def test_ids_tell_nothing_and_stay() -> None:
    first, again = entries(kari()), entries(kari(full_titles=True, language="en"))
    assert [entry.uid for entry in first] == [entry.uid for entry in again]
    assert len({entry.uid for entry in first}) == len(first)
    other = entries(kari(seed="another case"))
    assert {entry.uid for entry in first}.isdisjoint(entry.uid for entry in other)
    assert all(len(entry.uid) == 20 and int(entry.uid, 16) for entry in first)


def test_what_is_gone_is_cancelled_without_a_word_of_what_it_was() -> None:
    gone = Dated("debt", "due", date(2026, 3, 20), 4, cancelled=True)
    (entry,) = entries(kari(days=(gone,), full_titles=True))
    (found,) = read(write([entry], NOW))
    assert (found["STATUS"], found["SUMMARY"], found["SEQUENCE"]) == ("CANCELLED", "Husk", "3")


HOSTILE = "Møte\r\nBEGIN:VALARM\r\nTRIGGER:-PT1M\r\nEND:VALARM\r\nSUMMARY:Bløff;,\\n \u2028\u202eæ" + "å🌲" * 60


@pytest.mark.parametrize("field", ["title", "place"])
def test_a_title_with_line_breaks_is_one_title(field: str) -> None:
    step, meeting = kari().days[1:3]
    day = replace(step, title=HOSTILE) if field == "title" else replace(meeting, place=HOSTILE)
    content = write(entries(kari(days=(day,), full_titles=True)), NOW)
    names = [line.partition(b":")[0].partition(b";")[0] for line in lines(content) if not line.startswith(b" ")]
    assert names.count(b"SUMMARY") == names.count(b"BEGIN") - 1 == 1
    assert b"TRIGGER" not in names
    (found,) = read(content)
    assert (
        "BEGIN:VALARM TRIGGER:-PT1M END:VALARM SUMMARY:Bløff;,\\n æ"
        in found["SUMMARY" if field == "title" else "LOCATION"]
    )


def test_nobody_has_an_empty_calendar() -> None:
    assert entries(nobody()) == ()
    assert next_meeting(nobody()) is None
    assert read(write((), NOW)) == []


def test_few_words_are_the_same_entry() -> None:
    entry = next_meeting(kari())
    assert entry is not None
    (found,) = read(f"{in_few_words(entry, NOW)}\r\n".encode())
    (whole,) = read(write([entry], NOW))
    assert found == {name: value for name, value in whole.items() if name not in {"CLASS", "TRANSP"}}


def test_a_meeting_that_is_gone_or_held_back_is_no_next_meeting() -> None:
    days = tuple(replace(day, cancelled=day.activity == NEXT_MEETING) for day in kari().days)
    assert next_meeting(kari(days=days)) is None


def test_times_of_a_night_when_the_clocks_change() -> None:
    for day, clock, begins in (
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ):
        entry = Entry("a", 0, day, "Møte", clock, 60)
        assert entry.begins == begins
        assert entry.ends == begins + timedelta(hours=1)
