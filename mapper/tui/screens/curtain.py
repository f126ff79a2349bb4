"""The curtain: nothing of the conversation can be seen, and no notice comes through."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mapper.tui.app import MapperApp
from mapper.tui.screens.base import Drawn


class Curtain(ModalScreen[None], Drawn):
    """Says «Pause», and how to go on."""

    CSS_PATH = "curtain.tcss"
    AUTO_FOCUS = None
    TITLE = ""

    app = getters.app(MapperApp)

    def compose(self) -> ComposeResult:
        """Give the two lines."""
        yield Static(markup=False)

    def on_mount(self) -> None:
        """Show the lines."""
        self.redraw()

    def redraw(self) -> None:
        """Say it in the language of the screen."""
        title, go_on = self.app.t("tui.curtain.title"), self.app.t("tui.curtain.go_on")
        self.query_one(Static).update(Content.assemble((title, "bold $primary"), "\n\n", (go_on, "$quiet")))

    def on_click(self) -> None:
        """Draw it aside."""
        self.app.action_curtain()
