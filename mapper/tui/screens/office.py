"""The office's own page: who can read a conversation and how long it is kept, written into the office's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from mapper.interview.model import NotUnderstood
from mapper.language.clean import clean, clean_line
from mapper.language.text import Text
from mapper.office.file import OfficeFile, content_for, lines_for, open_office, proposed, save_office
from mapper.office.model import Office
from mapper.office.retention import Period, read_period
from mapper.tui.screens.base import Dialog, Page
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choice, Choices
from mapper.tui.widgets.editor import Editor, Line
from mapper.tui.widgets.frame import Head, KeyBar

_OFFERED: Final = ("3 months", "6 months", "1 year", "2 years", "5 years")
_LINES: Final = ("name", "phone")
_TEXTS: Final = ("who_can_read", "kept", "footer")
_LINE_LIMIT, _TEXT_LIMIT, _ADDRESS_LINES = 100, 500, 6
"""Characters of a line and of a text, and lines of an address, as in the office's file: all are read on paper."""


class OfficePage(Page):
    """Shows what the office says of itself, and keeps what is changed."""

    ROOM = "office"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = ["pages.tcss", "office.tcss"]
    AUTO_FOCUS = "#name"

    def __init__(self) -> None:
        super().__init__()
        self._file: OfficeFile | None = None
        self._keep: Period | None = None
        self._texts: dict[str, dict[str, str]] = {name: {} for name in _TEXTS}
        self._in_language = ""
        self._warned: Office | None = None
        self._begin = _LINES[0]

    def compose(self) -> ComposeResult:
        """Put the questions under each other."""
        yield Head()
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(classes="lead", markup=False)
            yield Static(id="notice", markup=False)
            for name in _LINES:
                yield Static(id=f"{name}-ask", classes="ask", markup=False)
                yield Line(id=name)
            yield Static(id="who_can_read-ask", classes="ask", markup=False)
            yield Static(id="who-hint", classes="quiet", markup=False)
            yield Editor(id="who_can_read")
            yield Static(id="keep-ask", classes="ask", markup=False)
            yield Choices(id="keep", across=True)
            yield Static(id="kept-ask", classes="ask", markup=False)
            yield Editor(id="kept")
            yield Static(id="address-ask", classes="ask", markup=False)
            yield Editor(id="address")
            yield Static(id="footer-ask", classes="ask", markup=False)
            yield Editor(id="footer")
            yield Static(id="other-languages", classes="quiet", markup=False)
            yield Static(id="in-file", classes="quiet", markup=False)
        yield Static(classes="refusal", markup=False)
        with Horizontal(classes="buttons"):
            yield Button(id="back")
            yield Button(id="save", classes="-first -onward")
        yield KeyBar()

    def heading(self) -> str:
        """Name the page."""
        return self.t("office.page.title")

    def arrive(self, ref: str | None) -> None:
        """Read the file anew, for somebody may have written it meanwhile; `ref` is the field to begin at."""
        self._begin = ref if ref in (*_LINES, *_TEXTS, "keep") else _LINES[0]
        folder = self.app.desk.settings.office
        self._file = None
        self.app.work(lambda: open_office(folder), self._opened)

    def _opened(self, file: OfficeFile) -> None:
        office = file.office
        self._file, self._keep, self._warned = file, office.keep, None
        self._texts = {name: dict(getattr(office, name)) for name in _TEXTS}
        self._in_language = ""
        if self.is_mounted:
            self._fill()

    def _fill(self) -> None:
        """Put in what the file says; what was typed here before is forgotten."""
        file = self._file
        if file is None:
            return
        for name in _LINES:
            self.query_one(f"#{name}", Line).forget(getattr(file.office, name))
        self.query_one("#address", Editor).forget("\n".join(file.office.address))
        self._refuse("")
        self.redraw_body()
        self.call_after_refresh(self.query_one(f"#{self._begin}").focus)

    def on_mount(self) -> None:
        """Show what was read while the page was made."""
        super().on_mount()
        self._fill()

    # --- showing

    def redraw_body(self) -> None:
        """Show the words around the fields, and the texts in the language of the screen."""
        language = plain_line(self.t(f"tui.language_name.{self.app.language}")).plain
        self.query_one(".lead", Static).update(self.t("office.page.lead"))
        for name in (*_LINES, *_TEXTS, "address", "keep"):
            self.query_one(f"#{name}-ask", Static).update(plain(self.t(f"office.page.{name}", language=language)))
        self.query_one("#who-hint", Static).update(self.t("office.page.who_hint"))
        self.query_one("#other-languages", Static).update(self.t("office.page.other_languages"))
        for name in ("back", "save"):
            self.query_one(f"#{name}", Button).label = self.t(f"office.page.{name}")
        if self._file is not None:
            self._show_file(self._file)
            self._show_keep()
            self._show_texts()

    def _show_file(self, file: OfficeFile) -> None:
        self.query_one("#in-file", Static).update(plain(self.t("office.page.in_file", path=str(file.path))))
        notice = self.query_one("#notice", Static)
        notice.display = file.office.notice is not None
        notice.update(plain(f"! {self.app.told(file.office.notice)}" if file.office.notice else ""))

    def _show_keep(self) -> None:
        standing = self._keep.written if self._keep else ""
        codes = _OFFERED if standing in ("", *_OFFERED) else (standing, *_OFFERED)
        periods = ((code, read_period(code)) for code in codes)
        choices = [Choice(code, plain_line(period.to(self.app.language))) for code, period in periods if period]
        self.query_one("#keep", Choices).show(choices, (standing,))

    def _show_texts(self) -> None:
        language = self.app.language
        if self._in_language == language:
            return
        if self._in_language:
            self._take_texts()
        self._in_language = language
        for name in _TEXTS:
            self.query_one(f"#{name}", Editor).forget(self._texts[name].get(language, ""))

    def _take_texts(self) -> None:
        """Note what stands in the fields, as said in the language that they show."""
        for name in _TEXTS:
            self._texts[name][self._in_language] = self.query_one(f"#{name}", Editor).text

    def _refuse(self, sentence: str) -> None:
        place = self.query_one(".refusal", Static)
        place.update(plain(f"! {sentence}" if sentence else ""))
        place.display = bool(sentence)

    # --- changing

    @on(Choices.Chosen, "#keep")
    def _choose(self, event: Choices.Chosen) -> None:
        """Take in a span, and propose how to say it: a text that says another one would not be true."""
        period = read_period(event.code)
        if period is None or period == self._keep:
            return
        self._keep = period
        event.choices.mark((event.code,))
        said = dict(proposed(period))
        self._texts["kept"].update(said)
        editor = self.query_one("#kept", Editor)
        editor.replace(said[self._in_language], (0, 0), editor.document.end)

    def _written(self) -> Office:
        """Give the office as the fields say it now."""
        self._take_texts()
        standing = self._file.office if self._file else Office()
        return replace(
            standing,
            name=self.query_one("#name", Line).line,
            phone=self.query_one("#phone", Line).line,
            address=_lines(self.query_one("#address", Editor).text),
            who_can_read=_text(self._texts["who_can_read"]),
            keep=self._keep,
            kept=_text(self._texts["kept"]),
            footer=_text(self._texts["footer"]),
            notice=None,
        )

    @on(Line.Submitted)
    def _on(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        file = self._file
        if file is None:
            return
        office = self._written()
        problem = self._problem(office)
        self._refuse(problem)
        if problem:
            return
        content = content_for(file, office, self.app.language)
        if content is None:
            self.app.ask(ByHand(str(file.path), lines_for(file, office, self.app.language)))
        elif content == file.content:
            self._done("office.page.nothing_new")
        else:
            self.app.work(lambda: save_office(file, content), lambda _: self._done("office.page.saved"), self._refuse)

    def _problem(self, office: Office) -> str:
        """Say what is still to be written, or what is too long; nothing where all is well."""
        short = {"who_can_read": "needs_who", "keep": "needs_keep", "kept": "needs_kept"}
        for name in office.missing:
            self.query_one(f"#{name}").focus()
            return self.t(f"office.page.{short[name]}")
        said = [words for text in (office.who_can_read, office.kept, office.footer) for _, words in text]
        lines = (office.name, office.phone, *office.address)
        for limit, lengths in ((_LINE_LIMIT, lines), (_TEXT_LIMIT, said)):
            if any(len(each) > limit for each in lengths):
                return self.app.told(NotUnderstood("too_long", limit=limit))
        many = len(office.address) > _ADDRESS_LINES
        return self.t("office.page.address_lines", limit=_ADDRESS_LINES) if many else ""

    def _done(self, said: str) -> None:
        self.app.desk.reread_office()
        self.app.notify(self.t(said))
        self._file = None
        if self.is_current:
            super().action_back()

    # --- leaving

    def action_back(self) -> None:
        """Go back; what is typed and not saved is lost only to whoever asks twice."""
        office = self._written() if self._file is not None else None
        saved = self._file.office if self._file is not None else None
        same = office is None or saved is None or _as_said(office) == _as_said(saved)
        if same or office == self._warned:
            super().action_back()
        else:
            self._warned = office
            self._refuse(self.t("tui.notices.words_not_kept"))

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()


class ByHand(Dialog[None]):
    """Says which lines to put into a file that the program leaves alone."""

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    ByHand > .box { width: 76; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "Button"

    def __init__(self, path: str, lines: str) -> None:
        super().__init__()
        self._path, self._new_lines = path, lines

    def compose_body(self) -> ComposeResult:
        """Put the lines under what to do with them."""
        yield Static(classes="why", markup=False)
        yield Static(plain(f"\n{self._new_lines}"), markup=False)
        yield Button(id="back")

    def redraw(self) -> None:
        """Say what to do."""
        self.query_one(".why", Static).update(plain(self.t("office.page.by_hand", path=self._path)))
        self.query_one("#back", Button).label = self.t("office.page.back")

    @on(Button.Pressed, "#back")
    def _close(self) -> None:
        self.dismiss(None)


def _text(versions: dict[str, str]) -> Text:
    """Make a text of what is written, without the languages in which nothing is."""
    written = {code: clean(words).strip() for code, words in versions.items()}
    return Text.of({code: words for code, words in written.items() if words})


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line for each in written.split("\n") if (line := clean_line(each)))


def _as_said(office: Office) -> tuple[object, ...]:
    texts = (dict(text) for text in (office.who_can_read, office.kept, office.footer))
    return office.name, office.phone, office.address, office.keep, *texts
