"""Try an office's letterhead before a paper needs it: what a Word paper would tell of it, as findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mapper.documents.blocks import Paper, Paragraph, worded
from mapper.documents.faults import LetterheadUnmarked
from mapper.documents.look import Look
from mapper.documents.writers.letterhead import FILE, office_letterhead
from mapper.questionnaire.findings import Finding, nearest
from mapper.questionnaire.source import Source

_PAPER = Paper("summary", "x", "nb", (Paragraph(worded("x")),))


def check_letterhead(office: Path) -> tuple[Finding, ...]:
    """Write a line into the letterhead in an office's folder; nothing is wrong where there is none."""
    content = office_letterhead(office)
    return () if content is None else tuple(_wrong(content, Source(str(office / "templates" / FILE), "")))


def _wrong(content: bytes, file: Source) -> Iterator[Finding]:
    from mapper.documents.writers.docx import write

    told = write(_PAPER, Look(letterhead=content)).notices
    for notice in told:
        yield file.finding(0, _of_finding(notice.code))
    if all(isinstance(notice, LetterheadUnmarked) for notice in told):
        yield from _misspelt(content, file)


def _misspelt(content: bytes, file: Source) -> Iterator[Finding]:
    """Tell of words in brackets that nothing is put in place of, but nearly: others may be meant as they stand."""
    from mapper.documents.writers.docx import opened
    from mapper.documents.writers.word.frame import bracketed, marks

    known = marks()
    for written in dict.fromkeys(bracketed(opened(content))):
        if written.casefold() not in known and (near := nearest(written, known)):
            yield file.finding(0, _of_finding("letterhead_no_mark"), near, written=written)


def _of_finding(code: str) -> str:
    return code.replace("letterhead_", "letterhead.")
