"""The frame around every room: the line above with where we are and when it was saved, and the keys below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from textual import events
from textual.content import Content
from textual.widget import Widget

from mapper.language.catalogue import words
from mapper.tui.keys import Key
from mapper.tui.show import fit, plain_line

_GAP, _TIGHT = 3, 2
Drawn: TypeAlias = tuple[Key, Content]


class Head(Widget):
    """One line: where we are on the left, when it was saved on the right."""

    DEFAULT_CSS = """
    Head {
        dock: top;
        height: 2;
        padding: 0 1;
        color: $quiet;
        border-bottom: solid $line;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = Content("")

    def show(self, left: Content, right: Content) -> None:
        """Show these two ends."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Draw the line; where it is too narrow, the left end is cut, for "saved" must be seen."""
        width = self.content_size.width
        room = max(width - self._right.cell_length - 2, 0)
        return fit(self._left, room) + Content("  ") + self._right


class KeyBar(Widget):
    """One line of keys that can be clicked; where it is too narrow, those of the highest rank go first."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 2;
        padding: 0 1;
        color: $quiet;
        border-top: solid $line;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Key, ...] = ()
        self._language = "nb"
        self._lead = Content("")
        self._spots: list[tuple[int, int, Key]] = []

    def show(self, keys: Sequence[Key], language: str, lead: Content | None = None) -> None:
        """Show these keys, with `lead` before them."""
        self._keys, self._language, self._lead = tuple(keys), language, lead or Content("")
        self.refresh()

    def render(self) -> Content:
        """Draw the keys that find room: on the left, or on the right where something stands before them."""
        width = self.content_size.width
        texts, gap = self._fitting(width - (self._lead.cell_length + _GAP if self._lead else 0))
        length = _length(texts, gap)
        start = width - length if self._lead else 0
        line = fit(self._lead, start) if self._lead else Content("")
        self._spots = []
        for key, text in texts:
            line = line.pad_right(max(start - line.cell_length, 0))
            self._spots.append((start, start + text.cell_length, key))
            line, start = line + text, start + text.cell_length + gap
        return line

    def _fitting(self, room: int) -> tuple[list[Drawn], int]:
        texts = [(key, self._text(key)) for key in self._keys]
        while len(texts) > 1 and _length(texts, _TIGHT) > room:
            texts.remove(max(texts, key=lambda pair: pair[0].rank or 0))
        return texts, _GAP if _length(texts, _GAP) <= room else _TIGHT

    def _text(self, key: Key) -> Content:
        name = plain_line(key.label, "bold $foreground")
        return name + Content(" ") + plain_line(words(key.words, self._language))

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        x = event.x - self.styles.padding.left
        for start, end, key in self._spots:
            if start <= x < end and key.action:
                await self.screen.run_action(key.action)


def _length(texts: Sequence[Drawn], gap: int) -> int:
    return sum(text.cell_length for _, text in texts) + gap * max(len(texts) - 1, 0)
