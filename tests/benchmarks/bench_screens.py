"""From the command to a usable home screen, and from a key to the screen, beside a bare Textual form."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter

from tests.benchmarks.bench import Series, report

STARTS = 12
KEYS = 60
PATIENCE = 20.0
QUIET = 0.35
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Input, OptionList
class Bare(App):
    def compose(self):
        yield Header()
        yield Input()
        yield OptionList(*[f"Choice {n}" for n in range(12)])
        yield Footer()
    def on_mount(self):
        self.query_one(OptionList).focus()
Bare().run()
"""


class Terminal:
    """A program in a pseudo-terminal; times are taken when bytes arrive."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started = perf_counter()
        self.child, self.file = pty.fork()
        if self.child == 0:
            os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - programs of our own
        ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def read(self, seconds: float) -> bytes:
        """Read what arrives within some seconds; nothing if nothing does."""
        ready, _, _ = select.select([self.file], [], [], seconds)
        new = os.read(self.file, 1 << 16) if ready else b""
        self.seen += new
        return new

    def until(self, text: str) -> float:
        """Give the milliseconds from the start to a text on the wire."""
        end = monotonic() + PATIENCE
        while text.encode() not in self.seen:
            if monotonic() > end:
                raise TimeoutError(text)
            self.read(0.05)
        return (perf_counter() - self.started) * 1000

    def settle(self) -> None:
        """Wait until nothing more comes."""
        while self.read(QUIET):
            pass

    def key(self, sent: bytes) -> float:
        """Send a key; give the milliseconds to the first byte that comes back."""
        sent_at = perf_counter()
        os.write(self.file, sent)
        while not self.read(PATIENCE):
            pass
        taken = (perf_counter() - sent_at) * 1000
        self.settle()
        return taken


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Start a program, and end it afterwards."""
    terminal = Terminal(command, environment)
    try:
        yield terminal
    finally:
        os.kill(terminal.child, signal.SIGKILL)
        os.waitpid(terminal.child, 0)
        os.close(terminal.file)


def main() -> None:
    """Measure starts turn by turn, then keys, and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE)
        environment = {**os.environ, "TERM": "xterm-256color", "MAPPER_DATA": str(folder / "data"), "LANG": "C.UTF-8"}
        programs = {
            "mapper": ([str(Path(sys.executable).with_name("mapper")), "--language", "en"], "Practise"),
            "bare Textual form": ([sys.executable, str(folder / "bare.py")], "Choice 11"),
        }
        starts: dict[str, list[float]] = {program: [] for program in programs}
        for _ in range(STARTS):
            for program, (command, ready) in programs.items():
                with running(command, environment) as terminal:
                    starts[program].append(terminal.until(ready))
        report("Start to a usable screen", _series(starts), "≤ 1.5 × a bare Textual form")
        keys: dict[str, list[float]] = {}
        for program, (command, ready) in programs.items():
            with running(command, environment) as terminal:
                terminal.until(ready)
                terminal.settle()
                keys[program] = [terminal.key(b"\x1b[A" if n % 2 else b"\x1b[B") for n in range(KEYS)]
        report("Key to the first byte of the new screen", _series(keys), "p95 ≤ 16 ms")


def _series(times: Mapping[str, Sequence[float]]) -> tuple[Series, ...]:
    return tuple(Series(program, tuple(taken)) for program, taken in times.items())


if __name__ == "__main__":
    main()
