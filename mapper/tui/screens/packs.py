"""More questions: every pack with what it is for and how long it takes, to bring in or take out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mapper.interview.told import pack_facts, round_words
from mapper.tui.screens.base import Page
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Entries, Entry, Paragraph

if TYPE_CHECKING:
    from mapper.interview.model import Pack


class PacksPage(Page):
    """Lists packs; Enter brings the one under the cursor in, or takes it out."""

    ROOM = "packs"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "consents.tcss"]
    AUTO_FOCUS = "#packs"

    def compose(self) -> ComposeResult:
        """Put the list under what it means to bring something in, and what may be done below."""
        yield Head()
        with Vertical(classes="body"):
            yield Static(classes="lead", markup=False)
            yield Entries(id="packs", marks=True)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="not_now")
            yield Button(id="again")
            yield Button(id="there")
            yield Button(id="switch", classes="-onward")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("packs.title")

    def redraw_body(self) -> None:
        """Show every pack as it stands."""
        unsound = (f"! {self.t('packs.unsound', **fault.facts)}" for fault in self.app.desk.unsound_packs())
        self.query_one(".lead", Static).update(plain("\n".join((self.t("packs.lead"), *unsound))))
        self.query_one("#back", Button).label = self.t("packs.back")
        for name in ("not_now", "again", "there"):
            self.query_one(f"#{name}", Button).label = self.t(f"packs.{name}")
        entries = [Entry(pack.id, tuple(self._lines(pack))) for pack in self.meeting.packs()]
        empty = Entry("empty", (Paragraph(self.t("packs.empty")),), heading=True)
        self.query_one("#packs", Entries).show(entries or [empty])
        self._allow()

    def _lines(self, pack: Pack) -> Iterator[Paragraph]:
        language = self.app.language
        standing = "on" if pack.on else "offered" if pack.offered else "off"
        yield Paragraph(pack.title.to(language), "✓ " if pack.on else "○ ", "bold")
        if pack.about:
            yield Paragraph(pack.about.to(language), "  ")
        facts = (pack_facts(pack, language), self.t("packs.standing", how=self.t(f"packs.{standing}")))
        yield Paragraph(" ".join(facts), "  ")
        if rounds := round_words(pack, language):
            yield Paragraph(rounds, "↻ " if pack.next and pack.next.due else "  ")

    def _pack(self) -> Pack | None:
        current = self.query_one(Entries).current
        return next((pack for pack in self.meeting.packs() if pack.id == current), None)

    @on(Entries.Moved, "#packs")
    def _allow(self) -> None:
        """Offer only what can be done with the pack under the cursor."""
        pack, free = self._pack(), self.meeting.read_only is None
        switch = self.query_one("#switch", Button)
        switch.display = pack is not None and free
        switch.label = self.t("packs.take_out" if pack and pack.on else "packs.take")
        self.query_one("#not_now", Button).display = pack is not None and pack.offered and free
        self.query_one("#again", Button).display = pack is not None and pack.again and free
        self.query_one("#there", Button).display = pack is not None and pack.on

    @on(Button.Pressed, "#again")
    def _again(self) -> None:
        pack = self._pack()
        if pack is not None:
            told = self.t("packs.round.begun", title=pack.title.to(self.app.language))
            self.app.act(partial(self.meeting.begin_round, pack.id), lambda _: self._begun(told))

    def _begun(self, told: str) -> None:
        self.app.notify(told)
        self.query_one("#there", Button).focus()

    @on(Button.Pressed, "#there")
    def _go_there(self) -> None:
        """Open the first of the pack's questions that waits, or its first."""
        pack = self._pack()
        parts = [part for part in self.meeting.parts() if pack and part.id in pack.parts]
        refs = [ref for part in parts for ref in part.refs]
        waiting = (ref for ref in refs if self.meeting.asking(ref).waits)
        if refs:
            self.app.go("questions", next(waiting, refs[0]))

    @on(Entries.Chosen, "#packs")
    @on(Button.Pressed, "#switch")
    def _switch(self) -> None:
        pack = self._pack()
        if pack is not None and self.meeting.read_only is None:
            self._act(pack, "taken_out" if pack.on else "taken", on=not pack.on)

    @on(Button.Pressed, "#not_now")
    def _put_off(self) -> None:
        pack = self._pack()
        if pack is not None:
            self._act(pack, "put_off", on=False)

    def _act(self, pack: Pack, done: str, *, on: bool) -> None:
        told = self.t(f"packs.{done}", title=pack.title.to(self.app.language))
        self.app.act(partial(self.meeting.switch, pack.id, on=on), lambda _: self.app.notify(told))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()
