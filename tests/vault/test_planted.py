"""Secrets planted in a conversation are in no file, on no stream, and after locking not in the program's memory."""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.vault.recovery import written
from mapper.vault.seal import subkey
from tests.tui.shell.terminal import Terminal
from tests.vault import planted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

NEXT = "\x1b[1;5B"
SAVED, TYPED = "hemmelighet-som-ble-lagret", "hemmelighet-under-tasting"
WORDS = (
    planted.PASSPHRASE, planted.WHO, planted.NAME, planted.ANSWER, planted.TAKEN_BACK, planted.REDACTED,
    planted.PLANNED, planted.ASSESSED, planted.LABEL, SAVED, TYPED,
)  # fmt: skip
FAILING = """
import sys
from mapper.interview.record import Record
from mapper.meeting.meeting import Meeting
from mapper.settings import load_settings
from mapper.tui.running import run
def fail(self, *_, **__):
    local = [event.model_dump_json() for event in self.record.events]
    raise ValueError(local, self.record, self.header, {passphrase!r})
Meeting.asking = fail
sys.exit(run(load_settings()))
"""


def as_written(secret: bytes) -> set[bytes]:
    """Give the ways in which bytes may come to stand in a file."""
    return {secret, secret.hex().encode(), secret.hex().upper().encode(), base64.b64encode(secret).rstrip(b"=")}


class House:
    """Folders of one person's own, in which everything that the program could write would come to lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("home", "tmp", "exports"):
            (folder / name).mkdir()
        self.environment = {
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "MAPPER_DATA": str(folder / "data"),
            "MAPPER_OFFICE": str(folder / "office"),
            "MAPPER_EXPORTS": str(folder / "exports"),
        }
        self.case = ""

    def hold_and_kill(self) -> bytes:
        """Hold the conversation in a process of its own and kill it; give what it said besides the case."""
        command = [sys.executable, "-m", "tests.vault.planted"]
        with subprocess.Popen(
            command,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            self.case = process.stdout.readline().decode().strip()
            process.send_signal(signal.SIGKILL)
            rest, errors = process.communicate(timeout=30)
        assert self.case, errors.decode()
        return rest + errors

    def keys(self) -> dict[str, bytes]:
        """Give the keys that open everything, as they stand nowhere."""
        keeper = Keeper(self.folder / "data")
        keeper.unlock(planted.PASSPHRASE)
        master = keeper.vault.master
        key = keeper.vault.keys.key(master, self.case)
        keeper.close()
        purposes = {f"case {name}": subkey(key, name) for name in ("event", "chain", "header", "snapshot", "draft")}
        return {"master": master, "case": key, "wrapping": subkey(master, "case keys"), **purposes}

    def needles(self) -> dict[str, set[bytes]]:
        """Give what must not be found, by what it is."""
        paper = written(planted.RECOVERY)
        found = {word: {word.encode(), word.encode("utf-16-le"), word.upper().encode()} for word in WORDS}
        found["recovery"] = {paper.encode(), paper.replace("-", "").encode(), *as_written(planted.RECOVERY)}
        return found | {name: as_written(key) for name, key in self.keys().items()}

    def files(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*") if path.is_file() and not path.is_symlink())


def found_in(content: bytes, needles: dict[str, set[bytes]]) -> set[str]:
    return {name for name, ways in needles.items() if any(way in content for way in ways)}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Give folders in which the conversation was held and the program killed."""
    made = House(tmp_path_factory.mktemp("house"))
    assert made.hold_and_kill() == b""
    return made


def nothing_found(house: House, needles: dict[str, set[bytes]]) -> None:
    files = list(house.files())
    assert house.folder / "data" / "vault" / "cases.db" in files
    told = {str(path.relative_to(house.folder)): found_in(path.read_bytes(), needles) for path in files}
    assert {name: secrets for name, secrets in told.items() if secrets} == {}
    names = " ".join(str(path.relative_to(house.folder)) for path in house.folder.rglob("*"))
    assert found_in(names.encode(), needles) == set()


def test_a_killed_program_leaves_no_secret(house: House) -> None:
    nothing_found(house, house.needles())
    keeper = Keeper(house.folder / "data")
    keeper.unlock(planted.PASSPHRASE)
    told = b"".join(payload for _, payload in keeper.vault.events(house.case)).decode()
    keeper.close()
    assert planted.ANSWER in told  # it was there to be found
    assert planted.REDACTED not in told


def test_a_crash_with_the_conversation_open_shows_and_leaves_no_secret(house: House) -> None:
    needles = house.needles()
    with Terminal(house.folder, FAILING.format(passphrase=planted.PASSPHRASE), **house.environment) as terminal:
        terminal.unlock(planted.PASSPHRASE)
        terminal.press("enter")
        assert terminal.end() == 70
        terminal.read()
        assert re.search(rb"Kode: M-[0-9A-F]{8} \(ValueError\)", terminal.written)
        assert found_in(terminal.written, needles) == set()
        assert b"Traceback" not in terminal.written
    nothing_found(house, needles)


def memory(process: int) -> bytes:
    """Read everything that a process holds and may be read. Raises PermissionError where it may not be looked into."""
    held = []
    with open(f"/proc/{process}/maps", encoding="ascii") as maps, open(f"/proc/{process}/mem", "rb", 0) as mem:
        for line in maps:
            span, rights, *rest = line.split()
            if "r" not in rights or rest[-1:] in (["[vvar]"], ["[vsyscall]"], ["[vvar_vclock]"]):
                continue
            start, end = (int(at, 16) for at in span.split("-"))
            try:
                mem.seek(start)
                held.append(mem.read(end - start))
            except OSError:
                continue
    return b"\0".join(held)


def looked_into(process: int) -> bytes:
    try:
        return memory(process)
    except PermissionError:
        pytest.skip("the system lets nobody look into the program, not even the one who started it")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_locked_program_remembers_no_secret(house: House) -> None:
    needles = house.needles()
    with Terminal(house.folder, **house.environment) as terminal:
        process = terminal.child.pid
        terminal.unlock(planted.PASSPHRASE)
        terminal.press("enter")
        terminal.wait_for("Spørsmål nummer 1")
        terminal.press(SAVED, NEXT)
        terminal.wait_for("Spørsmål nummer 2")
        terminal.press(TYPED)
        open_still = found_in(looked_into(process), needles)
        assert {"master", SAVED, TYPED, planted.ANSWER, planted.NAME} <= open_still  # what is there, is found
        terminal.press("\x0c")
        terminal.wait_for("▸ Lås opp")
        terminal.read(1)
        assert terminal.child.isalive()
        assert found_in(looked_into(process), needles) == set()
        for name in ("cmdline", "environ"):
            assert found_in(Path(f"/proc/{process}/{name}").read_bytes(), needles) == set()
        nothing_found(house, needles)
        terminal.press("\x11")
        assert terminal.end() == 0
    nothing_found(house, needles)
