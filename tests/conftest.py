"""What holds for the whole suite."""

from __future__ import annotations

import os
import sys

collect_ignore: list[str] = []
if sys.platform == "win32":  # pseudo-terminals are not there
    collect_ignore += ["tui/test_killed.py", "vault/test_planted.py"]
    collect_ignore += [
        f"tui/shell/test_{name}.py" for name in ("crash", "first_day", "lifeline", "lock_terminal", "terminal")
    ]


def pytest_xdist_auto_num_workers() -> int:
    """Run two workers for each core: much of a test with a screen or a terminal is waiting for it."""
    return 2 * (os.cpu_count() or 1)
