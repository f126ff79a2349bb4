"""A backup that was harmed anywhere gives the same conversations or says what is wrong, never others."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from mapper.vault import restore
from mapper.vault.errors import VaultError
from mapper.vault.sets import Kind, Places, sets
from tests.vault.copies import backed_up, content, filled
from tests.vaults import open_keeper

HARMED = 150


@pytest.mark.parametrize("kind", ["cases", "keys"])
def test_a_harmed_backup_gives_the_same_or_a_fault(tmp_path: Path, kind: Kind) -> None:
    keeper = filled(tmp_path / "data", "a", "bb")
    backed_up(keeper, tmp_path / "copy")
    before, master = content(keeper.vault), keeper.vault.master
    keeper.close()
    chance, told, silent = random.Random(20260403), 0, 0
    for number in range(HARMED):
        trial = tmp_path / f"trial{number}"
        shutil.copytree(tmp_path / "copy", trial)
        places = Places(trial, trial)
        harm_somewhere(sets(trial, kind)[0].file, chance)
        try:
            with restore.opened_backup(
                tmp_path / "elsewhere", places, restore.choose(places), lambda keys: master
            ) as opened:
                look = opened.look()
                assert look.changed
                found = content(opened.vault)
        except VaultError:
            told += 1
        else:
            named = {flaw.case for flaw in look.examined.flaws}
            unnamed = any(not flaw.case for flaw in look.examined.flaws)
            for case, (header, events) in before.items():
                whole = found.get(case, (b"", ())) == (header, events)
                assert whole or case in named or unnamed
                assert events[: len(found.get(case, (b"", ()))[1])] == found.get(case, (b"", ()))[1]
            assert set(found) <= set(before)
            silent += not look.examined.flaws
        shutil.rmtree(trial)
    assert told > 0
    assert told + silent < HARMED or kind == "keys"


def harm_somewhere(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    how = chance.randrange(3)
    at = chance.randrange(len(content))
    if how == 0:
        content[at] ^= 1 << chance.randrange(8)
    elif how == 1:
        content[at : at + 200] = chance.randbytes(len(content[at : at + 200]))
    else:
        del content[at:]
    file.write_bytes(content)


def test_a_vault_is_not_touched_by_looking_at_a_harmed_backup(tmp_path: Path) -> None:
    keeper = filled(tmp_path / "data")
    backed_up(keeper, tmp_path / "copy")
    before = content(keeper.vault)
    places = Places(tmp_path / "copy", tmp_path / "copy")
    sets(tmp_path / "copy", "cases")[0].file.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    master = keeper.vault.master
    keeper.close()
    with (
        pytest.raises(VaultError),
        restore.opened_backup(tmp_path / "data", places, restore.choose(places), lambda keys: master),
    ):
        pass
    keeper = open_keeper(tmp_path / "data")
    assert content(keeper.vault) == before
    keeper.close()
