"""The minute for two: a routine in every conversation, before questions that nobody else shall hear."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from mapper.interview.model import Part
from mapper.tui.screens.base import Room
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar

ENDED: Final = "ended"
"""What `arrive` is told where the minute is over."""


class AloneRoom(Room):
    """Asks whether the two are alone now; afterwards, whether they still are."""

    ROOM = "alone"
    CSS_PATH = "alone.tcss"
    AUTO_FOCUS = "Button"

    def __init__(self) -> None:
        super().__init__()
        self.told: str | None = None
        self._ended = False
        self._target: str | None = None

    def compose(self) -> ComposeResult:
        """Put the words over the two ways on."""
        yield Head()
        with VerticalScroll(classes="room", can_focus=False), Vertical(id="gate"):
            yield Static(id="lead")
            yield Static(id="ask")
            yield Button(id="yes", classes="-first")
            yield Button(id="no")
        yield KeyBar()

    def arrive(self, ref: str | None) -> None:
        """Take note of the question to go on with, or that the minute is over."""
        self.told = ref
        self._ended = bool(ref and ref.startswith(ENDED))
        self._target = (ref or "").removeprefix(ENDED).removeprefix(" ") or None

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.alone.title")

    def redraw_body(self) -> None:
        """Show the question of the moment."""
        part = self._part()
        lead = part.intro.to(self.app.language) if part and part.intro and not self._ended else ""
        self.query_one("#lead", Static).update(
            plain(lead or self.t("rooms.alone.ended" if self._ended else "rooms.alone.lead"))
        )
        self.query_one("#ask", Static).update(self.t("rooms.alone.still" if self._ended else "rooms.alone.ask"))
        self.query_one("#yes", Button).label = self.t("rooms.alone.still_yes" if self._ended else "rooms.alone.yes")
        self.query_one("#no", Button).label = self.t("rooms.alone.still_no" if self._ended else "rooms.alone.not_now")

    def _part(self) -> Part | None:
        return next((part for part in self.meeting.parts() if part.kind == "alone"), None)

    @on(Button.Pressed, "#yes")
    def _alone(self) -> None:
        if self._ended:
            self._go_on()
        else:
            self.app.act(lambda: self.meeting.set_alone(True), lambda _: self._begin())

    def _begin(self) -> None:
        part = self._part()
        self.app.go("questions", part.refs[0] if part and part.refs else self._target)

    @on(Button.Pressed, "#no")
    def _not_alone(self) -> None:
        # Where the others just came in again, nothing may tell them that something was said.
        done = "" if self._ended else self.t("rooms.alone.not_now_done")
        self.app.act(lambda: self.meeting.set_alone(False), lambda _: self._go_on(done))

    def _go_on(self, notice: str = "") -> None:
        if self._target:
            self.app.go("questions", self._target)
        else:
            self.app.go("review")
        if notice:
            self.app.notify(notice)
