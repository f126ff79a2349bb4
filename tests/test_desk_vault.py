"""The desk tells once that it made a vault, and never makes one in practice."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.desk import Desk
from mapper.settings import load_settings
from mapper.vault.errors import VaultMissing
from mapper.vault.place import vault_file


def desk(data: Path) -> Desk:
    return Desk(load_settings({"MAPPER_DATA": str(data)}))


def test_a_new_place_to_save_is_told_once(tmp_path: Path) -> None:
    first = desk(tmp_path)
    first.new("short", "nb")
    assert [first.vault_made(), first.vault_made()] == [str(vault_file(tmp_path)), ""]
    first.close()
    again = desk(tmp_path)
    assert len(again.cases()) == 1
    assert again.vault_made() == ""
    again.close()


def test_practice_reaches_no_disk(tmp_path: Path) -> None:
    at = desk(tmp_path / "data")
    at.practice("short", "nb")
    assert at.vault_made() == ""
    assert not (tmp_path / "data").exists()


def test_a_vault_that_is_gone_is_never_an_empty_list(tmp_path: Path) -> None:
    first = desk(tmp_path)
    first.new("short", "nb")
    first.close()
    vault_file(tmp_path).unlink()
    for ask in (desk(tmp_path).cases, desk(tmp_path).last, lambda: desk(tmp_path).new("short", "nb")):
        with pytest.raises(VaultMissing):
            ask()
    assert not vault_file(tmp_path).exists()
