"""Papers to take home: what each will say, in which language, and where it lies when it is saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mapper.language.text import SCREEN_LANGUAGES
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.base import Room
from mapper.tui.show import plain, plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Entries, Entry, Paragraph, Telling
from mapper.tui.widgets.rooms.offer import WIDTHS, offer
from mapper.tui.widgets.rooms.paper_lines import paper_paragraphs

if TYPE_CHECKING:
    from mapper.documents.model import DocumentKind, Wanted
    from mapper.paperwork import Preview, Saved

_BUTTONS = ("save_md", "save_html", "open", "print")


class Reading(VerticalScroll, can_focus=True):
    """The paper to read; arrows scroll it."""


class DocumentsRoom(Room):
    """Shows a paper before it is written, writes it, and opens or prints what is written."""

    ROOM = "documents"
    CSS_PATH = "documents.tcss"
    AUTO_FOCUS = "#kind"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    KEYS = in_bar(("documents",))
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(("documents",))]

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self._language = ""
        self._papers: tuple[Path, ...] = ()
        self._asked = 0

    def compose(self) -> ComposeResult:
        """Put the choices over the paper, and what may be done with it below."""
        yield Head()
        with Vertical(classes="room"):
            for name in ("kind", "language"):
                with Horizontal(classes="choice"):
                    yield Static(id=f"{name}-label", classes="label")
                    yield Choices(across=True, id=name)
            with Horizontal(id="middle"):
                with Reading(id="paper"):
                    yield Telling()
                with Vertical(id="saved"):
                    yield Static(id="papers-label")
                    yield Entries(id="papers", click_chooses=False)
                    yield Static(id="lies")
            yield Static(id="ready")
            yield Button(id="show_now")
            with Horizontal(id="buttons"):
                for name in _BUTTONS:
                    yield Button(id=name)
        yield KeyBar()

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.documents.title")

    # --- what is shown

    def redraw_body(self) -> None:
        """Show the choices at once, and the paper when it is made."""
        kinds = self.app.desk.documents()
        if not self._kind and kinds:
            self._kind = kinds[0].id
        self._language = self._language or self.app.language
        self._show_choices(kinds)
        for name in (*_BUTTONS, "show_now"):
            self.query_one(f"#{name}", Button).label = self.t(f"rooms.documents.{name}")
        self.query_one("#paper", Reading).border_title = plain_line(self.t("rooms.documents.preview"))
        self._make()
        self._list()

    def _show_choices(self, kinds: tuple[DocumentKind, ...]) -> None:
        titles = [(kind.id, kind.title.to(self.app.language)) for kind in kinds]
        languages = [(code, self.t(f"rooms.documents.language_{code}")) for code in SCREEN_LANGUAGES]
        for name in ("kind", "language"):
            self.query_one(f"#{name}-label", Static).update(self.t(f"rooms.documents.{name}"))
        offer(self.query_one("#kind", Choices), titles, [self._kind])
        offer(self.query_one("#language", Choices), languages, [self._language])

    @property
    def _wanted(self) -> Wanted:
        """Say which paper is chosen."""
        from mapper.documents.model import Wanted

        return Wanted(self._kind, self._language)

    @property
    def _hidden(self) -> bool:
        """Tell whether the paper would show on the screen what was said by the two alone, while others may look."""
        if self.meeting.alone:
            return False
        kind = next((kind for kind in self.app.desk.documents() if kind.id == self._kind), None)
        said_alone = any(line.said and line.question.alone for line in self.meeting.whole_review())
        return kind is not None and kind.audience == "caseworker" and said_alone

    def _make(self) -> None:
        hidden = self._hidden
        self.query_one("#show_now", Button).display = hidden
        if hidden:
            self.query_one(Telling).show([Paragraph(self.t("rooms.documents.hidden"))])
            self.query_one("#ready", Static).update("")
            return
        self._asked += 1
        make = partial(self.app.desk.preview, self.meeting, self._wanted)
        self.app.work(make, partial(self._made, self._asked), self._broken)

    def _made(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:
            return
        missing = [Paragraph(each.words, lead="! ") for each in preview.warnings]
        self.query_one(Telling).show([*missing, *paper_paragraphs(preview.paper.blocks)])
        ready = self.t("rooms.documents.not_ready", n=len(missing)) if missing else self.t("rooms.documents.ready")
        self.query_one("#ready", Static).update(ready)

    def _broken(self, sentence: str) -> None:
        self.query_one(Telling).show([Paragraph(self.t("rooms.documents.broken", reason=sentence), lead="! ")])
        self.query_one("#ready", Static).update("")

    def _list(self) -> None:
        self.app.work(partial(self.app.desk.saved_papers, self.meeting), self._listed)

    def _listed(self, papers: tuple[Path, ...]) -> None:
        self._papers = papers
        self.query_one("#papers-label", Static).update(self._over_papers(bool(papers)))
        entries = [Entry(str(number), (Paragraph(path.name),)) for number, path in enumerate(papers)]
        empty = Entry("empty", (Paragraph(self.t("rooms.documents.no_papers")),), heading=True)
        self.query_one("#papers", Entries).show(entries or [empty])
        folder = self.t("rooms.documents.lies", folder=str(papers[0].parent)) if papers else ""
        self.query_one("#lies", Static).update(plain(folder))
        for name in ("open", "print"):
            self.query_one(f"#{name}", Button).display = bool(papers)

    def _over_papers(self, some: bool) -> Content:
        label = plain(self.t("rooms.documents.papers"), "bold")
        return label + plain(f" · {self.t('rooms.documents.unlocked')}") if some else label

    # --- what is chosen

    @on(Choices.Chosen, "#kind")
    def _choose_kind(self, message: Choices.Chosen) -> None:
        self._kind = message.code
        self.query_one("#paper", Reading).scroll_home(animate=False)
        self.redraw_body()

    @on(Choices.Chosen, "#language")
    def _choose_language(self, message: Choices.Chosen) -> None:
        self._language = message.code
        self.redraw_body()

    def action_kinds(self) -> None:
        """Go back to the choice of paper."""
        self.query_one("#kind", Choices).focus()

    @on(Button.Pressed, "#show_now")
    def _show_now(self) -> None:
        self.app.act(partial(self.meeting.set_alone, True))

    @on(Button.Pressed, "#save_md")
    def _save_md(self) -> None:
        self._save("md")

    @on(Button.Pressed, "#save_html")
    def _save_html(self) -> None:
        self._save("html")

    def _save(self, ending: str) -> None:
        save = partial(self.app.desk.save, self.meeting, self._wanted, (ending,))
        self.app.work(save, self._saved)

    def _saved(self, saved: Saved) -> None:
        self.app.notify(self.t("rooms.documents.saved", name=", ".join(path.name for path in saved.paths)))
        self.redraw()

    def _paper(self) -> Path | None:
        current = self.query_one("#papers", Entries).current
        return self._papers[int(current)] if current and current.isdigit() else None

    @on(Entries.Chosen, "#papers")
    @on(Button.Pressed, "#open")
    def _open(self) -> None:
        path = self._paper()
        if path is not None:
            told = self.t("rooms.documents.opened", name=path.name)
            self.app.work(partial(self.app.desk.show, path), lambda _: self.app.notify(told))

    @on(Button.Pressed, "#print")
    def _print(self) -> None:
        path = self._paper()
        if path is not None:
            self.app.work(partial(self.app.desk.print_out, path), partial(self._printed, path.name))

    def _printed(self, name: str, to_printer: bool) -> None:
        self.app.notify(self.t("rooms.documents.printed" if to_printer else "rooms.documents.print_opened", name=name))
