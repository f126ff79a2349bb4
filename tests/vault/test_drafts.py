"""What is being typed: sealed, written over, gone when it should be, and never worth a refusal."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.vault import drafts as module
from mapper.vault.drafts import ASIDE, DraftFile
from mapper.vault.errors import VaultDamaged, VaultError, VaultReadOnly, VaultReplaced, VaultUnreachable
from mapper.vault.keys import KeyFile
from mapper.vault.paths import draft_file, id_file, vault_folder
from mapper.vault.sqlite import SqliteShelf
from tests.vaults import PASSPHRASE, open_keeper

DAY = date(2026, 3, 14)
PLANTED = b"Kari skriver om kreps"
FIELD = "said health.consider participant"


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    keeper = open_keeper(tmp_path)
    for case in ("a", "b"):
        keeper.vault.create(case, b"h")
    yield keeper
    keeper.close()


def anew(keeper: Keeper) -> Keeper:
    keeper.close()
    keeper.unlock(PASSPHRASE)
    return keeper


def bytes_on_disk(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


def test_what_was_written_last_is_there_at_the_next_start(keeper: Keeper) -> None:
    for round in range(100):
        for field in (FIELD, "words assessment"):
            keeper.drafts.put("a", field, b"%d %s" % (round, field.encode()), DAY)
        if round % 10 == 0:
            anew(keeper)
        assert keeper.drafts.all("a") == {
            field: b"%d %s" % (round, field.encode()) for field in (FIELD, "words assessment")
        }
    assert keeper.drafts.all("b") == {}


def test_nothing_typed_stands_in_a_file_in_plain(keeper: Keeper, tmp_path: Path) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    found = bytes_on_disk(tmp_path)
    assert b"a" in found
    assert PLANTED not in found
    assert FIELD.encode() not in found
    assert b"health" not in found


def test_a_draft_opens_only_in_its_own_place(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    keeper.drafts.put("a", "view work.level", b"other", DAY)
    with sqlite3.connect(draft_file(keeper.data)) as connection:
        (mine, theirs) = connection.execute("SELECT sealed FROM drafts ORDER BY slot").fetchall()
        connection.execute("UPDATE drafts SET sealed = ? WHERE sealed = ?", (*mine, *theirs))
    connection.close()
    assert len(keeper.drafts.all("a")) == 1


@pytest.mark.parametrize("size", [0, 1, 400, 4000])
def test_the_length_tells_little_and_any_fits(keeper: Keeper, size: int) -> None:
    keeper.drafts.put("a", FIELD, b"x" * size, DAY)
    assert keeper.drafts.all("a") == {FIELD: b"x" * size}
    with sqlite3.connect(draft_file(keeper.data)) as connection:
        (length,) = connection.execute("SELECT length(sealed) FROM drafts").fetchone()
    connection.close()
    assert (length - 41) % 512 == 0


GOING: dict[str, Callable[[Keeper], None]] = {
    "saved": lambda keeper: keeper.drafts.drop("a", [FIELD, "never typed"]),
    "erased": lambda keeper: keeper.drafts.forget("a"),
    "swept": lambda keeper: keeper.drafts.sweep(DAY + timedelta(days=31)),
}


@pytest.mark.parametrize("way", GOING)
def test_what_goes_leaves_no_bytes_behind(keeper: Keeper, way: str) -> None:
    was: list[bytes] = []
    for round in range(20):
        for number in range(6):
            field = FIELD if number == 3 else f"said part.q{number} together"
            keeper.drafts.put("a", field, b"%d" % round * (100 * number + round), DAY)
        with sqlite3.connect(draft_file(keeper.data)) as connection:
            was += [sealed for (sealed,) in connection.execute("SELECT sealed FROM drafts")]
        connection.close()
    keeper.drafts.drop("a", [f"said part.q{number} together" for number in range(6)])
    GOING[way](keeper)
    assert keeper.drafts.all("a") == {}
    left = bytes_on_disk(vault_folder(keeper.data))
    assert was
    assert not [sealed for sealed in was if sealed[30:62] in left]


def test_what_is_not_so_old_is_not_swept(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    keeper.drafts.sweep(DAY + timedelta(days=30))
    assert keeper.drafts.all("a") == {FIELD: PLANTED}


def test_it_can_be_forgotten_without_the_cases_key(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    keeper.vault.keys.drop_key("a")
    keeper.vault.forget("a")
    keeper.drafts.forget("a")
    with sqlite3.connect(draft_file(keeper.data)) as connection:
        assert connection.execute("SELECT count(*) FROM drafts").fetchone() == (0,)
    connection.close()


# --- a file that is not as it should be


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {DraftFile.VERSION + 1}")
    connection.close()


def of_another_vault(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE vault SET id = 'another'")
    connection.close()


def torn(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[:4096] + os.urandom(len(raw) - 4096))


def link(path: Path) -> None:
    other = path.rename(path.with_name("else"))
    path.symlink_to(other)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARM: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("Kjære dagbok"),
    "newer": newer,
    "another": of_another_vault,
    "torn": torn,
    "link": link,
    "folder": folder,
    "keys": lambda path: path.write_bytes(path.with_name("keys.db").read_bytes()),
}


@pytest.mark.parametrize("when", ["closed", "open"])
@pytest.mark.parametrize("harm", HARM)
def test_one_that_cannot_be_read_is_put_aside_and_made_anew(keeper: Keeper, harm: str, when: str) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    path = draft_file(keeper.data)
    if when == "closed":
        keeper.close()
    HARM[harm](path)
    if when == "closed":
        keeper.unlock(PASSPHRASE)
    keeper.drafts.put("a", "view work.level", b"new", DAY)
    assert keeper.drafts.all("a")["view work.level"] == b"new"
    anew(keeper)
    keeper.drafts.put("a", "view work.level", b"newer", DAY)
    assert keeper.drafts.all("a")["view work.level"] == b"newer"
    assert stat.S_ISREG(path.lstat().st_mode)


def test_one_that_fails_and_then_cannot_be_read_is_put_aside(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[type[VaultError]] = [VaultUnreachable, VaultDamaged]
    put = DraftFile.put

    def failing(file: DraftFile, case: str, slot: bytes, day: str, sealed: bytes) -> None:
        if faults:
            raise faults.pop(0)(path=str(file.path))
        put(file, case, slot, day, sealed)

    monkeypatch.setattr(DraftFile, "put", failing)
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    assert keeper.drafts.put_aside
    assert keeper.drafts.all("a") == {FIELD: PLANTED}


def test_a_file_without_its_table_is_harmed_and_not_out_of_reach(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    with DraftFile(draft_file(keeper.data)).writing() as connection:
        connection.execute("DROP TABLE drafts")
    with pytest.raises(VaultDamaged):
        keeper.drafts._opened().all("a")


def test_what_is_put_aside_is_kept_for_a_while_and_no_longer(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    path = draft_file(keeper.data)
    keeper.close()
    path.write_text("Kjære dagbok")
    keeper.unlock(PASSPHRASE)
    assert keeper.drafts.all("a") == {}
    assert keeper.drafts.put_aside
    aside = path.with_name(ASIDE)
    assert aside.read_text() == "Kjære dagbok"
    os.utime(aside, (0, 86400 * 20_000))
    keeper.drafts.sweep(date.fromtimestamp(86400 * 20_000) + timedelta(days=30))
    assert aside.exists()
    keeper.drafts.sweep(date.fromtimestamp(86400 * 20_000) + timedelta(days=31))
    assert not aside.exists()


def test_erasing_takes_what_was_put_aside_too(keeper: Keeper) -> None:
    aside = draft_file(keeper.data).with_name(ASIDE)
    aside.write_bytes(b"x")
    keeper.drafts.forget("a")
    assert not aside.exists()


@pytest.mark.parametrize("when", ["closed", "open"])
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_one_that_holds_nothing_is_made_anew_and_nothing_is_told(keeper: Keeper, how: str, when: str) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    path = draft_file(keeper.data)
    if when == "closed":
        keeper.close()
    path.unlink()
    if how == "empty":
        path.touch()
    if when == "closed":
        keeper.unlock(PASSPHRASE)
    keeper.drafts.put("a", FIELD, b"new", DAY)
    assert keeper.drafts.all("a") == {FIELD: b"new"}
    assert not keeper.drafts.put_aside
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not list(path.parent.glob(".drafts-*"))


def test_a_journal_of_the_file_before_is_not_played_into_the_new_one(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    path = draft_file(keeper.data)
    keeper.close()
    path.unlink()
    path.with_name("drafts.db-journal").write_bytes(os.urandom(2000))
    keeper.unlock(PASSPHRASE)
    keeper.drafts.put("a", FIELD, b"new", DAY)
    assert keeper.drafts.all("a") == {FIELD: b"new"}


def test_rights_that_are_too_wide_are_mended(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    path = draft_file(keeper.data)
    path.chmod(0o666)
    assert anew(keeper).drafts.all("a") == {FIELD: PLANTED}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_read_only_gives_its_drafts_and_takes_none(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    draft_file(keeper.data).chmod(0o400)
    anew(keeper)
    assert keeper.drafts.all("a") == {FIELD: PLANTED}
    with pytest.raises(VaultReadOnly):
        keeper.drafts.put("a", FIELD, b"new", DAY)


def test_a_window_of_the_vault_before_leaves_the_restored_ones_drafts_alone(keeper: Keeper) -> None:
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    keeper.drafts.close()
    id_file(keeper.data).write_text("another")
    before = draft_file(keeper.data).read_bytes()
    with pytest.raises(VaultReplaced):
        keeper.drafts.put("a", FIELD, b"new", DAY)
    assert draft_file(keeper.data).read_bytes() == before


def test_a_failing_disk_is_a_fault_and_nothing_half_made_is_left(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _id: str) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(module.DraftFile, "write_tables", full)
        with pytest.raises(VaultError):
            keeper.drafts.put("a", FIELD, PLANTED, DAY)
    assert not list(vault_folder(keeper.data).glob(".drafts-*"))
    keeper.drafts.put("a", FIELD, PLANTED, DAY)
    assert keeper.drafts.all("a") == {FIELD: PLANTED}


def test_each_kind_of_file_has_its_own_number() -> None:
    assert len({kind.APPLICATION for kind in (DraftFile, KeyFile, SqliteShelf)}) == 3
