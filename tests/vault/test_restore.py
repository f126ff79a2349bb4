"""A restore is whole or not at all, says first what will be missing, and brings nothing back that was erased."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.desk.safekeeping import back_up, known_backups, missing_from, opened_backup, strike, verify
from mapper.vault import alone, backup_errors, sets
from mapper.vault.erase import erase, finish_redactions
from mapper.vault.errors import CaseErased, VaultBusy, VaultEmpty, VaultError, VaultMissing, VaultReplaced
from mapper.vault.keys import Erasure
from mapper.vault.paths import id_file, is_made, key_file, vault_file, vault_folder
from mapper.vault.restore import Look
from mapper.vault.strike import vouched
from tests.processes import ended, running
from tests.vault.copies import NOW, Failing, backed_up, content, content_at, fill, filled, header, restored
from tests.vault.test_backup import harm
from tests.vaults import PASSPHRASE, make_keeper, open_keeper

LATER = NOW + timedelta(days=1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def folder(data: Path, tmp_path: Path) -> Path:
    """Give a folder with a backup of a closed vault."""
    keeper = filled(data)
    backed_up(keeper, tmp_path / "copy")
    keeper.close()
    return tmp_path / "copy"


def look_at(data: Path, folder: Path, **options: str) -> Look:
    with opened_backup(data, folder, None, PASSPHRASE, **options) as restoration:  # type: ignore[arg-type]
        return restoration.look()


def test_what_was_backed_up_comes_back(data: Path, folder: Path) -> None:
    before = content_at(data)
    shutil.rmtree(data)
    assert restored(data, folder) is None
    assert content_at(data) == before
    keeper = open_keeper(data)
    assert verify(keeper).wrong == ()
    assert keeper.missing() is None
    assert keeper.vault.append("a", [b"goes on"], header("a")) == range(4, 5)
    keeper.close()


def test_nothing_changes_until_it_is_put_in_place(data: Path, folder: Path) -> None:
    before = {path: path.read_bytes() for path in vault_folder(data).iterdir()}
    assert look_at(data, folder).examined.cases == 3
    assert {path: path.read_bytes() for path in vault_folder(data).iterdir()} == before
    assert sorted(path.name for path in data.iterdir()) == [".vault-lock", "vault", "vault-id"]


def test_what_would_be_missing_is_told_by_name_first(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"4", b"5"], header("a"))
    fill(keeper.vault, "dddd")
    keeper.close()
    look = look_at(data, folder)
    assert (look.was_there, look.readable, look.changed, look.erased, look.erasures_known) == (
        True,
        True,
        False,
        0,
        True,
    )
    assert [(each.label, each.events, each.whole) for each in missing_from(look)] == [
        ("Sak dddd", 3, True),
        ("Sak a", 2, False),
    ]


def test_a_case_that_went_another_way_since_is_told_from_where(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"4"], header("a"))
    back_up(keeper, folder, None, LATER)
    keeper.close()
    restored(data, folder, "20260403-101500")
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"other 4", b"other 5"], header("a"))
    keeper.close()
    assert [(each.label, each.events) for each in missing_from(look_at(data, folder))] == [("Sak a", 2)]


def test_the_former_vault_is_kept_aside_whole(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    fill(keeper.vault, "dddd")
    before = content(keeper.vault)
    keeper.close()
    aside = restored(data, folder)
    assert aside == data / "vault-before-20260403-101500"
    assert set(content_at(data)) == {"a", "bb", "ccc"}
    shutil.rmtree(vault_folder(data))
    aside.rename(vault_folder(data))
    assert content_at(data) == before


def put_a_file_there(data: Path) -> None:
    shutil.rmtree(vault_folder(data))
    vault_folder(data).write_bytes(b"a file")


@pytest.mark.parametrize(
    "harmful",
    [
        shutil.rmtree,
        lambda data: shutil.rmtree(vault_folder(data)),
        lambda data: vault_file(data).write_bytes(b""),
        lambda data: key_file(data).write_bytes(b""),
        lambda data: vault_file(data).write_bytes(b"not a database, but long enough to be one" * 100),
        lambda data: vault_file(data).write_bytes(vault_file(data).read_bytes()[:5000]),
        lambda data: key_file(data).unlink(),
        lambda data: id_file(data).write_text("another"),
        put_a_file_there,
        lambda data: harm(vault_file(data), "DROP TABLE cases"),
    ],
)
def test_no_state_of_the_vault_stands_in_the_way(data: Path, folder: Path, harmful: object) -> None:
    before = content_at(data)
    assert callable(harmful)
    harmful(data)
    restored(data, folder)
    assert content_at(data) == before


def test_a_vault_of_another_office_is_put_aside_and_counted(data: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    keeper = filled(other, "x")
    keeper.close()
    look = look_at(other, folder)
    assert [(each.label, each.events) for each in missing_from(look)] == [("x", 3)]
    aside = restored(other, folder)
    assert aside is not None
    assert content_at(other) == content_at(data)


def test_faults_that_name_a_restore_end_with_one(data: Path, folder: Path) -> None:
    for harmful, fault in ((Path.unlink, VaultMissing), (lambda path: path.write_bytes(b""), VaultEmpty)):
        harmful(vault_file(data))
        with pytest.raises(fault):
            Keeper(data).unlock(PASSPHRASE)
        restored(data, folder)
        assert len(content_at(data)) == 3


# --- what is wrong with the backup


def refused(data: Path, folder: Path, fault: type[VaultError], **options: str) -> VaultError:
    before = content_at(data)
    with pytest.raises(fault) as raised:
        look_at(data, folder, **options)
    assert content_at(data) == before
    assert not list(data.glob(".restoring-*"))
    return raised.value


def test_a_backup_that_is_not_there_is_told(data: Path, folder: Path, tmp_path: Path) -> None:
    refused(data, tmp_path / "away", backup_errors.BackupGone)
    refused(data, tmp_path, backup_errors.BackupNone)
    refused(data, folder, backup_errors.BackupNone, stamp="20200101-000000")
    shutil.rmtree(folder / "keys")
    refused(data, folder, backup_errors.BackupKeysNone)


def test_a_wrong_passphrase_is_told(data: Path, folder: Path) -> None:
    with (
        pytest.raises(backup_errors.BackupPassphraseWrong),
        opened_backup(data, folder, None, "another one entirely"),
    ):
        pass


def test_the_recovery_key_opens_a_backup(data: Path, tmp_path: Path) -> None:
    keeper, keys = make_keeper(data)
    fill(keeper.vault, "a")
    backed_up(keeper, tmp_path / "copy")
    keeper.close()
    with opened_backup(data, tmp_path / "copy", None, keys.recovery, recovery=True) as restoration:
        assert restoration.look().examined.events == 3


@pytest.mark.parametrize(
    ("harmful", "fault"),
    [
        (lambda path: path.unlink(), backup_errors.BackupDamaged),
        (lambda path: path.write_bytes(b""), backup_errors.BackupForeign),
        (lambda path: path.write_bytes(b"x" * 9000), backup_errors.BackupForeign),
        (lambda path: harm(path, "PRAGMA user_version = 99"), backup_errors.BackupNewer),
        (lambda path: harm(path, "DROP TABLE vault"), backup_errors.BackupError),
    ],
)
@pytest.mark.parametrize("kind", ["cases", "keys"])
def test_a_harmed_file_is_told_by_its_own_path(
    data: Path, folder: Path, kind: sets.Kind, harmful: object, fault: type[VaultError]
) -> None:
    file = sets.sets(folder, kind)[0].file
    assert callable(harmful)
    harmful(file)
    assert refused(data, folder, fault).facts["path"] == str(file)


def test_a_harmed_manifest_does_not_make_way_for_an_older_backup(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    back_up(keeper, folder, None, LATER)
    keeper.close()
    (folder / "cases" / "20260404-101500" / "manifest.json").write_text('{"format": 1, "vault": 3}')
    refused(data, folder, backup_errors.BackupDamaged)
    assert look_at(data, folder, stamp="20260403-101500").examined.cases == 3


def test_one_harmed_case_does_not_keep_the_others_away(data: Path, folder: Path) -> None:
    before = content_at(data)
    harm(sets.sets(folder, "cases")[0].file, "UPDATE events SET sealed = x'00' WHERE name = 'bb' AND seq = 3")
    look = look_at(data, folder)
    assert look.changed
    assert [(flaw.fault.code, flaw.fault.facts["event"]) for flaw in look.examined.flaws] == [("vault_case_broken", 3)]
    restored(data, folder)
    after = content_at(data)
    assert after["a"] == before["a"]
    assert after["bb"][1] == before["bb"][1][:2]


def test_the_latest_keys_that_are_whole_are_taken(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    back_up(keeper, folder, None, LATER)
    keeper.close()
    sets.sets(folder, "keys")[0].file.write_bytes(b"harmed")
    assert look_at(data, folder).chosen.keys.stamp == "20260403-101500"


def test_an_older_backup_with_later_keys_says_what_it_lacks(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"4", b"5"], header("a"))
    fill(keeper.vault, "dddd")
    back_up(keeper, folder, None, LATER)
    keeper.close()
    shutil.rmtree(data)
    look = look_at(data, folder, stamp="20260403-101500")
    assert {flaw.fault.code: flaw.fault.facts for flaw in look.examined.flaws} == {
        "vault_case_cut_off": {"case": "a", "missing": 2, "last": 3},
        "vault_cases_missing": {"n": 1},
    }
    restored(data, folder, "20260403-101500")
    keeper = open_keeper(data)
    assert (keeper.missing(), verify(keeper).wrong) == (None, ())
    assert keeper.vault.append("a", [b"another 4"], header("a")) == range(4, 5)
    keeper.close()


# --- what was erased stays erased


def test_an_erased_case_stays_erased_after_the_first_start(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    erase(keeper.vault, "a", NOW.date())
    keeper.close()
    look = look_at(data, folder)
    assert (look.erased, missing_from(look)) == (1, ())
    restored(data, folder)
    assert set(content_at(data)) == {"bb", "ccc"}
    keeper = open_keeper(data)
    with pytest.raises(CaseErased):
        keeper.vault.events("a")
    assert "a" not in keeper.vault.keys.names()
    keeper.close()


@pytest.mark.parametrize("struck", [True, False])
def test_an_erased_case_stays_erased_where_the_vault_is_gone(data: Path, folder: Path, struck: bool) -> None:
    keeper = open_keeper(data)
    erase(keeper.vault, "a", NOW.date())
    if struck:
        assert strike(keeper, Erasure("a", (), "2026-04-03", done=True)) == ()
    else:
        note = vouched(keeper.vault, Erasure("a", (), "2026-04-03", done=True))
        sets.note_erasures(folder, [note])
    keeper.close()
    shutil.rmtree(data)
    restored(data, folder)
    assert set(content_at(data)) == {"bb", "ccc"}


def redact(keeper: Keeper, case: str, *events: int) -> Erasure:
    keeper.vault.redact(case, events, b"redacted", header(case))
    finish_redactions(keeper.vault, case, [(events, NOW.date())])
    return Erasure(case, events, NOW.date().isoformat(), done=True)


@pytest.mark.parametrize("by", ["vault", "note"])
def test_a_redacted_answer_stays_blank(data: Path, folder: Path, by: str) -> None:
    keeper = open_keeper(data)
    erasure = redact(keeper, "a", 2)
    if by == "note":
        strike(keeper, erasure)
    keeper.close()
    if by == "note":
        shutil.rmtree(data)
    restored(data, folder)
    keeper = open_keeper(data)
    assert [payload for _, payload in keeper.vault.events("a")] == [b"a:1", b"", b"a:3", b""]
    assert verify(keeper).wrong == ()
    assert erasure in keeper.vault.keys.erasures(keeper.vault.master)
    keeper.close()


def test_a_redaction_does_not_reach_what_was_said_after_a_restore(data: Path, folder: Path) -> None:
    """The fourth event was redacted; the backup ends at the third, and what is fourth now is something else."""
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"secret"], header("a"))
    strike(keeper, redact(keeper, "a", 4))
    keeper.close()
    restored(data, folder)
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"something else"], header("a"))
    back_up(keeper, folder, None, LATER)
    keeper.close()
    restored(data, folder)
    assert content_at(data)["a"][1][3] == b"something else"


def test_a_redacted_answer_stays_blank_in_a_case_that_is_broken(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    redact(keeper, "a", 2)
    keeper.close()
    harm(sets.sets(folder, "cases")[0].file, "UPDATE events SET sealed = x'00' WHERE name = 'a' AND seq = 3")
    restored(data, folder)
    assert content_at(data)["a"][1] == (b"a:1",)


def test_a_list_of_erasures_that_cannot_be_read_is_told(data: Path, folder: Path) -> None:
    (folder / "erasures.json").write_text("{")
    assert not look_at(data, folder).erasures_known


def test_an_erased_case_has_no_key_in_a_vault_put_aside(data: Path, folder: Path) -> None:
    aside = restored(data, folder)
    assert aside is not None
    keeper = open_keeper(data)
    erase(keeper.vault, "a", NOW.date())
    assert strike(keeper, Erasure("a", (), "2026-04-03", done=True)) == ()
    keeper.close()
    connection = sqlite3.connect(aside / "keys.db")
    assert connection.execute("SELECT name FROM keys ORDER BY name").fetchall() == [("bb",), ("ccc",)]
    connection.close()


def test_where_backups_lie_is_known_after_a_restore(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    known = known_backups(keeper)
    keeper.close()
    restored(data, folder)
    keeper = open_keeper(data)
    assert known_backups(keeper) == known
    assert keeper.last_backup == NOW.date()
    keeper.close()


def test_the_folder_that_was_restored_from_is_known_and_struck(tmp_path: Path) -> None:
    data, folder, again = tmp_path / "data", tmp_path / "copy", tmp_path / "again"
    keeper = filled(data)
    for place in (tmp_path / "elsewhere", folder):  # the second holds keys that know of the first
        backed_up(keeper, place)
    keeper.close()
    (data / "vault").rename(tmp_path / "moved away")
    restored(data, folder)
    keeper = open_keeper(data)
    assert [known.places.cases for known in known_backups(keeper)] == [folder, tmp_path / "elsewhere"]
    erase(keeper.vault, "a", NOW.date(), [keeper.strike])
    keeper.close()
    for place in (folder, tmp_path / "elsewhere"):
        connection = sqlite3.connect(next(place.glob("keys/*/keys.db")))
        assert connection.execute("SELECT name FROM keys ORDER BY name").fetchall() == [("bb",), ("ccc",)]
        connection.close()
        assert '"a"' in (place / "erasures.json").read_text()
    restored(again, folder)
    assert set(content_at(again)) == {"bb", "ccc"}


def test_what_both_vaults_know_of_backups_is_known_after_a_restore(data: Path, folder: Path, tmp_path: Path) -> None:
    keeper = open_keeper(data)
    backed_up(keeper, tmp_path / "later", NOW + timedelta(days=1))
    keeper.close()
    folder.rename(tmp_path / "moved")
    restored(data, tmp_path / "moved")
    keeper = open_keeper(data)
    known = {each.places.cases.name: each.at for each in known_backups(keeper)}
    assert list(known) == ["moved", "later", folder.name]
    assert known["moved"] == known[folder.name]
    keeper.close()


def test_a_backup_that_tells_no_time_is_known_from_the_day_of_the_restore(data: Path, folder: Path) -> None:
    for file in folder.glob("*/*/manifest.json"):
        file.write_text(re.sub(r'"made": *"[^"]*"', '"made": "x"', file.read_text()))
    shutil.rmtree(data)
    restored(data, folder)
    keeper = open_keeper(data)
    assert [each.at for each in known_backups(keeper)] == ["2026-04-03T10:15:00+00:00"]
    keeper.close()


# --- interrupted


RESTORE = """
import sys
from pathlib import Path
from tests.vault.copies import Failing, restored
data, folder, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
failing = Failing(data, step, 5, die=True)
with failing:
    restored(data, folder)
