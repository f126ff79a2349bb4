"""Make a paper: what its audience is told, put into its template, read into blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from mapper.documents.basis import basis_page
from mapper.documents.blocks import Heading, Paper, plain
from mapper.documents.draft import draft_page
from mapper.documents.model import Told
from mapper.documents.parse import parse
from mapper.documents.summary import summary_page
from mapper.documents.templates import fill, folder, written_in

_PAGES: Mapping[str, Callable[[Told], object]] = {
    "summary": summary_page,
    "plan": draft_page,
    "basis": basis_page,
}


def make(document: str, told: Told, shelf: Path | None = None) -> Paper:
    """Make one paper in the language of `told`, or the nearest that its template is written in.

    `shelf` is a folder of templates other than the shipped ones. Raises KeyError for an unknown document, and the
    faults of `fill` and `parse`.
    """
    shelf = shelf or folder()
    told = replace(told, language=written_in(document, told.language, shelf))
    filled = fill(document, told.language, _PAGES[document](told), told.now.date(), shelf)
    blocks = parse(filled)
    title = next((plain(block.inlines) for block in blocks if isinstance(block, Heading)), document)
    return Paper(document, " ".join(title.split()), filled.language, blocks)
