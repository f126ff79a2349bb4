"""The first page: unlock, go on, start, practise.

It shows nobody's case but the one that was open last, and not its name; of a locked vault it shows nothing at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from mapper.language.form import near_day
from mapper.tui.opening import load
from mapper.tui.screens.base import Room
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.actions import Action, Actions
from mapper.tui.widgets.frame import Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mapper.desk.keeper import State
    from mapper.desk.keeping import Waiting
    from mapper.desk.listing import CaseLine
    from mapper.fault import Fault

_OFFERED: Final[dict[State, tuple[str, ...]]] = {
    "none": ("new", "practice", "", "settings"),
    "locked": ("unlock", "practice", "", "settings"),
    "open": ("new", "practice", "", "cases", "settings"),
}
"""What may be done, by whether there is a vault and whether it is open."""


class Home(Room):
    """Asks what the two want to do."""

    ROOM = "home"
    AUTO_FOCUS = "Actions"

    def __init__(self) -> None:
        super().__init__()
        self._last: CaseLine | None = None
        self._looking = True
        self._waiting: Waiting | None = None
        self._trouble: Fault | None = None

    def compose_body(self) -> ComposeResult:
        """Put the question over what may be done, and what holds here under it."""
        yield Static(id="ask", markup=False)
        yield Actions(id="todo")
        yield Static(id="says", markup=False)

    def on_screen_resume(self) -> None:
        """Look for the last conversation each time home comes into view."""
        self.app.work(self.app.desk.keeper.trouble, self._looked)
        if self.app.meeting is None and self._state == "open":
            self.app.work(self.app.desk.last, self._found, self._not_found)
            self._count()

    @property
    def _state(self) -> State:
        return self.app.desk.keeper.state

    def saved(self) -> Content:
        """Say that the conversations are locked, or not found, where they are."""
        if self._trouble is not None:
            return plain_line(self.t("desk.head.missing"), "$warning")
        return plain_line(self.t("tui.head.locked")) if self._state == "locked" else super().saved()

    def redraw_body(self) -> None:
        """Show what may be done now."""
        self.query_one("#ask", Static).update(self.t("tui.home.ask"))
        go_on = ("go_on",) if self._last is not None else ()
        self.query_one(Actions).show((*go_on, *_OFFERED[self._state]), self._action)
        self.query_one("#says", Static).update(plain("\n".join(self._says())))

    def _says(self) -> tuple[str, ...]:
        if self._trouble is not None:
            return (self.app.told(self._trouble),)
        if self._state == "locked":
            return (self.t("tui.home.locked"),)
        empty = self._state == "none" or not (self._looking or self._last is not None)
        return (*((self.t("tui.home.empty"), "") if empty else ()), *self._waits(), self.t("tui.home.nobody"))

    def _action(self, id: str) -> Action:
        return Action(self.t(f"tui.home.{id}"), self._note(id))

    def _note(self, id: str) -> str:
        if id == "go_on" and self._last is not None and self._last.opened is not None:
            return self._opened(self._last, self._last.opened)
        return self.t("tui.home.cases_note") if id == "cases" else ""

    def _opened(self, last: CaseLine, opened: datetime) -> str:
        """Say when the last conversation was held, and that it is time to ask again in it."""
        today = self.app.desk.today
        day = near_day(opened.date(), today, self.app.language)
        due = last.next_round is not None and last.next_round <= today
        return f"{day} · {self.t('tui.cases.round_due')}" if due else day

    def _looked(self, trouble: Fault | None) -> None:
        known, self._trouble = self._trouble, trouble
        if self.query(Head) and trouble is not known:
            self.redraw()

    def _found(self, last: CaseLine | None) -> None:
        self._last, self._looking = last, False
        if not self.query(Head):  # the program closed while it looked
            return
        self.redraw()
        if last is not None:
            self.query_one(Actions).begin_at("go_on")

    def _waits(self) -> Iterator[str]:
        """Say on a line each, without a name, what is asked again now, and what has been kept long enough."""
        waiting = self._waiting
        if waiting is not None and waiting.again:
            yield self.t("packs.home.again", n=waiting.again)
        if waiting is not None and (waiting.count or waiting.doubt):
            yield self.t("due.home.doubt") if waiting.doubt else self.t("due.home.waiting", n=waiting.count)

    def _count(self) -> None:
        self.app.work(self.app.desk.waiting, self._counted, lambda _: None)

    def _counted(self, waiting: Waiting | None) -> None:
        if waiting is None:
            self._count()
            return
        self._waiting = waiting
        if self.query(Head):
            self.redraw()

    def _not_found(self, sentence: str) -> None:
        self._looking = False
        self.app.trouble(sentence)

    @on(Actions.Chosen, "#todo")
    def _do(self, event: Actions.Chosen) -> None:
        if event.id == "go_on" and self._last is not None:
            case = self._last.case
            self.app.work(lambda: self.app.desk.open(case), self.app.begin)
        elif event.id == "practice":
            self.app.practise()
        elif event.id == "unlock" or (event.id == "new" and self._state == "none"):
            self.app.push_screen(load("unlock" if event.id == "unlock" else "first"))
        elif event.id in ("new", "cases", "settings"):
            self.app.push_room({"new": "begin"}.get(event.id, event.id))
