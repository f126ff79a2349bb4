"""A backup is whole, opened and read through, or it is not there; keys lie apart and do not live long."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.desk.safekeeping import accept, back_up, cut_off, known_backups, strike, verify
from mapper.vault import backup, backup_errors, sets
from mapper.vault.erase import erase
from mapper.vault.errors import CaseBroken, CaseCutOff, CasesMissing, VaultError, VaultOpenToOthers
from mapper.vault.file import connect
from mapper.vault.keys import Erasure, KeyFile
from mapper.vault.paths import key_file, vault_file
from mapper.vault.sets import Places
from tests.processes import running
from tests.vault.copies import NOW, Failing, backed_up, content, content_at, fill, filled, header, restored
from tests.vaults import open_keeper


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def keeper(data: Path) -> Iterator[Keeper]:
    opened = filled(data)
    yield opened
    opened.close()


def harm(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_two_sets_with_what_they_say_of_themselves(keeper: Keeper, tmp_path: Path) -> None:
    made, report = back_up(keeper, tmp_path / "copy", None, NOW)
    assert (report.cases, report.events, report.wrong) == (3, 9, ())
    for each, file in ((made.cases, "cases.db"), (made.keys, "keys.db")):
        assert each.stamp == "20260403-101500"
        assert names(each.folder) == [file, "manifest.json"]
        written = json.loads((each.folder / "manifest.json").read_text())
        assert written["format"] == 1
        assert written["sha256"] == sets.fingerprint(each.file)
        assert (written["cases"], written["events"], written["vault"]) == (3, 9, keeper.vault.keys.id)
        assert stat.S_IMODE(each.file.stat().st_mode) == 0o600
        assert stat.S_IMODE(each.folder.stat().st_mode) == 0o700
    assert made.same_disk == (os.stat(tmp_path).st_dev == os.stat(keeper.data).st_dev)


def test_nothing_readable_and_no_draft_is_in_a_backup(keeper: Keeper, tmp_path: Path) -> None:
    (keeper.data / "vault" / "drafts.db").write_bytes(b"half written")
    back_up(keeper, tmp_path / "copy", None, NOW)
    files = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"cases.db", "keys.db", "manifest.json", ".vault-lock"}
    for path in files:
        assert b"Sak " not in path.read_bytes()
        assert b"form of" not in path.read_bytes()


def test_keys_may_lie_somewhere_else(keeper: Keeper, tmp_path: Path) -> None:
    back_up(keeper, tmp_path / "copy", tmp_path / "keys", NOW)
    assert not (tmp_path / "copy" / "keys").exists()
    assert names(tmp_path / "keys" / "keys") == ["20260403-101500"]
    assert known_backups(keeper)[0].places == Places(tmp_path / "copy", tmp_path / "keys")


def test_where_backups_lie_and_when_is_remembered(keeper: Keeper, tmp_path: Path) -> None:
    assert known_backups(keeper) == ()
    assert keeper.last_backup is None
    for number, name in enumerate(["one", "two", "one"]):
        back_up(keeper, tmp_path / name, None, NOW + timedelta(days=number))
    assert [known.places.cases.name for known in known_backups(keeper)] == ["one", "two"]
    assert known_backups(keeper)[0].at == "2026-04-05T10:15:00+00:00"
    assert keeper.last_backup == (NOW + timedelta(days=2)).date()


def test_two_backups_in_one_second_have_two_names(keeper: Keeper, tmp_path: Path) -> None:
    for _ in range(3):
        back_up(keeper, tmp_path, None, NOW)
    assert names(tmp_path / "cases") == ["20260403-101500", "20260403-101500-2", "20260403-101500-3"]
    assert sets.sets(tmp_path, "cases")[0].stamp == "20260403-101500-3"


def test_keys_are_kept_for_three_backups_and_thirty_days(keeper: Keeper, tmp_path: Path) -> None:
    for days in (0, 1, 2, 3, 4):
        back_up(keeper, tmp_path, None, NOW + timedelta(days=days))
    assert len(names(tmp_path / "cases")) == 5
    assert names(tmp_path / "keys") == ["20260405-101500", "20260406-101500", "20260407-101500"]
    made, _ = back_up(keeper, tmp_path, None, NOW + timedelta(days=40))
    assert made.keys_removed == 3
    assert names(tmp_path / "keys") == ["20260513-101500"]


def test_a_clock_that_went_back_does_not_delete_the_keys_just_made(keeper: Keeper, tmp_path: Path) -> None:
    for days in (100, 101, 102, 0):
        back_up(keeper, tmp_path, None, NOW + timedelta(days=days))
    assert "20260403-101500" in names(tmp_path / "keys")


# --- where a backup cannot be made


def refused(keeper: Keeper, folder: Path, fault: type[VaultError]) -> None:
    with pytest.raises(fault) as raised:
        back_up(keeper, folder, None, NOW)
    assert str(folder) in str(raised.value.facts["path"])


def test_a_folder_that_cannot_be_is_told(keeper: Keeper, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    refused(keeper, keeper.data / "vault" / "copy", backup_errors.BackupInside)
    refused(keeper, keeper.data / "vault", backup_errors.BackupInside)
    refused(keeper, tmp_path / "not connected" / "copy", backup_errors.BackupNoFolder)
    refused(keeper, file, backup_errors.BackupNoFolder)
    (tmp_path / "link").symlink_to(keeper.data / "vault")
    refused(keeper, tmp_path / "link", backup_errors.BackupInside)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, backup_errors.BackupFull),
        (errno.EROFS, backup_errors.BackupReadOnly),
        (errno.ENOENT, backup_errors.BackupGone),
        (errno.EIO, backup_errors.BackupError),
    ],
)
def test_what_fails_at_any_step_is_told_and_leaves_nothing(
    keeper: Keeper, tmp_path: Path, number: int, fault: type[VaultError]
) -> None:
    folder = tmp_path / "copy"
    back_up(keeper, folder, None, NOW)
    before, steps = content(keeper.vault), 0
    for step in range(1, 100):
        failing = Failing(folder, step, number)
        with failing, contextlib.suppress(fault):
            back_up(keeper, folder, None, NOW + timedelta(days=step))
        if not failing.reached:
            break
        steps += 1
        left = [path for path in (folder / "cases").iterdir() if path.name.startswith(".making")]
        assert left == [], step
        for kind in ("cases", "keys"):
            assert all(each.manifest is not None for each in sets.sets(folder, kind)), step
    assert steps >= 12
    assert content(keeper.vault) == before


def test_a_copy_that_differs_from_the_vault_is_no_backup(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def harmed(path: Path) -> KeyFile:
        harm(
            path.parents[2] / "cases" / names(tmp_path / "copy" / "cases")[0] / "cases.db",
            "UPDATE events SET head = x'00' WHERE seq = 2",
        )
        return KeyFile(path)

    monkeypatch.setattr(backup, "KeyFile", harmed)
    refused(keeper, tmp_path / "copy", backup_errors.BackupUnsound)
    assert names(tmp_path / "copy" / "cases") == names(tmp_path / "copy" / "keys") == []


def test_a_copy_that_lacks_a_case_is_no_backup(keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_without_erased", lambda copy: copy.shelf.erase("a") or set())
    refused(keeper, tmp_path / "copy", backup_errors.BackupUnsound)


def test_what_is_broken_in_the_vault_is_backed_up_and_told_by_name(keeper: Keeper, tmp_path: Path) -> None:
    harm(vault_file(keeper.data), "UPDATE events SET sealed = x'01' WHERE name = 'bb' AND seq = 2")
    _, report = back_up(keeper, tmp_path / "copy", None, NOW)
    assert [(each.label, type(each.fault)) for each in report.wrong] == [("Sak bb", CaseBroken)]
    assert report.wrong[0].fault.facts["event"] == 2
    manifest = sets.sets(tmp_path / "copy", "cases")[0].manifest
    assert manifest is not None
    assert manifest.flawed == 1


def test_a_case_erased_or_begun_while_the_copy_is_made(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, copied = keeper.vault, KeyFile.copy_to

    def meanwhile(keys: KeyFile, target: Path) -> None:
        erase(vault, "a", NOW.date())
        vault.forget("a")
        fill(vault, "dddd")
        vault.append("bb", [b"more"], b"")
        vault.remember()
        copied(keys, target)

    monkeypatch.setattr(KeyFile, "copy_to", meanwhile)
    backed_up(keeper, tmp_path / "copy")
    monkeypatch.undo()
    keeper.close()
    shutil.rmtree(keeper.data)
    restored(keeper.data, tmp_path / "copy")
    assert {case: len(events) for case, (_, events) in content_at(keeper.data).items()} == {"bb": 3, "ccc": 3}


def test_a_window_that_writes_waits_for_no_slow_disk(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy goes on between writes, and has what was written before its end."""
    keeper = filled(data, *(f"case{number}" for number in range(20)))
    monkeypatch.setattr(backup, "_PAGES", 4)
    writes: list[int] = []

    class Slow:
        """A connection to the backup's disk, during whose every step somebody writes, the first few times."""

        def __init__(self, connection: sqlite3.Connection) -> None:
            self._connection = connection

        def backup(self, copy: sqlite3.Connection, *, pages: int, progress: Callable[[int, int, int], None]) -> None:
            def disturbed(status: int, remaining: int, total: int) -> None:
                if len(writes) < 3 and remaining < total / 2:
                    writes.append(keeper.vault.append("case0", [b"meanwhile"], header("case0"))[0])
                progress(status, remaining, total)

            self._connection.backup(copy, pages=pages, progress=disturbed)

        def close(self) -> None:
            self._connection.close()

    def slow(path: Path) -> object:
        return Slow(connect(path)) if path == vault_file(data) else connect(path)

    monkeypatch.setattr(backup, "connect", slow)
    backed_up(keeper, tmp_path / "copy")
    keeper.close()
    assert writes == [4, 5, 6]
    shutil.rmtree(data)
    restored(data, tmp_path / "copy")
    assert len(content_at(data)["case0"][1]) == 6


