"""Conversations of an earlier version, which had no encryption, are taken over whole, once, and then deleted."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.fault import Fault
from mapper.vault import takeover
from mapper.vault.erase import erase
from mapper.vault.errors import PlainLeft, VaultLocked
from mapper.vault.paths import is_made, vault_file
from mapper.vault.wraps import FLOOR
from tests.processes import ended, running
from tests.vault.copies import NOW, Failing, backed_up, content, filled, header, restored
from tests.vault.plain import plain_vault
from tests.vaults import DRAWN, KEEPER_NAME, PASSPHRASE, open_keeper, prepared

CASES = ("a", "bb", "ccc")
WHOLE = {case: (header(case), tuple(f"{case}:{number}".encode() for number in (1, 2, 3))) for case in CASES}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    plain_vault(tmp_path / "data", *CASES)
    return tmp_path / "data"


@pytest.fixture
def same_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every vault of the test have the same keys: it makes many, and never two that meet."""
    keys = prepared()
    monkeypatch.setattr(DRAWN, "next", lambda: keys)


def readable(data: Path) -> list[Path]:
    """Find the files in which something of the conversations can be read."""
    files = [path for path in data.rglob("*") if path.is_file()]
    return [path for path in files if b"form of" in path.read_bytes() or b"Sak " in path.read_bytes()]


def test_a_plain_vault_counts_as_none_and_tells_what_is_in_it(data: Path) -> None:
    keeper = Keeper(data)
    assert keeper.state == "none"
    assert keeper.plain_cases() == 3
    assert len(readable(data)) == 1


def test_no_plain_vault_has_no_cases(tmp_path: Path) -> None:
    assert Keeper(tmp_path).plain_cases() == 0
    open_keeper(tmp_path).close()
    assert Keeper(tmp_path).plain_cases() == 0


def test_everything_is_taken_over_and_nothing_readable_is_left(data: Path) -> None:
    keeper = open_keeper(data)
    assert content(keeper.vault) == WHOLE
    assert keeper.untaken is None
    assert readable(data) == []
    assert sorted(path.name for path in data.iterdir()) == [".vault-lock", "vault", "vault-id"]
    assert [stored.case for stored in keeper.vault.latest(3)] == ["ccc", "bb", "a"]
    assert keeper.plain_cases() == 0
    assert keeper.vault.append("a", [b"goes on"], header("a")) == range(4, 5)
    keeper.close()
    keeper = open_keeper(data)
    assert len(keeper.vault.events("a")) == 4
    keeper.close()


def test_a_case_cut_off_before_its_first_word_is_taken_too(tmp_path: Path) -> None:
    plain_vault(tmp_path, "a", events=0)
    keeper = open_keeper(tmp_path)
    assert Keeper(tmp_path).plain_cases() == 0
    assert keeper.vault.header("a").last == 0
    keeper.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_a_file_that_never_ends_is_not_waited_for(data: Path) -> None:
    vault_file(data).unlink()
    os.mkfifo(vault_file(data))
    assert Keeper(data).state == "locked"


def test_a_name_given_to_several_old_vaults(data: Path) -> None:
    """The earlier version may have been started once more after a takeover was cut short."""
    keeper, keys = Keeper(data, FLOOR), prepared()
    takeover.put_plain_aside(data)
    plain_vault(data, "dddd")
    assert keeper.plain_cases() == 4
    keeper.make(keys, keys.recovery)
    assert set(content(keeper.vault)) == {*CASES, "dddd"}
    assert readable(data) == []
    keeper.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events WHERE name = 'bb' AND seq = 2",
        "DELETE FROM events WHERE name = 'bb' AND seq = 3",
        "UPDATE events SET payload = 7 WHERE name = 'bb' AND seq = 2",
        "UPDATE cases SET header = 'text' WHERE name = 'bb'",
    ],
)
def test_a_case_that_is_harmed_stays_where_it_is_and_is_told(data: Path, statement: str) -> None:
    connection = sqlite3.connect(vault_file(data), isolation_level=None)
    connection.execute(statement)
    connection.close()
    for _ in range(2):
        keeper = open_keeper(data)
        assert set(content(keeper.vault)) == {"a", "ccc"}
        assert isinstance(keeper.untaken, PlainLeft)
        assert keeper.untaken.facts == {"n": 1, "path": str(data / "vault-plain")}
        assert keeper.plain_cases() == 1
        keeper.close()
    left = (data / "vault-plain" / "cases.db").read_bytes()
    assert b"bb:1" in left
    assert b"ccc:1" not in left


