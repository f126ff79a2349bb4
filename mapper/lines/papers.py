"""The papers as lines: which are saved and where they lie, and the participant's copy of everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from mapper.desk.carrying import CalendarEmpty
from mapper.documents.model import Wanted
from mapper.fault import Fault
from mapper.language.catalogue import words
from mapper.lines.console import Console
from mapper.plan.model import CALENDAR, COPY

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.desk.paperwork import Saved
    from mapper.meeting.meeting import Meeting

_FORMATS: Final = {"read": ("md", "html"), "pdf": ("pdf",), "docx": ("docx",), "all": ("md", "html", "docx", "pdf")}
"""What papers may be saved as, by the name under which it is offered."""


class Papers:
    """Save what goes home; what others read without a name only when it was read out and nobody is in it."""

    def __init__(
        self,
        desk: Desk,
        console: Console,
        language: str,
        choose: Callable[[Sequence[str]], int],
        tell_all: Callable[[tuple[Fault, ...]], None],
    ) -> None:
        self.desk = desk
        self.console = console
        self.language = language
        self._choose = choose
        self._tell_all = tell_all
        self._formats: Sequence[str] = _FORMATS["read"]

    def _t(self, key: str, **values: object) -> str:
        return words(f"lines.{key}", self.language, **values)

    def go(self, meeting: Meeting) -> None:
        """Offer to save the papers, and say where they lie."""
        self.console.tell()
        self.console.tell(self._t("papers.ask"))
        if self._choose([self._t("yes"), self._t("no")]):
            return
        self.console.tell(self._t("papers.which"))
        self._formats = _FORMATS[[*_FORMATS][self._choose([self._t(f"papers.{each}") for each in _FORMATS])]]
        to_confirm = {kind.id for kind in self.desk.documents() if kind.needs_confirming}
        papers = self.desk.every_paper(meeting, self.language)
        for wanted in papers:
            if wanted.document not in to_confirm:
                self._save(meeting, wanted)
        with suppress(CalendarEmpty):
            self._tell_saved(CALENDAR, self.desk.save_calendar(meeting, Wanted(CALENDAR, self.language)))
        self.console.tell(self._t("papers.not_locked"))
        for wanted in papers:
            if wanted.document in to_confirm:
                self._confirm(meeting, wanted)
        self._own_copy(meeting)

    def _confirm(self, meeting: Meeting, wanted: Wanted) -> None:
        """Offer a paper that others read without a name, and save it only when it was read out and nobody is in it."""
        self.console.tell()
        self.console.tell(self._t("papers.confirm_ask", title=self.desk.titles()[wanted.document].to(self.language)))
        if self._choose([self._t("no"), self._t("papers.confirm_read")]) == 0:
            return
        self.console.tell(self.desk.in_words(meeting, wanted))
        self.console.tell(words("papers_room.confirm.why", self.language))
        if self._choose([self._t("no"), words("papers_room.confirm.yes", self.language)]) == 1:
            self._save(meeting, wanted)

    def _save(self, meeting: Meeting, wanted: Wanted) -> None:
        """Save a paper, or say why this machine cannot; the others are saved all the same."""
        try:
            self._tell_saved(wanted.document, self.desk.save(meeting, wanted, self._formats))
        except Fault as fault:
            self._tell_all((fault,))

    def _tell_saved(self, document: str, saved: Saved) -> None:
        """Say where the files of a paper lie."""
        title = self.desk.titles()[document].to(self.language)
        for path in saved.paths:
            self.console.tell(self._t("papers.saved", title=title, path=path))
        self._tell_all(saved.notices)

    def _own_copy(self, meeting: Meeting) -> None:
        """Offer the participant a copy of everything, with or without what is held back."""
        self.console.tell()
        self.console.tell(self._t("papers.copy_ask"))
        chosen = self._choose([self._t("no"), self._t("papers.copy_all"), self._t("papers.copy_less")])
        if chosen:
            wanted = Wanted(COPY, self.language, without_held_back=chosen == 2)
            self._tell_saved(COPY, self.desk.save_copy(meeting, wanted))
