"""The formats that a paper can be written in, by file ending. Each loads what it needs when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from mapper.documents.blocks import Paper
from mapper.documents.faults import FormatMissing
from mapper.documents.look import PLAIN, Look
from mapper.documents.unbroken import unbroken, unbroken_paper
from mapper.fault import Fault


@dataclass(frozen=True, slots=True)
class Written:
    """A paper in one format: the whole file, and what to know about it, each a fault that stopped nothing."""

    content: bytes
    notices: tuple[Fault, ...] = ()


def _md(paper: Paper, look: Look) -> Written:  # noqa: ARG001 - plain text has no look
    from mapper.documents.writers import markdown

    return Written(markdown.write(paper).encode())


def _html(paper: Paper, look: Look) -> Written:
    from mapper.documents.writers import html

    return Written(html.write(paper, look).encode())


def _pdf(paper: Paper, look: Look) -> Written:
    from mapper.documents.writers import pdf

    return pdf.write(paper, look)


def _docx(paper: Paper, look: Look) -> Written:
    from mapper.documents.writers import docx

    return docx.write(paper, look)


WRITERS: Final[Mapping[str, Callable[[Paper, Look], Written]]] = {"md": _md, "html": _html, "docx": _docx, "pdf": _pdf}
_SET: Final = frozenset({"html", "docx", "pdf"})
"""The formats in which a line ends where there is no more room."""


def write(paper: Paper, ending: str, look: Look = PLAIN) -> Written:
    """Write a paper in one format. Raises KeyError for an unknown ending, FormatMissing where this machine cannot."""
    return WRITERS[ending](*(_bound(paper, look) if ending in _SET else (paper, look)))


def _bound(paper: Paper, look: Look) -> tuple[Paper, Look]:
    """Give a paper and its look with the days and numbers in them held together."""
    return unbroken_paper(paper), replace(look, footer=unbroken(look.footer))


def write_all(paper: Paper, endings: Sequence[str], look: Look = PLAIN) -> tuple[dict[str, bytes], tuple[Fault, ...]]:
    """Write a paper in every format that this machine can, and tell what to know about each.

    Raises FormatMissing if it can write none of them.
    """
    each = _each(paper, endings, look)
    contents = {ending: written.content for ending, written in each if isinstance(written, Written)}
    every = [notice for _, got in each for notice in (got.notices if isinstance(got, Written) else (got,))]
    notices = [*{(notice.code, *notice.facts.items()): notice for notice in every}.values()]
    if not contents and notices:
        raise notices[0]
    return contents, tuple(notices)


def _each(paper: Paper, endings: Sequence[str], look: Look) -> list[tuple[str, Written | FormatMissing]]:
    """Write each format, or tell that it is missing. A PDF is set beside the others: typst works outside Python."""

    bound = _bound(paper, look)

    def tried(ending: str) -> Written | FormatMissing:
        try:
            return WRITERS[ending](*(bound if ending in _SET else (paper, look)))
        except FormatMissing as missing:
            return missing

    with ThreadPoolExecutor(max_workers=1) as beside:
        waiting = {ending: beside.submit(tried, ending) for ending in endings if ending == "pdf"}
        others = {ending: tried(ending) for ending in endings if ending not in waiting}
        return [(ending, others[ending] if ending in others else waiting[ending].result()) for ending in endings]
