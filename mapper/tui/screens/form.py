"""A small page in front of a paper: in which language and print it is to be, and what is to be in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from mapper.tui.screens.base import Dialog
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.rooms.offer import offer
from mapper.tui.widgets.rooms.paper_form import BESIDE, BILINGUAL, FORMS, beside, form_words, forms_of

if TYPE_CHECKING:
    from mapper.documents.model import DocumentKind, Wanted


class FormDialog(Dialog["Wanted"]):
    """Asks all that may be chosen for a kind of paper; gives the paper as it is wanted then.

    `known` are the languages that the questions are written in.
    """

    DEFAULT_CSS = """
    FormDialog {
        .title { text-style: bold; margin: 0 0 1 0; }
        .why { height: auto; margin: 0 0 1 0; }
        .label { color: $quiet; height: auto; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "Choices"

    def __init__(self, kind: DocumentKind, wanted: Wanted, known: Iterable[str] = ()) -> None:
        super().__init__()
        self._kind, self._wanted, self._known = kind, wanted, tuple(known)
        first, *others = forms_of(kind)
        self._names = (first, BESIDE, *others) if kind.id == BILINGUAL else (first, *others)

    def compose_body(self) -> ComposeResult:
        """Put the choices over the way out."""
        yield Static(classes="title")
        if self._kind.id == BILINGUAL:
            yield Static(classes="why")
        for name in self._names:
            yield Static(id=f"{name}-label", classes="label")
            yield Choices(across=True, id=name)
        yield Button(id="done", classes="-first")

    def redraw(self) -> None:
        """Show what is chosen."""
        self.query_one(".title", Static).update(plain(self._kind.title.to(self.app.language)))
        for why in self.query(".why").results(Static):
            why.update(self.t("papers_room.form.why_bilingual"))
        for name in self._names:
            label = "figure_in_large" if name == "figure" and self._wanted.large else name
            self.query_one(f"#{name}-label", Static).update(self.t(f"papers_room.form.{label}"))
            pairs = [(code, form_words(name, code, self.app.language)) for code in self._codes(name)]
            offer(self.query_one(f"#{name}", Choices), pairs, [self._chosen(name)])
        self.query_one("#done", Button).label = self.t("papers_room.form.done")

    def _codes(self, name: str) -> Iterable[str]:
        if name == BESIDE:
            return [code for code in self._known if code != self._wanted.language]
        return FORMS[name].values

    def _chosen(self, name: str) -> str:
        return self._wanted.second if name == BESIDE else FORMS[name].code(self._wanted)

    @on(Choices.Chosen)
    def _choose(self, message: Choices.Chosen) -> None:
        name = message.choices.id or ""
        wanted, code = self._wanted, message.code
        wanted = replace(wanted, second=code) if name == BESIDE else FORMS[name].choose(wanted, code)
        self._wanted = beside(wanted, self._known) if self._kind.id == BILINGUAL else wanted
        self.redraw()

    @on(Button.Pressed, "#done")
    def _done(self) -> None:
        self.dismiss(self._wanted)

    def action_cancel(self) -> None:
        """Go back with what is chosen: it stands in view."""
        self.dismiss(self._wanted)
