"""`mapper documents write`: sheets that need no conversation, in the language and the formats asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.cli import main
from mapper.console import MISUSED, OK, TOLD

ARABIC = Path(__file__).parents[1] / "documents" / "pages" / "sheets" / "arabic.yaml"


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAPPER_OFFICE", str(tmp_path / "office"))


def ran(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["documents", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def names(folder: Path) -> set[str]:
    return {path.name.partition("-20")[0] + path.suffix for path in folder.iterdir()}


def test_a_blank_sheet_is_written_and_its_place_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert ran("write", "preparation", "--out", str(out), "--language", "nn", "--formats", "pdf,md") == OK
    told = capsys.readouterr().out.split()
    assert {Path(path) for path in told} == set(out.iterdir())
    assert names(out) == {"førebuingsark.pdf", "førebuingsark.md"}


def test_a_questionnaire_is_written_in_two_languages(tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("write", "bilingual", str(ARABIC), "--second", "ar", "--out", str(out), "--formats", "html", "--large")
    assert ran(*asked, "--language", "nb") == OK
    (path,) = out.iterdir()
    assert "ما هو الأهم" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        ("bilingual", "--out", "x"),
        ("bilingual", "--second", "../x", "--out", "x"),
        ("preparation",),
        ("summary", "--out", "x"),
        ("preparation", "--out", "x", "--formats", "exe"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is(
    wrong: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ran("write", *wrong) == MISUSED
    assert not list(tmp_path.glob("x*"))


def test_a_questionnaire_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("write", "preparation", "nowhere", "--out", str(tmp_path / "out"), "--language", "en") == TOLD
    assert "nowhere" in capsys.readouterr().err


def test_without_a_command_it_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("--language", "en") == OK
    assert "write" in capsys.readouterr().out


def test_an_office_file_that_cannot_be_read_is_told_beside_the_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "office.yaml").write_text("name: Nav Eksempelby\nname: Nav Prøveby\n", encoding="utf-8")
    assert ran("write", "preparation", "--out", str(tmp_path / "out"), "--language", "nb", "--formats", "md") == OK
    assert "office.yaml" in capsys.readouterr().err
    assert names(tmp_path / "out") == {"forberedelsesark.md"}
