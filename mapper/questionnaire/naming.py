"""Names for the machine, made of words that people wrote."""

from __future__ import annotations

import re
import unicodedata

from mapper.language.clean import clean_line

_LETTERS = {0xE6: "ae", 0xC6: "ae", 0xF8: "o", 0xD8: "o"}
"""The letters of Norwegian that are no letter with a mark, by code point."""
_LONGEST = 40
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[1-9]")
"""What Windows lets no file be called."""


def id_of(title: str, apart: str = "-", longest: int = _LONGEST) -> str:
    """Make an id of a title: small letters of a to z, with `apart` between words, in whole words where it is long."""
    plain = unicodedata.normalize("NFKD", clean_line(title).translate(_LETTERS))
    found = re.sub(r"[^a-z0-9]+", apart, plain.encode("ascii", "ignore").decode().lower()).strip(apart)
    named = found if found[:1].isalpha() and not _DEVICE.fullmatch(found) else f"x{apart}{found}" if found else "x"
    return named if len(named) <= longest else _cut(named, apart, longest)


def _cut(named: str, apart: str, longest: int) -> str:
    """Leave out the words at the end that have no room; cut only a word that is too long by itself."""
    whole = named[: longest + 1].rpartition(apart)[0]
    return (whole or named[:longest]).rstrip(apart)
