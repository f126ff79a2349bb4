"""One sitting: the single owner of a case's state.

Takes in what the two say and decide; gives out one Change for each act, after it is durable. Never shows anything, and
never changes anything but by an event. Every act is: one event, saved, then shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast

from mapper.header import Header
from mapper.interview.events import (
    ActivityWritten,
    AloneSet,
    Assessed,
    Decided,
    Event,
    EventBase,
    HeldBack,
    MeetingClosed,
    MeetingOpened,
    Named,
    PartPassed,
    Printed,
    ProfileChosen,
    ReadTogether,
    Said,
    Slot,
    Undone,
    Viewed,
    decode,
    encode,
)
from mapper.interview.model import (
    Answer,
    By,
    NotUnderstood,
    PassedOver,
    View,
)
from mapper.interview.parse import Words, parse
from mapper.interview.record import Record
from mapper.language.clean import clean, clean_line
from mapper.plan.activities import read_fields
from mapper.plan.model import NEXT_MEETING, Decision
from mapper.plan.overview import Overview
from mapper.plan.table import Moved
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Profile, Question

WORDS_LIMIT = 1000
"""Characters of own words beside a view or a decision."""
ASSESSMENT_LIMIT = 4000
"""Characters of the caseworker's view: what Nav recommends for a written reason (domain §2.10)."""

Clock = Callable[[], datetime]
Ids = Callable[[], str]


