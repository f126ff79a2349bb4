"""Every text that the program says exists in every screen language, is used, and stands nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import mapper
from mapper.language.catalogue import entries
from mapper.language.clean import UNWANTED
from mapper.language.text import SCREEN_LANGUAGES

PACKAGE = Path(mapper.__file__).parent
FOLDER = PACKAGE / "language" / "catalogues"
FILES = sorted(path.stem for path in (FOLDER / "nb").glob("*.toml"))
HOLE = "\0"
FILE_ENDINGS = (".toml", ".yaml", ".md", ".html", ".tcss", ".docx")
WORDS_OF_AUTHORS = "questionnaire/form_errors.py"
"""Knows what authors write by mistake, in their language, to tell them what they meant."""


def test_every_language_has_the_same_files() -> None:
    assert len(FILES) > 3
    for language in SCREEN_LANGUAGES:
        assert sorted(path.stem for path in (FOLDER / language).glob("*.toml")) == FILES


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_says_the_same_things(file: str, language: str) -> None:
    assert sorted(entries(language, file)) == sorted(entries("nb", file))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_leaves_the_same_places_open(file: str, language: str) -> None:
    expected = {key: places(text) for key, text in entries("nb", file).items()}
    assert {key: places(text) for key, text in entries(language, file).items()} == expected


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_no_text_is_blank_or_holds_what_nobody_sees(file: str, language: str) -> None:
    for key, text in entries(language, file).items():
        assert text.strip(), key
        assert not UNWANTED.search(text), key
        assert not re.search(r"\b(TODO|FIXME|XXX|lorem)\b", text), key


@pytest.mark.parametrize("file", FILES)
def test_what_is_said_of_one_is_said_of_several(file: str) -> None:
    texts = entries("nb", file)
    for key in (key for key, text in texts.items() if key.endswith(".one") and "n" in places(text)):
        assert f"{key.removesuffix('.one')}.other" in texts


def test_every_key_in_code_is_in_the_catalogues() -> None:
    looks_like_key = re.compile(rf"(?:{'|'.join(FILES)})(?:\.[a-z0-9_]+)+")
    keys = {text for text in constants() if looks_like_key.fullmatch(text) and not text.endswith(FILE_ENDINGS)}
    missing = [
        key for key in keys if not any(in_catalogue(whole) for whole in (key, *(f"{file}.{key}" for file in FILES)))
    ]
    assert missing == []


@pytest.mark.parametrize("file", FILES)
def test_every_text_is_used(file: str) -> None:
    assert [key for key in all_keys(file) if not used(key)] == []


def test_no_text_for_people_stands_in_code() -> None:
    norwegian = re.compile(r"[æøåÆØÅ«»]")
    elsewhere = [text for name, text in located_constants() if name != WORDS_OF_AUTHORS]
    assert [text for text in (*elsewhere, *patterns()) if norwegian.search(text)] == []


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def all_keys(file: str) -> Iterator[str]:
    """Give the keys of one file as code names them: two forms by number have one name."""
    texts = entries("nb", file)
    for key in texts:
        name, _, form = key.rpartition(".")
        counted = {f"{name}.one", f"{name}.other"} <= set(texts)
        if not (counted and form == "other"):
            yield f"{file}.{name if counted and form == 'one' else key}"


def in_catalogue(key: str) -> bool:
    """Tell whether a key is there: as a text, as one with plural forms, or as a group of texts."""
    file, _, name = key.partition(".")
    return any(known == name or known.startswith(f"{name}.") for known in entries("nb", file))


def used(key: str) -> bool:
    """Tell whether code names a key: whole, as the code of a fault or finding, by its last parts, or by a pattern."""
    file, _, name = key.partition(".")
    group, _, last = name.rpartition(".")
    codes = (f"{file}_{group}", f"{file}.{group}")
    if key in constants() or (last in {"says", "do"} and any(code in constants() for code in codes)):
        return True
    parts = key.split(".")
    if any(".".join(parts[start:]) in constants() for start in range(1, len(parts) - 1)):
        return True
    return any(filled(pattern, key) for pattern in patterns())


def filled(pattern: str, key: str) -> bool:
    """Tell whether a pattern that starts with a catalogue's name becomes the key by words that stand in code."""
    if pattern.partition(".")[0] not in FILES:
        return False
    expression = "(.+)".join(re.escape(part) for part in pattern.split(HOLE))
    found = re.fullmatch(expression, key)
    return found is not None and all(known_word(piece) for piece in found.groups())


def known_word(piece: str) -> bool:
    if piece in constants():
        return True
    for pattern in patterns():
        if not pattern.strip(HOLE):
            continue
        found = re.fullmatch("(.+)".join(re.escape(part) for part in pattern.split(HOLE)), piece)
        if found and all(word in constants() for word in found.groups()):
            return True
    return False


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple((str(path.relative_to(PACKAGE)), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@cache
def located_constants() -> tuple[tuple[str, str], ...]:
    """Give every string in code with the module it stands in, but for docstrings and pieces of f-strings."""
    found: list[tuple[str, str]] = []
    for name, tree in trees():
        nodes = list(ast.walk(tree))
        apart = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        apart |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        strings = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in apart)
        found += [(name, node.value) for node in strings if isinstance(node.value, str)]
    return tuple(found)


@cache
def constants() -> frozenset[str]:
    names = {node.arg for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
    fields = {
        node.target.id
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    return frozenset({text for _, text in located_constants()} | names | fields | template_words())


def template_words() -> set[str]:
    """Give every word and dotted name in the templates that are shipped."""
    texts = (path.read_text(encoding="utf-8") for path in (PACKAGE.parent / "templates").glob("*.j2"))
    return {word for text in texts for word in re.findall(r"[A-Za-z_][\w.]*", text)}


@cache
def patterns() -> tuple[str, ...]:
    """Give every f-string in code, with a hole for each value."""
    joined = (node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    return tuple(
        "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values) for node in joined
    )
