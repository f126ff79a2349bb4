"""The language, the colour and the size of letters of a whole letterhead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from docx.document import Document
from docx.oxml.ns import qn

from mapper.documents.look import ACCENT
from mapper.documents.writers.word.xml import Element, el, word_language

LARGE: Final = 36
"""Half points that no letter is smaller than in large print: 18 points."""
_GROWN: Final = 1.6
WIDER: Final = 1.5
"""How much further in lists stand in large print."""
_SIZES = (qn("w:sz"), qn("w:szCs"))
_VAL = qn("w:val")


def speak(document: Document, language: str) -> None:
    """Set the language of everything that says none of its own; no style says one."""
    styles = document.styles.element
    for found in [*styles.iter(qn("w:lang"))]:
        found.getparent().remove(found)
    name = word_language(language)
    _defaults(styles).append(el("lang", val=name, eastAsia=name, bidi="ar-SA"))
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(_VAL, name)


def colour(document: Document, chosen: str) -> None:
    """Put a colour, `#rrggbb`, wherever the accent of the shipped letterhead stands."""
    usual, new = (name.removeprefix("#").upper() for name in (ACCENT, chosen))
    for root in _roots(document) if new != usual else ():
        for element in root.iter("*"):
            for name in (_VAL, qn("w:color")):
                if element.get(name, "").upper() == usual:
                    element.set(name, new)


def enlarge(document: Document) -> None:
    """Make every letter 18 points at least, and headings larger than what they stand over."""
    defaults = _defaults(document.styles.element)
    for tag in ("sz", "szCs"):
        if defaults.find(qn(f"w:{tag}")) is None:
            defaults.insert(0, el(tag, val=LARGE))
    _widen(document)
    for root in _roots(document):
        for size in root.iter(*_SIZES):
            if size.getparent().tag == qn("w:rPr"):
                size.set(_VAL, str(max(LARGE, round(_GROWN * _half_points(size)))))


def _widen(document: Document) -> None:
    """Let the mark of a list, which is larger now, stand as far from its words as before."""
    for root in _roots(document):
        for level in root.iter(qn("w:lvl")):
            for indent, side in product(level.iter(qn("w:ind")), (qn("w:left"), qn("w:hanging"))):
                if (written := indent.get(side, "")).isdecimal():
                    indent.set(side, str(round(WIDER * int(written))))


def _half_points(size: Element) -> float:
    try:
        return float(size.get(_VAL, "0"))
    except ValueError:
        return 0


def _roots(document: Document) -> Iterator[Element]:
    """Give the styles, the lists, and every part that holds text."""
    yield document.styles.element
    yield document.element
    for relationship in document.part.rels.values():
        kind = relationship.reltype.rpartition("/")[2]
        if kind in {"header", "footer", "numbering", "footnotes"} and hasattr(relationship.target_part, "element"):
            yield relationship.target_part.element


def _defaults(styles: Element) -> Element:
    """Give the properties that letters have where no style says otherwise; made where there are none."""
    found = styles
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        inner = found.find(qn(f"w:{tag}"))
        if inner is None:
            inner = el(tag)
            found.insert(0, inner)
        found = inner
    return found
