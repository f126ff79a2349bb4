"""What holds for the whole suite."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from tests import read_once
from tests.argon2 import kdf

gc.set_threshold(200_000, 20, 100)  # what screens leave behind lives long, and each full round would look at all of it

sys.dont_write_bytecode = False  # else every worker of every run spends seconds on rewriting the same assertions

_LONG = ("vault/test_failing_disk", "vault/test_power_cuts", "vault/", "tui/test_killed", "tui/")
"""The longest tests, by where they stand."""

_IN_MEMORY, _ROOM = Path("/dev/shm"), 2_000_000_000  # noqa: S108 - where Linux has a disk in memory
"""Where files are when nobody says where, and the bytes that must be free there."""

collect_ignore: list[str] = []
if sys.platform == "win32":  # pseudo-terminals are not there
    collect_ignore += ["tui/test_killed.py", "vault/test_planted.py"]
    collect_ignore += [
        f"tui/shell/test_{name}.py" for name in ("crash", "first_day", "lifeline", "lock_terminal", "terminal")
    ]


def pytest_configure(config: pytest.Config) -> None:
    """Put the files of tests in memory where there is room: what a test shows never hangs on when a disk has them."""
    if config.option.basetemp is None and _has_room(_IN_MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))


def _has_room(folder: Path) -> bool:
    """Tell whether a file system takes all that tests write, and lets what they compile there run."""
    if sys.platform != "linux" or not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize > _ROOM and not found.f_flag & os.ST_NOEXEC


def pytest_xdist_auto_num_workers() -> int:
    """Run two workers for each core: much of a test with a screen or a terminal is waiting for it."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long by itself: then no worker waits at the end while another is in the middle of it."""
    items.sort(key=lambda item: next((n for n, part in enumerate(_LONG) if part in item.nodeid), len(_LONG)))


@pytest.fixture(scope="session", autouse=True)
def once() -> Iterator[None]:
    """Let Argon2id, and the reading of questionnaires, work once for what they make the same of each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2id, "kdf", kdf)
        read_once.patch(patch)
        yield
