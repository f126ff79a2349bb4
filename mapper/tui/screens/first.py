"""The first time: a passphrase is chosen, a recovery key written down, and the vault made. Before that, nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from mapper.desk.unlocking import make
from mapper.tui.screens.new_key import NewKey
from mapper.tui.show import plain
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.passphrase import NewPassphrase

if TYPE_CHECKING:
    from mapper.desk.keeper import Prepared
    from mapper.fault import Fault


class FirstRun(NewKey):
    """Makes the vault, and goes on to the new conversation."""

    ROOM = "first"
    GROUP = "first"
    MADE: ClassVar[str] = "opening.first.made"

    def compose_start(self) -> ComposeResult:
        """Put the passphrase over the name."""
        yield Static(id="lead", markup=False)
        yield NewPassphrase()
        yield Static(id="name-ask", classes="ask", markup=False)
        yield Line(id="name")
        yield Static(id="name-why", classes="quiet", markup=False)

    def say_start(self) -> None:
        """Say what it is for, and ask."""
        self.query_one("#lead", Static).update(plain("\n\n".join(self._lead())))
        self.query_one(NewPassphrase).say(self.app.language)
        self.query_one("#name-ask", Static).update(self.t("opening.first.name"))
        self.query_one("#name-why", Static).update(plain(self.t("opening.first.name_why")))

    def _lead(self) -> Iterator[str]:
        """Say what it is for, and what becomes of conversations from before there was encryption."""
        yield self.t("opening.first.lead")
        earlier = self.app.desk.keeper.plain_cases()
        if earlier:
            yield f"{self.t('backup.plain.found', n=earlier)} {self.t('backup.plain.honest')}"

    @property
    def begun(self) -> bool:
        """Tell whether anything was typed."""
        return super().begun or not self.query_one(NewPassphrase).empty

    def slip(self) -> str:
        """Name what is wrong with the passphrase."""
        return self.query_one(NewPassphrase).slip()

    def preparing(self) -> Callable[[], Prepared]:
        """Draw the keys."""
        keeper = self.app.desk.keeper
        name = self.query_one("#name", Line).line or self.t("opening.first.caseworker")
        passphrase = self.query_one(NewPassphrase).read()
        return lambda: keeper.prepare(passphrase, name)

    def forget_start(self) -> None:
        """Let go of the passphrase; the name stays."""
        self.query_one(NewPassphrase).forget()

    def making(self, prepared: Prepared, typed: str) -> Callable[[], tuple[Fault, ...]]:
        """Make the vault."""
        return partial(make, self.app.desk.keeper, prepared, typed)

    def made(self) -> None:
        """Begin the conversation for which all this was."""
        self.app.push_room("begin")
