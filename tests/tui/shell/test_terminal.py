"""What reaches a real terminal: no control of anybody's but ours, no secret after a failure, an end in order."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.tui.shell.desk import desk_in, settings_in, yesterdays_talk
from tests.tui.shell.terminal import Forked, Terminal
from tests.vaults import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

HIDDEN = "Planted Hemmelighet 4711"
PLANTED = "\x1b]52;c;aGFja2Vk\x07\x1b]0;taken\x07\x1b[31;5mred\x9b5mx\u202ey\x08\x07[@click=app.quit]z[/] Kari Prøve"
OURS = re.compile(rb"\x1b(?:\[[0-9;?<=>$ ]*[A-Za-z]|\]22;[a-z-]+\x07|[=>78])")
"""Cursor, colour and mode sequences, and the shape of the pointer: all that Textual needs."""
FAILING = """
import sys
from mapper.settings import load_settings
from mapper.tui.screens.home import Home
from mapper.tui.running import run
def fail(self):
    local = "{secret}"
    raise {error}
{target} = fail
sys.exit(run(load_settings()))
"""


def test_no_control_of_a_person_reaches_the_terminal(tmp_path: Path) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path, PLANTED)
    with Forked(tmp_path) as terminal:
        terminal.unlock(PASSPHRASE)
        terminal.wait_for("Fortsett den siste samtalen")
        terminal.press("down", "down", "down", "enter")
        terminal.wait_for("[@click=app.quit]z")
        terminal.paste(PLANTED)
        terminal.wait_for("Ingen samtaler passer")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        written = terminal.written
    for planted in (b"\x1b]52", b"\x1b]0;", b"\x1b[31;5m", b"\xc2\x9b", "\u202e".encode(), b"aGFja2Vk\x07"):
        assert planted not in written, planted
    assert b"\x1b" not in OURS.sub(b"", written)


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("Home.on_screen_resume", "ValueError('{secret}')"),
        ("Home.redraw_body", "KeyError('{secret}')"),
        ("Home._action", "RuntimeError('{secret}')"),
        ("Home.compose_body", "TypeError('{secret}')"),
    ],
)
def test_a_failure_shows_a_code_and_no_secret(tmp_path: Path, target: str, error: str) -> None:
    settings_in(tmp_path)
    code = FAILING.format(target=target, error=error.format(secret=HIDDEN), secret=HIDDEN)
    if target == "Home._action":
        code = code.replace("def fail(self)", "def fail(self, id)")
    with Forked(tmp_path, code) as terminal:
        assert terminal.end() == 70
        terminal.read()
        assert b"Hemmelighet" not in terminal.written
        assert b"4711" not in terminal.written
        assert b"Traceback" not in terminal.written
        assert "Noe gikk galt i programmet" in terminal.written.decode()
        assert re.search(rb"Kode: M-[0-9A-F]{8} \((Value|Key|Runtime|Type)Error\)", terminal.written)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"4711" in path.read_bytes()]


def test_a_failing_act_and_a_stray_task_show_no_secret(tmp_path: Path) -> None:
    desk_in(tmp_path).close()
    code = FAILING.format(target="Home.kept", error="ValueError(local)", secret=HIDDEN).replace(
        "Home.kept = fail", "from mapper.desk.desk import Desk\nDesk.last = fail"
    )
    with Forked(tmp_path, code) as terminal:
        terminal.wait_for("▸ Lås opp")
        terminal.press("enter", PASSPHRASE, "enter")
        assert terminal.end() == 70
        terminal.read()
        assert b"4711" not in terminal.written
        assert PASSPHRASE.encode() not in terminal.written
        assert b"Traceback" not in terminal.written
        assert b"Kode: M-" in terminal.written


def test_textuals_harmless_variables_are_left_out_of_account(tmp_path: Path) -> None:
    settings_in(tmp_path)
    with Terminal(tmp_path, TEXTUAL="headless", TEXTUAL_THEME="dracula", TEXTUAL_SHOW_RETURN="1") as terminal:
        terminal.wait_for("Start en ny samtale")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert b"returned" not in terminal.written


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_program_ends_in_order_when_it_is_taken_away(tmp_path: Path, number: signal.Signals) -> None:
    settings_in(tmp_path)
    with Forked(tmp_path) as terminal:
        terminal.wait_for("Start en ny samtale")
        terminal.child.kill(number)
        assert terminal.end() == 128 + number
        assert b"Traceback" not in terminal.written


def test_a_program_that_was_stopped_draws_everything_anew_and_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    settings_in(tmp_path)
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("▸ Start en ny samtale")
        stops = ((signal.SIGSTOP, "▸ Øv med"), (signal.SIGTSTP, "▸ Innstillinger"))
        for times, (number, goes_to) in enumerate(stops, 2):
            terminal.child.kill(number)
            os.waitpid(terminal.child.pid, os.WUNTRACED)
            terminal.read()
            terminal.screen.reset()  # whoever has the terminal meanwhile writes over it
            terminal.child.kill(signal.SIGCONT)
            terminal.wait_to_open(times)
            terminal.wait_for("Start en ny samtale")
            terminal.press("down")
            terminal.wait_for(goes_to)
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        shows, by_lines = termios.ECHO, termios.ICANON
        assert termios.tcgetattr(terminal.child.child_fd)[3] & (shows | by_lines) == shows | by_lines


def test_control_c_ends_nothing_by_accident(tmp_path: Path) -> None:
    settings_in(tmp_path)
    with Forked(tmp_path) as terminal:
        terminal.wait_for("Start en ny samtale")
        terminal.press("ctrl+c")
        assert terminal.child.isalive()
        terminal.press("f12")
        terminal.wait_for("Pause")
        assert "Start en ny samtale" not in terminal.text
        terminal.press("f12", "ctrl+q")
        assert terminal.end() == 0


def test_home_loads_nothing_heavy(tmp_path: Path) -> None:
    settings_in(tmp_path)
    code = """
