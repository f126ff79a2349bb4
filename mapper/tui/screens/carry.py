"""A small page before what is carried is saved: what the files are, where they will lie, and who can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from mapper.plan.model import CALENDAR
from mapper.tui.screens.base import Dialog
from mapper.tui.screens.papers import Written
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.rooms.paper_form import unusual

if TYPE_CHECKING:
    from mapper.desk.paperwork import Saved
    from mapper.documents.model import DocumentKind, Wanted


class CarryDialog(Dialog[Written]):
    """Says what will be saved, and saves it; closes when that is done, and says why where it is not."""

    DEFAULT_CSS = """
    CarryDialog {
        .title { text-style: bold; height: auto; }
        .chosen { color: $quiet; height: auto; }
        .why { height: auto; margin: 1 0 0 0; }
        .buttons { height: auto; margin: 1 0 0 0; }
        .buttons > Button { margin: 0 1 0 0; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#save"

    def __init__(self, title: str, kind: DocumentKind, wanted: Wanted) -> None:
        super().__init__()
        self._title, self._kind, self._wanted = title, kind, wanted
        self._saving = False

    def compose_body(self) -> ComposeResult:
        """Put what it will be over what to know, and the ways out below."""
        yield Static(plain(self._title), classes="title")
        yield Static(classes="chosen")
        yield Static(classes="why")
        yield Static(classes="refusal")
        with Horizontal(classes="buttons"):
            yield Button(id="save", classes="-first")
            yield Button(id="cancel")

    def redraw(self) -> None:
        """Say it in the language of the screen."""
        chosen = " · ".join(unusual(self._kind, self._wanted, self.app.language))
        self.query_one(".chosen", Static).update(plain(chosen))
        folder = str(self.app.desk.papers_folder(self.meeting))
        self.query_one(".why", Static).update(plain(self.t(f"carried.{self._kind.id}.save", folder=folder)))
        self.query_one("#save", Button).label = self.t("papers_room.save.save")
        self.query_one("#cancel", Button).label = self.t("rooms.common.cancel")

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        if not self._saving:
            self._saving = True
            self.app.work(self._saved, self._close, self._not_saved)

    def _saved(self) -> Saved:
        desk = self.app.desk
        save = desk.save_calendar if self._kind.id == CALENDAR else desk.save_copy
        return save(self.meeting, self._wanted)

    def _close(self, saved: Saved) -> None:
        self.dismiss(Written(saved, print_now=False))

    def _not_saved(self, sentence: str) -> None:
        self._saving = False
        self.refuse(sentence)

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_cancel()
