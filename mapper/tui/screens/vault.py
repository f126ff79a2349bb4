"""The vault's own page: where it lies, when it was last backed up, and what may be changed about its keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.language.form import near_day
from mapper.tui.opening import load
from mapper.tui.screens.base import Page
from mapper.tui.show import plain
from mapper.tui.widgets.actions import Action, Actions
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper

_PAGES: Final = ("change", "renew")
"""What may be done here: each is the room of this name."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the vault while it is open."""

    name: str
    backup: date | None


class VaultPage(Page):
    """Tells of the open vault, and leads to the pages that change its keys."""

    ROOM = "vault"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "opening.tcss"]
    AUTO_FOCUS = "Actions"

    def __init__(self) -> None:
        super().__init__()
        self._facts: _Facts | None = None

    def compose(self) -> ComposeResult:
        """Put what is known over what may be done."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(id="facts", markup=False)
            yield Actions(id="todo")
            yield Static(id="lost", classes="quiet", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("opening.vault.title")

    def on_screen_resume(self) -> None:
        """Look anew each time."""
        keeper = self.app.desk.keeper
        if keeper.state == "open":
            self.app.work(lambda: _facts(keeper), self._found)

    def _found(self, facts: _Facts) -> None:
        self._facts = facts
        if self.is_attached:
            self.redraw_body()

    def redraw_body(self) -> None:
        """Show what is known."""
        self.query_one("#facts", Static).update(plain("\n".join(self._lines())))
        self.query_one(Actions).show(_PAGES, lambda id: Action(self.t(f"opening.vault.{id}")))
        self.query_one("#lost", Static).update(plain(self.t("opening.recovery.lost")))
        self.query_one("#back", Button).label = self.t("opening.common.back")

    def _lines(self) -> list[str]:
        lines = [self.t("opening.vault.where", path=self.app.settings.data / "vault")]
        if self._facts is None:
            return lines
        day = self._facts.backup
        told = near_day(day, self.app.desk.today, self.app.language) if day else ""
        backup = self.t("opening.vault.backup", day=told) if day else self.t("opening.vault.no_backup")
        how = [] if day else [self.t("opening.vault.how")]
        return [*lines, self.t("opening.vault.name", name=self._facts.name), backup, *how]

    @on(Actions.Chosen, "#todo")
    def _open(self, event: Actions.Chosen) -> None:
        self.app.push_screen(load(event.id))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()


def _facts(keeper: Keeper) -> _Facts:
    return _Facts(keeper.name, keeper.last_backup)
