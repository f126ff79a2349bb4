"""Deleting, looking and checking a code by command: what is said, what is asked, and how a command ends."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.desk.erasing import papers_in
from mapper.documents.model import Wanted
from tests.tui.shell.desk import NOW, desk_in
from tests.vaults import KEEPER_NAME, PASSPHRASE

Run = Callable[..., tuple[int, str]]
LABEL = "Kari i mars"


@pytest.fixture
def case(tmp_path: Path) -> str:
    desk = desk_in(tmp_path)
    meeting = desk.new("short", "nb")
    meeting.name(LABEL)
    desk.save(meeting, Wanted("summary", "nb"), ("md",))
    desk.new("short", "nb").name("En annen")
    desk.close()
    return meeting.case


@pytest.fixture
def run(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name, folder in (("DATA", "data"), ("EXPORTS", "exports"), ("OFFICE", "office")):
        monkeypatch.setenv(f"MAPPER_{name}", str(tmp_path / folder))
    monkeypatch.setattr("mapper.commands.vault._begin", lambda language: 0)  # the tests are not to be closed off

    def run(*arguments: str, typed: tuple[str, ...] = (PASSPHRASE,), language: str = "nb") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        with pytest.raises(SystemExit) as ended:
            main(["--language", language, "vault", *arguments])
        said = capsys.readouterr()
        return int(str(ended.value.code)), said.out + said.err

    return run


@pytest.mark.parametrize("typed", ["", "ja", "yes", "kari", "En annen"])
def test_anything_but_the_label_leaves_everything_as_it_is(run: Run, case: str, tmp_path: Path, typed: str) -> None:
    code, said = run("erase", case[:6], typed=(PASSPHRASE, typed))
    assert (code, "Ingenting er slettet." in said) == (1, True)
    assert case in {line.case for line in desk_in(tmp_path).cases()}
    assert len(papers_in(tmp_path / "exports" / case[:12])) == 1


@pytest.mark.parametrize("keep", [False, True])
def test_the_label_deletes_and_what_is_not_deleted_is_said(run: Run, case: str, tmp_path: Path, keep: bool) -> None:
    options = ("--keep-papers",) if keep else ()
    code, said = run("erase", LABEL, *options, typed=(PASSPHRASE, LABEL))
    assert code == 0
    assert "Samtalen er slettet." in said
    assert said.index("Dette er borte:") < said.index("Dette er ikke borte:")
    assert ("Ett papir i " in said.partition("Dette er ikke borte:")[2]) is keep
    assert len(papers_in(tmp_path / "exports" / case[:12])) == keep
    assert [line.label for line in desk_in(tmp_path).cases()] == ["En annen"]
    code, said = run("erased")
    assert (code, said.startswith(f"{case}  ")) == (0, True)
    assert LABEL not in said


def test_a_case_that_nobody_knows_is_told(run: Run) -> None:
    for command in ("erase", "log"):
        code, said = run(command, "finnes-ikke")
        assert (code, "(erasing_no_one_case)" in said) == (1, True)


def test_nothing_deleted_is_said_too(run: Run) -> None:
    assert run("erased") == (0, "Ingen samtaler er slettet her.\n")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_who_has_looked_is_told_and_telling_it_is_not_looking(run: Run, case: str, language: str) -> None:
    first = run("log", LABEL, language=language)
    assert run("log", LABEL, language=language) == first
    code, said = first
    lines = said.splitlines()
    assert code == 0
    assert len(lines) == 2
    assert all(KEEPER_NAME in line and f"{NOW.day}" in line for line in lines)


def test_the_code_of_a_paper_is_checked(run: Run, case: str, tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.open(case)
    code = meeting.record.printed()[-1].code
    desk.close()
    ended, said = run("verify", "--code", code)
    assert ended == 0
    assert f"«{LABEL}»" in said
    assert "Ingenting er endret siden." in said
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    ended, said = run("verify", "--code", wrong, typed=())
    assert (ended, "tolv tegn" in said) == (1, True)
    for empty in ("", " ", "--"):
        assert "tolv tegn" in run("verify", "--code", empty)[1]
    ended, said = run("verify", "--code", code, str(tmp_path), typed=())
    assert (ended, "Skriv kommandoen uten mappe." in said) == (1, True)
