"""The lanes of the plan: side by side where there is room, one list under each other where there is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from mapper.plan.model import Plan
from mapper.tui.widgets.rooms.entries import Entries, Entry
from mapper.tui.widgets.rooms.plan_lines import (
    Told,
    closing_entries,
    idea_entries,
    lane_heading,
    refused_entries,
    try_entries,
)

LANES: Final = ("ideas", "will_try", "not_chosen", "closing")


class PlanBoard(Vertical):
    """Shows ideas, steps, what was not chosen and the closing lines, and knows which entry is current."""

    DEFAULT_CSS = """
    PlanBoard {
        height: 1fr;
        & > #lanes { height: 1fr; display: none; }
        & .lane { width: 1fr; height: 1fr; border: round $line; padding: 0; }
        & .lane:focus-within { border: heavy $edge; }
        & .lane > Static { height: 1; padding: 0 1; text-style: bold; }
        & > #list { height: 1fr; }
    }
    """

    class Moved(Message):
        """Another entry became current."""

    class Chosen(Message):
        """The person pressed Enter on the current entry, or clicked it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.current: str | None = None

    def compose(self) -> ComposeResult:
        """Give the lanes, and the one list that stands for them."""
        with Horizontal(id="lanes"):
            for lane in LANES:
                with Vertical(classes="lane", id=f"box-{lane}"):
                    yield Static(id=f"title-{lane}")
                    yield Entries(id=f"lane-{lane}", click_chooses=False)
        yield Entries(id="list", click_chooses=False)

    def show(self, plan: Plan, told: Told, everything: bool) -> None:
        """Show the plan; `everything` also the ideas after the first three."""
        lanes = {
            "ideas": idea_entries(plan, told, everything),
            "will_try": try_entries(plan, told),
            "not_chosen": refused_entries(plan, told),
            "closing": closing_entries(plan, told),
        }
        for lane, entries in lanes.items():
            self.query_one(f"#title-{lane}", Static).update(told.say(lane))
            self._lane(lane).show(entries, keep=self.current)
        every = [entry for lane, entries in lanes.items() for entry in _under(lane, entries, told)]
        self._list.show(every, keep=self.current)
        self._find_current(lanes)

    def _find_current(self, lanes: dict[str, tuple[Entry, ...]]) -> None:
        known = {entry.id for entries in lanes.values() for entry in entries if not entry.heading}
        if self.current not in known:
            self.current = self.front.current

    def _lane(self, lane: str) -> Entries:
        return self.query_one(f"#lane-{lane}", Entries)

    @property
    def _list(self) -> Entries:
        return self.query_one("#list", Entries)

    @property
    def _side_by_side(self) -> bool:
        return self.screen.has_class("-wide")

    @property
    def front(self) -> Entries:
        """Give the list that the person walks in now."""
        if not self._side_by_side:
            return self._list
        lanes = [self._lane(lane) for lane in LANES]
        focused = next((lane for lane in lanes if lane.has_focus), None)
        holding = next((lane for lane in lanes if self.current in {entry.id for entry in lane.entries}), None)
        return focused or holding or lanes[0]

    def go(self) -> None:
        """Put the focus into the list in front."""
        self.front.focus()

    def go_to(self, ref: str) -> bool:
        """Go to the entry of an idea, a step or a closing line, or to the first of a lane; tell whether it is there."""
        lists = [self._lane(lane) for lane in LANES] if self._side_by_side else [self._list]
        first = self._lane(ref).current if ref in LANES else None
        for entries in lists:
            ids = [entry.id for entry in entries.entries if not entry.heading]
            found = next((id for id in ids if id in (first, ref) or id.partition(":")[2] == ref), None)
            if found is not None:
                entries.move_to(found)
                entries.focus()
                self._to(found)
                return True
        return False

    def step(self, by: int) -> bool:
        """Go to the lane beside; tell whether there was one to go from."""
        lanes = [self._lane(lane) for lane in LANES]
        at = next((place for place, lane in enumerate(lanes) if lane.has_focus), None)
        if at is None:
            return False
        beside = [lane for lane in lanes[at + 1 :] if lane.current] if by > 0 else []
        before = [lane for lane in reversed(lanes[:at]) if lane.current] if by < 0 else []
        for lane in (beside or before)[:1]:
            lane.focus()
            self._to(lane.current)
        return True

    def _to(self, entry: str | None) -> None:
        self.current = entry
        self.post_message(self.Moved())

    @on(events.DescendantFocus)
    def _came_to(self, event: events.DescendantFocus) -> None:
        """Take the entry of the list that the person came to."""
        if isinstance(event.widget, Entries) and event.widget.current != self.current:
            self._to(event.widget.current)

    @on(Entries.Moved)
    def _moved(self, message: Entries.Moved) -> None:
        message.stop()
        self._to(message.entry)

    @on(Entries.Chosen)
    def _chosen(self, message: Entries.Chosen) -> None:
        message.stop()
        self.current = message.entry
        self.post_message(self.Chosen())


def _under(lane: str, entries: tuple[Entry, ...], told: Told) -> Iterator[Entry]:
    yield lane_heading(lane, told)
    yield from entries
