"""The formats that a paper can be written in, by file ending. Each loads what it needs when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from mapper.documents.blocks import Paper
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


WRITERS: Final[Mapping[str, Callable[[Paper, Look], Written]]] = {"md": _md, "html": _html}


def write(paper: Paper, ending: str, look: Look = PLAIN) -> Written:
    """Write a paper in one format. Raises KeyError for an unknown ending."""
    return WRITERS[ending](paper, look)
