"""The formats that a paper can be written in, by file ending. Each loads what it needs when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mapper.documents.blocks import Paper
from mapper.documents.faults import FormatMissing
from mapper.documents.look import PLAIN, Look
from mapper.fault import Fault


@dataclass(frozen=True, slots=True)
class Written:
    """A paper in one format: the whole file, and what to know about it, each a fault that stopped nothing."""

    content: bytes
    notices: tuple[Fault, ...] = ()


def _md(paper: Paper, look: Look) -> Written:  # noqa: ARG001 - plain text has no look
    from mapper.documents import markdown

    return Written(markdown.write(paper).encode())


def _html(paper: Paper, look: Look) -> Written:
    from mapper.documents import html

    return Written(html.write(paper, look).encode())


def _pdf(paper: Paper, look: Look) -> Written:
    from mapper.documents import pdf

    return pdf.write(paper, look)


def _docx(paper: Paper, look: Look) -> Written:
    from mapper.documents import docx

    return docx.write(paper, look)


WRITERS: Final[Mapping[str, Callable[[Paper, Look], Written]]] = {"md": _md, "html": _html, "docx": _docx, "pdf": _pdf}


def write(paper: Paper, ending: str, look: Look = PLAIN) -> Written:
    """Write a paper in one format. Raises KeyError for an unknown ending, FormatMissing where this machine cannot."""
    return WRITERS[ending](paper, look)


def write_all(paper: Paper, endings: Sequence[str], look: Look = PLAIN) -> tuple[dict[str, bytes], tuple[Fault, ...]]:
    """Write a paper in every format that this machine can, and tell what to know about each.

    Raises FormatMissing if it can write none of them.
    """
    contents: dict[str, bytes] = {}
    notices: list[Fault] = []
    for ending in endings:
        try:
            written = write(paper, ending, look)
        except FormatMissing as missing:
            notices.append(missing)
        else:
            contents[ending] = written.content
            notices += written.notices
    if not contents and notices:
        raise notices[0]
    return contents, tuple(notices)
