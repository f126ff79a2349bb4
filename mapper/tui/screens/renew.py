"""A new recovery key in the place of the old, which opens nothing from then on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from mapper.desk.unlocking import renew
from mapper.tui.screens.new_key import NewKey
from mapper.tui.show import plain
from mapper.tui.widgets.secret import Secret

if TYPE_CHECKING:
    from mapper.desk.keeper import Prepared
    from mapper.fault import Fault


class RenewRecovery(NewKey):
    """Draws a new recovery key for whoever knows the passphrase."""

    ROOM = "renew"
    GROUP = "renew"
    MADE: ClassVar[str] = "opening.renew.made"

    def compose_start(self) -> ComposeResult:
        """Ask for the passphrase."""
        yield Static(id="lead", markup=False)
        yield Static(id="ask", classes="ask", markup=False)
        yield Secret(id="passphrase")

    def say_start(self) -> None:
        """Say what it leads to, and ask."""
        self.query_one("#lead", Static).update(plain(self.t("opening.renew.lead")))
        self.query_one("#ask", Static).update(self.t("opening.unlock.ask"))

    def slip(self) -> str:
        """Ask for the passphrase where there is none."""
        return "opening.choose.nothing" if self.query_one("#passphrase", Secret).empty else ""

    def preparing(self) -> Callable[[], Prepared]:
        """Draw the key."""
        return partial(self.app.desk.keeper.prepare_recovery, self.query_one("#passphrase", Secret).read())

    def refused(self) -> None:
        """Begin the passphrase anew; a key that was mistyped stands to be mended."""
        if not self.begun:
            self.forget_start()
        super().refused()

    def forget_start(self) -> None:
        """Let go of the passphrase."""
        self.query_one("#passphrase", Secret).forget()

    def making(self, prepared: Prepared, typed: str) -> Callable[[], tuple[Fault, ...]]:
        """Put the new key in the place of the old."""
        return partial(renew, self.app.desk.keeper, prepared, typed)

    def made(self) -> None:
        """Stay where one came from."""
