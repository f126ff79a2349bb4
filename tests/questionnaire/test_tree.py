"""Files that cannot be read say so at the first odd place; files that can keep every scalar as it was written."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from time import process_time

import pytest
import yaml

from mapper.questionnaire import tree
from mapper.questionnaire.source import Source, UnreadableError, key_place, place_line, value_place
from mapper.questionnaire.tree import read_bytes, read_path, read_text


def refused(data: str | bytes) -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "f.yaml") if isinstance(data, bytes) else read_text(data, "f.yaml")
    return [f"{each.line}:{each.column} {each.code}" for each in caught.value.findings]


def test_every_scalar_is_text() -> None:
    text = """
land: NO
språk: no
svar: [ja, nei, on]
postnr: 0150
fnr: 01017012345
tid: 12:30
v: 1.10
dag: 2024-01-01
n: ~
"""
    assert read_text(text, "").root == {
        "land": "NO", "språk": "no", "svar": ["ja", "nei", "on"], "postnr": "0150", "fnr": "01017012345",
        "tid": "12:30", "v": "1.10", "dag": "2024-01-01", "n": "~",
    }  # fmt: skip


def test_every_value_knows_its_place() -> None:
    root = read_text("a: x\nb:\n  - c: [y, z]\n", "").root
    assert place_line(key_place(root, "b")) == 2
    inner = root["b"][0]
    assert Source("", "").finding(value_place(inner["c"], 1), "tab").column == 12
    assert place_line(key_place(inner, "nothing")) == 3


def test_mark_at_the_start_and_windows_lines_are_accepted() -> None:
    root = read_bytes("\ufeffa: blåbær\r\nb: |\r\n  en\r\n  to\r\n".encode(), "").root
    assert root == {"a": "blåbær", "b": "en\nto\n"}
    assert place_line(key_place(root, "b")) == 2


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("a: b\nc: blåbær\n".encode("latin-1"), ["2:6 not_utf_8"]),
        ("a: b\n".encode("utf-16"), ["1:1 utf_16"]),
        ("a: b\n".encode("utf-16-le"), ["1:1 utf_16"]),
        ("a: b\n".encode("utf-16-be"), ["1:1 utf_16"]),
        (b"{\\rtf1\\ansi a: b}", ["1:1 rich_text"]),
        (b"PK\x03\x04\x14\0\x06\0", ["1:1 word_file"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ["1:1 word_file"]),
        (b"a: b\nc: d\0\n", ["2:5 unseen_character"]),
        ("a: b\n\tc: d\n", ["2:1 tab"]),
        ("a:\n  \tc: d\n", ["2:3 tab"]),
        ("a: \x1b]0;x\x07\n", ["1:4 unseen_character", "1:9 unseen_character"]),
        ("a:\n\u00a0 c: d\n \u3000e: f\n", ["2:1 wide_space", "3:2 wide_space"]),
        ("a: x\u202ey\n", ["1:5 unseen_character"]),
        ("a: x\u200by\n", ["1:5 unseen_character"]),
        ('a: "x\\ud800y"\n', ["1:8 bad_escape"]),
        ('a: "x\\e[31my"\n', ["1:4 unseen_character"]),
        ("a: x\ud800y\n", ["1:5 unseen_character"]),
        ("a: x\ry\n", ["1:5 unseen_character"]),
        ("- a\n- b\n", ["1:1 not_a_mapping"]),
        ("just words\n", ["1:1 not_a_mapping"]),
        ("", ["1:1 empty_file"]),
        ("%FOO bar\n- a\n%YAML 9.9\n", ["1:5 not_yaml"]),
    ],
)
def test_what_cannot_be_read(data: str | bytes, found: list[str]) -> None:
    assert refused(data) == found


def test_a_text_in_curly_quotes_is_told_and_read_without_them() -> None:
    tree = read_text('a: {b: “ja”, c: “ja” og „nei“}\nd: "“ja”"\n', "f.yaml")
    assert [(each.line, each.column, each.code) for each in tree.findings] == [(1, 8, "curly_quotes")]
    assert tree.root == {"a": {"b": "ja", "c": "“ja” og „nei“"}, "d": "“ja”"}


def test_a_long_line_that_cannot_be_read_takes_no_time() -> None:
    started = process_time()
    assert refused("a: {" + 'b"' * 300_000 + "\n")[0].startswith("1:4 ")
    assert process_time() - started < 2


def test_unseen_characters_are_named() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_text("a: x\u202ey\u200b\n", "f.yaml")
    assert [each.values for each in caught.value.findings] == [(("character", "U+202E"),), (("character", "U+200B"),)]


def test_the_same_key_in_two_spellings_is_one_key() -> None:
    composed, apart = unicodedata.normalize("NFC", "når"), unicodedata.normalize("NFD", "når")
    tree = read_text(f"{composed}: a\nb: c\n{apart}: d\n", "f.yaml")
    (found,) = tree.findings
    assert (found.line, found.code, dict(found.values)) == (3, "duplicate_key", {"field": "når", "first": "1"})
    assert tree.root == {"når": "a", "b": "c"}


def test_what_stands_under_a_duplicate_key_is_left_out() -> None:
    tree = read_text("a: {b: 1}\na: {c: [2, {d: 3}]}\ne: f\n", "f.yaml")
    assert tree.root == {"a": {"b": "1"}, "e": "f"}
    assert [each.code for each in tree.findings] == ["duplicate_key"]


@pytest.mark.parametrize(
    "bomb", ["a: &a [x]\n" + "".join(f"b{i}: [*a, *a]\n" for i in range(50)), "a: &a [*a]\n", "a: {<<: {b: c}}\n"]
)
def test_aliases_are_refused_before_they_stand_for_anything(bomb: str) -> None:
    started = process_time()
    assert refused(bomb)[0].endswith("alias")
    assert process_time() - started < 1  # what they stand for would fill the memory


def test_a_tag_makes_nothing(tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert refused(f"a: !!python/object/apply:pathlib.Path.touch ['{made}']\n") == ["1:4 tag"]
    assert not made.exists()


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert refused(b"a: " + b"x" * tree.MAX_BYTES) == ["1:1 too_big"]
    assert refused("a: b\nc: " + "x" * tree.MAX_LINE) == ["2:1 long_line"]
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: " + b"x" * (tree.MAX_BYTES + 5))
    with pytest.raises(UnreadableError) as caught:
        read_path(big)
    assert caught.value.findings[0].values == (("limit", "2 MB"),)
    assert refused("a: [" + "x, " * tree.MAX_ITEMS + "x]") == [f"1:{5 + 3 * (tree.MAX_ITEMS - 2)} too_many"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_path(tmp_path / "gone.yaml", "gone.yaml")
    assert [(each.file, each.code) for each in caught.value.findings] == [("gone.yaml", "no_file")]


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("{a: en, to}", {"a": "en, to"}),
        ("{a: en, to, tre, b: x}", {"a": "en, to, tre", "b": "x"}),
        ("a: {b: en, to}\nc: {b: en, to}", {"a": {"b": "en, to"}, "c": {"b": "en, to"}}),
    ],
)
def test_a_text_cut_by_a_comma_is_mended_and_told_once_each(text: str, root: object) -> None:
    tree = read_text(text, "")
    assert tree.root == root
    assert [each.code for each in tree.findings] == ["comma_in_text"] * text.count("en")


def test_an_empty_value_is_not_a_cut_text() -> None:
    tree = read_text("a: {b: , c: d}\ne:\n", "")
    assert (tree.root, tree.findings) == ({"a": {"b": "", "c": "d"}, "e": ""}, [])


def test_without_libyaml_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parent / "ten_mistakes.yaml").read_text(encoding="utf-8")
    fast = read_text(text, "")
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow = read_text(text.replace("?, nn", "., nn").replace("?}", ".}"), "")
    assert str(slow.root) == str(fast.root).replace("?'", ".'")
    assert slow.root.keys_at == fast.root.keys_at
    assert refused("a: &a [x]\n") == ["1:4 alias"]
    assert refused('a: "open\n') == ["1:4 open_quote"]
