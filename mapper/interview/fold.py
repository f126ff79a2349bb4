"""Every event of one case in its place: what was taken back, what stands side by side, what an event is called now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from mapper.interview.event_base import EventBase, Slot
from mapper.interview.events import Chosen, Event, Redacted, Undone, blanked
from mapper.interview.moves import Moves, Switch

_E = TypeVar("_E", bound=EventBase)


@dataclass
class Fold:
    """Know every event of one case, in the order of seq, and which of them count."""

    events: list[Event] = field(default_factory=list)
    _by_id: dict[str, Event] = field(default_factory=dict)
    _slots: dict[Slot, list[Event]] = field(default_factory=dict)
    _cancelled: set[str] = field(default_factory=set)
    _redacted: dict[str, Redacted] = field(default_factory=dict)
    _written: dict[str, Event] = field(default_factory=dict)
    """What is read under other names than those of now, as it was written, by the event's id."""
    moves: Moves = field(default_factory=Moves)
    only_read: bool = False
    """Whether nothing can be added: then nobody can say who is in the room now, and nobody counts as alone."""

    def add(self, event: Event) -> frozenset[Slot]:
        """Take in the next event and name the slots whose latest word may have changed."""
        self.events.append(event)
        if isinstance(event, Switch) and self.moves.add(event):
            return self._read_anew()
        if isinstance(event, Undone):
            self._by_id[event.id] = event
            return self._cancel(event.event)
        return self._place(event)

    def _place(self, written: Event) -> frozenset[Slot]:
        """Put an event where it is looked for, under the names of now."""
        event = self.moves.called(written)
        if event is not written:
            self._written[event.id] = written
        self._by_id[event.id] = event
        if isinstance(event, Redacted):
            self._redacted[event.question] = event
        slots = self._slots_of(event)
        for slot in slots:
            self._slots.setdefault(slot, []).append(event)
        return slots

    def _read_anew(self) -> frozenset[Slot]:
        """Read every event under the names of now; what was taken back stays so."""
        before = frozenset(self._slots)
        for known in (self._by_id, self._slots, self._redacted, self._written):
            known.clear()
        for event in self.events:
            self._place(event)
        return before | frozenset(self._slots)

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
        """Forget everything and fold these events anew: each is read once, under the names of now."""
        kept = tuple(events)
        for known in (
            self.events,
            self._by_id,
            self._slots,
            self._cancelled,
            self._redacted,
            self._written,
            self.moves,
        ):
            known.clear()
        for event in kept:
            self.events.append(event)
            self._by_id[event.id] = event
            if isinstance(event, Switch):
                self.moves.add(event)
            elif isinstance(event, Undone):
                self._cancel(event.event)
        self._read_anew()

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
        return next(self.standing(slot, kind), None)

    def standing(self, slot: Slot, kind: type[_E]) -> Iterator[_E]:
        """Give the events of a slot that still count, the latest first."""
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

    def called(self, event: Event) -> Event:
        """Read an event of this case under the names of now."""
        return self._by_id.get(event.id, event)

    def _reached(self, event: Event | None) -> Slot | None:
        """Name the slot that an event touches, by itself or by what it undoes or chooses."""
        event = self.called(event) if event else None
        while isinstance(event, Undone | Chosen):
            before = self._by_id.get(event.event)
            event = before if before and before.seq < event.seq else None
        return event.slot if event else None

    def taken_back(self, event: Event) -> bool:
        """Tell whether an event no longer counts."""
        return event.id in self._cancelled

    def overwritten(self, event: Event) -> bool:
        """Tell whether something later stands in the place of an event that counts."""
        event = self.called(event)
        slot = event.slot
        if slot is None or event in self.versions(slot):
            return False
        return next(self.standing(slot, type(event)), event).id != event.id
