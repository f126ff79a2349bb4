"""The first day, in a real pseudo-terminal: a vault is made, a conversation begun, left, unlocked, and gone on with."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.tui.shell.desk import settings_in, yesterdays_talk
from tests.tui.shell.terminal import Terminal
from tests.vaults import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")


def test_the_first_day_from_beginning_to_end(tmp_path: Path) -> None:
    settings_in(tmp_path)
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("▸ Start en ny samtale")
        terminal.press("enter")
        terminal.wait_for("Skriv de fem ordene")
        (words,) = re.findall(r"godt passord:\s+(\w+ \w+ \w+ \w+ \w+)\s", terminal.text)
        terminal.child.send(words)
        terminal.press("enter", "Vera", "enter")
        terminal.wait_for("Den vises bare nå.")
        key = " ".join(re.findall(r"[1-7] ([0-9A-Z]{5})\b", terminal.text))
        assert not (tmp_path / "data" / "vault").exists()
        terminal.press("enter")
        terminal.wait_for("Skriv nøkkelen fra papiret")
        terminal.child.send(key.lower())
        terminal.press("enter")
        terminal.wait_for("Hvor god tid har dere?")
        terminal.press("tab", "tab", "tab", "tab", "tab", "enter")
        terminal.wait_for("Hvem er med i dag?")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        first = terminal.written
    with Terminal(tmp_path) as terminal:
        terminal.unlock(words)
        terminal.wait_for("▸ Fortsett den siste samtalen")
        terminal.press("enter")
        terminal.wait_for("Hvem er med i dag?")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert words.encode() not in terminal.written
    assert b"Traceback" not in first
    found = [path for path in tmp_path.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]
    assert found == []


def test_the_command_unlocks_without_showing_and_opens_the_screens(tmp_path: Path) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    code = "from mapper.cli import main; main(['vault', 'unlock', '--language', 'nb'])"
    with Terminal(tmp_path, code) as terminal:
        terminal.wait_for("Passordet ditt:")
        terminal.press("Uriktig8", "enter")
        terminal.wait_for("Det er ikke riktig passord.")
        terminal.child.send(PASSPHRASE)
        terminal.press("enter")
        terminal.wait_for("▸ Fortsett den siste samtalen")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert PASSPHRASE.encode() not in terminal.written
        assert b"Uriktig8" not in terminal.written
