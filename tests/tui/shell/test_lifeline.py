"""A window that is closed, or a loop that hangs, leaves no process behind with what was said in it."""

from __future__ import annotations

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path
from threading import Event

import pexpect
import pytest

from mapper.tui.lifeline import _MISSES, Lifeline
from tests.tui.shell.desk import desk_in
from tests.tui.shell.terminal import LONGEST, Terminal
from tests.vaults import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")


def gone(pid: int) -> bool:
    """Wait until a child of ours has ended."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            return True
        time.sleep(0.05)
    return False


def test_a_window_closed_while_nobody_reads_what_is_drawn_ends_the_program(tmp_path: Path) -> None:
    """Textual's writer waits for the terminal and never comes back, and closing waits for the writer."""
    folders = {"MAPPER_DATA": str(tmp_path / "data"), "MAPPER_EXPORTS": str(tmp_path / "exports")}
    environment = {**os.environ, **folders, "TERM": "xterm-256color"}
    child = pexpect.spawn(sys.executable, ["-m", "mapper"], env=environment, dimensions=(24, 80))
    child.read_nonblocking(1, LONGEST)
    time.sleep(1)  # it goes on drawing, until nothing more finds room
    os.close(child.child_fd)
    assert gone(child.pid)
    child.closed = True


@pytest.mark.parametrize("how", ["closed", "closed, and hangups ignored by the shell"])
def test_a_closed_window_ends_the_program(tmp_path: Path, how: str) -> None:
    desk_in(tmp_path).close()
    terminal = Terminal(tmp_path)
    terminal.unlock(PASSPHRASE)
    terminal.wait_for("Start en ny samtale")
    terminal.press("enter")
    terminal.wait_for("Begynn ▶")
    terminal.press("tab", "tab", "tab", "tab", "tab", "enter")
    terminal.wait_for("Hvem er med i dag?")
    terminal.press("f2")
    terminal.wait_for("Med dine egne ord")
    terminal.wait_for("┏")
    terminal.press("Sto her da vinduet ble lukket")
    terminal.wait_for("vinduet ble lukket")
    os.close(terminal.child.child_fd)  # the terminal goes, as when somebody closes its window
    if how != "closed":
        os.kill(terminal.child.pid, signal.SIGHUP)
    assert gone(terminal.child.pid)
    terminal.child.closed = True
    desk = desk_in(tmp_path)
    meeting = desk.open(desk.cases()[0].case)
    said = [spoken.answer.value for line in meeting.review() for spoken in line.said]
    desk.close()
    assert said == ["Sto her da vinduet ble lukket"]


def test_a_loop_that_hangs_is_ended_and_one_that_beats_is_not() -> None:
    codes: list[int] = []
    lifeline, beats = Lifeline(codes.append), _MISSES * 4
    ticks = count(1)

    class Beating(Event):
        def wait(self, timeout: float | None = None) -> bool:
            if next(ticks) <= beats:
                assert codes == []
                lifeline.beat()
            return False

    lifeline._let_go = Beating()
    lifeline._watch()
    assert codes == [70]
    assert next(ticks) == beats + _MISSES + 1


def test_who_does_not_go_when_asked_is_ended_with_the_signals_code() -> None:
    ended = Event()
    codes: list[int] = []
    asked: list[int] = []

    def end(code: int) -> None:
        codes.append(code)
        ended.set()

    lifeline = Lifeline(end, grace=0.05)
    before = signal.getsignal(signal.SIGTERM)
    lifeline.hold(asked.append)
    os.kill(os.getpid(), signal.SIGTERM)
    assert ended.wait(10)
    assert (asked, codes) == ([143], [143])
    lifeline.let_go()
    assert signal.getsignal(signal.SIGTERM) is before


def test_who_goes_in_time_ends_by_itself() -> None:
    codes: list[int] = []
    lifeline = Lifeline(codes.append, grace=1)
    lifeline.hold(lambda _: None)
    os.kill(os.getpid(), signal.SIGHUP)
    lifeline.let_go()
    time.sleep(1.2)
    assert codes == []
