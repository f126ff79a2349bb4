"""The participant's papers are easy to read, and threaten nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mapper.documents.blocks import BulletList, Heading, Note, NumberedList, Paragraph, Quote, Table, plain, walk
from mapper.documents.kinds import KINDS
from mapper.documents.render import make
from mapper.documents.templates import ENDING, folder
from tests.documents.people import kari, nobody

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
PARTICIPANTS = [kind.id for kind in KINDS if kind.audience == "participant"]


def sentences(document: str, language: str, *, empty: bool) -> list[str]:
    """Everything that the paper says in running text; each heading, point and cell counts as a sentence."""
    paper = make(document, nobody(language=language) if empty else kari(language=language))
    found: list[str] = []
    for block in walk(paper.blocks):
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                found += re.split(r"(?<=[.?!:])\s+", plain(inlines))
            case Table(header, rows):
                found += [plain(cell) for row in (header, *rows) for cell in row]
            case Quote(speaker, _):
                found.append(plain(speaker))
            case BulletList() | NumberedList() | Note():
                pass
    return [sentence for sentence in found if sentence.strip()]


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
