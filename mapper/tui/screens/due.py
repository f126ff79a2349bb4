"""Conversations that have been kept as long as was promised: marked by a person, and deleted when they say so twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.fault import Fault
from mapper.language.form import day, short_day
from mapper.office.retention import ClockCheck, DueList, Kept, read_day
from mapper.tui.screens.base import Dialog, Page
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.frame import Head, KeyBar

if TYPE_CHECKING:
    from mapper.desk.erasing import Erased

_SHOWN: Final = 100
"""So many stand on the page at once: more would be deleted without being read."""


class DuePage(Page):
    """Lists what may be deleted, and nothing while the date is in doubt. Deletes only what was marked and confirmed."""

    ROOM = "due"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "due.tcss"]
    AUTO_FOCUS = ""  # what is asked first is known when the list is there

    def __init__(self) -> None:
        super().__init__()
        self._found: DueList | None = None

    def compose(self) -> ComposeResult:
        """Put the list under what is to be known of it."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(classes="lead", markup=False)
            yield Static(id="found", markup=False)
            yield Button(id="sure", classes="-first")
            yield Choices("several", id="due")
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="erase", classes="-onward", disabled=True)
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("due.page.title")

    def arrive(self, ref: str | None) -> None:  # noqa: ARG002  # the page begins anew wherever one comes from
        """Look anew, with nothing marked."""
        self._found = None
        self._look()

    def _look(self) -> None:
        self.app.work(self.app.desk.due, self._show_found)

    def _show_found(self, found: DueList) -> None:
        self._found = found
        if self.is_mounted:
            self.query_one("#due", Choices).mark(())
            self.redraw_body()
            self._focus_what_is_asked()

    def on_mount(self) -> None:
        """Show what was found while the page was made."""
        super().on_mount()
        self._focus_what_is_asked()

    def _focus_what_is_asked(self) -> None:
        asked = next((self.query_one(id) for id in ("#sure", "#due") if self.query_one(id).display), None)
        (asked or self.query_one("#back")).focus(scroll_visible=False)

    # --- showing

    def redraw_body(self) -> None:
        """Show the cases, or why there are none."""
        self.query_one(".lead", Static).update(self.t("due.page.lead"))
        self.query_one("#back", Button).label = self.t("due.page.back")
        cases = self._cases
        list_of = self.query_one("#due", Choices)
        list_of.show([Choice(kept.case, plain_line(self._told(kept))) for kept in cases], tuple(list_of.chosen))
        list_of.display = bool(cases)
        self.query_one("#found", Static).update(plain(self._says()))
        sure = self.query_one("#sure", Button)
        sure.display = bool(self._found and self._found.check.doubt)
        sure.label = self.t("due.doubt.sure", today=self._day(self.app.desk.today))
        self._show_marked()

    @property
    def _cases(self) -> tuple[Kept, ...]:
        return self._found.cases[:_SHOWN] if self._found else ()

    def _says(self) -> str:
        if self._found is None:
            return ""
        if self._found.check.doubt:
            return f"! {self._doubted(self._found.check)}\n{self.t('due.doubt.why')}"
        found = len(self._found.cases)
        lines = [self.t("due.page.found", n=found) if found else self.t("due.page.none")]
        if found > _SHOWN:
            lines.append(self.t("due.page.first", n=_SHOWN))
        return "\n".join(lines)

    def _doubted(self, check: ClockCheck) -> str:
        return self.t(f"due.doubt.{check.doubt}", today=self._day(check.today), last=self._day(check.doubted_by))

    def _told(self, kept: Kept) -> str:
        named = (kept.label, kept.name)
        days = (("met", read_day(kept.met)), ("until", read_day(kept.until)))
        told = (self.t(f"due.page.{name}", day=short_day(there, self.app.language)) for name, there in days if there)
        return " · ".join(part for part in (*named, *told) if part)

    def _day(self, value: date | None) -> str:
        return day(value, self.app.language) if value else ""

    def _show_marked(self) -> None:
        marked = len(self._marked)
        button = self.query_one("#erase", Button)
        button.display = bool(self._cases)
        button.disabled = not marked
        button.label = self.t("due.page.erase", n=marked) if marked else self.t("due.page.mark_first")

    @property
    def _marked(self) -> tuple[str, ...]:
        chosen = self.query_one("#due", Choices).chosen
        return tuple(kept.case for kept in self._cases if kept.case in chosen)

    # --- acting

    @on(Choices.Chosen, "#due")
    @on(Choices.Removed, "#due")
    def _mark(self, event: Choices.About) -> None:
        event.choices.mark(tuple(event.choices.chosen ^ {event.code}))
        self._show_marked()

    @on(Button.Pressed, "#sure")
    def _sure(self) -> None:
        desk = self.app.desk
        self.app.work(desk.trust_today, lambda _: self._look())

    @on(Button.Pressed, "#erase")
    def _ask(self) -> None:
        marked = self._marked
        if marked:
            self.app.ask(Confirm(len(marked)), lambda sure: self._erase(marked) if sure else None)

    def _erase(self, cases: tuple[str, ...]) -> None:
        desk = self.app.desk
        self.app.work(lambda: erase_each(desk.erase, cases), self._erased)

    def _erased(self, result: tuple[tuple[Erased, ...], Fault | None]) -> None:
        erased, problem = result
        if problem is not None:
            self.app.trouble(self.app.told(problem))
        self._look()
        if erased:
            self.app.ask(Remains(erased))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()


def erase_each(erase: Callable[[str], Erased], cases: tuple[str, ...]) -> tuple[tuple[Erased, ...], Fault | None]:
    """Erase cases in turn, up to the first that cannot be; give what was done, and what stood in the way."""
    done: list[Erased] = []
    for case in cases:
        try:
            done.append(erase(case))
        except Fault as problem:
            return tuple(done), problem
    return tuple(done), None


class Confirm(Dialog[bool]):
    """Says how many are deleted and what that means; gives True where they shall be."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#keep"

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def compose_body(self) -> ComposeResult:
        """Put keeping them first: that is where Enter lands."""
        yield Static(classes="title", markup=False)
        yield Static(classes="why", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="keep", classes="-first")
            yield Button(id="erase")

    def redraw(self) -> None:
        """Say it in the language of now."""
        self.query_one(".title", Static).update(self.t("due.confirm.title", n=self._count))
        self.query_one(".why", Static).update(self.t("due.confirm.why", n=self._count))
        self.query_one("#keep", Button).label = self.t("due.confirm.keep")
        self.query_one("#erase", Button).label = self.t("due.confirm.erase", n=self._count)

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "erase")


class Remains(Dialog[None]):
    """Says how many are deleted, and what the program could not delete."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "Button"

    def __init__(self, erased: tuple[Erased, ...]) -> None:
        super().__init__()
        self._erased_cases = erased

    def compose_body(self) -> ComposeResult:
        """Put what remains under what is gone."""
        yield Static(classes="title", markup=False)
        yield Static(classes="why", markup=False)
        yield Button(id="back")

    def redraw(self) -> None:
        """Say it in the language of now; what remains of several is said once."""
        language = self.app.language
        left = dict.fromkeys(item.to(language) for erased in self._erased_cases for item in erased.remains)
        lines = [self.t("due.remains.lead"), *(f"• {line}" for line in left)] if left else []
        self.query_one(".title", Static).update(self.t("due.page.erased", n=len(self._erased_cases)))
        self.query_one(".why", Static).update(plain("\n".join(lines)))
        self.query_one("#back", Button).label = self.t("due.remains.done")

    @on(Button.Pressed, "#back")
    def _close(self) -> None:
        self.dismiss(None)
