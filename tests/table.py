"""A table to sit at in tests: small questionnaires in an office's own notation, a fixed clock, ids in a row."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from textwrap import dedent

from mapper.interview.record import Record
from mapper.meeting.header import Header
from mapper.meeting.meeting import Log, Meeting
from mapper.questionnaire.compose import compose, snapshot_of
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.library import Library, shipped_folder
from mapper.questionnaire.read import read_string
from mapper.vault.memory import MemoryVault

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def small(text: str) -> Questionnaire:
    """Compose a questionnaire written in a test."""
    reading = read_string(dedent(text), "test.yaml")
    assert not reading.findings, reading.findings
    assert reading.form is not None
    return compose((reading.form,), shipped().lists)


@cache
def shipped() -> Library:
    """Open what is shipped; its lists are read once."""
    return Library((shipped_folder(),))


@cache
def core() -> Questionnaire:
    """Compose the shipped core."""
    path = shipped().core()
    assert path is not None
    form = shipped().read(path).form
    assert form is not None
    return compose((form,), shipped().lists)


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """Make a clock that goes on one second at each look."""
    seconds = itertools.count()
    return lambda: start + timedelta(seconds=next(seconds))


def counted() -> Callable[[], str]:
    """Make ids in a row."""
    numbers = itertools.count(1)
    return lambda: f"id{next(numbers)}"


def sit_down(questionnaire: Questionnaire, profile: str = "full", language: str = "nb") -> Meeting:
    """Open a meeting over a questionnaire, kept in memory."""
    log = MemoryVault()
    header = Header("Prøve", language=language)
    log.create("case", header.encode())
    name, content = snapshot_of(questionnaire)
    log.put_snapshot("case", name, content)
    meeting = Meeting("case", log, questionnaire, Record(), header, clock=ticking(), ids=counted(), practice=True)
    meeting.open(profile, language, "", name)  # type: ignore[arg-type]
    return meeting


def sit_down_again(meeting: Meeting, days: int = 0) -> Meeting:
    """Open the same case from its stored events, as after a crash, or a new sitting some days later."""
    again = Meeting.load(
        meeting.case,
        meeting._log,
        meeting.questionnaire,
        meeting.header,
        clock=ticking(START + timedelta(days=days, hours=1)),
        ids=counted_from(f"later{days}"),
    )
    if days:
        again.open(meeting.profile, meeting.language, "", meeting.record.snapshot() or "")
    return again


def counted_from(prefix: str) -> Callable[[], str]:
    """Make ids in a row that differ from those of `counted`."""
    numbers = itertools.count(1)
    return lambda: f"{prefix}-{next(numbers)}"


class Through:
    """A log that does as the one behind it; tests let it fail in one thing."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def append(self, case: str, payloads: list[bytes], header: bytes) -> range:
        return self._log.append(case, payloads, header)

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        return self._log.events(case, after)

    def redact(self, case: str, events: Sequence[int], payload: bytes, header: bytes) -> int:
        return self._log.redact(case, events, payload, header)

    def anchor(self, case: str, seq: int) -> bytes | None:
        return self._log.anchor(case, seq)

    def snapshot(self, case: str, name: str) -> bytes:
        return self._log.snapshot(case, name)

    def put_snapshot(self, case: str, name: str, payload: bytes) -> None:
        self._log.put_snapshot(case, name, payload)

    def stirred(self) -> bool:
        return self._log.stirred()
