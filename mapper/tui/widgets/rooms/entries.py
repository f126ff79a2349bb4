"""A list to walk through with the arrows: entries of several wrapped lines, the current one marked by a sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from mapper.tui.widgets.rooms.shown import NARROWEST, Paragraph, Shown

_CURSOR = "▌"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list. A heading cannot be chosen."""

    id: str
    paragraphs: tuple[Shown, ...]
    heading: bool = False


class Entries(ScrollView, can_focus=True):
    """Shows entries one under another; arrows move, Enter chooses, and so does a click where `click_chooses`.

    A list that is not `walked` takes no focus. Its sign shows always, and so does that of a list that `marks` the entry
    which buttons beside it are about.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"entries--cursor"}
    DEFAULT_CSS = """
    Entries {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-horizontal: 0;
        & > .entries--cursor { text-style: none; }
        &:focus > .entries--cursor { background: $marked; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-6)", show=False),
        Binding("pagedown", "move(6)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor came to another entry."""

        def __init__(self, entries: Entries, id: str) -> None:
            super().__init__()
            self.entries = entries
            self.entry = id

        @property
        def control(self) -> Entries:
            """Name the list that it happened in."""
            return self.entries

    class Chosen(Moved):
        """The person pressed Enter on an entry, or clicked it."""

    class Left(Message):
        """An arrow went past the end: `step` is -1 or 1."""

        def __init__(self, entries: Entries, step: int) -> None:
            super().__init__()
            self.entries = entries
            self.step = step

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
        click_chooses: bool = True,
        walked: bool = True,
        marks: bool = False,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.click_chooses = click_chooses
        self.can_focus = walked
        self._marks = marks or not walked
        self._entries: tuple[Entry, ...] = ()
        self._cursor = -1
        self._lines: list[tuple[int, Content]] = []
        self._starts: list[int] = []
        self._laid_out_for = 0

    @property
    def current(self) -> str | None:
        """Name the entry under the cursor."""
        return self._entries[self._cursor].id if 0 <= self._cursor < len(self._entries) else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give what is shown."""
        return self._entries

    def show(self, entries: Iterable[Entry], keep: str | None = None) -> None:
        """Show these entries, the cursor on `keep`, or where it was, or on the nearest."""
        wanted = keep or self.current
        before = self._cursor
        self._entries = tuple(entries)
        places = self._places()
        same = [place for place in places if self._entries[place].id == wanted]
        near = [place for place in places if place >= before] or places[-1:]
        self._cursor = (same or near or [-1])[0]
        self._lay_out()
        self.call_after_refresh(self._reveal)

    def move_to(self, id: str) -> None:
        """Put the cursor on the entry with this id."""
        for place in self._places():
            if self._entries[place].id == id:
                self._go(place)

    def _places(self) -> list[int]:
        return [place for place, entry in enumerate(self._entries) if not entry.heading]

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._laid_out_for = width
        self._lines, self._starts = [], []
        for place, entry in enumerate(self._entries):
            self._starts.append(len(self._lines))
            for paragraph in entry.paragraphs:
                self._lines += [(place, line) for line in paragraph.lines(max(width - 2, NARROWEST))]
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    @on(events.Resize)
    def _fit(self) -> None:
        if self.scrollable_content_region.width != self._laid_out_for:
            self._lay_out()
            self.call_after_refresh(self._reveal)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if line >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        place, content = self._lines[line]
        at_cursor = place == self._cursor
        style = self.get_visual_style("entries--cursor") if at_cursor else self.visual_style
        shown = at_cursor and (self.has_focus or self._marks)
        sign = Content(f"{_CURSOR} " if shown else "  ")
        strips = Visual.to_strips(self, (sign + content).pad_right(0), width, 1, style)
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    @on(events.Focus)
    @on(events.Blur)
    def _draw_sign(self) -> None:
        self.refresh()

    def _go(self, place: int) -> None:
        if place != self._cursor:
            self._stand(place)
            self._reveal()

    def _stand(self, place: int) -> None:
        """Put the cursor on an entry without bringing it into view."""
        self._cursor = place
        self.refresh()
        self.post_message(self.Moved(self, self._entries[place].id))

    def _reveal(self) -> None:
        if not 0 <= self._cursor < len(self._starts):
            return
        ends = [*self._starts, len(self._lines)]
        top, height = self._starts[self._cursor], ends[self._cursor + 1] - self._starts[self._cursor]
        if self._cursor == next(iter(self._places()), None):
            top, height = 0, top + height
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Move the cursor by so many entries; past the end, say so."""
        places = self._places()
        if not places:
            self.post_message(self.Left(self, 1 if step > 0 else -1))
            return
        at = places.index(self._cursor) if self._cursor in places else 0
        target = min(max(at + step, 0), len(places) - 1)
        if target == at:
            self.post_message(self.Left(self, 1 if step > 0 else -1))
        self._go(places[target])

    def action_edge(self, place: int) -> None:
        """Move the cursor to the first or the last entry."""
        places = self._places()
        if places:
            self._go(places[place])

    def action_choose(self) -> None:
        """Choose the entry under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        line = event.y + self.scroll_offset.y
        if not 0 <= line < len(self._lines):
            return
        place = self._lines[line][0]
        if self._entries[place].heading:
            return
        self._go(place)
        if self.click_chooses:
            self.action_choose()


class Telling(Widget):
    """Shows paragraphs, each with its lead and the rest hanging under it."""

    DEFAULT_CSS = """
    Telling { height: auto; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paragraphs: tuple[Shown, ...] = ()

    def show(self, paragraphs: Iterable[Shown]) -> None:
        """Show these paragraphs."""
        self._paragraphs = tuple(paragraphs)
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[Content]:
        return [line for paragraph in self._paragraphs for line in paragraph.lines(width)]

    def render(self) -> Content:
        """Draw the paragraphs."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Count the lines at this width."""
        return len(self._lines(width))


__all__ = ["Entries", "Entry", "Paragraph", "Telling"]
