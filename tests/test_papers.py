"""Papers on this machine: none is written over, none is half there, and what cannot be opened is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mapper import papers
from mapper.files import write_whole
from mapper.papers import PaperUnopened, PaperUnsaved, case_folder, print_out, show, write_papers

TEXTS = (("md", b"words"), ("html", b"<p>words"))


def test_a_second_paper_of_the_same_name_stands_beside_the_first(tmp_path: Path) -> None:
    first = write_papers(tmp_path, "my-summary", TEXTS)
    (tmp_path / "my-summary-2.html").write_text("somebody else's", encoding="utf-8")
    second = write_papers(tmp_path, "my-summary", TEXTS)
    assert [path.name for path in (*first, *second)] == [
        "my-summary.md", "my-summary.html", "my-summary-3.md", "my-summary-3.html",
    ]  # fmt: skip
    assert (tmp_path / "my-summary-2.html").read_text(encoding="utf-8") == "somebody else's"


def test_a_paper_that_fails_in_one_format_stands_in_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        if path.suffix == ".html":
            raise OSError("full")
        write_whole(path, content)

    monkeypatch.setattr(papers, "write_whole", full)
    with pytest.raises(PaperUnsaved):
        write_papers(tmp_path, "my-summary", TEXTS)
    assert list(tmp_path.iterdir()) == []


def test_each_case_has_its_own_folder_and_practice_one_for_all(tmp_path: Path) -> None:
    folders = {case_folder(tmp_path, "a" * 32, practice=False), case_folder(tmp_path, "b" * 32, practice=False)}
    assert len(folders) == 2
    assert case_folder(tmp_path, "a" * 32, practice=True) == tmp_path / "practice"


def test_a_paper_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(PaperUnopened):
        show(tmp_path / "gone.html")


def test_a_machine_without_a_program_for_papers_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (paper,) = write_papers(tmp_path, "my-summary", TEXTS[1:])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PaperUnopened):
        print_out(paper)


def test_on_windows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def no_program(_: Path, verb: str = "open") -> None:
        asked.append(verb)
        raise OSError("no application is associated with the file")

    (paper,) = write_papers(tmp_path, "my-summary", TEXTS[1:])
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", no_program, raising=False)
    with pytest.raises(PaperUnopened):
        print_out(paper)
    assert asked == ["print", "open"]
