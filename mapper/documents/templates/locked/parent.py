"""Start the locked child, give it work, and take its answer, all within seconds."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final

from mapper.documents.blocks import Blocks
from mapper.documents.faults import LockMissing, TemplateBroken, TemplateFlood, TemplateSlow
from mapper.documents.templates.locked.codec import UndecodableError
from mapper.documents.templates.locked.work import MOST_ANSWERED, NO_LOCK, Work, figures_of, unpack

SECONDS: Final = 5
"""So long a template may take in all, the start of the child and what it is told included."""
BOOT: Final = "import sys; sys.path[:] = sys.argv[1:]; from mapper.documents.templates.locked.child import main; main()"
_OUT_OF_TIME: Final = (-9, -24)  # SIGKILL and SIGXCPU, by which the system ends what has used its time


def run(template: str, work_of: Callable[[], Work], boot: str = BOOT) -> Blocks:
    """Fill in a template in the child. Its work is made while it starts; `boot` is the code that it begins with.

    Raises LockMissing where the child cannot be locked in, TemplateSlow, TemplateHungry, TemplateFlood or
    TemplateBroken, what `work_of` raises, and what is wrong with the template as `fill` and `parse` tell it.
    """
    work, answer, code, late = _exchange(_started(boot), work_of)
    if code == NO_LOCK:
        raise LockMissing(reason="setrlimit")
    if len(answer) > MOST_ANSWERED:
        raise TemplateFlood(template=template)
    if late or code in _OUT_OF_TIME:
        raise TemplateSlow(template=template, seconds=SECONDS)
    try:
        return unpack(answer, figures_of(work.page))
    except UndecodableError:
        raise TemplateBroken(template=template) from None


def _started(boot: str) -> subprocess.Popen[bytes]:
    """Start the child without environment, in a folder of nobody's. Raises LockMissing."""
    python = _python()
    try:
        return subprocess.Popen(  # noqa: S603 - this Python and our own code
            [python, "-I", "-c", boot, *_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=Path(python).anchor or None,
            start_new_session=True,
        )
    except OSError:
        raise LockMissing(reason="python") from None


def _python() -> str:
    """Name the Python that runs this program. Raises LockMissing where the program is its own executable."""
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    if not python or getattr(sys, "frozen", False):
        raise LockMissing(reason="python")
    return str(python)


def _path() -> list[str]:
    """Say where the child finds this very package, and the others where this process found them."""
    package = Path(__file__).parents[4]
    return list(dict.fromkeys([str(package), *(place for place in sys.path if os.path.isabs(place))]))


def _environment() -> dict[str, str]:
    """Leave out the environment, but for where Windows has its own libraries."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if sys.platform == "win32" and name in os.environ}


def _exchange(child: subprocess.Popen[bytes], work_of: Callable[[], Work]) -> tuple[Work, bytes, int, bool]:
    """Make work, send it and read the answer; give both, the exit code, and whether time was up.

    The clock runs while the work is made too. The child is gone in the end.
    """
    with child, _held(child), _ending(child) as late:
        work = work_of()
        threading.Thread(target=_send, args=(child, pickle.dumps(work)), daemon=True).start()
        assert child.stdout is not None  # noqa: S101 - it is a pipe
        answer = child.stdout.read(MOST_ANSWERED + 1)
        if len(answer) > MOST_ANSWERED:
            _end(child)
        code = child.wait()
    return work, answer, code, late.is_set()


def _send(child: subprocess.Popen[bytes], work: bytes) -> None:
    assert child.stdin is not None  # noqa: S101 - it is a pipe
    with suppress(OSError, ValueError):  # a child that ended reads no more
        child.stdin.write(work)
        child.stdin.close()


def _held(child: subprocess.Popen[bytes]) -> AbstractContextManager[object]:
    """Hold the child in a job on Windows; elsewhere it locks itself in. Raises LockMissing."""
    if sys.platform == "win32":
        from mapper.documents.templates.locked.job import held

        return held(child.pid)
    return nullcontext()


@contextmanager
def _ending(child: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    """End the child when its time is up, and in any case when it is left; tell by the event that time was up."""
    late = threading.Event()

    def end_late() -> None:
        late.set()
        _end(child)

    clock = threading.Timer(SECONDS, end_late)
    clock.daemon = True
    clock.start()
    try:
        yield late
    finally:
        clock.cancel()
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child, and what it may have started."""
    with suppress(OSError):
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, 9)
