"""Going over to another version of the questionnaire, and back: looked at first, then done as one event."""

from __future__ import annotations

from mapper.interview.model import NotUnderstood
from mapper.interview.move_events import VersionMoved
from mapper.interview.moving import Survey, survey
from mapper.language.clean import clean_line
from mapper.meeting.consenting import Consenting
from mapper.meeting.ledger import Change
from mapper.questionnaire.composed import Questionnaire


class Moving(Consenting):
    """Let a case go over to other questions. Nothing said is lost, and nothing is put into other words."""

    def survey(self, questionnaire: Questionnaire) -> Survey:
        """Say what a move to a questionnaire would do, before it is done."""
        with self._lock:
            return survey(self.questionnaire, questionnaire, self._record)

    def move_to(self, questionnaire: Questionnaire, shown: Survey, who: str = "") -> Change:
        """Go over to a questionnaire, as it was shown.

        Raises NotUnderstood where what would be done is no longer what was shown, for another window wrote.
        """
        with self._lock:
            self.refresh()
            if self.questionnaire == questionnaire:
                return self._unchanged()
            if self.survey(questionnaire) != shown:
                raise NotUnderstood("move_changed")
            return self._commit(self._moved(questionnaire, shown, who))

    def _moved(self, questionnaire: Questionnaire, way: Survey, who: str, back: str = "") -> VersionMoved:
        event = self._event(
            VersionMoved,
            snapshot=self.keep_asked(questionnaire),
            before=self._record.snapshot() or "",
            then=self.keep_asked(self.questionnaire),
            was=self.questionnaire.version,
            now=questionnaire.version,
            moves=way.moves,
            parts=way.parts,
            suggestions=way.suggestions,
            rereads=way.rereads,
            back=back,
            who=clean_line(who),
        )
        assert isinstance(event, VersionMoved)  # noqa: S101 - what `_event` was asked to make
        return event

    # --- going back

    @property
    def last_move(self) -> VersionMoved | None:
        """Give the latest move that they have not gone back over."""
        standing: list[VersionMoved] = []
        for move in self._record.moves.moved:
            if move.back:
                standing = [each for each in standing if each.id != move.back]
            else:
                standing.append(move)
        return standing[-1] if standing else None

    def survey_back(self) -> tuple[Questionnaire, Survey] | None:
        """Say what going back over the latest move would do; None where there is none, or nobody can read it.

        What was said before the move stands again as it did. The survey is of what was said since.
        """
        with self._lock:
            move = self.last_move
            before = self._as_asked(move.then) if move else None
            if move is None or before is None:
                return None
            return before, survey(self.questionnaire, before, self._record, since=move.seq)

    def move_back(self, shown: Survey, who: str = "") -> Change:
        """Go back over the latest move, as it was shown. Raises NotUnderstood as `move_to` does."""
        with self._lock:
            self.refresh()
            move, found = self.last_move, self.survey_back()
            if move is None or found is None or found[1] != shown:
                raise NotUnderstood("move_changed")
            return self._commit(self._moved(found[0], shown, who, back=move.id))
