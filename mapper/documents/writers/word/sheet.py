"""What an opened letterhead gives to the writer: styles by name, lists that count from 1, links and pictures.

Styles that an office's letterhead lacks are taken over from the shipped one.
"""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from mapper.documents.blocks import Figure
from mapper.documents.writers.word import names
from mapper.documents.writers.word.lists import Lists, number
from mapper.documents.writers.word.pictures import Pictures
from mapper.documents.writers.word.xml import Element, el, legal

_VAL = qn("w:val")
_ID = qn("w:styleId")


class WordSheet:
    """A sheet for one paper, written into `document`. `shipped` is only read."""

    def __init__(self, document: Document, shipped: Document, pictures: Pictures) -> None:
        self._part = document.part
        self._pictures = pictures
        self._styles, self._shipped = document.styles.element, shipped.styles.element
        self._lists, self._shipped_lists = Lists(document), Lists(shipped)
        self._ids: dict[str, str] = {}
        self._nums: dict[str, Element] = {}
        self._links: dict[str, str] = {}

    def style(self, name: str) -> str:
        """Give the id of a style, taken over from the shipped letterhead where this one has none."""
        if name not in self._ids:
            found = _named(self._styles, name)
            self._ids[name] = found.get(_ID, "") if found is not None else self._taken_over(name)
        return self._ids[name]

    def numbers(self, name: str) -> int:
        """Begin a list, and give its number: every numbered one gets a number of its own, that begins anew."""
        if name not in self._nums:
            self.style(name)
            own = self._lists.of(_needed(self._styles, name))
            self._nums[name] = self._list_taken_over(name) if own is None else own
        num = self._nums[name]
        return number(self._lists.anew(num) if name == names.LIST_NUMBER else num)

    def link(self, address: str) -> str:
        """Keep an address once, and give the id of the relationship to it."""
        if address not in self._links:
            made = self._part.relate_to(legal(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            self._links[address] = made
        return self._links[address]

    def picture(self, figure: Figure) -> Element | None:
        """Give the run of a drawing, as wide as the text or small."""
        return self._pictures.drawing(self._part, figure)

    # --- taking over from the shipped letterhead

    def _taken_over(self, name: str) -> str:
        made = deepcopy(_needed(self._shipped, name))
        for numbered in made.findall(f".//{qn('w:numPr')}"):
            numbered.getparent().remove(numbered)
        identity = self._free_id(made.get(_ID, ""))
        self._ids[name] = identity
        made.set(_ID, identity)
        made.attrib.pop(qn("w:default"), None)
        for reference in made.findall(qn("w:basedOn")) + made.findall(qn("w:next")):
            reference.set(_VAL, self._id_here(reference.get(_VAL, "")))
        self._styles.append(made)
        return identity

    def _id_here(self, shipped_id: str) -> str:
        """Give the id that a style of the shipped letterhead has in this one."""
        source = next(each for each in self._shipped.findall(qn("w:style")) if each.get(_ID) == shipped_id)
        return self.style(_name(source))

    def _free_id(self, wanted: str) -> str:
        taken = {each.get(_ID) for each in self._styles.findall(qn("w:style"))}
        return next(free for free in (wanted, *(f"{wanted}{n}" for n in range(2, 1000))) if free not in taken)

    def _list_taken_over(self, name: str) -> Element:
        source = self._shipped_lists.of(_needed(self._shipped, name))
        if source is None:
            raise KeyError(name)
        made = self._lists.take(self._shipped_lists, source)
        style = _needed(self._styles, name)
        properties = style.find(qn("w:pPr"))
        if properties is None:
            properties = el("pPr")
            style.append(properties)
        properties.insert(0, el("numPr", el("numId", val=number(made))))
        return made


def _named(styles: Element, name: str) -> Element | None:
    """Find a style by its name, in any case of letters: Word writes `heading 1`, others `Heading 1`."""
    return next((each for each in styles.findall(qn("w:style")) if _name(each).casefold() == name.casefold()), None)


def _needed(styles: Element, name: str) -> Element:
    found = _named(styles, name)
    if found is None:
        raise KeyError(name)
    return found


def _name(style: Element) -> str:
    named = style.find(qn("w:name"))
    return "" if named is None else str(named.get(_VAL, ""))
