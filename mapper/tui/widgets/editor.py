"""Places to write: several lines, or one. Both have undo, take a whole paste, and let in nothing that is not text."""

from __future__ import annotations

import dataclasses

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingsMap
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea

from mapper.language.clean import clean, clean_line

_ROOM_KEYS = ("f6", "f7")


class Editor(TextArea):
    """Several lines of own words. Tab leaves it; the room's keys stay the room's."""

    DEFAULT_CSS = """
    Editor {
        height: 5;
        padding: 0 1;
        border: round $line;
        background: $background;
        color: $foreground;
        &:focus { border: heavy $edge; }
        & .text-area--placeholder { color: $quiet; }
        & .text-area--cursor { color: $input-cursor-foreground; background: $input-cursor-background; }
        & .text-area--selection { color: $input-selection-foreground; background: $input-selection-background; }
        & .text-area--cursor-line { background: $background; }
    }
    Editor:light .text-area--cursor, Editor:dark .text-area--cursor {
        color: $input-cursor-foreground;
        background: $input-cursor-background;
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(self.fitted(text), id=id, classes=classes, highlight_cursor_line=False, tab_behavior="focus")
        self.cursor_blink = False
        self.match_cursor_bracket = False
        bindings = BindingsMap()
        bindings.key_to_bindings = {
            key: bound for key, bound in self._bindings.key_to_bindings.items() if key not in _ROOM_KEYS
        }
        self._bindings = bindings

    def fitted(self, text: str) -> str:
        """Give text as it may stand here."""
        return clean(text)

    def show(self, text: str) -> None:
        """Put this text in, as the beginning of its own history; nothing happens where it stands already."""
        if self.fitted(text) != self.text:
            self.load_text(self.fitted(text))
            self.move_cursor(self.document.end)

    def forget(self, text: str = "") -> None:
        """Put this text in and forget what stood here before: undo must not bring back another person's words."""
        self.load_text(self.fitted(text))
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        """Let text in, whether typed, pasted or put in by a call, cleaned."""
        return super().edit(dataclasses.replace(edit, text=self.fitted(edit.text)))


class Line(Editor):
    """One line of own words; Enter is done with it, up and down leave it."""

    DEFAULT_CSS = """
    Line {
        height: 3;
        scrollbar-size: 0 0;
    }
    """

    class Submitted(Message):
        """The person pressed Enter in the line."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> Line:
            """Name the line."""
            return self.line

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes)
        self.soft_wrap = False

    def fitted(self, text: str) -> str:
        """Give text on one line; a paste of several lines keeps all its words."""
        cleaned = clean(text)
        return " ".join(cleaned.split("\n")) if "\n" in cleaned else cleaned

    @property
    def line(self) -> str:
        """Give what is written, without blanks around it."""
        return clean_line(self.text)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self))
            return
        await super()._on_key(event)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: ARG002  # Textual's signature
        """Leave the key to what is around the line."""
        raise SkipAction

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: ARG002  # Textual's signature
        """Leave the key to what is around the line."""
        raise SkipAction
