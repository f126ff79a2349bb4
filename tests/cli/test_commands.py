"""The commands, as people at a terminal meet them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapper import __version__
from mapper.cli import main, pick_language, program
from mapper.console import INTERRUPTED, MISTAKEN, MISUSED, OK, TOLD
from mapper.language.catalogue import words

PLANTED = "PLANTED-ANSWER"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a data folder of its own, on a machine that names no language."""
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path / "data"))
    for name in ("MAPPER_OFFICE", "MAPPER_EXPORTS", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (OK, f"mapper {__version__}\n", "")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_help_is_in_the_readers_language(capsys: pytest.CaptureFixture[str], language: str) -> None:
    code, said, wrong = run(capsys, "--language", language, "--help")
    assert (code, wrong) == (OK, "")
    assert words("cli.help.commands", language) in said
    assert [name for name in program(language).commands if f"\n  {name} " not in said] == []
    code, said, _ = run(capsys, "--language", language, "check", "--help")
    assert words("cli.option.json", language) in said
    assert words("cli.help.help", language) in said


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["chek"], "cli_no_command", "chek"),
        (["--foo"], "cli_no_option", "--foo"),
        (["check", "--foo"], "cli_no_option", "mapper check --help"),
        (["--language", "xx"], "cli_bad_value", "nb, nn, en"),
        (["check", "--language"], "cli_missing", "--language"),
        (["schema", "x"], "cli_usage", "mapper schema --help"),
        (["\x1b[31mx"], "cli_no_command", "«[31mx»"),
        (["check", "--json=1"], "cli_missing", "--json"),
    ],
)
def test_a_slip_on_the_command_line_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: str, named: str
) -> None:
    exit_code, said, wrong = run(capsys, *arguments)
    assert (exit_code, said) == (MISUSED, "")
    assert wrong.endswith(f"({code})\n")
    assert named in wrong
    assert "\x1b" not in wrong
    assert len(wrong.splitlines()) == 3


@pytest.mark.parametrize("command", [[], ["demo"]])
def test_screens_without_a_terminal_are_told(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    exit_code, said, wrong = run(capsys, *command)
    assert (exit_code, said) == (TOLD, "")
    assert "(cli_no_terminal)" in wrong


def test_what_is_shipped_has_no_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "--language", "en") == (OK, words("check.nothing", "en") + "\n", "")


def test_findings_are_told_with_their_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text('id: own\nversion: "1.0"\ntitle: {nb: Eget}\nid: twice\nsections: []\n')
    code, said, _ = run(capsys, "check", str(file))
    assert code == TOLD
    assert f"{file}:4:1" in said
    code, said, _ = run(capsys, "check", "--json", str(file), "--language", "nn")
    assert code == TOLD
    assert (4, 1, "duplicate_key") in [(found["line"], found["column"], found["code"]) for found in json.loads(said)]


