"""What the screen says when the program fails: that it did, what is safe, a code. No value, no local, no message."""

from __future__ import annotations

import traceback
from typing import Final
from zlib import crc32

from mapper.language.catalogue import words

FAILED: Final = 70
"""The exit code of a failure inside the program (EX_SOFTWARE)."""


def code_of(error: BaseException) -> str:
    """Name a failure by where it happened and its type: the same place gives the same code on every machine."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "mapper" in frame.filename] or frames
    place = f"{ours[-1].filename.rpartition('mapper')[2]}:{ours[-1].lineno}" if ours else ""
    return f"M-{crc32(f'{type(error).__name__}{place}'.encode()):08X}"


def page(error: BaseException, language: str) -> str:
    """Write the few lines that stand on the terminal after a failure."""
    return "\n".join(
        (
            "",
            words("tui.crash.says", language),
            words("tui.crash.safe", language),
            words("tui.crash.code", language, kind=type(error).__name__, code=code_of(error)),
            "",
        )
    )
