"""Erasing a conversation: a page that says what goes and what stays, a question, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.desk.erasing import Doomed, Erased
from mapper.tui.screens.base import Dialog, Page
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Paragraph, Telling

GONE, STAYS = ("gone.key", "gone.said", "gone.listed", "gone.drafts"), (
    "remains.elsewhere", "remains.disk", "remains.machine", "remains.nav", "page.backups",
)  # fmt: skip
"""What is told before, by the texts that tell it afterwards."""
_BULLET = "· "
_UNDOING = "gone.undo"
"""What is no thing that is gone, but is said under those that are."""


class ErasePage(Page):
    """Says what happens before it happens, and what did not happen after. Nothing here is one key press."""

    ROOM = "erase"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "erase.tcss"]
    AUTO_FOCUS = ".body"

    def __init__(self) -> None:
        super().__init__()
        self._doomed: Doomed | None = None
        self._erased: Erased | None = None
        self._papers = True

    def compose(self) -> ComposeResult:
        """Put what is told over the choice of papers, and the ways out under it."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=True):
            yield Static(id="ask", classes="ask", markup=False)
            yield Telling(id="told")
            yield Choices(id="papers")
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="erase", classes="-onward")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("erasing.page.title")

    def arrive(self, ref: str | None) -> None:
        """Look at the case that may be erased; nothing of the one before is shown."""
        self._doomed, self._erased, self._papers = None, None, True
        if ref is not None:
            self.app.work(partial(self.app.desk.before_erasing, ref), self._found)

    def _found(self, doomed: Doomed) -> None:
        self._doomed = doomed
        self._show()

    def _show(self) -> None:
        if self.query(Head):  # the program may have been closed while it looked
            self.redraw()
            body = self.query_one(".body")
            body.scroll_to(y=0, animate=False, force=True, immediate=True)
            body.focus()

    # --- showing

    def redraw_body(self) -> None:
        """Show what would be done, or what was."""
        done = self._erased is not None
        self.query_one("#ask", Static).update(plain(self._asks()))
        self.query_one("#told", Telling).show(tuple(self._tells()))
        self._offer_papers(len(self._doomed.papers) if self._doomed is not None and not done else 0)
        erase = self.query_one("#erase", Button)
        erase.display = self._doomed is not None and not done
        erase.label = self.t("erasing.page.go")
        self.query_one("#back", Button).label = self.t("erasing.page.finished" if done else "erasing.page.keep")

    def _offer_papers(self, n: int) -> None:
        papers = self.query_one("#papers", Choices)
        papers.display = n > 0
        told = {name: self.t(f"erasing.page.papers_{name}", n=n) for name in ("delete", "keep")}
        ways = [Choice(name, plain_line(words)) for name, words in told.items()]
        papers.show(ways, ("delete" if self._papers else "keep",))

    def _asks(self) -> str:
        if self._erased is not None:
            return self.t("erasing.page.done")
        return self.t("erasing.page.ask", label=self._label) if self._doomed is not None else ""

    @property
    def _label(self) -> str:
        return " · ".join(part for part in (self._doomed.label, self._doomed.name) if part) if self._doomed else ""

    def _tells(self) -> Iterator[Paragraph]:
        if self._erased is not None:
            yield from told(self._erased, self.app.language)
        elif self._doomed is not None:
            yield from self._before(self._doomed)

    def _before(self, doomed: Doomed) -> Iterator[Paragraph]:
        if not doomed.readable:
            yield Paragraph(f"! {self.t('erasing.page.unreadable')}")
        yield Paragraph(self.t("erasing.page.goes"), style="bold")
        yield from (Paragraph(self.t(f"erasing.{name}"), _BULLET) for name in GONE)
        yield Paragraph(self.t("erasing.page.stays"), style="bold")
        yield from (Paragraph(self.t(f"erasing.{name}"), _BULLET) for name in STAYS)
        if doomed.papers:
            found = self.t("erasing.page.papers", n=len(doomed.papers), folder=str(doomed.folder))
            yield Paragraph(found, style="bold")
            yield from (Paragraph(path.name, _BULLET) for path in doomed.papers)

    # --- acting

    @on(Choices.Chosen, "#papers")
    def _choose(self, event: Choices.Chosen) -> None:
        self._papers = event.code == "delete"
        event.choices.mark((event.code,))

    @on(Button.Pressed, "#erase")
    def _ask(self) -> None:
        if self._doomed is not None:
            self.app.ask(Sure(self._label), partial(self._erase, self._doomed.case))

    def _erase(self, case: str, sure: bool | None) -> None:
        if sure:
            self.app.work(partial(self.app.desk.erase, case, papers=self._papers), partial(self._done, case))

    def _done(self, case: str, erased: Erased) -> None:
        self._erased = erased
        if self.app.meeting is not None and self.app.meeting.case == case:
            self.app.let_go()
            self.app.call_after_refresh(self._come_back)
        else:
            self._show()

    def _come_back(self) -> None:
        """Tell over home what was done, for the rooms that lay under this page are gone."""
        if self.app.covered:
            self.app.when_uncovered(self._come_back)
        elif not self.app.screen.is_modal:
            self.app.push_screen(self)
            self.call_after_refresh(self._show)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()


def told(erased: Erased, language: str) -> Iterator[Paragraph]:
    """Tell what is gone and what is not."""
    from mapper.language.catalogue import words

    yield Paragraph(words("erasing.page.gone", language), style="bold")
    yield from (Paragraph(item.to(language), _BULLET) for item in erased.gone if item.code != _UNDOING)
    yield from (Paragraph(item.to(language)) for item in erased.gone if item.code == _UNDOING)
    yield Paragraph(words("erasing.page.remains", language), style="bold")
    yield from (Paragraph(item.to(language), _BULLET) for item in erased.remains)


class Sure(Dialog[bool]):
    """Asks once more, with letting it stay first: that is where Enter lands. Gives True where it shall go."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#keep"

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label

    def compose_body(self) -> ComposeResult:
        """Put the two ways beside each other."""
        yield Static(classes="title", markup=False)
        yield Static(classes="why", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="keep", classes="-first")
            yield Button(id="erase")

    def redraw(self) -> None:
        """Say it in the language of now."""
        self.query_one(".title", Static).update(self.t("erasing.sure.title"))
        self.query_one(".why", Static).update(plain(self.t("erasing.sure.why", label=self._label)))
        for name in ("keep", "erase"):
            self.query_one(f"#{name}", Button).label = self.t(f"erasing.sure.{name}")

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "erase")
