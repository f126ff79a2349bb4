"""The writer of drafts: what is written when, with a clock in the test's hand; and by a real thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.desk.drafting import AGAIN, REST, Draft, Drafting, Pending, decode, encode
from mapper.fault import Fault
from mapper.vault.errors import CaseErased, VaultError, VaultFull

NOW = datetime(2026, 3, 14, 10, 42, tzinfo=ZoneInfo("Europe/Oslo"))
SLOT = ("a", "said part.it participant")


def draft(text: str) -> Draft:
    return Draft({"words": text}, NOW, 3)


class Shelf:
    """Keeps what is written, or fails."""

    put_aside = False

    def __init__(self) -> None:
        self.standing: dict[str, bytes] = {}
        self.writes = 0
        self.fault: VaultError | None = None
        self.wait = threading.Event()
        self.wait.set()

    def put(self, case: str, field: str, payload: bytes, day: date) -> None:
        self.wait.wait()
        self.writes += 1
        if self.fault:
            raise self.fault
        self.standing[field] = payload

    def drop(self, case: str, fields: Iterable[str]) -> None:
        for field in fields:
            self.standing.pop(field, None)

    def all(self, case: str) -> dict[str, bytes]:
        return dict(self.standing)

    def forget(self, case: str) -> None:
        self.standing.clear()

    def sweep(self, today: date) -> None:
        raise VaultFull(path="drafts.db")


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.floats(0, 0.25), st.floats(0, 3))
def test_what_a_crash_takes_was_typed_within_the_last_second(
    pauses: list[float], disk: float, until_crash: float
) -> None:
    """A key after each pause; the thread writes what is due, and each writing takes the disk a while."""
    pending, now, free, standing = Pending(), 0.0, 0.0, -1
    keys: list[float] = []
    on_the_way: list[tuple[float, int]] = []

    def write_until(moment: float) -> None:
        nonlocal free
        while pending.due is not None and max(pending.due, free) <= moment:
            start = max(pending.due, free)
            (written,) = pending.take().values()
            assert written is not None
            free = start + disk
            on_the_way.append((free, int(written.said["words"])))

    for number, pause in enumerate(pauses):
        now += pause
        write_until(now)
        pending.put(SLOT, draft(str(number)), now)
        keys.append(now)
    crash = now + until_crash
    write_until(crash)
    standing = max((number for done, number in on_the_way if done <= crash), default=-1)
    assert all(typed >= crash - 1 - 1e-6 for typed in keys[standing + 1 :])
    starts = [done - disk for done, _ in on_the_way]
    assert all(later - earlier >= REST - 1e-6 for earlier, later in pairwise(starts))


def test_a_removal_waits_for_nothing() -> None:
    pending = Pending()
    assert pending.put(SLOT, draft("x"), 10.0)
    assert pending.due == 10.0 + REST
    assert pending.put(SLOT, None, 10.1)
    assert pending.due == 10.1
    assert pending.take() == {SLOT: None}


def test_what_failed_waits_and_gives_way_to_what_is_newer() -> None:
    pending = Pending()
    pending.put(SLOT, draft("new"), 10.0)
    pending.put_back({SLOT: draft("old"), ("a", "view x"): None}, 10.0)
    assert pending.due == 10.0 + AGAIN
    assert pending.take() == {SLOT: draft("new"), ("a", "view x"): None}
    pending.put_back({}, 11.0)
    assert pending.due is None


def wait_for(shelf: Shelf, field: str, text: str) -> None:
    end = time.monotonic() + 60
    while decode(shelf.standing.get(field, b"")) != draft(text):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_thread_writes_the_latest_and_little() -> None:
    shelf = Shelf()
    drafting = Drafting(shelf, lambda: NOW)
    for number in range(200):
        drafting.keep(*SLOT, {"words": str(number)}, 3)
    wait_for(shelf, SLOT[1], "199")
    assert shelf.writes == 1
    drafting.gone(*SLOT)
    assert drafting.seal()
    assert shelf.standing == {}
    drafting.close()


def test_sealing_writes_at_once_and_closing_ends_the_thread() -> None:
    shelf = Shelf()
    drafting = Drafting(shelf, lambda: NOW)
    drafting.keep(*SLOT, {"words": "kreps"}, 3)
    assert drafting.seal()
    assert decode(shelf.standing[SLOT[1]]) == draft("kreps")
    drafting.keep(*SLOT, {"words": "sist"}, 3)
    drafting.close()
    assert decode(shelf.standing[SLOT[1]]) == draft("sist")
    drafting.keep(*SLOT, {"words": "etter"}, 3)
    assert drafting._thread is not None
    assert not drafting._thread.is_alive()
    assert drafting.seal()
    assert decode(shelf.standing[SLOT[1]]) == draft("sist")


def test_typing_and_leaving_never_wait_for_a_disk_that_hangs() -> None:
    shelf = Shelf()
    shelf.wait.clear()
    drafting = Drafting(shelf, lambda: NOW)
    drafting.keep(*SLOT, {"words": "a"}, 3)
    assert not drafting.seal(0.05)
    began = time.monotonic()
    for number in range(100):
        drafting.keep(*SLOT, {"words": str(number)}, 3)
    assert time.monotonic() - began < 10
    assert not drafting.seal(0.05)
    shelf.wait.set()
    assert drafting.seal()
    assert decode(shelf.standing[SLOT[1]]) == draft("99")
    drafting.close()


def test_a_full_disk_is_told_once_and_written_when_there_is_room() -> None:
    shelf, told = Shelf(), list[str]()
    shelf.fault = VaultFull(path="drafts.db")
    drafting = Drafting(shelf, lambda: NOW)
    drafting.tell_to(lambda fault: told.append(fault.code))
    for number in range(5):
        drafting.keep(*SLOT, {"words": str(number)}, 3)
        assert not drafting.seal()
    assert told == ["typed_unkept"]
    shelf.fault = None
    assert drafting.seal()
    assert decode(shelf.standing[SLOT[1]]) == draft("4")
    drafting.close()


def test_of_a_case_that_is_gone_nothing_is_kept_or_told() -> None:
    shelf, told = Shelf(), list[Fault]()
    shelf.fault = CaseErased(case="a", day="14.03.2026")
    drafting = Drafting(shelf, lambda: NOW)
    drafting.tell_to(told.append)
    drafting.keep(*SLOT, {"words": "a"}, 3)
    assert drafting.seal()
    assert told == []
    drafting.keep(*SLOT, {"words": "b"}, 3)
    drafting.forget("a")
    shelf.fault = None
    assert drafting.seal()
    assert shelf.standing == {}
    drafting.close()


def test_what_a_crash_left_is_found_cleaned_and_given_once() -> None:
    shelf = Shelf()
    shelf.standing = {
        "said a.b participant": encode(Draft({"words": ["Kari\x1b]52;c;x\x07", "b\u202ec"]}, NOW, 7)),
        "said a.c participant": b"no draft",
        "said a.d participant": b'{"said": 1, "at": "never", "base": 2}',
    }
    drafting = Drafting(shelf, lambda: NOW)
    drafting.find("a")
    (found,) = drafting.found("a").values()
    assert found.base == 7
    assert "\x1b" not in found.said["words"][0]
    assert "\u202e" not in found.said["words"][1]
    assert drafting.found("a") == {}


def test_a_file_put_aside_is_told_to_whoever_listens_later() -> None:
    shelf, told = Shelf(), list[str]()
    shelf.put_aside = True
    drafting = Drafting(shelf, lambda: NOW)
    drafting.find("a")
    drafting.find("b")
    drafting.tell_to(lambda fault: told.append(fault.code))
    assert told == ["typed_aside"]


@pytest.mark.parametrize("text", ["", "x", "æøå 漢字 👩‍👩‍👧", "\ud800", "linje\nlinje"])
def test_a_draft_reads_as_it_was_written(text: str) -> None:
    read = decode(encode(Draft(text, NOW + timedelta(seconds=1), 5)))
    assert read is not None
    assert read.said == text.replace("\ud800", "?")
    assert (read.at, read.base) == (NOW + timedelta(seconds=1), 5)
