"""Elements of WordprocessingML, and text that may stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, TypeAlias

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from mapper.documents.writers.direction import stretches

Element: TypeAlias = BaseOxmlElement

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORD_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_MAIN: Final = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def legal(text: str) -> str:
    """Put U+FFFD where XML 1.0 allows no such character, so that the words around it stay."""
    return _ILLEGAL.sub("\ufffd", text)


def el(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element of the main namespace; its attributes are of that namespace too."""
    made: Element = oxml_parser.makeelement(_main(tag), nsmap=_MAIN)
    for name, value in attributes.items():
        made.set(_main(name), legal(str(value)))
    made.extend(children)
    return made


@cache
def _main(name: str) -> str:
    """Give a name of the main namespace in full; there are few, and each is needed a thousand times in a paper."""
    return qn(f"w:{name}")


def words_in(text: str) -> Element:
    """Put words into a text element, with every space that they have."""
    made = el("t")
    made.text = legal(text)
    made.set(_SPACE, "preserve")
    return made


def run(*content: Element, looks: tuple[Element, ...] = ()) -> Element:
    """Make a run; `looks` are its properties in the order of the schema."""
    return el("r", *((el("rPr", *looks),) if looks else ()), *content)


def text_runs(text: str, language: str | None = None, looks: tuple[str, ...] = ()) -> Iterator[Element]:
    """Make runs of a text, one for each stretch that runs one way. `looks` are `b`, `i`, `strike` or a style `s:ID`."""
    for piece, leftward in stretches(text):
        yield run(words_in(piece), looks=tuple(_looks(looks, language, leftward=leftward)))


def line_break() -> Element:
    """Make a run that begins a new line."""
    return run(el("br"))


def field(instruction: str, shown: str) -> tuple[Element, ...]:
    """Make the runs of a field that Word computes; `shown` stands there until it has."""
    told = el("instrText")
    told.text, told.attrib[_SPACE] = f" {instruction} ", "preserve"
    return (
        run(el("fldChar", fldCharType="begin")),
        run(told),
        run(el("fldChar", fldCharType="separate")),
        run(words_in(shown)),
        run(el("fldChar", fldCharType="end")),
    )


def word_language(language: str) -> str:
    """Name a language as Word does."""
    return _WORD_LANGUAGES.get(language, language)


def _looks(looks: tuple[str, ...], language: str | None, *, leftward: bool) -> Iterator[Element]:
    yield from (el("rStyle", val=look[2:]) for look in looks if look.startswith("s:"))
    for look in ("b", "i"):
        if look in looks:
            yield from (el(look), el(f"{look}Cs"))
    if "strike" in looks:
        yield el("strike")
    if leftward:
        yield el("rtl")
    if language:
        yield el("lang", **{"bidi" if leftward else "val": word_language(language)})
