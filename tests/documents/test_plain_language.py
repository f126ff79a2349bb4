"""The participant's papers are easy to read, and threaten nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mapper.documents.blocks import (
    Emphasis,
    Heading,
    Inlines,
    Paragraph,
    Quote,
    Strong,
    Table,
    Ticks,
    Words,
    plain,
    walk,
)
from mapper.documents.kinds import KINDS, SHEETS
from mapper.documents.render import make
from mapper.documents.templates.shelf import ENDING, folder
from tests.documents.people import nobody
from tests.documents.three import CORE, aile

EASY = 34
"""LIX below which a text reads as easy (domain §2.11)."""
_FORBIDDEN = re.compile(
    r"sanksjon|trekk i|stans|aktivitetsplikt|plikt til|innsatsgruppe|arbeidsevne|vedtak|sanction|obliged|vedtatt",
    re.IGNORECASE,
)
_OFFICIALESE = re.compile(
    r"\b(vedrørende|herunder|jf\.|foreligger|ovennevnte|bistand|iverksette|tilrettelagt|hvorvidt|brukeren|brukaren)\b",
    re.IGNORECASE,
)
_ALL = {kind.id: kind for kind in (*KINDS, *SHEETS)}
PARTICIPANTS = [kind.id for kind in _ALL.values() if kind.audience == "participant"]
COLLEAGUES = [kind.id for kind in _ALL.values() if kind.audience in {"caseworker", "reflection"}]
READABLE = 40
"""LIX below which a text for colleagues is as easy as an ordinary newspaper."""


def sentences(document: str, language: str, *, empty: bool) -> list[str]:
    """Everything that the paper says in running text; each heading, point and cell counts as a sentence."""
    told = nobody(language=language) if empty else aile(language=language)
    paper = make(document, replace(told, second="en", sections=CORE.sections, title=CORE.title))
    found: list[str] = []
    for block in walk(paper.blocks):
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                found += re.split(r"(?<=[.?!:])\s+", plain(inlines))
            case Table(header, rows):
                own = [cell for row in (header, *rows) for cell in row if not _in_another_language(cell)]
                found += [each for cell in own for each in re.split(r"(?<=[.?!:])\s+|\n", plain(cell))]
            case Quote(speaker, _):
                found.append(plain(speaker))
            case Ticks(items):
                found += [plain(item) for item in items]
    return [sentence for sentence in found if sentence.strip()]


def _in_another_language(cell: Inlines) -> bool:
    inside = (inline.inlines if isinstance(inline, Strong | Emphasis) else (inline,) for inline in cell)
    return any(isinstance(words, Words) and words.language for each in inside for words in each)


def lix(sentences: list[str]) -> float:
    words = [word for sentence in sentences for word in re.findall(r"[^\W\d_]+", sentence)]
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_lix_counts_as_it_is_defined() -> None:
    assert lix(["Du kan klage.", "Kontoret hjelper deg."]) == 6 / 2 + 100 * 2 / 6


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("document", PARTICIPANTS)
@pytest.mark.parametrize("empty", [True, False])
def test_the_participants_papers_are_easy_to_read(document: str, language: str, empty: bool) -> None:
    found = sentences(document, language, empty=empty)
    running = [sentence for sentence in found if len(sentence.split()) > 3]
    assert lix(running) <= EASY
    assert lix(found) <= EASY


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("document", COLLEAGUES)
def test_the_papers_of_colleagues_can_be_read_on_the_way_to_a_meeting(document: str, language: str) -> None:
    assert lix([each for each in sentences(document, language, empty=False) if len(each.split()) > 3]) <= READABLE


@pytest.mark.parametrize("path", sorted(folder().glob(f"*{ENDING}")), ids=lambda path: path.name)
def test_no_template_threatens(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    document = path.name.split(".")[0]
    allowed = {"basis": {"arbeidsevne", "vedtak"}}.get(document, set())
    assert {word.lower() for word in _FORBIDDEN.findall(source)} <= allowed
    if document not in {"basis", "_record"}:
        assert not _OFFICIALESE.findall(source)


def test_every_template_stands_in_three_languages() -> None:
    names = {path.name.removesuffix(ENDING) for path in folder().glob(f"*{ENDING}")}
    stems = {name.rpartition(".")[0] for name in names}
    assert names == {f"{stem}.{language}" for stem in stems for language in ("nb", "nn", "en")}


@pytest.mark.parametrize("stem", sorted({path.name.split(".")[0] for path in folder().glob(f"*{ENDING}")}))
def test_a_template_says_the_same_in_every_language(stem: str) -> None:
    """The same names, choices and repetitions in the same order: only words differ."""
    tags = []
    for language in ("nb", "nn", "en"):
        source = (folder() / f"{stem}.{language}{ENDING}").read_text(encoding="utf-8")
        tags.append([tag.replace(f".{language}.", ".") for tag in re.findall(r"\{[{%].*?[}%]\}", source)])
    assert tags[0] == tags[1] == tags[2]
