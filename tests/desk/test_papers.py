"""Papers on this machine: none is written over, none is half there, and what cannot be opened is told."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from mapper.desk import papers
from mapper.desk.desk import Desk
from mapper.desk.papers import PaperUnopened, PaperUnsaved, case_folder, print_out, show, write_papers
from mapper.files import alone_in, sweep_unfinished, write_whole
from mapper.settings import Settings
from tests.processes import ended, running

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


def test_what_cannot_be_taken_away_again_is_told_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path, content: bytes) -> None:
        raise OSError("vanished")

    def kept(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(f"read only, missing_ok={missing_ok}")

    monkeypatch.setattr(papers, "write_whole", gone)
    monkeypatch.setattr(Path, "unlink", kept)
    with pytest.raises(PaperUnsaved):
        write_papers(tmp_path, "my-summary", TEXTS)


KILLED = """
import os, stat, sys
from itertools import count
from pathlib import Path
from mapper.desk.papers import write_papers
folder, files = Path(sys.argv[1]), count(1)
def killing(descriptor, fsync=os.fsync):
    if stat.S_ISREG(os.fstat(descriptor).st_mode) and next(files) == 3:
        os.kill(os.getpid(), 9)
    fsync(descriptor)
os.fsync = killing
write_papers(folder, "a", [(ending, b"what they said") for ending in ("pdf", "docx", "html", "md")])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such kill")
def test_a_paper_that_a_crash_cut_off_leaves_nothing_readable_after_the_next_start(tmp_path: Path) -> None:
    exports = tmp_path / "papers"
    folder = exports / "abc"
    assert ended(KILLED, str(folder)) == -9
    left = [path for path in folder.iterdir() if path.name.startswith(".")]
    whole = [path for path in folder.iterdir() if path not in left]
    assert left
    assert {path.read_bytes() for path in whole} <= {b"what they said"}
    (folder / ".hidden").write_text("mine", encoding="utf-8")
    with alone_in(folder):
        sweep_unfinished(exports)
        assert left[0].exists(), "another window writes here"
    Desk(Settings(data=tmp_path / "data", exports=exports, office=tmp_path))
    assert {*folder.iterdir()} == {*whole, folder / ".hidden"}


MANY = """
import sys
from pathlib import Path
from mapper.desk.papers import write_papers
sys.stdin.readline()
for n in range(30):
    for path in write_papers(Path(sys.argv[1]), "a", [("md", f"{sys.argv[2]} {n}".encode()), ("html", b"")]):
        print(path.name)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lock of folders")
def test_two_windows_that_save_at_once_write_over_nothing(tmp_path: Path) -> None:
    with ExitStack() as at_last:
        writers = [at_last.enter_context(running(MANY, str(tmp_path), who)) for who in ("one", "other")]
        for writer in writers:
            writer.go()
        named = [name for writer in writers for name in writer.stdout.read().split()]
    assert len(named) == len(set(named)) == 120
    assert len({path.read_bytes() for path in tmp_path.glob("*.md")}) == 60


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
