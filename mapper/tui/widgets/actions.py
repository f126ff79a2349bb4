"""A list of things to do, one line each, with a note beside it: home, menus, the list of conversations.

Only the lines in view are drawn, so a hundred thousand are as quick as ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from mapper.tui.show import fit, plain_line

_CURSOR, _NO_CURSOR = "▸ ", "  "
_LOOKED_AT = 60
"""Lines by which the place of the notes is set."""
_APART, _CLOSE = 4, 2
"""Cells between a line and its note: in a column of their own, or right behind where there is less room."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its words, and a note that says more."""

    label: str
    note: str = ""


class Actions(ScrollView, can_focus=True):
    """Lets a person walk with arrows and do one thing with Enter or a click. An empty id is a gap between groups."""

    DEFAULT_CSS = """
    Actions {
        height: auto;
        max-height: 100%;
        width: 1fr;
        pointer: pointer;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "leap(-1)", show=False),
        Binding("pagedown", "leap(1)", show=False),
        Binding("home", "end(1)", show=False),
        Binding("end", "end(-1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]
    ALLOW_SELECT = False

    class Chosen(Message):
        """The person chose to do `id`."""

        def __init__(self, actions: Actions, id: str) -> None:
            super().__init__()
            self.actions = actions
            self.id = id

        @property
        def control(self) -> Actions:
            """Name the list."""
            return self.actions

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.ids: Sequence[str] = ()
        self._draw: Callable[[str], Action] = Action
        self._at = 0
        self._column = self._in_column = self._close = 0

    def show(self, ids: Sequence[str], draw: Callable[[str], Action]) -> None:
        """Show these things; `draw` gives the words of one when it comes into view."""
        here = self.here
        self.ids, self._draw = ids, draw
        self._at = (
            ids.index(here) if here and here in islice(ids, 1000) else next((at for at, id in enumerate(ids) if id), 0)
        )
        seen = [draw(id) for id in islice(ids, _LOOKED_AT) if id]
        lengths = [(plain_line(action.label).cell_length, plain_line(action.note).cell_length) for action in seen]
        self._column = max((label for label, _ in lengths), default=0) + len(_CURSOR) + _APART
        self._in_column = self._column + max((note for _, note in lengths), default=0)
        self._close = max((label + note for label, note in lengths if note), default=0) + len(_CURSOR) + _CLOSE
        self._measure()
        self.refresh(layout=True)

    def begin_at(self, id: str) -> None:
        """Put the cursor on this thing."""
        if id in self.ids:
            self._to(self.ids.index(id))

    @property
    def here(self) -> str:
        """Name what the cursor stands on; empty where there is nothing."""
        return self.ids[self._at] if 0 <= self._at < len(self.ids) else ""

    # --- drawing

    @property
    def _rows(self) -> int:
        return self._rows_at(self.size.width)

    def _rows_at(self, width: int) -> int:
        return 2 if 0 < width < self._close else 1

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.ids) * self._rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """Count the lines of all things at this width."""
        return len(self.ids) * self._rows_at(width)

    def on_resize(self) -> None:
        """Measure again."""
        self._measure()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        at, part = divmod(y + self.scroll_offset.y, self._rows)
        width = self.size.width
        id = self.ids[at] if at < len(self.ids) else ""
        line = self._line(id, part, width) if id else Content("")
        lit = bool(id) and at == self._at and self.has_focus
        line = fit(line, width).stylize("bold $foreground on $marked") if lit else fit(line, width)
        return Visual.to_strips(self, line, width, 1, self.visual_style)[0]

    def _line(self, id: str, part: int, width: int) -> Content:
        action = self._draw(id)
        lead = Content(_CURSOR if id == self.here and self.has_focus else _NO_CURSOR)
        if part == 1:
            return Content("    ") + plain_line(action.note, "$quiet")
        label = plain_line(action.label)
        if self._rows == 2 or not action.note:
            return lead + label
        line = lead + label
        room = self._column - line.cell_length if width >= self._in_column else _CLOSE
        return line.pad_right(max(room, _CLOSE)) + plain_line(action.note, "$quiet")

    # --- keys and mouse

    def action_step(self, by: int) -> None:
        """Walk one line, past gaps; past the ends the key is left to what is around."""
        at = self._at + by
        while 0 <= at < len(self.ids) and not self.ids[at]:
            at += by
        if not 0 <= at < len(self.ids):
            raise SkipAction
        self._to(at)

    def action_leap(self, by: int) -> None:
        """Walk as far as can be seen."""
        at = max(0, min(self._at + by * max(self.size.height // self._rows, 1), len(self.ids) - 1))
        self._to(at if self.ids and self.ids[at] else self._at)

    def action_end(self, end: int) -> None:
        """Walk to the first or the last."""
        order = range(len(self.ids))[::end]
        self._to(next((at for at in order if self.ids[at]), 0))

    def action_choose(self) -> None:
        """Do what the cursor stands on."""
        if self.here:
            self.post_message(self.Chosen(self, self.here))

    def on_click(self, event: events.Click) -> None:
        """Do what is under the pointer."""
        offset = event.get_content_offset(self)
        at = (offset.y + self.scroll_offset.y) // self._rows if offset is not None else -1
        if 0 <= at < len(self.ids) and self.ids[at]:
            self._to(at)
            self.action_choose()

    def _to(self, at: int) -> None:
        self._at = at
        self.scroll_to_region(Region(0, at * self._rows, 1, self._rows), animate=False, force=True, immediate=True)
        self.refresh()
