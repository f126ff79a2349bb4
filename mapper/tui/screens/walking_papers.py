"""Walking through a paper: to where what is missing is put right, and to a sentence that is changed for this once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on

from mapper.tui.opening import room_of
from mapper.tui.screens.paper_room import PaperRoom
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.rooms.dialogs import SureDialog, WayDialog
from mapper.tui.widgets.rooms.entries import Entries
from mapper.tui.widgets.rooms.paper_lines import path_of
from mapper.tui.widgets.rooms.paper_view import PaperView

if TYPE_CHECKING:
    from mapper.desk.paperwork import Preview
    from mapper.documents.model import Change, Lead, Piece

MISSING = "missing "
"""Before the number of a warning: the id of its entry over the paper."""
PAGES = frozenset({"office", "consents"})
"""What is opened over the room of papers, to come back from."""


class WalkingPapers(PaperRoom):
    """Says on the button what Enter does where the sign stands, and does it."""

    @on(Entries.Moved, "#paper")
    @on(events.DescendantFocus)
    def show_way(self) -> None:
        """Say on the button what Enter does where the sign stands."""
        way = self.query_one("#go", Button)
        words = self.way()
        way.display, way.label = bool(words), self.t(f"papers_room.go.{words}") if words else ""

    def way(self) -> str:
        """Name what Enter does where the sign stands, as the catalogue does; nothing where it does nothing."""
        if self.lead() is not None:
            return "there"
        pieces = self._pieces()
        if not pieces:
            return ""
        return "change" if any(not piece.fixed for piece in pieces) else "why"

    @property
    def current(self) -> str:
        """Name the stretch under the sign."""
        return self.query_one("#paper", PaperView).current or ""

    def lead(self) -> Lead | None:
        """Give where the missing thing under the sign is put right."""
        number = self.current.removeprefix(MISSING)
        if self.preview is None or number == self.current:
            return None
        return self.preview.warnings[int(number)].lead

    def _pieces(self) -> list[Piece]:
        """Give the stretches under the sign: one, or the cells of a row."""
        path = path_of(self.current)
        pieces = self.preview.pieces if self.preview and path else ()
        return [piece for piece in pieces if piece.path == path or piece.path[:-1] == path]

    @on(Entries.Chosen, "#paper")
    @on(Button.Pressed, "#go")
    def _enter(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        """Do what the button says."""
        lead = self.lead()
        if lead is not None:
            self._follow(lead)
            return
        pieces = self._pieces()
        free = [piece for piece in pieces if not piece.fixed]
        if len(free) > 1:
            self._ask_which(free)
        elif free:
            self._change(free[0])
        elif pieces:
            self._say_why(pieces[0])

    def _follow(self, lead: Lead) -> None:
        if lead.room == "paper":
            self.query_one("#paper", PaperView).move_to(lead.ref)
        elif lead.room in PAGES:
            self.app.push_room(lead.room, lead.ref or None)
        elif lead.room == "questions" and lead.ref:
            self.app.go(room_of(self.meeting, lead.ref), lead.ref)
        else:
            self.app.go(lead.room, lead.ref or None)

    # --- changing

    def _ask_which(self, pieces: list[Piece]) -> None:
        ways = [
            (f"cell-{number}", piece.now or self.t("papers_room.change.empty")) for number, piece in enumerate(pieces)
        ]
        dialog = WayDialog(self.t("papers_room.change.which"), "", ways)
        self.app.ask(dialog, lambda way: self._change(pieces[int(way.removeprefix("cell-"))]) if way else None)

    def _change(self, piece: Piece) -> None:
        from mapper.tui.screens.sentence import SentenceDialog

        self.app.ask(SentenceDialog(piece, self._with, self._use))

    def _with(self, change: Change) -> Preview:
        """Make the paper with one change more."""
        wanted = self.wanted
        return self.app.desk.preview(self.meeting, replace(wanted, changes=(*wanted.changes, change)))

    def _use(self, change: Change, preview: Preview) -> None:
        self.by_hand.put(self.wanted, change)
        self.use(preview)

    def _say_why(self, piece: Piece) -> None:
        from mapper.tui.screens.sentence import why_fixed

        ways = [("go", self.t("papers_room.go.question"))] if piece.lead else []
        title = self.t("papers_room.change.fixed")
        self.app.ask(WayDialog(title, self.t(why_fixed(piece)), ways), partial(self._from_why, piece.lead))

    def _from_why(self, lead: Lead | None, way: str | None) -> None:
        if way == "go" and lead is not None:
            self.call_after_refresh(self._follow, lead)

    def action_put_back(self) -> None:
        """Put back what stood under the sign before it was changed by hand."""
        self._put_back(self._pieces())

    def _put_back(self, pieces: Iterable[Piece]) -> None:
        changed = [piece.place for piece in pieces if piece.changed]
        self.by_hand.put_back(self.wanted, changed)
        if changed:
            self.make()

    @on(Button.Pressed, "#put_back_all")
    def _put_back_all(self) -> None:
        changed = self.preview.changed if self.preview else 0
        title, why = self.t("papers_room.change.put_back_sure", n=changed), self.t("papers_room.change.put_back_why")
        ways = [("put_back", self.t("papers_room.change.put_back_all", n=changed))]
        self.app.ask(SureDialog(title, why, ways), self._put_all_back)

    def _put_all_back(self, way: str | None) -> None:
        self.query_one("#paper").focus()
        if way:
            self._put_back(self.preview.pieces if self.preview else ())
