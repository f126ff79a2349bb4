"""A small page in front of a paper: in which language and print it is to be, and what is to be in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from mapper.tui.screens.base import Dialog
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.rooms.offer import offer
from mapper.tui.widgets.rooms.paper_form import FORMS, forms_of

if TYPE_CHECKING:
    from mapper.documents.model import DocumentKind, Wanted


class FormDialog(Dialog["Wanted"]):
    """Asks all that may be chosen for a kind of paper; gives the paper as it is wanted then."""

    DEFAULT_CSS = """
    FormDialog {
        .title { text-style: bold; margin: 0 0 1 0; }
        .label { color: $quiet; height: auto; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "Choices"

    def __init__(self, kind: DocumentKind, wanted: Wanted) -> None:
        super().__init__()
        self._kind, self._wanted = kind, wanted

    def compose_body(self) -> ComposeResult:
        """Put the choices over the way out."""
        yield Static(classes="title")
        for name in forms_of(self._kind):
            yield Static(id=f"{name}-label", classes="label")
            yield Choices(across=True, id=name)
        yield Button(id="done", classes="-first")

    def redraw(self) -> None:
        """Show what is chosen."""
        self.query_one(".title", Static).update(plain(self._kind.title.to(self.app.language)))
        for name in forms_of(self._kind):
            label = "figure_in_large" if name == "figure" and self._wanted.large else name
            self.query_one(f"#{name}-label", Static).update(self.t(f"papers_room.form.{label}"))
            pairs = [(code, self.t(f"papers_room.form.{name}_{code}")) for code in FORMS[name].values]
            offer(self.query_one(f"#{name}", Choices), pairs, [FORMS[name].code(self._wanted)])
        self.query_one("#done", Button).label = self.t("papers_room.form.done")

    @on(Choices.Chosen)
    def _choose(self, message: Choices.Chosen) -> None:
        self._wanted = FORMS[message.choices.id or ""].choose(self._wanted, message.code)
        self.redraw()

    @on(Button.Pressed, "#done")
    def _done(self) -> None:
        self.dismiss(self._wanted)

    def action_cancel(self) -> None:
        """Go back with what is chosen: it stands in view."""
        self.dismiss(self._wanted)
