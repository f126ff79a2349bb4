"""Every Bokmål and Nynorsk word that people read is in the dictionary, or in a short list that somebody has read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.content.texts import (
    ROOT,
    Piece,
    all_pieces,
    catalogue_pieces,
    list_pieces,
    questionnaire_pieces,
    template_files,
    template_language,
)

HERE = Path(__file__).parent
INSTALL = (
    "The spelling of the texts was not looked at: the program `hunspell` with nb_NO and nn_NO is missing. "
    "Install the packages hunspell and hunspell-no."
)
DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO"}


def reviewed(language: str) -> set[str]:
    lines = (HERE / f"words-{language}.txt").read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def require_hunspell() -> None:
    """Go on where hunspell is installed. A machine with only Python skips, and says so; continuous checks fail."""
    if shutil.which("hunspell"):
        listed = subprocess.run(
            ["hunspell", "-D"], check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if all(name in listed.stderr for name in DICTIONARIES.values()):
            return
    if os.environ.get("CI"):
        pytest.fail(INSTALL)
    pytest.skip(INSTALL)


def misspelt(language: str, words: str) -> set[str]:
    """Ask hunspell, in one process, which words it does not know."""
    command = ["hunspell", "-i", "UTF-8", "-d", DICTIONARIES[language], "-l"]
    answer = subprocess.run(command, input=words, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(answer.stdout.split())


def unknown_words(language: str, pieces: list[Piece]) -> dict[str, str]:
    """Give each unknown word with the first place that it stands in."""
    own = reviewed(language)
    own |= {word.capitalize() for word in own}
    theirs = [piece for piece in pieces if piece.language == language]
    unknown = misspelt(language, "\n".join(piece.prose for piece in theirs)) - own
    return {word: _place(word, theirs) for word in sorted(unknown) if len(word) > 1}


def _place(word: str, pieces: list[Piece]) -> str:
    found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return next((f"{piece.file} {piece.key}" for piece in pieces if found.search(piece.prose)), "?")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_is_spelt_right(language: str) -> None:
    require_hunspell()
    assert unknown_words(language, all_pieces()) == {}


@pytest.mark.parametrize(("language", "wrong"), [("nb", "vanskeligg"), ("nn", "ikke")])
def test_a_wrong_word_is_found(language: str, wrong: str) -> None:
    require_hunspell()
    assert list(unknown_words(language, [Piece("x", "x", "x", language, f"Her står {wrong}.")])) == [wrong]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_reviewed_words_are_needed_and_sorted(language: str) -> None:
    require_hunspell()
    lines = [
        line for line in (HERE / f"words-{language}.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
    ]
    assert lines == sorted(set(lines), key=lambda word: (word.lower(), word))
    known_anyway = set(lines) - misspelt(language, "\n".join(lines))
    assert known_anyway == set(), "the dictionary knows these now"


def test_the_collectors_reach_the_files() -> None:
    assert {"questionnaires/core.yaml", "questionnaires/lists/partners.yaml"} <= {
        p.file for p in questionnaire_pieces()
    }
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mapper/language/catalogues").glob("*/*.toml")}
    assert {p.file for p in catalogue_pieces()} == written
    assert {p.file for p in list_pieces()} == {"templates/reflection.toml"}
    assert [path.name for path in template_files() if template_language(path) is None] == []
