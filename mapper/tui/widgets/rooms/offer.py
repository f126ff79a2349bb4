"""Put ids and words into a row of choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mapper.tui.show import plain_line
from mapper.tui.widgets.choices import Choice, Choices

WIDTHS: Final = [(0, "-narrow"), (70, "-normal"), (100, "-wide")]
"""Columns from which a room stacks nothing, and from which it has its side column."""


def offer(choices: Choices, pairs: Iterable[tuple[str, str]], chosen: Iterable[str | None] = ()) -> None:
    """Offer each pair of a code and its words; those in `chosen` are chosen."""
    items = [Choice(code, plain_line(words)) for code, words in pairs]
    choices.show(items, [code for code in chosen if code], fresh=not choices.items)
