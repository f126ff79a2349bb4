"""Where the vault lies, and how it is made once and never again by accident.

Beside the vault's folder stands a small file with the vault's id. Where that file tells of a vault, a missing or empty
vault is a fault to be told, not a reason to make a new one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path
from uuid import uuid4

from mapper.files import sync_folder, write_whole
from mapper.vault.errors import VaultEmpty, VaultForeign, VaultReadOnly, VaultReplaced
from mapper.vault.sqlite import SqliteVault, write_schema
from mapper.vault.translate import translated


def vault_file(data: Path) -> Path:
    """Name the vault's file in a data folder."""
    return data / "vault" / "cases.db"


def open_vault(data: Path) -> SqliteVault:
    """Open the vault of a data folder, or make it where none was ever made. Raises a `VaultError`."""
    path = vault_file(data)
    with translated(path):
        remembered = _remembered(data)
        fresh = remembered is None and not os.path.lexists(path.parent) and _make(path)
        _examine(path)
        vault = SqliteVault(path, fresh)
        if not remembered:
            write_whole(_memory(data), vault.id.encode())
        elif vault.id != remembered:
            vault.close()
            raise VaultReplaced(path=str(path))
    return vault


def _memory(data: Path) -> Path:
    return data / "vault-id"


def _remembered(data: Path) -> str | None:
    """Give the id of the vault that was made here; empty if only the fact is known, None if none was made."""
    try:
        return _memory(data).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None


def _make(path: Path) -> bool:
    """Build an empty vault beside its place and give it its name in one step; tell whether it was we who did."""
    data = path.parent.parent
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=data, prefix=".vault-"))
    try:
        new = building / path.name
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        write_schema(new, uuid4().hex)
        sync_folder(building)
        building.rename(path.parent)
    except BaseException as error:
        shutil.rmtree(building, ignore_errors=True)
        if isinstance(error, OSError) and path.exists():
            return False
        raise
    sync_folder(data)
    return True


def _examine(path: Path) -> None:
    """Look at the file before SQLite does, without opening it, and shut it off from others on this machine."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or path.parent.is_symlink():
        raise VaultForeign(path=str(path))
    if found.st_size == 0:
        raise VaultEmpty(path=str(path))
    if not found.st_mode & stat.S_IWUSR:
        raise VaultReadOnly(path=str(path))
    with contextlib.suppress(PermissionError):
        path.chmod(0o600)
        path.parent.chmod(0o700)
