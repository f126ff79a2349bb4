"""Rows of simple cells: a list of rows, and one plain form for the row that is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import AwaitMount, Widget
from textual.widgets import Static, TextArea

from mapper.language.catalogue import words
from mapper.language.text import Text
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.chosen import YES_NO
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.field import Field
from mapper.tui.widgets.written import as_typed

if TYPE_CHECKING:
    from mapper.interview.model import Answer, Row
    from mapper.questionnaire.model import Column, TableQuestion

Cells = dict[str, str]


class CellForm(Widget):
    """One cell of the open row: its name, and a line or choices."""

    DEFAULT_CSS = """
    CellForm {
        height: auto;
        & > Static { height: auto; color: $quiet; padding: 0 1; }
    }
    """

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    @property
    def is_chosen(self) -> bool:
        """Tell whether the cell is chosen and not written."""
        return self.column.type in ("one", "yes_no")

    def compose(self) -> ComposeResult:
        """Put the name over the line or the choices."""
        yield Static(markup=False)
        yield Choices(across=True) if self.is_chosen else Line()

    def name_it(self, name: Content, choices: list[Choice]) -> None:
        """Show the name and the choices in the languages of now."""
        self.query_one(Static).update(name)
        if self.is_chosen:
            control = self.query_one(Choices)
            control.show(choices, tuple(control.chosen))

    @property
    def cell(self) -> str:
        """Give what stands in the cell."""
        if self.is_chosen:
            return next(iter(self.query_one(Choices).chosen), "")
        return self.query_one(Line).line

    def put(self, cell: str) -> None:
        """Show this in the cell, and forget what stood there."""
        if self.is_chosen:
            control = self.query_one(Choices)
            control.show(control.items, (cell,) if cell else (), fresh=True)
        else:
            self.query_one(Line).forget(cell)

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.choices.mark((event.code,))

    @on(Choices.Removed)
    def _removed(self, event: Choices.Removed) -> None:
        event.choices.mark(())


class TableField(Field):
    """Rows with one form: new, change, remove. A row begun and left counts too."""

    DEFAULT_CSS = """
    TableField {
        & > #form { height: auto; border: round $line; padding: 0 1; }
        & > .row, & #form > .row { height: auto; padding: 0 1; & > Button { margin-right: 2; } }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[Cells] = []
        self._open: int | None = None
        self._columns: tuple[Column, ...] = ()
        self._forms: tuple[CellForm, ...] = ()
        """The cells of now; those of another table may still be on their way out."""
        self._mounting: AwaitMount | None = None

    def compose_control(self) -> ComposeResult:
        """Give the rows, the form and the buttons."""
        yield Choices("rows", id="rows")
        with Vertical(id="form"):
            yield Vertical(id="cells")
            with Horizontal(classes="row"):
                yield Button(id="done", classes="-first")
                yield Button(id="remove")
        with Horizontal(classes="row"):
            yield Button(id="new")

    def on_mount(self) -> None:
        """Begin with the form closed."""
        self.query_one("#cells").styles.height = "auto"
        self.query_one("#form").display = False

    @property
    def table(self) -> TableQuestion:
        """Give the question shown."""
        return cast("TableQuestion", self.question)

    def put_words(self) -> None:
        """Name columns, choices and buttons; cells are made anew only for other columns."""
        if self._columns != self.table.columns:
            self._columns = self.table.columns
            self._open = None
            cells = self.query_one("#cells")
            cells.remove_children()
            self._forms = tuple(CellForm(column) for column in self._columns)
            self._mounting = cells.mount_all(self._forms)
        self.call_next(self._name_cells)
        self._draw()

    async def _name_cells(self) -> None:
        if self._mounting is not None:
            await self._mounting
        for form in self._forms:
            hint = self.t("cell_date") if form.column.type == "date" else ""
            name = self.both(form.column.text)
            form.name_it(name + plain_line(f" ({hint})") if hint else name, self._choices(form.column))

    def _choices(self, column: Column) -> list[Choice]:
        if column.type == "yes_no":
            return [Choice(code, self.yes_no(code)) for code in YES_NO]
        return [Choice(option.code, self.both(option.text)) for option in column.options]

    def put(self, answer: Answer | None) -> None:
        """Show the rows, with the form closed."""
        rows = cast("tuple[Row, ...]", answer.value) if answer is not None else ()
        self._rows = [{name: as_typed(cell) for name, cell in row.items()} for row in rows]
        self._open = None
        self._draw()

    def current(self) -> tuple[Mapping[str, str], ...]:
        """Give all rows, with the one that is open as it stands."""
        return tuple(self._with_open())

    def hint(self) -> str:
        """Say what to do where nothing is written yet."""
        return self.t("no_rows") if not self._rows and self._open is None else ""

    def _with_open(self) -> list[Cells]:
        rows = list(self._rows)
        if self._open is not None:
            row = {form.column.id: form.cell for form in self._forms if form.cell}
            rows[self._open : self._open + 1] = [row] if row else []
        return rows

    def _draw(self) -> None:
        rows = self.query_one("#rows", Choices)
        rows.show([Choice(str(at), self._line(row)) for at, row in enumerate(self._rows)])
        rows.display = bool(self._rows)
        self.query_one("#form").display = self._open is not None
        for name, shown in (("done", True), ("remove", self._open is not None), ("new", self._open is None)):
            button = self.query_one(f"#{name}", Button)
            button.label, button.display = self.t(f"row_{name}"), shown

    def _line(self, row: Cells) -> Content:
        cells = [self._cell(column, row[column.id]) for column in self._columns if row.get(column.id)]
        return Content(" · ").join(cells) if cells else plain_line(self.t("row_empty"))

    def _cell(self, column: Column, cell: str) -> Content:
        if column.type == "yes_no":
            answer = words(f"tui.fields.{cell.lower()}", self.language) if cell in YES_NO else cell
            return plain_line(f"{column.text.to(self.language)}: {answer}")
        known: dict[str, Text] = {option.code: option.text for option in column.options}
        return plain_line(known[cell].to(self.language) if cell in known else cell)

    def _open_row(self, at: int) -> None:
        self._open = at
        row = self._rows[at] if at < len(self._rows) else {}
        for form in self._forms:
            form.put(row.get(form.column.id, ""))
        self._draw()
        self.take_note()
        self.call_after_refresh(self._to_first_cell)

    def _to_first_cell(self) -> None:
        for form in self._forms[:1]:
            form.query("Choices, Line").first().focus()

    @on(Button.Pressed, "#new")
    def _new(self) -> None:
        if len(self._rows) >= self.table.rows:
            self._write(".refusal", f"! {words('answers.too_many_rows', self.language, limit=self.table.rows)}")
            return
        self._open_row(len(self._rows))

    @on(Choices.Chosen, "#rows")
    def _change(self, event: Choices.Chosen) -> None:
        self._rows, self._open = self._with_open(), None
        self._open_row(min(int(event.code), len(self._rows)))

    @on(Choices.Removed, "#rows")
    def _removed(self, event: Choices.Removed) -> None:
        self._open = None
        self._keep([row for at, row in enumerate(self._rows) if at != int(event.code)])

    @on(Button.Pressed, "#done")
    def _done(self) -> None:
        self._keep(self._with_open())

    @on(Button.Pressed, "#remove")
    def _remove(self) -> None:
        self._keep([row for at, row in enumerate(self._rows) if at != self._open])

    def _keep(self, rows: list[Cells]) -> None:
        self._rows, self._open = rows, None
        self._draw()
        self.query_one("#new", Button).focus()
        self.take_note()
        self.finish()

    @on(Line.Submitted)
    def _next_cell(self) -> None:
        self.screen.focus_next()

    @on(TextArea.Changed)
    def _written(self) -> None:
        if self._question is not None:
            self.typed()
