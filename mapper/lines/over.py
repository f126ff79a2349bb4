"""Going over to changed questions, as lines, and back: told first, and done only after a yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mapper.desk.moving_told import gone_over, move_lines, whole_move
from mapper.fault import Fault
from mapper.interview.model import NotUnderstood
from mapper.language.catalogue import words
from mapper.language.telling import tell as tell_fault

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.desk.moving import Move
    from mapper.lines.console import Console
    from mapper.meeting.meeting import Meeting


class Anew(Exception):
    """The talk follows other questions now: it is gone through from the start of what waits."""


class Over:
    """Tell of one move at a time; nothing is moved before they have chosen."""

    def __init__(self, desk: Desk, console: Console, language: str, choose: Callable[[Sequence[str]], int]) -> None:
        self.desk = desk
        self.console = console
        self.language = language
        self._choose = choose
        self._moves = 0

    def _t(self, key: str, **values: object) -> str:
        return words(f"moving.{key}", self.language, **values)

    def sit_down(self, meeting: Meeting) -> None:
        """Take note of the questions that the talk follows now."""
        self._moves = len(meeting.record.moves.moved)

    def look(self, meeting: Meeting) -> None:
        """Take in what another window wrote. Raises Anew where the talk follows other questions since."""
        meeting.refresh()
        if len(meeting.record.moves.moved) != self._moves:
            self.console.tell(self._t("page.elsewhere"))
            raise Anew

    def offer(self, meeting: Meeting) -> None:
        """Offer changed questions where the office has them."""
        if self.desk.newer(meeting):
            self.console.tell(self._t("lines.ask"))
            if self._yes() and (move := self.desk.move(meeting)):
                self._ahead(meeting, move)

    def go(self, meeting: Meeting) -> None:
        """Tell what may be done: over to the questions of today, or back. Raises Anew where it was done."""
        if meeting.practice or meeting.read_only is not None:
            self.console.tell(self._t("page.none" if meeting.practice else "page.read_only"))
            return
        try:
            ahead = self.desk.move(meeting)
        except Fault as fault:
            told = tell_fault(fault.code, fault.facts, self.language)
            self.console.tell(f"{told.says} {told.do}")
            ahead = None
        else:
            if ahead is None:
                self.console.tell(self._t("page.none"))
        back = None if ahead else self.desk.move_back(meeting)
        if (ahead and self._ahead(meeting, ahead)) or (back and self._back(meeting, back)):
            raise Anew

    def _ahead(self, meeting: Meeting, move: Move) -> bool:
        for line in whole_move(move, meeting.questionnaire, self.language, alone=meeting.alone):
            self.console.tell(line)
        return self._make(meeting, move, "lines.go")

    def _back(self, meeting: Meeting, move: Move) -> bool:
        self.console.tell(gone_over(meeting.last_move, self.language))
        for line in move_lines(move, meeting.questionnaire, self.language, alone=meeting.alone):
            self.console.tell(line.plain)
        return self._make(meeting, move, "lines.back")

    def _make(self, meeting: Meeting, move: Move, ask: str) -> bool:
        self.console.tell(self._t(ask))
        if not self._yes():
            return False
        try:
            self.desk.make_move(meeting, move)
        except NotUnderstood as refused:
            self.console.tell(words(f"answers.{refused.code}", self.language, **refused.values))
            self.look(meeting)
            return False
        self.sit_down(meeting)
        self.console.tell(self._t("page.done"))
        return True

    def _yes(self) -> bool:
        return self._choose([words("lines.no", self.language), words("lines.yes", self.language)]) == 1
