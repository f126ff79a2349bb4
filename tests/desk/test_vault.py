"""The desk tells once that it made a vault, and never makes one in practice."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mapper.desk.desk import Desk
from mapper.documents.model import Wanted
from mapper.settings import load_settings
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultBusy, VaultFull, VaultLocked, VaultMissing, VaultUnmade
from mapper.vault.paths import vault_file
from tests.offices import write_office
from tests.vaults import PASSPHRASE, open_keeper


def desk(data: Path) -> Desk:
    """Sit down at a desk whose vault nobody has opened."""
    write_office(data / "office")
    return Desk(load_settings({"MAPPER_DATA": str(data)}))


def open_desk(data: Path) -> Desk:
    """Sit down at a desk with its vault open, made first where there is none."""
    write_office(data / "office")
    return Desk(load_settings({"MAPPER_DATA": str(data)}), keeper=open_keeper(data))


def test_a_new_place_to_save_is_told_once(tmp_path: Path) -> None:
    first = open_desk(tmp_path)
    first.new("short", "nb")
    assert [first.vault_made(), first.vault_made()] == [str(vault_file(tmp_path)), ""]
    first.close()
    again = open_desk(tmp_path)
    assert len(again.cases()) == 1
    assert again.vault_made() == ""
    again.close()


def test_practice_reaches_no_disk(tmp_path: Path) -> None:
    at = Desk(load_settings({"MAPPER_DATA": str(tmp_path / "data")}))
    at.practice("short", "nb")
    assert at.vault_made() == ""
    assert not (tmp_path / "data").exists()


def test_nothing_is_listed_or_begun_before_the_vault_is_made_and_open(tmp_path: Path) -> None:
    for ask in (desk(tmp_path).cases, desk(tmp_path).last, lambda: desk(tmp_path).new("short", "nb")):
        with pytest.raises(VaultUnmade):
            ask()
    open_desk(tmp_path).close()
    for ask in (desk(tmp_path).cases, desk(tmp_path).last, lambda: desk(tmp_path).new("short", "nb")):
        with pytest.raises(VaultLocked):
            ask()


def test_a_vault_that_is_gone_is_never_an_empty_list(tmp_path: Path) -> None:
    first = open_desk(tmp_path)
    first.new("short", "nb")
    first.close()
    vault_file(tmp_path).unlink()
    with pytest.raises(VaultMissing):
        desk(tmp_path).keeper.unlock(PASSPHRASE)
    assert not vault_file(tmp_path).exists()


def test_whoever_opens_a_conversation_again_is_not_alone_before_they_say_so(tmp_path: Path) -> None:
    first = open_desk(tmp_path)
    meeting = first.new("full", "nb")
    meeting.set_alone(True)
    first.close()  # as after a lock or a crash: the sitting goes on
    again = open_desk(tmp_path).open(meeting.case)
    assert (again.meeting, again.alone) == (meeting.meeting, False)
    assert all(not part.refs for part in again.parts() if part.kind == "alone")


@pytest.mark.parametrize("harm", ["last event", "disk"])
def test_whoever_only_reads_a_conversation_is_not_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    first = open_desk(tmp_path)
    meeting = first.new("full", "nb")
    meeting.set_alone(True)
    meeting.say("start.hope", "participant", "Kokk")
    first.close()
    if harm == "last event":
        with closing(sqlite3.connect(vault_file(tmp_path))) as file, file:
            file.execute("UPDATE events SET sealed = x'00' WHERE seq = ?", (meeting.seq,))
    else:

        def full(*_: object) -> range:
            raise VaultFull(path="x")

        monkeypatch.setattr(EncryptedVault, "append", full)
    again = open_desk(tmp_path).open(meeting.case)
    assert again.read_only is not None
    assert (again.meeting, again.alone) == (meeting.meeting, False)
    assert all(not part.refs for part in again.parts() if part.kind == "alone")


def test_only_papers_that_still_lie_there_are_listed(tmp_path: Path) -> None:
    at = open_desk(tmp_path)
    meeting = at.new("full", "nb")
    meeting.say("start.hope", "participant", "Kokk")
    paths = at.save(meeting, Wanted("summary", "nb"), ("md", "html")).paths
    assert [line.papers for line in at.cases()] == [2]
    at.redact(meeting, "start.hope", papers=paths[:1])
    assert [line.papers for line in at.cases()] == [1]
    at.redact(meeting, "start.hope", papers=paths[1:])
    assert [line.papers for line in at.cases()] == [0]
    assert [line.papers for line in at.recent()] == [0]
    at.close()


def test_an_answer_that_another_window_held_up_too_long_can_be_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapper.vault.file.BUSY_SECONDS", 0.05)
    at = open_desk(tmp_path)
    meeting = at.new("short", "nb")
    with closing(sqlite3.connect(vault_file(tmp_path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultBusy):
            meeting.say("matters.now", "participant", "En jobb")
        assert meeting.asking("matters.now").said == ()
    meeting.say("matters.now", "participant", "En jobb")
    at.close()
    at = open_desk(tmp_path)
    assert [spoken.answer.value for spoken in at.open(meeting.case).asking("matters.now").said] == ["En jobb"]
    at.close()
