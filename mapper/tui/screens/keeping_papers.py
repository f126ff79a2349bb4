"""How a paper is to be, saving it, and what lies saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from mapper.tui.screens.paper_room import PaperRoom
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.rooms.dialogs import WayDialog

if TYPE_CHECKING:
    from mapper.tui.screens.papers import Written


class KeepingPapers(PaperRoom):
    """Asks how a paper is to be, writes it, and shows those that are written."""

    @property
    def title_of_paper(self) -> str:
        """Name the chosen paper, and its recipient where it has one."""
        return self.kind.title.to(self.app.language)

    @property
    def is_carried(self) -> bool:
        """Tell whether it is none of the papers, but carried beside them."""
        return self.kind in self.app.desk.carried()

    @on(Button.Pressed, "#form")
    def _ask_form(self) -> None:
        from mapper.tui.screens.form import FormDialog

        dialog = FormDialog(self.kind, self.wanted, self.meeting.languages())
        self.app.ask(dialog, lambda wanted: self.want(wanted) if wanted else None)

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        if self.is_carried:
            self._ask_to_carry()
        elif self.kind.needs_confirming:
            ways = [("yes", self.t("papers_room.confirm.yes"))]
            dialog = WayDialog(self.t("papers_room.confirm.title"), self.t("papers_room.confirm.why"), ways)
            self.app.ask(dialog, lambda way: self._ask_formats() if way else None)
        else:
            self._ask_formats()

    @property
    def _saving(self) -> str:
        return self.t("papers_room.save.title", title=self.title_of_paper)

    def _ask_formats(self) -> None:
        from mapper.tui.screens.papers import SaveDialog

        self.app.ask(SaveDialog(self._saving, self.wanted), self._written)

    def _ask_to_carry(self) -> None:
        from mapper.tui.screens.carry import CarryDialog

        self.app.ask(CarryDialog(self._saving, self.kind, self.wanted), self._written)

    def _written(self, written: Written | None) -> None:
        if written is None:
            return
        done = f"carried.{self.kind.id}.done" if self.is_carried else "papers_room.saved.done"
        told = [self.t(done, n=len(written.saved.paths))]
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

    @on(Button.Pressed, "#saved")
    def _ask_saved(self) -> None:
        self.app.work(partial(self.app.desk.saved_papers, self.meeting), partial(self._show_saved, []))

    def _show_saved(self, told: list[str], papers: tuple[Path, ...]) -> None:
        from mapper.tui.screens.papers import SavedDialog

        self.redraw()
        self.app.ask(SavedDialog(papers, told, self.redraw))

    def count_saved(self) -> None:
        """Say on the button how many papers lie saved, as soon as that is known."""
        self.app.work(partial(self.app.desk.saved_papers, self.meeting), self._counted)

    def _counted(self, papers: tuple[Path, ...]) -> None:
        self.query_one("#saved", Button).label = self.t("rooms.documents.saved", n=len(papers))
