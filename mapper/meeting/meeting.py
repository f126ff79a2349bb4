"""One sitting: the single owner of a case's state.

Takes in what the two say and decide; gives out one Change for each act, after it is durable. Never shows anything, and
never changes anything but by an event. Every act is: one event, saved, then shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapper.interview.event_base import Slot
from mapper.interview.events import (
    Access,
    Accessed,
    AloneSet,
    Assessed,
    Chosen,
    HeldBack,
    MeetingClosed,
    MeetingOpened,
    Named,
    PartPassed,
    Printed,
    ProfileChosen,
    ReadTogether,
    Redacted,
    Said,
    Undone,
    Viewed,
    decode,
)
from mapper.interview.model import ASSESSMENT, Answer, By, Looked, NotUnderstood, PassedOver, View
from mapper.interview.parse import Words, parse
from mapper.interview.record import Record
from mapper.interview.rounds import began
from mapper.language.clean import clean, clean_line
from mapper.meeting.deciding import WORDS_LIMIT, short
from mapper.meeting.header import Header
from mapper.meeting.ledger import Change, Clock, Ids, Log
from mapper.meeting.moving import Moving
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Profile, Question

__all__ = ["ASSESSMENT_LIMIT", "WORDS_LIMIT", "Change", "Clock", "Ids", "Log", "Meeting"]

ASSESSMENT_LIMIT = 4000
"""Characters of the caseworker's view: what Nav recommends for a written reason (domain §2.10)."""
ASSESSMENT_SLOT: Slot = ("assessed",)


