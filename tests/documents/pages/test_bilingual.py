"""Everything that a questionnaire asks stands in two languages side by side; what is not translated says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mapper.documents.blocks import PageBreak, Paper, Table, plain, walk
from mapper.documents.look import look_of
from mapper.documents.model import Told
from mapper.documents.pages.bilingual import bilingual_page
from mapper.documents.render import make
from mapper.documents.writers import html, markdown
from mapper.documents.writers.sheets import Sheets
from mapper.documents.writers.write import write
from mapper.language.names import name_of, own_name
from mapper.language.text import Text
from mapper.office.model import Office
from mapper.questionnaire.compose import compose
from tests.documents.people import NOW, kari
from tests.documents.reading import page
from tests.documents.three import CORE, aile
from tests.table import shipped

ARABIC = Path(__file__).parent / "sheets" / "arabic.yaml"


@pytest.fixture(scope="module")
def told() -> Told:
    form = shipped().read(ARABIC).form
    assert form is not None
    sheet = compose((form,), shipped().lists)
    return kari(sections=sheet.sections, title=sheet.title, second="ar")


@pytest.fixture(scope="module")
def paper(told: Told) -> Paper:
    return make("bilingual", told)


def rows(paper: Paper) -> list[tuple[str, ...]]:
    tables = [block for block in walk(paper.blocks) if isinstance(block, Table)]
    return [tuple(plain(cell) for cell in row) for table in tables for row in (table.header, *table.rows)]


def test_question_by_question_the_two_stand_beside_each_other(paper: Paper) -> None:
    found = rows(paper)
    assert found[0] == ("norsk bokmål", "العربية")
    assert ("Du velger hva du svarer på.", "أنت تختار ما تجيب عنه.") in found
    topics = next(row for row in found if row[0].startswith("Hva vil du snakke om?"))
    assert topics[0].split("\n") == [
        "Hva vil du snakke om?",
        "Du bestemmer.",
        "– Arbeid",
        "– Bolig (Nav 2026)",
        "– Noe annet",
    ]
    assert len(topics[1].split("\n")) == len(topics[0].split("\n"))
    assert topics[1].startswith("عن ماذا تريد أن تتحدث؟")


def test_language_and_direction_are_marked_in_html(paper: Paper) -> None:
    root = page(html.write(paper))
    cells = [cell for name in ("td", "th") for cell in root.iter(name)]
    leftwards = [cell for cell in cells if cell.get("dir") == "rtl"]
    assert len(leftwards) == len(cells) / 2
    assert {span.get("lang") for cell in leftwards for span in cell.iter("span")} == {"ar"}
    assert not [span for cell in cells if cell not in leftwards for span in cell.iter("span")]


def test_it_is_written_in_every_format_with_nothing_left_undrawn(paper: Paper) -> None:
    for ending in ("md", "html", "docx", "pdf"):
        written = write(paper, ending, look_of(kari().office, NOW.replace(microsecond=7), "nb"))
        assert (len(written.content) > 500, written.notices) == (True, ())


def test_what_is_for_two_stands_last_on_a_sheet_of_its_own(paper: Paper) -> None:
    written = markdown.write(paper)
    before, after = written.split("## Bare vi to")
    assert "Er det trygt hjemme?" in after
    assert "Er det trygt hjemme?" not in before
    assert any(isinstance(block, PageBreak) for block in paper.blocks)


def test_what_is_not_translated_says_so_and_is_counted(told: Told) -> None:
    assert bilingual_page(told).untranslated == 0
    section = told.sections[0]
    first = section.questions[0].model_copy(update={"ask": Text.of({"nb": "Bare norsk?"})})
    gap = replace(told, sections=(section.model_copy(update={"questions": (first,)}),))
    found = rows(make("bilingual", gap))
    assert next(row for row in found if row[0].startswith("Bare norsk?"))[1].startswith("Ikke oversatt ennå")
    assert bilingual_page(gap).untranslated == 1
    assert "1 av 3 tekster" in markdown.write(make("bilingual", gap))


def test_a_question_with_nothing_translated_says_so_once(told: Told) -> None:
    for row in rows(make("bilingual", replace(told, second="vi")))[1:]:
        assert row[1].count("Ikke oversatt ennå") <= 1


def test_the_shipped_questions_stand_in_norwegian_and_english() -> None:
    found = "\n".join("|".join(row) for row in rows(make("bilingual", aile(second="en"))))
    for question in CORE.questions.values():
        if question.role is None and question.voices != ("caseworker",):
            assert question.ask.to("nb") in found
            assert question.ask.to("en") in found
    assert "Ikke oversatt" not in found
    assert found.count("Hvordan går det med dette?") == 1
    assert "Arbeid og mål: " not in found


def test_no_answer_stands_on_it(told: Told) -> None:
    assert make("bilingual", told) == make("bilingual", replace(told, review=(), name=""))


def test_languages_are_called_by_their_names() -> None:
    assert (own_name("ckb"), name_of("ckb", "nb")) == ("کوردیی ناوەندی", "sentralkurdisk")
    assert (own_name("qq"), name_of("qq-x", "nb"), own_name("../etc")) == ("qq", "qq-x", "../etc")


def test_no_question_of_the_shipped_sheet_is_split_between_two_sheets_of_paper() -> None:
    sheet = make("bilingual", aile(sections=CORE.sections, title=CORE.title, second="en"))
    data: Any = Sheets(sheet, look_of(Office(), NOW, "nb")).data["blocks"]
    rows = [row for block in data if block["is"] == "table" for row in block["rows"]]
    assert len(rows) > 50
    assert all(row["together"] for row in rows)
