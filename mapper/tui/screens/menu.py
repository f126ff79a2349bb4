"""The menu: everything that has no place on the page itself."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from mapper.tui.screens.base import Dialog
from mapper.tui.widgets.actions import Action, Actions
from mapper.tui.widgets.button import Button


class Menu(Dialog[str]):
    """Offers what can be done now; leaves out what cannot."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "Actions"

    def compose_body(self) -> ComposeResult:
        """Put the list under its title."""
        yield Static(classes="title", markup=False)
        yield Actions()
        yield Button(id="back")

    def redraw(self) -> None:
        """Show what can be done now."""
        self.query_one(".title", Static).update(self.t("tui.menu.title"))
        self.query_one(Actions).show(tuple(self._offered()), lambda id: Action(self.t(f"tui.menu.{id}")))
        self.query_one("#back", Button).label = self.t("tui.menu.back")

    def _offered(self) -> Iterator[str]:
        app, meeting = self.app, self.app.meeting
        if meeting is not None:
            yield from ("undo",) if meeting.can_undo else ()
            yield from ("redo",) if meeting.can_redo else ()
            yield from (
                "review",
                "documents",
                "packs",
                "consents",
                "alone",
                "name",
                *(() if meeting.practice else ("moving",)),
                "to_full" if meeting.profile == "short" else "to_short",
                "",
            )
        yield from ("language", "theme_light" if app.current_theme.dark else "theme_dark")
        yield from ("large_off" if app.large else "large", "help", "curtain")
        yield from ("lock", "") if app.secret else ("",)
        yield from app.may_delete()
        yield from ("shut",) if meeting is not None else ()
        yield "close"

    @on(Actions.Chosen)
    def _do(self, event: Actions.Chosen) -> None:
        # The menu is gone before what was chosen begins, so that it begins in the room.
        self.dismiss(event.id)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_cancel()
