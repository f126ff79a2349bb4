"""Killed at any moment after "saved": the next start goes on from there, with nothing lost. The real program, in a
real pseudo-terminal."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from mapper.desk.desk import Desk
from mapper.settings import Settings
from mapper.vault.paths import draft_file
from tests.offices import write_office
from tests.tui.shell.terminal import Forked
from tests.vaults import PASSPHRASE, open_keeper

NEXT = "\x1b[1;5B"
ROUNDS = 4


def office_form(folder: Path) -> None:
    """Give the office a questionnaire of plain text questions."""
    told = "why: {nb: For å prøve.}, type: text, profile: short"
    questions = "".join(f"      - {{id: q{n}, ask: {{nb: Spørsmål nummer {n}}}, {told}}}\n" for n in range(ROUNDS + 2))
    form = (
        f'id: core\nversion: "1.0"\ntitle: {{nb: Prøve}}\nsections:\n  - id: a\n'
        f"    title: {{nb: Del}}\n    questions:\n{questions}"
    )
    place = folder / "office" / "questionnaires"
    place.mkdir(parents=True)
    (place / "core.yaml").write_text(form, encoding="utf-8")
    write_office(folder / "office")


def desk_in(folder: Path) -> Desk:
    """Sit down at the desk that the program uses, with its vault open."""
    settings = Settings(folder / "data", folder / "office", folder / "exports")
    return Desk(settings, keeper=open_keeper(settings.data))


def kept(folder: Path, case: str) -> dict[str, object]:
    """Read what is on the disk, as the next start would."""
    desk = desk_in(folder)
    meeting = desk.open(case)
    said: dict[str, object] = {line.question.ref: line.said[0].answer.value for line in meeting.review() if line.said}
    desk.close()
    return said


def test_what_was_saved_is_there_after_each_kill(tmp_path: Path) -> None:
    office_form(tmp_path)
    desk = desk_in(tmp_path)
    case = desk.new("short", "nb").case
    desk.close()
    for n in range(ROUNDS):
        with Forked(tmp_path) as terminal:
            terminal.unlock(PASSPHRASE)
            terminal.wait_for("Fortsett den siste samtalen")
            terminal.press("enter")
            terminal.wait_for(f"Spørsmål nummer {n}")
            terminal.wait_for("┏")
            terminal.press(f"Svar {n} står her", NEXT)
            terminal.wait_for(f"Spørsmål nummer {n + 1}")
            terminal.wait_for("Lagret")
            os.kill(terminal.child.pid, signal.SIGKILL)
        assert kept(tmp_path, case) == {f"a.q{k}": f"Svar {k} står her" for k in range(n + 1)}


def written_at(folder: Path) -> int:
    """Tell when drafts were last written."""
    drafts = draft_file(folder / "data")
    return drafts.stat().st_mtime_ns if drafts.exists() else 0


def test_what_was_typed_a_second_before_a_kill_stands_there_again(tmp_path: Path) -> None:
    office_form(tmp_path)
    desk = desk_in(tmp_path)
    case = desk.new("short", "nb").case
    desk.close()
    typed = ""
    for n in range(ROUNDS):
        with Forked(tmp_path) as terminal:
            terminal.unlock(PASSPHRASE)
            terminal.wait_for("Fortsett den siste samtalen")
            terminal.press("enter")
            terminal.wait_for("Spørsmål nummer 0")
            terminal.wait_for(typed)
            terminal.wait_for("Dette skrev du sist" if n else "")
            terminal.wait_for("┏")
            before = written_at(tmp_path)
            terminal.press(f"ord{n}.")
            typed += f"ord{n}."
            terminal.wait_for(typed)
            time.sleep(1)
            while written_at(tmp_path) == before:  # a second is enough where the machine keeps up
                terminal.read(0.1)
            os.kill(terminal.child.pid, signal.SIGKILL)
        assert kept(tmp_path, case) == {}
        on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert f"ord{n}".encode() not in on_disk
