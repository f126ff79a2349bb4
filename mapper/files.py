"""Files that are written whole or not at all, and the folder in which a case's papers lie."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_UNFINISHED = re.compile(r"\..+\.[a-z0-9_]{8}")
"""How `write_whole` names a file that is not whole yet."""


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Put `content` in the place of `path`: after a crash the file is the old one or the new one, never a part.

    Raises OSError where the folder cannot be written; the old file then stands, with nothing beside it.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


@contextlib.contextmanager
def alone_in(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a folder, so that no other window writes papers there. Raises OSError where one does and we do not wait.

    Where a system or a share has no such locks, nothing is held.
    """
    descriptor = None if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    try:
        if sys.platform != "win32" and descriptor is not None:
            import fcntl

            with contextlib.nullcontext() if not wait else contextlib.suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def sweep_unfinished(exports: Path) -> None:
    """Take away what a crash left half written in the folders of papers; a folder in which somebody writes is left."""
    with contextlib.suppress(OSError):
        for folder in (Path(each) for each in os.scandir(exports) if each.is_dir(follow_symlinks=False)):
            _sweep(folder)


def _sweep(folder: Path) -> None:
    found = [Path(each) for each in os.scandir(folder) if _UNFINISHED.fullmatch(each.name)]
    with contextlib.suppress(OSError), alone_in(folder, wait=False) if found else contextlib.nullcontext():
        for path in found:
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make new and changed names in a folder durable. Windows does so by itself and cannot open a folder."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def case_folder(exports: Path, case: str, *, practice: bool) -> Path:
    """Name the private folder of a case's papers.

    Case ids stand unsealed in the vault's file: one that somebody made a path of must lead nowhere else.
    """
    if practice:
        return exports / "practice"
    tidy = case.isascii() and case.replace("-", "").isalnum()
    return exports / (case[:12] if tidy else f"odd-{hashlib.blake2b(case.encode(), digest_size=8).hexdigest()}")