def test_a_folder_with_nothing_to_check_is_not_said_to_be_well(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, said, _ = run(capsys, "check", str(tmp_path), "--language", "en")
    assert (code, words("check.no_files.what", "en") in said) == (TOLD, True)
    (tmp_path / "mine.yaml.txt").touch()
    code, said, _ = run(capsys, "check", str(tmp_path), "--language", "en")
    assert "Give it this name: mine.yaml." in said
    assert words("check.no_files.what", "en") not in said


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said, _ = run(capsys, "check", str(tmp_path / "gone.yaml"))
    assert code == TOLD
    assert "gone.yaml" in said


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = run(capsys, "schema")
    assert code == OK
    assert json.loads(said)["type"] == "object"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_mistake_in_the_program_is_told_by_its_type_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError(PLANTED)

    monkeypatch.setattr("mapper.questionnaire.check.check_paths", fail)
    code, said, wrong = run(capsys, "check", "--language", language)
    assert (code, said) == (MISTAKEN, "")
    assert "ZeroDivisionError" in wrong
    assert PLANTED not in wrong
    assert "Traceback" not in wrong


def test_ctrl_c_ends_quietly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mapper.questionnaire.check.check_paths", interrupt)
    code, said, wrong = run(capsys, "check")
    assert (code, said.strip(), wrong.strip()) == (INTERRUPTED, "", "")


@pytest.mark.parametrize(
    ("arguments", "settings", "environment", "language"),
    [
        ([], None, {}, "nb"),
        ([], None, {"LANG": "en_US.UTF-8"}, "en"),
        ([], None, {"LANG": "nn_NO.UTF-8"}, "nn"),
        ([], None, {"LANG": "no_NO"}, "nb"),
        ([], None, {"LANG": "C.UTF-8"}, "nb"),
        ([], None, {"LANG": "pl_PL.UTF-8"}, "nb"),
        ([], None, {"LANG": "nn_NO", "LC_ALL": "en_GB"}, "en"),
        ([], "nn", {"LANG": "en_US.UTF-8"}, "nn"),
        (["--language", "en"], "nn", {}, "en"),
        (["check", "--language=en"], "nn", {}, "en"),
        (["--language", "xx"], "nn", {}, "nn"),
        (["--language"], None, {}, "nb"),
    ],
)
def test_the_language_is_the_one_asked_for_chosen_or_of_the_machine(
    data: Path, arguments: list[str], settings: str | None, environment: dict[str, str], language: str
) -> None:
    if settings:
        data.mkdir()
        (data / "settings.toml").write_text(f"language = '{settings}'\n")
    assert pick_language(arguments, {"MAPPER_DATA": str(data), **environment}) == language


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/data", "a" * 300])
def test_a_data_folder_that_cannot_be_is_no_traceback(folder: str) -> None:
    assert pick_language([], {"MAPPER_DATA": folder, "LANG": "en_GB"}) == "en"


def test_a_reader_that_goes_away_gets_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'from mapper.cli import main; main()' schema | head -c 10"
    environment = {**os.environ, "MAPPER_DATA": str(tmp_path)}
    ended = subprocess.run(["sh", "-c", command], capture_output=True, check=False, env=environment)
    assert (len(ended.stdout), ended.stderr) == (10, b"")


def test_a_command_makes_no_folder(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    run(capsys, "check")
    assert not data.exists()


def test_lines_need_no_terminal_and_end_with_the_input(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from mapper.cli import main; main()", "lines", "--language", "en"]
    environment = {**os.environ, "MAPPER_DATA": str(tmp_path)}
    ended = subprocess.run(command, input="", capture_output=True, text=True, check=False, env=environment)
    assert (ended.returncode, ended.stderr) == (OK, "")
    assert words("lines.bye_nothing", "en") in ended.stdout
    assert "\x1b" not in ended.stdout


# --- advice

WORDY = """id: wordy
version: "1.0"
title: {nb: Prøve, en: Trial}
sections:
  - id: a
    title: {nb: Del, en: Part}
    questions:
      - id: x
        ask: {nb: Trenger du bistand?, en: Do you need help?}
        why: {nb: Derfor., en: Because.}
        type: yes_no
"""


def test_advice_ends_well_unless_one_is_strict(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "wordy.yaml"
    path.write_text(WORDY, encoding="utf-8")
    code, said, _ = run(capsys, "check", str(path))
    assert (code, said.splitlines()[2], said.splitlines()[-1]) == (
        OK,
        f"{path}:9:30 [officialese]",
        "Ingen feil. Ett råd.",
    )
    assert run(capsys, "check", str(path), "--strict")[0] == TOLD
    assert run(capsys, "check", str(path), "--strict", "--no-advice")[:2] == (OK, "Alt er i orden.\n")
    code, said, _ = run(capsys, "check", str(path), "--json", "--language", "en")
    assert [(each["level"], each["code"], each["suggestion"]) for each in json.loads(said)] == [
        ("advice", "officialese", "hjelp")
    ]


def test_marks_that_cannot_be_written_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("mapper.questionnaire.checking.marks.write_whole", fail)
    path = tmp_path / "wordy.yaml"
    path.write_text(WORDY, encoding="utf-8")
    code, said, wrong = run(capsys, "check", str(path), "--write")
    assert (code, said) == (TOLD, "")
    assert "wordy.translations.json" in wrong
    assert "(cli_marks_unwritten)" in wrong


def test_a_translation_grows_old_and_is_marked_as_fitting(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "wordy.yaml"
    path.write_text(WORDY.replace("bistand", "hjelp"), encoding="utf-8")
    assert run(capsys, "check", str(path), "--write", "--strict")[0] == OK
    path.write_text(WORDY.replace("bistand", "noe"), encoding="utf-8")
    code, said, _ = run(capsys, "check", str(path), "--write", "--strict")
    assert code == TOLD
    assert f"{path}:9:40 [old_translation]" in said
    assert "mapper questionnaire mark-translated" in said
    code, said, _ = run(capsys, "questionnaire", "mark-translated", str(path))
    assert (code, said) == (OK, "wordy.yaml: én tekst er merket.\n")
    assert run(capsys, "check", str(path), "--strict")[0] == OK
