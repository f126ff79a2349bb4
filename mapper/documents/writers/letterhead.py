"""The letterhead that an office writes its Word papers into: where it lies, and how much of it is read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = "letterhead.docx"
MOST: Final = 5_000_000
"""Bytes in one letterhead."""


def office_letterhead(office: Path) -> bytes | None:
    """Read the letterhead in an office's folder, one byte past the limit at most; None where there is none.

    What cannot be read is empty, so that whoever opens it says so.
    """
    path = office / "templates" / FILE
    if not path.exists():
        return None
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MOST + 1)
    return b""
