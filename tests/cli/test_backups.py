"""Backups by command: what is said, what is asked, and how a command ends."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.vault.erase import erase
from mapper.vault.paths import key_file, vault_file
from tests.vault.copies import NOW, content_at, fill, filled, header
from tests.vault.test_backup import harm
from tests.vaults import PASSPHRASE, open_keeper

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("mapper.commands.vault._begin", lambda language: 0)  # the tests are not to be closed off
    filled(tmp_path / "data").close()
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, typed: tuple[str, ...] = (PASSPHRASE,)) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        with pytest.raises(SystemExit) as ended:
            main(["--language", "en", "vault", *arguments])
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out + said.err

    return run


def test_a_backup_is_made_verified_and_restored(run: Run, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    code, said = run("backup", str(folder))
    assert code == 0
    assert "Talks: 3. Things saved: 9." in said
    assert str(folder / "cases") in said
    code, said = run("verify", str(folder))
    assert (code, "Everything is in order. Talks: 3. Things saved: 9." in said) == (0, True)
    before = content_at(data)
    shutil.rmtree(data)
    code, said = run("restore", str(folder), typed=(PASSPHRASE, "yes"))
    assert (code, "The backup is in place" in said) == (0, True)
    assert content_at(data) == before


def test_the_size_is_written_as_the_language_writes_numbers(run: Run, tmp_path: Path) -> None:
    _, said = run("backup", str(tmp_path / "en"))
    assert re.search(r"Size: 0\.\d MB", said)
    _, said = run("backup", "--language", "nb", str(tmp_path / "nb"))
    assert re.search(r"Størrelse: 0,\d MB", said)


def test_what_will_be_gone_is_said_and_asked(run: Run, data: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy"))
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"4"], header("a"))
    fill(keeper.vault, "dddd")
    erase(keeper.vault, "bb", NOW.date())
    keeper.close()
    before = content_at(data)
    for answer in ("", "no", "nei", "maybe"):
        code, said = run("restore", str(tmp_path / "copy"), typed=(PASSPHRASE, answer))
        assert code == 1
        assert said.index("Sak dddd: the whole talk, 3 things saved") < said.index("Sak a: the last thing saved")
        assert "One talk in the backup has been deleted since. It stays deleted." in said
        assert "Nothing has been changed." in said
        assert content_at(data) == before
    code, said = run("restore", str(tmp_path / "copy"), "--yes")
    assert code == 0
    assert str(next(data.glob("vault-before-*"))) in said
    assert set(content_at(data)) == {"a", "ccc"}


def test_what_holds_the_conversations_as_they_were_before_is_named_with_what_to_do(run: Run, data: Path) -> None:
    before = data / "vault-before-20260101-120000"
    before.mkdir()
    code, said = run("verify")
    assert code == 0
    assert f"The talks as they were before are here: {before}." in said
    assert "Delete it yourself" in said


def test_a_case_whose_mark_is_harmed_is_gone_on_with_by_the_command(run: Run, data: Path) -> None:
    harm(key_file(data), "UPDATE seen SET sealed = x'01' WHERE name = 'bb'")
    code, said = run("verify")
    assert code == 1
    assert "(vault_case_unsure)" in said
    code, said = run("accept", "bb", "--yes")
    assert code == 0
    assert "cannot tell whether anything is missing in “Sak bb”" in said
    assert run("verify")[0] == 0


def test_the_whole_vault_is_verified_and_what_is_broken_is_named(run: Run, data: Path) -> None:
    assert run("verify") == (0, "Everything is in order. Talks: 3. Things saved: 9.\n")
    harm(vault_file(data), "UPDATE events SET sealed = x'00' WHERE name = 'bb' AND seq = 2")
    code, said = run("verify")
    assert code == 1
    assert "Sak bb: " in said
    assert "(vault_case_broken)" in said
    assert "Sak ccc" not in said


def test_a_harmed_backup_is_told(run: Run, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy"))
    file = next((tmp_path / "copy" / "cases").glob("*/cases.db"))
    harm(file, "UPDATE events SET sealed = x'00' WHERE name = 'bb' AND seq = 2")
    code, said = run("verify", str(tmp_path / "copy"))
    assert code == 1
    assert "Sak bb: " in said
    assert "not the ones that were written" in said


@pytest.mark.parametrize(("arguments", "told"), [(["restore"], "backup_gone"), (["verify"], "backup_gone")])
def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path, arguments: list[str], told: str) -> None:
    code, said = run(*arguments, str(tmp_path / "away"))
    assert (code, f"({told})" in said) == (1, True)


def test_a_wrong_passphrase_is_told(run: Run, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy"))
    code, said = run("restore", str(tmp_path / "copy"), typed=("not this one", "yes"))
    assert (code, "(backup_passphrase_wrong)" in said) == (1, True)


def test_a_case_whose_end_is_gone_is_accepted_when_asked(run: Run, data: Path) -> None:
    keeper = open_keeper(data)
    keeper.vault.append("a", [b"4", b"5"], header("a"))
    keeper.close()
    harm(vault_file(data), "DELETE FROM events WHERE name = 'a' AND seq > 3")
    harm(vault_file(data), "UPDATE cases SET last = 3 WHERE name = 'a'")
    assert run("verify")[0] == 1
    code, said = run("accept", "a", typed=(PASSPHRASE, "no"))
    assert code == 1
    assert "the last 2 things saved are missing. What is left goes up to number 3." in said
    assert run("verify")[0] == 1
    assert run("accept", "a", typed=(PASSPHRASE, "yes"))[0] == 0
    assert run("accept", "a")[1].endswith("Nothing is missing from the talk.\n")
    keeper = open_keeper(data)
    assert keeper.vault.append("a", [b"goes on"], header("a")) == range(4, 5)
    keeper.close()
    assert run("verify")[0] == 0


def test_whole_conversations_that_are_gone_are_accepted_when_asked(run: Run, data: Path) -> None:
    keeper = open_keeper(data)
    content = keeper.vault
    content.events("a")
    keeper.close()
    harm(vault_file(data), "DELETE FROM cases WHERE name = 'a'")
    assert "(vault_cases_missing)" in run("verify")[1]
    assert run("accept", typed=(PASSPHRASE, ""))[0] == 1
    assert run("accept", typed=(PASSPHRASE, "yes"))[0] == 0
    assert run("verify")[0] == 0


def test_a_broken_case_cannot_be_accepted(run: Run, data: Path) -> None:
    harm(vault_file(data), "UPDATE events SET sealed = x'00' WHERE name = 'bb' AND seq = 2")
    code, said = run("accept", "bb", "--yes")
    assert (code, "(vault_case_broken)" in said) == (1, True)
    assert "(vault_case_unknown)" in run("accept", "nobody", "--yes")[1]
