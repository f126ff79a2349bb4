"""An older form of a file becomes this one once, in one step, with a copy of what was there before."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from mapper.vault import migrate as migrating
from mapper.vault import sqlite as shelves
from mapper.vault.errors import VaultDamaged, VaultError, VaultForeign
from mapper.vault.file import SqliteFile
from mapper.vault.keys import KeyFile
from mapper.vault.migrate import STEPS, copy_before, migrate, migrate_file
from mapper.vault.paths import form_of, key_file, vault_file, vault_folder
from mapper.vault.sqlite import SqliteShelf
from tests.processes import ended, running
from tests.vault.copies import backed_up, content, filled, restored
from tests.vaults import open_keeper

SHELF, TABLES = SqliteShelf.VERSION, SqliteShelf.TABLES


def older(connection: sqlite3.Connection) -> None:
    """Make an invented earlier form: headers were called something else."""
    connection.execute("ALTER TABLE cases RENAME COLUMN header TO title")
    connection.execute(f"PRAGMA user_version = {SHELF}")


def newer(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE cases RENAME COLUMN title TO header")


def marked(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE marked (here TEXT)")


INVENTED: dict[tuple[type[SqliteFile], int], migrating.Step] = {
    (SqliteShelf, SHELF): newer,
    (SqliteShelf, SHELF + 1): marked,
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a vault in an invented earlier form; this program knows the one two steps after."""
    filled(tmp_path / "data").close()
    connection = sqlite3.connect(vault_file(tmp_path / "data"), isolation_level=None)
    older(connection)
    connection.close()
    monkeypatch.setattr(shelves.SqliteShelf, "VERSION", SHELF + 2)
    monkeypatch.setattr(shelves.SqliteShelf, "TABLES", f"{TABLES} CREATE TABLE marked (here TEXT);")
    return tmp_path / "data"


def test_there_is_nothing_to_migrate_yet(tmp_path: Path) -> None:
    filled(tmp_path).close()
    before = {path: path.read_bytes() for path in vault_folder(tmp_path).iterdir()}
    migrate(tmp_path)
    assert STEPS == {}
    assert {path: path.read_bytes() for path in vault_folder(tmp_path).iterdir()} == before


def test_every_step_is_taken_and_the_file_before_is_kept(data: Path) -> None:
    before = vault_file(data).read_bytes()
    migrate(data, INVENTED)
    assert form_of(vault_file(data)) == (SqliteShelf.APPLICATION, SHELF + 2)
    keeper = open_keeper(data)
    assert set(content(keeper.vault)) == {"a", "bb", "ccc"}
    keeper.close()
    copy = copy_before(vault_file(data), SHELF)
    assert copy.name == f"before-v{SHELF}-cases.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert rows(copy) == rows_of(before, data.parent / "before.db")
    assert not copy_before(vault_file(data), SHELF + 1).exists()


