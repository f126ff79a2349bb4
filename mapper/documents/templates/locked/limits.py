"""The lock of the child, on Linux and macOS: set once from within, and proved before any template is read."""

from __future__ import annotations

import mmap
import os
import sys
from contextlib import suppress
from typing import Final

MEMORY: Final = 400_000_000
"""Bytes of address space, all that Python itself needs included."""
CPU_SECONDS: Final = 4
_OUT_OF_BOUNDS: Final = 2 * MEMORY


class UnlockedError(Exception):
    """A limit that this system does not hold. Its text names it."""


def lock_in() -> None:
    """Take away memory, time, files, connections and children for good. Raises UnlockedError.

    No file can be opened and no connection made, since no descriptor is free; the open ones are stdin and stdout.
    Windows does this from outside: see `job`.
    """
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_NOFILE: 0,
    }
    for limit, most in limits.items():
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):
            raise UnlockedError(str(limit)) from None
    _prove()


def _prove() -> None:
    """See that memory ends where it should and that nothing can be opened."""
    with suppress(OSError, MemoryError):
        mmap.mmap(-1, _OUT_OF_BOUNDS).close()
        raise UnlockedError("memory")
    with suppress(OSError):
        os.close(os.dup(0))
        raise UnlockedError("files")
