"""The fold of a case's events: what holds now, and how it came so.

A record only grows, one event at a time: with ten thousand answers a fresh copy for each would cost more than the
answer. One `Meeting` owns it; everybody else gets frozen values made from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from mapper.interview.answer import Answer
from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.event_base import EventBase, Slot
from mapper.interview.events import (
    Accessed,
    ActivityWritten,
    AloneSet,
    Assessed,
    Chosen,
    Decided,
    Event,
    HeldBack,
    MeetingClosed,
    MeetingOpened,
    Named,
    PackSwitched,
    PartPassed,
    Printed,
    ProfileChosen,
    ReadTogether,
    Redacted,
    Said,
    Undone,
    Viewed,
    blanked,
)
from mapper.interview.facts import about, looks
from mapper.interview.model import ASSESSMENT, Looked, Sitting, Spoken
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Profile

VOICES: tuple[Voice, ...] = ("participant", "together", "caseworker")

_E = TypeVar("_E", bound=EventBase)
_VOIDS_READING = (
    Said, Viewed, Chosen, HeldBack, Decided, ActivityWritten, Assessed, Undone, Redacted, Consented, ConsentWithdrawn,
)  # fmt: skip


@dataclass
class Record:
    """Know every event of one case, in the order of seq, and the latest word on everything."""

    events: list[Event] = field(default_factory=list)
    _by_id: dict[str, Event] = field(default_factory=dict)
    _slots: dict[Slot, list[Event]] = field(default_factory=dict)
    _cancelled: set[str] = field(default_factory=set)
    _redacted: dict[str, Redacted] = field(default_factory=dict)
    only_read: bool = False
    """Whether nothing can be added: then nobody can say who is in the room now, and nobody counts as alone."""

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
        if isinstance(event, Redacted):
            self._redacted[event.question] = event
        slots = self._slots_of(event)
        for slot in slots:
            self._slots.setdefault(slot, []).append(event)
        return slots

    def _slots_of(self, event: Event | None) -> frozenset[Slot]:
        """Name the slot of an event, if it has one; a choice is a word on what it chose."""
        if isinstance(event, Chosen):
            event = self._by_id.get(event.event)
        return frozenset((event.slot,)) if event is not None and event.slot else frozenset()

    def keep_first(self, number: int) -> None:
        """Go back to the first events, folded anew: the others could not be saved."""
        self.refold(self.events[:number])

    def blank(self, seqs: Collection[int]) -> None:
        """Let go of everything in these events; their places stay."""
        self.refold([blanked(event.seq) if event.seq in seqs else event for event in self.events])

    def refold(self, events: Iterable[Event]) -> None:
        """Forget everything and fold these events anew."""
        kept = tuple(events)
        for known in (self.events, self._by_id, self._slots, self._cancelled, self._redacted):
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
        return self._slots_of(target)

    def _restore(self, event_id: str) -> frozenset[Slot]:
        self._cancelled.discard(event_id)
        return self._slots_of(self._by_id.get(event_id))

    # --- the latest word

    def latest(self, slot: Slot, kind: type[_E]) -> _E | None:
        """Give the latest event of a slot that still counts."""
        return next(self._standing(slot, kind), None)

    def _standing(self, slot: Slot, kind: type[_E]) -> Iterator[_E]:
        for event in reversed(self._slots.get(slot, ())):
            counted = self._counted(event)
            if isinstance(counted, kind):
                yield counted

    def _counted(self, event: Event) -> Event | None:
        """Give what an event says in its slot: itself, or what it chose; None where that was taken back."""
        if event.id in self._cancelled:
            return None
        if not isinstance(event, Chosen):
            return event
        chosen = self._by_id.get(event.event)
        return chosen if chosen is not None and chosen.id not in self._cancelled else None

    def versions(self, slot: Slot) -> tuple[Event, ...]:
        """Give what stands side by side in one field because nobody who wrote it had seen the others; else nothing.

        The last of them is the latest word, and holds until one is chosen or written by somebody who had seen all.
        """
        written = self._slots.get(slot, [])
        if len(written) < 2:
            return ()
        counted = [(event, says) for event in written if (says := self._counted(event)) is not None]
        seen = max((event.base for event, _ in counted), default=0)
        versions: list[Event] = []
        for event, version in counted:
            if event.seq > seen and version.says is not None:
                versions = [other for other in versions if other.says != version.says] + [version]
        return tuple(versions) if len(versions) > 1 else ()

    def later_in(self, slot: Slot, seq: int) -> tuple[Event, ...]:
        """Give what was written in a slot after a seq, taken back or not."""
        return tuple(event for event in self._slots.get(slot, ()) if event.seq > seq)

    def changes(self, slots: Collection[Slot]) -> int:
        """Count how often what stands in some slots was written, chosen, taken back or brought back."""
        return sum(self._reached(event) in slots for event in self.events)

    def _reached(self, event: Event | None) -> Slot | None:
        """Name the slot that an event touches, by itself or by what it undoes or chooses."""
        while isinstance(event, Undone | Chosen):
            before = self._by_id.get(event.event)
            event = before if before and before.seq < event.seq else None
        return event.slot if event else None

    def taken_back(self, event: Event) -> bool:
        """Tell whether an event no longer counts."""
        return event.id in self._cancelled

    def overwritten(self, event: Event) -> bool:
        """Tell whether something later stands in the place of an event that counts."""
        slot = event.slot
        if slot is None or event in self.versions(slot):
            return False
        return next(self._standing(slot, type(event)), event).id != event.id

    def disputed(self, question: str, voice: Voice) -> tuple[Spoken, ...]:
        """Give the versions of one voice's answer that stand side by side; nothing where one stands."""
        versions = self.versions(("said", question, voice))
        return tuple(as_spoken(said) for said in versions if isinstance(said, Said))

    def said(self, question: str, voice: Voice) -> Said | None:
        """Give what a voice said last to a question."""
        return self.latest(("said", question, voice), Said)

    def standing_said(self, question: str, voice: Voice) -> tuple[Said, ...]:
        """Give everything that a voice said to a question and that was not taken back, oldest first."""
        written = self._slots.get(("said", question, voice), ())
        return tuple(said for said in written if isinstance(said, Said) and said.id not in self._cancelled)

    def said_otherwise(self, question: str, seq: int) -> bool:
        """Tell whether any voice has answered a question otherwise since a seq than it had at it."""
        for voice in VOICES:
            said = self.standing_said(question, voice)
            before = [each.answer for each in said if each.seq <= seq][-1:]
            if any(each.seq > seq and each.answer not in before for each in said):
                return True
        return False

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
        if question == ASSESSMENT:
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
        return said.alone if said and not self.only_read else False

    def switches(self) -> tuple[PackSwitched, ...]:
        """Give every switch of a pack, oldest first, taken back or not."""
        return tuple(event for event in self.events if isinstance(event, PackSwitched))

    def pack(self, pack: str) -> PackSwitched | None:
        """Give the latest word on a pack: that it was switched on or off."""
        return self.latest(("pack", pack), PackSwitched)

    def assessment(self) -> str:
        """Give the caseworker's written view, empty when there is none."""
        assessed = self.latest(("assessed",), Assessed)
        return assessed.words if assessed else ""

    def assessment_versions(self) -> tuple[Spoken, ...]:
        """Give the versions of the written view that stand side by side; nothing where one stands."""
        versions = (each for each in self.versions(("assessed",)) if isinstance(each, Assessed))
        return tuple(
            Spoken("caseworker", Answer(value=each.words), each.by, each.at, each.id, each.meeting) for each in versions
        )

    def named(self) -> Named | None:
        """Give the case's label and name."""
        return self.latest(("named",), Named)

    def printed(self) -> tuple[Printed, ...]:
        """Give every document that was written, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Printed))

    def accesses(self) -> tuple[Accessed, ...]:
        """Give every time that somebody opened the case, took it out or put it back, oldest first."""
        return tuple(event for event in self.events if isinstance(event, Accessed))

    def redactions(self) -> tuple[Redacted, ...]:
        """Give everything that was deleted for good, oldest first, without a word of what it was."""
        return tuple(event for event in self.events if isinstance(event, Redacted))

    def redaction(self, question: str) -> Redacted | None:
        """Give the latest deletion of a question's answers."""
        return self._redacted.get(question)

    def looked_at(self) -> tuple[Looked, ...]:
        """Give everybody who looked at the case or took something out of it, oldest first."""
        return tuple(looked for event in self.events for looked in looks(event))

    def written_about(self, question: str) -> tuple[int, ...]:
        """Number every event that holds words on a question, whether they stand or were taken back."""
        held = (Said, Viewed, Assessed, ConsentText)
        return tuple(e.seq for e in self.events if isinstance(e, held) and question in about(e))

    def read_together(self, voice: Voice) -> ReadTogether | None:
        """Give a voice's reading together, unless a later change voided it."""
        read = self.latest(("read", voice), ReadTogether)
        if read is None or any(isinstance(later, _VOIDS_READING) for later in self.events if later.seq > read.covers):
            return None
        return read

    def changed_since(self, seq: int) -> int:
        """Count what was said, decided or taken back after event `seq`."""
        return sum(event.seq > seq and isinstance(event, _VOIDS_READING) for event in self.events)

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
            if event.undoable and self._counted(event) is not None:
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
