"""What the two have said, with who said it: the room for looking back."""

from __future__ import annotations

from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mapper.tui.keys import in_bar
from mapper.tui.opening import room_of
from mapper.tui.screens.base import Room
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Entries
from mapper.tui.widgets.rooms.offer import offer
from mapper.tui.widgets.rooms.review_lines import Filter, chosen_lines, filters, review_entries


class ReviewRoom(Room):
    """Shows everything said; Enter opens a question again."""

    ROOM = "review"
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#lines"
    KEYS = in_bar(("review",))

    def __init__(self) -> None:
        super().__init__()
        self._shown: Filter = "all"
        self._target: str | None = None

    def arrive(self, ref: str | None) -> None:
        """Take note of the question to stand on; without one, everything stays as it was left."""
        self._target = ref
        self._shown = "all" if ref else self._shown

    def compose(self) -> ComposeResult:
        """Put the filter over the list."""
        yield Head()
        with Vertical(classes="room"):
            with Horizontal(id="filter"):
                yield Static(id="show")
                yield Choices(across=True)
            yield Static(id="empty")
            yield Entries(id="lines")
        yield KeyBar()

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.review.title")

    def redraw_body(self) -> None:
        """Show the lines that the filter lets through."""
        self.query_one("#show", Static).update(self.t("rooms.review.show"))
        review = self.meeting.review()
        names = filters(review)
        self._shown = self._shown if self._shown in names else "all"
        offer(self.query_one(Choices), ((name, self.t(f"rooms.review.{name}")) for name in names), [self._shown])
        lines = chosen_lines(review, self._shown)
        empty = self.query_one("#empty", Static)
        empty.display = not lines
        empty.update(self.t(f"rooms.review.empty_{self._shown}"))
        keep, self._target = self._target, None
        self.query_one(Entries).show(review_entries(lines, self.app.language, self.meeting.today), keep)
        if keep:
            self.query_one(Entries).focus()

    @property
    def ref(self) -> str | None:
        """Name the question that the cursor stands on."""
        return self.query_one(Entries).current

    @on(Choices.Chosen)
    def _filter(self, message: Choices.Chosen) -> None:
        self._shown = cast(Filter, message.code)
        self.redraw_body()

    @on(Entries.Chosen)
    def _open(self, message: Entries.Chosen) -> None:
        if message.entry in self.meeting.questionnaire.questions:
            self.app.go(room_of(self.meeting, message.entry), message.entry)
        else:
            self.app.notify(self.t("moving.said.closed"))

    @on(Entries.Left)
    def _leave_list(self, message: Entries.Left) -> None:
        if message.step < 0:
            self.query_one(Choices).focus()
