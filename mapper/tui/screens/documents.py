"""Papers to take home: what each will say, what is missing, what is changed by hand, and where it is saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.base import Room
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.dialogs import WayDialog
from mapper.tui.widgets.rooms.entries import Entries, Entry, Paragraph
from mapper.tui.widgets.rooms.offer import WIDTHS
from mapper.tui.widgets.rooms.paper_lines import paper_entries, path_of
from mapper.tui.widgets.rooms.paper_view import PaperView

if TYPE_CHECKING:
    from mapper.documents.model import Change, DocumentKind, Lead, Piece, Place, Wanted
    from mapper.paperwork import Preview
    from mapper.tui.screens.papers import Written

_BUTTONS = ("save", "form", "saved")
_MISSING = "missing "
_WIDE = WIDTHS[-1][0]


class DocumentsRoom(Room):
    """Shows a paper before it is written, lets it be changed for this once, and writes it."""

    ROOM = "documents"
    CSS_PATH = "documents.tcss"
    AUTO_FOCUS = "#kind"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    KEYS = in_bar(("documents",))
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(("documents",))]

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Wanted | None = None
        self._changes: dict[tuple[str, str], dict[Place, Change]] = {}
        self._preview: Preview | None = None
        self._papers: tuple[Path, ...] = ()
        self._offered: dict[str, Wanted] = {}
        self._asked = 0

    def compose(self) -> ComposeResult:
        """Put the kinds beside or over the paper, and what may be done with it below."""
        yield Head()
        with Vertical(classes="room"):
            with Vertical(id="middle"):
                yield Entries(id="kind")
                with Vertical(id="sheet"):
                    yield PaperView(id="paper")
            with Horizontal(id="state"):
                yield Static(id="ready")
                yield Button(id="put_back_all")
            with Horizontal(id="buttons"):
                yield Button(id="show_now", classes="-first")
                for name in _BUTTONS:
                    yield Button(id=name)
                yield Button(id="go")
        yield KeyBar()

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.documents.title")

    # --- which paper

    @property
    def wanted(self) -> Wanted:
        """Say which paper is chosen, with what was changed by hand in it."""
        from mapper.documents.model import Wanted

        chosen = self._wanted or Wanted(self.app.desk.documents()[0].id, self.app.language)
        changes = self._changes.get((chosen.document, chosen.language), {})
        return replace(chosen, changes=tuple(changes.values()))

    @property
    def kind(self) -> DocumentKind:
        """Give the kind of paper that is chosen."""
        return self._kind_of(self.wanted)

    def _kind_of(self, wanted: Wanted) -> DocumentKind:
        return next(kind for kind in self.app.desk.documents() if kind.id == wanted.document)

    def _want(self, wanted: Wanted) -> None:
        self._wanted = replace(wanted, changes=())
        self._show_kinds()
        self._make(afresh=True)

    # --- what is shown

    def redraw_body(self) -> None:
        """Show the kinds at once, and the paper when it is made."""
        self._show_kinds()
        for name in ("show_now", *_BUTTONS):
            self.query_one(f"#{name}", Button).label = self.t(f"rooms.documents.{name}", n=len(self._papers))
        self._make()
        self.app.work(partial(self.app.desk.saved_papers, self.meeting), self._listed)

    def _show_kinds(self) -> None:
        self._offered = {
            f"{each.document} {each.recipient}".strip(): each
            for each in self.app.desk.every_paper(self.meeting, self.wanted.language)
        }
        chosen = f"{self.wanted.document} {self.wanted.recipient}".strip()
        entries = [Entry(id, self._kind_words(each, id == chosen)) for id, each in self._offered.items()]
        self.query_one("#kind", Entries).show(entries, chosen)
        parts = [self._title(self.wanted), self.t(f"papers_room.form.language_{self.wanted.language}")]
        parts += [self.t("papers_room.form.size_large")] if self.wanted.large else []
        parts += [self.t(f"papers_room.form.area_{self.wanted.area}")] if self.wanted.area != "all" else []
        self.query_one("#sheet", Vertical).border_title = plain_line(" · ".join(parts))

    def _title(self, wanted: Wanted) -> str:
        """Name a paper, and the recipient that it is about."""
        title = self._kind_of(wanted).title.to(self.app.language)
        names = [each.recipient.shown for each in self.meeting.consents() if each.id == wanted.recipient]
        return ": ".join((title, *names))

    def _kind_words(self, wanted: Wanted, chosen: bool) -> tuple[Paragraph, ...]:
        """Name a paper and whom it is for: under each other where the list stands beside the paper."""
        sign = "● " if chosen else "○ "
        title, whom = self._title(wanted), self.t(f"papers_room.for.{self._kind_of(wanted).audience}")
        if self.size.width >= _WIDE:
            return Paragraph(title, sign), Paragraph(whom, "  ", "$quiet")
        return (Paragraph(f"{title} · {whom}", sign),)

    @on(events.Resize)
    def _fit_kinds(self) -> None:
        if self.is_mounted:
            self._show_kinds()

    def _make(self, *, afresh: bool = False) -> None:
        self._asked += 1
        make = partial(self.app.desk.preview, self.meeting, self.wanted)
        self.app.work(make, partial(self._made, self._asked, afresh), self._broken)

    def _made(self, asked: int, afresh: bool, preview: Preview) -> None:
        if asked != self._asked:
            return
        self._preview = preview
        if preview.refused:
            self._drop(preview)
        if self._hides(preview):
            self._tell_hidden()
        else:
            self._show(preview, afresh=afresh)

    def _drop(self, preview: Preview) -> None:
        """Let go of changes that fit no more, and say so."""
        kept = self._changes.get((self.wanted.document, self.wanted.language), {})
        for each in preview.refused:
            kept.pop(each.change.place, None)
        self.app.trouble(self.t("papers_room.change.gone", n=len(preview.refused)))

    def _hides(self, preview: Preview) -> bool:
        """Tell whether the paper would show what was said by the two alone, while others may look."""
        if self.meeting.alone:
            return False
        said_alone = any(line.said and line.question.alone for line in self.meeting.whole_review())
        return said_alone and (preview.alone or self.kind.audience != "participant")

    def _tell_hidden(self) -> None:
        told = Entry("hidden", (Paragraph(self.t("rooms.documents.hidden")),), heading=True)
        self._show_paper([told], "", afresh=True)
        self.query_one("#show_now", Button).display = True

    def _show(self, preview: Preview, *, afresh: bool) -> None:
        missing = [
            Entry(f"{_MISSING}{number}", (Paragraph(f"{each.words}{' ▸' if each.lead else ''}", "! "),))
            for number, each in enumerate(preview.warnings)
        ]
        between = [Entry("between", (Paragraph(""),), heading=True)] if missing else []
        paper = paper_entries(preview.paper, lambda number: self.t("papers_room.sheet", n=number))
        ready = self.t("rooms.documents.not_ready", n=len(missing)) if missing else self.t("rooms.documents.ready")
        self._show_paper([*missing, *between, *paper], ready, afresh=afresh)
        self.query_one("#show_now", Button).display = False

    def _show_paper(self, entries: list[Entry], ready: str, *, afresh: bool) -> None:
        paper = self.query_one("#paper", PaperView)
        paper.show(entries)
        if afresh:
            paper.to_top()
        self.query_one("#ready", Static).update(ready)
        put_back = self.query_one("#put_back_all", Button)
        changed = self._preview.changed if self._preview else 0
        put_back.display = changed > 0
        put_back.label = self.t("papers_room.change.put_back_all", n=changed)
        self._show_way()

    def _broken(self, sentence: str) -> None:
        self._preview = None
        told = Entry("broken", (Paragraph(self.t("rooms.documents.broken", reason=sentence), "! "),), heading=True)
        self._show_paper([told], "", afresh=True)

    def _listed(self, papers: tuple[Path, ...]) -> None:
        self._papers = papers
        self.query_one("#saved", Button).label = self.t("rooms.documents.saved", n=len(papers))

    # --- walking

    @on(Entries.Moved, "#kind")
    def _choose_kind(self, message: Entries.Moved) -> None:
        chosen = self._offered[message.entry]
        self._want(replace(self.wanted, document=chosen.document, recipient=chosen.recipient, area="all"))

    @on(Entries.Chosen, "#kind")
    def _read(self) -> None:
        self.query_one("#paper").focus()

    def action_kinds(self) -> None:
        """Go back to the choice of paper."""
        self.query_one("#kind").focus()

    @on(Entries.Moved, "#paper")
    @on(events.DescendantFocus)
    def _show_way(self) -> None:
        """Say on the button what Enter does where the sign stands."""
        way = self.query_one("#go", Button)
        words = self._way()
        way.display, way.label = bool(words), self.t(f"papers_room.go.{words}") if words else ""

    def _way(self) -> str:
        if self._lead() is not None:
            return "there"
        pieces = self._pieces()
        if not pieces:
            return ""
        return "change" if any(not piece.fixed for piece in pieces) else "why"

    @property
    def _current(self) -> str:
        return self.query_one("#paper", PaperView).current or ""

    def _lead(self) -> Lead | None:
        """Give where the missing thing under the sign is put right."""
        number = self._current.removeprefix(_MISSING)
        if self._preview is None or number == self._current:
            return None
        return self._preview.warnings[int(number)].lead

    def _pieces(self) -> list[Piece]:
        """Give the stretches under the sign: one, or the cells of a row."""
        path = path_of(self._current)
        pieces = self._preview.pieces if self._preview and path else ()
        return [piece for piece in pieces if piece.path == path or piece.path[:-1] == path]

    @on(Entries.Chosen, "#paper")
    @on(Button.Pressed, "#go")
    def _go(self) -> None:
        lead = self._lead()
        if lead is not None:
            self._follow(lead)
            return
        pieces = self._pieces()
        free = [piece for piece in pieces if not piece.fixed]
        if len(free) > 1:
            self._ask_which(free)
        elif free:
            self._change(free[0])
        elif pieces:
            self._say_why(pieces[0])

    def _follow(self, lead: Lead) -> None:
        if lead.room == "paper":
            self.query_one("#paper", PaperView).move_to(lead.ref)
        elif lead.room == "office":
            self.app.push_room("office")
        else:
            self.app.go(lead.room, lead.ref or None)

    # --- changing

    def _ask_which(self, pieces: list[Piece]) -> None:
        ways = [
            (f"cell-{number}", piece.now or self.t("papers_room.change.empty")) for number, piece in enumerate(pieces)
        ]
        dialog = WayDialog(self.t("papers_room.change.which"), "", ways)
        self.app.ask(dialog, lambda way: self._change(pieces[int(way.removeprefix("cell-"))]) if way else None)

    def _change(self, piece: Piece) -> None:
        from mapper.tui.screens.sentence import SentenceDialog

        self.app.ask(SentenceDialog(piece, self._with, self._use))

    def _with(self, change: Change) -> Preview:
        """Make the paper with one change more."""
        wanted = self.wanted
        return self.app.desk.preview(self.meeting, replace(wanted, changes=(*wanted.changes, change)))

    def _use(self, change: Change, preview: Preview) -> None:
        kept = self._changes.setdefault((self.wanted.document, self.wanted.language), {})
        kept[change.place] = change
        self._asked += 1
        self._made(self._asked, False, preview)

    def _say_why(self, piece: Piece) -> None:
        from mapper.tui.screens.sentence import why_fixed

        ways = [("go", self.t("papers_room.go.question"))] if piece.lead else []
        title = self.t("papers_room.change.fixed")
        self.app.ask(WayDialog(title, self.t(why_fixed(piece)), ways), partial(self._from_why, piece.lead))

    def _from_why(self, lead: Lead | None, way: str | None) -> None:
        if way == "go" and lead is not None:
            self.call_after_refresh(self._follow, lead)

    def action_put_back(self) -> None:
        """Put back what stood under the sign before it was changed by hand."""
        changed = [piece.place for piece in self._pieces() if piece.changed]
        kept = self._changes.get((self.wanted.document, self.wanted.language), {})
        for place in changed:
            kept.pop(place, None)
        if changed:
            self._make()

    @on(Button.Pressed, "#put_back_all")
    def _put_back_all(self) -> None:
        self._changes.pop((self.wanted.document, self.wanted.language), None)
        self.query_one("#paper").focus()
        self._make()

    # --- how it is to be, and saving

    @on(Button.Pressed, "#show_now")
    def _show_now(self) -> None:
        self.app.act(partial(self.meeting.set_alone, True))

    @on(Button.Pressed, "#form")
    def _ask_form(self) -> None:
        from mapper.tui.screens.papers import FormDialog

        self.app.ask(FormDialog(self.kind, self.wanted), lambda wanted: self._want(wanted) if wanted else None)

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        if self.kind.needs_confirming:
            ways = [("yes", self.t("papers_room.confirm.yes"))]
            dialog = WayDialog(self.t("papers_room.confirm.title"), self.t("papers_room.confirm.why"), ways)
            self.app.ask(dialog, lambda way: self._ask_formats() if way else None)
        else:
            self._ask_formats()

    def _ask_formats(self) -> None:
        from mapper.tui.screens.papers import SaveDialog

        title = self.t("papers_room.save.title", title=self._title(self.wanted))
        self.app.ask(SaveDialog(title, self.wanted), self._written)

    def _written(self, written: Written | None) -> None:
        if written is None:
            return
        told = [self.t("papers_room.saved.done", n=len(written.saved.paths))]
        told += [self.app.told(notice) for notice in written.saved.notices]
        self.app.work(partial(self._saved_with, written.saved.paths), partial(self._show_saved, told))
        if written.print_now:
            path = written.saved.paths[0]
            self.app.work(partial(self.app.desk.print_out, path), partial(self._printed, path.name))

    def _saved_with(self, paths: tuple[Path, ...]) -> tuple[Path, ...]:
        """Give the papers of the case; one that is kept apart from them stands alone."""
        papers = self.app.desk.saved_papers(self.meeting)
        return papers if set(paths) <= set(papers) else paths

    def _printed(self, name: str, to_printer: bool) -> None:
        self.app.notify(self.t(f"papers_room.saved.{'printed' if to_printer else 'print_opened'}", name=name))

    def _show_saved(self, told: list[str], papers: tuple[Path, ...]) -> None:
        from mapper.tui.screens.papers import SavedDialog

        self.redraw()
        self.app.ask(SavedDialog(papers, told, self.redraw))

    @on(Button.Pressed, "#saved")
    def _ask_saved(self) -> None:
        self.app.work(partial(self.app.desk.saved_papers, self.meeting), partial(self._show_saved, []))
