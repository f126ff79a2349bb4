"""An independent reader of a PDF: its tags, and in them the words in the order in which they are read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from outloud.model import Document

UNSEEN = re.compile("[\u200b\u00ad]")


@dataclass
class Tag:
    """One tag: what it holds in order, words and further tags, and what it says of itself."""

    name: str
    held: list[Tag | str] = field(default_factory=list)
    alternative: str = ""
    language: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)

    def text(self, *, labels: bool = False) -> str:
        """Words in reading order; a figure is its alternative text. Without `labels`, no bullets and numbers."""
        if self.alternative:
            return self.alternative
        shown = (one for one in self.held if labels or isinstance(one, str) or one.name != "Lbl")
        return "".join(one if isinstance(one, str) else one.text(labels=labels) for one in shown)

    def every(self, *names: str) -> list[Tag]:
        """All tags of some names within this one, in order."""
        return [tag for tag in self._walk() if tag.name in names]

    def _walk(self) -> Iterator[Tag]:
        yield self
        for one in self.held:
            if isinstance(one, Tag):
                yield from one._walk()


class Read:
    """A PDF, read whole: its root tag, and the words with their sizes on each page."""

    def __init__(self, content: bytes, folder: Path) -> None:
        path = folder / "read.pdf"
        path.write_bytes(content)
        document = Document(str(path))
        self.language = document.lang
        self._pages = {page.objgen: document.content(page.index) for page in document.pages}
        self.root = self._tag(document.struct_root.K, None)
        self.artifacts = ["".join(run.text for run in page.artifact_runs()) for page in self._pages.values()]
        self.pages = [page.text for page in self._pages.values()]
        self.sizes = {round(run.size, 1) for page in self._pages.values() for run in page.runs if run.tagged}
        document.close()

    def _tag(self, node: Any, page: Any) -> Tag:
        if isinstance(node, pikepdf.Array):
            (node,) = node
        page = node.get("/Pg", page)
        tag = Tag(
            str(node.S)[1:], alternative=str(node.get("/Alt", "")), language=str(node.get("/Lang", "")),
            attributes={name[1:]: value for one in node.get("/A", []) for name, value in one.items()},
        )  # fmt: skip
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                tag.held.append(self._tag(kid, page))
            elif not isinstance(kid, pikepdf.Dictionary) or "/MCID" in kid:
                tag.held.append(self._words(kid, page))
        return tag

    def _words(self, kid: Any, page: Any) -> str:
        marked = isinstance(kid, pikepdf.Dictionary)
        at = kid.get("/Pg", page) if marked else page
        text = self._pages[at.objgen].mcid_text.get((None, int(kid.MCID if marked else kid)), "")
        return UNSEEN.sub("", text)
