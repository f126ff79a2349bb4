"""The styles of all rooms, each read once however many rooms are opened."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_SOURCES = 1024
"""More sources than all rooms and widgets have; with Textual's 64, the first would be pushed out by the last."""


class KeptStylesheet(Stylesheet):
    """Keeps what it has parsed for each theme, where Textual parses everything again for each room with a file."""

    _parsed: ClassVar[dict[tuple[tuple[str, str], ...], LRUCache[tuple[Any, ...], list[RuleSet]]]] = {}

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._take_parsed()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the theme's variables, with what was parsed under them."""
        if variables != self._variables:
            self._parse_cache = LRUCache(_SOURCES)
            super().set_variables(variables)
            self._take_parsed()

    def reparse(self) -> None:
        """Take in what was added or what other variables ask for."""
        self.parse()

    def _take_parsed(self) -> None:
        key = tuple(sorted(self._variables.items()))
        self._parse_cache = self._parsed.setdefault(key, LRUCache(_SOURCES))
