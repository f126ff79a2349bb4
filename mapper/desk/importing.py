"""A conversation that somebody brings with them: their own copy becomes a case here.

Takes in a file; gives out a case of its own beside all others. Writes over nothing, and keeps in the case that it was
brought.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.desk.listing import CaseLine
from mapper.language.clean import clean_line
from mapper.meeting.header import Header

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper
    from mapper.documents.own_copy.reading import Taken
    from mapper.interview.events import Accessed
    from mapper.interview.record import Record
    from mapper.meeting.meeting import Clock, Ids
    from mapper.settings import Settings
    from mapper.vault.store import StoredHeader, Vault


@dataclass(frozen=True, slots=True)
class Imported:
    """A case that was brought: its id, the words by which it is listed, and how much is in it."""

    case: str
    label: str
    meetings: int
    answered: int


class Importing:
    """The part of the desk that takes in a participant's own copy."""

    settings: Settings
    keeper: Keeper
    _clock: Clock
    _ids: Ids

    @abstractmethod
    def need_office(self) -> None:
        """Raise OfficeNotReady where the office has not said who reads and how long it is kept."""

    @abstractmethod
    def promised(self, header: Header) -> Header:
        """Put what the office says now of keeping into a case's header."""

    def import_copy(self, path: Path, *, again: bool = False) -> Imported:
        """Make a case of a participant's own copy. Unless `again`, a conversation that is here already is not taken in.

        Raises OfficeNotReady, CopyKnown or another fault of `own_copy.faults`, or a VaultError; then nothing was made.
        """
        from mapper.documents.own_copy.faults import CopyKnown
        from mapper.documents.own_copy.reading import take

        vault = self.keeper.vault
        self.need_office()
        taken = take(path)
        here = None if again else next(self._here(vault, taken.events[0].id), None)
        if here is not None:
            raise CopyKnown(path=str(path), label=CaseLine(here, attrgetter("header"), self.settings.exports).label)
        return self._kept(vault, taken)

    def _here(self, vault: Vault, first: str) -> Iterator[StoredHeader]:
        """Find cases that began with an event; one whose header does not tell yet is looked into."""
        for stored in vault.cases():
            if stored.last and (_began(stored) or self._first(vault, stored.case)) == first:
                yield stored

    def _first(self, vault: Vault, case: str) -> str:
        from mapper.interview.events import decode

        try:
            return next((decode(payload, seq).id for seq, payload in vault.events(case)), "")
        except ValueError:
            return ""

    def _kept(self, vault: Vault, taken: Taken) -> Imported:
        from mapper.interview.events import Blanked, encode
        from mapper.interview.packs import in_use
        from mapper.interview.record import Record
        from mapper.plan.overview import Overview

        case = self._ids()
        record = Record.of(taken.events)
        record.add(self._said_so(record))
        case_of = Overview(in_use(record, taken.questionnaires.__getitem__), record, self._clock().date())
        empty = self.promised(Header(taken.label or case[:8], taken.name))
        header = empty.after(record.events, record, *case_of.progress())
        vault.create(case, header.encode())
        for name, snapshot in taken.snapshots.items():
            vault.put_snapshot(case, name, snapshot)
        payloads = [b"" if isinstance(event, Blanked) else encode(event) for event in record.events]
        vault.append(case, payloads, header.encode())
        return Imported(case, header.label, len(case_of.sittings()), header.answered)

    def _said_so(self, record: Record) -> Accessed:
        """Make the event that tells who brought the conversation here, and when."""
        from mapper.interview.events import Accessed

        last, opened = record.events[-1].seq, record.opened()
        return Accessed(
            id=self._ids(),
            base=last,
            meeting=opened.meeting if opened else "",
            at=self._clock(),
            what="imported",
            who=clean_line(self.keeper.name),
            seq=last + 1,
        )


def _began(stored: StoredHeader) -> str:
    try:
        return Header.decode(stored.header).began
    except (ValueError, KeyError, TypeError):
        return ""
