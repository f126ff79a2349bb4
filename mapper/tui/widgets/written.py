"""Fields that are written: own words on several lines, and numbers, amounts and days on one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.widgets import TextArea

from mapper.tui.widgets.editor import Editor, Line
from mapper.tui.widgets.field import Field

if TYPE_CHECKING:
    from mapper.interview.model import Answer, Cell
    from mapper.questionnaire.model import TextQuestion

NEAR: Final = 0.8
"""The part of the limit from which the counter is shown."""


def as_typed(value: Cell) -> str:
    """Give a stored number, day or text as people write it, so that reading it again gives the same."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return value


class TextField(Field):
    """Own words on several lines, with a counter when the limit is near."""

    def compose_control(self) -> ComposeResult:
        """Give the place to write."""
        yield Editor(id="words")

    def put(self, answer: Answer | None) -> None:
        """Show the words."""
        words = str(answer.value) if answer is not None else ""
        self.query_one("#words", Editor).forget(words)

    def current(self) -> str:
        """Give the words as written."""
        return self.query_one("#words", Editor).text.strip()

    def hint(self) -> str:
        """Count the characters when the limit is near."""
        limit, length = cast("TextQuestion", self.question).max, len(self.current())
        if length > limit:
            return self.t("over", length=length, limit=limit, n=length - limit)
        return self.t("count", length=length, limit=limit) if length >= NEAR * limit else ""

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self._question is not None:
            self.typed()


class LineField(Field):
    """A number, an amount or a day on one line; Enter is done with it."""

    DEFAULT_CSS = """
    LineField > #words { max-width: 40; }
    """

    def compose_control(self) -> ComposeResult:
        """Give the line."""
        yield Line(id="words")

    def put(self, answer: Answer | None) -> None:
        """Show the value as people write it."""
        value = answer.value if answer is not None else ""
        self.query_one("#words", Line).forget(as_typed(cast("Cell", value)))

    def current(self) -> str:
        """Give the line as written."""
        return self.query_one("#words", Line).line

    def hint(self) -> str:
        """Say how to write it."""
        if self.question.type == "number":
            unit = self.question.unit
            return unit.to(self.language) if unit is not None else ""
        return self.t(f"form_{self.question.type}")

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self._question is not None:
            self.typed()

    @on(Line.Submitted, "#words")
    def _done(self) -> None:
        self.finish()
