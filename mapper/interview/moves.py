"""Under which names everything stands, after a case went over to other versions of its questionnaire.

An event is never changed: it is read under the names of now. What is parked is read under a name that no questionnaire
has, `section.question@57`, where 57 is the number of the move that parked it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, TypeAlias

from mapper.interview.answer import Answer, Cell, Row
from mapper.interview.consent_events import Consented, ConsentText
from mapper.interview.consent_model import ACTIVITY
from mapper.interview.event_base import EventBase
from mapper.interview.events import (
    Decided,
    Event,
    HeldBack,
    MeetingOpened,
    PartPassed,
    Redacted,
    Said,
    Viewed,
)
from mapper.interview.move_events import Movement, VersionMoved
from mapper.questionnaire.condition import Voice

Switch: TypeAlias = MeetingOpened | VersionMoved
"""After which the case stands on the questionnaire that it names; switches of packs come to that."""

_NAMING = (Said, Viewed, Redacted, HeldBack, PartPassed, Decided, Consented, ConsentText)
"""Events that name a question, a part or a suggestion."""


def parked_name(ref: str, move: int) -> str:
    """Name what was said to a question and was parked by the move with this number."""
    return f"{ref}@{move}"


@dataclass
class Moves:
    """Know the questionnaires that a case ran on, and the moves between them."""

    switches: list[Switch] = field(default_factory=list)
    moved: list[VersionMoved] = field(default_factory=list)
    _by_ref: dict[str, dict[str, Movement]] = field(default_factory=dict)
    """What each move says of a question, by the move's id."""
    _ahead: dict[int, list[tuple[_Way, _Way]]] = field(default_factory=dict, compare=False)
    """The ways that lead on to now, by how many moves whoever wrote an event had seen."""

    def add(self, event: Switch) -> bool:
        """Take in the next of them; tell whether it is a move that counts.

        A move from another questionnaire than the case stands on counts for nothing: two windows moved at once. Neither
        does what a sitting was begun over by a window that had not seen a move.
        """
        if isinstance(event, VersionMoved):
            if event.before != self.snapshot:
                return False
            self.moved.append(event)
            self._ahead.clear()
            self._by_ref[event.id] = {each.question: each for each in event.moves}
        elif self.moved and event.base < self.moved[-1].seq:
            return False
        self.switches.append(event)
        return isinstance(event, VersionMoved)

    def clear(self) -> None:
        """Forget everything."""
        self.switches.clear()
        self.moved.clear()
        self._by_ref.clear()
        self._ahead.clear()

    @property
    def snapshot(self) -> str | None:
        """Name the questionnaire that the case stands on."""
        return self.switches[-1].snapshot if self.switches else None

    def asked_under(self, event: EventBase) -> str:
        """Name the questionnaire that whoever wrote an event had before them; nothing where it is that of now."""
        return next((move.then for move in self.moved if event.base < move.seq), "")

    def parked_by(self, name: str) -> tuple[VersionMoved, Movement] | None:
        """Give the move that parked what has this name, and what it says of the question."""
        ref, _, number = name.rpartition("@")
        for move in self.moved:
            if str(move.seq) == number:
                movement = self._by_ref[move.id].get(ref)
                return (move, movement) if movement else None
        return None

    def beside(self, name: str) -> str:
        """Name the question that goes on beside what one voice said and was parked; nothing where none does."""
        by = self.parked_by(name)
        if by is None or not by[1].aside:
            return ""
        move, movement = by
        living = movement.to
        for later in self.moved[self.moved.index(move) + 1 :]:
            living = _Way(later, self._by_ref[later.id], late=False).name(living)
        return living

    def called(self, event: Event) -> Event:
        """Read an event under the names of now."""
        if not isinstance(event, _NAMING):
            return event
        for early, late in self._ways(event):
            event = (late if event.seq > late.move.seq else early).go(event)
        return event

    def _ways(self, event: Event) -> list[tuple[_Way, _Way]]:
        """Give each move that whoever wrote an event had not seen, for what was written before it and after."""
        seen = bisect_right(self.moved, event.base, key=attrgetter("seq"))
        if seen not in self._ahead:
            moves = ((move, self._by_ref[move.id]) for move in _leading_on(self.moved[seen:]))
            self._ahead[seen] = [(_Way(*each, late=False), _Way(*each, late=True)) for each in moves]
        return self._ahead[seen]


