"""Texts are complete in three languages, easy to read, and real Nynorsk. What the check advises is tested with it."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from mapper.questionnaire.checking.texts import lix
from mapper.questionnaire.checking.wording import EASY
from tests.content.texts import (
    CATALOGUES,
    LANGUAGES,
    all_pieces,
    catalogue_pieces,
    plain,
    questionnaire_pieces,
    template_pieces,
    texts_in,
    yaml_files,
)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_screen_and_each_paper_is_easy_to_read(language: str) -> None:
    files: dict[str, list[str]] = defaultdict(list)
    for piece in [*catalogue_pieces(), *template_pieces()]:
        if piece.language == language and not piece.part.startswith("_"):
            files[piece.file].append(piece.prose)
    hard = {file: round(value) for file, texts in files.items() if (value := lix(texts)) > EASY}
    assert hard == {}


def test_every_text_is_written_in_three_languages() -> None:
    missing = [
        (path.name, key, sorted(set(LANGUAGES) - versions.keys()))
        for path in yaml_files()
        for _, key, versions in texts_in(plain(path), path.stem, "")
        if not all(versions.get(language, "").strip() for language in LANGUAGES)
    ]
    assert missing == []


def test_every_catalogue_has_the_same_keys_in_three_languages() -> None:
    keys: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for piece in all_pieces():
        if piece.file.startswith("mapper/language"):
            keys[piece.part].setdefault(piece.language, set()).add(piece.key)
    names = {path.stem for path in CATALOGUES.glob("*/*.toml")}
    different = {
        name: keys[name].get("nb", set()) ^ keys[name].get(language, set())
        for name in names
        for language in ("nn", "en")
        if keys[name].get("nb") != keys[name].get(language)
    }
    assert different == {}


def test_texts_have_no_stray_space_or_straight_quotes() -> None:
    untidy = [
        (piece.file, piece.key, piece.words)
        for piece in questionnaire_pieces()
        if piece.words != " ".join(piece.words.split()) or '"' in piece.words or "'" in piece.words
    ]
    assert untidy == []


def test_nynorsk_infinitives_end_in_e() -> None:
    other = [
        (piece.file, piece.key, found)
        for piece in all_pieces()
        if piece.language == "nn"
        for found in re.findall(r"\bå (?!(?:ha|ta|la|dra|gå|få)\b)\w+a\b", piece.prose.lower())
    ]
    assert other == []


LET_THROUGH = (
    "allikevel bare begynn begynne begynner begynt begynte bor dere enda finnes forskjellig forskjellige fortsatt gjør "
    "hjelpen hjelpene hvis ikke kommer ledig mulig mulighet muligheter mye måned noe noen "
    "nødvendig saken savner sted steder tatt tiden timer trenger trengs uka uke uken ukene uten vanskelig vanskelige "
    "vei veien venner vet"
)
"""Bokmål that the Nynorsk dictionary takes for Nynorsk, or nearly."""


def test_nynorsk_is_not_bokmaal() -> None:
    word = re.compile(rf"\b({'|'.join(LET_THROUGH.split())})\b")
    theirs = [piece for piece in all_pieces() if piece.language == "nn"]
    assert [(p.file, p.key, hit.group()) for p in theirs if (hit := word.search(p.prose.lower()))] == []


def test_no_instrument_is_named() -> None:
    names = re.compile(
        r"WHODAS|WHO-5|EQ-5D|EuroQol|Work Star|Outcomes Star|Work Ability Index|\bWAI\b|CANSAS|Camberwell|\bZRM\b|"
        r"SSM-D|Zelfredzaamheid|Self-Sufficiency Matrix|\bHOLF\b|\bHPMT\b|PHQ-9|GAD-7|HSCL|AUDIT|DUDIT|"
        r"Rosenberg|\bEUSE\b",
    )
    assert [(p.file, p.key) for p in all_pieces() if names.search(p.words)] == []
