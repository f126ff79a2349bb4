"""Whether events from elsewhere could have been written here: each by itself, and each in its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from mapper.interview.consent_events import ConsentText, ConsentWithdrawn
from mapper.interview.events import (
    ActivityWritten,
    Blanked,
    Chosen,
    Decided,
    Event,
    MeetingOpened,
    Printed,
    ReadTogether,
    Redacted,
    Said,
    Undone,
)
from mapper.interview.fits import fits
from mapper.interview.model import NotUnderstood
from mapper.interview.move_events import Movement, VersionMoved
from mapper.interview.pack_events import PackSwitched
from mapper.plan.activities import read_fields
from mapper.questionnaire.called import Called
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.fates import same_kind

_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_FILE = re.compile(r"[^/\\:\x00]{1,200}")
_DOCUMENT = re.compile("[a-z][a-z_]{0,39}")


def makes_sense(events: Sequence[Event], questionnaires: Mapping[str, Questionnaire]) -> int | None:
    """Give the number of the first event that could not have been written so; None where all could.

    0 stands for a log without a meeting.
    """
    if not events or not isinstance(events[0], MeetingOpened):
        return 0
    looker = _Looker(questionnaires)
    return next((event.seq for event in events if not looker.sound(event)), None)


class _Looker:
    """Goes through a log once; knows what came before."""

    def __init__(self, questionnaires: Mapping[str, Questionnaire]) -> None:
        self._known = questionnaires
        self._asked: Questionnaire | None = None
        self._standing: dict[str, Questionnaire] = {}
        self._before: list[tuple[int, dict[str, Questionnaire]]] = []
        self._seen: dict[str, Event] = {}
        self._gone: set[int] = set()
        self._meetings: set[str] = set()

    def sound(self, event: Event) -> bool:
        """Tell whether an event fits what came before it, and take it in."""
        if isinstance(event, Blanked):
            self._gone.add(event.seq)
            return True
        if isinstance(event, MeetingOpened):
            self._meetings.add(event.meeting)
            self._standing = {}
        if isinstance(event, MeetingOpened | PackSwitched):
            self._ask(event.snapshot)
        if isinstance(event, VersionMoved):
            self._before.append((event.seq, self._standing))
            self._standing = {}
            self._ask(event.snapshot)
        sound = self._asked is not None and self._placed(event) and self._fits(event, self._asked)
        self._seen[event.id] = event
        return sound

    def _leads(self, move: VersionMoved) -> bool:
        """Tell whether a move leads from one questionnaire of the copy to another, each answer to where it belongs."""
        old, new = self._known.get(move.then), self._known.get(move.snapshot)
        if old is None or new is None or (move.back and move.back not in self._seen):
            return False
        return all(_moved(each, old, new) for each in move.moves)

    def _ask(self, snapshot: str) -> None:
        """Take in what is asked from now on; what a pack asked before may still be answered in another window."""
        self._asked = self._known.get(snapshot)
        if self._asked:
            self._standing.pop(snapshot, None)
            self._standing[snapshot] = self._asked

    def _placed(self, event: Event) -> bool:
        own = bool(event.id) and len(event.id) <= 64 and event.id not in self._seen and event.at.tzinfo is not None
        return own and 0 <= event.base < event.seq and event.meeting in self._meetings

    def _fits(self, event: Event, asked: Questionnaire) -> bool:  # noqa: PLR0911 - one line for each kind of event
        match event:
            case MeetingOpened():
                spoken = (event.language, event.second_language or event.language)
                return all(_LANGUAGE.fullmatch(each) for each in spoken)
            case Said():
                return self._answered(event)
            case Decided() | ActivityWritten():
                return _read(lambda: read_fields(event.fields, asked.lists) == event.fields)
            case Undone() | Chosen():
                return event.event in self._seen or bool(self._gone)
            case ConsentText() | ConsentWithdrawn():
                return event.consent in self._seen
            case Redacted():
                return set(event.events) <= self._gone
            case Printed():
                files = all(_FILE.fullmatch(name) and name.strip(". ") for name in event.files)
                return files and _DOCUMENT.fullmatch(event.document) is not None
            case VersionMoved():
                return self._leads(event) and len(event.was) <= 40 and len(event.now) <= 40
            case ReadTogether():
                return 0 <= event.covers < event.seq
        return True

    def _answered(self, said: Said) -> bool:
        """Tell whether the answer is one that its question takes, as whoever wrote it had it before them."""
        place = bisect_right(self._before, said.base, key=itemgetter(0))
        asked = self._before[place][1] if place < len(self._before) else self._standing
        found = (each.questions.get(said.question) for each in reversed(asked.values()))
        question = next((each for each in found if each), None)
        return question is not None and fits(question, said.voice, said.answer)


def _moved(movement: Movement, old: Questionnaire, new: Questionnaire) -> bool:
    was, now = old.questions.get(movement.question), new.questions.get(movement.to)
    if was is None or not movement.to:
        return was is not None
    called = Called(movement.codes, movement.columns)
    return now is not None and same_kind(was, now) and called.leads(now)


def _read(reads_same: Callable[[], bool]) -> bool:
    """Tell whether a gate gives back the same; what is of another type than it should be is refused too."""
    try:
        return reads_same()
    except (NotUnderstood, TypeError, AttributeError, ValueError):
        return False
