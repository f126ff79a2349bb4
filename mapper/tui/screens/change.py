"""A new passphrase in the place of the old."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from mapper.tui.screens.secret import SecretPage
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.passphrase import NewPassphrase
from mapper.tui.widgets.secret import Secret


class ChangePassphrase(SecretPage):
    """Asks for the old passphrase and the new."""

    ROOM = "change"
    GROUP = "change"

    def compose_body(self) -> ComposeResult:
        """Put the old over the new."""
        yield Static(id="ask", classes="ask", markup=False)
        yield Secret(id="passphrase")
        yield NewPassphrase()

    def redraw_body(self) -> None:
        """Show the words."""
        super().redraw_body()
        self.query_one("#ask", Static).update(self.t("opening.change.ask"))
        self.query_one(NewPassphrase).say(self.app.language)

    @property
    def begun(self) -> bool:
        """Tell whether anything was typed."""
        return not all(secret.empty for secret in self.query(Secret))

    @on(Button.Pressed, "#go")
    @on(Secret.Submitted)
    def _go(self, event: Button.Pressed | Secret.Submitted) -> None:
        chosen, old = self.query_one(NewPassphrase), self.query_one("#passphrase", Secret)
        if event.control is old and chosen.empty:
            chosen.query(Secret).first().focus()
            return
        slip = chosen.slip()
        if slip:
            self.refuse(self.t(slip))
            return
        before, after, keeper = old.read(), chosen.read(), self.app.desk.keeper
        self.work_on(lambda: keeper.change_passphrase(before, after), lambda _: self._changed())

    def _changed(self) -> None:
        self.leave()
        self.app.notify(self.t("opening.change.made"))
