"""An office's letterhead is tried by the checks, before a paper needs it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from mapper.commands.findings import all_findings, template_findings
from mapper.documents.templates.shelf import folder
from mapper.documents.writers.letterhead import FILE
from mapper.documents.writers.trying import check_letterhead
from mapper.language.text import SCREEN_LANGUAGES
from mapper.questionnaire.findings import remedy, what


def office(folder: Path, content: bytes) -> Path:
    (folder / "templates").mkdir()
    (folder / "templates" / FILE).write_bytes(content)
    (folder / "office.yaml").write_text("name: Nav Eksempelby\n", encoding="utf-8")
    return folder


def saying(line: str, at_the_foot: str = "") -> bytes:
    """The shipped letterhead with another line where the content goes, and one more at the foot."""
    document = docx.Document(str(folder() / FILE))
    document.paragraphs[0].text = line
    document.sections[0].footer.add_paragraph(at_the_foot)
    whole = BytesIO()
    document.save(whole)
    return whole.getvalue()


HERE = "Innholdet kommer her"


@pytest.mark.parametrize(("content", "told"), [
    (saying(HERE), []), (saying(HERE, "[Telefon] [valgfritt] [2026]"), []),
    (b"hello", ["letterhead.unreadable"]),
    (saying("Innholdet kommer"), ["letterhead.unmarked"]),
    (saying(HERE, "[kontoret] [kontoret]"), ["letterhead.no_mark"]),
    (saying("", "[bunnteksten]"), ["letterhead.unmarked", "letterhead.no_mark"]),
])  # fmt: skip
def test_both_checks_tell_what_a_paper_would_tell(tmp_path: Path, content: bytes, told: list[str]) -> None:
    made = office(tmp_path, content)
    assert [each.code for each in all_findings((made,), made)] == told
    assert [each.code for each in all_findings((), made)] == told
    assert [each.code for each in template_findings((made,), made)] == told
    assert {Path(each.file).name for each in check_letterhead(made)} <= {FILE}


def test_an_office_without_a_letterhead_has_nothing_wrong(tmp_path: Path) -> None:
    assert check_letterhead(tmp_path) == ()


def test_a_slip_is_told_with_what_was_meant_in_every_language(tmp_path: Path) -> None:
    (found,) = check_letterhead(office(tmp_path, saying(HERE, "[adressen]")))
    for language in SCREEN_LANGUAGES:
        assert "[adressen]" in what(found, language)
        assert "[adresse]" in what(found, language)
        assert "README.md" in remedy(found, language)
