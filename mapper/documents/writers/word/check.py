"""Look through a letterhead before anything opens it: no program in it, and nothing that is fetched from elsewhere.

Only what belongs in a letterhead is let through, by kinds of relationship and by names of fields: the format has too
many ways out to list those. Sources: ECMA-376 part 1, 17.16.5 (fields) and part 2, 6.5 (relationships).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import splitext
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from mapper.documents.faults import LetterheadFetches, LetterheadMacros, LetterheadUnreadable
from mapper.documents.writers.letterhead import MOST
from mapper.documents.writers.word.xml import Element

_MOST_PARTS: Final = 400
_MOST_UNPACKED: Final = 40_000_000
"""Bytes of all parts together: far more than a letterhead with pictures, far less than a machine has."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_VML = "{urn:schemas-microsoft-com:vml}"
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_HREF = ("{http://www.w3.org/1999/xlink}href", "href")
_CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PROGRAMS = re.compile(r"vba|macro|activex|oleObject|/control$|/package$", re.IGNORECASE)
_KNOWN: Final = frozenset((
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles",
    "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme", "numbering", "header", "footer",
    "footnotes", "endnotes", "image", "hyperlink", "customXml", "customXmlProps", "glossaryDocument", "comments",
    "commentsExtended", "commentsIds", "commentsExtensible", "people", "documenttasks", "classificationlabels",
))  # fmt: skip
"""Kinds of relationship that a letterhead has, by the last part of their names."""
_FIELDS: Final = frozenset((
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE",
    "SUBJECT", "AUTHOR", "STYLEREF", "REF", "PAGEREF", "HYPERLINK", "TOC", "SEQ", "FILENAME", "DOCPROPERTY",
))  # fmt: skip
_LINKS = ("https:", "http:", "mailto:", "tel:")
_DROPPED = "attachedTemplate"
"""Word leaves the path of the template that a file was made from; it is taken away when the file is opened."""
_XML = frozenset((".xml", ".rels", ".svg"))


def look_through(content: bytes) -> None:
    """Look through a letterhead. Raises LetterheadUnreadable, LetterheadMacros or LetterheadFetches."""
    parts = _parts(content)
    _refuse_disguise(parts)
    for name, part in parts.items():
        if _is_xml(name):
            root = _parsed(part)
            _refuse_programs(root)
            _refuse_fetching(root)


def _is_xml(name: str) -> bool:
    return splitext(name.casefold())[1] in _XML


def _refuse_disguise(parts: Mapping[str, bytes]) -> None:
    """Raise LetterheadUnreadable where a part is told to be XML under a name that does not say so.

    Programs go by what is told, so such a part would not be looked through.
    """
    told = {name.casefold(): part for name, part in parts.items()}.get("[content_types].xml")
    if told is None:
        raise LetterheadUnreadable
    for each in _parsed(told):
        name = each.get("PartName") or f"x.{each.get('Extension', '')}"
        if "xml" in each.get("ContentType", "").casefold().rpartition("/")[2].split("+")[-1] and not _is_xml(name):
            raise LetterheadUnreadable


def _parts(content: bytes) -> Mapping[str, bytes]:
    if len(content) > MOST:
        raise LetterheadUnreadable
    try:
        with ZipFile(BytesIO(content)) as package:
            told = package.infolist()
            if len(told) > _MOST_PARTS or sum(part.file_size for part in told) > _MOST_UNPACKED:
                raise LetterheadUnreadable
            return {part.filename: _unpacked(package, part) for part in told}
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise LetterheadUnreadable from None


def _unpacked(package: ZipFile, part: ZipInfo) -> bytes:
    """Unpack no more than a part says that it is: asked for all of it, a program unpacks it whole before it looks."""
    with package.open(part) as packed:
        return packed.read(part.file_size + 1)  # one more, so that the check sum is looked at


def _parsed(part: bytes) -> etree._Element:
    """Parse one part, with no entity and nothing from elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LetterheadUnreadable from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise LetterheadUnreadable
    return root


# --- programs


def _refuse_programs(root: Element) -> None:
    """Raise LetterheadMacros where a part is, or leads to, a program or another file within this one."""
    told = [each.get("ContentType", "") for each in root if str(each.tag).startswith(_CONTENT_TYPES)]
    told += [each.get("Type", "") for each in root.iter(_REL)]
    if any(_PROGRAMS.search(kind) for kind in told) or root.find(f".//{_SVG}script") is not None:
        raise LetterheadMacros


# --- fetching


def _refuse_fetching(root: Element) -> None:
    """Raise LetterheadFetches where a part leads out, or to something that does not belong in a letterhead."""
    fetched = any(not _stays(relationship) for relationship in root.iter(_REL))
    fields = any(word not in _FIELDS for word in _fields(root))
    drawn = str(root.tag).startswith(_SVG) and any(_leads_out(element) for element in root.iter("*"))
    drawn = drawn or any(element.get("src") is not None for element in root.iter(f"{_VML}*"))
    if fetched or fields or drawn:
        raise LetterheadFetches


def _stays(relationship: Element) -> bool:
    kind, target = relationship.get("Type", "").rpartition("/")[2], relationship.get("Target", "")
    if relationship.get("TargetMode", "Internal") == "Internal":
        return kind in _KNOWN
    return kind == _DROPPED or bool(kind == "hyperlink" and target.casefold().startswith(_LINKS))


def _fields(root: Element) -> Iterator[str]:
    """Give the name of every field. One that is computed within another's name has a name that is not known."""
    for simple in root.iter(f"{_W}fldSimple"):
        yield _name(simple.get(f"{_W}instr", ""))
    open_fields: list[str] = []
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText"):
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            open_fields = [f"{told}?" for told in open_fields]
            open_fields.append("")
        elif kind == "end" and open_fields:
            yield _name(open_fields.pop())
        elif kind is None:
            open_fields = open_fields or [""]
            open_fields[-1] += element.text or ""
    yield from (_name(told) for told in open_fields)


def _name(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


def _leads_out(element: Element) -> bool:
    """Tell whether something in an SVG picture is outside of it."""
    targets = [element.get(name, "#") for name in _SVG_HREF]
    written = " ".join([*element.attrib.values(), element.text or ""]).casefold()
    outside = any(not target.startswith(("#", "data:image/")) for target in targets)
    return outside or "@import" in written or re.search(r"url\((?!['\"]?#)", written) is not None
