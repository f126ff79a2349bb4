"""What a template printed: each value becomes one private-use character, and comes back after parsing.

So an answer is never read as Markdown, and can neither close a block nor begin one. The gates clean private-use
characters out of everything typed or read, so none of them can be forged; a new table is made for each rendering.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mapper.documents.blocks import Block, Blocks, Inlines, worded
from mapper.language import form
from mapper.language.text import Text

FIRST = 0xF0000
_LAST = 0xFFFFD


class UnprintableError(TypeError):
    """A value that is no text."""


class TooManyError(Exception):
    """More values than there are characters to stand for them."""


class Placeholders:
    """Keep what was printed in one rendering, in the language of the paper."""

    def __init__(self, language: str, today: date) -> None:
        self.language = language
        self.today = today
        self._next = FIRST
        self.inlines: dict[str, Inlines] = {}
        self.blocks: dict[str, Blocks] = {}

    def keep(self, value: object) -> str:
        """Give the character that stands for a value. Raises UnprintableError or TooManyError."""
        if self._next > _LAST:
            raise TooManyError
        character = chr(self._next)
        self._next += 1
        blocks = _as_blocks(value)
        if blocks is None:
            self.inlines[character] = self._worded(value)
        else:
            self.blocks[character] = blocks
        return character

    def _worded(self, value: object) -> Inlines:
        match value:
            case Text():
                shown = value.language_for(self.language)
                return worded(value.to(self.language), None if shown == self.language else shown)
            case str():
                return worded(value)
            case bool() | None:
                raise UnprintableError
            case int() | Decimal():
                return worded(form.number(value, self.language))
            case date():
                return worded(form.day(value, self.language, self.today).replace(" ", form.NO_BREAK))
        raise UnprintableError


def _as_blocks(value: object) -> Blocks | None:
    """Give one block or several as a tuple; None for anything else."""
    if isinstance(value, Block):
        return (value,)
    if isinstance(value, tuple) and all(isinstance(each, Block) for each in value):
        return value or None
    return None
