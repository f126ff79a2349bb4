"""The choices of this machine, each saved when it is made, and the folders that it uses."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.settings import CHOICES
from mapper.tui.screens.base import Page
from mapper.tui.screens.begin import NONE, language_choices
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.frame import Head, KeyBar

_CHOICES = {
    "language": "language",
    "second": "second_language",
    "theme": "theme",
    "profile": "profile",
    "hide_after": "hide_after",
    "lock_after": "lock_after",
}
_MINUTES = ("hide_after", "lock_after")
_FOLDERS = ("exports", "office", "data")


class SettingsPage(Page):
    """Shows what this machine is set to, and changes it."""

    ROOM = "settings"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "settings.tcss"]
    AUTO_FOCUS = "#language"

    def compose(self) -> ComposeResult:
        """Put the choices over the folders."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            for name in _CHOICES:
                yield Static(id=f"{name}-ask", classes="ask", markup=False)
                yield Choices(id=name, across=True)
            for name in _FOLDERS:
                yield Static(id=f"{name}-ask", classes="ask", markup=False)
                yield Static(id=name, classes="quiet", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="vault", classes="-onward")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("tui.settings.title")

    def redraw_body(self) -> None:
        """Show what is chosen now."""
        for name in (*_CHOICES, *_FOLDERS):
            self.query_one(f"#{name}-ask", Static).update(self.t(f"tui.settings.{name}"))
        settings = self.app.settings
        self.query_one("#language", Choices).show(language_choices(), (settings.language,))
        none = self.t("tui.begin.second_none")
        seconds = language_choices(none, settings.language)
        self.query_one("#second", Choices).show(seconds, (settings.second_language or NONE,))
        self._offer("theme", ("light", "dark"), settings.theme)
        self._offer("profile", ("short", "full"), settings.profile)
        for name in _MINUTES:
            self._offer_minutes(name)
        for name in _FOLDERS:
            self.query_one(f"#{name}", Static).update(plain_line(str(getattr(settings, name))))
        self.query_one("#back", Button).label = self.t("tui.help.back")
        vault = self.query_one("#vault", Button)
        vault.label, vault.display = self.t("tui.settings.vault"), self.app.desk.keeper.state == "open"

    def _offer(self, name: str, codes: tuple[str, ...], chosen: str) -> None:
        choices = [Choice(code, plain_line(self.t(f"tui.settings.{code}"))) for code in codes]
        self.query_one(f"#{name}", Choices).show(choices, (chosen,))

    def _offer_minutes(self, name: str) -> None:
        minutes = sorted(CHOICES[name], key=int)
        choices = [Choice(each, plain_line(self.t("tui.settings.minutes", n=int(each)))) for each in minutes]
        self.query_one(f"#{name}", Choices).show(choices, (getattr(self.app.settings, name),))

    @on(Choices.Chosen)
    def _choose(self, event: Choices.Chosen) -> None:
        name = _CHOICES[event.choices.id or ""]
        self.app.choose(name, "" if event.code == NONE else event.code)

    @on(Button.Pressed, "#vault")
    def _vault(self) -> None:
        self.app.push_room("vault")

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()
