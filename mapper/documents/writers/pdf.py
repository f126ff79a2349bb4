"""Write a paper as PDF: tagged, PDF/UA-1 and PDF/A-2a at once, the same bytes for the same paper everywhere.

Typst sets the sheets. It is given the paper as data, a template that is shipped, the shipped fonts, and nothing else:
its root is a file, so that nothing lies under it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from mapper.documents.blocks import Paper
from mapper.documents.faults import FormatMissing, GlyphsMissing, LogoUnusable, PdfOrdinary
from mapper.documents.look import PLAIN, Look
from mapper.documents.templates.shelf import folder
from mapper.documents.writers.png import shipped_fonts, without_panic
from mapper.documents.writers.sheets import Sheets
from mapper.documents.writers.write import Written
from mapper.fault import Fault

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

_READABLE: Final[list[PDFStandard]] = ["ua-1"]
_READABLE_AND_KEPT: Final[list[PDFStandard]] = ["ua-1", "a-2a"]
_MAIN: Final = b'#import "paper.typ": sheets\n#sheets(json(bytes(read("paper").slice(2))))'
"""What is set. A paper that comes as a file leaves all that is known of the template standing; one that comes as
`sys.inputs` changes it. Typst parses every file as if it were notation: behind `//`, as one comment."""
_MOST_NAMED = 8
_one_at_a_time = Lock()


def write(paper: Paper, look: Look = PLAIN) -> Written:
    """Write a paper as PDF; one without a date is no PDF/A, which asks for it. Raises FormatMissing if it cannot."""
    try:
        from typst import TypstError
    except ImportError:
        raise FormatMissing(ending="pdf") from None
    for tried, standards, notices in _ways(look):
        sheets = Sheets(paper, tried)
        try:
            content = _set(sheets, standards, look.made)
        except TypstError:
            continue
        return Written(content, (*notices, *_undrawn(sheets)))
    raise FormatMissing(ending="pdf")


def _ways(look: Look) -> Iterator[tuple[Look, list[PDFStandard], tuple[Fault, ...]]]:
    """Give the ways in which a paper is tried, the best first: whole, without the logo, as an ordinary tagged PDF."""
    standards = _READABLE_AND_KEPT if look.made else _READABLE
    yield look, standards, ()
    bare = replace(look, logo=None)
    no_logo = (LogoUnusable(),) if look.logo else ()
    if look.logo:
        yield bare, standards, no_logo
        yield look, [], (PdfOrdinary(),)
    yield bare, [], (*no_logo, PdfOrdinary())


def _set(sheets: Sheets, standards: list[PDFStandard], made: datetime | None) -> bytes:
    """Set the sheets. Raises TypstError."""
    told = json.dumps({**sheets.data, "dated": made is not None})
    files: Any = {"main.typ": _MAIN, "paper.typ": _template(), "paper": b"//" + told.encode()}
    moment = _moment(made) if made else 0
    with _one_at_a_time, without_panic():
        content = _compiler().compile(files, format="pdf", pdf_standards=standards, timestamp=moment)
    assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file
    return content


def _moment(made: datetime) -> datetime:
    """Give a moment as typst reads it: whole seconds, and how far its clock stood from UTC rather than a zone."""
    told = made if made.tzinfo else made.astimezone()
    return told.astimezone(timezone(told.utcoffset() or timedelta())).replace(microsecond=0)


@cache
def _template() -> bytes:
    return (folder() / "paper.typ").read_bytes()


@cache
def _compiler() -> Compiler:
    """Make the compiler once."""
    from typst import Compiler

    return Compiler(root=folder() / "paper.typ", font_paths=shipped_fonts(), ignore_system_fonts=True)


def _undrawn(sheets: Sheets) -> Sequence[Fault]:
    """Name the characters that no shipped font can draw, the most frequent first."""
    if not sheets.missing:
        return ()
    named = [f"U+{ord(char):04X} × {times}" for char, times in sheets.missing.most_common(_MOST_NAMED)]
    more = ["…"] if len(sheets.missing) > _MOST_NAMED else []
    return (GlyphsMissing(n=sheets.missing.total(), characters=", ".join([*named, *more])),)
