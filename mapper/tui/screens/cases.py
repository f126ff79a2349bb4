"""All conversations on this machine: a page of its own, for when the caseworker is alone."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, TextArea

from mapper.desk.narrowing import Narrowing
from mapper.language.form import day, near_day
from mapper.tui.keys import bindings
from mapper.tui.screens.base import Page
from mapper.tui.show import plain
from mapper.tui.widgets.actions import Action, Actions
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.frame import Head, KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.desk.listing import CaseLine

    Searched: TypeAlias = list[tuple[str, str]]

_AT_ONCE = 60
"""Conversations that are shown before all of them are listed."""
_STRETCH = 5000
"""Conversations that are made ready to search at a time, so that nothing else waits long."""
_A_KEY = 10_000
"""Conversations that are looked through before another key is heard."""


class Cases(Page):
    """Lists conversations, the last written first, and finds them by name."""

    ROOM = "cases"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "cases.tcss"]
    AUTO_FOCUS = "Line"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(("cases",))]

    def __init__(self) -> None:
        super().__init__()
        self._listed: tuple[CaseLine, ...] = ()
        self._lines: dict[str, CaseLine] = {}
        self._ids: list[str] = []
        self._found = Narrowing()
        self._looking = False
        self._stale = False
        self._partial = False

    def compose(self) -> ComposeResult:
        """Put the search over the list, and the way back under it."""
        yield Head()
        with Vertical(classes="body"):
            yield Static(classes="lead", markup=False)
            yield Static(id="search-label", classes="ask", markup=False)
            yield Line(id="search")
            yield Static(id="found", classes="quiet", markup=False)
            yield Actions(id="cases")
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="erase")
            yield Button(id="due")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("tui.cases.title")

    def arrive(self, ref: str | None) -> None:  # noqa: ARG002  # the page begins anew wherever one comes from
        """Begin with an empty search and the list of now."""
        self._found.seek("")
        if self.is_mounted:
            self.query_one(Line).forget()
        self.app.work(partial(self.app.desk.recent, _AT_ONCE), self._first)

    def redraw_body(self) -> None:
        """Show the lines that match."""
        self.query_one(".lead", Static).update(self.t("tui.cases.lead"))
        self.query_one("#search-label", Static).update(self.t("tui.cases.search"))
        self.query_one("#back", Button).label = self.t("tui.help.back")
        self.query_one("#due", Button).label = self.t("due.cases.go")
        self.query_one("#erase", Button).label = self.t("tui.cases.erase")
        self._draw()

    def _first(self, lines: tuple[CaseLine, ...]) -> None:
        """Show those written last; where there are more, all of them as soon as they are listed."""
        self._partial = len(lines) == _AT_ONCE
        self._show(lines)
        if self._partial:
            self.app.work(self.app.desk.cases, self._all)

    def _all(self, lines: tuple[CaseLine, ...]) -> None:
        self._partial = False
        self._show(lines)

    def _show(self, lines: tuple[CaseLine, ...]) -> None:
        """Show conversations, and make them ready to search: the first at once, the rest in a worker."""
        self._listed, self._lines = lines, {line.case: line for line in lines}
        self._ids = list(self._lines)
        self._found = Narrowing()
        self._take_in(lines, _searched(lines[:_AT_ONCE]))
        if self.is_mounted:
            self._search()

    def _take_in(self, lines: tuple[CaseLine, ...], more: Searched) -> None:
        if lines is not self._listed:
            return  # it was listed anew meanwhile
        self._found.take_in(more)
        begun = self._found.taken_in
        if begun < len(lines):
            self.app.work(lambda: _searched(lines[begun : begun + _STRETCH]), partial(self._take_in, lines))
        if self.is_mounted and self._found.sought:
            self._look_on()

    @on(TextArea.Changed, "#search")
    def _search(self) -> None:
        self._found.seek(self.query_one(Line).line.casefold())
        self._look()
        self._draw()

    def _look(self) -> None:
        """Look through a stretch; the rest after the keys that wait."""
        self._found.read_on(_A_KEY)
        if not self._found.whole and not self._looking:
            self._looking = self.call_later(self._look_on)

    def _look_on(self) -> None:
        self._looking = False
        full = len(self._found.ids) >= _AT_ONCE
        self._look()
        if self._found.whole or not full:
            self._draw()

    @property
    def _reading(self) -> bool:
        """Tell whether there are more than those shown: not listed yet, or not looked through for what is sought."""
        unread = self._found.taken_in < len(self._lines) or not self._found.whole
        return self._partial or (unread and bool(self._found.sought))

    def _draw(self) -> None:
        shown = self._found.ids if self._found.sought else self._ids
        found = len(shown)
        none = self.t("tui.cases.none" if self._lines else "tui.cases.empty")
        told = self.t("tui.cases.reading") if self._reading else self.t("tui.cases.found", n=found) if found else none
        self.query_one("#found", Static).update(plain(told))
        self.query_one(Actions).show(shown, self._action)
        self.query_one("#erase", Button).disabled = not found

    def _action(self, case: str) -> Action:
        line = self._lines[case]
        return Action(" · ".join(part for part in (line.label, line.name) if part), " · ".join(self._facts(line)))

    def _facts(self, line: CaseLine) -> list[str]:
        facts: list[str] = []
        today, language = self.app.desk.today, self.app.language
        if line.opened is None:
            return [self.t("tui.cases.unreadable")]
        facts.append(near_day(line.opened.date(), today, language))
        facts.append(self.t("tui.cases.answered", n=line.answered))
        if line.papers:
            facts.append(self.t("tui.cases.papers", n=line.papers))
        if line.next_meeting is not None and line.next_meeting >= today:
            facts.append(self.t("tui.cases.next_meeting", day=day(line.next_meeting, language, today)))
        if line.next_round is not None:
            key = "round_due" if line.next_round <= today else "next_round"
            facts.append(self.t(f"tui.cases.{key}", day=day(line.next_round, language, today)))
        return facts

    @on(Line.Submitted, "#search")
    def _to_list(self) -> None:
        self.query_one(Actions).focus()

    @on(Actions.Chosen, "#cases")
    def _open(self, event: Actions.Chosen) -> None:
        self.app.work(lambda: self.app.desk.open(event.id), self.app.begin)

    @on(Button.Pressed, "#due")
    def _due(self) -> None:
        self._stale = True
        self.app.push_room("due")

    @on(Button.Pressed, "#erase")
    def action_erase(self) -> None:
        """Ask whether to erase the conversation that the list stands on."""
        case = self.query_one(Actions).here
        if case:
            self._stale = True
            self.app.push_room("erase", case)

    def on_screen_resume(self) -> None:
        """Look anew after the page on which conversations may have been deleted."""
        super().on_screen_resume()
        if self._stale:
            self._stale = False
            self.app.work(self.app.desk.cases, self._all)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()


def _searched(lines: Sequence[CaseLine]) -> Searched:
    return [(line.case, line.searched) for line in lines]
