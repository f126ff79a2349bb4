"""A shelf in one SQLite file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from typing import Any, ClassVar

from mapper.vault.errors import (
    CaseExists,
    CaseUnknown,
    SnapshotUnknown,
    VaultDamaged,
    VaultError,
    VaultUnreachable,
)
from mapper.vault.file import SqliteFile
from mapper.vault.shelf import Row, Stretch, Writing
from mapper.vault.store import StoredHeader


class SqliteShelf(SqliteFile):
    """Keep sealed bytes in a file that exists. See `Shelf` for what the methods do."""

    APPLICATION: ClassVar[int] = 0x4D415050
    VERSION: ClassVar[int] = 2
    TABLES: ClassVar[str] = """
        CREATE TABLE cases (
            name TEXT PRIMARY KEY, last INTEGER NOT NULL, turn INTEGER NOT NULL, header BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX by_turn ON cases (turn);
        CREATE TABLE events (
            name TEXT NOT NULL, seq INTEGER NOT NULL, sealed BLOB NOT NULL, digest BLOB NOT NULL, head BLOB NOT NULL,
            PRIMARY KEY (name, seq)
        ) WITHOUT ROWID;
        CREATE TABLE snapshots (
            name TEXT NOT NULL, snapshot TEXT NOT NULL, sealed BLOB NOT NULL, UNIQUE (name, snapshot)
        );
    """

    def cases(self) -> list[StoredHeader]:
        """List all cases. They are put in order here: to follow the index from row to row takes three times as long."""
        rows = self._headers("")
        rows.sort(key=_turn, reverse=True)
        return [_stored(*row[:3]) for row in rows]

    def latest(self, number: int) -> list[StoredHeader]:
        """List the cases that were written last."""
        return [_stored(*row[:3]) for row in self._headers("ORDER BY turn DESC LIMIT ?", number)]

    def _headers(self, order: str, *values: int) -> list[tuple[Any, ...]]:
        query = f"SELECT name, last, header, turn FROM cases {order}"  # noqa: S608 - our words
        with self.reading() as connection:
            return connection.execute(query, values).fetchall()

    def header(self, case: str) -> StoredHeader:
        """Give one case's header."""
        with self.reading() as connection:
            return self._header(connection, case)

    def create(self, case: str, header: bytes) -> None:
        """Make a case without events."""
        with self.writing() as connection:
            if connection.execute("SELECT 1 FROM cases WHERE name = ?", (case,)).fetchone():
                raise CaseExists(case=case)
            connection.execute("INSERT INTO cases VALUES (?, 0, ?, ?)", (case, _last_turn(connection)[0] + 1, header))

    def rows(self, case: str, after: int) -> Stretch:
        """Give the rows above `after`."""
        with self.reading() as connection:
            return self._rows(connection, case, after)

    def write(self, case: str, after: int, compose: Callable[[Stretch], Writing]) -> None:
        """Write rows and header in one transaction."""
        made = None
        try:
            with self.writing() as connection:
                made = compose(self._rows(connection, case, after))
                self._put(connection, case, made)
        except VaultUnreachable:
            if made is None or not self._stands(case, made):
                raise

    def _put(self, connection: sqlite3.Connection, case: str, made: Writing) -> None:
        connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", ((case, *row) for row in made.rows))
        connection.executemany(
            "UPDATE events SET sealed = x'' WHERE name = ? AND seq = ?", ((case, seq) for seq in made.blank)
        )
        turn, written_last = _last_turn(connection)
        connection.execute(
            "UPDATE cases SET last = coalesce(?, last), header = ? WHERE name = ?",
            (made.rows[-1].seq if made.rows else None, made.header, case),
        )
        if case != written_last:  # otherwise the index would be written anew for each answer of a conversation
            connection.execute("UPDATE cases SET turn = ? WHERE name = ?", (turn + 1, case))

    def _stands(self, case: str, made: Writing) -> bool:
        """Tell whether rows stand although their commit was told to have failed, and make them durable then.

        The disk can fail in the commit's last step, after the point of no return.
        """
        with contextlib.suppress(VaultError), self.writing() as connection:
            _, found = self._rows(connection, case, made.rows[0].seq - 1 if made.rows else 0)
            if made.rows and found[: len(made.rows)] == list(made.rows):
                connection.execute("UPDATE cases SET header = header WHERE name = ?", (case,))
                return True
        return False

    def put_snapshot(self, case: str, name: str, sealed: bytes) -> bool:
        """Keep a snapshot under a name."""
        with self.writing() as connection:
            self._header(connection, case)
            new = connection.execute("INSERT OR IGNORE INTO snapshots VALUES (?, ?, ?)", (case, name, sealed))
            return new.rowcount == 1

    def snapshot(self, case: str, name: str) -> bytes:
        """Give a snapshot by its name."""
        query = "SELECT sealed FROM snapshots WHERE name = ? AND snapshot = ?"
        with self.reading() as connection:
            self._header(connection, case)
            row = connection.execute(query, (case, name)).fetchone()
        if row is None:
            raise SnapshotUnknown(name=name)
        return self._blob(row[0])

    def snapshots(self, case: str) -> list[tuple[str, bytes]]:
        """Give all snapshots of a case by name."""
        query = "SELECT snapshot, sealed FROM snapshots WHERE name = ?"
        with self.reading() as connection:
            self._header(connection, case)
            return [(str(name), self._blob(sealed)) for name, sealed in connection.execute(query, (case,))]

    def erase(self, case: str) -> None:
        """Take everything of a case away."""
        with self.writing() as connection:
            for table in ("events", "snapshots", "cases"):
                connection.execute(f"DELETE FROM {table} WHERE name = ?", (case,))  # noqa: S608 - our own table names

    def _header(self, connection: sqlite3.Connection, case: str) -> StoredHeader:
        row = connection.execute("SELECT name, last, header FROM cases WHERE name = ?", (case,)).fetchone()
        if row is None:
            raise CaseUnknown(case=case)
        if not isinstance(row[1], int) or row[1] < 0:
            raise VaultDamaged(path=str(self.path))
        return StoredHeader(*row)

    def _rows(self, connection: sqlite3.Connection, case: str, after: int) -> Stretch:
        last = self._header(connection, case).last
        query = "SELECT seq, sealed, digest, head FROM events WHERE name = ? AND seq > ? ORDER BY seq"
        return Stretch(last, [Row(*row) for row in connection.execute(query, (case, after))])

    def _blob(self, value: object) -> bytes:
        if not isinstance(value, bytes):
            raise VaultDamaged(path=str(self.path))
        return value


def _turn(row: tuple[Any, ...]) -> int:
    return row[3] if isinstance(row[3], int) else 0


def _stored(name: object, last: object, header: object) -> StoredHeader:
    """Make a line of a list; one that a harmed file garbled still tells that there is a conversation."""
    if isinstance(name, str) and isinstance(last, int) and last >= 0 and isinstance(header, bytes):
        return StoredHeader(name, last, header)
    return StoredHeader(str(name), 1, b"")


_HIGHEST_TURN = 1 << 62
"""A harmed number above it is left out: no number would come after it."""


def _last_turn(connection: sqlite3.Connection) -> tuple[int, str]:
    """Give the number of the last writing of a shelf, and the case that it was.

    By it the cases written last are found without opening a header. The case that is written again keeps its number.
    """
    query = "SELECT turn, name FROM cases WHERE turn < ? ORDER BY turn DESC LIMIT 1"
    turn, name = connection.execute(query, (_HIGHEST_TURN,)).fetchone() or (0, "")
    return (turn, name) if isinstance(turn, int) else (0, "")
