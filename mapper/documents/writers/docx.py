"""Write a paper as a Word file: into the office's own letterhead, or into the one that is shipped.

The same paper and look give the same bytes. Nothing in a letterhead is run, evaluated or fetched.
"""

from __future__ import annotations

from datetime import UTC
from functools import cache
from io import BytesIO
from typing import Final
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from mapper.documents.blocks import Paper
from mapper.documents.faults import LetterheadUnmarked, LetterheadUnreadable, LogoUnusable
from mapper.documents.look import PLAIN, Look
from mapper.documents.templates.shelf import folder
from mapper.documents.writers.colour import readable
from mapper.documents.writers.letterhead import FILE
from mapper.documents.writers.word.body import Body
from mapper.documents.writers.word.check import look_through
from mapper.documents.writers.word.dress import colour, enlarge, speak
from mapper.documents.writers.word.frame import fill, put_in
from mapper.documents.writers.word.pictures import Pictures
from mapper.documents.writers.word.sheet import WordSheet
from mapper.documents.writers.word.xml import legal, word_language
from mapper.documents.writers.write import Written
from mapper.fault import Fault

_NO_MOMENT: Final = bytes((0, 0, 0b00100001, 0))
"""The beginning of 1980 as a ZIP file writes it: no time of day, the first day of the first month of year 0."""
_END: Final = 22
"""Bytes that end a ZIP file without a comment."""


def write(paper: Paper, look: Look = PLAIN) -> Written:
    """Write a paper as a Word file. A letterhead that cannot be used is told of, and the shipped one is used."""
    if look.letterhead is None:
        return _written(paper, look, _shipped_bytes())
    notice: Fault
    try:
        look_through(look.letterhead)
        return _written(paper, look, look.letterhead)
    except Fault as fault:
        notice = fault
    except Exception:
        # What a damaged part does to python-docx has no error of its own.
        notice = LetterheadUnreadable()
    written = _written(paper, look, _shipped_bytes())
    return Written(written.content, (notice, *written.notices))


def opened(letterhead: bytes) -> Document:
    """Open a letterhead that was looked through."""
    return docx.Document(BytesIO(letterhead))


def _written(paper: Paper, look: Look, letterhead: bytes) -> Written:
    document = opened(letterhead)
    _cut_off(document)
    pictures = Pictures()
    fill(document, look, paper.language, pictures)
    content = [*Body(WordSheet(document, _shipped(), pictures), paper.language, large=look.large).blocks(paper.blocks)]
    marked = put_in(document, content)
    speak(document, paper.language)
    colour(document, readable(look.colour))
    if look.large:
        enlarge(document)
    _tell(document, paper, look)
    notices = (*(() if marked else (LetterheadUnmarked(),)), *((LogoUnusable(),) if pictures.logo_missing else ()))
    return Written(_packed(document), notices)


@cache
def _shipped_bytes() -> bytes:
    return (folder() / FILE).read_bytes()


@cache
def _shipped() -> Document:
    """Open the shipped letterhead once, to read styles from."""
    return docx.Document(BytesIO(_shipped_bytes()))


def _cut_off(document: Document) -> None:
    """Take away the path of the template that a letterhead was once made from."""
    settings = document.settings.element
    for element in settings.findall(qn("w:attachedTemplate")):
        settings.remove(element)
    for relationship in document.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.SETTINGS:
            rels = relationship.target_part.rels
            for identity in [key for key, found in rels.items() if found.is_external]:
                del rels[identity]


def _tell(document: Document, paper: Paper, look: Look) -> None:
    """Write what the file says of itself; nothing stays of who made the letterhead, and when."""
    told = document.core_properties
    for element in [*told._element]:
        told._element.remove(element)
    told.title = legal(paper.title)[:255]
    told.author = told.last_modified_by = legal(look.office)[:255]
    told.language = word_language(paper.language)
    if look.made:
        told.created = told.modified = look.made.astimezone(UTC).replace(tzinfo=None)


def _packed(document: Document) -> bytes:
    """Give the file with no moment in it but the one that it tells."""
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as package:
        parts = package.infolist()
    return _undated(bytearray(saved.getvalue()), [part.header_offset for part in parts])


def _undated(package: bytearray, parts: list[int]) -> bytes:
    """Let every part of a ZIP file say that it was packed at the beginning of 1980, before its words and in its list.

    To pack it again with other moments would take as long as the packing did.
    """
    listed = int.from_bytes(package[-_END:][16:20], "little")
    for part in parts:
        package[part + 10 : part + 14] = _NO_MOMENT
        package[listed + 12 : listed + 16] = _NO_MOMENT
        listed += 46 + sum(int.from_bytes(package[listed + at : listed + at + 2], "little") for at in (28, 30, 32))
    return bytes(package)
