"""Finding lines among very many, letter by letter.

Takes in what lines are searched in, and what is sought; gives the ids of those in which every word is found.
Looks through a stretch at a time, so that no key waits for a hundred thousand; knows nothing of screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import contains


@dataclass(slots=True)
class _Layer:
    """What was sought, the lines in which all of it was found, and beside each what it is searched in."""

    sought: str = ""
    ids: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    read: int = 0
    """Lines of the layer under it that have been looked through."""

    def read_on(self, under: _Layer, stretch: int) -> None:
        """Look through a stretch of the lines under it for the word that grew, and those behind it."""
        upto = self.read + stretch
        ids, texts = under.ids[self.read : upto], under.texts[self.read : upto]
        for word in self.sought[under.sought.rfind(" ") + 1 :].split():
            has = list(map(contains, texts, repeat(word)))
            ids, texts = list(compress(ids, has)), list(compress(texts, has))
        self.ids += ids
        self.texts += texts
        self.read = min(upto, len(under.ids))


class Narrowing:
    """What is sought, one layer for each letter: one that is taken back finds at once what was found before it."""

    def __init__(self) -> None:
        self._layers = [_Layer()]

    @property
    def sought(self) -> str:
        """Give what is sought."""
        return self._layers[-1].sought

    @property
    def ids(self) -> list[str]:
        """Give the lines found so far, in the order in which they were taken in."""
        return self._layers[-1].ids

    @property
    def taken_in(self) -> int:
        """Count the lines that can be looked through."""
        return len(self._layers[0].ids)

    @property
    def whole(self) -> bool:
        """Tell whether all lines that were taken in have been looked through."""
        return self._unread() is None

    def take_in(self, lines: Iterable[tuple[str, str]]) -> None:
        """Add lines: the id of each, and the folded text in which it is sought."""
        for id, text in lines:
            self._layers[0].ids.append(id)
            self._layers[0].texts.append(text)

    def seek(self, sought: str) -> None:
        """Seek this from now on, among what was found of its beginning."""
        while not sought.startswith(self.sought):
            self._layers.pop()
        if sought != self.sought:
            self._layers.append(_Layer(sought))

    def read_on(self, stretch: int) -> None:
        """Look through that many lines more, of what is sought now before what was sought on the way there."""
        at = self._unread()
        if at is not None:
            self._layers[at].read_on(self._layers[at - 1], stretch)

    def _unread(self) -> int | None:
        """Give the uppermost layer that has not looked through all of the one under it."""
        pairs = range(len(self._layers) - 1, 0, -1)
        return next((at for at in pairs if self._layers[at].read < len(self._layers[at - 1].ids)), None)