import asyncio, sys
from mapper.settings import load_settings
from mapper.desk.desk import Desk
from mapper.tui.app import MapperApp
async def main():
    app = MapperApp(Desk(load_settings()))
    async with app.run_test() as pilot:
        await pilot.pause(0.3)
        heavy = {"nacl", "zxcvbn", "jinja2", "pydantic", "questionary", "typst", "docx", "yaml", "babel", "markdown_it"}
        print("loaded:", sorted(heavy & set(sys.modules)))
asyncio.run(main())
"""
    environment = {
        "MAPPER_DATA": str(tmp_path / "data"),
        "MAPPER_OFFICE": str(tmp_path / "office"),
        "HOME": str(tmp_path),
    }
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.strip() == "loaded: []", done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_is_half_typed_is_saved_when_the_program_is_taken_away(tmp_path: Path, number: signal.Signals) -> None:
    desk_in(tmp_path).close()
    with Forked(tmp_path) as terminal:
        terminal.unlock(PASSPHRASE)
        terminal.wait_for("Start en ny samtale")
        terminal.press("enter")
        terminal.wait_for("Begynn ▶")
        terminal.press("tab", "tab", "tab", "tab", "tab", "enter")
        terminal.wait_for("Hvem er med i dag?")
        terminal.press("f2")
        terminal.wait_for("Med dine egne ord")
        terminal.wait_for("┏")  # the field has the focus
        terminal.press("Halvskrevet")
        terminal.wait_for("Halvskrevet")
        terminal.child.kill(number)
        assert terminal.end() == 128 + number
    desk = desk_in(tmp_path)
    meeting = desk.open(desk.cases()[0].case)
    said = [spoken.answer.value for line in meeting.review() for spoken in line.said]
    desk.close()
    assert said == ["Halvskrevet"]
