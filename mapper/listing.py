"""One conversation in the list, from the few words of its header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mapper.erasing import papers_in
from mapper.files import case_folder
from mapper.header import fields
from mapper.language.clean import clean_line

if TYPE_CHECKING:
    from mapper.vault.store import StoredHeader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One conversation in the list."""

    case: str
    label: str
    name: str
    opened_at: str
    answered: int
    asked: int
    next_on: str
    exports: Path | None
    """Where papers lie, if any were ever saved."""

    @property
    def opened(self) -> datetime | None:
        """Give when it was last written; None where nobody can tell."""
        return _read(datetime.fromisoformat, self.opened_at)

    @property
    def next_meeting(self) -> date | None:
        """Give the day of the next meeting, if one is set."""
        return _read(date.fromisoformat, self.next_on)

    @property
    def searched(self) -> str:
        """Give everything that a search looks through, folded: words, and the day in both ways of writing it."""
        year, month, day = self.opened_at[:4], self.opened_at[5:7], self.opened_at[8:10]
        return f"{self.label} {self.name} {day}.{month}.{year} {year}-{month}-{day}".casefold()

    @property
    def papers(self) -> int:
        """Count the papers that still lie there: looked for only where a line is shown, for a list may be long."""
        return len(papers_in(case_folder(self.exports, self.case, practice=False))) if self.exports else 0


def line_of(stored: StoredHeader, exports: Path) -> CaseLine:
    """Read a header for the list; one that cannot be read still shows that there is a conversation."""
    try:
        told = fields(stored.header)
        return CaseLine(
            case=stored.case,
            label=clean_line(told["label"]),
            name=clean_line(told["name"]),
            opened_at=told["opened"],
            answered=told["answered"],
            asked=told["asked"],
            next_on=told["next_meeting"],
            exports=exports if told["papers"] else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return CaseLine(stored.case, stored.case[:8], "", "", 0, 0, "", None)


def _read(reader: Callable[[str], T], text: str) -> T | None:
    try:
        return reader(text) if text else None
    except (ValueError, TypeError):
        return None