def _leading_on(unseen: list[VersionMoved]) -> list[VersionMoved]:
    """Leave out what was gone back over."""
    back = {move.back for move in unseen if move.back}
    gone = {move.id for move in unseen if move.id in back}
    return [move for move in unseen if move.id not in gone and move.back not in gone]


@dataclass(frozen=True, slots=True)
class _Way:
    """One move; `late` where what goes it was written after it by somebody who had not seen it."""

    move: VersionMoved
    by_ref: Mapping[str, Movement]
    late: bool

    def go(self, event: Event) -> Event:  # noqa: PLR0911 - one line for each kind of event that names something
        match event:
            case Said():
                return self._said(event)
            case Viewed():
                return _with(event, question=self.name(event.question, "caseworker"))
            case Redacted() | HeldBack():
                return _with(event, question=self.name(event.question))
            case PartPassed():
                part = self.move.parts.get(event.part, event.part)
                return _with(event, part=part, open=tuple(map(self.name, event.open)))
            case Decided():
                key = self.move.suggestions.get(event.suggestion, event.suggestion)
                return _with(event, suggestion=key, because=tuple(map(self.name, event.because)))
            case Consented():
                return _with(event, topics=tuple(map(self.name, event.topics)))
            case ConsentText():
                return _with(event, topic=self.name(event.topic), about=tuple(map(self.name, event.about)))
        return event

    def _said(self, said: Said) -> Said:
        movement = self.by_ref.get(said.question)
        if movement is None:
            return said
        answer = recoded(said.answer, movement.codes, movement.columns)
        name = self.name(said.question, said.voice)
        if name != movement.to or (answer is None and self.late):
            return said.model_copy(update={"question": parked_name(said.question, self.move.seq)})
        return said.model_copy(update={"question": name, "answer": answer or said.answer})

    def name(self, name: str, voice: Voice | None = None) -> str:
        """Give the name of now of a question, of what one voice said to it, or of a step that a rule suggested."""
        if name.startswith(ACTIVITY):
            key = name.removeprefix(ACTIVITY)
            return ACTIVITY + self.move.suggestions.get(key, key)
        movement = self.by_ref.get(name)
        if movement is None:
            return name
        parked = voice in movement.aside if movement.aside else movement.parked
        return parked_name(name, self.move.seq) if not movement.to or (parked and not self.late) else movement.to


def _with(event: Event, **names: Any) -> Event:
    same = all(getattr(event, key) == name for key, name in names.items())
    return event if same else event.model_copy(update=names)


def recoded(answer: Answer, codes: Mapping[str, str], columns: Mapping[str, str]) -> Answer | None:
    """Give an answer in the codes and columns of now; None where nothing stands for one of them."""
    value = answer.value
    if not (codes or columns) or not isinstance(value, str | tuple):
        return answer
    if any(isinstance(each, Mapping) for each in value):
        rows = [_row(each, codes, columns) for each in value if isinstance(each, Mapping)]
        whole = tuple(row for row in rows if row is not None)
        return replace(answer, value=whole) if len(whole) == len(rows) else None
    said = (value,) if isinstance(value, str) else tuple(each for each in value if isinstance(each, str))
    now = tuple(dict.fromkeys(codes.get(code, code) for code in said))
    if "" in now:
        return None
    write_in = tuple((codes.get(code, code), own) for code, own in answer.write_in)
    return replace(answer, value=now[0] if isinstance(value, str) else now, write_in=write_in)


def _row(row: Row, codes: Mapping[str, str], columns: Mapping[str, str]) -> Row | None:
    """Give a row; None where a cell has no place of its own."""
    now: dict[str, Cell] = {}
    for column, cell in row.items():
        name = columns.get(column, column)
        told = codes.get(f"{column}.{cell}", cell) if isinstance(cell, str) else cell
        if not name or told == "" or name in now:
            return None
        now[name] = told
    return now
