"""The end that cannot fail: a process whose terminal is gone, or whose loop hangs, goes all the same.

Textual's writer dies with its terminal, and then whoever writes waits for ever, with everything that was said in memory
and no clock that could lock it. So signals are heard outside the loop, and a thread of its own counts its beats.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any, Final

from mapper.tui.crash import FAILED

_GRACE: Final = 5.0
"""Seconds for saving and closing in order, once the terminal or the machine goes away."""
_TICK: Final = 5.0
_MISSES: Final = 12
"""Ticks in a row without a beat, a minute, after which the loop counts as hanging. A machine that slept missed none."""


class Lifeline:
    """Ends the process when nothing else does. `end` is what ends it, at once and without anybody's leave."""

    def __init__(self, end: Callable[[int], Any] = os._exit, *, tick: float = _TICK, grace: float = _GRACE) -> None:
        self._end = end
        self._tick, self._grace = tick, grace
        self._beats = 0
        self._let_go = threading.Event()
        self._former: dict[int, Any] = {}

    def beat(self) -> None:
        """Tell that the loop is alive."""
        self._beats += 1

    def hold(self, taken_away: Callable[[int], object]) -> None:
        """Count beats from now on, and call `taken_away` with the exit code when a signal asks the process to end."""
        threading.Thread(target=self._watch, name="lifeline", daemon=True).start()
        if sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            with suppress(ValueError):  # signals are heard in the main thread only
                self._former[number] = signal.signal(number, partial(self._heard, taken_away))

    def let_go(self) -> None:
        """Leave the process to itself: the screens are closed."""
        self._let_go.set()
        for number, handler in self._former.items():
            signal.signal(number, handler)
        self._former.clear()

    def _heard(self, taken_away: Callable[[int], object], number: int, _frame: FrameType | None) -> None:
        code = 128 + number
        threading.Thread(target=self._end_after_grace, args=(code,), name="last grace", daemon=True).start()
        with suppress(RuntimeError):  # the loop is closed already: the end is on its way
            taken_away(code)

    def _end_after_grace(self, code: int) -> None:
        if not self._let_go.wait(self._grace):
            self._end(code)

    def _watch(self) -> None:
        missed, last = 0, self._beats
        while not self._let_go.wait(self._tick):
            missed = missed + 1 if self._beats == last else 0
            last = self._beats
            if missed >= _MISSES:
                self._end(FAILED)
                return
