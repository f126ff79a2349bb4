"""Going over to the questions of today: an offer when a conversation opens, and a page that says first what happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.desk.moving_told import differences_told, gone_over, move_lines
from mapper.fault import Fault
from mapper.tui.screens.base import Dialog, Page
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Paragraph, Telling

if TYPE_CHECKING:
    from mapper.desk.moving import Move


class OfferMove(Dialog[bool]):
    """Says that the office has newer questions, and lets the two look at them or go on as before."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#later"

    def compose_body(self) -> ComposeResult:
        """Put what is so over the two ways."""
        yield Static(classes="title", markup=False)
        yield Static(id="says", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="later", classes="-first")
            yield Button(id="look")

    def redraw(self) -> None:
        """Say it in the language of the screen."""
        self.query_one(".title", Static).update(self.t("moving.offer.title"))
        self.query_one("#says", Static).update(self.t("moving.offer.says"))
        for name in ("later", "look"):
            self.query_one(f"#{name}", Button).label = self.t(f"moving.offer.{name}")

    @on(Button.Pressed)
    def _choose(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "look")


@dataclass(frozen=True, slots=True)
class _Found:
    """What may be done: over to the questions of today, or back over the latest move; or why there is nothing."""

    ahead: Move | None = None
    back: Move | None = None
    trouble: str = ""


class MovingPage(Page):
    """Shows what moves, what is parked and what is asked again, and the differences; then does it, or does not."""

    ROOM = "moving"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "looked.tcss"]
    AUTO_FOCUS = ".body"

    def __init__(self) -> None:
        super().__init__()
        self._found: _Found | None = None

    def compose(self) -> ComposeResult:
        """Put what happens over the ways to go."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=True):
            yield Static(classes="lead", markup=False)
            yield Telling(id="lines")
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="back_over")
            yield Button(id="go")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("moving.page.title")

    def arrive(self, ref: str | None) -> None:  # noqa: ARG002  # there is one place to arrive at
        """Look anew each time that the page opens."""
        self._found = None

    def on_screen_resume(self) -> None:
        """Look for what may be done."""
        super().on_screen_resume()
        self._look()

    def _look(self) -> None:
        meeting, desk = self.meeting, self.app.desk

        def look() -> _Found:
            if meeting.read_only is not None:
                return _Found(trouble=self.t("moving.page.read_only"))
            back = desk.move_back(meeting)
            try:
                return _Found(desk.move(meeting), back)
            except Fault as fault:
                return _Found(None, back, self.app.told(fault))

        self.app.work(look, self._show)

    def _show(self, found: _Found) -> None:
        self._found = found
        if self.query(Head):
            self.redraw()

    def redraw_body(self) -> None:
        """Show what may be done, in the language of the screen."""
        found = self._found
        self.query_one(".lead", Static).update(plain(self._lead(found)))
        self.query_one("#lines", Telling).show(tuple(self._lines(found)) if found else ())
        for name in ("back", "back_over", "go"):
            self.query_one(f"#{name}", Button).label = self.t(f"moving.page.{name}")
        self.query_one("#go").display = bool(found and found.ahead)
        self.query_one("#back_over").display = bool(found and found.back and not found.ahead)

    def _lead(self, found: _Found | None) -> str:
        if found is None:
            return self.t("moving.page.looking")
        if found.ahead is not None:
            return ""
        gone = gone_over(self.meeting.last_move, self.app.language)
        return "\n\n".join(part for part in (found.trouble or self.t("moving.page.none"), gone) if part)

    def _lines(self, found: _Found) -> Iterator[Paragraph]:
        move = found.ahead or found.back
        if move is None:
            return
        old, language = self.meeting.questionnaire, self.app.language
        for line in move_lines(move, old, language, alone=self.meeting.alone):
            if line.heading:
                yield Paragraph("")
            yield Paragraph(line.text, lead="– " if line.item else "", style="bold" if line.heading else "")
        if found.ahead is not None:
            yield Paragraph("")
            yield Paragraph(self.t("moving.page.differences"), style="bold")
            yield from (Paragraph(line, lead="– ") for line in differences_told(move, old, language))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    @on(Button.Pressed, "#go")
    @on(Button.Pressed, "#back_over")
    def _go(self, event: Button.Pressed) -> None:
        found = self._found
        move = (found.ahead if event.button.id == "go" else found.back) if found else None
        if move is not None:
            self.app.make_move(move)
