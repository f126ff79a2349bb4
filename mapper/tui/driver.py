"""Textual's way to a terminal of Unix, but for a process that was stopped and goes on.

Textual opens the terminal at every SIGCONT, also where nothing had shut it: SIGSTOP comes unannounced, and whoever ends
a session sends SIGCONT after SIGTERM. Two threads then read the keys. One waits for a key that the other has taken, and
closing waits for that thread, with the screen empty and the vault open. And nobody draws what was there before.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.drivers.linux_driver import LinuxDriver


class StoppableDriver(LinuxDriver):
    """Shuts the terminal before it opens it again. It does both in the loop, where nothing is half written."""

    def _sigtstp_application(self, *_: Any) -> None:
        self._soon(super()._sigtstp_application)

    def _sigcont_application(self, *_: Any) -> None:
        self._soon(self._go_on)

    def _soon(self, task: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed already: the end is on its way
            self._loop.call_soon_threadsafe(task)

    def _go_on(self) -> None:
        """Open the terminal as it is left by whoever had it meanwhile, unless it is being left for good."""
        if not self._must_signal_resume:  # nothing was shut in order
            if not self._app.is_running or self._app._exit or not os.isatty(self.fileno):
                return
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application()
