"""What a crash leaves beside the files, what others put there, and what becomes of a folder that comes and goes."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultError, VaultMissing, VaultReplaced
from mapper.vault.paths import key_file, vault_file
from mapper.vault.store import Verdict
from tests.vaults import open_vault

SAID = [f"said {number} ".encode() * 40 for number in range(60)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a data folder with a case of sixty events, closed in order."""
    vault = open_vault(tmp_path / "data")
    vault.create("a", b"header")
    vault.append("a", SAID, b"header")
    vault.close()
    return tmp_path / "data"


def said(vault: EncryptedVault) -> list[bytes]:
    return [payload for _, payload in vault.events("a")]


def in_the_middle(file: Path, target: Path) -> None:
    """Copy a file and its journal as they lie on the disk when a write is half done."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "cache_size = 1", "cache_spill = 1"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        table, column = ("events", "sealed") if file.name == "cases.db" else ("keys", "sealed")
        connection.execute(f"UPDATE {table} SET {column} = zeroblob(length({column}))")  # noqa: S608 - our own names
        connection.execute("CREATE TABLE filler (content BLOB)")
        connection.executemany("INSERT INTO filler VALUES (zeroblob(?))", [(4000,)] * 60)
        for path in (file, file.with_name(f"{file.name}-journal")):
            shutil.copy(path, target / path.name)
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("which", [vault_file, key_file])
def test_a_write_that_a_crash_cut_off_is_taken_back(data: Path, tmp_path: Path, which: Callable[[Path], Path]) -> None:
    before = which(data).read_bytes()
    left = tmp_path / "left"
    left.mkdir()
    in_the_middle(which(data), left)
    assert (left / which(data).name).read_bytes() != before
    shutil.copytree(left, data / "vault", dirs_exist_ok=True)
    vault = open_vault(data)
    assert said(vault) == SAID
    assert vault.append("a", [b"more"], b"header") == range(61, 62)
    vault.close()


@pytest.mark.parametrize("which", [vault_file, key_file])
def test_a_journal_that_a_helper_deleted_is_told_and_never_read_as_other_words(
    data: Path, tmp_path: Path, which: Callable[[Path], Path]
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    in_the_middle(which(data), left)
    shutil.copy(left / which(data).name, which(data))
    read, faults = list[bytes](), list[str]()
    try:
        vault = open_vault(data)
        faults += [fault.code] if (fault := vault.verify("a").fault) else []
        read = said(vault)
        vault.close()
    except VaultError as error:
        faults.append(error.code)
    assert read == SAID[: len(read)]
    assert faults


@pytest.mark.parametrize("which", [vault_file, key_file])
@pytest.mark.parametrize("kind", ["garbage", "another database's", "its own, of an earlier day"])
def test_a_wal_that_lies_beside_the_file_changes_nothing(
    data: Path, tmp_path: Path, which: Callable[[Path], Path], kind: str
) -> None:
    file = which(data)
    if kind == "garbage":
        file.with_name(f"{file.name}-wal").write_bytes(random.Random(1).randbytes(60_000))
    else:
        source = tmp_path / "elsewhere.db"
        if kind != "another database's":
            shutil.copy(file, source)
        _wal_of(source, file.with_name(f"{file.name}-wal"))
    vault = open_vault(data)
    assert said(vault) == SAID
    assert vault.append("a", [b"more"], b"header") == range(61, 62)
    vault.close()
    again = open_vault(data)
    assert said(again) == [*SAID, b"more"]
    again.close()


@pytest.mark.parametrize("which", [vault_file, key_file])
@pytest.mark.parametrize("kind", ["garbage", "another database's", "its own, of an earlier write"])
def test_a_journal_from_elsewhere_never_leads_to_other_words(
    data: Path, tmp_path: Path, which: Callable[[Path], Path], kind: str
) -> None:
    left, file = tmp_path / "left", which(data)
    left.mkdir()
    source = file
    if kind == "another database's":
        open_vault(tmp_path / "other").create("b", b"header")
        source = which(tmp_path / "other")
    if kind == "garbage":
        (left / f"{file.name}-journal").write_bytes(random.Random(2).randbytes(60_000))
    else:
        in_the_middle(source, left)
    if kind == "its own, of an earlier write":
        vault = open_vault(data)
        vault.append("a", [b"later"], b"header")
        vault.close()
    shutil.copy(left / f"{file.name}-journal", file.parent)
    read, faults = list[bytes](), list[str]()
    try:
        vault = open_vault(data)
        faults += [fault.code] if (fault := vault.verify("a").fault) else []
        read = said(vault)
        vault.close()
    except VaultError as error:
        faults.append(error.code)
    whole = [*SAID, b"later"]
    assert read == whole[: len(read)]
    assert faults or len(read) >= len(SAID)


def _wal_of(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE foreign_words (content TEXT)")
        connection.executemany("INSERT INTO foreign_words VALUES (?)", [("PLANTED " * 100,)] * 50)
        shutil.copy(f"{source}-wal", target)


def test_a_helper_that_turned_the_file_to_wal_loses_nothing(data: Path) -> None:
    with closing(sqlite3.connect(vault_file(data), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    vault = open_vault(data)
    assert vault.append("a", [b"more"], b"header") == range(61, 62)
    vault.close()
    with closing(sqlite3.connect(vault_file(data))) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # TRUNCATE is not kept in the file
    again = open_vault(data)
    assert said(again) == [*SAID, b"more"]
    again.close()


def test_a_folder_that_is_taken_away_and_put_back_is_gone_on_with(data: Path) -> None:
    vault = open_vault(data)
    vault.append("a", [b"before"], b"header")
    away = (data / "vault").rename(data / "away")
    acts: tuple[Callable[[], object], ...] = (
        lambda: vault.append("a", [b"lost"], b"header"),
        vault.cases,
        lambda: vault.create("b", b"header"),
        lambda: vault.keys.put_note(vault.master, "name", b"Vera"),
        vault.remember,
    )
    for act in acts:
        with pytest.raises(VaultMissing):
            act()
    assert not (data / "vault").exists()
    away.rename(data / "vault")
    assert vault.append("a", [b"after"], b"header") == range(62, 63)
    assert said(vault) == [*SAID, b"before", b"after"]
    assert vault.verify("a") == Verdict(62)
    vault.close()


def test_a_copy_put_in_place_of_the_open_folder_is_not_written_to(data: Path) -> None:
    vault = open_vault(data)
    shutil.copytree(data / "vault", data / "copy")
    shutil.rmtree(data / "vault")
    copied = (data / "copy").rename(data / "vault")
    before = {path.name: path.read_bytes() for path in copied.iterdir()}
    with pytest.raises(VaultReplaced):
        vault.append("a", [b"lost"], b"header")
    vault.close()
    assert {path.name: path.read_bytes() for path in copied.iterdir()} == before
    again = open_vault(data)
    assert said(again) == SAID
    again.close()
