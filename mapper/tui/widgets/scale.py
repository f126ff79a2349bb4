"""A number between two named ends."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from mapper.tui.show import wrap
from mapper.tui.widgets.field import Field

if TYPE_CHECKING:
    from mapper.interview.model import Answer
    from mapper.questionnaire.model import ScaleQuestion

_CELL = 4


class Scale(Widget, can_focus=True):
    """Numbers on a row, the chosen one in brackets: ` 5  (6)  7 `. Arrows walk, digits write, Delete takes it away."""

    DEFAULT_CSS = """
    Scale {
        height: auto;
        width: 1fr;
        padding: 0 1;
        pointer: pointer;
        border: round $line;
        &:focus { border: heavy $edge; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,down", "step(-1)", show=False),
        Binding("right,up", "step(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter,space", "done", show=False),
        Binding("delete,backspace", "clear", show=False),
    ]
    ALLOW_SELECT = False

    class Moved(Message):
        """The number is another now; `done` says that the person meant it."""

        def __init__(self, scale: Scale, done: bool) -> None:
            super().__init__()
            self.scale = scale
            self.done = done

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ends = (0, 10)
        self.number: int | None = None
        self._low = self._high = Content("")

    def show(self, ends: tuple[int, int], low: Content, high: Content) -> None:
        """Show these ends with their names."""
        self.ends, self._low, self._high = ends, low, high
        self.refresh(layout=True)

    def put(self, number: int | None) -> None:
        """Show this number, or none."""
        self.number = number
        self.refresh()

    # --- drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's signature
        """Count the rows of numbers and of names."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Draw the numbers, and under them what the ends mean."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return [*self._rows(width), *self._names(width)]

    def _per_row(self, width: int) -> int:
        return max(width // _CELL, 1)

    def _rows(self, width: int) -> list[Content]:
        numbers = [self._cell(number) for number in range(self.ends[0], self.ends[1] + 1)]
        step = self._per_row(width)
        return [Content("").join(numbers[at : at + step]) for at in range(0, len(numbers), step)]

    def _cell(self, number: int) -> Content:
        if number == self.number:
            return Content(f"({number})".center(_CELL)).stylize("bold reverse")
        return Content(str(number).center(_CELL))

    def _names(self, width: int) -> list[Content]:
        low = Content(f"{self.ends[0]} = ") + self._low
        high = Content(f"{self.ends[1]} = ") + self._high
        room = (self.ends[1] - self.ends[0] + 1) * _CELL
        if room <= width and low.cell_length + high.cell_length + 3 <= room:
            between = Content(" " * (room - low.cell_length - high.cell_length))
            return [(low + between + high).stylize("$quiet")]
        return [line.stylize("$quiet") for name in (low, high) for line in wrap(name, width)]

    # --- keys and mouse

    def action_step(self, by: int) -> None:
        """Walk one number; from none, begin in the middle, so that no end is suggested."""
        low, high = self.ends
        here = (low + high) // 2 if self.number is None else self.number + by
        self._move(max(low, min(here, high)), done=False)

    def action_end(self, end: int) -> None:
        """Go to one of the ends."""
        self._move(self.ends[end], done=False)

    def action_done(self) -> None:
        """Mean the number."""
        self._move(self.number, done=True)

    def action_clear(self) -> None:
        """Give no number."""
        self._move(None, done=True)

    def on_key(self, event: events.Key) -> None:
        """Write a number with digits: 1 and then 0 make 10 where 10 is within the ends."""
        if event.character is None or event.character not in "0123456789":
            return
        event.stop()
        both = int(f"{self.number}{event.character}") if self.number else int(event.character)
        number = both if both <= self.ends[1] else int(event.character)
        if self.ends[0] <= number <= self.ends[1]:
            self._move(number, done=False)

    def on_click(self, event: events.Click) -> None:
        """Choose the number under the pointer."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        step = self._per_row(self.content_size.width)
        number = self.ends[0] + offset.y * step + offset.x // _CELL
        if offset.x < step * _CELL and number <= self.ends[1]:
            self._move(number, done=True)

    def _move(self, number: int | None, done: bool) -> None:
        self.put(number)
        self.post_message(self.Moved(self, done))


class ScaleField(Field):
    """A number between two named ends, or no number."""

    def compose_control(self) -> ComposeResult:
        """Give the row of numbers."""
        yield Scale(id="scale")

    @property
    def scale(self) -> Scale:
        """Give the row of numbers."""
        return self.query_one("#scale", Scale)

    def put_words(self) -> None:
        """Name the ends."""
        question = cast("ScaleQuestion", self.question)
        self.scale.show((question.from_, question.to), self.both(question.low), self.both(question.high))

    def put(self, answer: Answer | None) -> None:
        """Show the number."""
        self.scale.put(int(cast("Decimal", answer.value)) if answer is not None else None)

    def current(self) -> str:
        """Give the number as digits."""
        return "" if self.scale.number is None else str(self.scale.number)

    def hint(self) -> str:
        """Say that no number is needed."""
        return self.t("no_number") if self.scale.number is None else ""

    @on(Scale.Moved)
    def _moved(self, event: Scale.Moved) -> None:
        self.typed()
        if event.done:
            self.finish()

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self._question is not None:
            self.typed()
