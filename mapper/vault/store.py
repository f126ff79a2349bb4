"""What every vault does, wherever it keeps things.

Payloads, headers and snapshots are opaque bytes. A case's events are numbered from 1 without gaps, in the order in
which they became durable, whichever window or process wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from mapper.vault.errors import VaultError


class StoredHeader(NamedTuple):
    """The few bytes by which a case is listed, and the number of its last event (0: none yet)."""

    case: str
    last: int
    header: bytes

    def __repr__(self) -> str:
        """Leave out what it says."""
        return f"StoredHeader(case={self.case!r}, last={self.last})"


class Listed(NamedTuple):
    """A list that may be long: headers as they lie, and what opens one when somebody asks.

    What does not open is empty.
    """

    cases: list[StoredHeader]
    opened: Callable[[StoredHeader], bytes]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a case verifies. One with a fault can be read up to event `last`, and nothing can be added to it."""

    last: int
    fault: VaultError | None = None


class Vault(Protocol):
    """Keep cases. All methods may be called from any thread, and raise a `VaultError` with a code."""

    @property
    def fresh(self) -> bool:
        """Tell whether opening it made it: then the people are told where it lies."""

    def cases(self) -> list[StoredHeader]:
        """List all cases, without reading their events, the last written first.

        One whose header does not open has an empty header.
        """

    def listed(self) -> Listed:
        """List all cases as `cases` does, but open no header yet."""

    def latest(self, number: int) -> list[StoredHeader]:
        """List the cases that were written last, the latest first."""

    def header(self, case: str) -> StoredHeader:
        """Give one case's header. Raises CaseUnknown, CaseKeyless."""

    def anchor(self, case: str, seq: int) -> bytes | None:
        """Give what vouches for a case as it stood after event `seq`, without a word of it.

        None where there is no such event, or nothing to vouch with. Raises CaseUnknown, CaseKeyless, or the fault of a
        case that does not verify that far.
        """

    def create(self, case: str, header: bytes) -> None:
        """Make a case without events. Raises CaseExists."""

    def append(self, case: str, payloads: Sequence[bytes], header: bytes) -> range:
        """Add events and put the new header in place, all or nothing; give their numbers.

        What it returns is durable. Raises CaseUnknown, or the fault of a case that does not verify.
        """

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        """Give the events with a number above `after`, in order, as far as they verify; a redacted one is empty.

        Raises CaseUnknown, CaseKeyless.
        """

    def verify(self, case: str) -> Verdict:
        """Tell how far a case verifies, reading all of it. Raises CaseUnknown, CaseKeyless."""

    def fault(self, case: str) -> VaultError | None:
        """Tell what keeps a case from being added to, as last found in reading it; None where nothing does."""

    def redact(self, case: str, events: Sequence[int], payload: bytes, header: bytes) -> int:
        """Blank the content of events for ever and add the event that says so, all or nothing; give its number."""

    def put_snapshot(self, case: str, name: str, payload: bytes) -> None:
        """Keep content under a name made from it. The same again does nothing; other content: SnapshotDiffers."""

    def snapshot(self, case: str, name: str) -> bytes:
        """Give content by its name. Raises SnapshotUnknown."""

    def stirred(self) -> bool:
        """Tell whether another window wrote since the last look. Never waits."""

    def close(self) -> None:
        """Let go of the store. Closing twice does nothing."""
