"""The files of templates: where they are, what they are called in which language, and what they hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from mapper.documents.faults import TemplateMissing, TemplateUnreadable
from mapper.language.clean import UNWANTED

MOST: Final = 200_000
"""Bytes in one template."""
ENDING: Final = ".md.j2"
NAME: Final = re.compile(r"_?[a-z]+\.[a-z]{2}\.md\.j2")
_STANDS_IN = {"nn": ("nn", "nb"), "nb": ("nb",), "en": ("en", "nb")}


def folder() -> Path:
    """Give the folder of shipped templates: within the installed package, or in the checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "_content" / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def name_of(document: str, language: str) -> str:
    """Name the file of a document's template in one language."""
    return f"{document}.{language}{ENDING}"


def written_in(document: str, language: str, *shelves: Path) -> str:
    """Name the language in which a reader of `language` gets a document. Raises TemplateMissing."""
    for candidate in _STANDS_IN.get(language, ("nb",)):
        if any((shelf / name_of(document, candidate)).exists() for shelf in shelves):
            return candidate
    raise TemplateMissing(template=name_of(document, language))


def read(path: Path) -> str:
    """Read the text of a template. Raises TemplateUnreadable, or OSError."""
    with path.open("rb") as file:
        content = file.read(MOST + 1)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise TemplateUnreadable(template=path.name) from None
    if len(content) > MOST or UNWANTED.search(text):
        raise TemplateUnreadable(template=path.name)
    return text