def test_a_file_that_is_no_database_any_more_is_kept(data: Path) -> None:
    whole = vault_file(data).read_bytes()
    vault_file(data).write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    keeper = open_keeper(data)
    assert isinstance(keeper.untaken, PlainLeft)
    assert (data / "vault-plain" / "cases.db").is_file()
    keeper.close()


def test_what_was_erased_meanwhile_does_not_come_back(data: Path) -> None:
    connection = sqlite3.connect(vault_file(data), isolation_level=None)
    connection.execute("DELETE FROM events WHERE name = 'bb' AND seq = 2")
    connection.close()
    shutil.copytree(data / "vault", data.parent / "copy")
    keeper = open_keeper(data)
    erase(keeper.vault, "a", NOW.date())
    keeper.close()
    shutil.copytree(data.parent / "copy", data / "vault-plain", dirs_exist_ok=True)
    keeper = open_keeper(data)
    assert set(content(keeper.vault)) == {"ccc"}
    keeper.close()


def test_what_was_said_or_redacted_before_it_went_on_is_no_difference(data: Path) -> None:
    shutil.copytree(data / "vault", data.parent / "copy")
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"goes on"], header("a"))
    keeper.vault.redact("bb", [2], b"redacted", header("bb"))
    keeper.vault.keys.erase(keeper.vault.master, "bb", "2026-04-03", [2])
    takeover.await_plain(keeper.vault.keys, keeper.vault.master, ["vault-plain"])
    keeper.close()
    shutil.copytree(data.parent / "copy", data / "vault-plain")
    keeper = open_keeper(data)
    assert keeper.untaken is None
    assert not (data / "vault-plain").exists()
    found = content(keeper.vault)
    assert found["a"][1] == (*WHOLE["a"][1], b"goes on")
    assert found["bb"][1] == (b"bb:1", b"", b"bb:3", b"redacted")
    keeper.close()


@pytest.mark.parametrize("name", ["vault-plain", "vault-plain-2"])
@pytest.mark.parametrize("before", [True, False])
def test_a_folder_that_was_not_there_when_the_vault_was_made_is_told_and_left(
    tmp_path: Path, data: Path, name: str, before: bool
) -> None:
    if not before:
        shutil.rmtree(data)
    open_keeper(data).close()
    plain_vault(tmp_path / "forged", "forged")
    shutil.copytree(tmp_path / "forged" / "vault", data / name)
    for _ in range(2):
        keeper = open_keeper(data)
        assert set(content(keeper.vault)) == (set(CASES) if before else set())
        assert isinstance(keeper.untaken, PlainLeft)
        assert keeper.untaken.facts == {"n": 1, "path": str(data / name)}
        keeper.close()
    assert (data / name / "cases.db").is_file()


def test_a_forged_folder_is_not_taken_over_beside_one_that_is_awaited(tmp_path: Path, data: Path) -> None:
    connection = sqlite3.connect(vault_file(data), isolation_level=None)
    connection.execute("DELETE FROM events WHERE name = 'bb' AND seq = 2")
    connection.close()
    open_keeper(data).close()
    plain_vault(tmp_path / "forged", "forged")
    shutil.copytree(tmp_path / "forged" / "vault", data / "vault-plain-2")
    keeper = open_keeper(data)
    assert set(content(keeper.vault)) == {"a", "ccc"}
    keeper.close()


def test_a_note_of_a_backup_lets_nothing_in(tmp_path: Path, data: Path) -> None:
    """The backup was made while a folder was awaited that has long been taken over."""
    keeper = open_keeper(data)
    takeover.await_plain(keeper.vault.keys, keeper.vault.master, ["vault-plain"])
    backed_up(keeper, tmp_path / "folder")
    takeover.await_plain(keeper.vault.keys, keeper.vault.master, [])
    keeper.close()
    plain_vault(tmp_path / "forged", "forged")
    shutil.copytree(tmp_path / "forged" / "vault", data / "vault-plain")
    restored(data, tmp_path / "folder")
    keeper = open_keeper(data)
    assert set(content(keeper.vault)) == set(CASES)
    keeper.close()


def test_what_lies_plain_where_a_backup_is_restored_is_taken_over_too(tmp_path: Path, data: Path) -> None:
    other = filled(tmp_path / "other", "dddd")
    backed_up(other, tmp_path / "folder")
    other.close()
    restored(data, tmp_path / "folder")
    keeper = open_keeper(data)
    assert set(content(keeper.vault)) == {*CASES, "dddd"}
    assert readable(data) == []
    keeper.close()


