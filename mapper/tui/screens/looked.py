"""Who has looked at the conversation: a page for the participant."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.desk.looked import looked_lines
from mapper.tui.screens.base import Page
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Paragraph, Telling


class LookedPage(Page):
    """Tells, the latest first, who opened the conversation and who took papers out of it."""

    ROOM = "looked"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "looked.tcss"]
    AUTO_FOCUS = ".body"

    def compose(self) -> ComposeResult:
        """Put the sentences under what they are, and the way back under them."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=True):
            yield Static(classes="lead", markup=False)
            yield Static(id="unwritten", markup=False)
            yield Telling(id="lines")
        with Horizontal(classes="buttons"):
            yield Button(id="back")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("looked.page.title")

    def redraw_body(self) -> None:
        """Show who looked, in the language of the screen."""
        desk, language = self.app.desk, self.app.language
        papers = desk.titles()
        told = looked_lines(self.meeting.looked_at(), papers, language, desk.today)
        self.query_one(".lead", Static).update(self.t("looked.page.lead"))
        unwritten = self.query_one("#unwritten", Static)
        unwritten.display = self.meeting.read_only is not None
        unwritten.update(f"! {self.t('looked.page.unwritten')}")
        lines = told or [self.t("looked.page.empty")]
        self.query_one("#lines", Telling).show(Paragraph(line, "· ") for line in lines)
        self.query_one("#back", Button).label = self.t("looked.page.back")

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()
