"""One process at a time: making, migrating, restoring and backing up wait for each other.

The lock is SQLite's own, on an empty file: it works wherever the vault works, and goes with the process that held it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mapper.vault.file import BUSY_SECONDS, connect
from mapper.vault.translate import translated

SECONDS = 60.0
"""So long does one wait for another."""


@contextlib.contextmanager
def alone(folder: Path, seconds: float = SECONDS) -> Iterator[None]:
    """Be the only one at work in a folder. Raises VaultBusy, or what the disk may do."""
    path = folder / ".vault-lock"
    with translated(path):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = connect(path)
    try:
        with translated(path):
            connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
            connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()


@contextlib.contextmanager
def held(file: Path) -> Iterator[None]:
    """Keep every window from writing to one file of the vault, as far as it is one. Raises VaultBusy."""
    if os.name == "nt" or not file.is_file():  # Windows renames no folder with an open file in it
        yield
        return
    with contextlib.ExitStack() as stack:
        with translated(file):
            _hold(file, stack)
        yield


def _hold(file: Path, stack: contextlib.ExitStack) -> None:
    """Take the file's lock; what is no database cannot be written to by a window either."""
    try:
        connection = stack.enter_context(contextlib.closing(connect(file)))
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
