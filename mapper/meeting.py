"""One sitting: the single owner of a case's state.

Takes in what the two say and decide; gives out one Change for each act, after it is durable. Never shows anything, and
never changes anything but by an event. Every act is: one event, saved, then shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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
    State,
    View,
)
from mapper.interview.parse import Words, parse
from mapper.interview.record import Record
from mapper.language.clean import clean, clean_line
from mapper.plan.activities import fields_of, read_fields
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


@dataclass(frozen=True, slots=True)
class Change:
    """What one act changed, after it was saved at `at` under `seq`. See `Moved` for the rest."""

    at: datetime
    seq: int
    refs: frozenset[str] = frozenset()
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


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
        change = self._commit(opened)
        with self._lock:
            self._lay(self._clock().date())
        return change

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

    def pass_over(self, ref: str, voice: Voice, state: State, by: By = "self") -> Change:
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
        """Put a question back to not asked for a voice."""
        with self._lock:
            standing = self._record.standing_said(ref, voice)
            return self._commit(*(self._event(Undone, event=said.id) for said in standing))

    def view(self, ref: str, view: View, words: str = "") -> Change:
        """Keep the participant's word on what the caseworker added; `ref` may be ASSESSMENT."""
        compared = self._record.compared(ref)
        if not compared[1]:
            raise NotUnderstood("nothing_to_view")
        said = _short(clean(words).strip())
        return self._commit(
            self._event(Viewed, question=ref, view=view, words=said, compared=compared, voice="participant")
        )

    def hold_back(self, name: str, held: bool) -> Change:
        """Keep whether `section.question` or `activity:ID` stays off the participant's paper."""
        return self._commit(self._event(HeldBack, question=name, held=held, voice="participant"))

    def pass_part(self, part: str) -> Change:
        """Keep that the two went through a part, and which of its questions they left open."""
        with self._lock:
            refs = next((p.refs for p in self.parts() if p.id == part), ())
            left = tuple(ref for ref in refs if not self._table.interview.has_word(ref))
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
        if suggestion is None and before is None:
            raise NotUnderstood("no_such_suggestion")
        because = suggestion.answers if suggestion else before.because if before else ()
        if decision not in {"try", "changed"}:
            return {}, because
        if before and before.fields and decision == "changed":
            fields: dict[str, str] = dict(before.fields)
        elif suggestion:
            fields = fields_of(suggestion, self.language, self.today)
        else:
            fields = dict(before.fields) if before else {}
        return read_fields({**fields, **changes}, self.questionnaire.lists), because

    def add_activity(self, fields: Mapping[str, str], voice: Voice) -> Change:
        """Add a step of their own. Raises NotUnderstood."""
        return self._write_activity("activity_added", self._ids(), fields, voice)

    def change_activity(self, activity: str, fields: Mapping[str, str], voice: Voice = "together") -> Change:
        """Change fields of a step, whether a rule or one of the two proposed it. Raises NotUnderstood."""
        if self._record.decision(activity):
            return self.decide(activity, "changed", changes=fields)
        before = self._record.activity(activity)
        known = before.fields if before else {}
        return self._write_activity(
            "activity_changed", activity, {**known, **fields}, (before.voice if before else None) or voice
        )

    def remove_activity(self, activity: str) -> Change:
        """Take a step of their own out of the plan."""
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
            return self._take_in([decode(payload, seq) for seq, payload in self._log.events(self.case, self._seq)])

    # --- one event, saved, then shown

    def _event(self, kind_of: type[EventBase], **facts: Any) -> Event:
        place = {"id": self._ids(), "base": self._seq, "meeting": self.meeting, "at": self._clock()}
        return cast(Event, kind_of(**{**place, **facts}))

    def _commit(self, *events: Event) -> Change:
        if not events:
            return self._unchanged()
        with self._lock:
            header = self._header_after(events[-1])
            numbers = self._log.append(self.case, [encode(event) for event in events], header.encode())
            self.header = header
            if numbers.start == self._seq + 1:
                placed = [event.model_copy(update={"seq": seq}) for event, seq in zip(events, numbers, strict=True)]
            else:
                placed = [decode(payload, seq) for seq, payload in self._log.events(self.case, self._seq)]
            return self._take_in(placed)

    def _take_in(self, events: list[Event]) -> Change:
        if not events:
            return self._unchanged()
        slots: set[Slot] = set()
        for event in events:
            slots |= self._record.add(event)
        self._seq, self.saved_at = events[-1].seq, events[-1].at
        moved = self._table.update(slots)
        return self._change(moved)

    def _change(self, moved: Moved) -> Change:
        return Change(
            self.saved_at or self._clock(),
            self._seq,
            moved.refs,
            moved.shown,
            moved.hidden,
            moved.reopened,
            moved.suggested,
            moved.withdrawn,
        )

    def _unchanged(self) -> Change:
        return self._change(Moved())

    def _header_after(self, event: Event) -> Header:
        answered, asked = self._progress()
        header = replace(self.header, answered=answered, asked=asked, opened=event.at.isoformat())
        match event:
            case Named():
                return replace(header, label=event.label, name=event.name)
            case Printed():
                return replace(header, papers=header.papers + len(event.files))
            case ActivityWritten(activity="next-meeting"):
                return replace(header, next_meeting=event.fields.get("start", ""))
            case MeetingOpened():
                return replace(header, language=event.language)
        return header

    def _progress(self) -> tuple[int, int]:
        parts = self._table.flow.parts()
        return sum(part.answered for part in parts), sum(len(part.refs) for part in parts)


def _short(words: str) -> str:
    if len(words) > WORDS_LIMIT:
        raise NotUnderstood("too_long", limit=WORDS_LIMIT)
    return words
