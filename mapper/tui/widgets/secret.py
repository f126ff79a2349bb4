"""One line for a passphrase or a key: dots while it is typed, and nothing of it kept when it is done with.

It has no history to undo into, tells nobody what stands in it, and draws the words themselves only while asked to.
"""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from mapper.tui.show import plain_line

_DOT, _UNSEEN, _CURSOR = "•", "·", "reverse"
_SWALLOWED = frozenset({"ctrl+z", "ctrl+y"})
"""Keys that would undo an answer in the conversation behind."""


class Secret(Widget, can_focus=True):
    """Takes one line that others may not read. `take` gives it, and forgets it."""

    DEFAULT_CSS = """
    Secret {
        height: 3;
        padding: 0 1;
        border: round $line;
        background: $background;
        color: $foreground;
        &:focus { border: heavy $edge; }
    }
    """
    ALLOW_SELECT = False

    class Changed(Message):
        """Something was typed or taken away; what stands there is not told."""

        def __init__(self, secret: Secret) -> None:
            super().__init__()
            self.secret = secret

        @property
        def control(self) -> Secret:
            """Name the line."""
            return self.secret

    class Submitted(Changed):
        """The person pressed Enter."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, seen: bool = False) -> None:
        super().__init__(id=id, classes=classes)
        self._characters: list[str] = []
        self._at = 0
        self._seen = seen

    @property
    def empty(self) -> bool:
        """Tell whether nothing stands here."""
        return not self._characters

    @property
    def seen(self) -> bool:
        """Tell whether the words themselves are drawn."""
        return self._seen

    def show(self, seen: bool) -> None:
        """Draw the words themselves, or dots."""
        self._seen = seen
        self.refresh()

    def read(self) -> str:
        """Give what stands here."""
        return "".join(self._characters)

    def take(self) -> str:
        """Give what stands here, and forget it."""
        taken = self.read()
        self.forget()
        return taken

    def forget(self) -> None:
        """Let go of what stands here."""
        self._characters.clear()
        self._at = 0
        self.refresh()

    # --- drawing

    def render(self) -> Content:
        """Draw the line around the cursor, which stays in view."""
        room, start, end = max(self.content_size.width, 1), self._at, self._at + 1
        under = self._drawn(self._at)
        line = under.stylize(_CURSOR) if self.has_focus else under
        while start and line.cell_length + (before := self._drawn(start - 1)).cell_length <= room:
            line, start = before + line, start - 1
        while end <= len(self._characters) and line.cell_length + (after := self._drawn(end)).cell_length <= room:
            line, end = line + after, end + 1
        return line

    def _drawn(self, at: int) -> Content:
        """Draw one character; behind the last there is room for the next."""
        if at == len(self._characters):
            return Content(" ")
        if not self._seen:
            return Content(_DOT)
        character = self._characters[at]
        shown = plain_line(character)
        return Content(" ") if character == " " else shown if shown.cell_length else Content(_UNSEEN)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    # --- typing

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            self._mine(event)
            self.post_message(self.Submitted(self))
        elif event.character is not None and event.is_printable:
            self._mine(event)
            self._put(event.character)
        elif self._moved(event.key) or event.key in _SWALLOWED:
            self._mine(event)

    def _mine(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._put(" ".join(event.text.splitlines()).strip())

    def _put(self, text: str) -> None:
        self._characters[self._at : self._at] = text
        self._at += len(text)
        self._changed()

    def _moved(self, key: str) -> bool:
        """Do what an editing key says; tell whether it is one."""
        ends = {"left": self._at - 1, "right": self._at + 1, "home": 0, "end": len(self._characters)}
        if key in ends:
            self._at = min(max(ends[key], 0), len(self._characters))
            self.refresh()
            return True
        gone = {
            "backspace": slice(max(self._at - 1, 0), self._at),
            "delete": slice(self._at, self._at + 1),
            "ctrl+u": slice(0, self._at),
            "ctrl+k": slice(self._at, None),
        }
        if key not in gone:
            return False
        before = len(self._characters[: gone[key].start])
        del self._characters[gone[key]]
        self._at = before
        self._changed()
        return True

    def _changed(self) -> None:
        self.refresh()
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        """Type here from now on, at the end."""
        self._at = len(self._characters)
        self.refresh()

    def on_unmount(self) -> None:
        """Forget everything with the page."""
        self._characters.clear()
