"""Where sealed bytes stand: what the vault asks of a database, wherever it is.

A shelf sees ids, numbers and sealed bytes, never a key and never plain text; so the same bytes may stand in a file on
this machine or on a server.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from mapper.vault.store import StoredHeader


class Row(NamedTuple):
    """One event as it stands: sealed (blank when redacted), the digest of what was sealed, the chain's head after."""

    seq: int
    sealed: bytes
    digest: bytes
    head: bytes


class Stretch(NamedTuple):
    """The number of a case's last event as the shelf tells it, and rows in order."""

    last: int
    rows: list[Row]


@dataclass(frozen=True, slots=True, repr=False)
class Writing:
    """What one transaction puts on the shelf: new rows, the header, and the numbers of rows to blank."""

    rows: Sequence[Row]
    header: bytes
    blank: Sequence[int] = ()


class Shelf(Protocol):
    """Keep sealed bytes. All methods may be called from any thread, and raise a `VaultError` with a code."""

    id: str
    where: str
    """Where it is, in words that may be shown: a path or a server's name."""
    writable: bool

    def cases(self) -> list[StoredHeader]:
        """List all cases, the last written first."""

    def latest(self, number: int) -> list[StoredHeader]:
        """List the cases that were written last, the latest first."""

    def header(self, case: str) -> StoredHeader:
        """Give one case's sealed header. Raises CaseUnknown."""

    def create(self, case: str, header: bytes) -> None:
        """Make a case without events. Raises CaseExists."""

    def rows(self, case: str, after: int) -> Stretch:
        """Give the rows above `after`. Raises CaseUnknown."""

    def write(self, case: str, after: int, compose: Callable[[Stretch], Writing]) -> None:
        """Write all or nothing, durably. `compose` gets what `rows` gives, and nobody writes in between."""

    def put_snapshot(self, case: str, name: str, sealed: bytes) -> bool:
        """Keep a snapshot; tell whether it is new under this name. Raises CaseUnknown."""

    def snapshot(self, case: str, name: str) -> bytes:
        """Give a snapshot. Raises CaseUnknown or SnapshotUnknown."""

    def snapshots(self, case: str) -> list[tuple[str, bytes]]:
        """Give all snapshots of a case by name. Raises CaseUnknown."""

    def erase(self, case: str) -> None:
        """Take everything of a case away; one that is not there is no fault."""

    def scour(self) -> None:
        """Leave no copy of what was taken away or blanked. Waits for others; may take seconds with many cases."""

    def stirred(self) -> bool:
        """Tell whether somebody else wrote since the last look. Never waits."""

    def close(self) -> None:
        """Let go of it. Closing twice does nothing."""
