"""A vault is made once, and never again by accident."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier, Thread

import pytest

from mapper.language.telling import tell
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import (
    VaultDamaged,
    VaultEmpty,
    VaultError,
    VaultForeign,
    VaultMissing,
    VaultNewer,
    VaultReadOnly,
    VaultReplaced,
    VaultUnreachable,
)
from mapper.vault.paths import vault_file
from mapper.vault.sqlite import SqliteShelf
from tests.processes import running
from tests.vaults import open_vault


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a data folder with a vault that holds one event."""
    folder = tmp_path / "data"
    vault = open_vault(folder)
    vault.create("a", b"header")
    vault.append("a", [b"kept"], b"header")
    vault.close()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refused(data: Path, fault: type[VaultError]) -> VaultError:
    """Open a data folder that must be refused; make sure that nothing in it was made or changed."""
    before = contents(data)
    with pytest.raises(fault) as raised:
        open_vault(data)
    assert contents(data) == before
    assert type(raised.value) is fault
    return raised.value


def test_the_first_opening_says_that_it_made_the_vault_and_the_next_does_not(tmp_path: Path) -> None:
    first = open_vault(tmp_path / "new" / "data")
    first.close()
    second = open_vault(tmp_path / "new" / "data")
    second.close()
    assert (first.fresh, second.fresh) == (True, False)
    assert first.shelf.id == second.shelf.id


def test_opening_and_reading_change_no_byte(data: Path) -> None:
    open_vault(data).close()
    before = contents(data)
    vault = open_vault(data)
    assert vault.events("a") == [(1, b"kept")]
    assert [header.case for header in vault.cases()] == ["a"]
    vault.close()
    assert contents(data) == before


def test_a_file_that_is_gone_is_told(data: Path) -> None:
    vault_file(data).unlink()
    assert refused(data, VaultMissing).facts == {"path": str(vault_file(data))}


def test_a_folder_that_is_gone_is_told(data: Path) -> None:
    shutil.rmtree(data / "vault")
    refused(data, VaultMissing)


def test_an_empty_vault_folder_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    refused(tmp_path, VaultMissing)


def test_a_file_without_content_is_told(data: Path) -> None:
    vault_file(data).write_bytes(b"")
    refused(data, VaultEmpty)


def test_a_file_without_content_is_told_though_nobody_remembers_the_vault(data: Path) -> None:
    vault_file(data).write_bytes(b"")
    (data / "vault-id").unlink()
    refused(data, VaultEmpty)


