"""Whatever happens to the bytes on the disk: the same plain text or a clear fault, and never another plain text."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.fault import Fault
from tests.vaults import PASSPHRASE, open_vault

SHARES, EACH = 6, 500
"""Together 3,000 corruptions, in shares so that every core has some."""

Harm = Callable[[bytearray, random.Random], None]


def _flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _flip_many(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(2, 60)):
        _flip_a_bit(content, chance)


def _blank_a_block(content: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(content)), chance.choice([16, 128, 512, 4096])
    content[start : start + length] = bytes(len(content[start : start + length]))


def _garble_a_block(content: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(content)), chance.choice([1, 16, 128, 512])
    content[start : start + length] = chance.randbytes(len(content[start : start + length]))


def _swap_pages(content: bytearray, chance: random.Random) -> None:
    pages = len(content) // 4096
    one, other = chance.randrange(pages) * 4096, chance.randrange(pages) * 4096
    content[one : one + 4096], content[other : other + 4096] = content[other : other + 4096], content[one : one + 4096]


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _grow(content: bytearray, chance: random.Random) -> None:
    content.extend(chance.randbytes(chance.choice([1, 100, 4096, 8192])))


HARMS: tuple[Harm, ...] = (
    _flip_a_bit, _flip_a_bit, _flip_a_bit, _flip_many, _blank_a_block, _garble_a_block, _swap_pages, _cut, _grow,
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a vault with three cases, one of them with a redacted event, that was closed in order."""
    data = tmp_path_factory.mktemp("whole")
    vault = open_vault(data)
    for case in ("a", "b", "c"):
        vault.create(case, f"header {case}".encode())
        for number in range(12):
            vault.append(case, [f"{case} says {number} ".encode() * 9], f"header {case} {number}".encode())
        vault.put_snapshot(case, "form", f"form of {case} ".encode() * 400)
    vault.redact("b", [3, 4], b"gone", b"header b 12")
    vault.close()
    return data


Told = dict[str, tuple[bytes, tuple[tuple[int, bytes], ...], bytes]]


def _read_all(data: Path) -> tuple[Told, list[str]]:
    """Read everything that still opens, as a person would get at it; give also the faults that were told."""
    found: Told = {}
    faults: list[str] = []
    keeper = Keeper(data)
    try:
        keeper.unlock(PASSPHRASE)
        vault = keeper.vault
        for stored in vault.cases():
            if not stored.header:
                faults.append("a header that does not open: the list says so")
            events: list[tuple[int, bytes]] = []
            snapshot = b""
            try:
                events = vault.events(stored.case)
                snapshot = vault.snapshot(stored.case, "form")
            except Fault as fault:
                faults.append(fault.code)
            if (fault_of := vault.fault(stored.case)) is not None:
                faults.append(fault_of.code)
            found[stored.case] = (stored.header, tuple(events), snapshot)
        if (missing := keeper.missing()) is not None:
            faults.append(missing.code)
    except Fault as fault:
        faults.append(fault.code)
    finally:
        keeper.close()
    return found, faults


def _harmed(whole: Path, target: Path, chance: random.Random) -> None:
    shutil.copytree(whole, target)
    path = target / "vault" / chance.choice(["cases.db", "cases.db", "keys.db"])
    content = bytearray(path.read_bytes())
    chance.choice(HARMS)(content, chance)
    path.write_bytes(content)
    os.chmod(path, 0o600)


def _no_other_text(found: Told, true: Told) -> None:
    for case, (header, events, snapshot) in found.items():
        known = true.get(case)
        if known is None:  # a name that the harm made up opens nothing
            assert (header, events, snapshot) == (b"", (), b"")
            continue
        assert header in (known[0], b"")
        assert events == known[1][: len(events)]
        assert snapshot in (known[2], b"")


@pytest.mark.parametrize("share", range(SHARES))
def test_a_harmed_file_gives_the_same_text_or_a_fault(whole: Path, tmp_path: Path, share: int) -> None:
    true, faults = _read_all(whole)
    assert len(true) == 3
    assert not faults
    chance, told = random.Random(f"harm {share}"), Counter[str]()
    for number in range(EACH):
        target = tmp_path / str(number)
        _harmed(whole, target, chance)
        found, faults = _read_all(target)
        _no_other_text(found, true)
        if found != true:
            assert faults, [(case, known, found.get(case)) for case, known in true.items() if found.get(case) != known]
        told.update(faults or ["unharmed"])
        shutil.rmtree(target)
    assert told["vault_case_broken"] > EACH / 20
    assert sum(told.values()) >= EACH