def test_where_somebody_writes_all_the_time_they_wait_after_all(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_TRIES", 0)
    backed_up(keeper, tmp_path / "copy")
    assert len(sets.sets(tmp_path / "copy", "cases")) == 1


@pytest.mark.parametrize("kind", ["cases.db", "keys.db"])
def test_a_disk_that_is_full_in_the_middle_of_a_file_is_told(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def tiny(path: Path, *, writable: bool = True) -> sqlite3.Connection:
        connection = connect(path, writable=writable)
        if path.name == kind and path.is_relative_to(tmp_path / "copy"):
            connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(backup, "connect", tiny)
    monkeypatch.setattr("mapper.vault.file.connect", tiny)
    refused(keeper, tmp_path / "copy", backup_errors.BackupFull)
    assert names(tmp_path / "copy" / "cases") == names(tmp_path / "copy" / "keys") == []


def test_a_folder_that_vanishes_in_the_middle_is_told(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, copied = content(keeper.vault), KeyFile.copy_to

    def vanishing(keys: KeyFile, target: Path) -> None:
        shutil.rmtree(tmp_path / "copy")
        copied(keys, target)

    monkeypatch.setattr(KeyFile, "copy_to", vanishing)
    with pytest.raises(backup_errors.BackupError):
        back_up(keeper, tmp_path / "copy", None, NOW)
    assert content(keeper.vault) == before
    assert known_backups(keeper) == ()


def test_a_killed_backup_leaves_all_or_nothing(data: Path, tmp_path: Path) -> None:
    keeper = filled(data, *(f"case{number}" for number in range(60)))
    folder, whole = tmp_path / "copy", 0
    program = (
        "import sys; from pathlib import Path; from tests.vaults import open_keeper;"
        "from tests.vault.copies import NOW;"
        "from mapper.desk.safekeeping import back_up; keeper = open_keeper(Path(sys.argv[1])); print('go', flush=True);"
        "back_up(keeper, Path(sys.argv[2]), None, NOW)"
    )
    for kill in range(8):
        with running(program, str(data), str(folder)) as child:
            child.stdout.readline()
            time.sleep(0.01 + kill * 0.03)
            child.kill()
        whole = len(sets.sets(folder, "cases"))
        keys = {each.stamp for each in sets.sets(folder, "keys")}
        for each in sets.sets(folder, "cases"):
            assert each.stamp in keys or len(keys) == backup.KEEP_KEYS
            assert each.manifest is not None
            assert sets.fingerprint(each.file) == each.manifest.sha256
    backed_up(keeper, folder)
    assert not [path for path in folder.rglob("*") if path.name.startswith(".making")]
    assert len(sets.sets(folder, "cases")) == whole + 1
    keeper.close()


def test_two_backups_at_once_wait_for_each_other(keeper: Keeper, tmp_path: Path) -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.append(back_up(keeper, tmp_path / "copy", None, NOW)[0].cases.stamp))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == names(tmp_path / "copy" / "cases")
    assert len(made) == 3


# --- what was erased


def test_an_erased_case_has_no_key_in_any_backup(keeper: Keeper, tmp_path: Path) -> None:
    vault = keeper.vault
    with_keys = [tmp_path / "one", tmp_path / "two", tmp_path / "away"]
    for folder in with_keys:
        backed_up(keeper, folder)
    (tmp_path / "away").rename(tmp_path / "unplugged")
    erase(vault, "a", NOW.date())
    sealed = [file.read_bytes() for file in tmp_path.glob("*/keys/*/keys.db")]
    unreached = strike(keeper, Erasure("a", (), "2026-04-03", done=True))
    assert unreached == (tmp_path / "away",)
    for folder in with_keys[:2]:
        held = sets.sets(folder, "keys")[0]
        assert held.manifest is not None
        assert held.manifest.sha256 == sets.fingerprint(held.file)
        assert held.file.read_bytes() not in sealed
        assert key_names(held.file) == {"bb", "ccc"}
        assert sets.read_erasures(folder)[0][0].erasure.case == "a"
    (tmp_path / "unplugged").rename(tmp_path / "away")
    backed_up(keeper, tmp_path / "away")
    assert [key_names(each.file) for each in sets.sets(tmp_path / "away", "keys")] == [{"bb", "ccc"}] * 2


def key_names(path: Path) -> set[str]:
    keys = KeyFile(path)
    try:
        return keys.names()
    finally:
        keys.close()


def test_erasures_are_noted_once_and_with_their_digests(tmp_path: Path) -> None:
    whole, some = Erasure("a", (), "2026-04-03", done=True), Erasure("b", (2, 3), "2026-04-03", done=True)
    for erasure, digests in (
        (whole, ()),
        (some, ()),
        (some, ("aa", "bb")),
        (some, ()),
        (some, ("cc", "dd")),
        (whole, ()),
    ):
        sets.note_erasures(tmp_path, [sets.NotedErasure(erasure, digests, b"by us")])
    found, sound = sets.read_erasures(tmp_path)
    assert sound
    assert [(noted.erasure, noted.digests) for noted in found] == [
        (whole, ()),
        (some, ()),
        (some, ("aa", "bb")),
        (some, ("cc", "dd")),
    ]
    assert [noted.digests for noted in sets.merged(found)] == [(), ("aa", "bb"), ("cc", "dd")]


@pytest.mark.parametrize("harmed", [b"", b"{}", b"[", b'{"erased": [{"case": 1}]}', b'{"erased": [7]}', b"\xff"])
def test_a_harmed_list_of_erasures_is_told(tmp_path: Path, harmed: bytes) -> None:
    (tmp_path / "erasures.json").write_bytes(harmed)
    assert sets.read_erasures(tmp_path) == ((), False)


# --- looking through the vault


def test_a_whole_vault_has_nothing_wrong(keeper: Keeper) -> None:
    report = verify(keeper)
    assert (report.cases, report.events, report.wrong) == (3, 9, ())


@pytest.mark.parametrize(
    ("statement", "code", "label"),
    [
        ("UPDATE events SET sealed = x'00' WHERE name = 'bb' AND seq = 3", "vault_case_broken", "Sak bb"),
        ("UPDATE cases SET header = x'00' WHERE name = 'bb'", "backup_header_broken", "bb"),
        ("UPDATE snapshots SET sealed = x'00' WHERE name = 'bb'", "backup_snapshot_broken", "Sak bb"),
        ("DELETE FROM cases WHERE name = 'bb'", "vault_cases_missing", ""),
    ],
)
def test_what_is_wrong_is_told_by_name(keeper: Keeper, statement: str, code: str, label: str) -> None:
    keeper.vault.remember()
    harm(vault_file(keeper.data), statement)
    assert [(each.fault.code, each.label) for each in verify(keeper).wrong] == [(code, label)]


def test_a_case_without_its_key_is_told(keeper: Keeper) -> None:
    keeper.close()
    harm(key_file(keeper.data), "DELETE FROM keys WHERE name = 'bb'")
    again = open_keeper(keeper.data)
    assert [each.fault.code for each in verify(again).wrong] == ["vault_case_keyless"]
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")
def test_files_that_others_may_read_are_told(keeper: Keeper) -> None:
    vault_file(keeper.data).chmod(0o644)
    assert [type(each.fault) for each in verify(keeper).wrong] == [VaultOpenToOthers]


def test_a_tail_that_is_gone_is_told_with_its_length_and_accepted(data: Path) -> None:
    keeper = open_keeper(data)
    fill(keeper.vault, "a", events=30)
    keeper.close()
    harm(vault_file(data), "DELETE FROM events WHERE seq > 20")
    harm(vault_file(data), "UPDATE cases SET last = 20")
    keeper = open_keeper(data)
    fault = cut_off(keeper, "a")
    assert isinstance(fault, CaseCutOff)
    assert (fault.facts["missing"], fault.facts["last"]) == (10, 20)
    accept(keeper, "a")
    assert cut_off(keeper, "a") is None
    assert keeper.vault.append("a", [b"goes on"], b"") == range(21, 22)
    keeper.close()


def test_a_vault_rolled_back_to_last_week_is_told_with_its_counts(data: Path, tmp_path: Path) -> None:
    keeper = filled(data)
    keeper.close()
    shutil.copy(vault_file(data), tmp_path / "last week.db")
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"4", b"5"], b"")
    fill(keeper.vault, "dddd")
    keeper.close()
    shutil.copy(tmp_path / "last week.db", vault_file(data))
    keeper = open_keeper(data)
    missing = keeper.missing()
    assert isinstance(missing, CasesMissing)
    assert missing.facts["n"] == 1
    found = {type(each.fault): each.fault.facts for each in verify(keeper).wrong}
    assert found[CaseCutOff]["missing"] == 2
    assert found[CasesMissing]["n"] == 1
    keeper.close()
