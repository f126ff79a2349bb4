"""The page for whoever has forgotten the passphrase: the recovery key opens, and a new passphrase takes its place."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from mapper.desk.unlocking import recover, refuses_words
from mapper.fault import Fault
from mapper.tui.screens.secret import SecretPage
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.passphrase import NewPassphrase
from mapper.tui.widgets.recovery import TypedKey
from mapper.tui.widgets.secret import Secret


class Recover(SecretPage):
    """Opens the vault by its recovery key."""

    ROOM = "recover"
    GROUP = "recover"

    def compose_body(self) -> ComposeResult:
        """Put the key over the new passphrase."""
        yield Static(id="lead", markup=False)
        yield TypedKey()
        yield NewPassphrase()

    def redraw_body(self) -> None:
        """Show the words."""
        super().redraw_body()
        self.query_one("#lead", Static).update(plain(self.t("opening.recover.lead")))
        self.query_one(TypedKey).say(self.app.language, "opening.recover.ask")
        self.query_one(NewPassphrase).say(self.app.language)

    @property
    def begun(self) -> bool:
        """Tell whether anything was typed."""
        return not all(secret.empty for secret in self.query(Secret))

    @on(Button.Pressed, "#go")
    @on(Secret.Submitted)
    def _go(self, event: Button.Pressed | Secret.Submitted) -> None:
        chosen, key = self.query_one(NewPassphrase), self.query_one(TypedKey).line
        if event.control is key and chosen.empty:
            chosen.query(Secret).first().focus()
            return
        slip = chosen.slip()
        if slip:
            self.refuse(self.t(slip))
            return
        recovery, passphrase, keeper = key.read(), chosen.read(), self.app.desk.keeper
        self.work_on(lambda: recover(keeper, recovery, passphrase), self._open)

    def refused(self) -> None:
        """Begin again at the key, or at the new passphrase where the key is one and that is what was weak."""
        chosen, key = self.query_one(NewPassphrase), self.query_one(TypedKey).line
        (chosen.query(Secret).first() if refuses_words(key.read(), chosen.read()) else key).focus()

    def _open(self, told: tuple[Fault, ...]) -> None:
        self.leave()
        self.app.notify(self.t("opening.change.made"))
        for fault in told:
            self.app.trouble(self.app.told(fault))
