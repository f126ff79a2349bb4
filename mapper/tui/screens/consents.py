"""Whom Nav may talk to: every consent with what it covers, a way to give another, and one act to take one back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from mapper.interview.consent_model import note_of
from mapper.language.catalogue import words
from mapper.language.form import short_day
from mapper.tui.screens.base import Dialog, Page
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Entries, Entry, Paragraph, Telling

if TYPE_CHECKING:
    from mapper.interview.consent_model import Consent

_MARK = {"holds": "✓ ", "expired": "– ", "withdrawn": "✗ ", "replaced": "– "}


class ConsentsPage(Page):
    """Lists consents, the latest first; Enter opens one with its whole text."""

    ROOM = "consents"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "consents.tcss"]
    AUTO_FOCUS = ""
    _target: str | None = None

    def arrive(self, ref: str | None) -> None:
        """Take note of the consent to stand on."""
        self._target = ref

    def compose(self) -> ComposeResult:
        """Put the list under what a yes and a no mean, and what may be done below."""
        yield Head()
        with Vertical(classes="body"):
            yield Static(classes="lead", markup=False)
            yield Entries(id="consents")
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="new", classes="-onward")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("sharing.page.title")

    def on_mount(self) -> None:
        """Begin at the list, or at the only thing that can be done."""
        super().on_mount()
        self.query_one("#consents" if self.meeting.consents() else "#new").focus()

    def redraw_body(self) -> None:
        """Show every consent as it stands today."""
        self.query_one(".lead", Static).update(self.t("sharing.page.lead"))
        for name in ("back", "new"):
            self.query_one(f"#{name}", Button).label = self.t(f"sharing.page.{name}")
        self.query_one("#new", Button).display = self.meeting.read_only is None
        entries = [Entry(each.id, tuple(self._lines(each))) for each in self.meeting.consents()]
        empty = Entry("empty", (Paragraph(self.t("sharing.page.empty")),), heading=True)
        keep, self._target = self._target, None
        self.query_one("#consents", Entries).show(entries or [empty], keep)

    def _lines(self, consent: Consent) -> Iterator[Paragraph]:
        language = self.app.language
        yield Paragraph(consent.recipient.shown, _MARK[consent.state], "bold")
        yield Paragraph(standing(consent, language), "  ")
        if consent.state != "holds":
            return
        yield Paragraph(self.t("sharing.page.topics", n=len(consent.topics) + consent.hidden), "  ")
        if changed := len(consent.to_ask_again):
            yield Paragraph(self.t("sharing.page.ask_again", n=changed), "  ! ")

    @on(Entries.Chosen, "#consents")
    def _open(self, message: Entries.Chosen) -> None:
        found = next((each for each in self.meeting.consents() if each.id == message.entry), None)
        if found is not None:
            self.app.ask(ConsentDialog(found), partial(self._withdraw, found.id))

    def _withdraw(self, consent: str, sure: bool | None) -> None:
        if sure:
            told = self.t("sharing.withdraw.done")
            self.app.act(partial(self.meeting.withdraw, consent), lambda _: self.app.notify(told))

    @on(Button.Pressed, "#new")
    def _new(self) -> None:
        self.app.push_room("share")

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()


class ConsentDialog(Dialog[bool]):
    """Shows one consent whole, says what taking it back means, and gives True where it shall be."""

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    ConsentDialog {
        & > .box { width: 76; }
        #words { height: auto; max-height: 50vh; }
        #words:focus { background: $marked; }
        .why { height: auto; margin: 1 0 0 0; }
        &.-low #words { max-height: 30vh; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#words"

    def __init__(self, consent: Consent) -> None:
        super().__init__()
        self._consent = consent

    def compose_body(self) -> ComposeResult:
        """Put the text over what taking it back means."""
        yield Static(classes="title", markup=False)
        with VerticalScroll(id="words", can_focus=True):
            yield Telling(id="told")
        yield Static(classes="why", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="keep", classes="-first")
            yield Button(id="withdraw")

    def redraw(self) -> None:
        """Say it in the language of the screen; the text stays in that of the yes."""
        consent = self._consent
        holds = consent.withdrawn is None and consent.state == "holds" and self.meeting.read_only is None
        self.query_one(".title", Static).update(plain(consent.recipient.shown))
        self.query_one("#told", Telling).show(tuple(self._tells()))
        self.query_one(".why", Static).update(self.t("sharing.withdraw.means") if holds else "")
        self.query_one("#keep", Button).label = self.t("sharing.withdraw.keep" if holds else "sharing.page.back")
        self.query_one("#withdraw", Button).label = self.t("sharing.withdraw.yes")
        self.query_one("#withdraw").display = holds

    def _tells(self) -> Iterator[Paragraph]:
        consent = self._consent
        yield Paragraph(standing(consent, self.app.language))
        yield Paragraph(self.t("sharing.read.why", why=consent.why))
        yield Paragraph(self.t("sharing.read.both_yes" if consent.both_ways else "sharing.read.both_no"))
        for shared in consent.topics:
            yield from told_text(shared.passage.title, shared.passage.words)
            if note := note_of(shared):
                yield Paragraph(self.t(f"sharing.note.{note}"), "! ")
        if consent.hidden:
            yield Paragraph(self.t("sharing.page.hidden", n=consent.hidden))

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "withdraw")


def standing(consent: Consent, language: str) -> str:
    """Say how a consent stands, with its day."""
    return words(f"sharing.state.{consent.state}", language, day=short_day(consent.last_day, language))


def told_text(title: str, text: str) -> Iterator[Paragraph]:
    """Give one passage as it is read aloud."""
    if title:
        yield Paragraph("")
        yield Paragraph(title, style="bold")
        yield from (Paragraph(line, "│ ") for line in text.splitlines())
