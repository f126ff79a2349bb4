"""Locking in a real pseudo-terminal: the same process becomes a new one, and nothing of what was said is left in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mapper.anew import AGAIN, SUPERVISED, Unreplaced, needs_supervisor, supervise
from tests.tui.shell.desk import desk_in, settings_in, yesterdays_talk
from tests.tui.shell.terminal import RUN, Forked, Terminal
from tests.vaults import PASSPHRASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

TYPED = "Rabarbrasvar4711"
PATCHED = """
import os, sys
from mapper.settings import load_settings
from mapper.tui import running, watching
{patch}
sys.exit(running.run(load_settings()))
"""
HAND = """
from mapper.tui.idle import Idle, clocks
def read():
    asleep = os.path.getsize(os.environ["ASLEEP"]) if os.path.exists(os.environ["ASLEEP"]) else 0
    return tuple(at + asleep for at in clocks())
watching.Idle = lambda: Idle(read)
"""


def begin(terminal: Terminal) -> None:
    """Unlock, open yesterday's conversation, and type half an answer."""
    terminal.unlock(PASSPHRASE)
    terminal.wait_for("▸ Fortsett den siste samtalen")
    terminal.press("enter")
    terminal.wait_for("Hvem er med i dag?")
    terminal.press("f2")
    terminal.wait_for("Med dine egne ord")
    terminal.wait_for("┏")  # the field has the focus
    terminal.press(TYPED)
    terminal.wait_for(TYPED)


def command_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")


def in_memory(pid: int, planted: str) -> bool:
    """Look for a text in all that a process may read of its own memory, in each width that Python keeps texts in."""
    sought = [planted.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-32-le")]
    try:
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        with open(f"/proc/{pid}/mem", "rb", 0) as memory:
            return any(_held(memory.fileno(), line.split(), sought) for line in maps)
    except PermissionError:
        pytest.skip("this user may not read the memory of a process that is closed to others")


def _held(memory: int, area: list[str], sought: list[bytes]) -> bool:
    start, end = (int(at, 16) for at in area[0].split("-"))
    if "r" not in area[1] or area[-1].startswith("[v"):
        return False
    try:
        held = os.pread(memory, end - start, start)
    except (OSError, OverflowError):
        return False
    return any(each in held for each in sought)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read through /proc")
def test_the_same_process_becomes_a_new_one_that_knows_nothing(tmp_path: Path) -> None:
    settings_in(tmp_path)
    case = yesterdays_talk(tmp_path)
    with Terminal(tmp_path) as terminal:
        begin(terminal)
        pid = terminal.child.pid
        assert in_memory(pid, TYPED)
        terminal.press("ctrl+l")
        terminal.wait_for("▸ Lås opp")
        assert terminal.child.pid == pid
        assert command_of(pid)[-4:-1] == ["mapper", "--language", "nb"]
        assert [word for word in (TYPED, PASSPHRASE, PASSPHRASE.split()[0]) if in_memory(pid, word)] == []
        assert in_memory(pid, "Hvem er med") is False
        assert TYPED.encode() not in terminal.left_behind
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert TYPED.encode() not in terminal.left_behind
        assert TYPED not in terminal.text
    desk = desk_in(tmp_path)
    meeting = desk.open(case)
    assert meeting.sittings()[-1].closed is None
    desk.close()


def test_leaving_leaves_nothing_said_on_the_terminal(tmp_path: Path) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    with Forked(tmp_path) as terminal:
        begin(terminal)
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert TYPED.encode() in terminal.written
        assert TYPED.encode() not in terminal.left_behind
        assert terminal.text.strip() == ""  # pyte has one screen, as the terminals without a second one


def test_a_machine_that_slept_locks_before_it_shows_anything(tmp_path: Path) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    asleep = tmp_path / "asleep"
    with Forked(tmp_path, PATCHED.format(patch=HAND), ASLEEP=str(asleep)) as terminal:
        begin(terminal)
        terminal.child.kill(signal.SIGSTOP)
        before = len(terminal.written)
        os.truncate(os.open(asleep, os.O_CREAT | os.O_WRONLY, 0o600), 1800)
        terminal.child.send("xyz")
        time.sleep(0.5)
        terminal.child.kill(signal.SIGCONT)
        terminal.wait_for("▸ Lås opp")
        shown = terminal.written[before:]
        assert TYPED.encode() not in shown
        assert b"Med dine egne ord" not in shown
        terminal.press("ctrl+q")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    "patch",
    [
        f"def gone(*_): raise OSError(2, '{TYPED}')\nos.execv = gone",
        f"def gone(*_): raise ValueError('{TYPED}')\nos.execv = gone",
        "sys.executable = '/nowhere/python'",
    ],
)
def test_what_cannot_begin_anew_ends(tmp_path: Path, patch: str) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    with Forked(tmp_path, PATCHED.format(patch=patch)) as terminal:
        terminal.unlock(PASSPHRASE)
        terminal.press("ctrl+l")
        assert terminal.end() == 1
        assert "(start_unreplaced)" in terminal.left_behind.decode()
        assert TYPED.encode() not in terminal.written


