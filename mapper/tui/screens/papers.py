"""Small pages in front of the papers: in which formats one is saved, and what is saved already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from mapper.tui.screens.base import Dialog
from mapper.tui.show import plain
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.rooms.dialogs import WayDialog
from mapper.tui.widgets.rooms.entries import Entries, Entry, Paragraph
from mapper.tui.widgets.rooms.offer import offer

if TYPE_CHECKING:
    from mapper.desk.paperwork import Saved
    from mapper.documents.model import Wanted


@dataclass(frozen=True, slots=True)
class Written:
    """What was saved, and whether it is to be printed now."""

    saved: Saved
    print_now: bool


class SaveDialog(Dialog[Written]):
    """Asks for the formats and saves the paper in each; closes when that is done, and says why where it is not."""

    DEFAULT_CSS = """
    SaveDialog {
        .title { text-style: bold; height: auto; }
        .why { color: $quiet; height: auto; margin: 0 0 1 0; }
        .buttons { height: auto; margin: 1 0 0 0; }
        .buttons > Button { margin: 0 1 0 0; }
        &.-narrow .buttons { layout: vertical; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "Choices"

    def __init__(self, title: str, wanted: Wanted) -> None:
        super().__init__()
        self._title, self._wanted = title, wanted
        self._chosen: tuple[str, ...] = ()
        self._saving = False

    def compose_body(self) -> ComposeResult:
        """Put the formats over the ways out."""
        yield Static(plain(self._title), classes="title")
        yield Static(classes="why")
        yield Choices("several", id="formats")
        yield Static(classes="refusal")
        with Horizontal(classes="buttons"):
            yield Button(id="save", classes="-first")
            yield Button(id="save_print")
            yield Button(id="cancel")

    def redraw(self) -> None:
        """Show the formats, those that were chosen last chosen again."""
        formats = self.app.desk.formats()
        self._chosen = self._chosen or self.app.desk.last_formats()
        self.query_one(".why", Static).update(self.t("papers_room.save.why"))
        offer(self.query_one("#formats", Choices), [(each, self._words(each)) for each in formats], self._chosen)
        for name in ("save", "save_print"):
            self.query_one(f"#{name}", Button).label = self.t(f"papers_room.save.{name}")
        self.query_one("#cancel", Button).label = self.t("rooms.common.cancel")

    def _words(self, ending: str) -> str:
        return f"{self.t(f'papers_room.format.{ending}')} (.{ending})"

    @on(Choices.Chosen, "#formats")
    @on(Choices.Removed, "#formats")
    def _choose(self, message: Choices.Chosen) -> None:
        kept = [each for each in self._chosen if each != message.code]
        wanted = kept if message.code in self._chosen else [*kept, message.code]
        self._chosen = tuple(each for each in self.app.desk.formats() if each in wanted)
        self.query_one("#formats", Choices).mark(self._chosen)
        self.refuse("")

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        self._write(print_now=False)

    @on(Button.Pressed, "#save_print")
    def _save_and_print(self) -> None:
        self._write(print_now=True)

    def _write(self, *, print_now: bool) -> None:
        if not self._chosen:
            self.refuse(self.t("papers_room.save.none"))
        elif not self._saving:
            self._saving = True
            save = partial(self._saved_by, self._chosen)
            self.app.work(save, lambda saved: self._close(Written(saved, print_now)), self._not_saved)

    def _saved_by(self, formats: tuple[str, ...]) -> Saved:
        saved = self.app.desk.save(self.meeting, self._wanted, formats)
        self.app.desk.choose(formats=" ".join(formats))
        return saved

    def _close(self, written: Written) -> None:
        self.dismiss(written)

    def _not_saved(self, sentence: str) -> None:
        self._saving = False
        self.refuse(sentence)

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_cancel()


class SavedDialog(Dialog[bool]):
    """Shows the papers of a case that lie on this machine, what is to be known of those just saved, and opens, prints
    or deletes one."""

    DEFAULT_CSS = """
    SavedDialog {
        .box { width: 76; }
        .title { text-style: bold; height: auto; }
        #told { height: auto; }
        #papers { height: auto; min-height: 1; max-height: 8; margin: 1 0; }
        #lies { color: $quiet; height: auto; }
        .buttons { height: auto; margin: 1 0 0 0; }
        .buttons > Button { margin: 0 1 0 0; }
        &.-low #papers { max-height: 4; margin: 0; }
        &.-narrow .buttons { layout: grid; grid-size: 2; height: 2; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#papers"

    def __init__(self, papers: Iterable[Path], told: Iterable[str], gone: Callable[[], None]) -> None:
        super().__init__()
        self._papers, self._told, self._gone = tuple(papers), tuple(told), gone

    def compose_body(self) -> ComposeResult:
        """Put the papers over what may be done with one."""
        yield Static(classes="title")
        yield Static(id="told")
        yield Entries(id="papers", click_chooses=False, marks=True)
        yield Static(id="lies")
        with Horizontal(classes="buttons"):
            for name in ("open", "print", "delete", "close"):
                yield Button(id=name)

    def redraw(self) -> None:
        """Show the papers that are there."""
        self.query_one(".title", Static).update(self.t("papers_room.saved.title"))
        told = self.query_one("#told", Static)
        told.update(plain("\n".join(self._told)))
        told.display = bool(self._told)
        entries = [Entry(str(number), (Paragraph(path.name),)) for number, path in enumerate(self._papers)]
        empty = Entry("empty", (Paragraph(self.t("papers_room.saved.none")),), heading=True)
        self.query_one("#papers", Entries).show(entries or [empty])
        where = self.t("papers_room.saved.lies", folder=str(self._papers[0].parent)) if self._papers else ""
        self.query_one("#lies", Static).update(plain(where))
        for name in ("open", "print", "delete", "close"):
            button = self.query_one(f"#{name}", Button)
            button.label, button.display = self.t(f"papers_room.saved.{name}"), bool(self._papers) or name == "close"
        if not self._papers:
            self.query_one("#close").focus()

    def _paper(self) -> Path | None:
        current = self.query_one("#papers", Entries).current
        return self._papers[int(current)] if current and current.isdigit() else None

    @on(Entries.Chosen, "#papers")
    @on(Button.Pressed, "#open")
    def _open(self) -> None:
        path = self._paper()
        if path is not None:
            told = self.t("papers_room.saved.opened", name=path.name)
            self.app.work(partial(self.app.desk.show, path), lambda _: self._tell(told), self._tell)

    @on(Button.Pressed, "#print")
    def _print(self) -> None:
        path = self._paper()
        if path is not None:
            self.app.work(partial(self.app.desk.print_out, path), partial(self._printed, path.name), self._tell)

    def _printed(self, name: str, to_printer: bool) -> None:
        self._tell(self.t("papers_room.saved.printed" if to_printer else "papers_room.saved.print_opened", name=name))

    @on(Button.Pressed, "#delete")
    def _ask_to_delete(self) -> None:
        path = self._paper()
        if path is not None:
            ways = [("yes", self.t("papers_room.saved.delete_yes"))]
            title = self.t("papers_room.saved.delete_ask", name=path.name)
            self.app.push_screen(
                WayDialog(title, self.t("papers_room.saved.delete_why"), ways), partial(self._delete, path)
            )

    def _delete(self, path: Path, way: str | None) -> None:
        if way == "yes":
            self.app.work(partial(self.app.desk.remove_paper, path), partial(self._deleted, path), self._tell)

    def _deleted(self, path: Path, gone: bool) -> None:
        if gone:
            self._papers = tuple(paper for paper in self._papers if paper != path)
            self._gone()
        self._tell(self.t(f"papers_room.saved.{'deleted' if gone else 'not_deleted'}", name=path.name))

    def _tell(self, sentence: str) -> None:
        self._told = (sentence,)
        if self.is_mounted:
            self.redraw()

    @on(Button.Pressed, "#close")
    def _done(self) -> None:
        self.dismiss(True)
