"""Things to choose from, drawn by one widget: a sign and words for each, wrapped under themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, TypeAlias

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from mapper.tui.show import wrap
from mapper.tui.widgets.scrolling import bring_into_view

Kind: TypeAlias = Literal["one", "several", "rows"]
"""One is chosen; several are; or rows, which are not chosen but opened and removed."""
_SIGNS: Final = {"one": ("( ) ", "(●) "), "several": ("[ ] ", "[x] "), "rows": ("• ", "• ")}
_CURSOR, _NO_CURSOR = "▸ ", "  "
_GAP = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, by code; `words` are safe to show."""

    code: str
    words: Content


class Choices(Widget, can_focus=True):
    """Lets a person walk with arrows and choose with Space, Enter or a click; Delete takes a choice back.

    Walking never chooses: a choice is an answer, and an answer is said on purpose. With `across`, the choices stand
    on one line where they find room.
    """

    DEFAULT_CSS = """
    Choices {
        height: auto;
        width: 1fr;
        pointer: pointer;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "step(-1)", show=False),
        Binding("down,right", "step(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
        Binding("enter,space", "choose", show=False),
        Binding("delete,backspace", "remove", show=False),
    ]
    ALLOW_SELECT = False

    class About(Message):
        """What both messages tell: the widget, and the code."""

        def __init__(self, choices: Choices, code: str) -> None:
            super().__init__()
            self.choices = choices
            self.code = code

        @property
        def control(self) -> Choices:
            """Name the widget that it happened in."""
            return self.choices

    class Chosen(About):
        """The person chose `code`, or opened the row of that code."""

    class Removed(About):
        """The person took `code` back."""

    def __init__(
        self, kind: Kind = "one", *, across: bool = False, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.kind = kind
        self.across = across
        self.items: tuple[Choice, ...] = ()
        self.chosen: frozenset[str] = frozenset()
        self.current = 0
        self._spots: list[tuple[Region, int]] = []

    def show(self, items: Sequence[Choice], chosen: Sequence[str] = (), *, fresh: bool = False) -> None:
        """Show these choices; the first time, and when `fresh`, the cursor is put at what is chosen."""
        first = fresh or not self.items
        self.items, self.chosen = tuple(items), frozenset(chosen)
        if first:
            self.current = next((at for at, item in enumerate(items) if item.code in self.chosen), 0)
        self.current = max(min(self.current, len(self.items) - 1), 0)
        self.refresh(layout=True)

    def mark(self, chosen: Sequence[str]) -> None:
        """Show these codes as chosen."""
        self.chosen = frozenset(chosen)
        self.refresh()

    @property
    def here(self) -> str | None:
        """Name the code under the cursor."""
        return self.items[self.current].code if self.items else None

    # --- drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """Count the lines of all choices at this width."""
        return max(len(self._lines(width)), 1)

    def render(self) -> Content:
        """Draw the choices and remember where each stands, for clicks."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return self._on_one_line(width) or self._under_each_other(width)

    def _on_one_line(self, width: int) -> list[Content]:
        cells = [self._lead(at) + item.words for at, item in enumerate(self.items)]
        if not self.across or sum(cell.cell_length + _GAP for cell in cells) - _GAP > width:
            return []
        self._spots, line = [], Content("")
        for at, cell in enumerate(cells):
            start = line.cell_length
            line += self._lit(cell, at) + Content(" " * _GAP)
            self._spots.append((Region(start, 0, cell.cell_length, 1), at))
        return [line]

    def _under_each_other(self, width: int) -> list[Content]:
        self._spots = []
        lines: list[Content] = []
        for at, item in enumerate(self.items):
            drawn = [self._lit(line, at) for line in wrap(item.words, width, self._lead(at))]
            self._spots.append((Region(0, len(lines), width, len(drawn)), at))
            lines += drawn
        return lines

    def _lead(self, at: int) -> Content:
        cursor = _CURSOR if self.has_focus and at == self.current else _NO_CURSOR
        return Content(cursor + _SIGNS[self.kind][self.items[at].code in self.chosen])

    def _lit(self, line: Content, at: int) -> Content:
        if self.has_focus and at == self.current:
            return line.stylize("bold $foreground on $marked")
        return line.stylize("bold") if self.items[at].code in self.chosen else line

    # --- keys and mouse

    def action_step(self, by: int) -> None:
        """Walk one step; past the ends the key is left to what is around."""
        if not 0 <= self.current + by < len(self.items):
            raise SkipAction
        self._to(self.current + by)

    def action_end(self, end: int) -> None:
        """Walk to the first or the last."""
        self._to(end % max(len(self.items), 1))

    def action_choose(self) -> None:
        """Choose what the cursor stands on."""
        if self.here is not None:
            self.post_message(self.Chosen(self, self.here))

    def action_remove(self) -> None:
        """Take back what the cursor stands on."""
        if self.here is not None and (self.kind == "rows" or self.here in self.chosen):
            self.post_message(self.Removed(self, self.here))

    def on_click(self, event: events.Click) -> None:
        """Choose what is under the pointer."""
        offset = event.get_content_offset(self)
        for spot, at in self._spots:
            if offset is not None and spot.contains_point(offset):
                self._to(at)
                self.action_choose()

    def _to(self, at: int) -> None:
        self.current = at
        self.refresh()
        spot = next((spot for spot, known in self._spots if known == at), None)
        if spot is not None:
            bring_into_view(self, spot)
