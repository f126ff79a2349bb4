"""The PDF: to PDF/UA-1 and PDF/A-2a, the same bytes each time, and a paper whatever happens."""

from __future__ import annotations

import re
import sys
import time
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import outloud
import pikepdf
import pytest

from mapper.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    CopyBlock,
    Figure,
    Heading,
    Link,
    Note,
    NumberedList,
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
from mapper.documents.faults import FormatMissing, GlyphsMissing, LogoUnusable
from mapper.documents.kinds import KINDS
from mapper.documents.look import PLAIN, Logo, Look
from mapper.documents.render import make
from mapper.documents.telling import chars
from mapper.documents.templates.shelf import folder
from mapper.documents.writers import pdf
from mapper.documents.writers.write import write, write_all
from tests.documents.anew import said_anew
from tests.documents.drawn import table_of
from tests.documents.hostile import HOSTILE
from tests.documents.people import NOW, kari, nobody
from tests.documents.tags import Read
from tests.documents.test_hostile import bare, block_words

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><path d="M0 0h60v20H0z" fill="#c30000"/></svg>'
LOOK = Look(
    office="Nav Eksempelby",
    address=("Storgata 1", "0001 Eksempelby"),
    phone="12 34 56 78",
    footer="Åpent mandag til fredag",
    logo=Logo(LOGO, "svg", "Nav Eksempelbys merke"),
    made=NOW,
    code="K7PQ-2MXD",
)
pytestmark = pytest.mark.xdist_group("pdf")  # one worker writes the set that its tests share
SETS = [
    *((kind.id, kari, language, False) for kind in KINDS for language in ("nb", "nn", "en")),
    *((kind.id, nobody, "nb", False) for kind in KINDS),
    *((kind.id, kari, "nb", True) for kind in KINDS),
]


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """Every paper of the set as PDF, under a name that says which."""
    papers = {}
    for document, person, language, large in SETS:
        told = person(language=language)
        found = write(make(document, told), "pdf", replace(LOOK, large=large))
        assert found.notices == ()
        papers[f"{document}-{person.__name__}-{language}-{'large' if large else 'usual'}"] = found.content
    return papers


def test_the_same_paper_is_the_same_bytes_and_says_when_it_was_made(written: dict[str, bytes]) -> None:
    again = write(make("summary", kari()), "pdf", LOOK).content
    assert again == written["summary-kari-nb-usual"]
    undated = [write(make("summary", kari()), "pdf", replace(LOOK, made=None)).content for _ in range(2)]
    assert undated[0] == undated[1]
    with pikepdf.open(BytesIO(again)) as opened:
        assert str(opened.docinfo["/CreationDate"]) == "D:20260314111000Z"
        assert str(opened.docinfo["/Author"]) == "Nav Eksempelby"


