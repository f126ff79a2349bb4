"""What the parts of the room of papers share: which paper is chosen, and how it would read now."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from mapper.tui.screens.base import Room
from mapper.tui.widgets.rooms.hand_changes import HandChanges

if TYPE_CHECKING:
    from mapper.desk.paperwork import Preview
    from mapper.documents.model import DocumentKind, Wanted


SOON: Final = 0.3
"""Seconds in which a paper is made without a word: longer, and what stands there could be taken for the one chosen."""


class PaperRoom(Room):
    """Makes the chosen paper anew whenever something changes, and keeps what was changed by hand in each."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Wanted | None = None
        self.by_hand = HandChanges()
        self.preview: Preview | None = None
        self._asked = self._answered = 0

    @property
    def wanted(self) -> Wanted:
        """Say which paper is chosen, with what was changed by hand in it."""
        from mapper.documents.model import Wanted

        chosen = self._wanted or Wanted(self.app.desk.documents()[0].id, self.app.language)
        return replace(chosen, changes=self.by_hand.of(chosen))

    @property
    def kind(self) -> DocumentKind:
        """Give the kind of paper that is chosen."""
        desk, document = self.app.desk, self.wanted.document
        return next(kind for kind in (*desk.documents(), *desk.sheets(), *desk.carried()) if kind.id == document)

    def make(self, *, afresh: bool = False) -> None:
        """Make the paper and show it; `afresh` shows it from its top, and says so where it takes its time."""
        self._asked += 1
        if afresh:
            self.set_timer(SOON, partial(self._still_making, self._asked))
        make = partial(self.app.desk.preview, self.meeting, self.wanted)
        self.app.work(make, partial(self._made, self._asked, afresh), partial(self._not_made, self._asked))

    def _still_making(self, asked: int) -> None:
        if asked == self._asked != self._answered:
            self.preview = None
            self.show_making()

    def use(self, preview: Preview) -> None:
        """Show a paper that is made, before any that is asked for."""
        self._asked += 1
        self._made(self._asked, False, preview)

    def leave_paper(self) -> None:
        """Show no paper that is still being made."""
        self._asked += 1
        self.preview = None

    def _made(self, asked: int, afresh: bool, preview: Preview) -> None:
        if asked != self._asked:
            return
        self._answered, self.preview = asked, preview
        self._settle(preview)
        self.show_preview(preview, afresh=afresh)

    def _not_made(self, asked: int, sentence: str) -> None:
        if asked == self._asked:
            self._answered, self.preview = asked, None
            self.show_broken(sentence)

    def _settle(self, preview: Preview) -> None:
        """Let go of changes that fit no more, keep those that only this form has no place for, and say so."""
        unfit = self.by_hand.settle(self.wanted, (each.change for each in preview.refused))
        if unfit.gone:
            self.app.trouble(self.t("papers_room.change.gone", n=unfit.gone))
        if unfit.aside:
            self.app.notify(self.t("papers_room.change.aside", n=unfit.aside))

    @abstractmethod
    def want(self, wanted: Wanted) -> None:
        """Choose another paper, or the same in another form."""

    @abstractmethod
    def show_preview(self, preview: Preview, *, afresh: bool) -> None:
        """Show the paper."""

    @abstractmethod
    def show_making(self) -> None:
        """Say that the paper is being made, in place of the one before."""

    @abstractmethod
    def show_broken(self, sentence: str) -> None:
        """Say why there is no paper."""
