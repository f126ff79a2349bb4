"""A new conversation: how much time there is, and which languages the two read."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.language.text import SCREEN_LANGUAGES
from mapper.tui.screens.base import Page
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.frame import Head, KeyBar

if TYPE_CHECKING:
    from mapper.office.model import Office
    from mapper.questionnaire.model import Profile

NONE: Final = "none"
"""The choice of no second language."""


def language_choices(none: str = "", but: str = "") -> list[Choice]:
    """Give the screen languages to choose from, each in its own name; `none` names the choice of none."""
    from mapper.language.catalogue import words

    named = [Choice(code, plain_line(words(f"tui.language_name.{code}", code))) for code in SCREEN_LANGUAGES]
    first = [Choice(NONE, plain_line(none))] if none else []
    return first + [choice for choice in named if choice.code != but]


class Begin(Page):
    """Asks for time and languages, and begins. Where the office has not said who reads and for how long, it says so."""

    ROOM = "begin"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "begin.tcss"]
    AUTO_FOCUS = "#profile"

    def compose(self) -> ComposeResult:
        """Put the three questions under each other."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(id="not-ready", markup=False)
            for name in ("profile", "language", "second"):
                yield Static(id=f"{name}-ask", classes="ask", markup=False)
                yield Choices(id=name, across=name != "profile")
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="go", classes="-first -onward")
            yield Button(id="office")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("tui.begin.title")

    def arrive(self, ref: str | None) -> None:  # noqa: ARG002  # every room takes it
        """Begin at the first question each time, with what the office says now."""
        self.app.desk.reread_office()
        if self.is_mounted:
            profile = self.query_one("#profile", Choices)
            profile.show(profile.items, (self.app.settings.profile,), fresh=True)
            (profile if self.app.desk.office.ready else self.query_one("#office", Button)).focus()

    def redraw_body(self) -> None:
        """Show the questions with what is chosen."""
        app = self.app
        for name in ("profile", "language", "second"):
            self.query_one(f"#{name}-ask", Static).update(self.t(f"tui.begin.{name}"))
        profiles = [Choice(code, plain_line(self.t(f"tui.begin.{code}"))) for code in ("short", "full")]
        profile = self.query_one("#profile", Choices)
        profile.show(profiles, tuple(profile.chosen) or (app.settings.profile,))
        self.query_one("#language", Choices).show(language_choices(), (app.language,))
        self.query_one("#second", Choices).show(
            language_choices(self.t("tui.begin.second_none"), app.language), (app.second_language or NONE,)
        )
        for name in ("back", "go"):
            self.query_one(f"#{name}", Button).label = self.t(f"tui.begin.{name}")
        self.query_one("#office", Button).label = self.t("office.missing.go")
        self._show_what_is_missing(app.desk.office)

    def _show_what_is_missing(self, office: Office) -> None:
        """Ask for the office's word first, where it is not there: nothing else can be chosen before."""
        said = [f"• {self.t(f'office.missing.{name}')}" for name in office.missing]
        told = [f"! {self.app.told(office.notice)}", ""] if office.notice else []
        lines = (*told, self.t("office.missing.lead"), *said, "", self.t("office.missing.practise"))
        place = self.query_one("#not-ready", Static)
        place.update(plain("\n".join(lines)))
        place.display = not office.ready
        for asked in self.query(".ask, Choices, #go"):
            asked.display = office.ready
        button = self.query_one("#office", Button)
        button.set_class(not office.ready, "-first")
        if office.ready is not self._was_ready:
            self._was_ready = office.ready
            (self.query_one("#profile", Choices) if office.ready else button).focus()

    _was_ready = True
    """Whether the office had said what it must when the page was last shown."""

    @on(Choices.Chosen, "#profile")
    def _profile(self, event: Choices.Chosen) -> None:
        event.choices.mark((event.code,))

    @on(Choices.Chosen, "#language")
    def _language(self, event: Choices.Chosen) -> None:
        self.app.speak(event.code, self.app.second_language)

    @on(Choices.Chosen, "#second")
    def _second(self, event: Choices.Chosen) -> None:
        self.app.speak(self.app.language, "" if event.code == NONE else event.code)

    @on(Button.Pressed, "#go")
    def _go(self) -> None:
        desk, app = self.app.desk, self.app
        profile = cast("Profile", next(iter(self.query_one("#profile", Choices).chosen), "short"))
        app.work(lambda: desk.new(profile, app.language, app.second_language), app.begin)

    @on(Button.Pressed, "#office")
    def _office(self) -> None:
        self.app.push_room("office")

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()
