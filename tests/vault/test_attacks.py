"""Somebody who writes in the files, or between two steps: what was deleted stays so, and what is gone is missed."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mapper.desk import safekeeping, unlocking
from mapper.desk.drafting import Draft
from mapper.desk.erasing import Doomed
from mapper.desk.keeper import Keeper
from mapper.desk.safekeeping import MissingCase, Report, Wrong
from mapper.vault import recovery
from mapper.vault.chain import CaseKeys
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.erase import erase, finish_redactions
from mapper.vault.errors import (
    CaseBroken,
    CaseCutOff,
    CaseUnsure,
    RecoveryWrong,
    VaultBusy,
    VaultDamaged,
    VaultOpenToOthers,
)
from mapper.vault.examine import Flaw
from mapper.vault.file import BUSY_SECONDS
from mapper.vault.former import Lost
from mapper.vault.keys import Erasure, KeyFile
from mapper.vault.paths import key_file, made_here, vault_file
from mapper.vault.sets import sets
from mapper.vault.store import StoredHeader
from mapper.vault.wraps import FLOOR
from tests.vault.reader import noted_seal
from tests.vaults import PASSPHRASE, open_keeper, open_vault

DAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def said(data: Path, *payloads: bytes) -> None:
    """Say things in a case, and close it."""
    vault = open_vault(data)
    vault.create("case", b"header")
    vault.append("case", payloads, b"header")
    vault.close()


def harm(path: Path, statement: str, *values: object) -> None:
    """Do something to a file behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement, values)
        connection.commit()


# --- what this machine has seen


def test_a_window_that_has_seen_less_does_not_take_back_what_another_has_seen(tmp_path: Path) -> None:
    said(tmp_path, b"one")
    behind, ahead = open_vault(tmp_path), open_vault(tmp_path)
    behind.append("case", [b"two"], b"header")
    ahead.append("case", [b"more"] * 30, b"header")
    ahead.close()
    behind.close()
    harm(vault_file(tmp_path), "DELETE FROM events WHERE seq > 2")
    harm(vault_file(tmp_path), "UPDATE cases SET last = 2")
    again = open_vault(tmp_path)
    again.events("case")
    fault = again.fault("case")
    assert isinstance(fault, CaseCutOff)
    assert fault.facts["missing"] == 30


