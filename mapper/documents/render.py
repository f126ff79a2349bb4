"""Make a paper: what its audience is told, put into its template, read into blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from mapper.documents.blocks import Blocks, Heading, Paper, plain
from mapper.documents.model import Told
from mapper.documents.own_copy.page import copy_page
from mapper.documents.pages.basis import basis_page
from mapper.documents.pages.bilingual import bilingual_page
from mapper.documents.pages.draft import draft_page
from mapper.documents.pages.paper_form import form_page
from mapper.documents.pages.preparation import preparation_page
from mapper.documents.pages.reflection import reflection_page
from mapper.documents.pages.sharing import consent_page, partner_page, workplace_page
from mapper.documents.pages.summary import summary_page
from mapper.documents.templates.filling import fill
from mapper.documents.templates.parse import parse
from mapper.documents.templates.shelf import folder, written_in
from mapper.plan.model import COPY

PAGES: Mapping[str, Callable[[Told], object]] = {
    "summary": summary_page,
    "plan": draft_page,
    "basis": basis_page,
    "reflection": reflection_page,
    "preparation": preparation_page,
    "bilingual": bilingual_page,
    "form": form_page,
    "consent": consent_page,
    "partner": partner_page,
    "workplace": workplace_page,
    COPY: copy_page,
}
"""How the page of each document is made, by its id."""


def make(document: str, told: Told, shelf: Path | None = None) -> Paper:
    """Make one paper in the language of `told`, or the nearest that its template is written in.

    `shelf` is a folder of trusted templates other than the shipped ones. Raises KeyError for an unknown document, and
    the faults of `fill` and `parse`.
    """
    shelf = shelf or folder()
    told = replace(told, language=written_in(document, told.language, shelf))
    filled = fill(document, told.language, page_of(document, told), told.now.date(), shelf)
    return paper_of(document, filled.language, parse(filled))


def page_of(document: str, told: Told) -> object:
    """Make what the template of a document is told. Raises KeyError for an unknown document."""
    return PAGES[document](told)


def paper_of(document: str, language: str, blocks: Blocks) -> Paper:
    """Make a paper of its blocks; its title is its first heading."""
    title = next((plain(block.inlines) for block in blocks if isinstance(block, Heading)), document)
    return Paper(document, " ".join(title.split()), language, blocks)
