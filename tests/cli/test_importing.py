"""`mapper import`: what it asks, what it says, and that it never writes over anything."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.documents.model import Wanted
from mapper.plan.model import COPY
from tests.tui.shell.desk import desk_in
from tests.vaults import PASSPHRASE


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a conversation of another office, and an office here with its vault."""
    for name, folder in (("DATA", "data"), ("EXPORTS", "exports"), ("OFFICE", "office")):
        monkeypatch.setenv(f"MAPPER_{name}", str(tmp_path / folder))
    monkeypatch.setattr("mapper.hardening.harden", lambda language: 0)  # the tests are not to be closed off
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    desk = desk_in(elsewhere)
    meeting = desk.new("short", "nb")
    meeting.name("Kari i mars")
    page, file = desk.save_copy(meeting, Wanted(COPY, "nb")).paths
    assert (page.suffix, file.suffix) == (".html", ".json")
    desk.close()
    desk_in(tmp_path).close()
    return file


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str, typed: tuple[str, ...] = ()
) -> tuple[int, str]:
    lines = (PASSPHRASE, *typed)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    with pytest.raises(SystemExit) as ended:
        main(["--language", "nb", "import", *arguments])
    said = capsys.readouterr()
    return int(str(ended.value.code)), said.out + said.err


def labels(folder: Path) -> list[str]:
    desk = desk_in(folder)
    found = [line.label for line in desk.cases()]
    desk.close()
    return found


def test_a_copy_is_taken_in_once_and_again_only_after_a_yes(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(monkeypatch, capsys, str(copy))
    assert (code, "«Kari i mars»" in said, "halvt minutt" in said) == (0, True, False)
    assert labels(tmp_path) == ["Kari i mars"]
    for typed in ((), ("nei",), ("kanskje",)):
        code, said = run(monkeypatch, capsys, str(copy), typed=typed)
        assert (code, "Ingenting er tatt inn." in said) == (1, True)
    assert labels(tmp_path) == ["Kari i mars"]
    assert run(monkeypatch, capsys, str(copy), typed=("ja",))[0] == 0
    copy.write_bytes(copy.read_bytes() + b" " * 2_000_000)
    code, said = run(monkeypatch, capsys, "--yes", str(copy))
    assert (code, "halvt minutt" in said) == (0, True)
    assert labels(tmp_path) == ["Kari i mars"] * 3


def test_what_cannot_be_taken_in_is_told(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy.write_bytes(copy.read_bytes().replace(b'"version": 1', b'"version": 9'))
    code, said = run(monkeypatch, capsys, str(copy))
    assert (code, "(carry_copy_newer)" in said) == (1, True)
    (tmp_path / "office" / "office.yaml").unlink()
    code, said = run(monkeypatch, capsys, str(copy))
    assert (code, "(office_not_ready)" in said) == (1, True)
    assert labels(tmp_path) == []


def test_where_nobody_chose_a_passphrase_none_is_asked_for(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "empty"))
    code, said = run(monkeypatch, capsys, str(copy))
    assert (code, "«mapper vault make»" in said, "Passordet ditt" in said) == (1, True, False)
