"""A vault that was made and is not there is noticed before anybody types a passphrase."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.desk.keeper import Keeper
from mapper.vault.errors import VaultEmpty, VaultForeign, VaultMissing, VaultReplaced
from mapper.vault.paths import id_file, key_file, vault_file, vault_folder
from mapper.vault.presence import trouble
from tests.vaults import open_keeper


@pytest.fixture
def data(tmp_path: Path) -> Path:
    open_keeper(tmp_path / "data").close()
    return tmp_path / "data"


def test_a_whole_vault_is_no_trouble_and_neither_is_none(data: Path, tmp_path: Path) -> None:
    assert trouble(data) is None
    assert trouble(tmp_path / "never") is None
    shutil.rmtree(data)
    assert trouble(data) is None


@pytest.mark.parametrize("path_of", [vault_file, key_file])
def test_what_is_wrong_with_a_file_is_seen_without_opening_it(data: Path, path_of: object) -> None:
    assert callable(path_of)
    path: Path = path_of(data)
    kept = path.read_bytes()
    for content, kind in ((b"", VaultEmpty), (b"x" * 5000, VaultForeign)):
        path.write_bytes(content)
        assert type(Keeper(data).trouble()) is kind
        assert path.read_bytes() == content
    path.unlink()
    found = Keeper(data).trouble()
    assert isinstance(found, VaultMissing)
    assert found.facts["path"] == str(path)
    path.write_bytes(kept)
    assert Keeper(data).trouble() is None


def test_the_whole_folder_may_be_gone(data: Path) -> None:
    vault_folder(data).rename(data.parent / "away")
    assert type(trouble(data)) is VaultMissing


def test_another_vault_in_its_place_is_seen(data: Path, tmp_path: Path) -> None:
    open_keeper(tmp_path / "other").close()
    shutil.rmtree(vault_folder(data))
    shutil.copytree(vault_folder(tmp_path / "other"), vault_folder(data))
    assert type(trouble(data)) is VaultReplaced
    id_file(data).write_bytes(id_file(tmp_path / "other").read_bytes())
    assert trouble(data) is None


def test_an_open_vault_is_not_looked_for(data: Path) -> None:
    keeper = open_keeper(data)
    assert keeper.trouble() is None
    keeper.close()


def test_looking_loads_neither_database_nor_seals(data: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mapper.desk.keeper import Keeper;"
        "assert Keeper(Path(sys.argv[1])).trouble() is None;"
        "assert not {'sqlite3', 'nacl', 'zxcvbn', 'mapper.vault.place'} & set(sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
