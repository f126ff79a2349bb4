"""Writing the office's file: what is typed comes back as it is, and what somebody wrote by hand is not touched."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mapper.files import write_whole
from mapper.language.clean import clean, clean_line
from mapper.language.text import Text
from mapper.office.file import (
    OfficeChanged,
    OfficeUnsaved,
    content_for,
    lines_for,
    open_office,
    proposed,
    save_office,
)
from mapper.office.model import Office, load_office
from mapper.office.retention import Period
from tests.offices import write_office

HALF_YEAR = Period(6, "month")
READY = Office(
    "Nav Eksempelby", "12 34 56 78", Text.of({"nb": "Jeg og de som tar over."}), HALF_YEAR, proposed(HALF_YEAR)
)
ODD = (
    "NO",
    "a: b",
    "[x]",
    '"',
    "#",
    "\\",
    "👩‍👩‍👧",
    "- a",
    "'",
    "a #b",
    "{{ 7*7 }}",
    "0150",
    "~",
    "a\\",
    "e\u0301",
    "*x",
    "!!str x",
)
WORDS = st.one_of(st.sampled_from(ODD), st.text(max_size=40), st.text(alphabet='"\\ n\u0303#:\n\u200d', max_size=12))


def put(folder: Path, office: Office, language: str = "nb") -> bytes | None:
    """Write an office's words as the page does; give the content, or None where it was left alone."""
    file = open_office(folder)
    content = content_for(file, office, language)
    if content is not None:
        save_office(file, content)
    return content


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_new_file_reads_back_and_explains_itself(tmp_path: Path, language: str) -> None:
    content = put(tmp_path / "new" / "office", READY, language)
    assert content is not None
    assert load_office(tmp_path / "new" / "office") == READY
    text = content.decode()
    for key in ("name", "phone", "who_can_read", "keep", "kept"):
        before = text.split(f"\n{key}:")[0].splitlines()[-1]
        assert before.startswith("# "), key


@given(name=WORDS, who=st.dictionaries(st.sampled_from(["nb", "nn", "en", "so", "NO", "a b"]), WORDS), keep=WORDS)
def test_whatever_is_typed_comes_back_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, name: str, who: dict[str, str], keep: str
) -> None:
    cleaned = {code: clean(said).strip() for code, said in who.items()}
    office = replace(
        READY,
        name=clean_line(name),
        who_can_read=Text.of({code: said for code, said in cleaned.items() if said}),
        kept=Text.of({"nb": clean(keep).strip() or "x"}),
    )
    folder = tmp_path_factory.mktemp("office")
    assert put(folder, office) is not None
    assert load_office(folder) == office
    assert put(folder, READY) is not None
    assert load_office(folder) == READY
    assert put(folder, office) is not None
    assert load_office(folder) == office


@pytest.mark.parametrize("odd", ODD)
def test_another_reader_of_yaml_agrees(tmp_path: Path, odd: str) -> None:
    content = put(tmp_path, replace(READY, name=clean_line(odd)))
    assert content is not None
    assert yaml.safe_load(content)["name"] == clean_line(odd)


HAND_WRITTEN = """\
# Vi i Eksempelby
name: Nav Gamleby
letterhead: logo.docx

# Spør Vera før du endrer dette
who_can_read:
  nb: Jeg.
kept: {nb: Lenge.}
# Slutt
"""


def test_other_keys_and_comments_stay(tmp_path: Path) -> None:
    write_office(tmp_path, HAND_WRITTEN)
    content = put(tmp_path, READY)
    assert content is not None
    assert load_office(tmp_path) == READY
    text = content.decode()
    for line in ("# Vi i Eksempelby", "letterhead: logo.docx", "# Spør Vera før du endrer dette", "# Slutt"):
        assert line in text.splitlines()
    assert text.index("# Spør Vera") < text.index("who_can_read:")


def test_only_what_changed_is_written_anew(tmp_path: Path) -> None:
    write_office(tmp_path, HAND_WRITTEN)
    file = open_office(tmp_path)
    content = content_for(file, replace(file.office, phone="1", keep=HALF_YEAR), "nb")
    assert content is not None
    assert content.decode() == HAND_WRITTEN + 'phone: "1"\nkeep: "6 måneder"\n'