@pytest.mark.parametrize("content", [b"x", b"not a database" * 500, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_told(data: Path, content: bytes) -> None:
    vault_file(data).write_bytes(content)
    refused(data, VaultForeign)


def test_another_programs_database_is_told(data: Path) -> None:
    vault_file(data).unlink()
    with sqlite3.connect(vault_file(data)) as other:
        other.execute("CREATE TABLE cases (name TEXT)")
    other.close()
    refused(data, VaultForeign)


def test_a_link_in_place_of_the_file_is_refused(data: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    vault_file(data).rename(elsewhere)
    vault_file(data).symlink_to(elsewhere)
    refused(data, VaultForeign)


def test_a_folder_in_place_of_the_file_is_refused(data: Path) -> None:
    vault_file(data).unlink()
    vault_file(data).mkdir()
    refused(data, VaultForeign)


def test_a_newer_version_is_told_and_left_alone(data: Path) -> None:
    connection = sqlite3.connect(vault_file(data))
    connection.execute(f"PRAGMA user_version = {SqliteShelf.VERSION + 1}")
    connection.close()
    fault = refused(data, VaultNewer)
    assert (fault.facts["found"], fault.facts["known"]) == (str(SqliteShelf.VERSION + 1), SqliteShelf.VERSION)


def test_another_vault_in_the_same_place_is_told(data: Path, tmp_path: Path) -> None:
    open_vault(tmp_path / "other").close()
    shutil.copy(vault_file(tmp_path / "other"), vault_file(data))
    refused(data, VaultReplaced)


def test_a_file_that_may_not_be_written_can_still_be_read(data: Path) -> None:
    vault_file(data).chmod(0o400)
    vault = open_vault(data)
    assert vault.events("a") == [(1, b"kept")]
    assert isinstance(vault.fault("a"), VaultReadOnly)
    with pytest.raises(VaultReadOnly):
        vault.append("a", [b"more"], b"")
    vault.close()


def test_a_file_cut_short_is_told(data: Path) -> None:
    whole = vault_file(data).read_bytes()
    vault_file(data).write_bytes(whole[: len(whole) // 2])
    refused(data, VaultDamaged)


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(VaultUnreachable):
        open_vault(tmp_path / "data")


@pytest.mark.parametrize("left", [None, b""])
def test_a_forgotten_id_is_written_again_for_a_vault_that_is_there(data: Path, left: bytes | None) -> None:
    (data / "vault-id").unlink()
    if left is not None:
        (data / "vault-id").write_bytes(left)
    vault = open_vault(data)
    vault.close()
    assert (data / "vault-id").read_text() == vault.shelf.id
    assert not vault.fresh


def test_an_id_that_cannot_be_read_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_text

    def fail(path: Path, encoding: str | None = None, errors: str | None = None) -> str:
        if path.name == "vault-id":
            raise OSError(errno.EIO, "Input/output error")
        return read(path, encoding, errors)

    monkeypatch.setattr(Path, "read_text", fail)
    fault = refused(data, VaultUnreachable)
    assert fault.facts == {"path": str(data / "vault-id")}


def test_a_vault_that_failed_to_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("mapper.vault.keys.KeyFile.write_tables", fail)
    with pytest.raises(VaultError, match="vault_full"):
        open_vault(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_windows_opened_at_the_same_time_make_one_vault(tmp_path: Path) -> None:
    together, opened = Barrier(8), list[EncryptedVault]()

    def start() -> None:
        together.wait()
        opened.append(open_vault(tmp_path))

    threads = [Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({vault.shelf.id for vault in opened}) == 1
    assert len(opened) == 8
    assert [vault.fresh for vault in opened].count(True) == 1
    for vault in opened:
        vault.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vault", "vault-id"]


STARTED = """
import sys
from pathlib import Path
from tests.processes import running
from tests.vaults import PASSPHRASE, KEEPER_NAME, open_keeper
from mapper.desk.keeper import Keeper
from mapper.vault.errors import VaultLocked
from mapper.vault.wraps import FLOOR
keeper = Keeper(Path(sys.argv[1]), FLOOR)
prepared = keeper.prepare(PASSPHRASE, KEEPER_NAME)
print("ready", flush=True)
sys.stdin.readline()
try:
    keeper.make(prepared, prepared.recovery)
    print("made", keeper.vault.keys.id)
except VaultLocked:
    keeper.unlock(PASSPHRASE)
    print("found", keeper.vault.keys.id)
"""


def test_programs_that_make_a_vault_at_the_same_time_make_one(tmp_path: Path) -> None:
    """Each had its own recovery key on the screen: only the one whose vault stands may be told that it does."""
    with ExitStack() as ended:
        programs = [ended.enter_context(running(STARTED, str(tmp_path))) for _ in range(6)]
        assert [program.stdout.readline() for program in programs] == ["ready\n"] * 6
        for program in programs:
            program.go()
        told = [program.stdout.read().split() for program in programs]
    assert sorted(word for word, _ in told) == ["found"] * 5 + ["made"]
    assert len({vault_id for _, vault_id in told}) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vault", "vault-id"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights on files")
def test_nobody_else_on_the_machine_may_read_it(data: Path) -> None:
    vault_file(data).chmod(0o666)
    vault_file(data).parent.chmod(0o777)
    before = os.umask(0)
    try:
        vault = open_vault(data)
        vault.append("a", [b"x"], b"")
        vault.close()
        fresh = open_vault(data / "second")
        fresh.close()
    finally:
        os.umask(before)
    for folder in (data, data / "second"):
        files = [folder / "vault-id", *(folder / "vault").iterdir()]
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        assert stat.S_IMODE((folder / "vault").stat().st_mode) == 0o700


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_fault_is_told_in_words(language: str) -> None:
    facts: dict[str, str | int] = {
        "path": "/a/b",
        "found": "2",
        "known": 1,
        "case": "c",
        "name": "n",
        "event": 2,
        "last": 1,
        "missing": 3,
        "n": 4,
    }
    facts |= {"megabytes": 64, "most": 9, "least": 14, "group": 2, "day": "2026-03-02"}
    for fault in VaultError.__subclasses__():
        told = tell(fault.code, facts, language)
        assert told.says
        assert told.do
        assert "{" not in told.says + told.do
