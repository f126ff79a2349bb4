"""Texts are complete in three languages, easy to read, kind, and real Nynorsk."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

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

EASY = 34
"""LIX below which a text counts as easy to read."""

HEARD = {"title", "intro", "ask", "why", "text", "low", "high", "comment_ask", "unit", "suggest", "because", "purpose"}
"""Keys of the texts that a participant reads or hears; tips are for the caseworker."""


def lix(texts: list[str]) -> float:
    """Give LIX: words a sentence, plus the share of words longer than six letters. A text ends its last sentence."""
    sentences = sum(max(1, len(re.findall(r"[.!?:]+(?=\s|$)", text))) for text in texts)
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", text)]
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def by_section(language: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = defaultdict(list)
    for piece in questionnaire_pieces():
        if piece.language == language and "/lists/" not in piece.file and piece.key.rsplit("/", 1)[-1] in HEARD:
            sections[f"{piece.file} {piece.part}"].append(piece.prose)
    return sections


def test_lix_is_what_the_books_say() -> None:
    assert lix(["Barnehagen åpner i morgen. Alle kommer."]) == pytest.approx(6 / 2 + 100 * 1 / 6)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_section_is_easy_to_read(language: str) -> None:
    hard = {part: round(value) for part, texts in by_section(language).items() if (value := lix(texts)) > EASY}
    assert hard == {}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_screen_and_each_paper_is_easy_to_read(language: str) -> None:
    files: dict[str, list[str]] = defaultdict(list)
    for piece in [*catalogue_pieces(), *template_pieces()]:
        if piece.language == language and not piece.part.startswith("_"):
            files[piece.file].append(piece.prose)
    hard = {file: round(value) for file, texts in files.items() if (value := lix(texts)) > EASY}
    assert hard == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_long(language: str) -> None:
    pieces = [p for p in questionnaire_pieces() if p.language == language and "/lists/" not in p.file]
    long = [
        (piece.file, piece.key, sentence)
        for piece in pieces
        for sentence in re.split(r"(?<=[.!?:])\s", piece.prose)
        if len(sentence.split()) > 18
    ]
    assert long == []


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


UNKIND = {
    "nb": "umotivert|motivert|klient|svake?|mislykket|passiv|bistandsbehov|iverksette|vedrørende|foreligge|"
    "herunder|vedkommende|i henhold til|avdekke|kartlegge|brukeren|arbeidsevne|plikter|krav om",
    "nn": "umotivert|motivert|klient|svake?|mislukka|passiv|iverksetje|vedkomande|føreligg|i samsvar med|avdekkje|"
    "kartleggje|brukaren|arbeidsevne|plikter|krav om",
    "en": "unmotivated|motivated|client|lazy|failed|deficits?|utilise|commence|pursuant|aforementioned|compliance",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_judges_or_sounds_like_an_office(language: str) -> None:
    words = re.compile(rf"\b({UNKIND[language]})\b", re.IGNORECASE)
    pieces = [p for p in questionnaire_pieces() if p.language == language and "/lists/" not in p.file]
    assert [(p.file, p.key, hit.group()) for p in pieces if (hit := words.search(p.prose))] == []


def test_no_instrument_is_named() -> None:
    names = re.compile(
        r"WHODAS|WHO-5|EQ-5D|EuroQol|Work Star|Outcomes Star|Work Ability Index|\bWAI\b|CANSAS|Camberwell|\bZRM\b|"
        r"SSM-D|Zelfredzaamheid|Self-Sufficiency Matrix|\bHOLF\b|\bHPMT\b|PHQ-9|GAD-7|HSCL|AUDIT|DUDIT|"
        r"Rosenberg|\bEUSE\b",
    )
    assert [(p.file, p.key) for p in all_pieces() if names.search(p.words)] == []