def test_the_name_is_there_from_the_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper, keys = Keeper(tmp_path, FLOOR), prepared()

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("mapper.vault.place.open_files", killed)
        with pytest.raises(KeyboardInterrupt):
            keeper.make(keys, keys.recovery)
    again = open_keeper(tmp_path)
    assert again.name == KEEPER_NAME
    again.close()


MAKE = """
import sys
from pathlib import Path
from tests.vault.copies import Failing
from tests.vaults import open_keeper
with Failing(Path(sys.argv[1]), int(sys.argv[2]), 5, die=True):
    open_keeper(Path(sys.argv[1]))
"""


@pytest.mark.usefixtures("same_keys")
def test_killed_at_any_step_it_goes_on_and_nothing_is_lost_or_doubled(data: Path, tmp_path: Path) -> None:
    for step in range(1, 60):
        trial = tmp_path / f"trial{step}"
        shutil.copytree(data, trial)
        code = ended(MAKE, str(trial), str(step))
        assert is_made(trial) or Keeper(trial).plain_cases() == 3, step
        keeper = open_keeper(trial)
        assert content(keeper.vault) == WHOLE, step
        assert keeper.untaken is None
        keeper.close()
        assert readable(trial) == [], step
        shutil.rmtree(trial)
        if code == 0:
            break
    assert step >= 12


@pytest.mark.usefixtures("same_keys")
def test_killed_between_any_two_writes_of_the_taking_over_it_goes_on(data: Path, tmp_path: Path) -> None:
    """Every statement that reaches the sealed vault may be the last."""
    program = """
import os, signal, sys
from pathlib import Path
from mapper.vault.file import SqliteFile
from tests.vaults import open_keeper
left, writing = int(sys.argv[2]), SqliteFile.writing
def counted(file):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return writing(file)
SqliteFile.writing = counted
open_keeper(Path(sys.argv[1]))
"""
    for step in range(1, 60):
        trial = tmp_path / f"trial{step}"
        shutil.copytree(data, trial)
        code = ended(program, str(trial), str(step))
        keeper = open_keeper(trial)
        assert content(keeper.vault) == WHOLE, step
        keeper.close()
        assert readable(trial) == []
        shutil.rmtree(trial)
        if code == 0:
            break
    assert step > 10


@pytest.mark.usefixtures("same_keys")
def test_what_fails_at_any_step_is_told_and_goes_on(data: Path, tmp_path: Path) -> None:
    for step in range(1, 60):
        trial = tmp_path / f"trial{step}"
        shutil.copytree(data, trial)
        failing = Failing(trial, step, errno.ENOSPC)
        with failing, suppress(Fault):
            open_keeper(trial).close()
        keeper = open_keeper(trial)
        assert content(keeper.vault) == WHOLE, step
        keeper.close()
        assert readable(trial) == []
        shutil.rmtree(trial)
        if not failing.reached:
            break
    assert step >= 12


def test_two_first_runs_at_once_take_over_once(data: Path) -> None:
    one, other = Keeper(data, FLOOR), Keeper(data, FLOOR)
    keys = [prepared(), prepared()]
    one.make(keys[0], keys[0].recovery)
    with pytest.raises(VaultLocked):
        other.make(keys[1], keys[1].recovery)
    other.unlock(PASSPHRASE)
    assert content(other.vault) == WHOLE
    one.close()
    other.close()


def test_two_processes_at_once_take_over_once(data: Path) -> None:
    program = """
import sys
from pathlib import Path
from mapper.fault import Fault
from mapper.desk.keeper import Keeper
from mapper.vault.errors import PlainLeft, VaultLocked
from mapper.vault.wraps import FLOOR
from tests.vaults import PASSPHRASE
keeper = Keeper(Path(sys.argv[1]), FLOOR)
prepared = keeper.prepare(PASSPHRASE, "")
print("ready", flush=True)
sys.stdin.readline()
try:
    keeper.make(prepared, prepared.recovery)
except VaultLocked:
    keeper.unlock(PASSPHRASE)
assert keeper.untaken is None, keeper.untaken
assert len(keeper.vault.cases()) == 3
"""
    with ExitStack() as at_last:
        children = [at_last.enter_context(running(program, str(data))) for _ in range(4)]
        assert [child.stdout.readline() for child in children] == ["ready\n"] * 4
        for child in children:
            child.go()
        assert [child.wait() for child in children] == [0] * 4
    keeper = open_keeper(data)
    assert content(keeper.vault) == WHOLE
    keeper.close()
    assert readable(data) == []
