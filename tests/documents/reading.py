"""Independent readers of what was written: HTML by html5lib, Markdown by markdown-it with everything switched on."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element

import html5lib
import pikepdf
from markdown_it import MarkdownIt

from tests.documents.tags import Read

_SPACES = re.compile(r"\s+")
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_MARKDOWN.options["html"] = True


def squeezed(text: str) -> str:
    """Text with every run of spaces and line feeds as one space."""
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=8)
def page(html: str) -> Element:
    """Parse a page, refusing every parse error. What is given is only read."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return root


def text_of(html: str) -> str:
    """All text that a reader of the page meets, squeezed."""
    main = page(html).find(".//main")
    assert main is not None
    return squeezed(" ".join(main.itertext()))


def elements(html: str) -> set[str]:
    """Names of all elements of a page."""
    return {str(element.tag) for element in page(html).iter()}


def attributes(html: str) -> set[tuple[str, str]]:
    """All attributes of a page, with their elements."""
    return {(str(element.tag), str(name)) for element in page(html).iter() for name in element.attrib}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found.append(" " if tag == "br" else "")


def markdown_read(markdown: str) -> tuple[str, set[str]]:
    """Read Markdown back: its text, squeezed, and the elements that it makes."""
    reader = _Text()
    reader.feed(_MARKDOWN.render(markdown))
    return squeezed("".join(reader.found)), reader.tags


def everything_in(content: bytes, ending: str) -> str:
    """Give all that is written in a file of any format, what it says of itself and the marks of its format included."""
    if ending == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return _all_of_pdf(content) if ending == "pdf" else content.decode("utf-8", "replace")


def _all_of_pdf(content: bytes) -> str:
    with TemporaryDirectory() as folder:
        read = Read(content, Path(folder))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        of_itself = f"{dict(pdf.docinfo)} {pdf.open_metadata()}"
        links = [str(link.A.get("/URI", "")) for page in pdf.pages for link in page.get("/Annots", []) if "/A" in link]
    return "\n".join((read.root.text(labels=True), *read.artifacts, of_itself, *links))
