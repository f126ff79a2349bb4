"""Small things that the rooms share: a row of choices, the first place to go to, widths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.screen import Screen
from textual.widget import Widget

from mapper.tui.show import plain_line
from mapper.tui.widgets.choices import Choice, Choices

WIDTHS: Final = [(0, "-narrow"), (70, "-normal"), (100, "-wide")]
"""Columns from which a room stacks nothing, and from which it has its side column."""


def offer(choices: Choices, pairs: Iterable[tuple[str, str]], chosen: Iterable[str | None] = ()) -> None:
    """Offer each pair of a code and its words; those in `chosen` are chosen."""
    items = [Choice(code, plain_line(words)) for code, words in pairs]
    choices.show(items, [code for code in chosen if code], fresh=not choices.items)


def focus_first(screen: Screen[None], within: Widget, *, scroll: bool = True) -> None:
    """Go to the first place in a widget that keys reach, once all stands in place, if the screen is in front."""

    def go() -> None:
        first = next((widget for widget in screen.focus_chain if within in widget.ancestors_with_self), None)
        if first is not None and screen.is_current:
            first.focus(scroll_visible=scroll)

    screen.call_after_refresh(go)