"""


@pytest.mark.parametrize("there", [True, False])
def test_a_restore_killed_at_any_step_is_finished_or_never_was(
    data: Path, folder: Path, tmp_path: Path, there: bool
) -> None:
    keeper = open_keeper(data)
    fill(keeper.vault, "dddd")
    before = content(keeper.vault)
    keeper.close()
    if not there:
        before = {}
        shutil.rmtree(data)
        data.mkdir()
    after = {"a", "bb", "ccc"}
    seen = set()
    for step in range(1, 80, 1 if there else 3):
        trial = tmp_path / f"trial{step}"
        shutil.copytree(data, trial)
        code = ended(RESTORE, str(trial), str(folder), str(step))
        found = set(content_at(trial)) if there or is_made(trial) else set()
        assert found in (set(before), after), step
        seen.add(frozenset(found))
        if step % 6 == 1:
            restored(trial, folder)
            assert set(content_at(trial)) == after
            assert not list(trial.glob(".restoring-*")) + list(trial.glob("vault-next-*"))
        shutil.rmtree(trial)
        if code == 0:
            break
    assert step >= 8
    assert seen == {frozenset(before), frozenset(after)}


def test_what_fails_at_any_step_of_a_restore_loses_nothing(data: Path, folder: Path) -> None:
    keeper = open_keeper(data)
    fill(keeper.vault, "dddd")
    keeper.close()
    before = set(content_at(data))
    for step in range(1, 80):
        failing, told = Failing(data, step, errno.ENOSPC), False
        with failing:
            try:
                restored(data, folder)
            except VaultError:
                told = True
        found = set(content_at(data))
        assert found == {"a", "bb", "ccc"} or (told and found == before), step
        if not failing.reached:
            break
        kept = sorted(data.glob("vault-before-*"))
        if kept:
            shutil.rmtree(vault_folder(data))
            kept[0].rename(vault_folder(data))
            for other in kept[1:]:
                shutil.rmtree(other)
    assert step >= 8


def test_a_window_that_writes_keeps_a_restore_waiting_and_then_knows_that_it_came(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alone, "BUSY_SECONDS", 0.05)
    keeper = open_keeper(data)
    other = sqlite3.connect(vault_file(data), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(VaultBusy):
        restored(data, folder)
    other.execute("ROLLBACK")
    other.close()
    restored(data, folder)
    with pytest.raises(VaultReplaced):
        keeper.vault.append("a", [b"to the old one"], header("a"))
    keeper.close()


def test_an_interrupted_restore_that_was_harmed_since_does_not_stand_in_the_way(data: Path, folder: Path) -> None:
    harmed = data / "vault-next-20260401-120000"
    harmed.mkdir()
    (harmed / "keys.db").write_bytes(b"harmed")
    before = {path.name: path.read_bytes() for path in vault_folder(data).iterdir()}
    with pytest.raises(VaultError):
        open_keeper(data)
    assert {path.name: path.read_bytes() for path in vault_folder(data).iterdir()} == before
    restored(data, folder)
    assert len(content_at(data)) == 3
    assert (data / "vault-before-20260401-120000-unfinished" / "keys.db").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
@pytest.mark.parametrize(
    "name", ["cases/*/cases.db", "keys/*/keys.db", "cases/*/manifest.json", "keys/*/manifest.json"]
)
def test_a_file_that_never_ends_is_not_waited_for(data: Path, folder: Path, name: str) -> None:
    file = next(folder.glob(name))
    file.unlink()
    os.mkfifo(file)
    refused(data, folder, backup_errors.BackupError)


def test_two_restores_at_once_wait_for_each_other(data: Path, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.vault.copies import restored;"
        "restored(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    with ExitStack() as at_last:
        children = [at_last.enter_context(running(program, str(data), str(folder))) for _ in range(3)]
        assert [child.wait() for child in children] == [0, 0, 0]
    assert len(list(data.glob("vault-before-*"))) == 3
    assert len(content_at(data)) == 3
