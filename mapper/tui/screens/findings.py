"""What is wrong in a questionnaire that is being tried: a page that stays until the file is saved in order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.language.form import clock
from mapper.questionnaire.findings import Finding, finding_text
from mapper.tui.screens.base import Page
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar


class FindingsPage(Page):
    """Shows each slip with its line and what to do, faults before advice."""

    ROOM = "findings"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "findings.tcss"]
    AUTO_FOCUS = ".body"

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._at = time()
        self._behind = False

    def compose(self) -> ComposeResult:
        """Put the slips under what to do about them, and the way back under them."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=True):
            yield Static(classes="lead", markup=False)
            yield Static(id="slips", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
        yield KeyBar()

    def show(self, findings: Iterable[Finding], at: time, behind: bool) -> None:
        """Show what was found at a time of day; `behind` tells whether an earlier version can be gone back to."""
        self._findings, self._at, self._behind = tuple(findings), at, behind
        if self.is_mounted:
            self.redraw()

    def heading(self) -> str:
        """Name the page."""
        return self.t("preview.title")

    def redraw_body(self) -> None:
        """Show the slips in the language of the screen."""
        faults = [finding for finding in self._findings if not finding.is_advice]
        told = self.t("preview.faults", n=len(faults), at=clock(self._at, self.app.language))
        self.query_one(".lead", Static).update(plain(told))
        shown = "\n\n".join(finding_text(finding, self.app.language) for finding in faults)
        self.query_one("#slips", Static).update(plain(shown))
        self.query_one("#back", Button).label = self.t("preview.back" if self._behind else "preview.close")

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Go back to the version before; where there is none, close."""
        if self._behind:
            super().action_back()
        else:
            self.app.action_leave()
