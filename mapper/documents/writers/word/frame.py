"""What stands around the text: the marks in a letterhead, such as `[kontor]`, and the paragraph where the content goes.

Marks are plain words, because words are what survives editing in any program. Nothing that is put in is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from string import Formatter
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from docx.section import _Footer as Footer

from mapper.documents.faults import LetterheadUnreadable
from mapper.documents.look import Look
from mapper.documents.telling import code_line, phone_line
from mapper.documents.writers.word.pictures import Pictures
from mapper.documents.writers.word.xml import Element, el, field, line_break, run, words_in
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES

_MOST_MARKS: Final = 50
"""Marks in one paragraph; the work grows with them and with the paragraph."""
_MARKS: Final = ("office", "address", "phone", "logo", "footer", "code", "page")
_BRACKETED = re.compile(r"\[\w+\]")
_STORIES = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_SEEN = tuple(qn(f"w:{name}") for name in ("drawing", "pict", "fldChar", "fldSimple", "sym", "object"))


def put_in(document: Document, content: Sequence[Element]) -> bool:
    """Put content where the letterhead says, at the end where it says nothing; tell whether it said."""
    body = document.element.body
    here = next((each for each in body.iter(qn("w:p")) if _letters(_text(each)) in _here()), None)
    if here is None:
        last = body.find(qn("w:sectPr"))
        for element in content:
            body.append(element) if last is None else last.addprevious(element)
        return False
    for element in content:
        here.addprevious(element)
    if here.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        here.getparent().remove(here)
    else:
        _empty(here)
    return True


def fill(document: Document, look: Look, language: str, pictures: Pictures) -> None:
    """Put what is known of the office where a letterhead has marks; the code stands at every foot, marked or not."""
    coded: set[StoryPart] = set()
    for part in _stories(document):
        values = _values(look, language)
        values["logo"] = pictures.logo(part, look.logo)
        for paragraph in [*part.element.iter(qn("w:p"))]:
            if "code" in _fill(paragraph, values):
                coded.add(part)
    for footer in _footers(document) if look.code else ():
        if footer.part not in coded:
            footer.part.element.append(el("p", *map(deepcopy, _values(look, language)["code"])))


def bracketed(document: Document) -> Iterator[str]:
    """Give every single word in brackets in the text, the headers and the footers, marks too."""
    for part in _stories(document):
        for paragraph in part.element.iter(qn("w:p")):
            yield from _BRACKETED.findall(_text(paragraph))


def _stories(document: Document) -> Iterator[StoryPart]:
    yield document.part
    for relationship in document.part.rels.values():
        if relationship.reltype in _STORIES and isinstance(relationship.target_part, StoryPart):
            yield relationship.target_part


def _footers(document: Document) -> Iterator[Footer]:
    """Give every foot that a sheet may have; what a later part takes over from an earlier one is given once."""
    for number, section in enumerate(document.sections):
        feet = [section.footer]
        feet += [section.first_page_footer] * section.different_first_page_header_footer
        feet += [section.even_page_footer] * document.settings.odd_and_even_pages_header_footer
        yield from (foot for foot in feet if number == 0 or not foot.is_linked_to_previous)


# --- marks


@cache
def marks() -> Mapping[str, str]:
    """Give what each mark stands for, as it is written in any language."""
    return {words(f"letterhead.mark.{name}", code).casefold(): name for code in SCREEN_LANGUAGES for name in _MARKS}


@cache
def _mark() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(mark) for mark in marks()), re.IGNORECASE)


@cache
def _here() -> frozenset[str]:
    return frozenset(_letters(words("letterhead.here", code)) for code in SCREEN_LANGUAGES)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalpha())


def _values(look: Look, language: str) -> dict[str, tuple[Element, ...]]:
    """Give the runs that each mark becomes, but for the logo."""
    return {
        "office": _lines(look.office),
        "address": _lines(*look.address),
        "phone": _lines(phone_line(look, language)),
        "footer": _lines(*look.footer.split("\n")),
        "code": _lines(code_line(look.code, language)),
        "page": _page(language),
    }


def _lines(*lines: str) -> tuple[Element, ...]:
    made: list[Element] = []
    for line in lines:
        made += [line_break()] if made and line else []
        made += [run(words_in(line))] if line else []
    return tuple(made)


def _page(language: str) -> tuple[Element, ...]:
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    made: list[Element] = []
    for before, name, _, _ in Formatter().parse(words("formats.sheet.page", language)):
        made += [run(words_in(before))] if before else []
        made += field(fields[name], "1") if name else ()
    return tuple(made)


def _fill(paragraph: Element, values: Mapping[str, tuple[Element, ...]]) -> set[str]:
    """Put values where a paragraph has marks, and take it away if nothing is left in it; name the marks."""
    found = [*_mark().finditer(_text(paragraph))]
    if not found:
        return set()
    if len(found) > _MOST_MARKS:
        raise LetterheadUnreadable
    _apart(paragraph)
    texts = _texts(paragraph)  # from the last mark to the first, so that what is put in moves none of them
    for mark in reversed(found):
        _replace(texts, mark.start(), mark.end(), values[marks()[mark[0].casefold()]])
    if not _text(paragraph).strip() and not any(True for _ in paragraph.iter(*_SEEN)):
        _take_away(paragraph)
    return {marks()[mark[0].casefold()] for mark in found}


def _replace(texts: Sequence[Element], start: int, end: int, value: Sequence[Element]) -> None:
    """Put runs in place of the characters from `start` to `end`, in the letters of the first of them."""
    place = 0
    for text in texts:
        written = text.text or ""
        first, last = max(start - place, 0), min(end - place, len(written))
        if first < last:
            own = text.getparent()
            if place <= start:
                after = [_like(own, each) for each in (*value, run(words_in(written[last:])))]
                for each in reversed(after):
                    own.addnext(each)
                text.text = written[:first]
            else:
                text.text = written[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        place += len(written)


def _like(own: Element, made: Element) -> Element:
    copied, looks = deepcopy(made), own.find(qn("w:rPr"))
    if looks is not None:
        copied.insert(0, deepcopy(looks))
    return copied


def _take_away(paragraph: Element) -> None:
    """Take a paragraph away unless it is the only one, or closes a cell behind a table."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    beside = [each for each in (before, after) if each is not None and each.tag == qn("w:p")]
    if beside and (after is not None or before is beside[0]):
        paragraph.getparent().remove(paragraph)


# --- paragraphs


def _runs(paragraph: Element) -> Iterator[Element]:
    """Give the runs of a paragraph, those in links and content controls too, but not those of a text box in it."""
    for found in paragraph.iter(qn("w:r")):
        if next(found.iterancestors(qn("w:p"))) is paragraph:
            yield found


def _texts(paragraph: Element) -> list[Element]:
    return [text for each in _runs(paragraph) for text in each.findall(qn("w:t"))]


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _apart(paragraph: Element) -> None:
    """Give every piece of a paragraph a run of its own, so that runs can stand between them."""
    for own in [*_runs(paragraph)]:
        pieces = [piece for piece in own if piece.tag != qn("w:rPr")]
        for piece in reversed(pieces[1:]):
            own.addnext(_like(own, el("r", piece)))
            if piece.getparent() is own:
                own.remove(piece)


def _empty(paragraph: Element) -> None:
    for child in [*paragraph]:
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
