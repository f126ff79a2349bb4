"""The one place where a case changes: an event, saved, then shown; and what other windows wrote, taken in.

Takes in events; gives out one Change for each act, after it is durable. What could not be saved was not said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, cast

from mapper.fault import Fault
from mapper.interview.event_base import EventBase, Slot
from mapper.interview.events import Event, MeetingOpened, Redacted, decode, encode
from mapper.interview.move_events import VersionMoved
from mapper.interview.moves import Switch
from mapper.interview.pack_events import PackSwitched
from mapper.interview.packs import in_use
from mapper.interview.record import Record
from mapper.meeting.header import Header
from mapper.plan.overview import Overview
from mapper.plan.rounds import next_round
from mapper.plan.table import Moved, between
from mapper.questionnaire.compose import from_json, snapshot_of
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.model import QuestionnaireFile

Clock = Callable[[], datetime]
Ids = Callable[[], str]
Packs = Callable[[], Sequence[QuestionnaireFile]]
"""Gives the packs that may be switched on, read and found sound."""


class Log(Protocol):
    """Keep one vault's events: the part of the vault that a meeting needs."""

    def append(self, case: str, payloads: list[bytes], header: bytes) -> range:
        """Add events and put the header in place, durably."""

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        """Give the events after a number; one that was deleted for good is empty."""

    def redact(self, case: str, events: Sequence[int], payload: bytes, header: bytes) -> int:
        """Delete the content of these events for good, add the event that says so, and give its number."""

    def anchor(self, case: str, seq: int) -> bytes | None:
        """Give what vouches for a case as it stood after an event; None where nothing does."""

    def snapshot(self, case: str, name: str) -> bytes:
        """Give a questionnaire as it was asked, by its name."""

    def put_snapshot(self, case: str, name: str, payload: bytes) -> None:
        """Keep a questionnaire as it is asked, under a name made from it."""

    def stirred(self) -> bool:
        """Tell whether another window wrote since the last look. Never waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Moved):
    """What one act moved, saved at `at` under `seq`."""

    at: datetime
    seq: int


class QuestionsUnknown(Fault):
    """Tell that another window moved the case to a questionnaire that this program cannot read. Facts: none."""

    code = "moving_questions_unknown"


class Ledger(Overview):
    """Own one case's record. Safe to call from any thread, one call at a time."""

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
        packs: Packs = tuple,
    ) -> None:
        self.library = packs
        self._stored: dict[str, Questionnaire] = {}
        self.case = case
        self._log = log
        super().__init__(questionnaire, record, clock().date(), self._as_asked)
        self.practice = practice
        self.header = header
        self._clock = clock
        self._ids = ids
        self._own: set[str] = set()
        self._seq = record.events[-1].seq if record.events else 0
        self.read_only: Fault | None = None
        self.saved_at: datetime | None = record.events[-1].at if record.events else None

    def read_only_for(self, fault: Fault) -> None:
        """Let the case be read only; whoever reads it does not count as alone."""
        with self._lock:
            self.read_only, self._record.only_read = fault, True
            self._lay_table()

    @property
    def seq(self) -> int:
        """Give the number of the last event that this window has taken in."""
        return self._seq

    def refresh(self) -> Change:
        """Take in what another window wrote."""
        with self._lock:
            return self._take_in(self._unseen())

    def snapshots(self) -> dict[str, bytes]:
        """Give every questionnaire of the case as it was asked, by its name. Raises a VaultError."""
        with self._lock:
            asked = [event for event in self._record.events if isinstance(event, Switch | PackSwitched)]
        then = [event.then for event in asked if isinstance(event, VersionMoved)]
        names = dict.fromkeys([*(event.snapshot for event in asked), *then])
        return {name: self._log.snapshot(self.case, name) for name in names}

    def stirred(self) -> bool:
        """Tell whether another window may have written since the last look. Never waits."""
        return self._log.stirred()

    # --- one event, saved, then shown

    def _event(self, kind_of: type[EventBase], **facts: Any) -> Event:
        place = {"id": self._ids(), "base": self._seq, "meeting": self.meeting, "at": self._clock()}
        return cast(Event, kind_of(**{**place, **facts}))

    def _seen(self, slot: Slot, base: int | None) -> int:
        """Tell up to where the writer of a field had seen it, when it last showed what stood at `base`.

        What this window wrote there itself since then, its writer knows; a move to other questions draws all anew.
        """
        moved = self._record.moves.moved
        if base is None or (moved and base < moved[-1].seq):
            return self._seq
        own = all(event.id in self._own for event in self._record.later_in(slot, base))
        return self._seq if own else base

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
            self._own.update(event.id for event in events)
            return change if numbers[-1] == self._seq else self._in_order(known, header, seen)

    def _blank(self, redacted: Redacted) -> Change:
        """Delete for good what an event names, here and in the log, and show everything anew."""
        with self._lock:
            before, header, seen = tuple(self._record.events), self.header, self._seq
            change = self._take_in(_numbered((redacted,), seen + 1))
            try:
                number = self._log.redact(self.case, redacted.events, encode(redacted), self.header.encode())
            except BaseException:
                self._record.refold(before)
                self._go_back(len(before), header, seen)
                raise
            return change if number == self._seq else self._in_order(len(before), header, seen)

    def _in_order(self, known: int, header: Header, seq: int) -> Change:
        """Take in again what another window got in between, in the order in which it was saved."""
        self._go_back(known, header, seq)
        return self._take_in(self._unseen())

    def _unseen(self) -> list[Event]:
        return [decode(payload, seq) for seq, payload in self._log.events(self.case, self._seq)]

    def _go_back(self, known: int, header: Header, seq: int) -> None:
        """Stand where the first events leave the case: what came after was not saved, or not in this order."""
        switched = bool(self._record.switches() or self._record.moves.moved)
        self._record.keep_first(known)
        if switched:
            self._asks_anew()
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
        gone = {seq for event in events if isinstance(event, Redacted) for seq in event.events}
        over = any(isinstance(event, VersionMoved) for event in events)
        asked_anew = (over or any(slot[0] == "pack" for slot in slots)) and self._asks_anew()
        asked_anew = asked_anew or any(slot[0] == "round" for slot in slots)
        moved = self._let_go(gone) if gone else self._laid_anew() if asked_anew else self._table.update(slots)
        moved = replace(moved, anew=over and asked_anew)
        if any(isinstance(event, MeetingOpened) for event in events):
            self._lay(self._clock().date())
        header = self.header.after(events, self._record, *self._table.flow.progress())
        self.header = replace(header, next_round=next_round(self._table.interview))
        return self._change(moved)

    # --- what is asked

    def _asks_anew(self) -> bool:
        """Go over to what moves and the switches of packs come to; tell whether that is another questionnaire.

        Where this program cannot read it, the case is only read from now on, as it was asked until then.
        """
        try:
            found = in_use(self._record, self._as_stored)
        except (ValueError, Fault):
            self.read_only, self._record.only_read = QuestionsUnknown(), True
            return False
        if found == self.questionnaire:
            return False
        self.questionnaire = found
        return True

    def _laid_anew(self) -> Moved:
        before = self._table
        self._lay_table()
        return between(before, self._table)

    def _as_stored(self, name: str) -> Questionnaire:
        if name not in self._stored:
            self._stored[name] = from_json(self._log.snapshot(self.case, name).decode())
        return self._stored[name]

    def _as_asked(self, name: str) -> Questionnaire | None:
        """Give a questionnaire of the case as it was asked; None where it is not there, or cannot be read."""
        try:
            return self._as_stored(name)
        except (ValueError, Fault):
            return None

    def keep_asked(self, questionnaire: Questionnaire) -> str:
        """Store a questionnaire with the case, whole, and give its name."""
        name, snapshot = snapshot_of(questionnaire)
        self._log.put_snapshot(self.case, name, snapshot)
        self._stored[name] = questionnaire
        return name

    def _let_go(self, seqs: set[int]) -> Moved:
        """Keep nothing of these events, nor of what was made from them: everything is to be drawn anew."""
        self._record.blank(seqs)
        self._lay_table()
        return Moved(refs=frozenset(self.questionnaire.questions))

    def _change(self, moved: Moved) -> Change:
        return Change(at=self.saved_at or self._clock(), seq=self._seq, **moved.facts())

    def _unchanged(self) -> Change:
        return self._change(Moved())


def _numbered(events: Sequence[Event], first: int) -> list[Event]:
    return [event.model_copy(update={"seq": seq}) for seq, event in enumerate(events, first)]
