"""Whole conversations: backed up, restored, deleted in between, and taken over from before there was encryption."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from mapper.desk.desk import Desk
from mapper.desk.safekeeping import back_up, opened_backup, verify
from mapper.meeting.meeting import Meeting
from mapper.questionnaire.library import shipped_folder
from mapper.settings import load_settings
from mapper.sitting import hold, read_script
from mapper.vault.keys import Erasure
from tests.table import START, counted, ticking
from tests.vault.plain import SCHEMA
from tests.vaults import PASSPHRASE, open_keeper


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def desk_at(data: Path) -> Desk:
    """Sit at an open vault."""
    settings = load_settings({"MAPPER_DATA": str(data)})
    return Desk(settings, clock=ticking(START), ids=counted(), keeper=open_keeper(data))


def talk(desk: Desk) -> Meeting:
    """Hold the practice conversation, as if it were real."""
    script = read_script(shipped_folder() / "practice" / "nb.yaml")
    meeting = desk._begin(desk.keeper.vault, desk.questionnaire(), script.profile, "nb", "", practice=False)
    hold(meeting, script)
    return meeting


def said(meeting: Meeting) -> dict[str, object]:
    return {str(line.question.ref): line for line in meeting.review()}


def restore(data: Path, folder: Path) -> None:
    with opened_backup(data, folder, None, PASSPHRASE) as restoration:
        restoration.put_in_place(restoration.look(), START + timedelta(days=1))


def test_a_conversation_reads_the_same_after_a_restore(data: Path, tmp_path: Path) -> None:
    desk = desk_at(data)
    meeting = talk(desk)
    before, label = said(meeting), meeting.label
    back_up(desk.keeper, tmp_path / "copy", None, START)
    desk.close()
    shutil.rmtree(data)
    restore(data, tmp_path / "copy")
    desk = desk_at(data)
    again = desk.open(meeting.case)
    assert (said(again), again.label, again.read_only) == (before, label, None)
    desk.close()


def test_an_answer_that_was_deleted_stays_deleted_after_a_restore(data: Path, tmp_path: Path) -> None:
    desk = desk_at(data)
    meeting = talk(desk)
    answered = [ref for ref in said(meeting) if meeting.record.written_about(ref)]
    ref = answered[0]
    back_up(desk.keeper, tmp_path / "copy", None, START)
    desk.redact(meeting, ref)
    assert not meeting.record.written_about(ref)
    desk.close()
    restore(data, tmp_path / "copy")
    desk = desk_at(data)
    again = desk.open(meeting.case)
    assert again.read_only is None
    assert not again.record.written_about(ref)
    assert all(again.record.written_about(other) for other in answered[1:])
    assert verify(desk.keeper).wrong == ()
    desk.close()


def test_a_conversation_from_before_there_was_encryption_goes_on(data: Path, tmp_path: Path) -> None:
    desk = desk_at(tmp_path / "other")
    meeting = talk(desk)
    vault, case = desk.keeper.vault, meeting.case
    opened = meeting.record.opened()
    assert opened
    snapshot = opened.snapshot
    (data / "vault").mkdir(parents=True)
    connection = sqlite3.connect(data / "vault" / "cases.db", isolation_level=None)
    connection.executescript(SCHEMA)
    stored, events = vault.header(case), vault.events(case)
    connection.execute("INSERT INTO vault VALUES ('plain')")
    connection.execute("INSERT INTO cases VALUES (?, ?, ?)", (case, stored.last, stored.header))
    connection.executemany("INSERT INTO events VALUES (?, ?, ?)", ((case, *event) for event in events))
    connection.execute("INSERT INTO snapshots VALUES (?, ?, ?)", (case, snapshot, vault.snapshot(case, snapshot)))
    connection.close()
    desk.close()
    desk = desk_at(data)
    assert said(desk.open(case)) == said(meeting)
    last = desk.last()
    assert last is not None
    assert last.label == meeting.label
    desk.close()


def test_a_case_erased_at_the_desk_stays_erased_after_a_restore(data: Path, tmp_path: Path) -> None:
    desk = desk_at(data)
    case, other = talk(desk).case, talk(desk).case
    back_up(desk.keeper, tmp_path / "copy", None, START)
    desk.erase(case)
    desk.close()
    shutil.rmtree(data)
    restore(data, tmp_path / "copy")
    desk = desk_at(data)
    assert [line.case for line in desk.cases()] == [other]
    assert desk.erased() == (Erasure(case, (), START.date().isoformat(), done=True),)
    desk.close()
