"""Bring a file of the vault from an earlier version of its form to this one.

Each migration is one transaction; before the first, the file is copied beside itself, and the copy is read through.
Whoever comes second waits, and finds it done.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from mapper.files import sync_folder
from mapper.vault.alone import alone
from mapper.vault.errors import VaultDamaged
from mapper.vault.file import SqliteFile, connect, copy_whole
from mapper.vault.keys import KeyFile
from mapper.vault.paths import form_of, key_file, vault_file
from mapper.vault.sqlite import SqliteShelf
from mapper.vault.translate import translated

Step: TypeAlias = Callable[[sqlite3.Connection], None]
"""Changes the tables from one version to the next, within a transaction that is already begun. After the last step they
read as the kind's own `TABLES`, but for white space: opening refuses others."""
Steps: TypeAlias = Mapping[tuple[type[SqliteFile], int], Step]

STEPS: Final[Steps] = {}
"""By kind of file and the version that a step begins with. Empty: version 1 of the conversations had no encryption,
and is taken over, not migrated; version 1 of the keys is the only one yet."""


def migrate(data: Path, steps: Steps = STEPS) -> None:
    """Migrate the files of a data folder's vault. Raises a VaultError; the files are then as they were."""
    for kind, path in ((SqliteShelf, vault_file(data)), (KeyFile, key_file(data))):
        if _old(kind, path, steps):
            with alone(data):
                migrate_file(kind, path, steps)


def _old(kind: type[SqliteFile], path: Path, steps: Steps) -> bool:
    """Tell whether there may be something to do, without opening the file.

    Where a migration was cut short the file's head may tell of the new version, until its journal is rolled back.
    """
    application, version = form_of(path)
    if application != kind.APPLICATION or not any(wanted is kind for wanted, _ in steps):
        return False
    return version < kind.VERSION or _hot(path)


def _hot(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return os.stat(f"{path}-journal").st_size > 0
    return False


def migrate_file(kind: type[SqliteFile], path: Path, steps: Steps = STEPS) -> None:
    """Migrate one file, alone. A version without a step is left for opening to refuse."""
    with translated(path), contextlib.closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")
        version = _version(connection)
        if version >= kind.VERSION or (kind, version) not in steps:
            return
        _copy_before(connection, path, version)
        while version < kind.VERSION and (kind, version) in steps:
            _step(connection, steps[kind, version], version + 1)
            version += 1


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _step(connection: sqlite3.Connection, step: Step, version: int) -> None:
    connection.execute("BEGIN EXCLUSIVE")
    try:
        step(connection)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def copy_before(path: Path, version: int) -> Path:
    """Name the copy of a file from before it was migrated from a version."""
    return path.with_name(f"before-v{version}-{path.name}")


def _copy_before(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the file beside itself and read the copy through. Raises VaultDamaged."""
    final = copy_before(path, version)
    making = final.with_name(f".{final.name}")
    making.unlink(missing_ok=True)
    copy_whole(connection, making)
    with contextlib.closing(connect(making)) as copy:
        sound = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        same = sound and _version(copy) == version and _counts(copy) == _counts(connection)
    if not same:
        making.unlink()
        raise VaultDamaged(path=str(path))
    making.replace(final)
    sync_folder(final.parent)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    quoted = {name: name.replace('"', '""') for name in tables}
    return {
        name: connection.execute(f'SELECT count(*) FROM "{inside}"').fetchone()[0]  # noqa: S608 - quoted
        for name, inside in quoted.items()
    }
