"""How papers lie on their sheets: the first says the most, none is nearly empty, and what belongs together stays so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from mapper.documents.blocks import PageBreak, Paper, Table, plain, walk, worded
from mapper.documents.look import Look
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.documents.writers.sheets import Sheets
from mapper.documents.writers.write import write
from mapper.office.model import Contact
from tests.documents.people import activity, kari, text
from tests.documents.tags import Read
from tests.documents.test_hostile import bare
from tests.documents.three import CORE, PEOPLE, aile
from tests.documents.writers.test_pdf import LOOK

pytestmark = pytest.mark.xdist_group("pdf")
HELPLINES = (Contact("Vakttelefonen", text("når det haster"), "12 34 56 79"),)
LEAST = 150
"""Letters on a sheet that is not the last."""


def with_helplines(told: Told) -> Told:
    return replace(told, office=replace(told.office, contacts=HELPLINES))


def sheets(document: str, told: Told, look: Look, folder: Path) -> list[str]:
    """The letters on each sheet."""
    written = write(make(document, replace(told, large=look.large)), "pdf", look)
    return [bare(page) for page in Read(written.content, folder).pages]


def test_the_first_sheet_of_the_summary_says_what_is_needed_most_and_no_more(tmp_path: Path) -> None:
    first, second, *_ = sheets("summary", with_helplines(aile()), LOOK, tmp_path)
    for said in (
        *("Møtet er fredag 3. april kl. 9.30.", "12 34 56 78", "12 34 56 79", "Målet ditt", "klare meg selv"),
        *("Dine første steg", "Kokk ved Kantina Eksempel", "Det Nav skal gjøre", "Nav svarer innen"),
    ):
        assert bare(said) in first
    assert second.startswith(bare("Det som er viktig for deg"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_where_nothing_is_planned_yet_the_rest_follows_on_the_same_sheet(language: str, tmp_path: Path) -> None:
    told = with_helplines(replace(PEOPLE["little"], language=language))
    assert not any(isinstance(block, PageBreak) for block in make("summary", told).blocks)
    first, last = sheets("summary", told, LOOK, tmp_path)
    assert len(first) > 4 * LEAST
    assert len(last) > 2 * LEAST


def test_where_nav_has_much_to_do_the_rest_follows_on_the_same_sheet(tmp_path: Path) -> None:
    told = aile()
    more = tuple(
        activity(f"more{n}", "Hjelpe deg med å finne alle papirene til søknaden", responsible="caseworker")
        for n in range(12)
    )
    full = replace(told, plan=replace(told.plan, will_try=(*told.plan.will_try, *more)))
    assert any(isinstance(block, PageBreak) for block in make("summary", told).blocks)
    assert not any(isinstance(block, PageBreak) for block in make("summary", full).blocks)
    second = sheets("summary", full, LOOK, tmp_path)[1]
    assert bare("Nav svarer innen 3. april") in second.partition(bare("Det som er viktig for deg"))[0]


def test_no_sheet_but_the_last_is_nearly_empty(tmp_path: Path) -> None:
    for document in ("summary", "plan", "basis"):
        for who in ("little", "everything"):
            for large in (False, True):
                *before, _ = sheets(document, with_helplines(PEOPLE[who]), replace(LOOK, large=large), tmp_path)
                assert all(len(each) > LEAST for each in before), (document, who, large)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_sheet_to_fill_in_at_home_has_no_sheet_for_its_last_lines_alone(language: str, tmp_path: Path) -> None:
    for who in ("little", "everything"):
        told = with_helplines(replace(PEOPLE[who], language=language))
        *_, last = sheets("preparation", told, LOOK, tmp_path)
        assert len(last) > 2 * LEAST, who


def test_the_lines_to_sign_on_stand_with_what_is_signed(tmp_path: Path) -> None:
    for large in (False, True):
        last = sheets("consent", kari(), replace(LOOK, large=large), tmp_path)[-1]
        for said in ("Jeg sier ja til dette", "Kantina Eksempel AS", "Sted og dato", "Underskriften din", "Tolk, hvis"):
            assert bare(said) in last


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_consent_about_few_things_is_one_sheet(language: str, tmp_path: Path) -> None:
    for consent in ("c1", "c2", "c3"):
        assert len(sheets("consent", kari(language=language, recipient=consent), LOOK, tmp_path)) == 1, consent


def test_a_row_that_goes_on_on_the_next_sheet_is_parted_between_two_lines(tmp_path: Path) -> None:
    told = kari(sections=CORE.sections, title=CORE.title, second="nn")
    cells = [cell for table in walk(make("bilingual", told).blocks) if isinstance(table, Table) for row in table.rows
             for cell in row]  # fmt: skip
    pages = sheets("bilingual", told, replace(LOOK, large=True), tmp_path)
    parted = {
        line for cell in cells for line in plain(cell).split("\n") if not any(bare(line) in page for page in pages)
    }
    assert parted == set()
    for ask in {plain(cell).partition("\n")[0] for cell in cells if "\n" in plain(cell)}:
        assert not any(page.partition(bare(LOOK.footer))[0].endswith(bare(ask)) for page in pages), ask


def test_in_a_row_told_as_a_list_a_value_holds_together_closer_than_it_stands_to_the_next() -> None:
    names = tuple(map(worded, ("Hva", "Hvem", "Når", "Status")))
    values = ("Ringe", "Veilederen og økonomirådgivningstjenesten ved kontoret i byen", "i overmorgen", "Forslag")
    paper = Paper("plan", "Plan", "nb", (Table(names, (tuple(map(worded, values)),)),))
    content = write(paper, "pdf", replace(LOOK, large=True)).content
    with pymupdf.open(stream=content) as opened:  # type: ignore[no-untyped-call]
        lines = [line for block in opened[0].get_text("dict")["blocks"] for line in block.get("lines", ())]
    feet = {"".join(span["text"] for span in line["spans"]).strip(): line["bbox"][3] for line in lines}
    what, who, rest, when = (
        next(foot for said, foot in feet.items() if marked in said)
        for marked in ("Ringe", "Veilederen", "byen", "overmorgen")
    )
    assert rest - who < min(who - what, when - rest)


def test_a_box_to_copy_stands_under_the_step_that_it_belongs_to(tmp_path: Path) -> None:
    for page in sheets("plan", aile(), replace(LOOK, large=True), tmp_path):
        foot = page.partition(bare(LOOK.footer))[0]
        assert not foot.endswith((bare("En jobb jeg vil søke på"), bare("Jobbsøking"), bare("Medisinsk behandling")))


def test_what_stands_after_the_code_of_a_meeting_stays_in_order() -> None:
    blocks = Sheets(make("summary", with_helplines(aile())), LOOK).data["blocks"]
    assert isinstance(blocks, list)
    (beside,) = [block for block in blocks if isinstance(block, dict) and block["is"] == "beside"]
    assert [block["is"] for block in beside["blocks"]] == [*["paragraph"] * 4, "list"]