def test_a_moment_is_the_same_in_whatever_zone_this_machine_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    made = datetime(2026, 3, 14, 9, 30, 15, 123, ZoneInfo("Europe/Oslo"))
    pages = []
    for zone in ("UTC", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        pages.append(write(make("plan", nobody()), "pdf", replace(LOOK, made=made)).content)
    monkeypatch.undo()
    time.tzset()
    assert pages[0] == pages[1]


def test_a_missing_wheel_is_told_and_the_other_formats_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    paper = make("summary", kari())
    with pytest.raises(FormatMissing) as missing:
        write(paper, "pdf", LOOK)
    assert missing.value.facts == {"ending": "pdf"}
    contents, notices = write_all(paper, ("pdf", "md", "html"), LOOK)
    assert list(contents) == ["md", "html"]
    assert [notice.code for notice in notices] == ["formats_missing"]
    with pytest.raises(FormatMissing):
        write_all(paper, ("pdf",), LOOK)


def test_what_no_font_can_draw_is_told_by_its_number() -> None:
    said = Paper("summary", "Tittel", "nb", (Paragraph(worded("Ringe ნინო, ნათია og Ola")),))
    found = write(said, "pdf", LOOK)
    (notice,) = found.notices
    assert isinstance(notice, GlyphsMissing)
    assert notice.facts["n"] == 9
    assert str(notice.facts["characters"]).startswith("U+10DC × 3, U+10D8 × 2")


def test_a_logo_that_cannot_be_drawn_is_left_out_and_told() -> None:
    broken = replace(LOOK, logo=Logo(b"no picture", "png", "Merke"))
    found = write(make("plan", nobody()), "pdf", broken)
    assert [type(notice) for notice in found.notices] == [LogoUnusable]
    assert found.content == write(make("plan", nobody()), "pdf", replace(LOOK, logo=None)).content


# --- what stands in the file, read by others than who wrote it


def words_in_order(blocks: Blocks) -> str:
    """All words of blocks as they are read aloud: a figure is its caption and what it shows."""
    return "".join(map(_words, blocks))


def _words(block: Block) -> str:  # noqa: PLR0911 - one return for each kind of block
    match block:
        case CopyBlock(label, text, _):
            return plain(label) + chars(block, "nb") + text
        case Figure(_, alternative, caption, _):
            return plain(caption) + alternative
        case Room(_, name):
            return plain(name)
        case Ticks(items):
            return "".join("☐" * block.short + plain(item) for item in items)
        case Quote(speaker, inner):
            return plain(speaker) + words_in_order(inner)
        case Note(inner):
            return words_in_order(inner)
    return block_words(block)


def without_small(paper: Paper) -> Paper:
    """A paper without the figures that stand beside their text, and are read after it."""
    return replace(paper, blocks=tuple(each for each in paper.blocks if not (isinstance(each, Figure) and each.small)))


@pytest.mark.parametrize("document", [kind.id for kind in KINDS])
def test_the_tags_say_what_the_paper_is_made_of_in_reading_order(document: str, tmp_path: Path) -> None:
    paper = without_small(make(document, kari()))
    read = Read(write(paper, "pdf", replace(PLAIN, made=NOW)).content, tmp_path)
    assert read.language == "nb"
    assert bare(read.root.text()) == bare(words_in_order(paper.blocks))
    every = [*walk(paper.blocks)]
    headings = [f"H{block.level}" for block in every if isinstance(block, Heading)]
    assert [tag.name for tag in read.root.every("H1", "H2", "H3", "H4", "H5", "H6")] == headings
    lists = [block.items for block in every if isinstance(block, BulletList | NumberedList | Ticks)]
    assert [len(tag.every("LI")) for tag in read.root.every("L")] == [*map(len, lists)]
    quotes = [block for block in every if isinstance(block, Quote)]
    assert len(read.root.every("BlockQuote")) == len(quotes)
    tables = [block for block in every if isinstance(block, Table)]
    assert [len(tag.every("TH")) for tag in read.root.every("Table")] == [len(table.header) for table in tables]
    assert {str(tag.attributes["Scope"]) for tag in read.root.every("TH")} <= {"/Column"}
    told = [block.alternative for block in every if isinstance(block, Figure)]
    assert [tag.alternative for tag in read.root.every("Figure")] == told


def test_a_text_in_another_language_says_which_and_is_read_from_its_own_side(tmp_path: Path) -> None:
    blocks = (
        Heading(1, worded("Møte")),
        Paragraph((Words("أريد أن أعمل", "ar"),)),
        Paragraph((Words("Hei, "), Words("hello there", "en"))),
        Table((worded("Norsk"), (Words("فارسی", "fa"),)), ((worded("ja"), (Words("بله", "fa"),)),)),
    )
    content = write(Paper("summary", "Møte", "nb", blocks), "pdf", LOOK).content
    read = Read(content, tmp_path)
    languages = [(tag.language, tag.name) for tag in read.root.every("P", "TH", "TD") if tag.language]
    assert languages == [("ar", "P"), ("fa", "TH"), ("fa", "TD")]
    with pikepdf.open(BytesIO(content)) as opened:
        assert b"/Lang(en)" in opened.pages[0].Contents.read_bytes()


def test_what_anybody_wrote_stands_as_it_was_written_and_does_nothing(tmp_path: Path) -> None:
    """Each nasty text, and the notation of the typesetter, in every place where a text can stand.

    Without those that are drawn in several glyphs or from the right: the reader of this test knows no /ActualText.
    """
    notation = ['#eval("1")', "@ref <label>", "\\u{41}", "] } #panic() {", "// bort", "/* bort */", "= h", "~"]
    simple = (text for text in HOSTILE if not set(text) & {"\u200d", "ق"})
    texts = [*simple, *notation, "x" * 300]
    blocks: list[Block] = [Heading(1, worded("Alt")), Paragraph(worded("lang tekst " * 910))]
    for text in texts:
        said = worded(text)
        blocks += [Paragraph((Words("."),)), Quote(said, (Paragraph(said),))]
    for text in texts[::6]:
        said = worded(text)
        blocks += [Heading(2, said), BulletList(((Paragraph(said),),)), Note((Paragraph(said),))]
        blocks += [Table((said, said), ((said, said),)), CopyBlock(said, text, 400)]
    paper = Paper("summary", texts[0], "nb", tuple(blocks))
    assert write(paper, "pdf", replace(PLAIN, made=NOW, large=True)).notices == ()
    found = write(paper, "pdf", replace(PLAIN, made=NOW))
    assert found.notices == ()
    assert bare(Read(found.content, tmp_path).root.text()) == bare(words_in_order(paper.blocks))


def test_every_kind_of_block_passes_both_standards(tmp_path: Path) -> None:
    blocks = (
        Heading(1, worded("Alt")),
        Ticks((worded("Ja"), worded("Nei"))),
        Ticks((worded("Et alternativ som trenger en linje for seg selv"), worded("Et til"))),
        Room(4),
        Rule(),
        NumberedList(((Paragraph(worded("en")), BulletList(((Paragraph(worded("under")),),))),)),
        Paragraph((Link("tel:+4712345678", worded("12 34 56 78")), Words(" "), Link("https://nav.no", worded("Nav")))),
        Table(tuple(worded(f"Kolonne {n}") for n in range(9)), (tuple(worded(f"verdi {n}") for n in range(9)),)),
    )
    for large in (False, True):
        found = write(Paper("summary", "Alt", "nn", blocks), "pdf", replace(LOOK, large=large))
        assert found.notices == ()
        path = tmp_path / "alt.pdf"
        path.write_bytes(found.content)
        result = outloud.check(str(path), layers=["conformance"])
        assert [each.rule for each in result.findings if each.severity == "error"] == []
        with pikepdf.open(path) as opened:
            links = [str(each.A.URI) for page in opened.pages for each in page.get("/Annots", ())]
        assert links == ["tel:+4712345678", "https://nav.no"]


def test_the_head_of_a_table_stands_again_on_each_sheet_and_the_foot_too(tmp_path: Path) -> None:
    rows = tuple((worded(f"rad {n}"), worded("verdi")) for n in range(90))
    paper = Paper(
        "summary", "Tabell", "nb", (Heading(1, worded("Tabell")), Table((worded("Hodet"), worded("B")), rows))
    )
    read = Read(write(paper, "pdf", LOOK).content, tmp_path)
    assert len(read.pages) >= 3
    assert all("Hodet" in page for page in read.pages)
    assert read.root.text().count("Hodet") == 1
    for number, foot in enumerate(read.artifacts, 1):
        assert f"Side {number} av {len(read.pages)}" in foot
        assert "Åpent mandag til fredag" in foot
        assert "K7PQ-2MXD" in read.pages[number - 1]
    assert [page.count("Storgata 1") for page in read.pages] == [1] + [0] * (len(read.pages) - 1)


def test_large_print_has_letters_of_18_points_and_more(written: dict[str, bytes], tmp_path: Path) -> None:
    for kind in KINDS:
        paper = make(kind.id, kari())
        calm = replace(paper, blocks=tuple(each for each in paper.blocks if not isinstance(each, Figure)))
        read = Read(write(calm, "pdf", replace(LOOK, logo=None, large=True)).content, tmp_path)
        assert min(read.sizes) >= 18
        assert max(read.sizes) == 30
    large = Read(written["summary-kari-nb-large"], tmp_path).root
    (figure,) = [each for each in make("summary", kari()).blocks if isinstance(each, Figure) and not each.small]
    assert bare(block_words(table_of(figure))) in bare(large.text())


def test_a_table_without_room_becomes_names_and_values(tmp_path: Path) -> None:
    table = Table(tuple(worded(f"Kolonne{n}") for n in range(9)), (tuple(worded(f"verdi {n}") for n in range(9)),))
    read = Read(write(Paper("plan", "T", "nb", (Heading(1, worded("T")), table)), "pdf", LOOK).content, tmp_path)
    assert not read.root.every("Table")
    assert [bare(each.text(labels=True)) for each in read.root.every("LI")][:2] == [
        "Kolonne0:verdi0",
        "Kolonne1:verdi1",
    ]


def test_the_template_can_read_no_file_and_fetch_nothing() -> None:
    from typst import TypstError

    source = (folder() / "paper.typ").read_text(encoding="utf-8")
    assert not re.search(
        r"#?\b(?:import|include|read|json|eval|plugin|csv|toml|yaml|xml|bibliography)\b *[(\"]", source
    )
    assert re.findall(r"\bimage\((\w+)", source) == ["bytes", "bytes"]
    assert re.findall(rb"\b(?:import|read)\b\W*(\w+)", pdf._MAIN) == [b"paper", b"paper"]
    for attempt in ('#read("paper.typ")', '#read("/etc/hostname")', '#image("x.png")', '#include "x.typ"'):
        files = {"main.typ": b'#import "paper.typ": sheets', "paper.typ": attempt.replace("paper", "x").encode()}
        for given in (attempt.encode(), files):
            with pytest.raises(TypstError):
                pdf._compiler().compile(given, format="pdf")  # type: ignore[type-var]


def test_a_paper_that_is_set_anew_is_set_from_what_is_known_of_it() -> None:
    """What stands on every sheet must not hold what a paper says: else nothing of the last one could be used."""
    paper = make("basis", kari())
    more = [replace(paper, blocks=(*paper.blocks, Paragraph(worded(f"Nummer {n}")))) for n in range(8)]
    others = [replace(paper, blocks=said_anew(paper.blocks, f" {n}")) for n in range(8)]
    for each in (*more[:2], *others[:2]):
        write(each, "pdf", LOOK)
    turn_about = [(_seconds(one), _seconds(other)) for one, other in zip(more[2:], others[2:], strict=True)]
    changed, anew = (min(times) for times in zip(*turn_about, strict=True))  # a busy machine slows some, never all
    assert changed < 0.8 * anew


def _seconds(paper: Paper) -> float:
    started = time.process_time()
    write(paper, "pdf", LOOK)
    return time.process_time() - started


def test_a_paper_that_breaks_a_standard_is_an_ordinary_tagged_pdf_and_told(tmp_path: Path) -> None:
    mark_alone = Paper("summary", "T", "nb", (Heading(1, worded("T")), Paragraph(worded("ক্ষ x\u0e49\u0bbe"))))
    found = write(mark_alone, "pdf", LOOK)
    assert {each.code for each in found.notices} <= {"formats_pdf_ordinary", "formats_glyphs_missing"}
    assert Read(found.content, tmp_path).root.every("H1")


def test_the_code_is_read_aloud_once_where_the_paper_ends(written: dict[str, bytes], tmp_path: Path) -> None:
    for name in ("summary-kari-nb-usual", "summary-kari-nb-large"):
        read = Read(written[name], tmp_path)
        aloud = read.root.text()
        assert aloud.count("K7PQ-2MXD") == 1
        assert aloud.rstrip(". ").endswith("K7PQ-2MXD")
        assert ["K7PQ-2MXD" in foot for foot in read.artifacts] == [*[True] * (len(read.pages) - 1), False]
        assert [page.count("K7PQ-2MXD") for page in read.pages] == [1] * len(read.pages)
    bare = Read(write(make("summary", kari()), "pdf", replace(LOOK, code="")).content, tmp_path)
    assert "K7PQ" not in bare.root.text()
