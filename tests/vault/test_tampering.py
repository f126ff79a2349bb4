"""Somebody who may write the files, but has no key: every change is told, by the number of the event."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import CaseBroken, CaseCutOff, CaseKeyless
from mapper.vault.paths import vault_file
from tests.vaults import open_keeper, open_vault

EVENTS = 12


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a data folder with two cases of twelve events, closed in order."""
    vault = open_vault(tmp_path)
    for case in ("a", "b"):
        vault.create(case, b"header")
        vault.append(case, [f"{case}{number}".encode() for number in range(1, EVENTS + 1)], b"header")
    vault.close()
    return tmp_path


@pytest.fixture
def after(data: Path) -> Iterator[EncryptedVault]:
    """Give the vault as it opens after the harm that the test did."""
    vault = open_vault(data)
    yield vault
    vault.close()


def harm(data: Path, *statements: str) -> None:
    with closing(sqlite3.connect(vault_file(data), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def read(data: Path, case: str) -> tuple[list[bytes], object]:
    vault = open_vault(data)
    try:
        said = [payload for _, payload in vault.events(case)]
        fault = vault.fault(case)
        if fault is not None:
            with pytest.raises(type(fault)):
                vault.append(case, [b"more"], b"header")
        return said, fault and {**fault.facts, "code": fault.code}
    finally:
        vault.close()


CHANGES = {
    "dropped": ("DELETE FROM events WHERE name = 'a' AND seq = 5", 5),
    "flipped": ("UPDATE events SET sealed = substr(sealed, 1, 60) || x'00' || substr(sealed, 62) "
                "WHERE name = 'a' AND seq = 7", 7),
    "emptied": ("UPDATE events SET sealed = x'' WHERE name = 'a' AND seq = 3", 3),
    "numbered anew": ("UPDATE events SET seq = 40 WHERE name = 'a' AND seq = 12", 12),
    "of another case": ("UPDATE events SET sealed = (SELECT sealed FROM events AS other WHERE other.name = 'b' AND "
                        "other.seq = events.seq) WHERE name = 'a' AND seq = 4", 4),
    "of another case, whole": (
        "UPDATE events SET (sealed, digest, head) = (SELECT sealed, digest, head FROM events AS other "
        "WHERE other.name = 'b' AND other.seq = events.seq) WHERE name = 'a' AND seq = 4", 4),
    "of another place": ("UPDATE events SET sealed = (SELECT sealed FROM events AS other WHERE other.name = 'a' AND "
                         "other.seq = 2), digest = (SELECT digest FROM events AS other WHERE other.name = 'a' AND "
                         "other.seq = 2) WHERE name = 'a' AND seq = 9", 9),
    "of another digest": ("UPDATE events SET digest = zeroblob(32) WHERE name = 'a' AND seq = 6", 6),
    "of another head": ("UPDATE events SET head = zeroblob(32) WHERE name = 'a' AND seq = 6", 6),
    "doubled": ("INSERT INTO events SELECT name, 13, sealed, digest, head FROM events WHERE name = 'a' AND seq = 12",
                13),
    "of another kind": ("UPDATE events SET sealed = 'text' WHERE name = 'a' AND seq = 8", 8),
    "counted wrong": ("UPDATE cases SET last = 20 WHERE name = 'a'", 13),
    "counted too few": ("UPDATE cases SET last = 10 WHERE name = 'a'", 11),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_row_is_told_by_its_number_and_the_rest_before_it_can_be_read(data: Path, change: str) -> None:
    statement, event = CHANGES[change]
    harm(data, statement)
    said, fault = read(data, "a")
    assert fault == {"code": "vault_case_broken", "case": "a", "event": event, "last": event - 1}
    assert said[: event - 1] == [f"a{number}".encode() for number in range(1, min(event, EVENTS + 1))]
    assert read(data, "b") == ([f"b{number}".encode() for number in range(1, EVENTS + 1)], None)


def test_swapped_rows_are_told(data: Path) -> None:
    swap = "UPDATE events SET seq = seq + ? WHERE name = 'a' AND seq = ?"
    with closing(sqlite3.connect(vault_file(data), isolation_level=None)) as connection:
        for step, seq in ((100, 4), (1 - 0, 3), (-101, 104)):
            connection.execute(swap, (step, seq))
    _, fault = read(data, "a")
    assert fault == {"code": "vault_case_broken", "case": "a", "event": 3, "last": 2}


def test_a_tail_that_was_cut_off_is_told_with_its_count(data: Path) -> None:
    harm(data, "DELETE FROM events WHERE name = 'a' AND seq > 2", "UPDATE cases SET last = 2 WHERE name = 'a'")
    said, fault = read(data, "a")
    assert said == [b"a1", b"a2"]
    assert fault == {"code": "vault_case_cut_off", "case": "a", "missing": 10, "last": 2}


def test_a_database_that_was_rolled_back_is_told_and_may_be_gone_on_with(data: Path) -> None:
    old = data / "last-week.db"
    shutil.copy(vault_file(data), old)
    vault = open_vault(data)
    vault.append("a", [b"new"] * 5, b"header")
    vault.create("c", b"header")
    vault.append("c", [b"c1"], b"header")
    vault.close()
    shutil.copy(old, vault_file(data))
    keeper = open_keeper(data)
    missing = keeper.missing()
    assert missing is not None
    assert (missing.code, missing.facts) == ("vault_cases_missing", {"n": 1})
    verdict = keeper.vault.verify("a")
    assert isinstance(verdict.fault, CaseCutOff)
    assert verdict.fault.facts == {"case": "a", "missing": 5, "last": EVENTS}
    keeper.vault.accept("a")
    assert keeper.vault.append("a", [b"after"], b"header") == range(13, 14)
    keeper.close()


def test_a_history_that_was_written_anew_on_an_old_copy_is_told(data: Path) -> None:
    """Two copies of one vault went their own ways: the later one is not taken for the one that was seen here."""
    copy = data / "copy"
    shutil.copytree(data / "vault", copy / "vault")
    shutil.copy(data / "vault-id", copy / "vault-id")
    for folder, word in ((data, b"here"), (copy, b"there")):
        vault = open_vault(folder)
        vault.append("a", [word] * 3, b"header")
        vault.close()
    shutil.copy(vault_file(copy), vault_file(data))
    _, fault = read(data, "a")
    assert fault == {"code": "vault_case_broken", "case": "a", "event": 15, "last": 14}


def test_a_key_of_another_case_opens_nothing(data: Path) -> None:
    with closing(sqlite3.connect(data / "vault" / "keys.db", isolation_level=None)) as connection:
        connection.execute(
            "UPDATE keys SET sealed = (SELECT sealed FROM keys AS other WHERE other.name = 'b') WHERE name = 'a'"
        )
    vault = open_vault(data)
    with pytest.raises(CaseKeyless):
        vault.events("a")
    assert {stored.case: stored.header for stored in vault.cases()} == {"a": b"", "b": b"header"}
    vault.close()


def test_a_header_of_another_moment_is_not_believed(data: Path) -> None:
    vault = open_vault(data)
    before = vault.shelf.header("a").header
    vault.append("a", [b"more"], b"newer header")
    vault.close()
    with closing(sqlite3.connect(vault_file(data), isolation_level=None)) as connection:
        connection.execute("UPDATE cases SET header = ? WHERE name = 'a'", (before,))
    vault = open_vault(data)
    assert vault.header("a").header == b""
    assert vault.events("a")[-1] == (13, b"more")
    vault.close()


def test_another_window_finds_harm_in_what_it_has_not_seen_yet(data: Path, after: EncryptedVault) -> None:
    assert len(after.events("a")) == EVENTS
    other = open_vault(data)
    other.append("a", [b"thirteen"], b"header")
    other.close()
    harm(data, "UPDATE events SET sealed = zeroblob(200) WHERE name = 'a' AND seq = 13")
    assert after.events("a", after=EVENTS) == []
    assert isinstance(after.fault("a"), CaseBroken)
    with pytest.raises(CaseBroken):
        after.append("a", [b"more"], b"header")
