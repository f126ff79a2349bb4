"""Short lines under each other: written in one place, kept in a list above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import TextArea

from mapper.language.catalogue import words
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.field import Field

if TYPE_CHECKING:
    from mapper.interview.model import Answer
    from mapper.questionnaire.model import ListQuestion


class ListField(Field):
    """Add a line with Enter; open one above to change it, Delete removes it. A line begun and left counts too."""

    DEFAULT_CSS = """
    ListField > .row { height: auto; padding: 0 1; & > Button { margin-right: 2; } }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[str] = []
        self._open: int | None = None

    def compose_control(self) -> ComposeResult:
        """Give the list, the line and its buttons."""
        yield Choices("rows", id="lines")
        yield Line(id="line")
        with Horizontal(classes="row"):
            yield Button(id="add")
            yield Button(id="remove")

    @property
    def line(self) -> Line:
        """Give the place to write."""
        return self.query_one("#line", Line)

    def put_words(self) -> None:
        """Name the buttons."""
        self._draw()

    def put(self, answer: Answer | None) -> None:
        """Show the lines."""
        self._lines = list(cast("tuple[str, ...]", answer.value)) if answer is not None else []
        self._open = None
        self.line.forget()
        self._draw()

    def current(self) -> tuple[str, ...]:
        """Give all lines, with the one that is being written."""
        return tuple(self._with_written())

    def hint(self) -> str:
        """Count what is left when the limit is near."""
        question = cast("ListQuestion", self.question)
        if len(self.line.line) > question.max:
            length = len(self.line.line)
            return self.t("over", length=length, limit=question.max, n=length - question.max)
        return self.t("rows", n=question.rows) if len(self._lines) >= question.rows - 1 else ""

    def _with_written(self) -> list[str]:
        lines, written = list(self._lines), self.line.line
        if self._open is not None:
            lines[self._open : self._open + 1] = [written] if written else []
        elif written:
            lines.append(written)
        return lines

    def _draw(self) -> None:
        rows = self.query_one("#lines", Choices)
        rows.show([Choice(str(at), plain_line(line)) for at, line in enumerate(self._lines)])
        rows.display = bool(self._lines)
        self.query_one("#add", Button).label = self.t("add" if self._open is None else "change_line")
        remove = self.query_one("#remove", Button)
        remove.label, remove.display = self.t("remove_line"), self._open is not None

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self._question is not None:
            self.typed()

    @on(Line.Submitted, "#line")
    @on(Button.Pressed, "#add")
    def _add(self) -> None:
        question = cast("ListQuestion", self.question)
        if len(self._with_written()) > question.rows:
            self._write(".refusal", f"! {words('answers.too_many_rows', self.language, limit=question.rows)}")
            return
        self._keep(self._with_written())

    @on(Choices.Chosen, "#lines")
    def _reopen(self, event: Choices.Chosen) -> None:
        self._lines, self._open = self._with_written(), None
        at = int(event.code)
        if at < len(self._lines):
            self._open = at
            self.line.forget(self._lines[at])
        self._draw()
        self.line.focus()

    @on(Choices.Removed, "#lines")
    def _removed(self, event: Choices.Removed) -> None:
        at = int(event.code)
        self._keep([line for place, line in enumerate(self._lines) if place != at], focus=False)

    @on(Button.Pressed, "#remove")
    def _remove(self) -> None:
        self._keep([line for place, line in enumerate(self._lines) if place != self._open])

    def _keep(self, lines: list[str], focus: bool = True) -> None:
        self._lines, self._open = lines, None
        self.line.forget()
        self._draw()
        if focus or not lines:
            self.line.focus()
        self.finish()
