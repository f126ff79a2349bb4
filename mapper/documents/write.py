"""The formats that a paper can be written in, by file ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapper.documents import html, markdown
from mapper.documents.blocks import Paper

WRITERS: Mapping[str, Callable[[Paper], str]] = {"md": markdown.write, "html": html.write}
