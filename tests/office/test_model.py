"""What the office says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.language.text import Text
from mapper.office.model import Office, OfficeNotReady, load_office
from mapper.office.retention import Period
from tests.offices import write_office


def office(folder: Path, content: str | bytes) -> Office:
    (folder / "office.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_office(folder)


def test_without_a_file_all_is_blank_and_only_practice_is_possible(tmp_path: Path) -> None:
    assert load_office(tmp_path) == Office()
    assert not Office().ready


def test_the_offices_own_words(tmp_path: Path) -> None:
    found = office(
        tmp_path,
        "name: Nav  Eksempelby\nphone: 12 34 56 78\n"
        "who_can_read: {nb: Jeg og de som tar over., en: I and my colleagues.}\nkeep: 6 months\n"
        "kept: Til vi er ferdige.\n",
    )
    assert (found.name, found.phone) == ("Nav Eksempelby", "12 34 56 78")
    assert found.who_can_read.to("en") == "I and my colleagues."
    assert found.keep == Period(6, "month")
    assert found.kept == Text((("nb", "Til vi er ferdige."),))
    assert found.ready


@pytest.mark.parametrize(
    "blank", ["who_can_read:", "who_can_read: ''", "who_can_read: {nb: ' '}", "who_can_read: [a]", ""]
)
def test_where_nobody_could_be_told_who_reads_only_practice_is_possible(tmp_path: Path, blank: str) -> None:
    found = office(tmp_path, f"name: x\nkeep: 1 year\nkept: Til vi er ferdige.\n{blank}\n")
    assert not found.ready
    assert found.missing == ("who_can_read",)


@pytest.mark.parametrize(
    "keep", ["0 days", "11 years", "soon", "6", "six months", "06 months", "[6 months]", "1.5 years"]
)
def test_a_span_that_cannot_be_read_is_told_with_its_line_and_the_rest_stands(tmp_path: Path, keep: str) -> None:
    found = office(tmp_path, f"name: Nav Eksempelby\nwho_can_read: Jeg.\nkept: Lenge.\nkeep: {keep}\n")
    assert found.notice is not None
    assert found.notice.code == "office_keep_unread"
    assert found.notice.facts == {"path": str(tmp_path / "office.yaml"), "line": 4}
    assert (found.name, found.missing) == ("Nav Eksempelby", ("keep",))


def test_an_office_that_is_not_ready_says_what_is_missing_and_where(tmp_path: Path) -> None:
    with pytest.raises(OfficeNotReady) as told:
        office(tmp_path, "name: x\nkeep: 30 days\n").need_ready(tmp_path)
    assert told.value.facts == {"path": str(tmp_path / "office.yaml"), "missing": "who_can_read, kept"}
    write_office(tmp_path)
    load_office(tmp_path).need_ready(tmp_path)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: b: c", 1),
        ("kept: x\nkept: y\n", 2),
        ("name: x\nkept: &a x\n", 2),
        ("- a\n", 1),
        ("", 1),
        (b"name: Bl\xe5b\xe6r\n", 1),
        ("phone: 1\nname: \x1b]0;x\x07\n", 2),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_is_blank(tmp_path: Path, content: str | bytes, line: int) -> None:
    found = office(tmp_path, content)
    assert found.notice is not None
    assert found.notice.code == "office_unreadable"
    assert found.notice.facts == {"path": str(tmp_path / "office.yaml"), "line": line}
    assert not found.ready
