"""Files that are written whole or not at all, and the folder in which a case's papers lie."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path


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
