"""A paper as Markdown, read as it stands in the file and by another reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapper.documents.blocks import Block, BulletList, Figure, Heading, Paper, Paragraph, Quote, Words, worded
from mapper.documents.render import make
from mapper.documents.writers import markdown
from tests.documents.people import kari
from tests.documents.reading import markdown_read
from tests.documents.three import aile


def written(*blocks: Block) -> str:
    return markdown.write(Paper("summary", "Ark", "nb", blocks))


def test_an_empty_line_in_a_text_parts_two_paragraphs() -> None:
    said = Paragraph(worded("Å gå en tur.\n\n1. Og å ringe\nsøsteren min."))
    assert written(said) == "Å gå en tur.\n\n1\\. Og å ringe\\\nsøsteren min.\n"
    assert written(Quote((Words("Du sa"),), (said,))).splitlines() == [
        "> **Du sa**", ">", "> Å gå en tur.", ">", "> 1\\. Og å ringe\\", "> søsteren min."
    ]  # fmt: skip
    assert written(BulletList(((said,),))).splitlines()[:3] == ["- Å gå en tur.", "", "  1\\. Og å ringe\\"]


def test_many_empty_lines_are_kept() -> None:
    read, tags = markdown_read(written(Paragraph(worded("første\n\n\nfjerde"))))
    assert "første" in read
    assert "br" in tags


@pytest.mark.parametrize("document", ["summary", "plan", "basis"])
def test_what_is_drawn_is_told_once_as_a_table(document: str) -> None:
    drawn = [block for block in make(document, aile()).blocks if isinstance(block, Figure)]
    assert drawn
    paper = markdown.write(make(document, aile()))
    assert "*Figur:*" not in paper
    assert "Den fylte prikken" not in paper
    assert "Telefonen kan lese koden" not in paper
    if document == "plan":
        assert paper.count("29. mai: Medisinsk behandling (Fastlegen) skal være gjort") == 1
    else:
        assert paper.count("| Økonomi | Haster | 3 | 6 |") == 1
        assert "Du har satt merkene" in paper or "Brukeren har satt merkene" in paper


def test_a_drawing_over_many_sheets_is_told_by_its_one_table() -> None:
    (last,) = [block for block in make("plan", aile()).blocks if isinstance(block, Figure)]
    first = replace(last, table=None, alternative="Første del", caption=worded("Del 1 av 2"))
    told = written(Heading(2, worded("Når skjer det?")), first, last)
    assert "Første del" not in told
    assert "Del 1 av 2" not in told
    assert told.count("| Måned |") == 1


def test_a_drawing_without_a_table_is_told_in_words() -> None:
    alone = Figure("<svg></svg>", "Et hus med *rød* dør", (), None)
    assert written(alone, Paragraph(worded("Slutt."))) == "*Figur:* Et hus med \\*rød\\* dør\n\nSlutt.\n"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("document", ["summary", "plan", "basis"])
def test_a_party_is_named_once_whatever_language_the_talk_was_held_in(document: str, language: str) -> None:
    """A step says «Arbeidsgiveren» in bokmål: on an English paper that is still the employer who is responsible."""
    alone = replace(kari().plan.will_try[0], responsible="employer", partner="")
    papers = [
        markdown.write(make(document, kari(language=language, plan=replace(kari().plan, will_try=(step,)))))
        for step in (alone, replace(alone, partner="Arbeidsgiveren"), replace(alone, partner="Psykologen"))
    ]
    assert papers[0] == papers[1]
    assert "Psykologen" in papers[2]


@pytest.mark.parametrize(("language", "by"), [("nb", "innen"), ("nn", "innan"), ("en", "by")])
def test_a_deadline_in_the_plan_of_the_summary_is_told_as_one_and_on_one_line(language: str, by: str) -> None:
    rows = [
        row for row in markdown.write(make("summary", aile(language=language))).splitlines() if "| Du vet hva" in row
    ]
    assert [f"| {by}\u00a027" in row for row in rows] == [True]
