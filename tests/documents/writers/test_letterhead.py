"""The office's own letterhead: edited in Word it is kept as it is; whatever is wrong with it, a paper comes of it."""

from __future__ import annotations

import random
import re
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from docs.make_letterhead import letterhead
from mapper.documents.blocks import BulletList, Heading, NumberedList, Paper, Paragraph, Quote, Table, worded
from mapper.documents.faults import LetterheadFetches, LetterheadMacros, LetterheadUnmarked, LetterheadUnreadable
from mapper.documents.look import Look
from mapper.documents.templates.shelf import folder
from mapper.documents.writers.letterhead import FILE, MOST, office_letterhead
from mapper.documents.writers.word.check import look_through
from mapper.documents.writers.write import Written, write
from mapper.fault import Fault
from tests.documents.word import W, body, names, outward, part, said, styles_of
from tests.documents.writers.test_docx import LOOK, PNG, said_in

pytestmark = pytest.mark.xdist_group("word files")
SHIPPED = (folder() / FILE).read_bytes()
PAPER = Paper("summary", "Tittel", "nb", (
    Heading(1, worded("Tittel")), Paragraph(worded("Brødtekst {{ 7*7 }}")),
    NumberedList(((Paragraph(worded("en")),),)), BulletList(((Paragraph(worded("to")),),)),
    Quote(worded("Du sa"), (Paragraph(worded("tre")),)), Table((worded("A"),), ((worded("B"),),)),
))  # fmt: skip
WORDS = "TittelBrødtekst {{ 7*7 }}entoDu satreAB"


def into(content: bytes, look: Look = LOOK) -> Written:
    return write(PAPER, "docx", replace(look, letterhead=content))


