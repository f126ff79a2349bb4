"""What holds for the whole suite."""

from __future__ import annotations

import sys

collect_ignore: list[str] = []
if sys.platform == "win32":  # pseudo-terminals are not there
    collect_ignore += ["tui/test_killed.py", "tui/shell/test_terminal.py"]
