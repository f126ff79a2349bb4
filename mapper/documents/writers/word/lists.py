"""Lists of a Word file: which marks a list style has, and numbers that begin anew in every list."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from mapper.documents.writers.word.xml import Element, el

_EMPTY = b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
_LEVELS = 9
_VAL = qn("w:val")


class Lists:
    """The lists of one file."""

    def __init__(self, document: Document) -> None:
        self._root = _numbering(document)

    def of(self, style: Element) -> Element | None:
        """Give the list that a style names; None where it names none that is there."""
        named = style.find(f".//{qn('w:numId')}")
        return None if named is None else self._by_id("num", named.get(_VAL, ""))

    def take(self, other: Lists, num: Element) -> Element:
        """Take over a list of another file with its marks; give the new one."""
        source = other._by_id("abstractNum", _abstract(num))
        if source is None:
            raise KeyError(_abstract(num))
        marks = deepcopy(source)
        identity = self._free("abstractNum")
        marks.set(qn("w:abstractNumId"), str(identity))
        first = self._root.find(qn("w:num"))
        if first is None:
            self._root.append(marks)
        else:
            first.addprevious(marks)
        return self._num(str(identity))

    def anew(self, num: Element) -> Element:
        """Make a list with the marks of another that counts from 1."""
        starts = (el("lvlOverride", el("startOverride", val=1), ilvl=level) for level in range(_LEVELS))
        return self._num(_abstract(num), *starts)

    def _num(self, abstract: str, *inner: Element) -> Element:
        made = el("num", el("abstractNumId", val=abstract), *inner, numId=self._free("num"))
        others = self._root.findall(qn("w:num"))
        if others:
            others[-1].addnext(made)
        else:
            self._root.append(made)
        return made

    def _by_id(self, kind: str, identity: str) -> Element | None:
        found = (each for each in self._root.findall(qn(f"w:{kind}")) if each.get(qn(f"w:{kind}Id")) == identity)
        return next(found, None)

    def _free(self, kind: str) -> int:
        taken = (int(each.get(qn(f"w:{kind}Id"), "0")) for each in self._root.findall(qn(f"w:{kind}")))
        return 1 + max(taken, default=0)


def number(num: Element) -> int:
    """Give the number by which paragraphs name a list."""
    return int(num.get(qn("w:numId"), "0"))


def _abstract(num: Element) -> str:
    return str(num.find(qn("w:abstractNumId")).get(_VAL))


def _numbering(document: Document) -> Element:
    part = document.part
    for relationship in part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING and isinstance(relationship.target_part, NumberingPart):
            found: Element = relationship.target_part.element
            return found
    name = part.package.next_partname("/word/numbering%d.xml")
    made = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, _EMPTY, part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    root: Element = made.element
    return root
