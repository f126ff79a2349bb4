"""The few words by which a case is listed, without reading its events."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from mapper.language.clean import clean_line


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

    def seen(self, at: datetime) -> Header:
        """Give the header of a case that was opened at `at`."""
        return replace(self, opened=at.isoformat())
