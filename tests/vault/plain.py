"""A vault as an earlier version of the program wrote it: one file, with everything in it readable."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tests.vault.copies import header

SCHEMA = """
BEGIN;
PRAGMA application_id = 0x4D415050;
PRAGMA user_version = 1;
CREATE TABLE vault (id TEXT NOT NULL);
CREATE TABLE cases (name TEXT PRIMARY KEY, last INTEGER NOT NULL, header BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    name TEXT NOT NULL, seq INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (name, seq)
) WITHOUT ROWID;
CREATE TABLE snapshots (name TEXT NOT NULL, snapshot TEXT NOT NULL, payload BLOB NOT NULL, UNIQUE (name, snapshot));
COMMIT;
"""


def plain_vault(data: Path, *cases: str, events: int = 3) -> None:
    """Make an unencrypted vault with cases in it."""
    (data / "vault").mkdir(parents=True, mode=0o700)
    connection = sqlite3.connect(data / "vault" / "cases.db", isolation_level=None)
    connection.executescript(SCHEMA)
    connection.execute("INSERT INTO vault VALUES ('the plain one')")
    for case in cases:
        put(connection, case, [f"{case}:{number}".encode() for number in range(1, events + 1)])
    connection.close()
    (data / "vault-id").write_text("the plain one")


def put(connection: sqlite3.Connection, case: str, payloads: Sequence[bytes]) -> None:
    connection.execute("INSERT INTO cases VALUES (?, ?, ?)", (case, len(payloads), header(case)))
    connection.execute("INSERT INTO snapshots VALUES (?, 'form', ?)", (case, f"form of {case}".encode() * 50))
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?)", ((case, seq, payload) for seq, payload in enumerate(payloads, 1))
    )
