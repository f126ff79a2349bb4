"""A real pseudo-terminal: the program runs in it, pyte plays the screen, and every byte is kept."""

from __future__ import annotations

import os
import re
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import pexpect
import pyte
from pexpect.fdpexpect import fdspawn

from tests.processes import AtTerminal

RUN = """
import sys
from mapper.settings import load_settings
from mapper.tui.running import run
sys.exit(run(load_settings()))
"""
KEYS = {
    "f2": "\x1bOQ",
    "enter": "\r",
    "tab": "\t",
    "down": "\x1b[B",
    "f12": "\x1b[24~",
    "ctrl+q": "\x11",
    "ctrl+c": "\x03",
    "ctrl+l": "\x0c",
}
LONGEST = 90.0
"""Seconds that a slow machine may take for what comes at once on others."""
_OPENS = b"\x1b[?1049h"
_PROGRAMS_SCREEN = re.compile(rb"\x1b\[\?1049h.*?(?:\x1b\[\?1049l|\Z)", re.DOTALL)


class Terminal:
    """Runs some Python in a pseudo-terminal of 80 × 24."""

    def __init__(self, folder: Path, code: str = RUN, **environment: str) -> None:
        self.written = b""
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        folders = {"MAPPER_DATA": str(folder / "data"), "MAPPER_OFFICE": str(folder / "office")}
        own = {"TERM": "xterm-256color", "MAPPER_EXPORTS": str(folder / "exports")}
        self.child = self._begun(code, {**known, **folders, **own, **environment})

    def _begun(self, code: str, environment: dict[str, str]) -> Any:
        return pexpect.spawn(sys.executable, ["-c", code], dimensions=(24, 80), timeout=LONGEST, env=environment)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.child.close(force=True)

    def read(self, seconds: float = 0.3) -> None:
        """Take in what is written for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                some = self.child.read_nonblocking(65536, 0.1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return
            self.written += some
            self._stream.feed(some)

    def wait_for(self, words: str, seconds: float = LONGEST) -> None:
        """Wait until these words stand on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < end, self.text
            assert self.child.isalive() or words in self.text, self.text
            self.read(0.1)

    def wait_to_open(self, times: int, seconds: float = LONGEST) -> None:
        """Wait until the program has opened its screen so many times: keys from before are not for it."""
        end = time.monotonic() + seconds
        while self.written.count(_OPENS) < times:
            assert time.monotonic() < end, self.text
            self.read(0.05)

    def press(self, *keys: str) -> None:
        """Press keys, with a moment after each."""
        for key in keys:
            self.child.send(KEYS.get(key, key))
            self.read(0.15)

    def unlock(self, passphrase: str) -> None:
        """Unlock the vault from Home, and come back to it."""
        self.wait_for("▸ Lås opp")
        self.press("enter")
        self.wait_for("Passordet ditt")
        self.child.send(passphrase)
        self.press("enter")
        self.wait_for("Ingen andres samtale vises her.")

    @property
    def left_behind(self) -> bytes:
        """Give what was written outside the screen that is only the program's: it stays, and can be scrolled to."""
        return _PROGRAMS_SCREEN.sub(b"", self.written)

    def paste(self, text: str) -> None:
        """Paste as terminals do it, in brackets."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")
        self.read(0.5)

    def end(self) -> int:
        """Wait for the end; give the exit code."""
        last = time.monotonic() + LONGEST
        while self.child.isalive():
            assert time.monotonic() < last, self.text
            self.read(0.1)
        self.read(0.3)
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)

    @property
    def text(self) -> str:
        """Give what stands on the screen."""
        return "\n".join(self.screen.display)


class Forked(Terminal):
    """Runs it in a process that has loaded its modules before: for many starts, where the start is not looked at."""

    def _begun(self, code: str, environment: dict[str, str]) -> Any:
        return _Child(code, environment)


class _Child(fdspawn):  # type: ignore[misc]  # pexpect tells no types
    """A forked process, as `pexpect.spawn` would be one of its own."""

    def __init__(self, code: str, environment: dict[str, str]) -> None:
        here, there = os.openpty()
        termios.tcsetwinsize(there, (24, 80))
        self._process = AtTerminal(code, environment, os.ttyname(there))
        os.close(there)
        super().__init__(here, timeout=LONGEST)
        self.pid = self._process.pid

    def isalive(self) -> bool:
        return self._process.isalive()

    @property
    def exitstatus(self) -> int:
        return self._process.code

    @exitstatus.setter
    def exitstatus(self, _: None) -> None:
        """Leave it: pexpect begins with none."""

    def kill(self, number: int) -> None:
        os.kill(self.pid, number)

    def close(self, force: bool = True) -> None:
        self._process.close()
        super().close()
