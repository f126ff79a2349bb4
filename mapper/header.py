"""The few words by which a case is listed, without reading its events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from mapper.language.clean import clean_line
from mapper.plan.model import NEXT_MEETING

if TYPE_CHECKING:
    from mapper.interview.events import Event
    from mapper.interview.record import Record


@dataclass(frozen=True, slots=True)
class Header:
    """What the list of conversations shows. Days and times are ISO; `answered` of `asked` questions have a word."""

    label: str
    name: str = ""
    opened: str = ""
    answered: int = 0
    asked: int = 0
    papers: int = 0
    next_meeting: str = ""
    language: str = "nb"

    def encode(self) -> bytes:
        """Write the header as versioned JSON."""
        return json.dumps({"v": 1, **asdict(self)}, ensure_ascii=False).encode()

    @classmethod
    def decode(cls, payload: bytes) -> Header:
        """Read a header as `encode` wrote it. Raises ValueError, KeyError or TypeError on anything else."""
        data: dict[str, Any] = json.loads(payload)
        if data.pop("v") != 1:
            raise ValueError("a header of another version")
        cleaned: dict[str, Any] = {
            name: clean_line(value) if isinstance(value, str) else value for name, value in data.items()
        }
        return cls(**cleaned)

    def after(self, events: Sequence[Event], record: Record, answered: int, asked: int) -> Header:
        """Give the header of a case when these, the last events of its record, have been taken in."""
        label, name, papers, language = self.label, self.name, self.papers, self.language
        for event in events:
            if event.kind == "named":
                label, name = event.label, event.name
            elif event.kind == "printed":
                papers += len(event.files)
            elif event.kind == "meeting_opened":
                language = event.language
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
        )
