"""The web page: valid, self-contained, and readable by everyone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from mapper.documents.blocks import (
    BOX,
    BulletList,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Room,
    Table,
    Ticks,
    Words,
    worded,
)
from mapper.documents.drawing.svg import ACCENT, FAINT, INK
from mapper.documents.kinds import KINDS
from mapper.documents.look import Logo, Look
from mapper.documents.render import make
from mapper.documents.templates.shelf import folder
from mapper.documents.writers import html
from mapper.language.text import Text
from tests.documents.people import kari, line, nobody, question, spoken
from tests.documents.reading import attributes, elements, page
from tests.documents.three import PEOPLE

PAPERS = [(kind.id, language, who) for kind in KINDS for language in ("nb", "nn", "en") for who in ("kari", "nobody")]


@pytest.fixture(params=PAPERS, ids="-".join)
def written(request: pytest.FixtureRequest) -> str:
    """Give a paper of each kind, in each language, with much said and with nothing."""
    return page_written(*request.param)


@cache
def page_written(kind: str, language: str, who: str) -> str:
    return html.write(make(kind, {"kari": kari, "nobody": nobody}[who](language=language)))


def test_the_page_has_no_error_and_loads_and_runs_nothing(written: str) -> None:
    assert elements(written).isdisjoint({"script", "link", "img", "iframe", "object", "embed", "base", "form", "input"})
    assert not {name for _, name in attributes(written) if name.startswith("on") or name in {"src", "style", "srcset"}}
    assert "default-src 'none'" in written
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", written)


def test_headings_go_down_one_at_a_time_from_one_title(written: str) -> None:
    levels = [int(tag[1]) for tag in (str(each.tag) for each in page(written).iter()) if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_has_a_language_a_title_one_main_and_named_columns(written: str) -> None:
    root = page(written)
    assert root.get("lang") in {"nb", "nn", "en"}
    assert (root.findtext(".//title") or "").strip()
    assert len(root.findall(".//main")) == 1
    for table in root.findall(".//table"):
        headers = table.findall("./thead/tr/th")
        assert headers
        assert all(header.get("scope") == "col" for header in headers)
        assert all(len(row.findall("td")) == len(headers) for row in table.findall("./tbody/tr"))


def test_every_figure_is_told_in_words(written: str) -> None:
    for drawing in page(written).iter("svg"):
        assert drawing.get("role") == "img"
        assert (drawing.findtext("title") or "").strip()
        assert (drawing.findtext("desc") or "").strip()


def test_a_text_in_another_language_says_which() -> None:
    asked = question("work.extra", "x").model_copy(update={"ask": Text.of({"nb": "Bare på bokmål"})})
    told = kari(language="en", review=(line(asked, spoken("svar"), part=Text.of({"nb": "Del", "en": "Part"})),))
    assert '<strong><span lang="nb">Bare på bokmål</span></strong>' in html.write(make("summary", told))


def test_the_office_stands_above_and_below_and_its_logo_lies_within_the_page() -> None:
    look = Look(
        office="Nav Eksempelby", address=("Storgata 1", "0001 Eksempelby"), phone="12 34 56 78", footer="Postboks 1",
        logo=Logo(b"\x89PNG", "png", 'Et "merke"'), code="K7QF-2M9D",
    )  # fmt: skip
    root = page(html.write(make("summary", kari()), look))
    header, footer = root.find("./body/header"), root.find("./body/footer")
    assert header is not None
    assert footer is not None
    words = " ".join(header.itertext()).split()
    assert " ".join(words) == "Nav Eksempelby Storgata 1 0001 Eksempelby Telefon: 12 34 56 78"
    logo = header.find("img")
    assert logo is not None
    assert (logo.get("alt"), logo.get("src")) == ('Et "merke"', "data:image/png;base64,iVBORw==")
    assert " ".join(" ".join(footer.itertext()).split()) == "Postboks 1 Kode på papiret: K7QF-2M9D"
    assert "img-src data:" in html.write(make("summary", kari()), look)


def test_nothing_stands_around_a_paper_of_nobodys() -> None:
    root = page(html.write(make("summary", kari())))
    assert root.find("./body/header") is None
    assert root.find("./body/footer") is None


def test_what_an_office_writes_cannot_get_out_of_the_style() -> None:
    style = (
        page(html.write(make("plan", nobody()), Look(code='x"</style>}\\', colour="red;}*{"))).findtext(".//style")
        or ""
    )
    assert style.count("{") == style.count("}")
    assert f"--accent: {ACCENT}; }}" in style
    assert "\\22 \\3c \\2f style\\3e \\7d \\5c " in style


def test_a_pale_colour_is_darkened() -> None:
    written = html.write(make("plan", nobody()), Look(colour="#ffdd00"))
    (accent,) = re.findall(r":root { --accent: (#[0-9a-f]{6}); }", written)
    assert contrast(accent, "#ffffff") >= 4.5


def test_a_wide_table_names_each_cell_for_whoever_reads_it_on_a_phone() -> None:
    narrow = Table((worded("Hvem"), worded("Rolle")), ((worded("Kari"), worded("deltaker")),))
    wide = Table(tuple(map(worded, ("Hva", "Frist", "Vil du ha hjelp?"))), ((worded("Bostøtte"), (), worded("Ja")),))
    root = page(html.write(Paper("plan", "Plan", "nb", (narrow, wide))))
    assert [cell.get("data-name") for cell in root.iter("td")] == [None, None, "Hva:", "Frist:", "Vil du ha hjelp?"]
    assert [table.get("class") for table in root.iter("table")] == [None, "wide"]


def test_large_print_tells_tables_row_by_row_and_leaves_out_what_is_empty() -> None:
    table = Table((worded("Steg"), worded("Når")), ((worded("CV"), worded("i dag")), (worded("Kurs"), ())))
    root = page(html.write(Paper("plan", "T", "nb", (table,)), Look(large=True)))
    assert root.get("class") == "large"
    assert root.find(".//table") is None
    rows = [[(each.tag, each.text) for each in row] for row in root.iter("dl")]
    assert rows == [[("dt", "Steg"), ("dd", "CV"), ("dt", "Når"), ("dd", "i dag")], [("dt", "Steg"), ("dd", "Kurs")]]


def test_in_large_print_boxes_of_a_row_stand_side_by_side_and_a_long_row_may_go_over_two_sheets() -> None:
    box, many = worded(BOX), worded("\n".join("– noe å velge" for _ in range(8)))
    marks = Table(tuple(map(worded, ("Område", "Går bra", "Haster"))), ((worded("Bolig"), box, box), ((), box, ())))
    both = Table((worded("norsk"), worded("English")), ((many, many), (worded("Ja"), worded("Yes"))))
    told = Paragraph(worded("Dette er langt. " * 60))
    root = page(html.write(Paper("form", "T", "nb", (marks, both, told)), Look(large=True)))
    row, bare, *rows = root.iter("dl")
    assert [each.text for each in bare] == ["Går bra", BOX]
    assert [each.text for each in row.iter() if each.tag in {"dt", "li"}] == ["Område", "Går bra", "Haster"]
    assert [each.get("class") for each in row.iter("ul")] == ["ticks short"]
    assert [each.get("class") for each in (row, *rows)] == ["row", "row long", "row"]
    assert [each.get("class") for each in root.iter("p")] == ["long"]


def test_what_runs_from_right_to_left_says_so() -> None:
    arabic = worded("مرحبا")
    blocks = (
        Heading(1, worded("T")), Paragraph(arabic), Paragraph((Words("Hei "), Words("مرحبا", "ar"))),
        BulletList(((Paragraph(arabic),),)), Table((arabic,), ((arabic,),)),
    )  # fmt: skip
    for large, cells in ((False, ["th", "td"]), (True, ["dt", "dd"])):
        root = page(html.write(Paper("summary", "T", "nb", blocks), Look(large=large)))
        turned = [str(each.tag) for each in root.iter() if each.get("dir") == "rtl"]
        assert turned == ["p", "span", "ul", "li", *cells]


def test_a_figure_stands_as_a_table_too_and_no_drawing_has_an_id_that_could_clash() -> None:
    for document in ("summary", "plan"):
        root = page(html.write(make(document, PEOPLE["everything"])))
        drawings = [each for each in root.iter("figure") if each.get("class") == "picture"]
        assert drawings
        assert len(root.findall(".//details/table")) == len(drawings)
        assert all(details.findtext("summary") for details in root.iter("details"))
        assert not [each for drawing in root.iter("svg") for each in drawing.iter() if each.get("id")]


def test_a_language_code_cannot_break_out() -> None:
    paper = Paper("summary", "T", "nb", (Paragraph((Words("x", '"><script>'),)),))
    assert "script" not in elements(html.write(paper))


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_at_least_that_of_wcag_aa() -> None:
    css = (folder() / "paper.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", css))
    texts = [named["ink"], named["faint"], named["accent"], *re.findall(r"[^-]color: (#[0-9a-f]{6})", css)]
    assert len(texts) >= 4
    for text in texts:
        for ground in ("#ffffff", named["wash"]):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert {INK, FAINT, ACCENT} == {named["ink"], named["faint"], named["accent"]}


def test_print_has_a_page_size_and_breaks() -> None:
    css = (folder() / "paper.css").read_text(encoding="utf-8")
    assert "@page { size: A4;" in css
    assert "break-after: page" in css


def test_lines_to_sign_on_are_held_together_where_there_are_several() -> None:
    root = page(html.write(make("consent", replace(PEOPLE["everything"], recipient="c1"))))
    (lines,) = root.findall(".//div[@class='lines']")
    assert len(lines.findall("p[@class='line']")) == 3
    alone = Paper("summary", "T", "nb", (Room(1, worded("Noe annet:")),))
    assert "lines" not in html.write(alone).partition("<main")[2]


def test_a_question_is_held_together_with_its_room_and_so_is_what_is_signed() -> None:
    blocks = (
        Heading(1, worded("T")), Room(1), Heading(2, worded("Del")), Paragraph(worded("Om delen.")),
        Heading(3, worded("1. Hva?")), Paragraph(worded("Derfor.")), Room(3), Paragraph(worded("Når?")), Room(1),
        PageBreak(), Heading(2, worded("Ord")), Paragraph(worded("Et ord.")), Heading(2, worded("Kryss")),
        Ticks((worded("Ja"),)),
    )  # fmt: skip
    (main,) = page(html.write(Paper("form", "T", "nb", blocks))).findall(".//main")
    assert [each.get("class") or each.tag for each in main] == [
        "h1", "room", "h2", "p", "asked", "sheet", "h2", "p", "asked"
    ]  # fmt: skip
    first, second = main.findall("div[@class='asked']")
    assert [each.get("class") or each.tag for each in first] == ["h3", "p", "room", "p", "room"]
    assert [each.get("class") or each.tag for each in second] == ["h2", "ticks short"]
    css = (folder() / "paper.css").read_text(encoding="utf-8").partition("@media print")[2]
    assert re.search(r"\.asked[^{}]*{ break-inside: avoid; }", css)
