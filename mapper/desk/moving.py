"""Going over to the questions of today: whether the office has newer ones than a case, and what a move would do.

Takes in a meeting and the library; gives out what would move, be parked and be asked again, before anything is done.
Never moves a case by itself.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.fault import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from mapper.interview.moving import Survey
    from mapper.meeting.meeting import Change, Meeting
    from mapper.questionnaire.composed import Questionnaire
    from mapper.questionnaire.library import Library
    from mapper.questionnaire.model import QuestionnaireFile


class OtherQuestions(Fault):
    """Tell that the office asks by another questionnaire than the case: not a version of it. Facts: ours, theirs."""

    code = "moving_other_questions"


class PackMissing(Fault):
    """Tell that a pack of the case is nowhere to be found, and does not go with the new questions. Facts: pack."""

    code = "moving_pack_missing"


@dataclass(frozen=True, slots=True)
class Move:
    """A move that may be made: to these questions, with what it would do. `kept` are packs that have no file now."""

    questionnaire: Questionnaire
    survey: Survey
    kept: tuple[str, ...] = ()
    back: bool = False


class Moving:
    """The part of the desk that lets a case go over to the questions of today."""

    @property
    @abstractmethod
    def library(self) -> Library:
        """Give the questionnaires of this office and those that are shipped."""

    @abstractmethod
    def questionnaire(self) -> Questionnaire:
        """Give the questionnaire that new conversations are held with."""

    @abstractmethod
    def form_at(self, path: Path) -> QuestionnaireFile:
        """Read one questionnaire file. Raises QuestionnaireUnsound."""

    @abstractmethod
    def who(self, meeting: Meeting) -> str:
        """Give the name under which this desk stands in the log of who looked."""

    def newer(self, meeting: Meeting) -> bool:
        """Tell whether to offer a move: the office has a later version, and it can be held a conversation with."""
        from mapper.questionnaire.fates import is_later

        if meeting.read_only is not None or meeting.practice:
            return False
        try:
            return is_later(self._today(meeting)[0], meeting.questionnaire)
        except Fault:
            return False

    def move(self, meeting: Meeting) -> Move | None:
        """Say what a move to the questions of today would do; None where the case is asked by them already.

        Raises QuestionnaireUnsound, OtherQuestions or PackMissing.
        """
        return self.move_over(meeting, *self._today(meeting))

    def move_over(self, meeting: Meeting, today: Questionnaire, kept: tuple[str, ...] = ()) -> Move | None:
        """Say what a move to a questionnaire would do; None where the case is asked by it already."""
        from mapper.questionnaire.compose import snapshot_of

        if snapshot_of(today)[0] == snapshot_of(meeting.questionnaire)[0]:
            return None
        return Move(today, meeting.survey(today), kept)

    def move_back(self, meeting: Meeting) -> Move | None:
        """Say what going back over the latest move would do; None where there is none."""
        found = meeting.survey_back()
        return Move(*found, back=True) if found else None

    def make_move(self, meeting: Meeting, move: Move) -> Change:
        """Do what was shown. Raises NotUnderstood where another window wrote in the meantime."""
        if move.back:
            return meeting.move_back(move.survey, self.who(meeting))
        return meeting.move_to(move.questionnaire, move.survey, self.who(meeting))

    def _today(self, meeting: Meeting) -> tuple[Questionnaire, tuple[str, ...]]:
        """Compose what the case would be asked by today: the core, and the case's packs as they read now.

        A pack whose file is gone stays as it was asked, where it goes with the new core.
        """
        from mapper.questionnaire.compose import compose

        core = self.questionnaire()
        if core.id != meeting.questionnaire.id:
            raise OtherQuestions(ours=core.id, theirs=meeting.questionnaire.id)
        files, kept = list(core.files[:1]), []
        for pack in meeting.questionnaire.files[1:]:
            path = self.library.pack(pack.id)
            if path is None:
                kept.append(pack.id)
            files.append(pack if path is None else self.form_at(path))
        made = compose(files, self.library.lists, tuple(meeting.questionnaire.off))
        if lost := _lost(made):
            raise PackMissing(pack=", ".join(kept) or lost)
        return made, tuple(kept)


def _lost(questionnaire: Questionnaire) -> str:
    """Name a question that a condition asks about and that is not there; nothing where all are."""
    return next((ref for ref in questionnaire.readers if ref not in questionnaire.questions), "")
