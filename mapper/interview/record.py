"""The fold of a case's events: what holds now, and how it came so.

A record only grows, one event at a time: with ten thousand answers a fresh copy for each would cost more than the
answer. One `Meeting` owns it; everybody else gets frozen values made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from mapper.interview.answer import Answer
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
    PackSwitched,
    PartPassed,
    Printed,
    ProfileChosen,
    ReadTogether,
    Said,
    Slot,
    Undone,
    Viewed,
)
from mapper.interview.model import Sitting, Spoken
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Profile

VOICES: tuple[Voice, ...] = ("participant", "together", "caseworker")

_E = TypeVar("_E", bound=EventBase)
_VOIDS_READING = (Said, Viewed, HeldBack, Decided, ActivityWritten, Assessed, Undone)


@dataclass
class Record:
    """Know every event of one case, in the order of seq, and the latest word on everything."""

    events: list[Event] = field(default_factory=list)
    _by_id: dict[str, Event] = field(default_factory=dict)
    _slots: dict[Slot, list[Event]] = field(default_factory=dict)
    _cancelled: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, events: Iterable[Event]) -> Record:
        """Fold events from nothing."""
        record = cls()
        for event in events:
            record.add(event)
        return record

    def add(self, event: Event) -> frozenset[Slot]:
        """Take in the next event and name the slots whose latest word may have changed."""
        self.events.append(event)
        self._by_id[event.id] = event
        if isinstance(event, Undone):
            return self._cancel(event.event)
        slot = event.slot
        if slot is None:
            return frozenset()
        self._slots.setdefault(slot, []).append(event)
        return frozenset((slot,))

    def keep_first(self, number: int) -> None:
        """Go back to the first events, folded anew: the others could not be saved."""
        kept = self.events[:number]
        for known in (self.events, self._by_id, self._slots, self._cancelled):
            known.clear()
        for event in kept:
            self.add(event)

    def _cancel(self, event_id: str) -> frozenset[Slot]:
        """Take an event out of account; an `undone` taken out brings back what it took away."""
        target = self._by_id.get(event_id)
        if target is None or event_id in self._cancelled:
            return frozenset()
        self._cancelled.add(event_id)
        if isinstance(target, Undone):
            return self._restore(target.event)
        return frozenset((target.slot,)) if target.slot else frozenset()

    def _restore(self, event_id: str) -> frozenset[Slot]:
        self._cancelled.discard(event_id)
        target = self._by_id.get(event_id)
        return frozenset((target.slot,)) if target and target.slot else frozenset()

    # --- the latest word

    def latest(self, slot: Slot, kind: type[_E]) -> _E | None:
        """Give the latest event of a slot that still counts."""
        return next(self._standing(slot, kind), None)

    def _standing(self, slot: Slot, kind: type[_E]) -> Iterator[_E]:
        for event in reversed(self._slots.get(slot, ())):
            if event.id not in self._cancelled and isinstance(event, kind):
                yield event

    def said(self, question: str, voice: Voice) -> Said | None:
        """Give what a voice said last to a question."""
        return self.latest(("said", question, voice), Said)

    def standing_said(self, question: str, voice: Voice) -> tuple[Said, ...]:
        """Give everything that a voice said to a question and that was not taken back, oldest first."""
        return tuple(self._standing(("said", question, voice), Said))[::-1]

    def said_in(self, meeting: str, question: str, voice: Voice) -> Said | None:
        """Give what a voice said last to a question within one meeting."""
        return next((said for said in self._standing(("said", question, voice), Said) if said.meeting == meeting), None)

    def said_before(self, meeting: str, question: str, voice: Voice) -> Said | None:
        """Give what a voice said last to a question in a meeting other than this one."""
        return next((said for said in self._standing(("said", question, voice), Said) if said.meeting != meeting), None)

    def spoken(self, question: str) -> tuple[Spoken, ...]:
        """Give what each voice said last to a question, the participant first."""
        found = (self.said(question, voice) for voice in VOICES)
        return tuple(as_spoken(said) for said in found if said is not None)

    def answer(self, question: str, voice: Voice) -> Answer | None:
        """Give a voice's answer to a question; None when it was not asked."""
        said = self.said(question, voice)
        return said.answer if said else None

    def view(self, question: str) -> Viewed | None:
        """Give the participant's view, if both answers that it compared still stand."""
        viewed = self.latest(("viewed", question), Viewed)
        if viewed is None:
            return None
        return viewed if viewed.compared == self.compared(question) else None

    def compared(self, question: str) -> tuple[str, str]:
        """Name the two events that a view of this question would compare ('' where there is none)."""
        if question == "assessment":
            assessed = self.latest(("assessed",), Assessed)
            return ("", assessed.id if assessed else "")
        own = self.said(question, "participant")
        added = self.said(question, "caseworker")
        return (own.id if own else "", added.id if added else "")

    def held(self, question: str) -> bool | None:
        """Tell what the participant decided about an answer on their paper; None when they did not."""
        held = self.latest(("held", question), HeldBack)
        return held.held if held else None

    def decision(self, suggestion: str) -> Decided | None:
        """Give the decision on a suggestion."""
        return self.latest(("decided", suggestion), Decided)

    def decisions(self) -> tuple[Decided, ...]:
        """Give every standing decision, in the order in which they were first made."""
        found = (self.latest(slot, Decided) for slot in self._slots if slot[0] == "decided")
        return tuple(decided for decided in found if decided is not None)

    def activities(self) -> tuple[ActivityWritten, ...]:
        """Give every own activity that stands, in the order in which they were first added."""
        found = (self.latest(slot, ActivityWritten) for slot in self._slots if slot[0] == "activity")
        return tuple(written for written in found if written and written.kind != "activity_removed")

    def activity(self, activity: str) -> ActivityWritten | None:
        """Give an own activity that stands."""
        written = self.latest(("activity", activity), ActivityWritten)
        return written if written and written.kind != "activity_removed" else None

    def passed(self, part: str) -> PartPassed | None:
        """Tell whether the two went through a part."""
        return self.latest(("passed", part), PartPassed)

    def alone(self, meeting: str) -> bool:
        """Tell whether the two said that they are alone in this meeting."""
        said = self.latest(("alone", meeting), AloneSet)
        return said.alone if said else False

    def assessment(self) -> str:
        """Give the caseworker's written view, empty when there is none."""
        assessed = self.latest(("assessed",), Assessed)
        return assessed.words if assessed else ""

    def named(self) -> Named | None:
        """Give the case's label and name."""
        return self.latest(("named",), Named)

    def printed(self) -> tuple[Printed, ...]:
        """Give every document that was written, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Printed))

    def read_together(self, voice: Voice) -> ReadTogether | None:
        """Give a voice's reading together, unless a later change voided it."""
        read = self.latest(("read", voice), ReadTogether)
        if read is None or any(isinstance(later, _VOIDS_READING) for later in self.events if later.seq > read.covers):
            return None
        return read

    # --- meetings

    def profile(self) -> Profile:
        """Give the profile in use."""
        chosen = self.latest(("profile",), ProfileChosen)
        opened = self.opened()
        if chosen and opened and chosen.seq > opened.seq:
            return chosen.profile
        return opened.profile if opened else "short"

    def opened(self) -> MeetingOpened | None:
        """Give the event that opened the latest meeting."""
        return next((event for event in reversed(self.events) if isinstance(event, MeetingOpened)), None)

    def snapshot(self) -> str | None:
        """Name the questionnaire in use: that of the latest meeting or switch of a pack."""
        for event in reversed(self.events):
            if isinstance(event, MeetingOpened | PackSwitched):
                return event.snapshot
        return None

    def sittings(self) -> tuple[Sitting, ...]:
        """Give every meeting, oldest first."""
        closed = {event.meeting: event.at for event in self.events if isinstance(event, MeetingClosed)}
        return tuple(
            Sitting(event.meeting, event.at, closed.get(event.meeting), event.language, event.profile)
            for event in self.events
            if isinstance(event, MeetingOpened)
        )

    # --- undo

    def undo_target(self) -> Event | None:
        """Give the latest standing event of the current meeting that undo reaches."""
        opened = self.opened()
        for event in reversed(self.events):
            if opened and event.seq <= opened.seq:
                return None
            if event.undoable and event.id not in self._cancelled:
                return event
        return None

    def redo_target(self) -> Event | None:
        """Give this meeting's latest undo that still takes something away; None once anything new was said."""
        for event in reversed(self.events):
            if event.undoable or isinstance(event, MeetingOpened):
                return None
            if isinstance(event, Undone) and self._takes_away(event):
                return event
        return None

    def _takes_away(self, undone: Undone) -> bool:
        """Tell whether an undo counts and its target is away: another window may have undone the same."""
        again = isinstance(self._by_id.get(undone.event), Undone)
        return not again and undone.id not in self._cancelled and undone.event in self._cancelled


def as_spoken(said: Said) -> Spoken:
    """Make the frozen value that screens and papers get from an event."""
    return Spoken(said.voice or "participant", said.answer, said.by, said.at, said.id, said.meeting)
