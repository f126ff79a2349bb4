"""The file of keys is harmed or loose, and passphrases come in many ways: each is told in its own sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import time
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.language.telling import tell
from mapper.vault.errors import PassphraseWrong, VaultError, VaultReadOnly
from mapper.vault.keys import KeyFile
from mapper.vault.paths import key_file
from mapper.vault.wraps import CEILING, FLOOR, MEBIBYTE, Cost
from tests.argon2 import kdf
from tests.vault.test_place import contents
from tests.vaults import PASSPHRASE, open_keeper

OTHER = "hunden min er glad i å bade om sommeren"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a vault with one event, closed in order."""
    data = tmp_path_factory.mktemp("whole")
    keeper = Keeper(data, FLOOR)
    keys = keeper.prepare(PASSPHRASE)  # of no test's own vault
    keeper.make(keys, keys.recovery)
    keeper.vault.create("a", b"header")
    keeper.vault.append("a", [b"kept"], b"header")
    keeper.close()
    return data


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    """Give a copy of that vault."""
    shutil.copytree(whole, tmp_path / "data")
    return tmp_path / "data"


def other_vaults(path: Path) -> None:
    keeper = open_keeper(path.parents[2] / "other")
    keeper.close()
    shutil.copy(key_file(path.parents[2] / "other"), path)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {KeyFile.VERSION + 1}")


def another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE keys (name TEXT)")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path) -> None:
    elsewhere = path.parents[2] / "elsewhere.db"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


HARMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "deleted": (Path.unlink, "vault_missing"),
    "zero bytes": (lambda path: path.write_bytes(b""), "vault_empty"),
    "no database": (lambda path: path.write_bytes(b"not a database" * 500), "vault_foreign"),
    "another program's": (another_programs, "vault_foreign"),
    "the file of cases": (lambda path: shutil.copy(path.with_name("cases.db"), path), "vault_foreign"),
    "a folder": (a_folder, "vault_foreign"),
    "a link": (a_link, "vault_foreign"),
    "another vault's": (other_vaults, "vault_replaced"),
    "newer": (newer, "vault_newer"),
    "cut short": (cut_short, "vault_damaged"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_key_file_is_told_by_its_name_and_left_alone(data: Path, harm: str) -> None:
    act, code = HARMS[harm]
    act(key_file(data))
    before = contents(data)
    keeper = Keeper(data)
    with pytest.raises(VaultError) as told:
        keeper.unlock(PASSPHRASE)
    assert told.value.code == code
    assert told.value.facts["path"] == str(key_file(data))
    assert keeper.state == "locked"
    assert contents(data) == before


def test_each_harm_has_its_own_sentence_in_every_language() -> None:
    codes = {code for _, code in HARMS.values()} | {"vault_readonly", "vault_full", "vault_unreachable"}
    for language in ("nb", "nn", "en"):
        facts: dict[str, str | int] = {"path": "/data/vault/keys.db", "found": "2", "known": 1}
        assert len({tell(code, facts, language).says for code in codes}) == len(codes)


def test_a_missing_key_file_never_leads_to_a_new_vault(data: Path) -> None:
    key_file(data).unlink()
    assert Keeper(data).state == "locked"
    (data / "vault-id").unlink()
    assert Keeper(data).state == "locked"
    with pytest.raises(VaultError, match="vault_missing"):
        Keeper(data).unlock(PASSPHRASE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights on files")
def test_keys_that_may_not_be_written_still_open_what_is_there(data: Path) -> None:
    key_file(data).chmod(0o400)
    keeper = Keeper(data, FLOOR)
    keeper.unlock(PASSPHRASE)
    assert keeper.vault.events("a") == [(1, b"kept")]
    acts: tuple[Callable[[], None], ...] = (
        lambda: keeper.change_passphrase(PASSPHRASE, OTHER),
        lambda: keeper.put_note("name", b"Vera"),
        lambda: keeper.vault.create("b", b"header"),
    )
    for act in acts:
        with pytest.raises(VaultReadOnly):
            act()
    assert [stored.case for stored in keeper.vault.cases()] == ["a"]
    assert keeper.vault.append("a", [b"more"], b"header") == range(2, 3)
    keeper.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights on files")
@pytest.mark.parametrize(("file", "folder"), [(0o644, 0o700), (0o600, 0o777), (0o666, 0o775), (0o640, 0o750)])
def test_rights_that_were_loosened_are_taken_back(data: Path, file: int, folder: int) -> None:
    key_file(data).chmod(file)
    key_file(data).parent.chmod(folder)
    before = os.umask(0)
    try:
        keeper = open_keeper(data)
        keeper.change_passphrase(PASSPHRASE, OTHER)
        keeper.close()
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in key_file(data).parent.iterdir()} == {0o600}
    assert stat.S_IMODE(key_file(data).parent.stat().st_mode) == 0o700


# --- passphrases


@pytest.fixture
def stretched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Count what Argon2id is asked to do: passes and memory."""
    from nacl.pwhash import argon2id

    asked: list[tuple[int, int]] = []

    def counted(size: int, password: bytes, salt: bytes, *, opslimit: int, memlimit: int) -> bytes:
        asked.append((opslimit, memlimit))
        return kdf(size, password, salt, opslimit=opslimit, memlimit=memlimit)

    monkeypatch.setattr(argon2id, "kdf", counted)
    return asked


WRONG = ("", " ", "x", PASSPHRASE[:-1], PASSPHRASE + "x", PASSPHRASE.upper(), PASSPHRASE.replace(" ", ""), "å" * 1000)


def test_twenty_wrong_passphrases_get_the_same_words_and_the_same_work(
    data: Path, stretched: list[tuple[int, int]]
) -> None:
    keeper, before = Keeper(data), contents(data)
    for number in range(20):
        with pytest.raises(PassphraseWrong) as told:
            keeper.unlock(WRONG[number % len(WRONG)])
        assert (told.value.code, told.value.facts) == ("vault_passphrase_wrong", {})
    assert stretched == [(FLOOR.passes, FLOOR.memory)] * 20
    assert contents(data) == before
    keeper.unlock(PASSPHRASE)
    keeper.close()


PAGE = " ".join(f"{number} fisker i elva" for number in range(60))[:1000].strip()


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        (OTHER, unicodedata.normalize("NFD", OTHER)),
        (unicodedata.normalize("NFD", OTHER), OTHER),
        (OTHER, f"  {OTHER.replace(' ', '  ')} "),
        (f"{OTHER}\n", OTHER),
        ("bølgene ruller 🌊 mot naustet i vest ⛵", "bølgene ruller 🌊 mot naustet i vest ⛵\ufe0f"),
        (PAGE, unicodedata.normalize("NFD", PAGE)),
    ],
)
def test_a_passphrase_opens_however_the_next_keyboard_writes_it(tmp_path: Path, chosen: str, typed: str) -> None:
    keeper = Keeper(tmp_path, FLOOR)
    prepared = keeper.prepare(chosen)
    keeper.make(prepared, prepared.recovery)
    keeper.close()
    keeper.unlock(typed)
    keeper.change_passphrase(typed, PASSPHRASE)
    keeper.close()
    with pytest.raises(PassphraseWrong):
        keeper.unlock(chosen)
    keeper.unlock(PASSPHRASE)
    keeper.close()


@pytest.mark.parametrize(
    "cost",
    [
        Cost(0, 0),
        Cost(8192, 1),
        Cost(FLOOR.memory - 1, FLOOR.passes),
        Cost(FLOOR.memory, FLOOR.passes - 1),
        Cost(CEILING.memory + 1, FLOOR.passes),
        Cost(FLOOR.memory, CEILING.passes + 1),
        Cost(100_000 * MEBIBYTE, 2**32 - 1),
        Cost(2**64 - 1, 2**32 - 1),
    ],
    ids=str,
)
def test_a_wrap_that_asks_for_too_little_or_too_much_work_is_refused_before_any_is_done(
    data: Path, stretched: list[tuple[int, int]], cost: Cost
) -> None:
    with closing(sqlite3.connect(key_file(data), isolation_level=None)) as connection:
        [(wrap,)] = connection.execute("SELECT wrap FROM wraps WHERE kind = 'passphrase'")
        changed = wrap[:1] + cost.passes.to_bytes(4, "big") + cost.memory.to_bytes(8, "big") + wrap[13:]
        connection.execute("UPDATE wraps SET wrap = ? WHERE kind = 'passphrase'", (changed,))
    began = time.process_time()
    with pytest.raises(PassphraseWrong):
        Keeper(data).unlock(PASSPHRASE)
    assert stretched == []
    assert time.process_time() - began < 5
