"""What SQLite and the disk say, turned into faults with a code.

Their own messages go no further: they may hold content.
"""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from mapper.vault.errors import (
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultForeign,
    VaultFull,
    VaultMissing,
    VaultReadOnly,
    VaultUnreachable,
)

_OTHER_TABLES = "no such "
"""How SQLite tells, by its plainest code, that a file has not the tables or columns that it had."""
_BY_SQLITE_CODE: dict[int, type[VaultError]] = {
    sqlite3.SQLITE_FULL: VaultFull,
    sqlite3.SQLITE_READONLY: VaultReadOnly,
    sqlite3.SQLITE_READONLY_DBMOVED: VaultMissing,
    sqlite3.SQLITE_BUSY: VaultBusy,
    sqlite3.SQLITE_LOCKED: VaultBusy,
    sqlite3.SQLITE_CORRUPT: VaultDamaged,
    sqlite3.SQLITE_NOTADB: VaultForeign,
}
_BY_ERRNO: dict[int | None, type[VaultError]] = {
    errno.ENOENT: VaultMissing,
    errno.EROFS: VaultReadOnly,
    errno.EACCES: VaultReadOnly,
    errno.EPERM: VaultReadOnly,
    errno.ENOSPC: VaultFull,
    errno.EDQUOT: VaultFull,
}


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise a `VaultError` about `path` where SQLite or the disk fails inside."""
    try:
        yield
    except OSError as error:
        raise _BY_ERRNO.get(error.errno, VaultUnreachable)(path=str(path)) from None
    except UnicodeDecodeError:  # a harmed schema, quoted in SQLite's message
        raise VaultDamaged(path=str(path)) from None
    except sqlite3.Error as error:
        raise _fault(error)(path=str(path)) from None


def _fault(error: sqlite3.Error) -> type[VaultError]:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR)
    if code == sqlite3.SQLITE_ERROR and str(error).startswith(_OTHER_TABLES):
        return VaultDamaged
    return _BY_SQLITE_CODE.get(code) or _BY_SQLITE_CODE.get(code & 0xFF, VaultUnreachable)
