"""Streams that are closed, full, or without an end: told in a sentence, and never a mistake in the program."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.console import MISUSED, OK, TOLD, say
from mapper.hidden import LineTooLong, read_hidden

MAPPER = f"{sys.executable} -m mapper --language en"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes the streams")


def ended(command: str, data: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={"MAPPER_DATA": str(data)},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "streams", "code"),
    [
        ("check", ">&-", OK),
        ("schema", ">&- 2>&-", OK),
        ("", "<&-", TOLD),
        ("lines", "<&-", OK),
        ("lines", "<&- >&- 2>&-", OK),
        ("vault status", "<&- >&-", OK),
        ("vault make", "<&-", TOLD),
    ],
)
def test_closed_streams_are_no_mistake(tmp_path: Path, arguments: str, streams: str, code: int) -> None:
    exit_code, _, wrong = ended(f"{MAPPER} {arguments} {streams}", tmp_path)
    assert exit_code == code, wrong
    assert "Traceback" not in wrong
    assert "cli_unexpected" not in wrong


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["check", "schema", "--help", "--version", "lines", "vault status"])
def test_a_full_output_is_told(tmp_path: Path, arguments: str) -> None:
    code, _, wrong = ended(f"{MAPPER} {arguments} >/dev/full", tmp_path)
    assert code == TOLD, wrong
    assert wrong.endswith("(cli_output_full)\n")
    assert len(wrong.splitlines()) == 3
    assert ended(f"{MAPPER} {arguments} >/dev/full 2>/dev/full", tmp_path)[0] == TOLD


@pytest.mark.parametrize("arguments", [["backup", ""], ["backup", " "], ["restore", ""], ["backup", "x", "--keys", ""]])
def test_a_folder_without_a_name_is_refused(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAPPER_DATA", str(tmp_path))
    monkeypatch.setattr("mapper.commands.vault._begin", lambda language: 0)  # the tests are not to be closed off
    with pytest.raises(SystemExit) as exited:
        main(["--language", "nb", "vault", *arguments])
    assert exited.value.code == MISUSED
    assert "kan ikke brukes" in capsys.readouterr().err


def test_a_line_without_an_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = io.StringIO("x" * 1_000_000)
    monkeypatch.setattr("sys.stdin", endless)
    with pytest.raises(LineTooLong):
        read_hidden("?")
    assert endless.tell() < 100_000
    monkeypatch.setattr("sys.stdin", io.StringIO("x" * 60_000 + "\nyes\n"))
    assert read_hidden("?") == "x" * 60_000


def test_on_a_screen_a_sentence_is_broken_between_words_and_elsewhere_it_stays_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = "The talk has been taken in. In the list it is called “Kari i mars”."
    say(sentence)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    say(sentence)
    assert capsys.readouterr().out.splitlines() == [
        sentence, "The talk has been taken in. In", "the list it is called “Kari i", "mars”.",
    ]  # fmt: skip
