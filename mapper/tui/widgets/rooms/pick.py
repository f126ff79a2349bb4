"""One choice among a few, on one row that wraps: `(●) this  ( ) that`. Arrows choose, and so does a click."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widget import Widget

from mapper.tui.show import plain

_ON, _OFF = "(●) ", "( ) "
_CHECKED, _UNCHECKED, _HERE, _ELSEWHERE = "[x] ", "[ ] ", "▸", " "
_GAP = 3


class Pick(Widget, can_focus=True):
    """Lets a person choose one of a few things; nothing is chosen until they do, unless told."""

    DEFAULT_CSS = """
    Pick {
        height: auto;
        width: 1fr;
        &:focus { text-style: bold; background: $primary 15%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", show=False),
        Binding("right,down", "step(1)", show=False),
        Binding("enter,space", "again", show=False),
    ]

    class Picked(Message):
        """The person chose `choice`."""

        def __init__(self, pick: Pick, choice: str) -> None:
            super().__init__()
            self.pick = pick
            self.choice = choice

        @property
        def control(self) -> Pick:
            """Name the row that it happened in."""
            return self.pick

    def __init__(self, label: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.label = label
        self.choices: tuple[tuple[str, str], ...] = ()
        self.chosen: str | None = None

    def show(self, choices: tuple[tuple[str, str], ...], chosen: str | None, label: str | None = None) -> None:
        """Show these choices, each an id and its words."""
        self.choices, self.chosen = choices, chosen
        self.label = self.label if label is None else label
        self.refresh(layout=True)

    def _sign(self, id: str) -> str:
        return _ON if id == self.chosen else _OFF

    def _cells(self) -> list[tuple[str, Content]]:
        return [(id, plain(self._sign(id) + words)) for id, words in self.choices]

    def _rows(self, width: int) -> tuple[list[Content], list[tuple[str, Offset, int]]]:
        """Give the rows, and where each choice stands on them."""
        label = plain(f"{self.label}  " if self.label else "")
        rows, places, indent = [label], [], label.cell_length
        for id, cell in self._cells():
            if rows[-1].cell_length + cell.cell_length > width and rows[-1].cell_length > indent:
                rows.append(Content(" " * indent))
            places.append((id, Offset(rows[-1].cell_length, len(rows) - 1), cell.cell_length))
            rows[-1] = rows[-1] + cell.pad_right(_GAP)
        return [row.rstrip() for row in rows], places

    def render(self) -> Content:
        """Draw the row."""
        return Content("\n").join(self._rows(self.content_size.width or self.size.width)[0])

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Count the rows that the choices need at this width."""
        return len(self._rows(width)[0])

    def _choose(self, id: str) -> None:
        self.chosen = id
        self.refresh(layout=True)
        self.post_message(self.Picked(self, id))

    def action_step(self, step: int) -> None:
        """Choose the one before or after."""
        ids = [id for id, _ in self.choices]
        if not ids:
            return
        at = ids.index(self.chosen) if self.chosen in ids else (-1 if step > 0 else len(ids))
        if 0 <= at + step < len(ids):
            self._choose(ids[at + step])

    def action_again(self) -> None:
        """Choose the first where nothing is chosen; else say the choice again."""
        if self.choices:
            self._choose(self.chosen or self.choices[0][0])

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        for id, place, length in self._rows(self.content_size.width)[1]:
            if place.y == at.y and place.x <= at.x < place.x + length:
                self._choose(id)


class Checks(Pick):
    """Lets a person choose any of a few things: arrows move, Space or a click chooses."""

    def __init__(self, label: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(label, id=id, classes=classes)
        self.checked: tuple[str, ...] = ()
        self._at = 0

    def show_checked(self, choices: tuple[tuple[str, str], ...], checked: tuple[str, ...]) -> None:
        """Show these choices, those in `checked` chosen."""
        self.checked = checked
        self.show(choices, None)

    def _sign(self, id: str) -> str:
        here = self.has_focus and self.choices[self._at][0] == id
        return (_HERE if here else _ELSEWHERE) + (_CHECKED if id in self.checked else _UNCHECKED)

    @on(events.Focus)
    @on(events.Blur)
    def _draw_sign(self) -> None:
        self.refresh()

    def action_step(self, step: int) -> None:
        """Go to the one before or after."""
        if self.choices:
            self._at = min(max(self._at + step, 0), len(self.choices) - 1)
            self.refresh()

    def action_again(self) -> None:
        """Choose the one that the sign stands at, or let it go."""
        if self.choices:
            self._choose(self.choices[self._at][0])

    def _choose(self, id: str) -> None:
        self._at = [known for known, _ in self.choices].index(id)
        kept = tuple(known for known in self.checked if known != id)
        self.checked = kept if id in self.checked else (*kept, id)
        self.refresh()
        self.post_message(self.Picked(self, id))
