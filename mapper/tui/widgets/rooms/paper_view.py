"""A paper to read and to walk through: arrows go from stretch to stretch, and through a long one line by line."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from mapper.tui.widgets.rooms.entries import Entries

_STEP: Final = 3
"""Lines that an arrow moves within a stretch that is longer than the screen."""


class PaperView(Entries):
    """Shows a paper; nothing of it is passed by, however long a stretch is and however low the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
    ]

    def action_move(self, step: int) -> None:
        """Go to the next stretch, or first read the rest of this one."""
        hidden = self._hidden_below() if step > 0 else self._hidden_above()
        if hidden > 0:
            lines = min(hidden, _STEP)
            self._scroll_by(lines if step > 0 else -lines)
        else:
            super().action_move(step)

    def action_leaf(self, step: int) -> None:
        """Turn to the next screenful; the sign goes to the first stretch that begins there."""
        before = self.scroll_offset.y
        self._scroll_by(step * max(self.size.height - 1, 1))
        top, places = self.scroll_offset.y, self._places()
        if not places:
            return
        if top == before:
            self.action_edge(-1 if step > 0 else 0)
        else:
            self._stand(next((place for place in places if self._starts[place] >= top), places[-1]))

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def _hidden_below(self) -> int:
        """Count the lines of the current stretch below the screen."""
        if not 0 <= self._cursor < len(self._starts):
            return 0
        ends = [*self._starts, len(self._lines)]
        return ends[self._cursor + 1] - (self.scroll_offset.y + self.size.height)

    def _hidden_above(self) -> int:
        """Count the lines of the current stretch above the screen."""
        return self.scroll_offset.y - self._starts[self._cursor] if 0 <= self._cursor < len(self._starts) else 0

    def to_top(self) -> None:
        """Put the sign on the first stretch, and show the paper from its top."""
        places = self._places()
        self._cursor = places[0] if places else -1
        self.scroll_to(y=0, animate=False, force=True)
        self.refresh()
