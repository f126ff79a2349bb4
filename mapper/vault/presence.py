"""Whether the vault that was made lies in its place, seen without opening it. Loads almost nothing: home asks."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

from mapper.vault.errors import VaultEmpty, VaultError, VaultForeign, VaultMissing, VaultReplaced, VaultUnreachable
from mapper.vault.paths import id_file, is_made, key_file, made_here, next_vault, vault_file

_SQLITE: Final = b"SQLite format 3\0"
_BEGINNING: Final = 1 << 16
"""How much of a file is read; the vault's id, which is written first, stands in it."""


def trouble(data: Path) -> VaultError | None:
    """Tell what keeps a vault that was made from being found; what shows only once it is opened is left to that."""
    if not is_made(data) or next_vault(data) is not None:
        return None
    known = made_here(data) if os.path.lexists(id_file(data)) else ""
    found = (_trouble_at(path, known) for path in (vault_file(data), key_file(data)))
    return next((fault for fault in found if fault is not None), None)


def _trouble_at(path: Path, known: str) -> VaultError | None:
    try:
        seen = path.lstat()
        if not stat.S_ISREG(seen.st_mode) or path.parent.is_symlink():
            return VaultForeign(path=str(path))
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except (FileNotFoundError, NotADirectoryError):
        return VaultMissing(path=str(path))
    except OSError:
        return VaultUnreachable(path=str(path))
    if not beginning:
        return VaultEmpty(path=str(path))
    if not beginning.startswith(_SQLITE):
        return VaultForeign(path=str(path))
    same = known.encode() in beginning or _id(path) in (known, "")
    return None if same else VaultReplaced(path=str(path))


def _id(path: Path) -> str:
    """Ask the file itself for its vault's id; blank where it does not tell."""
    import sqlite3

    from mapper.vault.file import connect

    with contextlib.suppress(sqlite3.Error, TypeError), contextlib.closing(connect(path, writable=False)) as file:
        return str(file.execute("SELECT id FROM vault").fetchone()[0])
    return ""
