"""What an append has returned is on the disk, whatever happens to the program, the file and the disk after it."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import (
    CaseBroken,
    VaultBusy,
    VaultError,
    VaultFull,
    VaultMissing,
    VaultReadOnly,
    VaultReplaced,
)
from mapper.vault.paths import vault_file
from mapper.vault.sqlite import SqliteShelf
from mapper.vault.store import Verdict
from tests.processes import Running, running
from tests.vault.writer import payload
from tests.vaults import open_vault

WRITER = "import sys\nfrom tests.vault.writer import main\nmain(*sys.argv[1:])"
KILLS, SHARES = 50, 4
"""Together 200 kills, in shares so that every core has some."""
WRITERS, TIMES = 20, 50


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[EncryptedVault]:
    """Give a vault with one case and one event."""
    opened = open_vault(tmp_path)
    opened.create("a", b"header")
    opened.append("a", [b"kept"], b"header")
    yield opened
    opened.close()


def shelf_of(vault: EncryptedVault) -> SqliteShelf:
    assert isinstance(vault.shelf, SqliteShelf)
    return vault.shelf


def writing(data: Path, name: str, *times: str) -> AbstractContextManager[Running]:
    """Let a process write."""
    return running(WRITER, str(data), "a", name, *times)


def acknowledged(output: str) -> dict[int, int]:
    """Read what a writer said, but for a last line that was cut: number in the vault → number of the writer."""
    lines = output[: output.rfind("\n") + 1].splitlines()
    return {int(seq): int(number) for seq, number in (line.split() for line in lines)}


def run_and_kill(data: Path, name: str, chance: random.Random) -> dict[int, int]:
    with writing(data, name) as writer:
        said = "".join(writer.stdout.readline() for _ in range(chance.randint(1, 8)))
        time.sleep(chance.random() * 0.004)  # in the middle of whatever comes next
        writer.kill()
        return acknowledged(said + writer.stdout.read())


def quick_check(data: Path) -> str:
    connection = sqlite3.connect(vault_file(data))
    try:
        return str(connection.execute("PRAGMA quick_check").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("share", range(SHARES))
def test_a_killed_program_loses_nothing_acknowledged(tmp_path: Path, share: int) -> None:
    vault = open_vault(tmp_path)
    vault.create("a", b"")
    vault.close()
    chance, promised = random.Random(20260403 + share), dict[int, bytes]()
    for kill in range(KILLS):
        written = run_and_kill(tmp_path, f"k{kill}", chance)
        promised |= {seq: payload(f"k{kill}", number) for seq, number in written.items()}
        vault = open_vault(tmp_path)
        stored = dict(vault.events("a"))
        assert vault.verify("a") == Verdict(len(stored))
        assert list(stored) == list(range(1, len(stored) + 1))
        assert promised.items() <= stored.items()
        assert len(stored) - len(promised) <= kill + 1
        assert vault.header("a").header.decode().split(":")[0] == f"k{kill}"
        vault.close()
        assert quick_check(tmp_path) == "ok"
    assert len(promised) >= KILLS


def test_processes_that_write_to_one_case_lose_and_double_nothing(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    vault.create("a", b"")
    promised: dict[int, bytes] = {}
    with ExitStack() as ended:
        names = [f"w{number}" for number in range(WRITERS)]
        writers = [ended.enter_context(writing(tmp_path, name, str(TIMES))) for name in names]
        for name, writer in zip(names, writers, strict=True):
            output = writer.stdout.read()
            assert writer.wait() == 0
            promised |= {seq: payload(name, own) for seq, own in acknowledged(output).items()}
    stored = vault.events("a")
    assert dict(stored) == promised
    assert [seq for seq, _ in stored] == list(range(1, WRITERS * TIMES + 1))
    assert len({body for _, body in stored}) == WRITERS * TIMES
    vault.close()


def test_a_full_disk_is_told_and_all_acknowledged_stays_readable(vault: EncryptedVault, tmp_path: Path) -> None:
    pages = shelf_of(vault)._pragma("page_count")
    shelf_of(vault)._pragma(f"max_page_count = {pages}")
    with pytest.raises(VaultFull):
        vault.append("a", [b"x" * 100_000], b"lost")
    assert vault.events("a") == [(1, b"kept")]
    assert vault.header("a").header == b"header"
    shelf_of(vault)._pragma("max_page_count = 100000")
    assert vault.append("a", [b"x" * 100_000], b"again") == range(2, 3)
    assert quick_check(tmp_path) == "ok"


def test_a_file_deleted_under_us_is_told_and_not_made_anew(vault: EncryptedVault, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "vault")
    for act in (lambda: vault.append("a", [b"x"], b""), vault.cases):
        with pytest.raises(VaultMissing):
            act()
    assert not (tmp_path / "vault").exists()


def test_a_file_replaced_under_us_is_told(vault: EncryptedVault, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(vault_file(tmp_path), copy)
    copy.replace(vault_file(tmp_path))
    with pytest.raises(VaultReplaced):
        vault.append("a", [b"x"], b"")


def test_a_connection_that_may_not_write_is_told(vault: EncryptedVault) -> None:
    shelf_of(vault)._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(VaultReadOnly):
        vault.append("a", [b"x"], b"")
    assert vault.events("a") == [(1, b"kept")]


def test_a_vault_held_by_another_is_told_after_a_wait(
    vault: EncryptedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapper.vault.file.BUSY_SECONDS", 0.05)
    other = sqlite3.connect(vault_file(tmp_path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(VaultBusy):
        vault.append("a", [b"x"], b"")
    other.execute("ROLLBACK")
    other.close()
    assert vault.append("a", [b"x"], b"") == range(2, 3)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM events WHERE seq = 2",
        "DELETE FROM events WHERE seq = 3",
        "UPDATE events SET seq = 9 WHERE seq = 1",
        "UPDATE cases SET last = 2",
    ],
)
def test_a_gap_is_told(vault: EncryptedVault, tmp_path: Path, harm: str) -> None:
    vault.append("a", [b"two", b"three"], b"")
    other = sqlite3.connect(vault_file(tmp_path), isolation_level=None)
    other.execute(harm)
    other.close()
    vault.close()
    again = open_vault(tmp_path)
    assert [seq for seq, _ in again.events("a")] == list(range(1, again.verify("a").last + 1))
    assert isinstance(again.verify("a").fault, CaseBroken)
    with pytest.raises(CaseBroken):
        again.append("a", [b"more"], b"")
    again.close()


def test_what_was_written_over_is_not_left_in_the_file(vault: EncryptedVault, tmp_path: Path) -> None:
    sealed = vault.shelf.header("a").header
    assert sealed in vault_file(tmp_path).read_bytes()
    vault.append("a", [], b"other")
    assert all(sealed not in path.read_bytes() for path in (tmp_path / "vault").iterdir())


def test_a_fault_names_the_file_and_nothing_that_was_in_it(vault: EncryptedVault, tmp_path: Path) -> None:
    other = sqlite3.connect(vault_file(tmp_path), isolation_level=None)
    other.execute("DROP TABLE events")
    other.close()
    with pytest.raises(VaultError) as raised:
        vault.append("a", [b"PLANTED"], b"PLANTED")
    assert raised.value.__cause__ is None
    assert "PLANTED" not in f"{raised.value} {raised.value.facts}"


def test_an_interrupted_append_leaves_no_half(vault: EncryptedVault, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(connection: sqlite3.Connection) -> tuple[int, str]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("mapper.vault.sqlite._last_turn", interrupted)  # after the events, before the header
        with pytest.raises(KeyboardInterrupt):
            vault.append("a", [b"x"], b"half")
    assert vault.header("a").header == b"header"
    assert vault.append("a", [b"x"], b"whole") == range(2, 3)
