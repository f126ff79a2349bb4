"""A process that begins anew, and so remembers nothing: what locking the program comes down to.

Where a process can replace itself (POSIX), it does. On Windows the old one would stay, so that a small parent, which
never holds anything, starts the program again when it ends with one of `AGAIN`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from mapper.fault import Fault
from mapper.language.telling import tell
from mapper.language.text import SCREEN_LANGUAGES

AGAIN: Final = {language: 85 + place for place, language in enumerate(SCREEN_LANGUAGES)}
"""The exit codes with which a supervised program asks to be started again, by the language to go on in."""
SUPERVISED: Final = "MAPPER_SUPERVISED"
"""The variable by which the program knows that a parent starts it again."""
_FAILED = 1
_PATIENCE = 2.0
"""Seconds that letting go may take."""


class Unreplaced(Fault):
    """Tell that the program was locked, but could not be started again."""

    code = "start_unreplaced"


def begin_again(language: str, let_go: Callable[[], None]) -> NoReturn:
    """Let go of what is open, then put a fresh process in the place of this one; end where that cannot be done.

    A task that hangs holds nothing up: the process goes, and every thread with it.
    """
    try:
        _within(_PATIENCE, let_go)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        if os.environ.get(SUPERVISED):
            os._exit(AGAIN[language])
        if sys.platform == "win32":  # started without the parent, for example by a command: it ends, and stays locked
            _end_locked(language)
        os.execv(sys.executable, command_line("--language", language))  # noqa: S606  # no shell is wanted
    except BaseException:  # whatever it was, this process may not go on, and its message may hold an answer
        _end_locked(language)


def command_line(*arguments: str) -> list[str]:
    """Write the command line that starts this program in this Python."""
    return [sys.executable, *_flags(), "-m", "mapper", *arguments]


def _flags() -> list[str]:
    """Keep `-m` from looking for modules in the folder one stands in, unless the program itself was found there."""
    if sys.flags.isolated:
        return ["-I"]
    found_here = bool(sys.path) and Path(sys.path[0]).resolve() == Path(__file__).resolve().parent.parent
    return [] if found_here and not sys.flags.safe_path else ["-P"]


def _within(seconds: float, task: Callable[[], None]) -> None:
    helper = threading.Thread(target=task, daemon=True)
    helper.start()
    helper.join(seconds)


def _end_locked(language: str) -> NoReturn:
    try:
        told = tell(Unreplaced.code, {}, language)
        print(f"{told.says}\n{told.do}\n({told.code})", file=sys.stderr, flush=True)
    finally:
        os._exit(_FAILED)


# --- the parent, on Windows


def needs_supervisor() -> bool:
    """Tell whether a parent has to start the program again after locking."""
    return sys.platform == "win32" and not os.environ.get(SUPERVISED)


def supervise(start: Sequence[str], again: Callable[..., Sequence[str]] = command_line) -> int:
    """Run a command line, and the program anew each time it ends to be started again; give the last exit code.

    Keys that interrupt reach the program itself; a parent that is told to end ends it. Raises Unreplaced.
    """
    languages = {code: language for language, code in AGAIN.items()}
    line = start
    while True:
        code = _run(line)
        if code not in languages:
            return code
        line = again("--language", languages[code])


def _run(line: Sequence[str]) -> int:
    import signal

    started: list[subprocess.Popen[bytes]] = []
    told: list[int] = []

    def pass_on(number: int, _frame: FrameType | None) -> None:
        told.append(number)
        for child in started:
            child.terminate()

    kept = signal.signal(signal.SIGINT, _leave_it), signal.signal(signal.SIGTERM, pass_on)
    try:
        child = subprocess.Popen(line, env={**os.environ, SUPERVISED: "1"})  # noqa: S603  # our own command line
        started.append(child)
        if told:  # while the child was on its way
            child.terminate()
        return child.wait()
    except OSError:
        raise Unreplaced from None
    finally:
        signal.signal(signal.SIGINT, kept[0])
        signal.signal(signal.SIGTERM, kept[1])


def _leave_it(_number: int, _frame: FrameType | None) -> None:
    """Leave an interrupt to the program, which got it too."""
