"""A failure in any kind of handler: a code and a type on the terminal; no message, no local variable, no traceback."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.tui.shell.desk import settings_in, yesterdays_talk
from tests.tui.shell.terminal import Forked
from tests.vaults import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

HELD = "Planted Hemmelighet 4711"
CODE = """
import sys
from mapper.settings import load_settings
from mapper.desk.desk import Desk
from mapper.desk.keeper import Keeper
from mapper.tui import idle, running
from mapper.tui.app import MapperApp
from mapper.tui.messages import Changed
from mapper.tui.screens.base import Room
from mapper.tui.screens.home import Home
from mapper.tui.screens.menu import Menu
from mapper.tui.widgets.actions import Actions
def fail(*args, **more):
    local = "{held}"
    raise ValueError(local)
{patch}
sys.exit(running.run(load_settings()))
"""


def mounting(act: str) -> str:
    """Let Home do something more when it is mounted."""
    return f"mount = Home.on_mount\ndef on_mount(self):\n    mount(self)\n    {act}\nHome.on_mount = on_mount"


WAYS = {
    "a key": ("MapperApp.action_help = fail", ["\x1bOP"]),
    "a key with priority": ("MapperApp.action_curtain = fail", ["f12"]),
    "a widget's key": ("Actions.action_choose = fail", ["enter"]),
    "a message": ("Room.on_changed = fail\n" + mounting("self.post_message(Changed(None))"), []),
    "an event": ("Home.on_key = fail", ["x"]),
    "a paste": ("Home.on_paste = fail", ["\x1b[200~x\x1b[201~"]),
    "a timer": (mounting("self.set_timer(0.3, fail)"), []),
    "the clock of the lock": ("idle.Idle.minutes = property(fail)", []),
    "a worker": ("async def work(): fail()\n" + mounting("self.run_worker(work())"), []),
    "a worker's thread": (mounting("self.run_worker(fail, thread=True)"), []),
    "an act": (mounting("self.app.work(fail)"), []),
    "what follows an act": (mounting("self.app.work(int, fail)"), []),
    "composing": ("Home.compose = fail", []),
    "mounting": ("Home.on_mount = fail", []),
    "mounting the app": ("MapperApp.on_mount = fail", []),
    "mounting a dialog": ("Menu.on_mount = fail", ["\x1b[21~"]),
    "drawing": ("Actions.render_line = fail", []),
    "watching": ("MapperApp.watch_large = fail", ["\x1b[19~"]),
    "leaving": ("MapperApp.rest = fail", ["ctrl+q"]),
    "making the app": ("MapperApp.register_theme = fail", []),
}
"""For each kind of handler: how it fails, and the keys that lead there."""


@pytest.mark.parametrize("way", WAYS)
def test_no_handler_that_fails_tells_what_it_held(tmp_path: Path, way: str) -> None:
    settings_in(tmp_path)
    patch, keys = WAYS[way]
    with Forked(tmp_path, CODE.format(held=HELD, patch=patch)) as terminal:
        if keys:
            terminal.wait_for("Start en ny samtale")
            terminal.press(*keys)
        assert terminal.end() == 70
        shown = terminal.written
    assert re.search(rb"Kode: M-[0-9A-F]{8} \(\w+\)", shown), shown
    for told in (b"4711", b"Hemmelighet", b"Traceback", b"local", b".py"):
        assert told not in shown, told
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"4711" in path.read_bytes()]


@pytest.mark.parametrize("patch", ["Desk.close = fail", "running.begin_again = fail", "MapperApp.seal = fail"])
def test_a_failure_while_locking_tells_nothing_and_leaves_nothing_open(tmp_path: Path, patch: str) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    with Forked(tmp_path, CODE.format(held=HELD, patch=patch)) as terminal:
        terminal.unlock(PASSPHRASE)
        terminal.press("ctrl+l")
        if patch == "running.begin_again = fail":
            assert terminal.end() != 0
        else:
            terminal.wait_for("▸ Lås opp")
        for told in (b"4711", b"Traceback", PASSPHRASE.encode()):
            assert told not in terminal.written, told


def test_a_failure_while_the_passphrase_is_there_does_not_show_it(tmp_path: Path) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    patch = "def unlock(self, passphrase): raise RuntimeError(passphrase)\n"
    code = CODE.format(held=HELD, patch=f"{patch}Keeper.unlock = unlock")
    with Forked(tmp_path, code) as terminal:
        terminal.wait_for("▸ Lås opp")
        terminal.press("enter")
        terminal.wait_for("Passordet ditt")
        terminal.child.send(PASSPHRASE)
        terminal.press("enter")
        assert terminal.end() == 70
        assert PASSPHRASE.split()[0].encode() not in terminal.written
        assert b"(RuntimeError)" in terminal.written
