"""What another window writes comes to this screen by itself, as soon as it is there."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final

from mapper.tui.acting import Acting

if TYPE_CHECKING:
    from mapper.meeting.meeting import Change, Meeting

LOOK_AROUND: Final = 0.1
"""Seconds between two looks at whether another window wrote."""
_PATIENCE: Final = 30
"""Looks to leave out after what another window wrote could not be read."""
_TOLD_AGAIN: Final = 5.0
"""Seconds before it is told anew that another window wrote."""


class Looking(Acting):
    """An app that looks at what other windows write in the open conversation."""

    meeting: Meeting | None = None
    _patience = 0
    _unread = False
    _told_at = -_TOLD_AGAIN

    @abstractmethod
    def moved_elsewhere(self) -> None:
        """Show everything anew: another window went over to other questions."""

    def look_around(self) -> None:
        """Take in what another window wrote, as soon as the log has stirred."""
        self._patience = max(self._patience - 1, 0)
        meeting = self.meeting
        if meeting is None or meeting.practice or self.waiting or self._patience:
            return
        if meeting.stirred() or self._unread:
            self._unread = False
            self.work(meeting.refresh, partial(self._from_elsewhere, meeting.seq), self._unread_yet)

    def _unread_yet(self, _sentence: str) -> None:
        """Try again later what cannot be read now; the next act tells of it."""
        self._unread, self._patience = True, _PATIENCE

    def _from_elsewhere(self, before: int, change: Change) -> None:
        if change.seq == before:
            return
        if change.anew:
            self.moved_elsewhere()
            return
        told = bool(change.refs) and monotonic() - self._told_at >= _TOLD_AGAIN
        self.tell(self._tell_elsewhere if told else None, change)

    def _tell_elsewhere(self, _change: Change) -> None:
        self._told_at = monotonic()
        self.notify(self.t("tui.notices.elsewhere"))
