"""Small phrases that writers put on a paper themselves."""

from __future__ import annotations

from typing import Final

from mapper.documents.blocks import CopyBlock
from mapper.documents.look import Look
from mapper.documents.unbroken import unbroken
from mapper.language import form
from mapper.language.catalogue import words

_ENDS: Final = ("?", "!", ":")


def chars(block: CopyBlock, language: str) -> str:
    """Tell how many characters a text has, of how many that there is room for; nothing where there is no limit."""
    if block.limit is None:
        return ""
    count = form.number(block.count, language)
    told = words("documents.field.chars", language, count=count, limit=form.number(block.limit, language))
    return f"{told}. {words('documents.field.over', language, n=block.over)}" if block.over else told


def calling(name: str) -> str:
    """Give a name as it stands before what it names: with a colon, unless it is a question, or ends with a sentence."""
    goes_on = name.endswith(".") and any(end in name for end in _ENDS)
    return name if name.endswith(_ENDS) or goes_on else f"{name}:"


def unended(text: str) -> str:
    """Give words without the full stop that ends them, for a sentence that goes on or ends by itself."""
    return text if text.endswith("..") else text.removesuffix(".")


def code_line(code: str, language: str) -> str:
    """Tell the code of a paper, for its foot; empty where it has none."""
    return words("letterhead.code", language, code=code) if code else ""


def phone_line(look: Look, language: str) -> str:
    """Tell the office's phone, for its letterhead; empty where it has none."""
    return unbroken(words("letterhead.phone", language, phone=look.phone)) if look.phone else ""
