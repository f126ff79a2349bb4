"""An office's own folder: made, checked and used from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.documents.templates.shelf import folder
from mapper.language.text import SCREEN_LANGUAGES
from mapper.office.check import check_office
from mapper.office.model import KEYS, load_office


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MAPPER_OFFICE", str(tmp_path / "office"))
    return tmp_path / "office"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(str(ended.value.code)), capsys.readouterr().out


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_a_new_folder_has_everything_to_edit_and_nothing_is_wrong_with_it(
    home: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    code, out = said(capsys, "office", "init", str(home), "--language", language)
    assert code == 0
    assert str(home) in out
    assert "The program uses it already." in out or language != "en"
    assert len(out.splitlines()) < 20, "the folder's name is still on the screen"
    assert load_office(home).missing == ("who_can_read", "keep", "kept")
    written = (home / "office.yaml").read_text(encoding="utf-8")
    assert all(f"\n{key}:" in written for key in KEYS)
    assert (home / "README.md").read_text(encoding="utf-8").startswith("# ")
    for template in folder().glob("*.md.j2"):
        assert (home / "templates" / template.name).read_bytes() == template.read_bytes()
    assert (home / "questionnaires" / "lists" / "partners.yaml").is_file()
    assert check_office(home) == ()
    if language == SCREEN_LANGUAGES[0]:
        assert said(capsys, "check")[0] == 0, "the copies are the same in every language: once is enough"
        assert said(capsys, "documents", "check", "office")[0] == 0


def test_what_stands_there_is_never_touched(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "templates").mkdir(parents=True)
    (home / "office.yaml").write_text("name: x\n", encoding="utf-8")
    (home / "README.md").symlink_to("gone")
    (home / "templates" / "plan.nb.md.j2").write_text("# Vår", encoding="utf-8")
    code, out = said(capsys, "office", "init", str(home), "--language", "en")
    assert code == 0
    assert "3 files were there already" in out
    assert (home / "office.yaml").read_text(encoding="utf-8") == "name: x\n"
    assert (home / "templates" / "plan.nb.md.j2").read_text(encoding="utf-8") == "# Vår"
    assert (home / "README.md").is_symlink()
    again = said(capsys, "office", "init", str(home), "--language", "en")[1]
    assert "I made" not in again
    assert f"The folder is here: {home}" in again


def test_without_a_name_the_folder_in_use_is_filled(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "office", "init", "--language", "en")
    assert (code, (home / "README.md").is_file()) == (0, True)
    assert "uses it already" in out
    assert "MAPPER_OFFICE" not in out


def test_the_templates_are_found_in_the_folder_of_the_office(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "templates").mkdir(parents=True)
    (home / "templates" / "plan.en.md.j2").write_text("{% if practice }", encoding="utf-8")
    for named in ("office", str(home), str(home / "templates")):
        code, out = said(capsys, "documents", "check", named, "--language", "en")
        assert code == 1
        assert "plan.en.md.j2" in out


def test_a_folder_that_cannot_be_made_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("a file", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["office", "init", str(home)])
    assert ended.value.code == 1
    assert "office_folder_unmade" in capsys.readouterr().err


def test_check_finds_what_is_wrong_anywhere_in_the_offices_folder(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "templates").mkdir(parents=True)
    (home / "office.yaml").write_text("colour: red\n", encoding="utf-8")
    (home / "templates" / "plan.en.md.j2").write_text("# A draft\n{{ practise }}\n", encoding="utf-8")
    for arguments in (["check"], ["check", str(home)]):
        code, out = said(capsys, *arguments, "--json", "--language", "en")
        assert code == 1
        codes = [each["code"] for each in json.loads(out)]
        assert codes == ["office_yaml.colour", "templates.left_out", "templates.unknown_name"]
    code, out = said(capsys, "documents", "check", str(home / "templates"), "--language", "nn")
    assert code == 1
    assert "plan.en.md.j2:2:4" in out
    assert "practice" in out
    assert said(capsys, "check", str(home / "office.yaml"))[0] == 1