def test_a_new_case_is_missed_although_the_program_was_killed(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.create("case", b"header")
    vault.append("case", [b"one"], b"header")
    for table in ("events", "cases"):
        harm(vault_file(tmp_path), f"DELETE FROM {table}")  # noqa: S608 - our own names
    missing = open_keeper(tmp_path).missing()
    assert missing is not None
    assert missing.facts == {"n": 1}


def test_a_redaction_is_missed_although_the_program_was_killed(tmp_path: Path) -> None:
    said(tmp_path, b"secret", b"other")
    shutil.copy(vault_file(tmp_path), tmp_path / "old")
    open_vault(tmp_path).redact("case", [1], b"redacted", b"header")
    shutil.copy(tmp_path / "old", vault_file(tmp_path))
    again = open_vault(tmp_path)
    again.events("case")
    assert isinstance(again.fault("case"), CaseCutOff)


def test_what_was_seen_of_a_broken_case_is_not_forgotten_by_asking_to_go_on_with_it(tmp_path: Path) -> None:
    said(tmp_path, b"one", b"two", b"three")
    harm(vault_file(tmp_path), "UPDATE events SET sealed = x'01' WHERE seq = 2")
    vault = open_vault(tmp_path)
    with pytest.raises(CaseBroken):
        vault.accept("case")
    assert vault.keys.seen_cases() == {"case"}


def roll_back(data: Path, last: int) -> None:
    """Put the cases back to an earlier moment, in the file that a window has open."""
    harm(vault_file(data), "DELETE FROM events WHERE seq > ?", last)
    harm(vault_file(data), "UPDATE cases SET last = ?", last)


def test_a_rollback_under_an_open_window_is_told_as_what_it_is(tmp_path: Path) -> None:
    said(tmp_path, b"one", b"two", b"three", b"four")
    reading, writing = open_vault(tmp_path), open_vault(tmp_path)
    reading.events("case")
    reading.append("case", [b"five"], b"header")
    writing.events("case")
    roll_back(tmp_path, 2)
    assert reading.events("case", 5) == []
    with pytest.raises(CaseCutOff):
        writing.append("case", [b"six"], b"header")
    for vault in (reading, writing, open_vault(tmp_path)):
        assert [seq for seq, _ in vault.events("case")] == [1, 2]
        fault = vault.fault("case")
        assert isinstance(fault, CaseCutOff)
        assert fault.facts == {"case": "case", "missing": 3, "last": 2}


def test_a_harmed_mark_leaves_its_case_to_be_read_and_is_healed(tmp_path: Path) -> None:
    said(tmp_path, b"one", b"two")
    harm(key_file(tmp_path), "UPDATE seen SET sealed = x'01'")
    keeper = open_keeper(tmp_path)
    assert keeper.vault.events("case") == [(1, b"one"), (2, b"two")]
    with pytest.raises(CaseUnsure):
        keeper.vault.append("case", [b"three"], b"header")
    assert [type(each.fault) for each in safekeeping.verify(keeper).wrong] == [CaseUnsure]
    made, told = safekeeping.back_up(keeper, tmp_path / "folder", None, NOW)
    assert made.cases.manifest is not None
    assert [type(each.fault) for each in told.wrong] == [CaseUnsure]
    safekeeping.accept(keeper, "case")
    keeper.vault.append("case", [b"three"], b"header")
    keeper.close()
    again = open_vault(tmp_path)
    assert len(again.events("case")) == 3
    assert again.fault("case") is None
    assert again.keys.seen(again.master, "case") is not None


# --- what was redacted


def redacted(data: Path) -> None:
    """Redact the first of two answers, whole."""
    vault = open_vault(data)
    vault.redact("case", [1], b"redacted", b"header")
    finish_redactions(vault, "case", [((1,), DAY)])
    vault.close()


def test_a_file_from_before_a_redaction_does_not_show_the_answer_again(tmp_path: Path) -> None:
    said(tmp_path, b"secret", b"other")
    shutil.copy(vault_file(tmp_path), tmp_path / "old")
    redacted(tmp_path)
    shutil.copy(tmp_path / "old", vault_file(tmp_path))
    keeper = open_keeper(tmp_path)
    assert keeper.vault.events("case") == [(1, b""), (2, b"other")]
    assert isinstance(keeper.vault.fault("case"), CaseCutOff)
    safekeeping.accept(keeper, "case")
    keeper.close()
    again = open_vault(tmp_path)
    assert again.events("case") == [(1, b""), (2, b"other"), (3, b"")]
    assert again.fault("case") is None


def test_nothing_redacted_is_shown_while_a_person_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(tmp_path, b"secret", b"other")
    shutil.copy(vault_file(tmp_path), tmp_path / "old")
    redacted(tmp_path)
    shutil.copy(tmp_path / "old", vault_file(tmp_path))
    keeper, other = open_keeper(tmp_path), open_keeper(tmp_path)
    shown: list[object] = []
    redact = EncryptedVault.redact

    def looked_at(vault: EncryptedVault, *given: Any) -> int:
        shown.append(open_vault(tmp_path).events("case"))
        seq = redact(vault, *given)
        shown.append(open_vault(tmp_path).events("case")[:2])
        return seq

    monkeypatch.setattr(EncryptedVault, "redact", looked_at)
    safekeeping.accept(keeper, "case")
    assert shown == [[(1, b""), (2, b"other")]] * 2
    assert other.vault.fault("case") is None
    assert [payload for _, payload in other.vault.events("case")] == [b"", b"other", b""]


def test_what_cannot_be_redacted_again_is_not_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(tmp_path, b"secret", b"other")
    shutil.copy(vault_file(tmp_path), tmp_path / "old")
    redacted(tmp_path)
    shutil.copy(tmp_path / "old", vault_file(tmp_path))
    keeper = open_keeper(tmp_path)

    def failing(*_: object) -> None:
        raise VaultBusy(path="x")

    with monkeypatch.context() as patch:
        patch.setattr("mapper.vault.reapply._blank", failing)
        with pytest.raises(VaultBusy):
            safekeeping.accept(keeper, "case")
    assert keeper.vault.events("case") == [(1, b""), (2, b"other")]
    assert isinstance(keeper.vault.fault("case"), CaseCutOff)


def test_an_old_ciphertext_with_the_redaction_harmed_does_not_show_the_answer_again(tmp_path: Path) -> None:
    said(tmp_path, b"secret", b"other")
    with closing(sqlite3.connect(vault_file(tmp_path))) as connection:
        (old,) = connection.execute("SELECT sealed FROM events WHERE seq = 1").fetchone()
    redacted(tmp_path)
    harm(vault_file(tmp_path), "UPDATE events SET sealed = ? WHERE seq = 1", old)
    harm(vault_file(tmp_path), "UPDATE events SET sealed = x'01' WHERE seq = 3")
    again = open_vault(tmp_path)
    assert again.events("case") == [(1, b""), (2, b"other")]
    assert isinstance(again.fault("case"), CaseBroken)


# --- harmed rows, and rows that do something


@pytest.mark.parametrize("harmed", ["x", "5", '["x"]', "[1, true]", "[" * 100_000, "[" + "9" * 5000 + "]", b"\x00"])
def test_a_harmed_line_of_what_was_erased_stands_in_no_ones_way(tmp_path: Path, harmed: object) -> None:
    said(tmp_path, b"one")
    harm(key_file(tmp_path), "INSERT INTO erased VALUES ('other', ?, '2026-01-05', 0, x'00')", harmed)
    open_vault(tmp_path).keys.erase(open_vault(tmp_path).master, "case", "2026-01-05")
    keeper = Keeper(tmp_path, FLOOR)
    assert unlocking.unlock(keeper, PASSPHRASE) == ()
    assert keeper.vault.cases() == []
    assert [each.done for each in keeper.vault.keys.erasures(keeper.vault.master)] == [True]
    made, told = safekeeping.back_up(keeper, tmp_path / "folder", None, NOW)
    assert made.cases.manifest is not None
    assert [each.fault.code for each in told.wrong] == ["backup_erasures_strange"]
    assert [each.fault.facts for each in safekeeping.verify(keeper).wrong] == [{"n": 1}]


FORGED: dict[str, Callable[[KeyFile, bytes], bytes]] = {
    "no seal": lambda _keys, _master: b"",
    "of another case": lambda keys, master: keys.voucher(master, Erasure("other", (), "2026-01-05", done=True)),
    "of another day": lambda keys, master: keys.voucher(master, Erasure("case", (), "2026-01-04", done=True)),
    "of another key": lambda keys, _master: keys.voucher(bytes(32), Erasure("case", (), "2026-01-05", done=True)),
    "of a note": lambda keys, master: keys.voucher(master, Erasure("case", (), "2026-01-05", done=True), noted=()),
}


@pytest.mark.parametrize("seal", FORGED)
def test_a_forged_erasure_strikes_nothing_and_stops_nobody(tmp_path: Path, seal: str) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    said(data, b"one", b"two")
    keeper = open_keeper(data)
    safekeeping.back_up(keeper, folder, None, NOW)
    forged = FORGED[seal](keeper.vault.keys, keeper.vault.master)
    keeper.close()
    harm(key_file(data), "INSERT INTO erased VALUES ('case', '[]', '2026-01-05', 0, ?)", forged)
    harm(key_file(data), "INSERT INTO erased VALUES ('case', '[1]', '2026-01-05', 1, ?)", forged)
    keeper = open_keeper(data)
    keeper.vault.append("case", [b"three"], b"header")
    assert keeper.vault.events("case") == [(1, b"one"), (2, b"two"), (3, b"three")]
    safekeeping.back_up(keeper, folder, None, NOW + timedelta(days=1))
    assert key_names(folder) == {"case"}
    keeper.close()
    assert [each.fault.facts for each in safekeeping.verify(open_keeper(data)).wrong] == [{"n": 2}]
    with safekeeping.opened_backup(data, folder, None, PASSPHRASE) as restoration:
        restoration.put_in_place(restoration.look(), NOW)
    keeper = open_keeper(data)
    assert keeper.vault.events("case") == [(1, b"one"), (2, b"two"), (3, b"three")]
    assert safekeeping.verify(keeper).wrong == ()


def test_a_forged_erasure_does_not_stand_in_the_way_of_a_real_one(tmp_path: Path) -> None:
    said(tmp_path, b"one")
    harm(key_file(tmp_path), "INSERT INTO erased VALUES ('case', '[]', '2026-01-01', 1, x'00')")
    vault = open_vault(tmp_path)
    erase(vault, "case", DAY)
    assert vault.keys.erasures(vault.master) == (Erasure("case", (), DAY.isoformat(), done=True),)


@pytest.mark.parametrize("seal", ["", "00" * 32, "xx", "line's own"])
def test_a_forged_note_beside_a_backup_erases_nothing(tmp_path: Path, seal: str) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    said(data, b"one", b"two")
    keeper = open_keeper(data)
    safekeeping.back_up(keeper, folder, None, NOW)
    if seal == "line's own":
        seal = keeper.vault.keys.voucher(keeper.vault.master, Erasure("case", (), "2026-01-05", done=True)).hex()
    keeper.close()
    row = {"case": "case", "events": [], "day": "2026-01-05", "digests": [], "seal": seal}
    strange = {**row, "case": "\ud800"}
    (folder / "erasures.json").write_text(json.dumps({"format": 1, "erased": [row, strange]}))
    with safekeeping.opened_backup(data, folder, None, PASSPHRASE) as restoration:
        look = restoration.look()
        assert look.erased == 0
        restoration.put_in_place(look, NOW)
    assert open_vault(data).events("case") == [(1, b"one"), (2, b"two")]


def test_a_note_of_a_redaction_from_which_the_digests_were_taken_means_nothing(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    said(data, b"secret", b"other")
    keeper = open_keeper(data)
    safekeeping.back_up(keeper, folder, None, NOW)
    keeper.vault.redact("case", [1], b"redacted", b"header")
    for erasure in finish_redactions(keeper.vault, "case", [((1,), DAY)]):
        safekeeping.strike(keeper, erasure)
    content = json.loads((folder / "erasures.json").read_text())
    [row] = content["erased"]
    assert row["seal"] == noted_seal(keeper.vault.master, keeper.vault.keys.id, row).hex()
    keeper.close()
    row["digests"] = []
    (folder / "erasures.json").write_text(json.dumps(content))
    shutil.rmtree(data)
    with safekeeping.opened_backup(data, folder, None, PASSPHRASE) as restoration:
        restoration.put_in_place(restoration.look(), NOW)
    assert open_vault(data).events("case") == [(1, b"secret"), (2, b"other")]


@pytest.mark.parametrize("turn", [2**63 - 1, 2**62, "text", b"\xff"])
def test_a_harmed_turn_stops_nobody_from_writing(tmp_path: Path, turn: object) -> None:
    said(tmp_path, b"one")
    vault = open_vault(tmp_path)
    vault.create("other", b"header")
    harm(vault_file(tmp_path), "UPDATE cases SET turn = ? WHERE name = 'other'", turn)
    assert vault.append("case", [b"two"], b"header") == range(2, 3)


@pytest.mark.parametrize("file", [key_file, vault_file])
def test_a_file_with_a_trigger_is_refused(tmp_path: Path, file: Callable[[Path], Path]) -> None:
    said(tmp_path, b"one")
    table = "keys" if file is key_file else "events"
    harm(file(tmp_path), f"CREATE TRIGGER keeps BEFORE DELETE ON {table} BEGIN SELECT RAISE(IGNORE); END")
    with pytest.raises(VaultDamaged):
        open_keeper(tmp_path)


def test_a_file_with_rules_that_swallow_a_deletion_is_refused(tmp_path: Path) -> None:
    said(tmp_path, b"one", b"two")
    harm(vault_file(tmp_path), "CREATE UNIQUE INDEX once ON events (sealed)")
    with pytest.raises(VaultDamaged):
        open_keeper(tmp_path)


# --- backups


def key_names(folder: Path) -> set[str]:
    """Name the cases that have a key in the latest key set of a folder."""
    with closing(KeyFile(sets(folder, "keys")[0].file)) as keys:
        return keys.names()


def test_the_keys_of_another_vault_in_the_same_folder_are_left_alone(tmp_path: Path) -> None:
    one, other = open_keeper(tmp_path / "one"), open_keeper(tmp_path / "other")
    safekeeping.back_up(one, tmp_path / "folder", None, NOW)
    for hours in range(1, 5):
        safekeeping.back_up(other, tmp_path / "folder", None, NOW + timedelta(days=60, hours=hours))
    kept = [each.manifest.vault for each in sets(tmp_path / "folder", "keys") if each.manifest]
    assert kept == [other.vault.keys.id] * 3 + [one.vault.keys.id]


def test_of_a_folder_that_vaults_share_the_latest_of_this_one_is_restored(tmp_path: Path) -> None:
    one, other = open_keeper(tmp_path / "one"), open_keeper(tmp_path / "other")
    safekeeping.back_up(one, tmp_path / "folder", None, NOW)
    safekeeping.back_up(other, tmp_path / "folder", None, NOW + timedelta(hours=1))
    for keeper in (one, other):
        keeper.close()
        with safekeeping.opened_backup(keeper.data, tmp_path / "folder", None, PASSPHRASE) as restoration:
            assert restoration.vault.keys.id == made_here(keeper.data)
    with safekeeping.opened_backup(tmp_path / "new", tmp_path / "folder", None, PASSPHRASE) as restoration:
        assert restoration.vault.keys.id == made_here(other.data)


def test_a_case_that_is_erased_while_a_backup_is_read_through_has_no_key_in_it(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    said(data, b"one")
    keeper, other = open_keeper(data), open_keeper(data)

    def meanwhile(_done: int, _of: int) -> None:
        erase(other.vault, "case", DAY, [other.strike])

    safekeeping.back_up(keeper, folder, None, NOW, meanwhile)
    assert key_names(folder) == set()


def test_a_case_that_is_erased_while_a_backup_is_looked_at_does_not_come_back_with_it(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    said(data, b"one")
    keeper = open_keeper(data)
    safekeeping.back_up(keeper, folder, None, NOW)
    with safekeeping.opened_backup(data, folder, None, PASSPHRASE) as restoration:
        look = restoration.look()
        erase(keeper.vault, "case", DAY)
        keeper.close()
        restoration.put_in_place(look, NOW)
    again = open_keeper(data)
    assert again.vault.cases() == []
    assert again.vault.keys.names() == set()


def test_erasing_takes_what_interrupted_backups_and_restores_left(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    said(data, b"one")
    keeper = open_keeper(data)
    safekeeping.back_up(keeper, folder, None, NOW)
    left = data / ".restoring-abc", folder / "keys" / ".making-abc"
    for each in left:
        each.mkdir()
        shutil.copy(key_file(data), each / "keys.db")
    erase(keeper.vault, "case", DAY, [keeper.strike])
    assert not any(each.exists() for each in left)


# --- the rest


def test_a_strange_recovery_key_changes_no_passphrase_of_an_open_vault(tmp_path: Path) -> None:
    keeper = open_keeper(tmp_path)
    with pytest.raises(RecoveryWrong):
        keeper.recover(recovery.written(recovery.new()), "nabo pinne krystall omveg furu")
    keeper.close()
    keeper.unlock(PASSPHRASE)


def test_a_look_never_waits_for_a_window_that_writes(tmp_path: Path) -> None:
    said(tmp_path, b"one")
    vault = open_vault(tmp_path)
    with closing(sqlite3.connect(vault_file(tmp_path), isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        assert vault.stirred() is False
        assert time.monotonic() - begun < BUSY_SECONDS * 0.95  # who waits at all waits as long as that
    with vault.shelf.writing() as connection:  # type: ignore[attr-defined]  # the shelf is a file here
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_a_data_folder_that_others_may_write_to_is_shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_keeper(tmp_path).close()
    tmp_path.chmod(0o777)
    open_keeper(tmp_path).close()
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    tmp_path.chmod(0o777)

    def refused(_path: Path, _mode: int) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    with pytest.raises(VaultOpenToOthers):
        open_keeper(tmp_path)


def test_nothing_that_holds_keys_or_plain_text_shows_it_in_a_traceback() -> None:
    assert "secret" not in repr(StoredHeader("case", 1, b"secret"))
    assert "event=" not in repr(CaseKeys.of(b"k" * 32))
    assert "secret" not in repr(Draft("secret", NOW, 0))
    assert "secret" not in repr(Doomed("case", "secret", "secret", True, Path(), ()))
    assert "secret" not in repr(Flaw(CaseBroken(case="case", event=1, last=0), "case", b"secret"))
    assert "secret" not in repr(Lost("case", b"secret", 1, whole=True))
    told = Wrong(CaseBroken(case="case", event=1, last=0), "secret")
    assert "secret" not in repr(Report(1, 1, (told,)))
    assert "secret" not in repr(MissingCase("secret", 1, whole=True))
