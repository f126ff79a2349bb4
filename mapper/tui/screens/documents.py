"""Papers to take home: what there is, what each will say, and what is missing before it is ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from mapper.plan.model import COPY
from mapper.tui.keys import bindings, in_bar
from mapper.tui.screens.consents import standing
from mapper.tui.screens.keeping_papers import KeepingPapers
from mapper.tui.screens.walking_papers import MISSING, WalkingPapers
from mapper.tui.show import plain_line
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.frame import Head, KeyBar
from mapper.tui.widgets.rooms.entries import Entries, Entry, Paragraph
from mapper.tui.widgets.rooms.offer import WIDTHS
from mapper.tui.widgets.rooms.paper_form import BILINGUAL, beside, unusual
from mapper.tui.widgets.rooms.paper_lines import first_sheet, paper_entries
from mapper.tui.widgets.rooms.paper_list import CONSENTS, Offers, id_of, offers
from mapper.tui.widgets.rooms.paper_view import PaperView

if TYPE_CHECKING:
    from mapper.desk.paperwork import Preview
    from mapper.documents.blocks import Paper
    from mapper.documents.model import Wanted

_BUTTONS = ("save", "form", "saved")
_WIDE = WIDTHS[-1][0]


class DocumentsRoom(WalkingPapers, KeepingPapers):
    """Shows a paper before it is written, lets it be changed for this once, and writes it."""

    ROOM = "documents"
    CSS_PATH = "documents.tcss"
    AUTO_FOCUS = "#kind"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    KEYS = in_bar(("documents",))
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(("documents",))]

    def __init__(self) -> None:
        super().__init__()
        self._offers = Offers()
        self._forms: dict[str, Wanted] = {}
        self._at_consents = False

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
                yield from _for_later(Button(id="show_now", classes="-first"), Button(id="put_back_all"))
            with Horizontal(id="buttons"):
                for name in _BUTTONS:
                    yield Button(id=name)
                yield from _for_later(Button(id="go"))
        yield KeyBar()

    def heading(self) -> str:
        """Name the room."""
        return self.t("rooms.documents.title")

    # --- which paper

    @property
    def _chosen(self) -> str:
        return CONSENTS if self._at_consents else id_of(self.wanted)

    @property
    def title_of_paper(self) -> str:
        """Name the chosen line of the list."""
        line = self._offers.line(self._chosen)
        return line.title if line else super().title_of_paper

    def want(self, wanted: Wanted) -> None:
        """Choose a paper and show it from its top."""
        self._at_consents = False
        self._wanted = self._forms[wanted.document] = replace(wanted, changes=())
        self._show_kinds()
        self.make(afresh=True)

    @on(Entries.Moved, "#kind")
    def _choose_kind(self, message: Entries.Moved) -> None:
        line = self._offers.line(message.entry)
        if line is None or line.wanted is None:
            self._at_consents = True
            self.leave_paper()
            self._show_kinds()
            self._show_consents(afresh=True)
        else:
            self.want(self._as_before(line.wanted))

    def _as_before(self, offered: Wanted) -> Wanted:
        """Give a paper with what was chosen for its kind, and the language and print of the one before."""
        before, now = self._forms.get(offered.document, offered), self.wanted
        kept = replace(before, recipient=offered.recipient, language=now.language)
        kept = replace(kept, large=now.large, figure=now.figure)
        return beside(kept, self.meeting.languages(), offered.second) if offered.second else kept

    @on(Entries.Chosen, "#kind")
    def _read(self) -> None:
        if self._at_consents:
            self.app.push_room(CONSENTS)
        else:
            self.query_one("#paper").focus()

    def action_kinds(self) -> None:
        """Go back to the choice of paper."""
        self.query_one("#kind").focus()

    # --- what is shown

    def redraw_body(self) -> None:
        """Show the kinds as soon as they are known, and the paper when it is made."""
        for name in ("show_now", "save"):
            self.query_one(f"#{name}", Button).label = self.t(f"rooms.documents.{name}")
        if self.preview is None and not self._at_consents:
            self.show_making()
        gather = partial(offers, self.app.desk, self.meeting, self.wanted, self.app.language)
        self.app.work(gather, self._offered)
        self.count_saved()

    def _offered(self, found: Offers) -> None:
        self._offers = found
        self._show_kinds()
        if self._at_consents:
            self._show_consents()
        else:
            self.make()

    def _show_kinds(self) -> None:
        chosen, wide = self._chosen, self.size.width >= _WIDE
        entries = [line.entry(chosen=line.id == chosen, under=wide) for line in self._offers.lines]
        self.query_one("#kind", Entries).show(entries, chosen)
        told = () if self._at_consents else unusual(self.kind, self.wanted, self.app.language)
        parts = [self.title_of_paper, *told]
        self.query_one("#sheet", Vertical).border_title = plain_line(" · ".join(parts))
        self.query_one("#form", Button).label = self.t(f"rooms.documents.form{'_carried' if self.is_carried else ''}")
        for name in ("save", "form"):
            self.query_one(f"#{name}", Button).display = not self._at_consents

    @on(events.Resize)
    def _fit_kinds(self) -> None:
        if self.is_mounted:
            self._show_kinds()

    def show_preview(self, preview: Preview, *, afresh: bool) -> None:
        """Show what is to be known first, and the paper under it."""
        if self._hides(preview):
            words = "carried.copy.hidden" if self.wanted.document == COPY else "rooms.documents.hidden"
            self._show_paper([Entry("hidden", (Paragraph(self.t(words)),), heading=True)], afresh=True)
            self.query_one("#show_now", Button).display = True
            return
        first = list(self._to_know(preview))
        between = [Entry("between", (Paragraph(""),), heading=True)] if first else []
        entries = [*first, *between, *self._of(preview.paper)]
        self._show_paper(entries, self._ready(preview, len(first)), afresh=afresh)

    def _of(self, paper: Paper) -> Iterator[Entry]:
        """Give the paper to walk through; what is asked when the two are alone stands on the screen only then."""
        only_first = self.wanted.document == BILINGUAL and not self.meeting.alone
        shown = first_sheet(paper) if only_first else paper
        yield from paper_entries(shown, lambda number: self.t("papers_room.sheet", n=number))
        if shown is not paper:
            yield Entry("alone", (Paragraph(""), Paragraph(self.t("papers_room.alone_sheet"), "! ")))

    def _to_know(self, preview: Preview) -> Iterator[Entry]:
        """Tell what is missing and where it is put right, and the faults that stopped nothing."""
        for number, each in enumerate(preview.warnings):
            yield Entry(f"{MISSING}{number}", (Paragraph(f"{each.words}{' ▸' if each.lead else ''}", "! "),))
        for number, notice in enumerate(preview.notices):
            yield Entry(f"notice {number}", (Paragraph(self.app.told(notice), "! "),))

    def _ready(self, preview: Preview, first: int) -> str:
        if not first:
            return self.t("rooms.documents.ready")
        missing = any(each.lead for each in preview.warnings)
        return self.t(f"rooms.documents.{'not_ready' if missing else 'to_know'}", n=first)

    def _hides(self, preview: Preview) -> bool:
        """Tell whether the paper would show what is for the two alone, while others may look."""
        if self.meeting.alone:
            return False
        if self.wanted.document == COPY and not self.wanted.without_held_back:
            return True
        return preview.alone

    def _show_consents(self, *, afresh: bool = False) -> None:
        """Tell how the consents stand; the page behind this line is where they are given and taken back."""
        told = [Paragraph(self.t("sharing.page.lead")), Paragraph("")]
        for each in self._offers.consents:
            told.append(Paragraph(f"{each.recipient.shown}. {standing(each, self.app.language)}", "• "))
        if not self._offers.consents:
            told.append(Paragraph(self.t("sharing.page.empty")))
        self._show_paper([Entry(CONSENTS, tuple(told))], afresh=afresh)

    def way(self) -> str:
        """Name what Enter does: on the line of the consents it goes there."""
        return "there" if self._at_consents else super().way()

    def go_on(self) -> None:
        """Do what the button says."""
        if self._at_consents:
            self.app.push_room(CONSENTS)
        else:
            super().go_on()

    def _show_paper(self, entries: list[Entry], ready: str = "", *, afresh: bool) -> None:
        paper = self.query_one("#paper", PaperView)
        paper.show(entries)
        if afresh:
            paper.to_top()
        self.query_one("#ready", Static).update(ready)
        put_back = self.query_one("#put_back_all", Button)
        changed = self.preview.changed if self.preview else 0
        put_back.display = changed > 0
        put_back.label = self.t("papers_room.change.put_back_all", n=changed)
        self.query_one("#show_now", Button).display = False
        self.show_way()

    def show_making(self) -> None:
        """Say that the paper is being made, in place of the one before."""
        told = Entry("making", (Paragraph(self.t("rooms.documents.making")),), heading=True)
        self._show_paper([told], afresh=True)

    def show_broken(self, sentence: str) -> None:
        """Say why there is no paper."""
        told = Entry("broken", (Paragraph(self.t("rooms.documents.broken", reason=sentence), "! "),), heading=True)
        self._show_paper([told], afresh=True)

    @on(Button.Pressed, "#show_now")
    def _show_now(self) -> None:
        self.app.act(partial(self.meeting.set_alone, True))


def _for_later(*buttons: Button) -> Iterator[Button]:
    """Give buttons that stand there only when a paper is made that they are for."""
    for button in buttons:
        button.display = False
        yield button
