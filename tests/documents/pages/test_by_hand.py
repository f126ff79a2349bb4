"""Room to write and boxes to tick stand on paper as lines and boxes, and say nothing to a screen reader."""

from __future__ import annotations

from pathlib import Path

from mapper.documents.blocks import BulletList, Paper, Paragraph, Room, Ticks, Words, plain
from mapper.documents.pages.by_hand import room_for
from mapper.documents.templates.filling import fill
from mapper.documents.templates.parse import parse
from mapper.documents.writers import docx, html, markdown
from tests.documents.people import NOW, option, question
from tests.documents.reading import page, text_of
from tests.documents.word import said

YES_NO = Ticks(((Words("Ja"),), (Words("Nei"),)))
LONG = Ticks(((Words("Noe som er så langt at det må stå alene"),), (Words("Nei"),)))


def paper(*blocks: Room | Ticks | BulletList) -> Paper:
    return Paper("preparation", "Ark", "nb", blocks)


def test_a_template_asks_for_room(tmp_path: Path) -> None:
    (tmp_path / "sheet.nb.md.j2").write_text("Skriv her:\n\n___ 3\n\nog ___ 4 ikke her\n\n___ 0\n", encoding="utf-8")
    blocks = parse(fill("sheet", "nb", object(), NOW.date(), tmp_path))
    assert blocks[1] == Room(3)
    assert [type(block) for block in blocks] == [Paragraph, Room, Paragraph, Paragraph]


def test_a_short_line_with_a_colon_stands_before_the_line_to_write_on(tmp_path: Path) -> None:
    long = "Navnet skrives inn for hånd, av personen selv:"
    (tmp_path / "sheet.nb.md.j2").write_text(f"Sted og dato:\n\n___ 1\n\n{long}\n\n___ 1\n", encoding="utf-8")
    blocks = parse(fill("sheet", "nb", object(), NOW.date(), tmp_path))
    assert blocks == (Room(1, (Words("Sted og dato:"),)), Paragraph((Words(long),)), Room(1))
    made = Paper("consent", "Ark", "nb", blocks[:1])
    assert text_of(html.write(made)).strip() == "Sted og dato:"
    assert markdown.write(made).startswith("Sted og dato: …")
    assert "Sted og dato:" in said(docx.write(made).content)


def test_the_line_for_other_words_says_what_it_is_for() -> None:
    options = [option("RENT", "Leier"), option("OTHER", "Noe annet", write_in=True)]
    _, line = room_for(question("home.status", "Hvordan bor du?", type="one", options=options), "nb")
    assert isinstance(line, Room)
    assert plain(line.name) == "Noe annet:"


def test_room_is_lines_that_are_not_read_aloud() -> None:
    written = html.write(paper(Room(3)))
    (room,) = page(written).findall(".//div[@class='room']")
    assert (len(room), room.get("aria-hidden")) == (3, "true")
    assert text_of(written) == ""
    assert len(markdown.write(paper(Room(3))).splitlines()) == 3


def test_short_options_stand_side_by_side() -> None:
    assert 'class="ticks short"' in html.write(paper(YES_NO))
    assert 'class="ticks"' in html.write(paper(LONG))
    assert markdown.write(paper(YES_NO)) == "☐ Ja ☐ Nei\n"
    assert markdown.write(paper(LONG)) == "- ☐ Noe som er så langt at det må stå alene\n- ☐ Nei\n"


def test_two_lists_in_a_row_are_two() -> None:
    points = BulletList(((Paragraph((Words("Punkt"),)),),))
    assert markdown.write(paper(LONG, points, LONG)).count("<!-- -->") == 2
    assert "<!-- -->" not in markdown.write(paper(YES_NO, YES_NO, points))
