"""The power may go at any moment: nothing acknowledged is lost, and nothing that stands is corrupt."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.keys import KeyFile
from mapper.vault.seal import new_key
from mapper.vault.sqlite import SqliteShelf
from tests.vault.power import Connection, Disk, images

CUTS = 1800
ANSWERS = 70
MASTER = new_key()


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    """Give the paths of the vault's two files; what really stands there is never read."""
    for name in ("cases.db", "keys.db"):
        (tmp_path / name).write_bytes(b"only a place")
    return tmp_path / "cases.db", tmp_path / "keys.db"


def vault_on(disk: Disk, paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> EncryptedVault:
    monkeypatch.setattr("mapper.vault.file.connect", lambda path, writable=True: Connection(disk, path))
    return EncryptedVault(SqliteShelf(paths[0]), KeyFile(paths[1]), MASTER)


def new_disk(paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr("mapper.vault.file.connect", lambda path, writable=True: Connection(disk, path))
    SqliteShelf.write_tables(paths[0], "made-up")
    KeyFile.write_tables(paths[1], "made-up")
    disk.acts.clear()
    return disk


def answer(case: str, number: int) -> bytes:
    """Give an event; now and then one that takes several pages."""
    return f"{case} says {number} ".encode() * (900 if number % 9 == 4 else 5)


def hold_conversations(disk: Disk, vault: EncryptedVault) -> None:
    """Write two cases in turn, with a new case in between and an answer that is redacted."""
    for case in ("a", "b"):
        vault.create(case, b"header 0")
        disk.promise(f"case {case}")
    for number in range(1, ANSWERS + 1):
        for case in ("a", "b"):
            vault.append(case, [answer(case, number)], f"header {number}".encode())
            disk.promise(f"{case} {number}")
    vault.redact("a", [1], b"redacted", b"header last")
    disk.promise("redacted")
    vault.close()


def check(vault: EncryptedVault, promised: list[str]) -> None:
    """Look whether everything that was promised is there, verified, with nothing that nobody said."""
    assert vault.shelf._pragma("integrity_check") == "ok"  # type: ignore[attr-defined]
    assert vault.keys._pragma("integrity_check") == "ok"
    last = {case: 0 for case in ("a", "b") if f"case {case}" in promised}
    for line in promised:
        case, _, number = line.partition(" ")
        if case in last and number.isdigit():
            last[case] = int(number)
    assert last.keys() <= {stored.case for stored in vault.cases()}
    for case, latest in last.items():
        events = vault.events(case)
        assert vault.fault(case) is None
        assert [seq for seq, _ in events] == list(range(1, len(events) + 1))
        assert len(events) >= latest
        said = [payload for _, payload in events[:ANSWERS]]
        expected = [answer(case, seq) for seq in range(1, len(said) + 1)]
        assert said[1:] == expected[1:]
        assert not said or said[0] == expected[0] or (said[0] == b"" and len(events) > ANSWERS)
        assert vault.header(case).header.startswith(b"header")
    if "redacted" in promised:
        assert vault.events("a")[0] == (1, b"")


def test_nothing_acknowledged_is_lost_and_nothing_is_corrupt(
    paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = new_disk(paths, monkeypatch)
    start = {name: bytes(content) for name, content in disk.files.items()}
    hold_conversations(disk, vault_on(disk, paths, monkeypatch))
    chance = random.Random(20260316)
    cuts = sorted(chance.choices(range(len(disk.acts) + 1), k=CUTS))
    seen = 0
    for image, promised in images(start, disk.acts, cuts, chance):
        after = vault_on(Disk({name: bytearray(content) for name, content in image.items()}), paths, monkeypatch)
        check(after, promised)
        after.close()
        seen += 1
    assert seen == CUTS


def test_a_disk_that_never_syncs_loses_answers(paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulation finds what it looks for: on the same disk without syncing, acknowledged answers are gone."""
    disk = new_disk(paths, monkeypatch)
    start = {name: bytes(content) for name, content in disk.files.items()}
    for kind in (SqliteShelf, KeyFile):
        monkeypatch.setattr(kind, "SYNCHRONOUS", "OFF")
    hold_conversations(disk, vault_on(disk, paths, monkeypatch))
    chance, lost = random.Random(5), 0
    cuts = sorted(chance.choices(range(len(disk.acts) + 1), k=60))
    for image, promised in images(start, disk.acts, cuts, chance):
        after = Disk({name: bytearray(content) for name, content in image.items()})
        try:
            check(vault_on(after, paths, monkeypatch), promised)
        except Exception:  # whatever shows it: a fault, an answer that is missing, SQLite's own word
            lost += 1
    assert lost > len(cuts) / 2
