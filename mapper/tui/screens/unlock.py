"""The page on which the vault is unlocked."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from mapper.desk.unlocking import unlock
from mapper.fault import Fault
from mapper.tui.opening import load
from mapper.tui.screens.secret import SecretPage
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.secret import Secret


class Unlock(SecretPage):
    """Asks for the passphrase. Whatever is wrong with it, the answer is the same, and the line is empty again."""

    ROOM = "unlock"
    GROUP = "unlock"

    def compose_body(self) -> ComposeResult:
        """Put the line over what to do without it."""
        yield Static(id="lead", markup=False)
        yield Static(id="ask", classes="ask", markup=False)
        yield Secret(id="passphrase")
        with Horizontal(classes="aside"):
            yield Button(id="see")
            yield Button(id="forgotten")

    def redraw_body(self) -> None:
        """Show the words."""
        super().redraw_body()
        for name in ("lead", "ask"):
            self.query_one(f"#{name}", Static).update(plain(self.t(f"opening.unlock.{name}")))
        seen = self.query_one("#passphrase", Secret).seen
        self.query_one("#see", Button).label = self.t("opening.common.hide" if seen else "opening.common.see")
        self.query_one("#forgotten", Button).label = self.t("opening.unlock.forgotten")

    def on_mount(self) -> None:
        """Say at once that the conversations are not found: no passphrase opens what is not there."""
        self.app.work(self.app.desk.keeper.trouble, self._looked)

    def _looked(self, trouble: Fault | None) -> None:
        if trouble is not None and self.is_attached:
            self.refuse(self.app.told(trouble))

    @on(Button.Pressed, "#go")
    @on(Secret.Submitted)
    def _go(self) -> None:
        line, keeper = self.query_one("#passphrase", Secret), self.app.desk.keeper
        if line.empty:
            self.refuse(self.t("opening.unlock.nothing"))
            line.focus()
            return
        passphrase = line.read()
        self.work_on(lambda: unlock(keeper, passphrase), self._open)

    def _open(self, told: tuple[Fault, ...]) -> None:
        self.leave()
        for fault in told:
            self.app.trouble(self.app.told(fault))

    def refused(self) -> None:
        """Empty the line, whatever was wrong."""
        line = self.query_one("#passphrase", Secret)
        line.forget()
        line.focus()

    @on(Button.Pressed, "#see")
    def _see(self) -> None:
        line = self.query_one("#passphrase", Secret)
        line.show(not line.seen)
        self.redraw_body()

    @on(Button.Pressed, "#forgotten")
    def _forgotten(self) -> None:
        self.leave()
        self.app.push_screen(load("recover"))
