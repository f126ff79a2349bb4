"""Deleting for good on the screen: from the menu of a conversation, and what a window does whose case is gone."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from mapper.fault import Fault
from mapper.interview.model import NotUnderstood
from mapper.tui.acting import Acting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.meeting.meeting import Change, Meeting

_GONE: Final = "vault_case_erased"


class Deleting(Acting):
    """An app in which the open conversation, or one answer in it, may be deleted for good."""

    meeting: Meeting | None = None
    _dropped = ""
    """The case that was dropped last: what its rooms still try to save falls away without a word."""

    @abstractmethod
    def drop(self) -> None:
        """Leave the open conversation for home, and save nothing."""

    @abstractmethod
    def go(self, name: str, ref: str | None = None) -> None:
        """Open a room."""

    @abstractmethod
    def push_room(self, name: str, ref: str | None = None) -> None:
        """Open a page over the room in front."""

    def gone(self, problem: NotUnderstood | Fault) -> bool:
        """Leave the open conversation if another window erased it; tell whether nothing more is to be told."""
        if not isinstance(problem, Fault) or problem.code != _GONE:
            return False
        case = problem.facts["case"]
        if self.meeting is not None and self.meeting.case == case:
            self.let_go()
            self.trouble(self.told(problem))
            return True
        return case == self._dropped

    def let_go(self) -> None:
        """Leave the open conversation for ever: it is no more."""
        self._dropped = self.meeting.case if self.meeting is not None else ""
        self.drop()

    # --- from the menu

    def may_delete(self) -> Iterator[str]:
        """Name what the menu offers about the open conversation."""
        if self.meeting is None:
            return
        if self.ref_here:
            yield "redact"
        if not self.meeting.practice:
            yield from ("looked", "erase")

    @property
    def ref_here(self) -> str:
        """Name the question in front, if anything was ever answered to it."""
        room = next((screen for screen in reversed(self.screen_stack) if not screen.is_modal), None)
        ref = getattr(room, "ref", None)
        return ref if self.meeting is not None and ref and self.meeting.record.written_about(ref) else ""

    def show_looked(self) -> None:
        """Open the page that tells who has looked."""
        self.push_room("looked")

    def ask_to_erase(self) -> None:
        """Open the page that asks whether to erase the open conversation."""
        if self.meeting is not None:
            self.push_room("erase", self.meeting.case)

    def ask_to_redact(self) -> None:
        """Ask whether to delete the answers to the question in front."""
        from mapper.tui.screens.redact import Redact

        if self.ref_here:
            self.ask(Redact(self.ref_here))

    def redacted(self, change: Change) -> None:
        """Show everything anew. No room may go on holding words that are deleted, not even for its own undo."""
        room = next(screen for screen in reversed(self.screen_stack) if not screen.is_modal)
        self.tell(None, change)
        self.begin_anew_at(getattr(room, "ROOM", "questions"), getattr(room, "ref", None))

    @abstractmethod
    def begin_anew_at(self, name: str, ref: str | None) -> None:
        """Throw away the rooms of the conversation with all that they hold, and open one of them afresh."""