def test_a_vault_that_cannot_be_closed_does_not_stay_open(tmp_path: Path) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    patch = "import time\nfrom mapper.desk.desk import Desk\nDesk.close = lambda self: time.sleep(600)"
    with Forked(tmp_path, PATCHED.format(patch=patch)) as terminal:
        terminal.unlock(PASSPHRASE)
        terminal.press("ctrl+l")
        terminal.wait_for("▸ Lås opp")
        terminal.press("ctrl+c")
        assert terminal.child.isalive()


def test_under_a_parent_the_program_is_started_again_and_ends_when_it_is_closed(tmp_path: Path) -> None:
    settings_in(tmp_path)
    yesterdays_talk(tmp_path)
    code = f"import sys\nfrom mapper.anew import supervise\nsys.exit(supervise([sys.executable, '-c', {RUN!r}]))"
    with Terminal(tmp_path, code) as terminal:
        begin(terminal)
        first = child_of(terminal.child.pid)
        terminal.press("ctrl+l")
        terminal.wait_for("▸ Lås opp")
        assert child_of(terminal.child.pid) != first
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert TYPED.encode() not in terminal.left_behind


def child_of(pid: int) -> str:
    return subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=True).stdout


def counting(folder: Path, *codes: int) -> list[str]:
    """Write a program that ends with one code after the other, and notes what it was given."""
    script = folder / "program.py"
    script.write_text(
        f"import os, pathlib, sys\nnote = pathlib.Path({str(folder / 'note')!r})\n"
        "runs = note.read_text().splitlines() if note.exists() else []\n"
        f"note.write_text('\\n'.join([*runs, ' '.join([*sys.argv[1:], os.environ['{SUPERVISED}']])]))\n"
        f"sys.exit({codes!r}[len(runs)])\n"
    )
    return [sys.executable, str(script)]


def test_the_parent_starts_it_again_in_the_same_language_until_it_ends(tmp_path: Path) -> None:
    line = counting(tmp_path, AGAIN["nn"], AGAIN["en"], 7)
    assert supervise([*line, "demo"], lambda *given: [*line, *given]) == 7
    assert (tmp_path / "note").read_text().splitlines() == ["demo 1", "--language nn 1", "--language en 1"]


def test_the_parent_says_when_it_cannot_start_it(tmp_path: Path) -> None:
    with pytest.raises(Unreplaced):
        supervise([str(tmp_path / "nothing")])
    with pytest.raises(Unreplaced):
        supervise(counting(tmp_path, AGAIN["nb"]), lambda *_: [str(tmp_path / "nothing")])


@pytest.mark.parametrize(("number", "ends"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 9)])
def test_the_parent_passes_an_end_on_and_leaves_an_interrupt_to_the_program(
    tmp_path: Path, number: signal.Signals, ends: int
) -> None:
    child = "import sys\nprint('up', flush=True)\nsys.stdin.readline()\nsys.exit(9)"
    code = f"import sys\nfrom mapper.anew import supervise\nprint(supervise([sys.executable, '-c', {child!r}]))"
    line = [sys.executable, "-c", code]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        assert parent.stdout.readline() == "up\n"
        parent.send_signal(number)
        if ends == 9:  # an interrupt ends nothing before it is let go on
            parent.stdin.write("go on\n")
            parent.stdin.flush()
        assert parent.stdout.read() == f"{int(ends)}\n"


def test_an_end_that_comes_while_the_program_is_on_its_way_is_passed_on() -> None:
    code = (
        "import os, signal, subprocess, sys\nfrom mapper.anew import supervise\nbegin = subprocess.Popen\n"
        "def slowly(*given, **more):\n    os.kill(os.getpid(), signal.SIGTERM)\n    return begin(*given, **more)\n"
        "subprocess.Popen = slowly\nprint(supervise([sys.executable, '-c', 'import time; time.sleep(600)']))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stdout == f"{-signal.SIGTERM}\n", ended


def test_only_windows_needs_a_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not needs_supervisor()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.delenv(SUPERVISED, raising=False)
    assert needs_supervisor()
    monkeypatch.setenv(SUPERVISED, "1")
    assert not needs_supervisor()


def test_a_folder_that_one_stands_in_lends_no_module_to_the_new_process(tmp_path: Path) -> None:
    for name in ("mapper", "click"):
        (tmp_path / f"{name}.py").write_text("print('taken')")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    code = "import os\nfrom mapper.anew import command_line\nline = command_line('--version')\nos.execv(line[0], line)"
    line = [sys.executable, "-P", "-c", code]
    ended = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert ended.stdout.startswith("mapper "), ended.stderr
    assert "taken" not in ended.stdout
