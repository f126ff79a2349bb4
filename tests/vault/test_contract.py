"""What every vault does, on disk and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.vault.errors import CaseExists, CaseUnknown, SnapshotDiffers, SnapshotUnknown
from mapper.vault.memory import MemoryVault
from mapper.vault.store import StoredHeader, Vault
from tests.vaults import open_vault


@pytest.fixture(params=["memory", "sqlite"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    opened: Vault = MemoryVault() if request.param == "memory" else open_vault(tmp_path)
    yield opened
    opened.close()
    opened.close()


def test_events_come_back_numbered_from_one_as_they_were_written(vault: Vault) -> None:
    vault.create("a", b"new")
    assert vault.append("a", [b"one", b"", bytes(range(256))], b"head") == range(1, 4)
    assert vault.append("a", [b"four"], b"head 2") == range(4, 5)
    assert vault.events("a") == [(1, b"one"), (2, b""), (3, bytes(range(256))), (4, b"four")]
    assert vault.events("a", after=3) == [(4, b"four")]
    assert vault.events("a", after=4) == []


def test_the_header_is_rewritten_with_the_append_and_listed_without_events(vault: Vault) -> None:
    vault.create("b", b"b0")
    vault.create("a", b"a0")
    vault.append("b", [b"x", b"y"], b"b1")
    assert vault.cases() == [StoredHeader("b", 2, b"b1"), StoredHeader("a", 0, b"a0")]
    assert vault.header("b") == StoredHeader("b", 2, b"b1")


def test_an_append_of_nothing_only_rewrites_the_header(vault: Vault) -> None:
    vault.create("a", b"a0")
    assert list(vault.append("a", [], b"a1")) == []
    assert vault.header("a") == StoredHeader("a", 0, b"a1")


def test_a_case_is_made_once(vault: Vault) -> None:
    vault.create("a", b"first")
    with pytest.raises(CaseExists):
        vault.create("a", b"second")
    assert vault.header("a").header == b"first"


def test_an_unknown_case_is_told_whatever_is_asked_of_it(vault: Vault) -> None:
    for ask in (
        lambda: vault.header("x"),
        lambda: vault.events("x"),
        lambda: vault.append("x", [b"e"], b"h"),
        lambda: vault.put_snapshot("x", "s", b""),
    ):
        with pytest.raises(CaseUnknown) as raised:
            ask()
        assert raised.value.facts == {"case": "x"}
    assert vault.cases() == []


def test_a_snapshot_never_changes(vault: Vault) -> None:
    vault.create("a", b"")
    vault.put_snapshot("a", "s1", b"as it read")
    vault.put_snapshot("a", "s1", b"as it read")
    with pytest.raises(SnapshotDiffers):
        vault.put_snapshot("a", "s1", b"as it reads now")
    assert vault.snapshot("a", "s1") == b"as it read"
    with pytest.raises(SnapshotUnknown):
        vault.snapshot("a", "s2")


def test_threads_that_write_to_one_case_lose_and_double_nothing(vault: Vault) -> None:
    vault.create("a", b"")
    given_numbers: list[int] = []

    def write(thread: int) -> None:
        for number in range(20):
            given_numbers.extend(vault.append("a", [f"{thread}:{number}".encode()], b""))

    threads = [Thread(target=write, args=(thread,)) for thread in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = vault.events("a")
    assert sorted(given_numbers) == [seq for seq, _ in stored] == list(range(1, 121))
    assert sorted(payload for _, payload in stored) == sorted(
        f"{thread}:{number}".encode() for thread in range(6) for number in range(20)
    )


@settings(deadline=None, max_examples=40)
@given(batches=st.lists(st.lists(st.binary(max_size=40), max_size=4), max_size=6))
def test_memory_and_disk_agree(batches: list[list[bytes]], tmp_path_factory: pytest.TempPathFactory) -> None:
    memory, disk = MemoryVault(), open_vault(tmp_path_factory.mktemp("vault"))
    for vault in (memory, disk):
        vault.create("a", b"0")
    for number, batch in enumerate(batches):
        header = str(number).encode()
        assert memory.append("a", batch, header) == disk.append("a", batch, header)
    assert memory.events("a") == disk.events("a")
    assert memory.cases() == disk.cases()
    disk.close()
