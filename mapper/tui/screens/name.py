"""A name for the conversation, so that it can be found again."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from mapper.desk.drafting import words_on
from mapper.tui.screens.base import Dialog
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.editor import Line


class Name(Dialog[None]):
    """Asks what the list shall call the conversation, and for the participant's name if they wish."""

    CSS_PATH = "dialogs.tcss"
    draft_name = words_on("name")
    AUTO_FOCUS = "#label"

    def compose_body(self) -> ComposeResult:
        """Put the two lines under each other."""
        yield Static(classes="title", markup=False)
        yield Static(id="why", classes="quiet", markup=False)
        for name in ("label", "person"):
            yield Static(id=f"{name}-ask", classes="ask", markup=False)
            yield Line(id=name)
        yield Static(classes="refusal")
        with Horizontal(classes="buttons"):
            yield Button(id="cancel")
            yield Button(id="save", classes="-first")

    def on_mount(self) -> None:
        """Show the names of now."""
        self.query_one("#label", Line).forget(self.meeting.label)
        self.query_one("#person", Line).forget(self.meeting.name_said)

    def redraw(self) -> None:
        """Show the words around the lines."""
        for name in ("title", "why"):
            self.query_one(f".{name}" if name == "title" else f"#{name}", Static).update(self.t(f"tui.name.{name}"))
        for name in ("label", "person"):
            self.query_one(f"#{name}-ask", Static).update(self.t(f"tui.name.{name}"))
        for name in ("cancel", "save"):
            self.query_one(f"#{name}", Button).label = self.t(f"tui.name.{name}")

    @on(Line.Submitted)
    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        meeting = self.meeting
        label, person = self.query_one("#label", Line).line, self.query_one("#person", Line).line
        self.app.act(lambda: meeting.name(label, person), lambda _: self._saved(), self.refuse)

    def _saved(self) -> None:
        self.dismiss(None)
        self.app.notify(self.t("tui.notices.named"))

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.action_cancel()