def test_a_file_that_says_so_already_is_not_written(tmp_path: Path) -> None:
    write_office(tmp_path, HAND_WRITTEN)
    file = open_office(tmp_path)
    assert content_for(file, file.office, "nb") == file.content


@pytest.mark.parametrize(
    "by_hand",
    [
        "name: Nav Gamleby # vårt navn\n",
        "name: >\n  Nav\n  # Gamleby\n",
        "{name: Nav Gamleby, letterhead: x}\n",
        "{name: Nav Gamleby,\n letterhead: x}\n",
        "name: Nav Gamleby\n...\n",
        "name: a: b\n",
        "name: x\nname: y\n",
        "",
        "- a\n",
        "name: &a x\nother: 1\n",
    ],
)
def test_what_cannot_be_put_in_safely_is_left_alone_with_lines_to_add(tmp_path: Path, by_hand: str) -> None:
    write_office(tmp_path, by_hand)
    assert put(tmp_path, READY) is None
    assert (tmp_path / "office.yaml").read_text(encoding="utf-8") == by_hand
    lines = lines_for(open_office(tmp_path), READY, "nb").splitlines()
    assert 'keep: "6 måneder"' in lines
    assert 'name: "Nav Eksempelby"' in lines


def test_windows_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    (tmp_path / "office.yaml").write_bytes(b"\xef\xbb\xbf" + HAND_WRITTEN.replace("\n", "\r\n").encode())
    content = put(tmp_path, READY)
    assert content is not None
    assert content.startswith(b"\xef\xbb\xbf# Vi")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert load_office(tmp_path) == READY


@given(
    lines=st.lists(
        st.sampled_from(
            ["name: x", "phone: '1'", "# c", "  # c", "", "kept: |", "  a", "  b: c", "who_can_read:", "- a",
             "other: y", "keep: 6 months # z", "kept: {nb: x,", " en: y}", "...", "---", "\"name\": q", "? name", ": r",
             "  nb: 's'"]
        ),
        max_size=9,
    )
)  # fmt: skip
def test_no_file_loses_a_comment_or_another_key(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = write_office(tmp_path_factory.mktemp("office"), "\n".join(lines) + "\n")
    before = (folder / "office.yaml").read_text(encoding="utf-8")
    content = put(folder, READY)
    if content is None:
        assert (folder / "office.yaml").read_text(encoding="utf-8") == before
    else:
        assert load_office(folder) == READY
        comments = [line for line in lines if "#" in line]
        assert all(content.decode().splitlines().count(line) >= comments.count(line) for line in comments)
        assert ("other: y" in lines) <= ("other: y" in content.decode().splitlines())


def test_what_somebody_else_wrote_meanwhile_stands(tmp_path: Path) -> None:
    file = open_office(tmp_path)
    write_office(tmp_path, "name: Imens\n")
    with pytest.raises(OfficeChanged):
        save_office(file, b"name: x\n")
    assert load_office(tmp_path).name == "Imens"


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_office(tmp_path, HAND_WRITTEN)
    file = open_office(tmp_path)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OfficeUnsaved):
        save_office(file, b"name: x\n")
    assert [path.name for path in tmp_path.iterdir()] == ["office.yaml"]
    assert (tmp_path / "office.yaml").read_text(encoding="utf-8") == HAND_WRITTEN


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "office.yaml").mkdir()
    file = open_office(tmp_path)
    assert file.office.notice is not None
    assert content_for(file, READY, "nb") is None
    with pytest.raises(OfficeUnsaved):
        save_office(file, b"name: x\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights on files, and links need them")
def test_the_rights_of_the_file_and_the_link_to_it_stay(tmp_path: Path) -> None:
    shared = tmp_path / "shared.yaml"
    write_whole(shared, HAND_WRITTEN.encode(), 0o660)
    (tmp_path / "office.yaml").symlink_to(shared)
    assert put(tmp_path, READY) is not None
    assert (tmp_path / "office.yaml").is_symlink()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o660
    assert load_office(tmp_path) == READY
