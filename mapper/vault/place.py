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
from collections.abc import Callable, Mapping
from pathlib import Path

from mapper.files import sync_folder, write_whole
from mapper.vault.errors import (
    VaultEmpty,
    VaultForeign,
    VaultMissing,
    VaultOpenToOthers,
    VaultReplaced,
    VaultUnmade,
)
from mapper.vault.keys import KeyFile
from mapper.vault.migrate import migrate
from mapper.vault.paths import id_file, is_made, key_file, vault_file
from mapper.vault.sqlite import SqliteShelf
from mapper.vault.swap import settle
from mapper.vault.translate import translated


def open_files(data: Path) -> tuple[SqliteShelf, KeyFile]:
    """Open both files of a vault. Raises VaultUnmade where none was ever made, else what is wrong with them."""
    if not is_made(data):
        raise VaultUnmade
    settle(data)
    migrate(data)
    cases, keys = vault_file(data), key_file(data)
    with translated(data):
        _shut_folder(data)
    for path in (cases, keys):
        with translated(path):
            _examine(path, data)
    with contextlib.ExitStack() as undone:
        shelf = undone.enter_context(contextlib.closing(SqliteShelf(cases)))
        opened = undone.enter_context(contextlib.closing(KeyFile(keys)))
        _belong_together(data, shelf, opened)
        undone.pop_all()
    return shelf, opened


def _belong_together(data: Path, shelf: SqliteShelf, keys: KeyFile) -> None:
    remembered = _remembered(data)
    if keys.id != shelf.id or (remembered and remembered != shelf.id):
        raise VaultReplaced(path=str(keys.path if remembered == shelf.id else shelf.path))
    if not remembered:
        with translated(shelf.path):
            write_whole(id_file(data), shelf.id.encode())


def _remembered(data: Path) -> str | None:
    """Give the id of the vault that was made here; empty if only the fact is known, None if none was made."""
    try:
        with translated(id_file(data)):
            return id_file(data).read_text(encoding="ascii", errors="replace").strip()
    except VaultMissing:
        return None


def make_files(data: Path, vault_id: str, wraps: Mapping[str, bytes], fill: Callable[[KeyFile], object]) -> bool:
    """Build an empty vault beside its place and give it its name in one step; tell whether it was we who did.

    `fill` puts in what belongs there from the first moment.
    """
    path = vault_file(data)
    with translated(path):
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(dir=data, prefix=".vault-"))
        try:
            for kind, name in ((SqliteShelf, path.name), (KeyFile, key_file(data).name)):
                os.close(os.open(building / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                kind.write_tables(building / name, vault_id)
            with contextlib.closing(KeyFile(building / key_file(data).name)) as keys:
                keys.put_wraps(dict(wraps))
                fill(keys)
            sync_folder(building)
            building.rename(path.parent)
        except BaseException as error:
            shutil.rmtree(building, ignore_errors=True)
            if isinstance(error, OSError) and path.exists():
                return False
            raise
        sync_folder(data)
        write_whole(id_file(data), vault_id.encode())
    return True


def _examine(path: Path, data: Path) -> None:
    """Look at a file before SQLite does, without opening it, and shut it off from others on this machine."""
    if not os.path.lexists(path) and os.path.lexists(id_file(data)):
        raise VaultMissing(path=str(path))
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or path.parent.is_symlink():
        raise VaultForeign(path=str(path))
    if found.st_size == 0:
        raise VaultEmpty(path=str(path))
    shut_off(path, 0o600)
    shut_off(path.parent, 0o700)


def _shut_folder(data: Path) -> None:
    """Shut off the data folder. Raises VaultOpenToOthers where others may put another vault in this one's place."""
    try:
        shut_off(data, 0o700)
    except VaultOpenToOthers:
        if data.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise


def is_loose(data: Path) -> bool:
    """Tell whether others on this machine can reach a vault's files; opening it mends that."""
    paths = (data, vault_file(data).parent, vault_file(data), key_file(data))
    return os.name != "nt" and any(stat.S_IMODE(path.stat().st_mode) & 0o077 for path in paths if path.exists())


def shut_off(path: Path, mode: int) -> None:
    """Take rights away from everybody else. Raises VaultOpenToOthers where that cannot be done and is needed."""
    if os.name == "nt":
        return
    found = stat.S_IMODE(path.stat().st_mode)
    if not found & 0o077:
        return
    with contextlib.suppress(OSError):  # on a disk that cannot be written nobody can loosen them further either
        try:
            path.chmod(found & mode)
        except PermissionError:
            raise VaultOpenToOthers(path=str(path)) from None
