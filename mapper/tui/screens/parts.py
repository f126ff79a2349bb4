"""The parts of the conversation: where the two are, and where they may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mapper.interview.model import Part
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.alone import AloneRoom
from mapper.tui.screens.base import Room
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Entries, Entry, Paragraph
from mapper.tui.widgets.rooms.rail import SIGNS, minutes_left

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change


class PartsRoom(Room):
    """Lists the parts in the order chosen, and opens any of them."""

    ROOM = "parts"
    CSS_PATH = "parts.tcss"
    AUTO_FOCUS = "#parts"
    KEYS = in_bar(("parts",))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f3", "leave", show=False), *bindings(("parts",))]

    def __init__(self) -> None:
        super().__init__()
        self._from: tuple[str, str | None] = ("questions", None)

    def compose(self) -> ComposeResult:
        """Put the list over what may be done with the part under the cursor."""
        yield Head()
        with Vertical(classes="room"):
            yield Static(id="lead")
            yield Entries(id="parts", marks=True)
            yield Static(id="offered")
            with Horizontal(id="below"):
                yield Static(id="left")
                yield Button(id="more")
            with Horizontal(classes="buttons"):
                yield Button(id="go")
                yield Button(id="next_time")
                yield Button(id="through")
        yield KeyBar()

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.parts.title")

    def arrive(self, ref: str | None) -> None:
        """Begin at the part of a question; take note of the room to go back to."""
        before = self.app.screen
        if isinstance(before, Room) and before is not self:
            self._from = (before.ROOM, before.told if isinstance(before, AloneRoom) else None)
        if ref:
            self.call_later(self.query_one(Entries).move_to, self.meeting.asking(ref).part)

    def action_leave(self) -> None:
        """Go back to the room before."""
        self.app.go(*self._from)

    def redraw_body(self) -> None:
        """Show the parts as they stand."""
        parts = self.meeting.parts()
        self.query_one("#lead", Static).update(self.t("rooms.parts.lead"))
        self.query_one("#left", Static).update(minutes_left(parts, self.t))
        self.query_one(Entries).show([self._entry(part) for part in parts])
        self._show_offers()
        for name in ("go", "next_time", "through", "more"):
            self.query_one(f"#{name}", Button).label = self.t(f"rooms.parts.{name}")
        self._allow()

    def _show_offers(self) -> None:
        """Name what more may fit now, and where it is found; nothing where nothing does."""
        packs, language = self.meeting.packs(), self.app.language
        fit = ", ".join(pack.title.to(language) for pack in packs if pack.offered)
        due = ", ".join(pack.title.to(language) for pack in packs if pack.next and pack.next.due)
        told = [self.t("packs.offer.says", titles=fit)] if fit else []
        told += [self.t("packs.offer.again", titles=due)] if due else []
        offered = self.query_one("#offered", Static)
        offered.display = bool(told)
        offered.update(plain("\n".join(told)))

    @on(Button.Pressed, "#more")
    def _more(self) -> None:
        self.app.push_room("packs")

    def _entry(self, part: Part) -> Entry:
        told = " · ".join((part.title.to(self.app.language), *self._facts(part)))
        return Entry(part.id, (Paragraph(told, lead=f"{SIGNS[part.state]} "),))

    def _facts(self, part: Part) -> Iterator[str]:
        yield (
            self.t("rooms.parts.alone")
            if part.kind == "alone" and not part.refs
            else self.t(f"rooms.parts.{part.state}")
        )
        if part.chosen:
            yield self.t("rooms.parts.chosen")
        if part.minutes and part.refs:
            yield self.t("rooms.parts.minutes", n=part.minutes)

    def _part(self) -> Part | None:
        current = self.query_one(Entries).current
        return next((part for part in self.meeting.parts() if part.id == current), None)

    @on(Entries.Moved, "#parts")
    def _allow(self) -> None:
        """Offer only what can be done with the part under the cursor."""
        part = self._part()
        open_part = part is not None and part.kind == "section"
        self.query_one("#next_time", Button).disabled = not open_part or not self._waiting(part)
        self.query_one("#through", Button).disabled = not open_part or (part is not None and part.state == "done")

    def _waiting(self, part: Part | None) -> tuple[str, ...]:
        return tuple(ref for ref in part.refs if self.meeting.asking(ref).waits) if part else ()

    @on(Entries.Chosen, "#parts")
    @on(Button.Pressed, "#go")
    def _go(self) -> None:
        part = self._part()
        if part is None:
            return
        if part.kind == "card":
            self.app.go("card")
        elif part.kind == "alone" and not part.refs:
            self.app.go("alone")
        elif part.refs:
            waiting = self._waiting(part)
            self.app.go("questions", waiting[0] if waiting else part.refs[0])

    @on(Button.Pressed, "#next_time")
    def _next_time(self) -> None:
        part = self._part()
        waiting = self._waiting(part)
        if part is None or not waiting:
            return
        title = part.title.to(self.app.language)
        self.app.act(
            lambda: self._put_off(waiting),
            lambda _: self.app.notify(self.t("rooms.parts.next_time_done", part=title)),
        )

    def _put_off(self, refs: tuple[str, ...]) -> Change:
        changes = [self.meeting.pass_over(ref, self.meeting.text(ref).voices[0], "later") for ref in refs]
        return changes[-1]

    @on(Button.Pressed, "#through")
    def _through(self) -> None:
        part = self._part()
        if part is not None:
            title = part.title.to(self.app.language)
            self.app.act(
                lambda: self.meeting.pass_part(part.id),
                lambda _: self.app.notify(self.t("rooms.parts.through_done", part=title)),
            )
