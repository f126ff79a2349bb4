"""What waits when a conversation opens: changed questions to go over to, and what it is time to ask again."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from mapper.tui.acting import Acting

if TYPE_CHECKING:
    from textual.screen import Screen

    from mapper.desk.desk import Desk
    from mapper.desk.moving import Move
    from mapper.meeting.meeting import Change, Meeting


class MovingOn(Acting):
    """An app whose open conversation may go over to other questions, in this window or in another."""

    desk: Desk
    meeting: Meeting | None = None

    @abstractmethod
    def save_typed(self) -> None:
        """Let the open rooms save what is typed and not yet saved."""

    @abstractmethod
    def push_room(self, name: str, ref: str | None = None) -> None:
        """Open a page over the room in front."""

    @abstractmethod
    def begin_anew_at(self, name: str, ref: str | None) -> None:
        """Throw away the rooms of the conversation with all that they hold, and open one of them afresh."""

    def offer_what_waits(self, meeting: Meeting) -> None:
        """Tell what it is time to ask again, and offer newer questions where the office has them.

        Nothing is moved, and no round begun, before somebody says so.
        """
        if not meeting.practice and meeting.read_only is None:
            self.work(partial(self._due, meeting), partial(self._tell_due, meeting), lambda _: None)
            self.work(partial(self.desk.newer, meeting), partial(self._offer, meeting), lambda _: None)

    def _due(self, meeting: Meeting) -> str:
        packs = meeting.packs() if meeting.questionnaire.packs else ()
        return ", ".join(pack.title.to(self.language) for pack in packs if pack.next and pack.next.due)

    def _tell_due(self, meeting: Meeting, titles: str) -> None:
        if titles and self.meeting is meeting:
            self.notify(self.t("packs.offer.again", titles=titles))

    def _offer(self, meeting: Meeting, newer: bool) -> None:
        from mapper.tui.screens.moving import OfferMove

        if newer and self.meeting is meeting:
            self.ask(OfferMove(), lambda look: self.push_room("moving") if look else None)

    def make_move(self, move: Move) -> None:
        """Save what is typed and go over; what could not be saved is told, and holds the move back."""
        before = self.refusals
        self.save_typed()
        self.work(lambda: None, lambda _: self._make(move, kept=self.refusals == before))

    def _make(self, move: Move, *, kept: bool) -> None:
        meeting = self.meeting
        if meeting is not None and kept:
            self.work(partial(self.desk.make_move, meeting, move), self._moved, self.trouble)
        elif meeting is not None:
            self.trouble(self.t("tui.notices.not_kept"))

    def _moved(self, _: Change) -> None:
        self.begin_anew_at("review", None)
        self.notify(self.t("moving.page.done"))

    def moved_elsewhere(self) -> None:
        """Show everything anew, once what is typed here is saved: its question may go on under another name."""
        front = next((screen for screen in reversed(self.screen_stack) if not screen.is_modal), None)
        self.save_typed()
        self.work(lambda: None, lambda _: self._anew(front))

    def _anew(self, front: Screen[object] | None) -> None:
        if self.meeting is not None:
            self.begin_anew_at("review" if getattr(front, "ROOM", "") != "plan" else "plan", None)
            self.notify(self.t("moving.page.elsewhere"))
