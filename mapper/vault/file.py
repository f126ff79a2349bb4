"""One SQLite file of the vault, opened so that what it acknowledges is durable.

Journal mode TRUNCATE with synchronous EXTRA: of the modes tried against simulated power cuts it is the one that lost
no acknowledged answer. WAL is left alone because many Pythons ship an SQLite on which it is not safe.
"""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from functools import cache
from operator import methodcaller
from pathlib import Path
from threading import Lock
from typing import ClassVar

from mapper.vault.errors import VaultBusy, VaultDamaged, VaultForeign, VaultNewer, VaultReplaced
from mapper.vault.translate import translated

BUSY_SECONDS = 5.0
_LOOK = 0.04
"""Seconds at most between two looks of a window that waits to write."""
_ID_TABLE = "CREATE TABLE vault (id TEXT NOT NULL);"
_KEEPS_NO_LOG = b"\1\1"
"""The bytes at 18 of a file whose journal is no write-ahead log (SQLite's file format, 1.3.3)."""


def connect(path: Path, *, writable: bool = True) -> sqlite3.Connection:
    """Open an existing file; SQLite's own way of making a missing one is shut."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rw' if writable else 'ro'}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.text_factory = methodcaller("decode", errors="replace")  # harmed text is looked at, not stumbled over
    return connection


def copy_whole(
    source: sqlite3.Connection, target: Path, pages: int = -1, look: Callable[[int, int, int], object] | None = None
) -> None:
    """Copy a database into a new file, durably; `pages` at a time, with a `look` after each time."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with contextlib.closing(connect(target)) as copy:
        copy.execute("PRAGMA synchronous = EXTRA")
        source.backup(copy, pages=pages, progress=look)


class SqliteFile:
    """Open one file of the vault that exists. Kinds of file name their id, version and tables."""

    APPLICATION: ClassVar[int]
    VERSION: ClassVar[int]
    TABLES: ClassVar[str]
    SYNCHRONOUS: ClassVar[str] = "EXTRA"

    def __init__(self, path: Path) -> None:
        """Open without writing. Raises VaultForeign, VaultNewer, VaultDamaged and what the disk may do."""
        self.path = path
        self.where = str(path)
        self._lock = Lock()
        with translated(path):
            self._inode = _inode(path)
            self.writable = bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)
            _put_strange_log_aside(path)
            self._connection = connect(path, writable=self.writable)
            try:
                self.id = self._prepare()
                self._version_seen = self._pragma("data_version")
            except BaseException:
                self._connection.close()
                raise

    @classmethod
    def write_tables(cls, path: Path, vault_id: str) -> None:
        """Fill a new, empty file with the tables of its kind."""
        with contextlib.closing(connect(path)) as connection:
            connection.executescript(
                f"BEGIN; PRAGMA application_id = {cls.APPLICATION}; PRAGMA user_version = {cls.VERSION};"
                f"{_ID_TABLE} {cls.TABLES} COMMIT;"
            )
            connection.execute("INSERT INTO vault VALUES (?)", (vault_id,))

    def _prepare(self) -> str:
        """Make sure that the file is ours and readable by this version, set the mode, give the id of the vault."""
        if self._pragma("application_id") != self.APPLICATION:
            raise VaultForeign(path=str(self.path))
        found = self._pragma("user_version")
        if not isinstance(found, int) or found > self.VERSION:
            raise VaultNewer(path=str(self.path), found=str(found), known=self.VERSION)
        if found < self.VERSION:
            raise VaultForeign(path=str(self.path))
        self._connection.execute(f"PRAGMA synchronous = {self.SYNCHRONOUS}")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.execute("PRAGMA trusted_schema = OFF")
        if self._pragma("journal_mode = TRUNCATE") != "truncate" and self.writable:
            raise VaultBusy(path=str(self.path))
        if _schema(self._connection) != _schema_of(self.TABLES):
            raise VaultDamaged(path=str(self.path))  # a trigger or a rule, say, that keeps what is to be deleted
        row = self._connection.execute("SELECT id FROM vault").fetchone()
        if row is None or not isinstance(row[0], str):
            raise VaultDamaged(path=str(self.path))
        return row[0]

    def stirred(self) -> bool:
        """Tell whether another connection wrote since the last look. Never waits: what is busy is looked at later."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._pragma("busy_timeout = 0")
            found = self._pragma("data_version")
        except sqlite3.Error:
            return False
        else:
            stirred, self._version_seen = found != self._version_seen, found
            return stirred
        finally:
            with contextlib.suppress(sqlite3.Error):
                self._pragma(f"busy_timeout = {int(BUSY_SECONDS * 1000)}")
            self._lock.release()

    def copy_to(self, target: Path) -> None:
        """Copy the file as it stands, whole, into a new file. Raises a `VaultError`."""
        with self.reading() as source, translated(target):
            copy_whole(source, target)

    def scour(self) -> None:
        """Write the file anew, so that no copy of what was deleted is left in it. Raises a `VaultError`.

        `secure_delete` blanks what is deleted, but not the copies that SQLite leaves between rows when it moves them.
        """
        with self._lock, translated(self.path):
            self._still_in_place()
            self._connection.execute("VACUUM")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _pragma(self, text: str) -> object:
        return self._connection.execute(f"PRAGMA {text}").fetchone()[0]

    def _come_to_write(self) -> None:
        """Begin to write as soon as no other window does.

        SQLite's own wait looks less often the longer it lasts, so that the first of many windows comes last or never.
        Here each looks at moments of chance, and more often the longer it has waited.
        """
        end = time.monotonic() + BUSY_SECONDS
        self._pragma("busy_timeout = 0")
        try:
            while not self._began_to_write(left := end - time.monotonic()):
                time.sleep(random.uniform(0, _LOOK) * left / BUSY_SECONDS)  # noqa: S311 - nothing secret hangs on it
        finally:
            self._pragma(f"busy_timeout = {int(BUSY_SECONDS * 1000)}")

    def _began_to_write(self, left: float) -> bool:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if left <= 0 or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read within one transaction."""
        with self._transaction("DEFERRED") as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write within one transaction: all or nothing, and durable when it ends."""
        with self._transaction("IMMEDIATE") as connection:
            yield connection

    @contextlib.contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        with self._lock, translated(self.path):
            self._still_in_place()
            if kind == "IMMEDIATE":
                self._come_to_write()
            else:
                self._connection.execute(f"BEGIN {kind}")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def _still_in_place(self) -> None:
        """Refuse to go on with a file that was deleted or replaced under us: what we wrote there would be lost."""
        if _inode(self.path) != self._inode:
            raise VaultReplaced(path=str(self.path))


def _schema(connection: sqlite3.Connection) -> frozenset[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return frozenset(" ".join(str(sql).split()) for (sql,) in rows)


@cache
def _schema_of(tables: str) -> frozenset[str]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(f"{_ID_TABLE} {tables}")
        return _schema(connection)


def _put_strange_log_aside(path: Path) -> None:
    """Rename a write-ahead log beside a file that says it keeps none: SQLite would write its pages into the file."""
    log = path.with_name(f"{path.name}-wal")
    if os.path.lexists(log):
        with path.open("rb") as file:
            if file.read(20)[18:] == _KEEPS_NO_LOG:
                log.replace(path.with_name(f"{path.name}-strange-wal"))


def _inode(path: Path) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_dev, found.st_ino
