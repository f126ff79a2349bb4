"""A second reader of Word files, that knows neither python-docx nor the writer: the zip and its XML alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PPR = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr", "shd", "tabs",
    "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr",
]  # fmt: skip
_RPR = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "rtl", "lang"]


def part(content: bytes, name: str) -> Element:
    """Parse one part."""
    with ZipFile(BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))  # noqa: S314 - our own file


def names(content: bytes) -> list[str]:
    """Name the parts in their order."""
    with ZipFile(BytesIO(content)) as package:
        return package.namelist()


def body(content: bytes) -> Element:
    """Give the body of a file."""
    found = part(content, "word/document.xml").find(f"{W}body")
    assert found is not None
    return found


def said(content: bytes) -> str:
    """All that a reader meets in the body, in order: words, and what pictures show."""
    return "".join(_said(body(content)))


def _said(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag == _DRAWN:
            yield element.get("descr", "")
        elif element.tag in (f"{W}br", f"{W}p"):
            yield "\n"


def styles_of(root: Element) -> list[str]:
    """Give the style of every paragraph."""
    return [style.get(f"{W}val", "") for style in root.iter(f"{W}pStyle")]


def out_of_order(root: Element) -> list[str]:
    """Name every property that does not stand in the order that the schema asks for."""
    found = []
    for tag, order in (("pPr", _PPR), ("rPr", _RPR)):
        for properties in root.iter(f"{W}{tag}"):
            places = [order.index(child.tag.removeprefix(W)) for child in properties]
            found += [f"{tag}: {child.tag}" for child in properties] if places != sorted(places) else []
    return found


def outward(content: bytes) -> set[tuple[str, str]]:
    """Give everything that a file leads out to, `(kind, address)`."""
    found = set()
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                for each in part(content, name):
                    if each.get("TargetMode") == "External":
                        found.add((each.get("Type", "").rpartition("/")[2], each.get("Target", "")))
    return found
