"""A case that is erased is gone from every file of the data folder, whatever happened on the way."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.erase import erase, finish_redactions, resume_erasures
from mapper.vault.errors import CaseErased, CaseUnknown, VaultBusy, VaultError
from mapper.vault.keys import Erasure, KeyFile
from mapper.vault.paths import key_file, vault_file
from mapper.vault.shelf import Row, Shelf, Writing
from mapper.vault.sqlite import SqliteShelf
from tests.vaults import open_keeper, open_vault

DAY = date(2026, 3, 14)
CASES = [f"case-{number}" for number in range(12)]
CASE = CASES[5]
STEPS = ("keys.erase", "keys.drop_key", "shelf.erase", "forget", "keys.scour", "shelf.scour", "keys.erase_done")


class Killed(BaseException):
    """What stands in for a process that ends here."""


def filled(data: Path) -> EncryptedVault:
    """Make a vault with several cases whose events were written in turns, so that their rows lie mixed."""
    vault, chance = open_vault(data), random.Random(7)
    for case in CASES:
        vault.create(case, b"header")
        vault.put_snapshot(case, "form", chance.randbytes(3000))
    for _ in range(300):
        payload = chance.randbytes(chance.choice((90, 250, 700, 5000)))
        vault.append(chance.choice(CASES), [payload], chance.randbytes(60))
    vault.remember()
    return vault


def sealed_bytes(data: Path, case: str) -> list[bytes]:
    """Give pieces of everything sealed that both files hold of a case."""
    with connected(vault_file(data)) as cases, connected(key_file(data)) as keys:
        blobs = [row[0] for row in cases.execute("SELECT sealed FROM events WHERE name = ?", (case,))]
        blobs += [row[0] for row in cases.execute("SELECT header FROM cases WHERE name = ?", (case,))]
        blobs += [row[0] for row in cases.execute("SELECT sealed FROM snapshots WHERE name = ?", (case,))]
        blobs += [row[0] for row in keys.execute("SELECT sealed FROM keys WHERE name = ?", (case,))]
        blobs += [row[0] for row in keys.execute("SELECT sealed FROM seen WHERE name = ?", (case,))]
    return [blob[at : at + 24] for blob in blobs for at in range(0, max(len(blob) - 24, 1), 512)]


def window(data: Path, vault: EncryptedVault) -> EncryptedVault:
    """Open the same files once more, without what unlocking does beside."""
    return EncryptedVault(SqliteShelf(vault_file(data)), KeyFile(key_file(data)), vault.master)


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()


def found(data: Path, pieces: list[bytes]) -> int:
    """Count the pieces that any file of the data folder holds."""
    files = [path.read_bytes() for path in data.rglob("*") if path.is_file()]
    return sum(any(piece in file for file in files) for piece in pieces)


def test_no_file_holds_a_sealed_byte_of_it_and_the_others_stand(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    others = {case: vault.events(case) for case in CASES if case != CASE}
    pieces = sealed_bytes(tmp_path, CASE)
    assert len(pieces) > 25
    assert found(tmp_path, pieces) == len(pieces)
    erase(vault, CASE, DAY)
    assert found(tmp_path, pieces) == 0
    vault.close()
    assert found(tmp_path, pieces) == 0
    again = open_vault(tmp_path)
    assert {stored.case for stored in again.cases()} == set(others)
    assert {case: again.events(case) for case in others} == others
    assert again.keys.erasures(again.master) == (Erasure(CASE, (), "2026-03-14", done=True),)


class Stumbling:
    """Stands before shelf, keys and what else forgets, and ends the process before one of their calls or after it."""

    def __init__(self, vault: EncryptedVault, step: str, *, after: bool, error: BaseException) -> None:
        self.step, self.after, self.error = step, after, error
        self.master = vault.master
        self.shelf = cast(Shelf, self._before("shelf", vault.shelf))
        self.keys = cast(KeyFile, self._before("keys", vault.keys))

    def _before(self, name: str, real: object) -> object:
        stumbling = self

        class Before:
            def __getattr__(self, call: str) -> object:
                known = getattr(real, call)
                return stumbling.wrapped(known) if f"{name}.{call}" == stumbling.step else known

        return Before()

    def wrapped(self, call: Callable[..., object]) -> Callable[..., object]:
        def stumble(*given: object) -> object:
            if self.after:
                call(*given)
            raise self.error

        return stumble

    def forget(self, case: str) -> None:
        if self.step == "forget":
            raise self.error


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_an_end_at_any_step_is_gone_on_from_at_the_next_unlocking(tmp_path: Path, step: str, after: bool) -> None:
    vault = filled(tmp_path)
    pieces = sealed_bytes(tmp_path, CASE)
    stumbling = Stumbling(vault, step, after=after, error=Killed())
    with suppress(Killed):
        erase(cast(EncryptedVault, stumbling), CASE, DAY, [stumbling.forget])
    again = window(tmp_path, vault)
    written_down = again.keys.erased(again.master, CASE) != ""
    if written_down:
        with pytest.raises(CaseErased):
            again.events(CASE)
    else:
        assert again.events(CASE)
    forgotten: list[str] = []
    assert resume_erasures(again, [forgotten.append]) == ((CASE,) if forgotten else ())
    assert bool(forgotten) == (written_down and not (step == "keys.erase_done" and after))
    listed = {stored.case for stored in again.cases()}
    assert (CASE in listed) is not written_down
    assert found(tmp_path, pieces) == (0 if written_down else len(pieces))
    assert resume_erasures(again, [forgotten.append]) == ()


@pytest.mark.parametrize("step", STEPS[1:])
def test_unlocking_finishes_it_before_anything_is_listed(tmp_path: Path, step: str) -> None:
    vault = filled(tmp_path)
    pieces = sealed_bytes(tmp_path, CASE)
    stumbling = Stumbling(vault, step, after=False, error=Killed())
    with suppress(Killed):
        erase(cast(EncryptedVault, stumbling), CASE, DAY, [stumbling.forget])
    again = open_keeper(tmp_path)
    assert CASE not in {stored.case for stored in again.vault.cases()}
    assert again.missing() is None
    assert found(tmp_path, pieces) == 0
    assert all(each.done for each in again.vault.keys.erasures(again.vault.master))


def test_a_case_that_is_gone_is_missed_even_if_an_answer_in_it_was_redacted(tmp_path: Path) -> None:
    keeper = open_keeper(tmp_path)
    vault = keeper.vault
    vault.create(CASE, b"header")
    vault.append(CASE, [b"one", b"two"], b"header")
    vault.redact(CASE, [1], b"redacted", b"header")
    finish_redactions(vault, CASE, [((1,), DAY)])
    vault.remember()
    vault.shelf.erase(CASE)
    assert keeper.missing() is not None


@pytest.mark.parametrize("step", STEPS[1:])
def test_one_that_could_not_be_finished_is_finished_when_it_is_asked_for_again(tmp_path: Path, step: str) -> None:
    vault = filled(tmp_path)
    pieces = sealed_bytes(tmp_path, CASE)
    stumbling = Stumbling(vault, step, after=False, error=VaultBusy(path="x"))
    with pytest.raises(VaultBusy):
        erase(cast(EncryptedVault, stumbling), CASE, DAY, [stumbling.forget])
    erase(vault, CASE, DAY)
    assert found(tmp_path, pieces) == 0
    assert CASE not in {stored.case for stored in vault.cases()}


ACTS: dict[str, Callable[[EncryptedVault], object]] = {
    "append": lambda other: other.append(CASE, [b"back"], b"header"),
    "go on reading": lambda other: other.events(CASE, other._tails[CASE].seq if CASE in other._tails else 1),
    "events": lambda other: other.events(CASE),
    "verify": lambda other: other.verify(CASE),
    "header": lambda other: other.header(CASE),
    "put_snapshot": lambda other: other.put_snapshot(CASE, "another", b"back"),
    "redact": lambda other: other.redact(CASE, [1], b"back", b"header"),
}


@pytest.mark.parametrize("name", ACTS)
def test_another_window_can_neither_read_nor_write_it_back_and_is_told(tmp_path: Path, name: str) -> None:
    vault = filled(tmp_path)
    other = window(tmp_path, vault)
    other.append(CASE, [b"one more"], b"header")
    pieces = sealed_bytes(tmp_path, CASE)
    erase(vault, CASE, DAY)
    for _ in range(2):
        with pytest.raises(CaseErased) as told:
            ACTS[name](other)
        assert told.value.facts == {"case": CASE, "day": "14.03.2026"}
    other.close()
    assert found(tmp_path, pieces) == 0
    assert vault.keys.seen_cases() == set(CASES) - {CASE}
    assert CASE not in {stored.case for stored in vault.cases()}


def test_the_seen_head_of_an_erased_case_is_not_written_back_by_another_window(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    other = window(tmp_path, vault)
    other.append(CASE, [b"one more"], b"header")
    erase(vault, CASE, DAY)
    other.remember()
    assert vault.keys.seen_cases() == set(CASES) - {CASE}


def test_what_comes_back_with_files_of_an_earlier_day_is_erased_again(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    pieces = sealed_bytes(tmp_path, CASE)
    earlier = vault_file(tmp_path).read_bytes()
    erase(vault, CASE, DAY)
    vault.close()
    vault_file(tmp_path).write_bytes(earlier)
    assert found(tmp_path, pieces) > 0
    again = window(tmp_path, vault)
    assert resume_erasures(again) == (CASE,)
    assert found(tmp_path, pieces) == 0
    with pytest.raises(CaseUnknown):
        again.shelf.header(CASE)
    assert resume_erasures(again) == ()
    again.close()


def test_a_case_that_is_broken_is_erased_like_any_other(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    vault.close()
    with connected(vault_file(tmp_path)) as connection, connection:
        connection.execute("UPDATE events SET sealed = x'00' WHERE name = ?", (CASE,))
        connection.execute("UPDATE cases SET header = x'00' WHERE name = ?", (CASE,))
    again = open_vault(tmp_path)
    assert next(stored for stored in again.cases() if stored.case == CASE).header == b""
    erase(again, CASE, DAY)
    assert CASE not in {stored.case for stored in again.cases()}


def test_of_a_redacted_event_no_sealed_byte_is_left_and_the_chain_is_whole(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    last = vault.events(CASE)[-1][0]
    with connected(vault_file(tmp_path)) as connection:
        query = "SELECT sealed FROM events WHERE name = ? AND seq IN (2, 4)"
        blobs = [row[0] for row in connection.execute(query, (CASE,))]
    pieces = [blob[at : at + 24] for blob in blobs for at in range(0, max(len(blob) - 24, 1), 512)]
    assert found(tmp_path, pieces) == len(pieces)
    vault.redact(CASE, [4, 2], b"redacted", b"header")
    finish_redactions(vault, CASE, [((4, 2), DAY)])
    assert found(tmp_path, pieces) == 0
    assert vault.verify(CASE) == type(vault.verify(CASE))(last + 1)
    assert [(each.events, each.done) for each in vault.keys.erasures(vault.master)] == [((2, 4), True)]
    before = key_file(tmp_path).read_bytes()
    finish_redactions(vault, CASE, [((2, 4), DAY)])
    assert key_file(tmp_path).read_bytes() == before


def test_a_redaction_that_could_not_be_finished_is_finished_at_the_next_unlocking(tmp_path: Path) -> None:
    vault = filled(tmp_path)
    vault.redact(CASE, [2], b"redacted", b"header")
    stumbling = Stumbling(vault, "shelf.scour", after=False, error=VaultBusy(path="x"))
    with pytest.raises(VaultError):
        finish_redactions(cast(EncryptedVault, stumbling), CASE, [((2,), DAY)])
    again = window(tmp_path, vault)
    assert resume_erasures(again) == ()
    assert [(each.events, each.done) for each in again.keys.erasures(again.master)] == [((2,), True)]
    assert again.verify(CASE).fault is None


def test_rows_that_were_moved_leave_no_copy_behind(tmp_path: Path) -> None:
    """So many rows of so different sizes, written in turns, that some were copied from page to page on the way."""
    vault, chance = open_vault(tmp_path), random.Random(3)
    shelf, cases = vault.shelf, [chance.randbytes(16).hex() for _ in range(60)]
    assert isinstance(shelf, SqliteShelf)
    shelf._connection.execute("PRAGMA synchronous = OFF")
    pieces: list[bytes] = []
    last = dict.fromkeys(cases, 0)
    for case in cases:
        shelf.create(case, chance.randbytes(200))
    for _ in range(3000):
        case, sealed = chance.choice(cases), chance.randbytes(chance.choice((168, 296, 424)))
        row = Row(last[case] + 1, sealed, chance.randbytes(32), chance.randbytes(32))
        shelf.write(case, last[case], partial(written, row, chance.randbytes(200 + 128 * chance.randrange(3))))
        last[case] += 1
        pieces += [sealed[:24]] if case in cases[:20] else []
    for case in cases[:20]:
        vault.keys.erase(vault.master, case, DAY.isoformat())
    assert resume_erasures(vault) == tuple(sorted(cases[:20]))
    content = vault_file(tmp_path).read_bytes()
    assert len(pieces) > 900
    assert not [piece for piece in pieces if piece in content]


def written(row: Row, header: bytes, _: object) -> Writing:
    return Writing([row], header)
