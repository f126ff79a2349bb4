"""What the office promises of a conversation, and which conversations have been kept as long as was promised.

Takes in the office's own words, the vault's headers and this machine's clock; gives out lists. Deletes nothing.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from mapper.meeting.header import Header
from mapper.office.model import Office, load_office
from mapper.office.retention import DueList, Kept, due

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper
    from mapper.settings import Settings


_STRETCH = 2000
"""Conversations that are looked at in one go."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many conversations may be deleted on a day, or that the day itself is in doubt; and what is asked again.

    `again` counts the conversations in which something is to be asked again by that day.
    """

    day: date
    count: int = 0
    doubt: bool = False
    again: int = 0


class Keeping:
    """The part of the desk that minds how long conversations are kept."""

    settings: Settings
    keeper: Keeper
    _sure_of: date | None = None
    """The day of which a person said, at this desk, that it is right."""
    _waiting: Waiting | None = None
    _unseen: Iterator[Kept | None] | None = None
    _seen: Sequence[Kept | None] = ()

    @property
    @abstractmethod
    def today(self) -> date:
        """Give the day that it is at this desk."""

    @cached_property
    def office(self) -> Office:
        """Give what the office says of itself."""
        return load_office(self.settings.office)

    def reread_office(self) -> Office:
        """Read anew what the office says of itself: somebody may have written it meanwhile."""
        self.__dict__.pop("office", None)
        return self.office

    def need_office(self) -> None:
        """Raise OfficeNotReady where the office has not said who reads and how long it is kept."""
        self.office.need_ready(self.settings.office)

    def promised(self, header: Header) -> Header:
        """Put what the office says now of keeping into a case's header, before a meeting."""
        known = None if self._sure_of == self.today else self.keeper.last_day
        return header.promising(self.office.keep.written if self.office.keep else "", known)

    def count_anew(self) -> None:
        """Let what waits be counted again: a conversation was opened, and may tell otherwise of itself."""
        self._waiting = None

    def due(self) -> DueList:
        """List the conversations that may be deleted now, none while the clock is in doubt. Raises a VaultError.

        A day that is not in doubt is remembered, to know the next by.
        """
        return self._judge(self._promised_for())

    def waiting(self) -> Waiting | None:
        """Count the conversations that may be deleted, once a day; None while there are more to look at.

        They are looked at a stretch at a time, so that what somebody asks for meanwhile comes in between. Raises a
        VaultError.
        """
        if self._waiting is None or self._waiting.day != self.today:
            self._unseen = self._unseen or self._promised_for()
            stretch = list(islice(self._unseen, _STRETCH))
            self._seen = [*self._seen, *stretch]
            if len(stretch) == _STRETCH:
                return None
            self._judge(self._seen)
        return self._waiting

    def _promised_for(self) -> Iterator[Kept | None]:
        cases, opened = self.keeper.vault.listed()
        return (_kept(stored.case, opened(stored)) for stored in cases if stored.last)

    def _judge(self, kept: Iterable[Kept | None]) -> DueList:
        cases = tuple(filter(None, kept))
        found = due(cases, self.today, self.keeper.last_day, self._sure_of)
        if not found.check.doubt:
            self.keeper.used_on(self.today)
        today = self.today.isoformat()
        again = sum("" < case.next_round <= today for case in cases)
        self._waiting = Waiting(self.today, len(found.cases), bool(found.check.doubt), again)
        self._unseen, self._seen = None, ()
        return found

    def trust_today(self) -> None:
        """Take a person's word, until the program is closed, that the date is right. Raises a VaultError."""
        self._sure_of, self._waiting, self._unseen, self._seen = self.today, None, None, ()
        self.keeper.used_on(self.today)


def _kept(case: str, header: bytes) -> Kept | None:
    """Read how long a case is kept; one whose header cannot be read is never due."""
    try:
        read = Header.decode(header)
    except (ValueError, KeyError, TypeError):
        return None
    return Kept(case, read.label, read.name, read.met, read.keep_until, read.opened, read.next_round)
