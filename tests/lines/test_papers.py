"""The papers in plain lines: what is saved, what is to be known of it, and what is saved only after a yes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from mapper.desk.desk import Desk
from mapper.fault import Fault
from mapper.lines.papers import Papers
from mapper.settings import Settings
from tests.lines.test_share import Typed
from tests.offices import OFFICE, write_office


def save(folder: Path, *lines: str) -> tuple[list[str], list[str]]:
    """Answer at the papers of the practice person; give what was told, and the names of the files."""
    office = write_office(folder / "office", f"{OFFICE}logo: gone.png\n")
    desk = Desk(Settings(folder / "data", office, folder / "exports", language="nb"))
    console = Typed(lines)

    def choose(texts: Sequence[str]) -> int:
        console.told += texts
        return int(console.lines.pop(0)) - 1

    def tell_all(faults: tuple[Fault, ...]) -> None:
        console.told += [fault.code for fault in faults]

    Papers(desk, console, "nb", choose, tell_all).go(desk.practice("short", "nb"))
    desk.close()
    assert console.lines == []
    return console.told, [path.name for path in (folder / "exports").rglob("*") if path.is_file()]


def test_the_note_without_a_name_is_saved_only_when_it_was_read_out_and_nobody_is_in_it(tmp_path: Path) -> None:
    told, names = save(tmp_path / "not wanted", "1", "1", "1", "1")
    assert not any(name.startswith("refleksjonsnotat") for name in names)
    assert "Papirer er ikke låst. Slett dem når de er skrevet ut." in told
    told, names = save(tmp_path / "read and left", "1", "1", "2", "1", "1")
    assert any(line.startswith("# Refleksjonsnotat") for line in told)
    assert not any(name.startswith("refleksjonsnotat") for name in names)
    told, names = save(tmp_path / "read and saved", "1", "1", "2", "2", "1")
    assert any(name.startswith("refleksjonsnotat") for name in names)
    assert "office_logo_unread" in told, "what is not on the papers is told with them"


def test_papers_are_saved_as_what_was_chosen(tmp_path: Path) -> None:
    told, names = save(tmp_path, "1", "2", "1", "1")
    assert "PDF, til å skrive ut" in told
    assert {Path(name).suffix for name in names} == {".pdf"}


def test_what_this_machine_cannot_write_is_told_and_the_talk_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    told, names = save(tmp_path, "1", "2", "1", "1")
    assert "formats_missing" in told
    assert {Path(name).suffix for name in names} == set()
