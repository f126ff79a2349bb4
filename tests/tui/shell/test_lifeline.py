"""A window that is closed, or a loop that hangs, leaves no process behind with what was said in it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from threading import Event

import pexpect
import pytest

from mapper.tui.lifeline import _MISSES, Lifeline
from tests.tui.shell.desk import desk_in
from tests.tui.shell.terminal import Terminal
from tests.vaults import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")


def gone(pid: int, seconds: float) -> bool:
    """Wait until a child of ours has ended."""
    end = time.monotonic() + seconds
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
    time.sleep(2.5)
    child.read_nonblocking(100_000, 1)
    os.close(child.child_fd)
    assert gone(child.pid, 15)
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
    assert gone(terminal.child.pid, 15)
    terminal.child.closed = True
    desk = desk_in(tmp_path)
    meeting = desk.open(desk.cases()[0].case)
    said = [spoken.answer.value for line in meeting.review() for spoken in line.said]
    desk.close()
    assert said == ["Sto her da vinduet ble lukket"]


def test_a_loop_that_hangs_is_ended_and_one_that_beats_is_not() -> None:
    ended, codes = Event(), []

    def end(code: int) -> None:
        codes.append(code)
        ended.set()

    beating = Lifeline(end, tick=0.01)
    beating.hold(lambda _: None)
    for _ in range(_MISSES * 4):
        beating.beat()
        time.sleep(0.01)
    assert codes == []
    assert ended.wait(10)
    assert codes == [70]
    beating.let_go()


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
    lifeline = Lifeline(codes.append, grace=0.2)
    lifeline.hold(lambda _: None)
    os.kill(os.getpid(), signal.SIGHUP)
    lifeline.let_go()
    time.sleep(0.4)
    assert codes == []
