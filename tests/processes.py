"""Processes of a test's own, which none outlives: real ones, forked from one that has loaded what they need."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TextIO

from nacl.pwhash import argon2id

from mapper.desk.keeper import Prepared
from tests import argon2
from tests.vaults import DRAWN

if sys.platform != "win32":
    import fcntl
    import termios

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_FROM: Any = multiprocessing.get_context(_METHOD)
_LOADED = (
    "__main__", "tests.processes", "tests.vaults", "tests.vault.copies", "tests.vault.plain", "tests.vault.writer",
    "mapper.desk.safekeeping", "mapper.vault.takeover", "mapper.vault.restore", "mapper.vault.backup",
    "mapper.tui.running", *(f"mapper.tui.screens.{name}" for name in ("home", "menu", "unlock", "begin", "questions")),
    "mapper.questionnaire.check", "mapper.questionnaire.compose",
)  # fmt: skip
if _METHOD == "forkserver":
    _FROM.set_forkserver_preload(list(_LOADED))
_Pipe = Any
"""One end of a pipe of `multiprocessing`."""
LONGEST = 120.0
"""Seconds after which a process that does not end has failed the test."""


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What a process has of the one that started it: keys too, over which Argon2id would take its time once more."""

    environment: Mapping[str, str]
    known: dict[argon2.MadeOf, bytes]
    keys: list[Prepared]


class Running:
    """A process that runs some Python; its standard input and output are here."""

    def __init__(self, code: str, arguments: tuple[str, ...]) -> None:
        here, there = _FROM.Pipe(duplex=False)
        from_here, to_there = _FROM.Pipe(duplex=False)
        inherited = _Inherited(dict(os.environ), argon2.KNOWN, DRAWN.keys)
        self._process = _FROM.Process(target=_run, args=(code, arguments, inherited, from_here, there), daemon=True)
        self._process.start()
        there.close()
        from_here.close()
        self.stdout = _text(here, "r")
        self.stdin = _text(to_there, "w")

    def kill(self) -> None:
        """End it at once, as by SIGKILL."""
        self._process.kill()

    def go(self) -> None:
        """Give it the line that it waits for."""
        self.stdin.write("go\n")
        self.stdin.flush()

    def wait(self) -> int:
        """Wait for its end; give its exit code, below nought if a signal ended it."""
        self._process.join(LONGEST)
        assert self._process.exitcode is not None, "it did not end"
        return int(self._process.exitcode)

    def close(self) -> None:
        """End it if it has not ended, and let go of everything."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.stdout.close()
        self.stdin.close()


class AtTerminal:
    """A process that runs some Python at a terminal, as its own session; here is what `pexpect` knows of a child."""

    def __init__(self, code: str, environment: Mapping[str, str], terminal: str) -> None:
        taken, took = _FROM.Pipe(duplex=False)
        self._process = _FROM.Process(target=_run_at, args=(code, dict(environment), terminal, took), daemon=True)
        self._process.start()
        took.close()
        with suppress(EOFError):
            taken.recv()  # until the terminal is its own, it is nobody's, and would count as closed
        taken.close()
        self.pid = int(self._process.pid or 0)

    def isalive(self) -> bool:
        """Tell whether it still runs."""
        return bool(self._process.is_alive())

    @property
    def code(self) -> int:
        """Give the exit code, below nought if a signal ended it."""
        return int(self._process.exitcode)

    def close(self) -> None:
        """End it if it has not ended, and let go of it."""
        self._process.kill()
        self._process.join()
        self._process.close()


def _text(pipe: _Pipe, mode: str) -> TextIO:
    own = os.dup(pipe.fileno())
    pipe.close()
    return os.fdopen(own, mode, encoding="utf-8")  # type: ignore[return-value]  # what text modes give


@contextmanager
def running(code: str, *arguments: str) -> Iterator[Running]:
    """Run some Python as `python -c` would; it does not outlive the block."""
    process = Running(code, arguments)
    try:
        yield process
    finally:
        process.close()


def ended(code: str, *arguments: str) -> int:
    """Run some Python to its end; give the exit code."""
    with running(code, *arguments) as process:
        return process.wait()


def _run_at(code: str, environment: Mapping[str, str], terminal: str, took: _Pipe) -> None:
    """Take a terminal, run the code, and end as an interpreter ends."""
    os.environ.clear()
    os.environ.update(environment)
    os.setsid()
    own = os.open(terminal, os.O_RDWR)
    fcntl.ioctl(own, termios.TIOCSCTTY, 0)
    for stream in (0, 1, 2):
        os.dup2(own, stream)
    os.close(own)
    for stream, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        opened = open(stream, mode, 1, "utf-8", closefd=False)  # noqa: SIM115 - it is open as long as the process
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    sys.argv = ["-c"]
    took.send(None)
    took.close()
    try:
        exec(code, {"__name__": "__main__"})  # noqa: S102 - the tests' own
    except Exception:
        sys.excepthook(*sys.exc_info())
        sys.exit(1)
    finally:
        atexit._run_exitfuncs()


def _run(
    code: str,
    arguments: tuple[str, ...],
    inherited: _Inherited,
    given: _Pipe,
    said: _Pipe,
) -> None:
    os.environ.clear()
    os.environ.update(inherited.environment)
    argon2.KNOWN, DRAWN.keys = inherited.known, inherited.keys
    setattr(argon2id, "kdf", argon2.kdf)  # noqa: B010 - a function of fewer words than the real one has
    os.dup2(given.fileno(), 0)
    os.dup2(said.fileno(), 1)
    sys.stdin = open(0, closefd=False, encoding="utf-8")  # noqa: SIM115 - it is open as long as the process
    sys.argv = ["-c", *arguments]
    exec(code, {"__name__": "__main__"})  # noqa: S102 - the tests' own
