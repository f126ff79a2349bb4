"""The few words by which a case is listed, without reading its events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from mapper.language.clean import clean_line
from mapper.office.retention import keep_until
from mapper.plan.model import NEXT_MEETING

if TYPE_CHECKING:
    from mapper.interview.events import Event
    from mapper.interview.record import Record


@dataclass(frozen=True, slots=True)
class Header:
    """What the list of conversations shows. Days and times are ISO; `answered` of `asked` questions have a word.

    `keep` is how long the office said that it keeps the case, counted from `met`, the day of the last meeting;
    `keep_until` is the last day of that. All three are blank in a case from before the office said so. `began` is the
    id of the first event, which a copy of the case has too; blank in one that nobody has written in since it was kept.
    `next_round` is the day on which a pack is asked again.
    """

    label: str
    name: str = ""
    opened: str = ""
    answered: int = 0
    asked: int = 0
    papers: int = 0
    next_meeting: str = ""
    language: str = "nb"
    keep: str = ""
    met: str = ""
    keep_until: str = ""
    began: str = ""
    next_round: str = ""

    def encode(self) -> bytes:
        """Write the header as versioned JSON."""
        return json.dumps({"v": 1, **asdict(self)}, ensure_ascii=False).encode()

    @classmethod
    def decode(cls, payload: bytes) -> Header:
        """Read a header as `encode` wrote it. Raises ValueError, KeyError or TypeError on anything else."""
        cleaned: dict[str, Any] = {
            name: clean_line(value) if isinstance(value, str) else value for name, value in fields(payload).items()
        }
        return cls(**cleaned)

    def promising(self, keep: str, last_day: date | None) -> Header:
        """Take in what the office says now of keeping, before a meeting; `last_day` is one that surely has been.

        A clock that went back counts from there: it must not bring the end of keeping nearer.
        """
        been = last_day.isoformat() if last_day and (keep or self.keep) else ""
        return replace(self, keep=keep or self.keep, met=max(self.met, been))

    def after(self, events: Sequence[Event], record: Record, answered: int, asked: int) -> Header:
        """Give the header of a case when these, the last events of its record, have been taken in."""
        label, name, papers, language = self.label, self.name, self.papers, self.language
        met = self.met or _met_before(record)
        for event in events:
            if event.kind == "named":
                label, name = event.label, event.name
            elif event.kind == "printed":
                papers += len(event.files)
            elif event.kind == "meeting_opened":
                language, met = event.language, max(met, event.at.date().isoformat())
        planned = record.activity(NEXT_MEETING)
        return Header(
            label=label,
            name=name,
            opened=events[-1].at.isoformat(),
            answered=answered,
            asked=asked,
            papers=papers,
            next_meeting=planned.fields.get("start", "") if planned else "",
            language=language,
            keep=self.keep,
            met=met,
            keep_until=keep_until(self.keep, met) or self.keep_until,
            began=record.events[0].id,
        )


def fields(payload: bytes) -> dict[str, Any]:
    """Read a header's fields as they stand: a long list cleans only what it shows. Raises ValueError."""
    data = json.loads(payload.decode())
    if not isinstance(data, dict) or data.pop("v", None) != 1:
        raise ValueError("a header of another version")
    return data


def opened(payload: bytes) -> str:
    """Give when a case was last opened, as its header has it; blank where it cannot be read."""
    try:
        return Header.decode(payload).opened
    except (ValueError, KeyError, TypeError):
        return ""


def _met_before(record: Record) -> str:
    """Find the last meeting of a case whose header does not tell it yet."""
    opened = record.opened()
    return opened.at.date().isoformat() if opened else ""
