"""Make the letterhead that papers are written into when an office has none of its own.

Run `python docs/make_letterhead.py` after a change here. The file is plain WordprocessingML with few styles, so that an
office finds its way in it with Word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mapper.documents.look import ACCENT
from mapper.documents.writers.word import names
from mapper.language.catalogue import words

LETTERHEAD = Path(__file__).parents[1] / "templates" / "letterhead.docx"
_FONT = "Calibri"
_INK, _FAINT, _LINE, _WASH = "22303C", "5B6670", "CFD6DC", "F3F6F8"
_ACCENT = ACCENT.removeprefix("#").upper()
_BASE, _SMALL, _TINY = 23, 20, 18
"""Sizes of letters in half points."""
_WIDTH = 9638
"""Between the margins: 17 cm in twentieths of a point."""
_LEVELS = 9
_DOTS, _BOX_TO_TICK = "\u2022\u2013\u2022", "\u2610"
_BOX_FONT = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:hint="default"/>'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPC = "http://schemas.openxmlformats.org/package/2006"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


# --- pieces


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _spacing(before: int, after: int = 0, line: int = 259) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _edge(side: str, colour: str, size: int, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _edges(*edges: str) -> str:
    return f"<w:pBdr>{''.join(edges)}</w:pBdr>"


_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"
_BOX = _edges(*(_edge(side, _LINE, 4, 6) for side in ("top", "left", "bottom", "right")))
_BOX += f'<w:shd w:val="clear" w:color="auto" w:fill="{_WASH}"/>'
_BOX_INDENT = '<w:ind w:left="142" w:right="142"/>'


# --- styles


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its id, the name that Word shows, and what paragraphs and letters in it look like."""

    identity: str
    name: str
    paragraph: str = ""
    letters: str = ""
    following: str = ""
    kind: str = "paragraph"
    table: str = ""

    def xml(self) -> str:
        """Write the style."""
        ours = ' w:customStyle="1"' * self.name.startswith("Mapper")
        based = {"paragraph": '<w:basedOn w:val="Normal"/>', "table": '<w:basedOn w:val="TableNormal"/>'}
        following = f'<w:next w:val="{self.following}"/>' * bool(self.following)
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" * bool(self.paragraph)
        letters = f"<w:rPr>{self.letters}</w:rPr>" * bool(self.letters)
        return (
            f'<w:style w:type="{self.kind}"{ours} w:styleId="{self.identity}"><w:name w:val="{self.name}"/>'
            f"{based.get(self.kind, '')}{following}<w:qFormat/>{paragraph}{letters}{self.table}</w:style>"
        )


def _heading(level: int, half_points: int, before: int, edge: str = "", letters: str = "") -> Style:
    paragraph = f'{_KEEP}{edge}{_spacing(before, 40, 252)}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"Heading{level}", names.heading(level), paragraph, _BOLD + letters + _size(half_points), "Normal")


def _list(identity: str, name: str, number: int) -> Style:
    return Style(identity, name, f'<w:numPr><w:numId w:val="{number}"/></w:numPr>{_spacing(50)}')


_TABLE_LOOK = (
    f"<w:tblPr><w:tblBorders>{_edge('bottom', _LINE, 4)}{_edge('insideH', _LINE, 4)}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>'
    '<w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}{_colour(_FAINT)}</w:rPr>'
    f"<w:tcPr><w:tcBorders>{_edge('bottom', _FAINT, 6)}</w:tcBorders></w:tcPr></w:tblStylePr>"
)
_STYLES = (
    _heading(1, 42, 0),
    Style("Subtitle", names.SUBTITLE, _spacing(40, 120), _colour(_FAINT), "Normal"),
    _heading(2, 28, 280, _edges(_edge("top", _ACCENT, 12, 7))),
    _heading(3, 24, 240),
    _heading(4, 23, 220, letters=_colour(_FAINT)),
    _list("ListBullet", names.LIST_BULLET, 1),
    _list("ListNumber", names.LIST_NUMBER, 2),
    Style("ListContinue", names.LIST_CONTINUE, _spacing(40)),
    Style(
        "Quote",
        names.QUOTE,
        f'<w:keepLines/>{_edges(_edge("left", _ACCENT, 18, 8))}{_spacing(20)}<w:ind w:left="284"/>',
    ),
    Style("MapperHvem", names.SPEAKER, f"{_KEEP}{_spacing(90, 20)}", _colour(_FAINT) + _size(_SMALL), "Quote"),
    Style("MapperMerk", names.NOTE, f"<w:keepLines/>{_BOX}{_spacing(160, 40)}{_BOX_INDENT}"),
    Style("MapperKopiNavn", names.COPY_LABEL, f"{_KEEP}{_spacing(220, 100)}", following="MapperKopi"),
    Style("MapperKopi", names.COPY, f"{_BOX}{_spacing(0)}{_BOX_INDENT}"),
    Style("Caption", names.CAPTION, _spacing(60, 60), _colour(_FAINT) + _size(_SMALL), "Normal"),
    Style("MapperStrek", names.RULE, f"{_edges(_edge('bottom', _LINE, 6, 1))}{_spacing(200, 120)}"),
    Style(
        "MapperLinje",
        names.ROOM,
        f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{_WIDTH}"/></w:tabs>{_spacing(240)}',
        _colour(_FAINT),
    ),
    _list("MapperKryss", names.TICKS, 3),
    Style("MapperCelle", names.CELL, _spacing(0, 0, 252), _size(21)),
    Style("Header", "header", _spacing(0, 0, 252), _colour(_FAINT) + _size(_SMALL)),
    Style(
        "Footer",
        "footer",
        f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>{_spacing(0, 0, 252)}',
        _colour(_FAINT) + _size(_TINY),
    ),
    Style("Hyperlink", names.HYPERLINK, letters=f'{_colour(_ACCENT)}<w:u w:val="single"/>', kind="character"),
    Style("MapperTabell", names.TABLE, kind="table", table=_TABLE_LOOK),
)
_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" '
    'w:cs="Arial"/>'
    f'{_colour(_INK)}{_size(_BASE)}<w:lang w:val="nb-NO" w:eastAsia="nb-NO" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault><w:pPr>{_spacing(90)}</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