class Log(Protocol):
    """Keep one vault's events: the part of the vault that a meeting needs."""

    def append(self, case: str, payloads: list[bytes], header: bytes) -> range:
        """Add events and put the header in place, durably."""

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        """Give the events after a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Moved):
    """What one act moved, saved at `at` under `seq`."""

    at: datetime
    seq: int


class Meeting(Overview):
    """Own one case while the two sit together. Safe to call from any thread, one call at a time."""

    def __init__(  # noqa: PLR0913 - everything that a sitting rests on, given once by the desk
        self,
        case: str,
        log: Log,
        questionnaire: Questionnaire,
        record: Record,
        header: Header,
        *,
        clock: Clock,
        ids: Ids,
        practice: bool = False,
    ) -> None:
        super().__init__(questionnaire, record, clock().date())
        self.case = case
        self.practice = practice
        self.header = header
        self._log = log
        self._clock = clock
        self._ids = ids
        self._seq = record.events[-1].seq if record.events else 0
        self.saved_at: datetime | None = record.events[-1].at if record.events else None

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

    def open(self, profile: Profile, language: str, second_language: str, snapshot: str) -> Change:
        """Begin a sitting on the case."""
        meeting = self._ids()
        opened = self._event(
            MeetingOpened,
            meeting=meeting,
            language=language,
            second_language=second_language,
            profile=profile,
            snapshot=snapshot,
        )
        return self._commit(opened)

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
    ) -> Change:
        """Keep what a voice said. Raises NotUnderstood."""
        question = self._asked_of(ref, voice)
        return self._say(ref, voice, parse(question, words, write_in, comment), by)

    def pass_over(self, ref: str, voice: Voice, state: PassedOver, by: By = "self") -> Change:
        """Keep that a voice does not know, won't say, or leaves it for next time."""
        self._asked_of(ref, voice)
        return self._say(ref, voice, Answer(state), by)

    def _say(self, ref: str, voice: Voice, answer: Answer, by: By) -> Change:
        said = self._record.said(ref, voice)
        if said and said.answer == answer and said.by == by and said.meeting == self.meeting:
            return self._unchanged()
        return self._commit(self._event(Said, question=ref, answer=answer, voice=voice, by=by))

    def _asked_of(self, ref: str, voice: Voice) -> Question:
        question = self.questionnaire.questions[ref]
        if voice not in question.voices:
            raise NotUnderstood("not_your_voice")
        return question

    def take_back(self, ref: str, voice: Voice) -> Change:
        """Put a question back to not asked for a voice; on a card, what earlier meetings said stays."""
        card = self._table.interview.sections[self.questionnaire.questions[ref].section].card
        with self._lock:
            standing = self._record.standing_said(ref, voice)
            taken = (said.id for said in standing if not card or said.meeting == self.meeting)
            return self._commit(*(self._event(Undone, event=said) for said in taken))

    def view(self, ref: str, view: View, words: str = "") -> Change:
        """Keep the participant's word on what the caseworker added; `ref` may be ASSESSMENT."""
        compared = self._record.compared(ref)
        if not compared[1]:
            raise NotUnderstood("nothing_to_view")
        said = _short(clean(words).strip())
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

    # --- acts: what is decided

    def decide(self, key: str, decision: Decision, words: str = "", changes: Mapping[str, str] | None = None) -> Change:
        """Keep the participant's decision on a suggestion. Raises NotUnderstood for changes that cannot be read."""
        with self._lock:
            fields, because = self._decided_fields(key, decision, changes or {})
            decided = self._event(
                Decided,
                suggestion=key,
                decision=decision,
                words=_short(clean(words).strip()),
                fields=fields,
                because=because,
                voice="participant",
            )
            return self._commit(decided)

    def _decided_fields(
        self, key: str, decision: Decision, changes: Mapping[str, str]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """Write the activity as it reads now; one that is in the plan already keeps its words."""
        before = self._record.decision(key)
        suggestion = next((each for each in self._table.suggester.suggestions() if each.key == key), None)
        if suggestion is None and (before is None or (decision in {"try", "changed"} and not before.fields)):
            raise NotUnderstood("no_such_suggestion")
        because = suggestion.answers if suggestion else before.because if before else ()
        if decision not in {"try", "changed"}:
            return {}, because
        if before and before.fields and decision == "changed":
            fields, because = dict(before.fields), before.because
        elif suggestion:
            fields = self.fields_of(suggestion)
        else:
            fields = dict(before.fields) if before else {}
        return read_fields({**fields, **changes}, self.questionnaire.lists), because

    def add_activity(self, fields: Mapping[str, str], voice: Voice) -> Change:
        """Add a step of their own. Raises NotUnderstood."""
        return self._write_activity("activity_added", self._ids(), fields, voice)

    def change_activity(self, activity: str, fields: Mapping[str, str], voice: Voice = "together") -> Change:
        """Change fields of a step, whether a rule or one of the two proposed it. Raises NotUnderstood."""
        if decided := self._record.decision(activity):
            return self.decide(activity, "changed", decided.words, fields)
        before = self._record.activity(activity)
        known = before.fields if before else {}
        return self._write_activity(
            "activity_changed", activity, {**known, **fields}, (before.voice if before else None) or voice
        )

    def remove_activity(self, activity: str) -> Change:
        """Take a step of their own out of the plan."""
        if self._record.activity(activity) is None:
            return self._unchanged()
        return self._commit(self._event(ActivityWritten, kind="activity_removed", activity=activity, voice="together"))

    def set_next_meeting(self, fields: Mapping[str, str]) -> Change:
        """Set the next meeting: start (the day), klokkeslett, kanal, adresse. Raises NotUnderstood."""
        given = {"kind": "MOTE", "responsible": "caseworker", "target": "activity_plan", **fields}
        return self._write_activity("activity_changed", NEXT_MEETING, given, "together")

    def _write_activity(self, kind: str, activity: str, fields: Mapping[str, str], voice: Voice) -> Change:
        read = read_fields(fields, self.questionnaire.lists)
        if not read.get("title") and activity != NEXT_MEETING:
            raise NotUnderstood("empty", field="title")
        if activity == NEXT_MEETING and not read.get("start"):
            raise NotUnderstood("not_a_date", field="start", example="3.4.2026")
        return self._commit(self._event(ActivityWritten, kind=kind, activity=activity, fields=read, voice=voice))

    def assess(self, words: str) -> Change:
        """Keep the caseworker's written view of the whole."""
        text = clean(words).strip()
        if len(text) > ASSESSMENT_LIMIT:
            raise NotUnderstood("too_long", limit=ASSESSMENT_LIMIT)
        if text == self.assessment:
            return self._unchanged()
        return self._commit(self._event(Assessed, words=text, voice="caseworker"))

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

    def printed(self, document: str, language: str, files: tuple[str, ...]) -> Change:
        """Keep that a document was written."""
        return self._commit(self._event(Printed, document=document, language=language, files=files))

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

    def refresh(self) -> Change:
        """Take in what another window wrote."""
        with self._lock:
            return self._take_in(self._unseen())

    # --- one event, saved, then shown

    def _event(self, kind_of: type[EventBase], **facts: Any) -> Event:
        place = {"id": self._ids(), "base": self._seq, "meeting": self.meeting, "at": self._clock()}
        return cast(Event, kind_of(**{**place, **facts}))

    def _commit(self, *events: Event) -> Change:
        """Save events and show them.

        They are taken in first, for the header that is saved beside them tells how far the talk is with them.
        """
        if not events:
            return self._unchanged()
        with self._lock:
            known, header, seen = len(self._record.events), self.header, self._seq
            others = self._unseen()
            change = self._take_in([*others, *_numbered(events, (others[-1].seq if others else seen) + 1)])
            try:
                numbers = self._log.append(self.case, [encode(event) for event in events], self.header.encode())
            except BaseException:
                self._go_back(known, header, seen)
                raise
            if numbers[-1] == self._seq:
                return change
            self._go_back(known, header, seen)
            return self._take_in(self._unseen())

    def _unseen(self) -> list[Event]:
        return [decode(payload, seq) for seq, payload in self._log.events(self.case, self._seq)]

    def _go_back(self, known: int, header: Header, seq: int) -> None:
        """Stand where the first events leave the case: what came after was not saved, or not in this order."""
        self._record.keep_first(known)
        self._lay(self.today)
        self.header, self._seq = header, seq
        self.saved_at = self._record.events[-1].at if known else None

    def _take_in(self, events: list[Event]) -> Change:
        if not events:
            return self._unchanged()
        slots: set[Slot] = set()
        for event in events:
            slots |= self._record.add(event)
        self._seq, self.saved_at = events[-1].seq, events[-1].at
        moved = self._table.update(slots)
        if any(isinstance(event, MeetingOpened) for event in events):
            self._lay(self._clock().date())
        self.header = self.header.after(events, self._record, *self._table.flow.progress())
        return self._change(moved)

    def _change(self, moved: Moved) -> Change:
        return Change(at=self.saved_at or self._clock(), seq=self._seq, **moved.facts())

    def _unchanged(self) -> Change:
        return self._change(Moved())


def _numbered(events: tuple[Event, ...], first: int) -> list[Event]:
    return [event.model_copy(update={"seq": seq}) for seq, event in enumerate(events, first)]


def _short(words: str) -> str:
    if len(words) > WORDS_LIMIT:
        raise NotUnderstood("too_long", limit=WORDS_LIMIT)
    return words
