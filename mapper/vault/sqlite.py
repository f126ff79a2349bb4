"""A vault in one SQLite file.

Journal mode TRUNCATE with synchronous EXTRA: of the modes tried against simulated power cuts it is the one that lost
no acknowledged answer. WAL is left alone because many Pythons ship an SQLite on which it is not safe.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

from mapper.vault.errors import (
    CaseExists,
    CaseUnknown,
    SnapshotDiffers,
    SnapshotUnknown,
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultForeign,
    VaultNewer,
    VaultReplaced,
    VaultUnreachable,
)
from mapper.vault.store import StoredHeader
from mapper.vault.translate import translated

APPLICATION_ID = 0x4D415050
VERSION = 1
BUSY_SECONDS = 5.0

_SCHEMA = f"""
BEGIN;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
CREATE TABLE vault (id TEXT NOT NULL);
CREATE TABLE cases (name TEXT PRIMARY KEY, last INTEGER NOT NULL, header BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    name TEXT NOT NULL, seq INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (name, seq)
) WITHOUT ROWID;
CREATE TABLE snapshots (name TEXT NOT NULL, snapshot TEXT NOT NULL, payload BLOB NOT NULL, UNIQUE (name, snapshot));
COMMIT;
"""


def write_schema(path: Path, vault_id: str) -> None:
    """Fill a new, empty file with an empty vault."""
    with contextlib.closing(_connect(path)) as connection:
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO vault VALUES (?)", (vault_id,))


def _connect(path: Path) -> sqlite3.Connection:
    """Open an existing file; SQLite's own way of making a missing one is shut."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


class SqliteVault:
    """Keep cases in a file that exists. See `Vault` for what the methods do, and `place` for how the file is made."""

    def __init__(self, path: Path, fresh: bool = False) -> None:
        """Open without writing. Raises VaultForeign, VaultNewer, VaultDamaged and what the disk may do."""
        self.fresh = fresh
        self._path = path
        self._lock = Lock()
        with translated(path):
            self._inode = _inode(path)
            self._connection = _connect(path)
            try:
                self.id = self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> str:
        """Make sure that the file is ours and readable by this version, set the mode, give the id of the vault."""
        if self._pragma("application_id") != APPLICATION_ID:
            raise VaultForeign(path=str(self._path))
        found = self._pragma("user_version")
        if not isinstance(found, int) or found > VERSION:
            raise VaultNewer(path=str(self._path), found=str(found), known=VERSION)
        self._connection.execute("PRAGMA synchronous = EXTRA")
        self._connection.execute("PRAGMA secure_delete = ON")
        if self._pragma("journal_mode = TRUNCATE") != "truncate":
            raise VaultBusy(path=str(self._path))
        row = self._connection.execute("SELECT id FROM vault").fetchone()
        if row is None:
            raise VaultDamaged(path=str(self._path))
        return str(row[0])

    def cases(self) -> list[StoredHeader]:
        """List all cases."""
        with self._reading() as connection:
            rows = connection.execute("SELECT name, last, header FROM cases ORDER BY name")
            return [StoredHeader(*row) for row in rows]

    def header(self, case: str) -> StoredHeader:
        """Give one case's header."""
        with self._reading() as connection:
            return _header(connection, case)

    def create(self, case: str, header: bytes) -> None:
        """Make a case without events."""
        with self._writing() as connection:
            if connection.execute("SELECT 1 FROM cases WHERE name = ?", (case,)).fetchone():
                raise CaseExists(case=case)
            connection.execute("INSERT INTO cases VALUES (?, 0, ?)", (case, header))

    def append(self, case: str, payloads: Sequence[bytes], header: bytes) -> range:
        """Add events and put the new header in place."""
        numbers = range(0)
        try:
            with self._writing() as connection:
                first = _header(connection, case).last + 1
                numbers = range(first, first + len(payloads))
                rows = ((case, seq, payload) for seq, payload in zip(numbers, payloads, strict=True))
                connection.executemany("INSERT INTO events VALUES (?, ?, ?)", rows)
                connection.execute(
                    "UPDATE cases SET last = ?, header = ? WHERE name = ?", (numbers.stop - 1, header, case)
                )
        except VaultUnreachable:
            if not self._stands(case, numbers, payloads):
                raise
        return numbers

    def _stands(self, case: str, numbers: range, payloads: Sequence[bytes]) -> bool:
        """Tell whether events stand although their commit was told to have failed, and make them durable then.

        The disk can fail in the commit's last step, after the point of no return.
        """
        with contextlib.suppress(VaultError), self._writing() as connection:
            found = _events(connection, case, numbers.start - 1)[: len(numbers)]
            if numbers and found == list(zip(numbers, payloads, strict=True)):
                connection.execute("UPDATE cases SET header = header WHERE name = ?", (case,))
                return True
        return False

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        """Give the events with a number above `after`."""
        with self._reading() as connection:
            last = _header(connection, case).last
            rows = _events(connection, case, after)
            if [seq for seq, _ in rows] != list(range(after + 1, last + 1)):
                raise VaultDamaged(path=str(self._path))
            return rows

    def put_snapshot(self, case: str, name: str, payload: bytes) -> None:
        """Keep content under a name made from it."""
        with self._writing() as connection:
            _header(connection, case)
            found = _snapshot(connection, case, name)
            if found is None:
                connection.execute("INSERT INTO snapshots VALUES (?, ?, ?)", (case, name, payload))
            elif found != payload:
                raise SnapshotDiffers(name=name)

    def snapshot(self, case: str, name: str) -> bytes:
        """Give content by its name."""
        with self._reading() as connection:
            _header(connection, case)
            found = _snapshot(connection, case, name)
        if found is None:
            raise SnapshotUnknown(name=name)
        return found

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _pragma(self, text: str) -> object:
        return self._connection.execute(f"PRAGMA {text}").fetchone()[0]

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._transaction("DEFERRED") as connection:
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._transaction("IMMEDIATE") as connection:
            yield connection

    @contextlib.contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        with self._lock, translated(self._path):
            self._still_in_place()
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
        if _inode(self._path) != self._inode:
            raise VaultReplaced(path=str(self._path))


def _inode(path: Path) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_dev, found.st_ino


def _header(connection: sqlite3.Connection, case: str) -> StoredHeader:
    row = connection.execute("SELECT name, last, header FROM cases WHERE name = ?", (case,)).fetchone()
    if row is None:
        raise CaseUnknown(case=case)
    return StoredHeader(*row)


def _events(connection: sqlite3.Connection, case: str, after: int) -> list[tuple[int, bytes]]:
    query = "SELECT seq, payload FROM events WHERE name = ? AND seq > ? ORDER BY seq"
    return connection.execute(query, (case, after)).fetchall()


def _snapshot(connection: sqlite3.Connection, case: str, name: str) -> bytes | None:
    query = "SELECT payload FROM snapshots WHERE name = ? AND snapshot = ?"
    row = connection.execute(query, (case, name)).fetchone()
    return None if row is None else row[0]