# --- lists


def _abstract(identity: int, style: str, form: str, *, dots: str = _DOTS, letters: str = "") -> str:
    marks = [f"%{level + 1}." if form == "decimal" else dots[level % len(dots)] for level in range(_LEVELS)]
    levels = "".join(_level(level, form, mark, style * (level == 0), letters) for level, mark in enumerate(marks))
    multi = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{identity}">{multi}{levels}</w:abstractNum>'


def _level(level: int, form: str, mark: str, style: str, letters: str) -> str:
    styled = f'<w:pStyle w:val="{style}"/>' * bool(style)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{styled}<w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr>'
        f"<w:rPr>{letters}</w:rPr></w:lvl>"
    )


def _numbering() -> str:
    marks = _BOLD + _colour(_ACCENT)
    abstract = _abstract(1, "ListBullet", "bullet", letters=marks)
    abstract += _abstract(2, "ListNumber", "decimal", letters=marks)
    abstract += _abstract(3, "MapperKryss", "bullet", dots=_BOX_TO_TICK, letters=_BOX_FONT)
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    return abstract + nums


# --- the sheet


def _mark(name: str) -> str:
    return words(f"letterhead.mark.{name}", "nb")


def _paragraph(text: str, style: str = "", properties: str = "", letters: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' * bool(style)
    looks = f"<w:rPr>{letters}</w:rPr>" * bool(letters)
    runs = f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>' * bool(text)
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{runs}</w:p>"


def _top() -> str:
    office = _paragraph(_mark("office"), "Header", _spacing(0, 20, 252), _BOLD + _colour(_ACCENT) + _size(26))
    ours = office + _paragraph(_mark("address"), "Header") + _paragraph(_mark("phone"), "Header")
    logo = _paragraph(_mark("logo"), "Header", '<w:jc w:val="right"/>')
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'
        for width, inner in ((6236, ours), (3402, logo))
    )
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="6236"/><w:gridCol w:w="3402"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
    )
    return table + _paragraph("", "Header", _spacing(0, 60, 252))


def _foot() -> str:
    line = _edges(_edge("top", _LINE, 6, 6)) + _spacing(160, 0, 252)
    tabbed = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{line}</w:pPr>{_run(_mark("footer"))}<w:r><w:tab/></w:r>'
    return f"{tabbed}{_run(_mark('page'))}</w:p>{_paragraph(_mark('code'), 'Footer')}"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _body() -> str:
    ends = "".join(
        f'<w:{kind}Reference w:type="{when}" r:id="{relationship}"/>'
        for kind, when, relationship in (
            ("header", "first", "rId4"),
            ("header", "default", "rId5"),
            ("footer", "first", "rId6"),
            ("footer", "default", "rId7"),
        )
    )
    page = (
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="680" w:footer="567" w:gutter="0"/><w:titlePg/>'
    )
    return f"<w:body>{_paragraph(words('letterhead.here', 'nb'))}<w:sectPr>{ends}{page}</w:sectPr></w:body>"


# --- the package


def letterhead() -> bytes:
    """Make the whole file; the same bytes every time."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml"), core=True),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties"/>',
        "word/document.xml": _part("document", _body()),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"),
            ("header", "header1.xml"), ("header", "header2.xml"), ("footer", "footer1.xml"), ("footer", "footer2.xml"),
        ),
        "word/styles.xml": _part("styles", _DEFAULTS + "".join(style.xml() for style in _STYLES)),
        "word/numbering.xml": _part("numbering", _numbering()),
        "word/settings.xml": _part("settings", _SETTINGS),
        "word/header1.xml": _part("hdr", _top()),
        "word/header2.xml": _part("hdr", _paragraph("", "Header")),
        "word/footer1.xml": _part("ftr", _foot()),
        "word/footer2.xml": _part("ftr", _foot()),
    }  # fmt: skip
    return _zipped(parts)


_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="nb-NO"/>'
)


def _part(root: str, inner: str) -> str:
    return f'<w:{root} xmlns:w="{_MAIN}" xmlns:r="{_REL}">{inner}</w:{root}>'


def _content_types() -> str:
    kinds = {"styles": "styles", "numbering": "numbering", "settings": "settings"}
    kinds |= {f"{kind}{number}": kind for kind in ("header", "footer") for number in (1, 2)}
    overrides = {f"/word/{name}.xml": f"{_WML}.{kind}+xml" for name, kind in kinds.items()}
    overrides["/word/document.xml"] = f"{_WML}.document.main+xml"
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_OPC}/content-types">{rels}{xml}{listed}</Types>'


def _relationships(*targets: tuple[str, str], core: bool = False) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    kind = f"{_OPC}/relationships/metadata/core-properties"
    listed += f'<Relationship Id="rId9" Type="{kind}" Target="docProps/core.xml"/>' * core
    return f'<Relationships xmlns="{_OPC}/relationships">{listed}</Relationships>'


def _zipped(parts: Mapping[str, str]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w") as package:
        for name, content in parts.items():
            told = ZipInfo(name)
            told.compress_type = ZIP_DEFLATED
            package.writestr(told, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode())
    return whole.getvalue()


if __name__ == "__main__":
    LETTERHEAD.write_bytes(letterhead())
