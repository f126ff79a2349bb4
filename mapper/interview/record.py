"""The fold of a case's events: what holds now, and how it came so.

A record only grows, one event at a time: with ten thousand answers a fresh copy for each would cost more than the
answer. One `Meeting` owns it; everybody else gets frozen values made from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapper.interview.answer import Answer
from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.events import (
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
    PartPassed,
    Printed,
    ProfileChosen,
    ReadTogether,
    Redacted,
    Said,
    Undone,
    Viewed,
)
from mapper.interview.facts import about, looks
from mapper.interview.fold import Fold
from mapper.interview.model import ASSESSMENT, Looked, Sitting, Spoken
from mapper.interview.move_events import VersionMoved
from mapper.interview.pack_events import PackSwitched
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Profile

VOICES: tuple[Voice, ...] = ("participant", "together", "caseworker")

_VOIDS_READING = (
    Said, Viewed, Chosen, HeldBack, Decided, ActivityWritten, Assessed, Undone, Redacted, Consented, ConsentWithdrawn,
)  # fmt: skip


@dataclass
class Record(Fold):
    """Know the latest word on everything in one case."""

    @classmethod
    def of(cls, events: Iterable[Event]) -> Record:
        """Fold events from nothing."""
        record = cls()
        record.refold(events)
        return record

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
        return next((said for said in self.standing(("said", question, voice), Said) if said.meeting == meeting), None)

    def said_before(self, meeting: str, question: str, voice: Voice) -> Said | None:
        """Give what a voice said last to a question in a meeting other than this one."""
        return next((said for said in self.standing(("said", question, voice), Said) if said.meeting != meeting), None)

    def spoken(self, question: str) -> tuple[Spoken, ...]:
        """Give what each voice said last to a question, the participant first."""
        found = (self.said(question, voice) for voice in VOICES)
        return tuple(as_spoken(said) for said in found if said is not None)

    def answer(self, question: str, voice: Voice) -> Answer | None:
        """Give a voice's answer to a question; None when it was not asked."""
        said = self.said(question, voice)
        return said.answer if said else None

    def view(self, question: str) -> Viewed | None:
        """Give the participant's view, if both answers that it compared still stand.

        What the caseworker added and was parked by itself keeps it: what it stood beside goes on under another name.
        """
        viewed = self.latest(("viewed", question), Viewed)
        if viewed is None:
            return None
        own, added = self.compared(question)
        beside = self.moves.beside(question) if not own else ""
        if beside and viewed.compared[1] == added:
            return viewed
        return viewed if viewed.compared == (own, added) else None

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

    def redactions(self) -> tuple[Redacted, ...]:
        """Give everything that was deleted for good, oldest first, without a word of what it was."""
        return tuple(event for event in self.events if isinstance(event, Redacted))

    def redaction(self, question: str) -> Redacted | None:
        """Give the latest deletion of a question's answers."""
        return self._redacted.get(question)

    def looked_at(self) -> tuple[Looked, ...]:
        """Give everybody who looked at the case or took something out of it, oldest first."""
        return tuple(looked for event in self.events for looked in looks(self.called(event)))

    def written_about(self, question: str) -> tuple[int, ...]:
        """Number every event that holds words on a question, whether they stand or were taken back."""
        held = (Said, Viewed, Assessed, ConsentText)
        called = map(self.called, self.events)
        return tuple(event.seq for event in called if isinstance(event, held) and question in about(event))

    def read_together(self, voice: Voice) -> ReadTogether | None:
        """Give a voice's reading together, unless a later change voided it."""
        read = self.latest(("read", voice), ReadTogether)
        return None if read is None or any(map(_voids, self.events[self._first_after(read.covers) :])) else read

    def _first_after(self, seq: int) -> int:
        return next((place for place, event in enumerate(self.events) if event.seq > seq), len(self.events))

    def changed_since(self, seq: int) -> int:
        """Count what was said, decided or taken back after event `seq`."""
        return sum(map(_voids, self.events[self._first_after(seq) :]))

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
        """Name the questionnaire that the case stands on, to which switches of packs come: as `moves` says."""
        return self.moves.snapshot

    def said_to(self) -> tuple[str, ...]:
        """Name everything that was ever answered, in that order, taken back or not: questions, and what is parked."""
        return tuple(dict.fromkeys(str(slot[1]) for slot in self._slots if slot[0] == "said"))

    def as_written(self, said: str) -> Said:
        """Give an answer as it was written, by its event's id. Raises KeyError."""
        event = self._written.get(said) or self._by_id[said]
        if not isinstance(event, Said):
            raise KeyError(said)
        return event

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
            if (opened and event.seq <= opened.seq) or event in self.moves.moved:
                return None
            if event.undoable and self._counted(event) is not None:
                return event
        return None

    def redo_target(self) -> Event | None:
        """Give this meeting's latest undo that still takes something away; None once anything new was said."""
        for event in reversed(self.events):
            if event.undoable or isinstance(event, MeetingOpened | VersionMoved):
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


def _voids(event: Event) -> bool:
    return event.rereads if isinstance(event, VersionMoved) else isinstance(event, _VOIDS_READING)
