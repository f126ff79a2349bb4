"""One conversation in the list, from the few words of its header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mapper.desk.erasing import papers_in
from mapper.files import case_folder
from mapper.language.clean import clean_line
from mapper.meeting.header import fields

if TYPE_CHECKING:
    from mapper.vault.store import StoredHeader

T = TypeVar("T")


class Told(NamedTuple):
    """What a header tells of a conversation: days and times are ISO, blank where there are none."""

    label: str
    name: str = ""
    opened: str = ""
    answered: int = 0
    next_meeting: str = ""
    next_round: str = ""
    papers: int = 0


@dataclass(slots=True, eq=False)
class CaseLine:
    """One conversation in the list. Its header is read when somebody asks what it tells: a list may be long."""

    stored: StoredHeader
    header: Callable[[StoredHeader], bytes] = field(repr=False)
    exports: Path
    _told: Told | None = field(default=None, repr=False)

    @property
    def case(self) -> str:
        """Give the id of the case."""
        return self.stored.case

    @property
    def told(self) -> Told:
        """Give what the header tells; one that cannot be read still shows that there is a conversation."""
        if self._told is None:
            self._told = _told(self.header(self.stored)) or Told(self.case[:8])
        return self._told

    @property
    def label(self) -> str:
        """Give the words by which it is listed."""
        return self.told.label

    @property
    def name(self) -> str:
        """Give the participant's name, if they said one."""
        return self.told.name

    @property
    def answered(self) -> int:
        """Count the questions that have a word."""
        return self.told.answered

    @property
    def opened(self) -> datetime | None:
        """Give when it was last written; None where nobody can tell."""
        return _read(datetime.fromisoformat, self.told.opened)

    @property
    def next_round(self) -> date | None:
        """Give the day on which something is asked again, if any."""
        return _read(date.fromisoformat, self.told.next_round)

    @property
    def next_meeting(self) -> date | None:
        """Give the day of the next meeting, if one is set."""
        return _read(date.fromisoformat, self.told.next_meeting)

    @property
    def searched(self) -> str:
        """Give everything that a search looks through, folded: words, and the day in both ways of writing it."""
        told = self.told
        year, month, day = told.opened[:4], told.opened[5:7], told.opened[8:10]
        return f"{told.label} {told.name} {day}.{month}.{year} {year}-{month}-{day}".casefold()

    @property
    def papers(self) -> int:
        """Count the papers that still lie there, if any were ever saved."""
        return len(papers_in(case_folder(self.exports, self.case, practice=False))) if self.told.papers else 0


def _told(header: bytes) -> Told | None:
    try:
        read = fields(header)
        return Told(
            label=clean_line(read["label"]),
            name=clean_line(read["name"]),
            opened=str(read["opened"]),
            answered=int(read["answered"]),
            next_meeting=str(read["next_meeting"]),
            next_round=str(read.get("next_round", "")),
            papers=int(read["papers"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read(reader: Callable[[str], T], text: str) -> T | None:
    try:
        return reader(text) if text else None
    except ValueError:
        return None
