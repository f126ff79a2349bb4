"""The Word file: everything in real styles, opened by two readers, and looked at in its XML."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document

from mapper.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Figure,
    Heading,
    LineBreak,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Room,
    Rule,
    Table,
    Ticks,
    Words,
    plain,
    walk,
    worded,
)
from mapper.documents.kinds import KINDS
from mapper.documents.look import Logo, Look
from mapper.documents.render import make
from mapper.documents.telling import chars
from mapper.documents.writers.colour import readable
from mapper.documents.writers.png import png_of
from mapper.documents.writers.write import write, write_all
from mapper.office.colour import ENOUGH, contrast
from tests.documents.hostile import HOSTILE
from tests.documents.people import kari
from tests.documents.test_hostile import bare
from tests.documents.three import PEOPLE
from tests.documents.word import W, body, names, out_of_order, outward, part, said, styles_of

pytestmark = pytest.mark.xdist_group("word files")
LOOK = Look(
    office="Nav Eksempelby",
    address=("Storgata 1", "0001 Eksempelby"),
    phone="12 34 56 78",
    footer="Nav Eksempelby, Postboks 1",
    code="K7QF-2M9D",
    made=datetime(2026, 3, 14, 12, 30, tzinfo=UTC),
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108060000009a76827a0000000d49444154785e63f8cfc0f01f0006000 1ff"
    "d0d20a3d0000000049454e44ae426082".replace(" ", "")
)


@dataclass(frozen=True, slots=True)
class File:
    """One paper and its Word file."""

    paper: Paper
    content: bytes

    @property
    def read(self) -> Document:
        return docx.Document(BytesIO(self.content))


@cache
def files() -> tuple[File, ...]:
    """Every document of everybody, everything said in every language."""
    wanted = [
        (who, language) for who in PEOPLE for language in ("nb", "nn", "en") if who == "everything" or language == "nb"
    ]
    papers = [make(kind.id, replace(PEOPLE[who], language=language)) for kind in KINDS for who, language in wanted]
    return tuple(File(paper, write(paper, "docx", LOOK).content) for paper in papers)


def written(*blocks: Block, look: Look = LOOK) -> bytes:
    return write(Paper("summary", "Tittel", "nb", blocks), "docx", look).content


def words_of(blocks: Blocks, language: str) -> Iterator[str]:
    """All words of blocks as Word shows them, in order."""
    for block in blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                yield plain(inlines)
            case BulletList(items) | NumberedList(items):
                yield from (word for item in items for word in words_of(item, language))
            case Quote(speaker, inner):
                yield plain(speaker)
                yield from words_of(inner, language)
            case Note(inner):
                yield from words_of(inner, language)
            case Table(header, rows):
                yield from (plain(cell) for row in (header, *rows) for cell in row)
            case CopyBlock(label, text, _):
                told = chars(block, language)
                yield f"{plain(label)} ({told}) {text}" if told else f"{plain(label)} {text}"
            case Figure(_, alternative, caption, _):
                yield f"{alternative} {plain(caption)}"
            case Room(_, name):
                yield plain(name)
            case Ticks(items):
                yield from (f"\u2610{plain(item)}" if block.short else plain(item) for item in items)


def test_both_readers_meet_the_words_of_the_paper_in_its_order() -> None:
    for file in files():
        assert bare(said(file.content)) == bare("".join(words_of(file.paper.blocks, file.paper.language)))
        text = "".join(paragraph.text for paragraph in file.read.paragraphs)
        assert bare(plain(file.paper.blocks[0].inlines)) in bare(text)  # type: ignore[union-attr]


def test_headings_are_headings() -> None:
    for file in files():
        levels = [block.level for block in walk(file.paper.blocks) if isinstance(block, Heading)]
        read = [p.style.name for p in file.read.paragraphs if p.style and (p.style.name or "").startswith("Heading")]
        assert read == [f"Heading {level}" for level in levels]


def test_every_table_repeats_its_header_and_splits_no_row() -> None:
    for file in files():
        tables = list(body(file.content).iter(f"{W}tbl"))
        assert len(tables) == sum(isinstance(block, Table) for block in walk(file.paper.blocks))
        for table in tables:
            first, *others = table.findall(f"{W}tr")
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
            assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))


def test_the_file_says_its_language_its_title_its_office_and_its_day() -> None:
    for file in files():
        name = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[file.paper.language]
        told = file.read.core_properties
        assert (told.title, told.author, told.last_modified_by) == (file.paper.title, LOOK.office, LOOK.office)
        assert told.language == name
        assert told.created == LOOK.made
        languages = list(part(file.content, "word/styles.xml").iter(f"{W}lang"))
        assert [each.get(f"{W}val") for each in languages] == [name]


def test_every_property_stands_where_the_schema_wants_it() -> None:
    for file in files():
        for name in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml"):
            assert out_of_order(part(file.content, name)) == []


def test_every_style_that_is_used_is_there_and_every_list_too() -> None:
    for file in files():
        known = {style.get(f"{W}styleId") for style in part(file.content, "word/styles.xml").iter(f"{W}style")}
        assert set(styles_of(body(file.content))) <= known
        lists = {num.get(f"{W}numId") for num in part(file.content, "word/numbering.xml").iter(f"{W}num")}
        assert {num.get(f"{W}val") for num in body(file.content).iter(f"{W}numId")} <= lists


def test_nothing_leads_out_of_a_file_and_only_page_numbers_are_computed() -> None:
    for file in files():
        assert outward(file.content) == set()
        for name in names(file.content):
            if name.endswith(".xml"):
                told = [(each.text or "").strip() for each in part(file.content, name).iter(f"{W}instrText")]
                assert set(told) <= {"PAGE", "NUMPAGES"}


def test_the_code_of_a_meeting_stands_beside_the_words_about_it() -> None:
    framed = {large: [*body(write(make("summary", PEOPLE["everything"]), "docx", replace(LOOK, large=large)).content)
                      .iter(f"{W}framePr")] for large in (False, True)}  # fmt: skip
    (frame,) = framed[False]
    assert (frame.get(f"{W}xAlign"), frame.get(f"{W}hAnchor"), frame.get(f"{W}wrap")) == ("right", "margin", "around")
    assert framed[True] == [], "there is no room beside large letters"


def test_lines_to_sign_on_stand_on_one_sheet() -> None:
    paragraphs = [*body(write(make("consent", PEOPLE["everything"]), "docx", LOOK).content).iter(f"{W}p")]
    *before, last = [each for each in paragraphs if "MapperLinje" in styles_of(each)]
    assert len(before) == 2
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in before)
    assert last.find(f"{W}pPr/{W}keepNext") is None


def test_the_office_stands_at_the_top_and_the_code_at_every_foot() -> None:
    content = files()[0].content
    first, other = (said_in(content, f"word/header{number}.xml") for number in (1, 2))
    assert first == "Nav EksempelbyStorgata 1\n0001 EksempelbyTelefon: 12\u00a034\u00a056\u00a078"
    assert other == ""
    for number in (1, 2):
        foot = said_in(content, f"word/footer{number}.xml")
        assert foot == "Nav Eksempelby, Postboks 1Side 1 av 1Kode på papiret: K7QF-2M9D"


def said_in(content: bytes, name: str) -> str:
    return "".join(
        "\n" if each.tag == f"{W}br" else each.text or ""
        for each in part(content, name).iter()
        if each.tag in (f"{W}t", f"{W}br")
    )


def test_what_nobody_wrote_leaves_no_mark_and_no_empty_line() -> None:
    content = written(Paragraph(worded("x")), look=Look())
    everything = "".join(said_in(content, name) for name in names(content) if re.search("header|footer", name))
    assert everything == "Side 1 av 1" * 2


def test_marks_in_what_somebody_wrote_are_words() -> None:
    content = written(
        Paragraph(worded("[kode] [side] Innholdet kommer her")), look=replace(LOOK, office="[kode][side]")
    )
    assert said(content).strip() == "[kode] [side] Innholdet kommer her"
    assert said_in(content, "word/header1.xml").startswith("[kode][side]Storgata")


def test_the_same_paper_gives_the_same_bytes_and_no_moment_but_its_own() -> None:
    file = files()[0]
    assert write(file.paper, "docx", LOOK).content == file.content
    with ZipFile(BytesIO(file.content)) as package:
        assert {told.date_time for told in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_numbered_lists_begin_at_one_each() -> None:
    items = ((Paragraph(worded("a")),), (Paragraph(worded("b")),))
    content = written(NumberedList(items), Paragraph(worded("x")), NumberedList(items), BulletList(items))
    used = [num.get(f"{W}val") for num in body(content).iter(f"{W}numId")]
    assert len(set(used)) == 3
    assert used[0] == used[1] != used[2] == used[3]
    nums = {num.get(f"{W}numId"): num for num in part(content, "word/numbering.xml").iter(f"{W}num")}
    for number in (used[0], used[2]):
        starts = nums[number].findall(f"{W}lvlOverride/{W}startOverride")
        assert {start.get(f"{W}val") for start in starts} == {"1"}


def test_lists_within_lists_are_deeper_and_further_in() -> None:
    inner = BulletList(((Paragraph(worded("b")),),))
    content = written(BulletList(((Paragraph(worded("a")), inner, Paragraph(worded("c"))),)))
    levels = [level.get(f"{W}val") for level in body(content).iter(f"{W}ilvl")]
    assert levels == ["0", "1"]
    indents = [int(indent.get(f"{W}left", "0")) for indent in body(content).iter(f"{W}ind")]
    assert indents == [720, 360]


@pytest.mark.parametrize(("nasty", "left"), [
    ("a\x00b", "a�b"), ("a\x0b\x1f\x7fb", "a��\x7fb"), ("]]>", "]]>"), ("a\ud800b", "a�b"), ("a\ufffeb\uffff", "a�b�"),
    ("{{ 7*7 }}", "{{ 7*7 }}"), ("  foran  og  etter ", "  foran  og  etter "), ("<w:br/>&amp;", "<w:br/>&amp;"),
])  # fmt: skip
def test_what_xml_cannot_hold_is_replaced_and_the_rest_stays(nasty: str, left: str) -> None:
    content = written(
        Heading(1, (Words(nasty),)), Paragraph((Words(nasty),)), CopyBlock((Words(nasty),), nasty, None),
        Table(((Words(nasty),),), (((Words(nasty),),),)), look=replace(LOOK, office=nasty, footer=nasty),
    )  # fmt: skip
    assert said(content).count(left) == 6
    assert left in said_in(content, "word/header1.xml")
    assert left in said_in(content, "word/footer1.xml")
    assert docx.Document(BytesIO(content)).paragraphs


def test_every_nasty_text_stands_literally_on_some_paper() -> None:
    everything = bare("".join(said(file.content) for file in files()))
    assert [nasty for nasty in HOSTILE if bare(nasty) not in everything] == []


def test_a_span_says_its_language_and_a_text_from_right_to_left_runs_so() -> None:
    content = written(Paragraph((Words("Hei "), Words("hello", "en"))), Paragraph((Words("مرحبا kari", "ar"),)))
    first, second = body(content).findall(f"{W}p")[:2]
    assert [each.get(f"{W}val") for each in first.iter(f"{W}lang")] == ["en-GB"]
    assert first.find(f"{W}pPr/{W}bidi") is None
    assert second.find(f"{W}pPr/{W}bidi") is not None
    runs = [(run.findtext(f"{W}t"), run.find(f"{W}rPr/{W}rtl") is not None) for run in second.iter(f"{W}r")]
    assert runs == [("مرحبا ", True), ("kari", False)]
    assert next(second.iter(f"{W}lang")).get(f"{W}bidi") == "ar"


def test_a_new_sheet_begins_with_what_stands_on_it() -> None:
    content = written(Paragraph(worded("a")), PageBreak(), Heading(2, worded("b")), Rule(), Room(2))
    breaks = [p for p in body(content).findall(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert ["".join(p.itertext()) for p in breaks] == ["b"]
    spacing = breaks[0].find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert spacing.get(f"{W}before") == "0", "nothing stands over it, so there is no air either"
    assert styles_of(body(content)) == ["Normal", "Heading2", "MapperStrek", "MapperLinje", "MapperLinje"]


def test_links_lead_where_the_template_says_and_lines_stay_lines() -> None:
    content = written(Paragraph((Link("https://www.nav.no/a?b=1&c=2", worded("Nav")), LineBreak(), Words("ny linje"))))
    assert outward(content) == {("hyperlink", "https://www.nav.no/a?b=1&c=2")}
    assert said(content).strip() == "Nav\nny linje"


def test_large_print_has_no_letter_below_eighteen_points() -> None:
    paper = make("summary", PEOPLE["everything"])
    content = write(paper, "docx", replace(LOOK, large=True)).content
    for name in ("word/styles.xml", "word/header1.xml", "word/footer1.xml", "word/document.xml"):
        sizes = [int(size.get(f"{W}val", "0")) for size in part(content, name).iter(f"{W}sz")]
        assert min(sizes, default=36) >= 36
    title, heading = (size_of(content, style) for style in ("Heading1", "Heading2"))
    assert title > heading > 36


def test_the_office_has_its_colour_and_a_pale_one_is_darkened() -> None:
    for chosen, stands in (("#7a1f5c", "7A1F5C"), ("#ffdd00", None)):
        styles = part(written(Heading(2, worded("x")), look=replace(LOOK, colour=chosen)), "word/styles.xml")
        edges = {edge.get(f"{W}color") for edge in styles.iter() if edge.get(f"{W}sz") in ("12", "18")} - {None}
        (colour,) = edges
        assert colour == (stands or readable(chosen).removeprefix("#").upper())
        assert contrast(f"#{colour}") >= ENOUGH


def size_of(content: bytes, style: str) -> int:
    found = next(
        each for each in part(content, "word/styles.xml").iter(f"{W}style") if each.get(f"{W}styleId") == style
    )
    size = found.find(f"{W}rPr/{W}sz")
    assert size is not None
    return int(size.get(f"{W}val", "0"))


FIGURE = Figure(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><title>T</title><circle cx="5" cy="5" r="4"/></svg>',
    "Helse: går bra.", worded("Bildet"),
    Table((worded("Område"), worded("Du sier")), ((worded("Helse"), worded("Bra")),)),
)  # fmt: skip


def test_a_figure_is_a_picture_with_words_where_typst_can_draw_it() -> None:
    pytest.importorskip("typst")
    content = written(FIGURE)
    assert [name for name in names(content) if name.endswith(".png")] == ["word/media/image1.png"]
    assert said(content).split("\n")[1:] == ["Helse: går bra.", "Bildet"]


def test_a_figure_is_a_table_where_nothing_can_draw_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert bare(said(written(FIGURE))) == "OmrådeDusierHelseBraBildet"


@pytest.mark.parametrize(("logo", "there"), [
    (Logo(PNG, "png", "Nav Eksempelby sitt merke"), True), (Logo(b"x", "png", "Merke"), False),
    (Logo(PNG[:20], "png", "Merke"), False), (Logo(b"<svg", "svg", "Merke"), False),
])  # fmt: skip
def test_the_logo_has_words_and_a_broken_one_is_left_out(logo: Logo, there: bool) -> None:
    content = written(Paragraph(worded("x")), look=replace(LOOK, logo=logo))
    drawn = [each.get("descr") for each in part(content, "word/header1.xml").iter() if each.tag.endswith("}docPr")]
    assert drawn == ([logo.alternative] if there else [])
    assert "[logo]" not in said_in(content, "word/header1.xml")


@pytest.mark.parametrize("typeface", ["sans-serif", "Arial, Helvetica", "Eksempel Sans"])
def test_words_in_a_drawn_logo_are_drawn_whatever_their_typeface(typeface: str) -> None:
    pytest.importorskip("typst")
    words = f'<text x="5" y="8" font-size="6" font-family="{typeface}">Eksempelby</text>'
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 10"><circle cx="2" cy="5" r="2"/>{}</svg>'
    assert png_of(logo.format(words)) != png_of(logo.format(""))


def kept_with_next(content: bytes) -> list[bool]:
    return [each.find(f"{W}pPr/{W}keepNext") is not None for each in body(content).iter(f"{W}p")]


def test_short_lists_tables_and_lines_stay_on_one_sheet_with_what_leads_to_them() -> None:
    items = tuple((Paragraph(worded(each)),) for each in "abc")
    lead = Paragraph(worded("Dette:"))
    assert kept_with_next(written(lead, BulletList(items))) == [True, True, True, False]
    assert kept_with_next(written(lead, Room(3))) == [True, True, True, False]
    assert kept_with_next(written(lead, Room(9))) == [True, *[False] * 9]
    assert kept_with_next(written(lead, Table((worded("x"),), ((worded("y"),), (worded("z"),)))))[:4] == [
        *[True] * 3, False,
    ]  # fmt: skip


def test_what_is_said_of_a_step_stands_with_the_first_box_to_copy() -> None:
    items = tuple((Paragraph(worded(each)),) for each in ("Slags aktivitet: Kurs", "Hvorfor: Du vil lære mer"))
    boxes = (CopyBlock(worded("Navn"), "Kurs", 255), CopyBlock(worded("Mål"), "Lære", 255))
    assert kept_with_next(written(BulletList(items), *boxes))[:2] == [True, True]
    assert kept_with_next(written(BulletList(items), Paragraph(worded("x"))))[:2] == [True, False]


def test_what_follows_a_table_at_the_end_makes_no_sheet_of_its_own() -> None:
    *_, table, after, _ = body(written(Table((worded("x"),), ((worded("y"),),))))
    spacing = after.find(f"{W}pPr/{W}spacing")
    assert (table.tag, after.tag) == (f"{W}tbl", f"{W}p")
    assert spacing is not None
    assert [spacing.get(f"{W}{name}") for name in ("before", "after", "line", "lineRule")] == ["0", "0", "20", "exact"]


def test_boxes_in_one_line_stand_apart_by_what_no_line_begins_with() -> None:
    content = written(Ticks((worded("0"), worded("1"), worded("2"))))
    assert said(content).strip("\n") == "☐\u00a00   ☐\u00a01   ☐\u00a02"


def test_an_option_that_shares_its_line_is_not_parted_from_its_box() -> None:
    content = written(Ticks((worded("Litt"), worded("Jeg klarer hverdagen"))))
    assert said(content).strip("\n") == "☐\u00a0Litt   ☐\u00a0Jeg\u00a0klarer\u00a0hverdagen"


def test_no_column_is_narrower_than_its_longest_word() -> None:
    header = tuple(worded(each) for each in ("Hvem", "Siden", "Ganger i uka", "Koster", "Er det nok?", "Slags"))
    row = tuple(worded(each) for each in ("Fastlegen", "01.09.2025", "0,5", "350 kr", "Nei", "Helse"))
    content = written(Table(header, (row,)), look=replace(LOOK, large=True))
    widths = [int(each.get(f"{W}w", "0")) for each in body(content).iter(f"{W}gridCol")]
    points = [0.53 * 18 * len(word) + 8.5 for word in ("Fastlegen", "01.09.2025", "Ganger", "Koster", "nok?", "Helse")]
    assert all(width / 20 >= needed for width, needed in zip(widths, points, strict=True))


def test_a_table_without_room_in_large_print_is_told_as_names_and_values() -> None:
    header = tuple(map(worded, ("Hva", "Hvem", "Når", "Hvorfor?")))
    row = tuple(map(worded, ("Økonomirådgiverne", "Jobbspesialistene", "innen\u00a020.\u00a0mars", "")))
    table = Table(header, (row, row))
    usual, large = (written(table, look=replace(LOOK, large=large)) for large in (False, True))
    assert [*body(usual).iter(f"{W}tbl")]
    assert not [*body(large).iter(f"{W}tbl")]
    lines = ["Hva: Økonomirådgiverne", "Hvem: Jobbspesialistene", "Når: innen\u00a020.\u00a0mars"]
    assert [line for line in said(large).split("\n") if line] == lines * 2
    assert kept_with_next(large)[:6] == [True, True, False] * 2
    assert out_of_order(body(large)) == []
    quoted = written(Quote(worded("Du sa"), (table,)), look=replace(LOOK, large=True))
    assert not [*body(quoted).iter(f"{W}tbl"), *body(quoted).iter(f"{W}pBdr")]


def test_in_large_print_no_cell_is_a_pillar_of_words_and_the_mark_of_a_list_has_air() -> None:
    header = tuple(map(worded, ("What", "Who", "When", "Status")))
    row = tuple(
        map(
            worded,
            (
                "Try two days a week in a kitchen",
                "The employment specialist",
                "by 12 June",
                "You want this. Nav answers by 3 April",
            ),
        )
    )
    short = tuple(map(worded, ("Try it", "You", "by 12 June", "Suggestion")))
    usual, pillar, table = (
        written(Table(header, (cells,)), look=replace(LOOK, large=large))
        for cells, large in ((row, False), (row, True), (short, True))
    )
    assert [bool([*body(each).iter(f"{W}tbl")]) for each in (usual, pillar, table)] == [True, False, True]
    hanging = [
        {int(each.get(f"{W}hanging", "0")) for each in part(content, "word/numbering.xml").iter(f"{W}ind")}
        for content in (usual, pillar)
    ]
    assert hanging == [{360}, {540}]


def test_what_is_said_of_a_question_stands_with_the_lines_to_write_on() -> None:
    said = tuple(Paragraph(worded(each)) for each in ("Spør dette når ja.", "Fordi.", "Skriv gjerne om: Hva?"))
    assert kept_with_next(written(Heading(3, worded("Hva?")), *said, Room(2)))[1:] == [*[True] * 4, False]
    long = Paragraph(worded("Ord " * 200))
    assert kept_with_next(written(long, *said, Room(2)))[0] is False


def test_a_row_that_would_leave_a_sheet_empty_may_be_split() -> None:
    high = (worded("\n".join(f"– valg {n}" for n in range(20))), worded("x"))
    for large, rows in ((False, 1), (True, 0)):
        content = written(Table((worded("a"), worded("b")), (high,)), look=replace(LOOK, large=large))
        assert len([*body(content).iter(f"{W}cantSplit")]) == 1 + rows


def test_an_answer_of_thousands_of_short_lines_is_written() -> None:
    line = Paragraph(worded("x"))
    assert kept_with_next(written(*[line] * 3000, Room(3))) == [*[False] * 2961, *[True] * 41, False]


def test_neither_end_of_a_long_list_stands_alone() -> None:
    items = tuple((Paragraph(worded("Et langt punkt i lista. " * 12)),) for _ in range(5))
    assert kept_with_next(written(BulletList(items))) == [True, False, False, True, False]


def test_what_leads_into_headings_stands_with_the_first_of_them() -> None:
    under = (Paragraph(worded("Om dette.")), Heading(3, worded("Steg")), Paragraph(worded("Ord.")))
    assert kept_with_next(written(Heading(2, worded("Plan")), *under))[:4] == [False, True, False, False]
    assert not any(kept_with_next(written(Heading(3, worded("Plan")), *under)))


def test_a_drawing_that_breaks_what_draws_it_breaks_no_paper() -> None:
    breaking = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 5'><path d='M0 0 A1e9 1e9 0 1 1 1 1'/></svg>"
    look = replace(LOOK, logo=Logo(breaking.encode(), "svg", "Merke"))
    for _ in range(2):
        made = write(make("plan", kari()), "docx", look)
        assert [notice.code for notice in made.notices] == ["formats_logo_unusable"]
    assert write(make("plan", kari()), "pdf", LOOK).content


def test_a_logo_that_word_cannot_show_is_told_once_for_all_formats() -> None:
    look = Look(office="Nav Eksempelby", logo=Logo(b"no picture", "png", "Merke"))
    written = write(make("plan", kari()), "docx", look)
    assert [notice.code for notice in written.notices] == ["formats_logo_unusable"]
    _, notices = write_all(make("plan", kari()), ("docx", "pdf"), look)
    assert [notice.code for notice in notices] == ["formats_logo_unusable"]
    assert write(make("plan", kari()), "docx", Look(office="Nav Eksempelby")).notices == ()
