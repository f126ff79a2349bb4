"""The languages of the screen: one that everything is said in, and one that questions stand in beside it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from mapper.tui.screens.base import Dialog
from mapper.tui.screens.begin import NONE, language_choices
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices


class Languages(Dialog[None]):
    """Lets the two choose languages; the screen behind changes at once."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#first"

    def compose_body(self) -> ComposeResult:
        """Put the two choices under each other."""
        yield Static(classes="title", markup=False)
        yield Static(id="first-ask", classes="ask", markup=False)
        yield Choices(id="first")
        yield Static(id="second-ask", classes="ask", markup=False)
        yield Choices(id="second")
        yield Button(id="done", classes="-first")

    def redraw(self) -> None:
        """Show what is chosen."""
        app = self.app
        self.query_one(".title", Static).update(self.t("tui.languages.title"))
        for name in ("first", "second"):
            self.query_one(f"#{name}-ask", Static).update(self.t(f"tui.languages.{name}"))
        self.query_one("#first", Choices).show(language_choices(), (app.language,))
        seconds = language_choices(self.t("tui.begin.second_none"), app.language) + self._of_the_questions()
        self.query_one("#second", Choices).show(seconds, (app.second_language or NONE,))
        self.query_one("#done", Button).label = self.t("tui.languages.done")

    def _of_the_questions(self) -> list[Choice]:
        """Offer the other languages that the questions are written in, by code."""
        meeting = self.app.meeting
        known = {choice.code for choice in language_choices()}
        codes = meeting.languages() if meeting is not None else ()
        return [Choice(code, _named(code)) for code in codes if code not in known]

    @on(Choices.Chosen, "#first")
    def _first(self, event: Choices.Chosen) -> None:
        self.app.speak(event.code, self.app.second_language)

    @on(Choices.Chosen, "#second")
    def _second(self, event: Choices.Chosen) -> None:
        self.app.speak(self.app.language, "" if event.code == NONE else event.code)

    @on(Button.Pressed, "#done")
    def _done(self) -> None:
        self.dismiss(None)


def _named(code: str) -> Content:
    """Name a language in itself, or by its code where nobody knows a name."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(code).get_display_name(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return plain_line(name or code)
