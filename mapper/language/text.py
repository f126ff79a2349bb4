"""A text in several languages, and the order in which one stands in for another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

SCREEN_LANGUAGES = ("nb", "nn", "en")
"""Languages with complete catalogues; content may have more."""

_STANDS_IN = {"nn": ("nn", "nb", "en"), "nb": ("nb", "nn", "en"), "en": ("en", "nb", "nn")}


_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def is_code(written: str) -> bool:
    """Tell whether a word may be the code of a language: `ar`, `ckb`, `uz-Arab`."""
    return bool(_CODE.fullmatch(written))


@dataclass(frozen=True, slots=True)
class Text:
    """Hold one text in one or more languages, as (language code, words) pairs in the order written."""

    versions: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, versions: Mapping[str, str]) -> Text:
        """Make a text from a mapping of language code to words."""
        return cls(tuple(versions.items()))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.versions)

    def has(self, language: str) -> bool:
        """Tell whether the text is written in this very language."""
        return any(code == language for code, _ in self.versions)

    def language_for(self, language: str) -> str:
        """Name the language that is shown to a reader of `language`: theirs, or the nearest that stands in."""
        written = [code for code, _ in self.versions]
        for candidate in (language, *_STANDS_IN.get(language, _STANDS_IN["nb"])):
            if candidate in written:
                return candidate
        return written[0] if written else language

    def to(self, language: str) -> str:
        """Give the words for a reader of `language`, or those of the nearest language; empty if there are none."""
        shown = self.language_for(language)
        return next((words for code, words in self.versions if code == shown), "")


NO_TEXT: Final = Text(())
"""A text that nobody wrote."""
