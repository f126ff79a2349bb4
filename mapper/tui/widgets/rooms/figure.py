"""The participant's own picture: each area a mark and a dot on a line from 0 to 10, now and last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from mapper.interview.model import PictureRow
from mapper.tui.show import fit, plain

LOWEST, HIGHEST = 0, 10
_MIDDLE = 5
_NOW, _BEFORE, _EMPTY, _WAY = "●", "○", "┈", "━"
_CURSOR = "▌ "
_NUMBER_WIDTH = 4


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What the figure itself says, in the language of the screen."""

    area: str
    says: str
    now: str
    before: str
    no_number: str
    no_mark: str
    not_taken_up: str
    held_back: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One area as drawn; `marks` are the codes to choose from with their words."""

    row: PictureRow
    title: str
    marks: Mapping[str, str]

    @property
    def open(self) -> bool:
        """Tell whether the area is taken up, so that it can be marked."""
        return bool(self.marks)


def scale_line(level: int | None, earlier: int | None, step: int) -> str:
    """Draw one line of 10 × `step` + 1 cells with the dots on it."""
    cells = [_EMPTY] * (HIGHEST * step + 1)
    known = sorted(value * step for value in (level, earlier) if value is not None)
    if len(known) == 2:
        cells[known[0] : known[1]] = [_WAY] * (known[1] - known[0])
    if earlier is not None:
        cells[earlier * step] = _BEFORE
    if level is not None:
        cells[level * step] = _NOW
    return "".join(cells)


def scale_head(step: int) -> str:
    """Write 0 2 4 6 8 10 over the line."""
    cells = [" "] * (HIGHEST * step + 3)
    for value in range(LOWEST, HIGHEST + 1, 2 if step > 1 else 5):
        for offset, digit in enumerate(str(value)):
            cells[value * step + offset] = digit
    return "".join(cells).rstrip()


class Figure(Widget, can_focus=True):
    """Draws the picture and lets its owner move the dots and choose the marks in place."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"figure--cursor", "figure--head"}
    DEFAULT_CSS = """
    Figure { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "level(-1)", show=False),
        Binding("right", "level(1)", show=False),
        Binding("delete,backspace", "clear", show=False),
        Binding("space,enter", "mark", show=False),
    ]

    class Levelled(Message):
        """The person set a level for `topic`, or took it away (None)."""

        def __init__(self, topic: str, ref: str, level: int | None) -> None:
            super().__init__()
            self.topic, self.ref, self.level = topic, ref, level

    class Marked(Message):
        """The person chose a mark for `topic`, or took it away (None)."""

        def __init__(self, topic: str, ref: str, mark: str | None) -> None:
            super().__init__()
            self.topic, self.ref, self.mark = topic, ref, mark

    class NotOpen(Message):
        """The person tried to change an area that is not taken up."""

    class Moved(Message):
        """The cursor came to another area."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[FigureRow, ...] = ()
        self.as_table = False
        self._words = FigureWords("", "", "", "", "", "", "", "")
        self._cursor = 0

    @property
    def current(self) -> FigureRow | None:
        """Give the area under the cursor."""
        return self.rows[self._cursor] if self._cursor < len(self.rows) else None

    def show(self, rows: tuple[FigureRow, ...], words: FigureWords, as_table: bool = False) -> None:
        """Draw these areas."""
        self.rows, self._words, self.as_table = rows, words, as_table
        self._cursor = min(self._cursor, max(len(rows) - 1, 0))
        self.refresh(layout=True)

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Give the widths of area and mark, and the cells between two numbers.

        Where not all of it has room beside each other, the area has no column: it stands on a line of its own.
        """
        own = self._words
        marks = {text for row in self.rows for text in row.marks.values()}
        title = max(len(text) for text in (own.area, *(row.title for row in self.rows)))
        says = max(len(text) for text in (own.says, own.no_mark, own.not_taken_up, *marks))
        room = width - len(_CURSOR) - _NUMBER_WIDTH - 3
        if title + says + HIGHEST > room:
            title, says = 0, min(says, max(8, room - HIGHEST))
        return title, says, max(1, min(4, (room - title - says) // HIGHEST))

    def _lines_each(self, width: int) -> int:
        return 1 if self._columns(width)[0] else 2

    def _mark_words(self, row: FigureRow) -> str:
        if not row.open:
            return self._words.not_taken_up
        return row.marks.get(row.row.mark or "", self._words.no_mark)

    def _figure_line(self, row: FigureRow, columns: tuple[int, int, int]) -> Content:
        step = columns[2]
        held = f" – {self._words.held_back}" if row.row.held_back else ""
        start = self._start(row.title, self._mark_words(row), columns)
        level, earlier = row.row.level, row.row.earlier_level
        if level is None and earlier is None:
            return start + (plain(self._words.no_number + held) if row.open else plain(held))
        number = f"{level}" if level is not None else self._words.no_number
        return start + f"{scale_line(level, earlier, step)}  {number}{held}"

    def _table_line(self, row: FigureRow, columns: tuple[int, int, int]) -> Content:
        number = "–" if row.row.level is None else str(row.row.level)
        before = "–" if row.row.earlier_level is None else str(row.row.earlier_level)
        return self._start(row.title, self._mark_words(row), columns) + f"{number:<8}{before}"

    def _start(self, title: str, says: str, columns: tuple[int, int, int]) -> Content:
        """Give what stands before the line: the mark, and the area unless it has a line of its own."""
        wide, mark, _ = columns
        name = fit(plain(title), wide) + "  " if wide else plain("")
        return name + fit(plain(says), mark) + " "

    def _head(self, columns: tuple[int, int, int]) -> Content:
        end = f"{self._words.now:<8}{self._words.before}" if self.as_table else scale_head(columns[2])
        return Content("  ") + self._start(self._words.area, self._words.says, columns) + end

    def render(self) -> Content:
        """Draw all rows."""
        columns = self._columns(self.size.width)
        draw = self._table_line if self.as_table else self._figure_line
        lines = [self._head(columns).stylize("bold")]
        for place, row in enumerate(self.rows):
            here = place == self._cursor and self.has_focus
            told = [draw(row, columns)] if columns[0] else [plain(row.title), draw(row, columns)]
            for line in told:
                marked = Content(_CURSOR if here else "  ") + line
                lines.append(marked.truncate(self.size.width).stylize("bold" if here else ""))
        return Content("\n").join(lines)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Count the lines: one or two for each area, and the head."""
        return len(self.rows) * self._lines_each(width) + 1

    @on(events.Focus)
    @on(events.Blur)
    def _draw_sign(self) -> None:
        self.refresh()

    def action_move(self, step: int) -> None:
        """Go to the area above or below."""
        target = self._cursor + step
        if 0 <= target < len(self.rows):
            self._go(target)

    def _go(self, place: int) -> None:
        self._cursor = place
        self.refresh()
        self.scroll_visible(animate=False)
        if isinstance(self.parent, Widget):
            each = self._lines_each(self.size.width)
            self.parent.scroll_to_region(Region(0, self.region.y + place * each, 1, 1 + each), animate=False)
        self.post_message(self.Moved())

    def _ref(self, role: str) -> str | None:
        """Name the question of the area under the cursor, or say that it is not open."""
        row = self.current
        ref = row.row.refs.get(role) if row else None
        if row is not None and ref is None:
            self.post_message(self.NotOpen())
        return ref

    def _redraw(self, changed: PictureRow) -> None:
        rows = list(self.rows)
        rows[self._cursor] = replace(rows[self._cursor], row=changed)
        self.rows = tuple(rows)
        self.refresh()

    def _set_level(self, level: int | None) -> None:
        ref, row = self._ref("level"), self.current
        if ref and row and row.row.level != level:
            self._redraw(replace(row.row, level=level))
            self.post_message(self.Levelled(row.row.topic, ref, level))

    def action_level(self, step: int) -> None:
        """Move the dot one step; the first press puts it in the middle."""
        row = self.current
        if row is None:
            return
        level = row.row.level
        self._set_level(_MIDDLE if level is None else min(max(level + step, LOWEST), HIGHEST))

    def action_clear(self) -> None:
        """Take the number away."""
        self._set_level(None)

    def action_mark(self) -> None:
        """Choose the next mark; after the last comes none."""
        ref, row = self._ref("mark"), self.current
        if ref is None or row is None:
            return
        order: list[str | None] = [*row.marks, None]
        mark = order[(order.index(row.row.mark) + 1) % len(order)] if row.row.mark in order else order[0]
        self._redraw(replace(row.row, mark=mark))
        self.post_message(self.Marked(row.row.topic, ref, mark))

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        title, says, step = self._columns(self.size.width)
        place, line = divmod(event.y - 1, 1 if title else 2)
        if not 0 <= place < len(self.rows):
            return
        self._go(place)
        if not title and line == 0:
            return
        mark_at = len(_CURSOR) + (title + 2 if title else 0)
        line_at = mark_at + says + 1
        if mark_at <= event.x < line_at:
            self.action_mark()
        elif not self.as_table and line_at <= event.x <= line_at + HIGHEST * step:
            self._set_level(round((event.x - line_at) / step))