def changed(change: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None) -> bytes:
    """The shipped letterhead with some parts changed or added."""
    whole = BytesIO()
    with ZipFile(BytesIO(SHIPPED)) as source, ZipFile(whole, "w", ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, change.get(name, bytes)(source.read(name)))
        for name, content in (added or {}).items():
            package.writestr(name, content)
    return whole.getvalue()


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    def swap(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return swap


def holding(kind: str, name: str, content: bytes = b"<a/>") -> bytes:
    """The shipped letterhead with a part of some kind in it."""
    return changed({RELS: related(kind, name, external=False)}, {f"word/{name}": content})


def leading(kind: str, target: str) -> bytes:
    """The shipped letterhead with a relationship to something elsewhere."""
    return changed({RELS: related(kind, target)})


def with_paragraph(inner: str) -> bytes:
    """The shipped letterhead with a paragraph before the marked one."""
    return changed({DOCUMENT: swapped("<w:body>", f"<w:body><w:p>{inner}</w:p>")})


def typed(old: str, new: str) -> bytes:
    """The shipped letterhead with another kind of file."""
    return changed({TYPES: swapped(old, new)})


def related(kind: str, target: str, *, external: bool = True) -> Callable[[bytes], bytes]:
    """Add a relationship to a part."""
    mode = ' TargetMode="External"' * external
    whole = kind if ":" in kind else f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return swapped(
        "</Relationships>", f'<Relationship Id="rId77" Type="{whole}" Target="{target}"{mode}/></Relationships>'
    )


def field(*pieces: str) -> str:
    told = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return begin + told + end


def disguised(inner: str) -> bytes:
    """The shipped letterhead whose text is XML by its kind, but not by its name."""
    whole, name = BytesIO(), b"word/document.bin"
    with ZipFile(BytesIO(with_paragraph(inner))) as source, ZipFile(whole, "w", ZIP_DEFLATED) as package:
        for each in source.namelist():
            content = source.read(each).replace(DOCUMENT.encode(), name)
            package.writestr(each.replace("document.xml", "document.bin"), content)
    return whole.getvalue()


DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://e.invalid/a.png"/></svg>'
SPLIT = field("DD").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{field('QUOTE 69')}")
MARKS = "<w:r><w:t>[kontor] </w:t></w:r>" * 2000
PICTURE_FIELD = field("INCLUDE", 'PICTURE "https://e.invalid/a.png"')
OPEN_FIELD = field("DDEAUTO c:").replace('"end"', '"separate"')
OLD_DRAWING = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="https://e.invalid/a.png"/></v:shape>'
    "</w:pict></w:r>"
)
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REFUSED: dict[str, tuple[Callable[[], bytes], type[Fault]]] = {
    "empty": (lambda: b"", LetterheadUnreadable),
    "no zip": (lambda: b"Brevhode", LetterheadUnreadable),
    "cut off": (lambda: SHIPPED[:-200], LetterheadUnreadable),
    "too large": (lambda: SHIPPED + b" " * MOST, LetterheadUnreadable),
    "a bomb": (lambda: changed({}, {"word/media/a.xml": b"0" * 50_000_000}), LetterheadUnreadable),
    "many parts": (lambda: changed({}, {f"word/media/{n}.png": b"" for n in range(500)}), LetterheadUnreadable),
    "no document": (lambda: changed({DOCUMENT: lambda _: b""}), LetterheadUnreadable),
    "entities": (lambda: changed({DOCUMENT: swapped("<w:document", f"{ENTITIES}<w:document")}), LetterheadUnreadable),
    "a spreadsheet": (lambda: typed("wordprocessingml.document", "spreadsheetml.sheet"), LetterheadUnreadable),
    "a template": (lambda: typed("document.main+xml", "template.main+xml"), LetterheadUnreadable),
    "macros": (lambda: typed(PLAIN_TYPE, MACROS), LetterheadMacros),
    "a project": (lambda: holding(f"{MICROSOFT}/vbaProject", "vbaProject.bin"), LetterheadMacros),
    "an object": (lambda: holding("oleObject", "a.bin"), LetterheadMacros),
    "a workbook": (lambda: holding("package", "a.xlsx"), LetterheadMacros),
    "a control": (lambda: holding("control", "a.xml"), LetterheadMacros),
    "a picture from elsewhere": (lambda: leading("image", "https://e.invalid/a.png"), LetterheadFetches),
    "a picture from a share": (lambda: leading("image", r"file://\\e.invalid\a.png"), LetterheadFetches),
    "a link that runs": (lambda: leading("hyperlink", "javascript:x()"), LetterheadFetches),
    "a link to a share": (lambda: leading("hyperlink", "file://e.invalid/a"), LetterheadFetches),
    "another file inside": (lambda: holding("aFChunk", "a.htm"), LetterheadFetches),
    "a picture field": (lambda: with_paragraph(PICTURE_FIELD), LetterheadFetches),
    "a file field": (lambda: with_paragraph('<w:fldSimple w:instr=" includetext a.docx"/>'), LetterheadFetches),
    "a field never closed": (lambda: with_paragraph(OPEN_FIELD), LetterheadFetches),
    "an exchange": (lambda: with_paragraph(SPLIT), LetterheadFetches),
    "a field in a part that hides what it is": (lambda: disguised(field("DDEAUTO c:")), LetterheadUnreadable),
    "more marks than anybody sets": (lambda: with_paragraph(MARKS), LetterheadUnreadable),
    "a drawing of old": (lambda: with_paragraph(OLD_DRAWING), LetterheadFetches),
    "a drawing that leads out": (lambda: holding("image", "media/a.svg", OUTSIDE), LetterheadFetches),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_letterhead_that_cannot_be_trusted_is_told_of_and_not_used(name: str) -> None:
    content, fault = REFUSED[name]
    made = into(content())
    assert [type(notice) for notice in made.notices] == [fault]
    assert made.content == write(PAPER, "docx", LOOK).content


@pytest.mark.parametrize("told", [0, 10, 60_000_000])
def test_a_part_that_is_longer_than_it_says_is_never_unpacked_whole(told: int) -> None:
    name = b"word/media/a.bin"
    content = bytearray(changed({}, {name.decode(): bytes(60_000_000)}))
    listed = content.rindex(name) - 22  # where the list of the package says how long it is
    content[listed : listed + 4] = told.to_bytes(4, "little")
    tracemalloc.start()
    with pytest.raises(LetterheadUnreadable):
        look_through(bytes(content))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


def test_damage_anywhere_still_gives_a_paper() -> None:
    dice = random.Random(4)
    for _ in range(80):
        damaged = bytearray(SHIPPED)
        for _ in range(dice.randint(1, 6)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        cut = dice.choice([len(damaged), dice.randrange(len(damaged))])
        made = into(bytes(damaged[:cut]))
        assert said(made.content).replace("\n", "").endswith(WORDS)
        assert docx.Document(BytesIO(made.content)).paragraphs


def edited() -> bytes:
    """A letterhead as an office makes it in Word: new words, a picture, another typeface, words between the marks."""
    document = docx.Document(BytesIO(SHIPPED))
    document.styles["Normal"].font.name = "Georgia"
    head = document.sections[0].first_page_header
    head.paragraphs[-1].add_run("Vi hjelper deg videre {{ cycler.__init__ }}")
    head.paragraphs[-1].add_run().add_picture(BytesIO(PNG))
    here = next(each for each in document.paragraphs if each.text)
    here.insert_paragraph_before("Vår dato og vår hilsen")
    for run in here.runs:
        run.text = ""
    for piece in ("«Inn", "holdet ", "kommer", " HER.»"):
        here.add_run(piece)
    document.add_paragraph("Vennlig hilsen kontoret")
    document.core_properties.author = "Hun som laget brevhodet"
    document.core_properties.comments = "ikke for andre"
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    whole = BytesIO()
    document.save(whole)
    return whole.getvalue()


def test_an_edited_letterhead_keeps_its_looks_and_its_words_around_the_content() -> None:
    made = into(edited())
    assert made.notices == ()
    assert said(made.content).replace("\n", "") == f"Vår dato og vår hilsen{WORDS}Vennlig hilsen kontoret"
    head = said_in(made.content, "word/header1.xml")
    assert head.startswith("Nav Eksempelby")
    assert head.endswith("Vi hjelper deg videre {{ cycler.__init__ }}")
    assert any(name.startswith("word/media/") for name in names(made.content))
    told = docx.Document(BytesIO(made.content))
    assert told.styles["Normal"].font.name == "Georgia"
    assert (told.core_properties.author, told.core_properties.comments) == (LOOK.office, "")


def norwegian() -> bytes:
    """A letterhead of Norwegian Word from nothing: other ids, hardly a style, no lists, no marks but the one."""
    ids = {"Heading1": "Overskrift1", "Normal": "Vanlig"}
    styles = SHIPPED_STYLES
    for ours, theirs in ids.items():
        styles = re.sub(rf'(styleId|basedOn w:val|next w:val)="{ours}"', rf'\1="{theirs}"', styles)
    kept = re.findall(r'<w:style [^>]*w:styleId="(?:Overskrift1|Vanlig|TableNormal)".*?</w:style>', styles)
    defaults = styles[: styles.index("<w:style ")]
    foot = re.compile(rb"<w:(?:header|footer)Reference[^>]*/>|<w:titlePg/>")
    return changed(
        {
            "word/styles.xml": lambda _: f"{defaults}{''.join(kept)}</w:styles>".encode(),
            DOCUMENT: lambda content: foot.sub(b"", content),
            RELS: lambda content: re.sub(rb"<Relationship [^>]*(?:numbering|header|footer)[^>]*/>", b"", content),
        }
    )


with ZipFile(BytesIO(SHIPPED)) as _package:
    SHIPPED_STYLES = _package.read("word/styles.xml").decode()


def test_styles_that_a_letterhead_lacks_are_lent_to_it() -> None:
    made = into(norwegian())
    assert made.notices == ()
    assert said(made.content).replace("\n", "") == WORDS
    used = set(styles_of(body(made.content)))
    assert "Overskrift1" in used
    styles = {each.get(f"{W}styleId"): each for each in part(made.content, "word/styles.xml").iter(f"{W}style")}
    assert used <= set(styles)
    based = styles["Quote"].find(f"{W}basedOn")
    assert based is not None
    assert based.get(f"{W}val") == "Vanlig"
    forms = [each.get(f"{W}val") for each in part(made.content, "word/numbering1.xml").iter(f"{W}numFmt")]
    assert {"bullet", "decimal"} == set(forms)


def test_the_code_stands_at_the_foot_of_a_letterhead_without_marks() -> None:
    made = into(norwegian())
    feet = [name for name in names(made.content) if "footer" in name and name.endswith(".xml")]
    assert [said_in(made.content, name) for name in feet] == ["Kode på papiret: K7QF-2M9D"]


def test_without_a_marked_paragraph_the_content_stands_at_the_end_and_that_is_told() -> None:
    made = into(changed({DOCUMENT: swapped("Innholdet kommer her", "Hei")}))
    assert [type(notice) for notice in made.notices] == [LetterheadUnmarked]
    assert said(made.content).replace("\n", "") == f"Hei{WORDS}"


@pytest.mark.parametrize("here", ["Innhaldet kjem her", "The content comes here"])
def test_the_mark_is_known_in_every_language(here: str) -> None:
    made = into(changed({DOCUMENT: swapped("Innholdet kommer her", here)}))
    assert made.notices == ()
    assert said(made.content).replace("\n", "") == WORDS


def test_the_path_of_the_template_that_it_was_made_from_is_taken_away() -> None:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    reference = f'<w:attachedTemplate xmlns:r="{space}" r:id="rId77"/>'
    none = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    rels = related("attachedTemplate", "file:///C:/hemmelig/mal.dotm")(none)
    content = changed(
        {"word/settings.xml": swapped("<w:zoom", f"{reference}<w:zoom")}, {"word/_rels/settings.xml.rels": rels}
    )
    assert outward(content)
    made = into(content)
    assert made.notices == ()
    assert outward(made.content) == set()
    assert not list(part(made.content, "word/settings.xml").iter(f"{W}attachedTemplate"))


def test_an_ordinary_link_in_a_letterhead_stays() -> None:
    made = into(changed({RELS: related("hyperlink", "http://www.nav.no")}))
    assert (made.notices, outward(made.content)) == ((), {("hyperlink", "http://www.nav.no")})


def test_the_office_folder_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    assert office_letterhead(tmp_path) is None
    place = tmp_path / "templates" / FILE
    place.parent.mkdir()
    place.write_bytes(b"x" * (MOST + 1000))
    assert len(office_letterhead(tmp_path) or b"") == MOST + 1
    place.unlink()
    place.mkdir()
    assert office_letterhead(tmp_path) == b""


def test_the_shipped_letterhead_is_what_its_maker_makes() -> None:
    assert letterhead() == SHIPPED, "run docs/make_letterhead.py"
