"""What more is asked: packs that the two switch on and off, and those that what was said makes worth offering."""

from __future__ import annotations

from dataclasses import replace

from mapper.interview.flow import minutes
from mapper.interview.model import Compared, NotUnderstood, Pack
from mapper.interview.pack_events import PackSwitched, RoundBegun
from mapper.interview.packs import can_join, switched
from mapper.language.text import Text
from mapper.meeting.ledger import Change, Ledger
from mapper.plan.rounds import asked_on, compared, days, may_ask_again
from mapper.plan.table import Moved
from mapper.questionnaire.condition import compile_condition, references
from mapper.questionnaire.model import QuestionnaireFile


class Packing(Ledger):
    """Switch packs, each switch as one event."""

    _offered: frozenset[str] = frozenset()
    """What was worth offering when an answer last moved."""

    def _change(self, moved: Moved) -> Change:
        """Name beside what moved the packs that became worth offering by it."""
        if moved.refs:
            before, self._offered = self._offered, frozenset(pack.id for pack in self.offers())
            moved = replace(moved, offered=tuple(sorted(self._offered - before)))
        return super()._change(moved)

    def packs(self) -> tuple[Pack, ...]:
        """Give every pack that is in the conversation, and every other that fits it, by name."""
        with self._lock:
            return tuple(self._told(file) for file in sorted(self._known_packs(), key=lambda file: file.id))

    def offers(self) -> tuple[Pack, ...]:
        """Give the packs that are worth offering now: nobody has said yes or "not now" since it was so."""
        return tuple(pack for pack in self.packs() if pack.offered)

    def _known_packs(self) -> tuple[QuestionnaireFile, ...]:
        """Give the packs that are known here, as they read when they came in, and those of the library that fit."""
        here = {file.id: file for file in self.questionnaire.files[1:]}
        others = (file for file in self.library() if file.id not in here and can_join(self.questionnaire, file))
        return (*here.values(), *others)

    def _told(self, file: QuestionnaireFile) -> Pack:
        questions = [question for section in file.sections for question in section.questions]
        return Pack(
            id=file.id,
            title=file.title,
            about=file.about,
            questions=len(questions),
            minutes=minutes(sum(question.when is None for question in questions)),
            on=self._is_on(file.id),
            offered=self._is_offered(file),
            parts=tuple(section.id for section in file.sections),
            asked_on=asked_on(self._table.interview, file) if self._is_on(file.id) else None,
            next=next(iter(days(self._table.interview, file)), None) if self._is_on(file.id) else None,
            again=self._is_on(file.id) and may_ask_again(self._table.interview, file),
        )

    def begin_round(self, pack: str) -> Change:
        """Ask a pack anew: what was said before is kept with its day, and what is said from now on counts.

        Raises NotUnderstood for a pack that is not on or has no rounds, or where nothing was said in this round.
        """
        with self._lock:
            told = next((each for each in self.packs() if each.id == pack and each.again), None)
            if told is None:
                raise NotUnderstood("no_such_round")
            span = told.next.span if told.next and told.next.due else ""
            return self._commit(self._event(RoundBegun, pack=pack, span=span))

    def compared(self) -> tuple[tuple[Text, tuple[Compared, ...]], ...]:
        """Give, by the pack's title, every number that is asked in rounds: now, last time and at the start."""
        with self._lock:
            found = ((pack.title, compared(self._table.interview, pack)) for pack in self.questionnaire.packs)
            return tuple((title, rows) for title, rows in found if rows)

    def _is_on(self, pack: str) -> bool:
        return any(file.id == pack for file in self.questionnaire.packs)

    def _is_offered(self, file: QuestionnaireFile) -> bool:
        """Tell whether what was said asks for a pack that is not on; "not now" holds until that is said anew."""
        if self._is_on(file.id) or file.offer_when is None or self.read_only:
            return False
        word = self._record.pack(file.id)
        if word and not any(self._record.said_otherwise(ref, word.seq) for ref in references(file.offer_when)):
            return False
        return compile_condition(file.offer_when)(self._table.interview.ask) is True

    def switch(self, pack: str, *, on: bool) -> Change:
        """Switch a pack on or off; off where it is not on says "not now" to an offer.

        Nothing that was said is lost. Raises NotUnderstood for a pack that is not known or does not fit.
        """
        with self._lock:
            self.refresh()
            file = next((file for file in self._known_packs() if file.id == pack), None)
            if file is None:
                raise NotUnderstood("no_such_pack")
            if self._is_on(pack) is on and not (self._is_offered(file) and not on):
                return self._unchanged()
            asked = switched(self.questionnaire, file, on=on) if self._is_on(pack) is not on else self.questionnaire
            return self._commit(self._event(PackSwitched, pack=pack, on=on, snapshot=self.keep_asked(asked)))
