"""The help: what the room is for, and every key, made from the registry of keys."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mapper.tui.keys import CHOOSING, EVERYWHERE, KEYS, MEETING, WRITING, Key
from mapper.tui.screens.base import Page
from mapper.tui.show import plain_line, wrap
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar

_GROUPS: Final = (
    ("keys", EVERYWHERE),
    ("keys_meeting", MEETING),
    ("keys_choosing", CHOOSING),
    ("keys_writing", WRITING),
)
_KEY_ROOM: Final = 11


class KeyTable(Static):
    """Keys with what they do, one under the other, wrapped beside the key."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._rows: list[tuple[str, str]] = []

    def show(self, rows: list[tuple[str, str]]) -> None:
        """Show these keys and sentences."""
        self._rows = rows
        self._draw()

    def on_resize(self) -> None:
        """Wrap again."""
        self._draw()

    def _draw(self) -> None:
        width = max(self.size.width, 24)
        lines: list[Content] = []
        for key, sentence in self._rows:
            lines += wrap(plain_line(sentence), width, plain_line(key, "bold").pad_right(_KEY_ROOM - len(key)))
        self.update(Content("\n").join(lines))


class Help(Page):
    """Explains the room it was opened from, and all keys."""

    ROOM = "help"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "help.tcss"]
    AUTO_FOCUS = ".body"

    def __init__(self) -> None:
        super().__init__()
        self._about = "home"

    def compose(self) -> ComposeResult:
        """Put what the room is for over the groups of keys."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=True):
            yield Static(id="where", classes="ask", markup=False)
            yield Static(id="about", markup=False)
            for name in ("keys_here", *(name for name, _ in _GROUPS)):
                yield Static(id=f"{name}-title", classes="ask", markup=False)
                yield KeyTable(id=name)
            yield Static(id="click", classes="quiet", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("tui.help.title")

    def arrive(self, ref: str | None) -> None:
        """Take note of the room to explain."""
        self._about = ref or "home"
        if self.is_mounted:
            self.query_one(".body").scroll_to(y=0, animate=False, force=True, immediate=True)

    def redraw_body(self) -> None:
        """Show the room's help and the keys in the language of the screen."""
        self.query_one("#where", Static).update(self.t("tui.help.where"))
        self.query_one("#about", Static).update(self.t(f"tui.help.{self._about}"))
        here = [self._row(key) for key in KEYS if key.where == self._about]
        self.query_one("#keys_here-title", Static).update(self.t("rooms.keys.here"))
        self.query_one("#keys_here", KeyTable).show(here)
        self.query_one("#keys_here").display = self.query_one("#keys_here-title").display = bool(here)
        for name, where in _GROUPS:
            self.query_one(f"#{name}-title", Static).update(self.t(f"tui.help.{name}"))
            self.query_one(f"#{name}", KeyTable).show([self._row(key) for key in KEYS if key.where == where])
        self.query_one("#click", Static).update(self.t("tui.help.click"))
        self.query_one("#back", Button).label = self.t("tui.help.back")

    def _row(self, key: Key) -> tuple[str, str]:
        practice = self.app.meeting is not None and self.app.meeting.practice
        hides = key.id == "lock" and practice and not self.app.secret
        return key.label, self.t("tui.keys.lock_practice_tip" if hides else key.tip)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()
