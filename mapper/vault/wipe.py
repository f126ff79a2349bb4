"""Overwrite before deleting, as far as that helps.

On an SSD, and on file systems that write changes elsewhere, what was overwritten may stay in spare blocks where only
special tools reach it; copies that somebody else made of the disk are not reached at all.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from pathlib import Path

from mapper.files import sync_folder

_CHUNK = 1 << 20


def wipe_file(path: Path) -> None:
    """Overwrite a file with noise and delete it. One that is not there is no fault. Raises OSError."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
        _overwrite(path, found.st_size)
    path.unlink(missing_ok=True)


def _overwrite(path: Path, size: int) -> None:
    with path.open("r+b", buffering=0) as file:
        for start in range(0, size, _CHUNK):
            file.write(secrets.token_bytes(min(_CHUNK, size - start)))
        os.fsync(file.fileno())


def wipe_folder(folder: Path) -> None:
    """Overwrite and delete the files of a folder, and the folder. One that is not there is no fault. Raises OSError."""
    if not folder.is_dir() or folder.is_symlink():
        folder.unlink(missing_ok=True)
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            wipe_file(path)
    folder.rmdir()
    sync_folder(folder.parent)
