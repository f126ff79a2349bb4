"""What every vault does, wherever it keeps things.

Payloads, headers and snapshots are opaque bytes. A case's events are numbered from 1 without gaps, in the order in
which they became durable, whichever window or process wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredHeader:
    """The few bytes by which a case is listed, and the number of its last event (0: none yet)."""

    case: str
    last: int
    header: bytes


class Vault(Protocol):
    """Keep cases. All methods may be called from any thread, and raise a `VaultError` with a code."""

    @property
    def fresh(self) -> bool:
        """Tell whether opening it made it: then the people are told where it lies."""

    def cases(self) -> list[StoredHeader]:
        """List all cases, without reading their events, in the order of their ids."""

    def header(self, case: str) -> StoredHeader:
        """Give one case's header. Raises CaseUnknown."""

    def create(self, case: str, header: bytes) -> None:
        """Make a case without events. Raises CaseExists."""

    def append(self, case: str, payloads: Sequence[bytes], header: bytes) -> range:
        """Add events and put the new header in place, all or nothing; give their numbers.

        What it returns is durable. Raises CaseUnknown.
        """

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        """Give the events with a number above `after`, in order. Raises CaseUnknown, or VaultDamaged for a gap."""

    def put_snapshot(self, case: str, name: str, payload: bytes) -> None:
        """Keep content under a name made from it. The same again does nothing; other content: SnapshotDiffers."""

    def snapshot(self, case: str, name: str) -> bytes:
        """Give content by its name. Raises SnapshotUnknown."""

    def close(self) -> None:
        """Let go of the store. Closing twice does nothing."""
