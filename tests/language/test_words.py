"""Texts by key, with values put in as plain text, and faults told in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mapper.language import catalogue
from mapper.language.catalogue import entries, words
from mapper.language.telling import tell


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put small catalogues in the place of the program's own."""
    bokmal = """
plain = "rett fram"
[a]
hello = "Hei, {name}."
only = "bare her"
books = {one = "{n} bok", other = "{n} bøker"}
"""
    nynorsk = """
[a]
hello = "Hei på deg, {name}."
"""
    for language, text in {"nb": bokmal, "nn": nynorsk}.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "made.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    entries.cache_clear()
    yield tmp_path
    entries.cache_clear()


def test_values_are_put_in_by_name(folder: Path) -> None:
    assert words("made.a.hello", "nb", name="Kari Prøve") == "Hei, Kari Prøve."
    assert words("made.plain", "nb") == "rett fram"


@pytest.mark.parametrize("value", ["{name}", "{0}", "{name.__class__}", "%s", "[/b]", "{{", "}"])
def test_a_value_is_never_read_as_a_text_with_places(folder: Path, value: str) -> None:
    assert words("made.a.hello", "nb", name=value) == f"Hei, {value}."


@pytest.mark.parametrize(("n", "said"), [(0, "0 bøker"), (1, "1 bok"), (2, "2 bøker")])
def test_numbers_choose_the_form(folder: Path, n: int, said: str) -> None:
    assert words("made.a.books", "nb", n=n) == said


def test_another_language_stands_in_for_a_missing_text(folder: Path) -> None:
    assert words("made.a.hello", "nn", name="du") == "Hei på deg, du."
    assert words("made.a.only", "nn") == "bare her"
    assert words("made.a.only", "pl") == "bare her"


@pytest.mark.parametrize("key", ["made.a.nothing", "made.a", "nowhere.a.b", "made.a.books"])
def test_a_text_that_nobody_wrote_is_an_error(folder: Path, key: str) -> None:
    with pytest.raises(KeyError):
        words(key, "nb")


def test_a_place_that_nobody_fills_is_an_error(folder: Path) -> None:
    with pytest.raises(KeyError):
        words("made.a.hello", "nb", other="x")


def test_a_fault_is_told_with_its_facts_cleaned() -> None:
    told = tell("vault_missing", {"path": "/a\x1b[31m/b\n{c}"}, "en")
    assert told.says == "The file that held the talks is gone: /a[31m/b {c}."
    assert told.do
    assert told.code == "vault_missing"