def rows(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def rows_of(content: bytes, path: Path) -> list[str]:
    path.write_bytes(content)
    return rows(path)


def test_opening_migrates_first(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapper.vault.place.migrate", lambda data: migrate(data, INVENTED))
    keeper = open_keeper(data)
    assert len(content(keeper.vault)) == 3
    keeper.close()


def test_a_step_that_fails_changes_nothing(data: Path) -> None:
    def failing(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM events")
        connection.execute("ALTER TABLE nothing RENAME TO something")

    before = rows(vault_file(data))
    with pytest.raises(VaultError):
        migrate(data, {**INVENTED, (SqliteShelf, SHELF): failing})
    assert rows(vault_file(data)) == before
    migrate(data, INVENTED)
    assert form_of(vault_file(data))[1] == SHELF + 2


def test_a_form_without_a_step_is_refused_and_left_alone(data: Path) -> None:
    before = vault_file(data).read_bytes()
    migrate(data, {(KeyFile, 7): marked})
    with pytest.raises(VaultForeign):
        open_keeper(data)
    assert vault_file(data).read_bytes() == before


def test_nothing_is_migrated_where_the_copy_does_not_read_like_the_file(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: Callable[[sqlite3.Connection], dict[str, int]] = migrating._counts
    told = iter([{"events": 1}, {"events": 2}])
    monkeypatch.setattr(migrating, "_counts", lambda connection: next(told))
    before = rows(vault_file(data))
    with pytest.raises(VaultDamaged):
        migrate(data, INVENTED)
    assert rows(vault_file(data)) == before
    assert not [path for path in vault_folder(data).iterdir() if "before" in path.name]
    monkeypatch.setattr(migrating, "_counts", counts)
    migrate(data, INVENTED)


PROGRAM = """
import os, signal, sqlite3, sys, time
from pathlib import Path
from mapper.vault import migrate
from mapper.vault.sqlite import SqliteShelf
from tests.vault.test_migrate import INVENTED, SHELF
data, act = Path(sys.argv[1]), sys.argv[2]
SqliteShelf.VERSION = SHELF + 2
def step(connection):
    with open(data / "steps", "a") as steps:
        steps.write("x")
    INVENTED[SqliteShelf, SHELF](connection)
    if act == "slow":
        time.sleep(0.3)
    if act == "within":
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("CREATE TABLE filler AS SELECT randomblob(200000)")
        os.kill(os.getpid(), signal.SIGKILL)
if act == "after copy":
    migrate._step = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if act == "between":
    real = migrate._step
    def once(connection, step, version):
        real(connection, step, version)
        os.kill(os.getpid(), signal.SIGKILL)
    migrate._step = once
migrate.migrate(data, {**INVENTED, (SqliteShelf, SHELF): step})
"""


@pytest.mark.parametrize("act", ["after copy", "within", "between"])
def test_killed_at_any_point_it_is_finished_by_the_next(data: Path, act: str) -> None:
    before = rows(vault_file(data))
    assert ended(PROGRAM, str(data), act) < 0
    migrate(data, INVENTED)
    keeper = open_keeper(data)
    assert set(content(keeper.vault)) == {"a", "bb", "ccc"}
    keeper.close()
    assert rows(copy_before(vault_file(data), SHELF)) == before


def test_two_that_start_at_once_do_it_once(data: Path) -> None:
    with ExitStack() as at_last:
        children = [at_last.enter_context(running(PROGRAM, str(data), "slow")) for _ in range(3)]
        assert [child.wait() for child in children] == [0, 0, 0]
    assert (data / "steps").read_text() == "x"
    assert form_of(vault_file(data))[1] == SHELF + 2


def test_a_backup_of_an_older_form_is_migrated_and_keeps_no_copy(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(shelves.SqliteShelf, "VERSION", SHELF)
        earlier.setattr(shelves.SqliteShelf, "TABLES", TABLES)
        other = filled(data.parent / "other")
        backed_up(other, data.parent / "copy")
        other.close()
    cases = next((data.parent / "copy" / "cases").glob("*/cases.db"))
    connection = sqlite3.connect(cases, isolation_level=None)
    older(connection)
    connection.close()
    monkeypatch.setattr("mapper.vault.restore.migrate_file", lambda kind, path: migrate_file(kind, path, INVENTED))
    restored(data, data.parent / "copy")
    keeper = open_keeper(data)
    assert set(content(keeper.vault)) == {"a", "bb", "ccc"}
    keeper.close()
    assert not list(vault_folder(data).glob("before-*"))


def test_a_migrated_key_file_keeps_no_key_of_an_erased_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy from before lies in the vault's folder, and erasing reaches it."""
    from mapper.desk.safekeeping import strike
    from mapper.vault.keys import Erasure

    keeper = filled(tmp_path / "data")
    copy = copy_before(key_file(keeper.data), KeyFile.VERSION)
    shutil.copy(key_file(keeper.data), copy)
    assert strike(keeper, Erasure("a", (), "2026-04-03", done=True)) == ()
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT name FROM keys ORDER BY name").fetchall() == [("bb",), ("ccc",)]
    connection.close()
    keeper.close()
