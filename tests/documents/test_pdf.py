"""The PDF: to PDF/UA-1 and PDF/A-2a, the same bytes each time, and a paper whatever happens."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pytest

from mapper.documents.blocks import Paper, Paragraph, worded
from mapper.documents.faults import FormatMissing, GlyphsMissing, LogoUnusable
from mapper.documents.kinds import KINDS
from mapper.documents.look import Logo, Look
from mapper.documents.render import make
from mapper.documents.write import write, write_all
from tests.documents.people import NOW, kari, nobody

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


def test_every_paper_passes_every_rule_of_pdf_ua_that_a_machine_can_check(
    written: dict[str, bytes], tmp_path: Path
) -> None:
    for name, content in written.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        result = outloud.check(str(path), layers=["conformance"])
        assert not result.error, (name, result.error)
        assert [(found.rule, found.message) for found in result.findings if found.severity == "error"] == [], name


def test_the_same_paper_is_the_same_bytes_and_says_when_it_was_made(written: dict[str, bytes]) -> None:
    again = write(make("summary", kari()), "pdf", LOOK).content
    assert again == written["summary-kari-nb-usual"]
    undated = [write(make("summary", kari()), "pdf", replace(LOOK, made=None)).content for _ in range(2)]
    assert undated[0] == undated[1]
    with pikepdf.open(BytesIO(again)) as opened:
        assert str(opened.docinfo["/CreationDate"]) == "D:20260314111000Z"
        assert str(opened.docinfo["/Author"]) == "Nav Eksempelby"


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