class Meeting(Moving):
    """Own one case while the two sit together. Safe to call from any thread, one call at a time."""

    @classmethod
    def load(cls, case: str, log: Log, questionnaire: Questionnaire, header: Header, **rest: Any) -> Meeting:
        """Fold a case's stored events and sit down with it. Raises ValueError where an event cannot be read."""
        record = Record.of(decode(payload, seq) for seq, payload in log.events(case))
        return cls(case, log, questionnaire, record, header, **rest)

    @property
    def label(self) -> str:
        """Give the words by which the case is listed."""
        return self.header.label

    @property
    def name_said(self) -> str:
        """Give the participant's name, if they wished it kept."""
        return self.header.name

    # --- acts: what is said

    def open(
        self, profile: Profile, language: str, second_language: str, snapshot: str, who: str | None = None
    ) -> Change:
        """Begin a sitting on the case; `who` opened it, where that is written down."""
        meeting = self._ids()
        self._stored.setdefault(snapshot, self.questionnaire)
        opened = self._event(
            MeetingOpened,
            meeting=meeting,
            language=language,
            second_language=second_language,
            profile=profile,
            snapshot=snapshot,
        )
        if who is None:
            return self._commit(opened)
        return self._commit(opened, self._event(Accessed, meeting=meeting, what="opened", who=clean_line(who)))

    def speak(self, language: str, second_language: str) -> None:
        """Go over to other languages: steps decided from now on are written in them. What was written stays."""
        self.language, self.second_language = language, second_language

    def say(  # noqa: PLR0913 - one answer with everything that may stand beside it
        self,
        ref: str,
        voice: Voice,
        words: Words,
        *,
        comment: str = "",
        write_in: Mapping[str, str] | None = None,
        by: By = "self",
        base: int | None = None,
    ) -> Change:
        """Keep what a voice said; `base` is the seq at which its field last showed what stood. Raises NotUnderstood."""
        question = self._asked_of(ref, voice)
        return self._say(ref, voice, parse(question, words, write_in, comment), by, base)

    def pass_over(self, ref: str, voice: Voice, state: PassedOver, by: By = "self", base: int | None = None) -> Change:
        """Keep that a voice does not know, won't say, or leaves it for next time."""
        self._asked_of(ref, voice)
        return self._say(ref, voice, Answer(state), by, base)

    def _say(self, ref: str, voice: Voice, answer: Answer, by: By, base: int | None) -> Change:
        with self._lock:
            said = self._record.said(ref, voice)
            here = said is not None and said == self._table.interview.said(ref, voice)
            if here and said and said.answer == answer and said.by == by and said.meeting == self.meeting:
                return self._unchanged()
            seen = self._seen(("said", ref, voice), base)
            return self._commit(self._event(Said, question=ref, answer=answer, voice=voice, by=by, base=seen))

    def _asked_of(self, ref: str, voice: Voice) -> Question:
        question = self._of_now(ref)
        if voice not in question.voices:
            raise NotUnderstood("not_your_voice")
        return question

    def _of_now(self, ref: str) -> Question:
        """Give a question; another window may have moved to others since this one showed it. Raises NotUnderstood."""
        question = self.questionnaire.questions.get(ref)
        if question is None and self._record.moves.moved:
            raise NotUnderstood("questions_moved")
        return question or self.questionnaire.questions[ref]

    def take_back(self, ref: str, voice: Voice, base: int | None = None) -> Change:
        """Put a question back to not asked for a voice; on a card, what earlier meetings said stays.

        So does what earlier rounds said, and what another window wrote after the field last showed what stood, at
        `base`.
        """
        card = self._table.interview.sections[self._of_now(ref).section].card
        with self._lock:
            seen = self._seen(("said", ref, voice), base)
            standing = (said for said in self._record.standing_said(ref, voice) if said.seq <= seen)
            after = began(self._record, self.questionnaire.questions[ref].round_of)
            taken = (said.id for said in standing if said.seq > after and (not card or said.meeting == self.meeting))
            return self._commit(*(self._event(Undone, event=said) for said in taken))

    def choose(self, ref: str, voice: Voice, event: str, base: int | None = None) -> Change:
        """Let one of several versions stand; `ref` may be ASSESSMENT, `base` is the seq at which they were shown.

        Raises NotUnderstood where it is no version any more: somebody has chosen or written in the meantime.
        """
        slot: Slot = ASSESSMENT_SLOT if ref == ASSESSMENT else ("said", ref, voice)
        with self._lock:
            versions = [version.id for version in self._record.versions(slot)]
            if event not in versions:
                raise NotUnderstood("no_such_version")
            over = tuple(version for version in versions if version != event)
            return self._commit(self._event(Chosen, event=event, over=over, voice=voice, base=self._seen(slot, base)))

    def view(self, ref: str, view: View, words: str = "") -> Change:
        """Keep the participant's word on what the caseworker added; `ref` may be ASSESSMENT."""
        compared = self._record.compared(ref)
        if not compared[1]:
            raise NotUnderstood("nothing_to_view")
        said = short(words)
        known = self._record.view(ref)
        if known and (known.view, known.words) == (view, said):
            return self._unchanged()
        return self._commit(
            self._event(Viewed, question=ref, view=view, words=said, compared=compared, voice="participant")
        )

    def hold_back(self, name: str, held: bool) -> Change:
        """Keep whether `section.question` or `activity:ID` stays off the participant's paper."""
        if self._record.held(name) is held:
            return self._unchanged()
        return self._commit(self._event(HeldBack, question=name, held=held, voice="participant"))

    def pass_part(self, part: str) -> Change:
        """Keep that the two went through a part, and which of its questions they left open."""
        with self._lock:
            left = self._table.flow.waiting(self._table.interview.sections[part])
            passed = self._record.passed(part)
            if passed and passed.open == left and passed.meeting == self.meeting:
                return self._unchanged()
            return self._commit(self._event(PartPassed, part=part, open=left))

    def set_alone(self, alone: bool) -> Change:
        """Keep whether the two are alone now."""
        return self._commit(self._event(AloneSet, alone=alone))

    def choose_profile(self, profile: Profile) -> Change:
        """Go over to the short or the full conversation."""
        return self._commit(self._event(ProfileChosen, profile=profile))

    # --- acts: about the whole

    def assess(self, words: str, base: int | None = None) -> Change:
        """Keep the caseworker's written view of the whole; `base` is the seq at which it was last shown."""
        text = clean(words).strip()
        if len(text) > ASSESSMENT_LIMIT:
            raise NotUnderstood("too_long", limit=ASSESSMENT_LIMIT)
        if text == self.assessment:
            return self._unchanged()
        with self._lock:
            seen = self._seen(ASSESSMENT_SLOT, base)
            return self._commit(self._event(Assessed, words=text, voice="caseworker", base=seen))

    def read_together(self, voice: Voice, on_behalf: str = "", reason: str = "") -> Change:
        """Keep that one of the two has read it together with the other."""
        read = self._event(
            ReadTogether, voice=voice, covers=self._seq, on_behalf=clean_line(on_behalf), reason=clean_line(reason)
        )
        return self._commit(read)

    # --- acts: about the case

    def name(self, label: str, name: str = "") -> Change:
        """Give the case a label for the list, and the participant's name if they wish."""
        line = clean_line(label)[:80]
        if not line:
            raise NotUnderstood("empty")
        return self._commit(self._event(Named, label=line, name=clean_line(name)[:80]))

    def anchor(self) -> tuple[int, bytes | None]:
        """Give the number of the last event that is known here, and what vouches for the case up to it."""
        with self._lock:
            return self._seq, self._log.anchor(self.case, self._seq)

    def printed(  # noqa: PLR0913 - what, how, where, by whom, for whom, and how it is found again
        self,
        document: str,
        language: str,
        files: tuple[str, ...],
        who: str = "",
        *,
        changed: int = 0,
        code: str = "",
        consent: str = "",
    ) -> Change:
        """Keep that a document was written, what was changed by hand, the code at its foot, and for which consent."""
        how = {"document": document, "language": language, "files": files, "changed": changed, "code": code}
        return self._commit(self._event(Printed, **how, who=clean_line(who), consent=consent))

    def accessed(self, what: Access, who: str) -> Change:
        """Keep that somebody opened the case, took it out or put it back."""
        return self._commit(self._event(Accessed, what=what, who=clean_line(who)))

    def redact(self, ref: str, voice: Voice | None = None, who: str = "", reason: str = "") -> Change:
        """Delete for good all that was ever answered to a question, by every voice; it stands as not asked then.

        `ref` may be ASSESSMENT, `voice` is who wished it. What was decided because of it stays, marked so.
        """
        with self._lock:
            self.refresh()
            written = self._record.written_about(ref)
            if not written:
                return self._unchanged()
            place = {"id": self._ids(), "base": self._seq, "meeting": self.meeting, "at": self._clock()}
            told = {"voice": voice, "who": clean_line(who), "reason": clean_line(reason)}
            return self._blank(Redacted.model_validate({**place, **told, "question": ref, "events": written}))

    def looked_at(self) -> tuple[Looked, ...]:
        """Give everybody who looked at the case or took something out of it, oldest first."""
        with self._lock:
            return self._record.looked_at()

    def undo(self) -> Change:
        """Take back the latest thing that the two said or decided in this meeting."""
        with self._lock:
            target = self._record.undo_target()
            return self._commit(self._event(Undone, event=target.id)) if target else self._unchanged()

    def redo(self) -> Change:
        """Bring back what the latest undo took away."""
        with self._lock:
            target = self._record.redo_target()
            return self._commit(self._event(Undone, event=target.id)) if target else self._unchanged()

    def close(self) -> Change:
        """End the sitting."""
        return self._commit(self._event(MeetingClosed)) if self.is_open else self._unchanged()
