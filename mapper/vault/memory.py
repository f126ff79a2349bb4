"""A vault for practice: it lives as long as the program, and nothing reaches a disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from threading import Lock

from mapper.vault.errors import CaseExists, CaseUnknown, SnapshotDiffers, SnapshotUnknown
from mapper.vault.store import Listed, StoredHeader, Verdict


@dataclass(slots=True)
class _Case:
    header: bytes
    events: list[bytes] = field(default_factory=list)
    snapshots: dict[str, bytes] = field(default_factory=dict)
    written: int = 0


class MemoryVault:
    """Keep cases in memory only. See `Vault` for what the methods do."""

    fresh = False

    def __init__(self) -> None:
        self._cases: dict[str, _Case] = {}
        self._lock = Lock()
        self._writes = 0

    def cases(self) -> list[StoredHeader]:
        """List all cases."""
        return self.latest(len(self._cases))

    def listed(self) -> Listed:
        """List all cases, with headers that are open already."""
        return Listed(self.cases(), attrgetter("header"))

    def latest(self, number: int) -> list[StoredHeader]:
        """List the cases that were written last, the latest first."""
        with self._lock:
            written = sorted(self._cases.items(), key=lambda each: each[1].written, reverse=True)
            return [StoredHeader(name, len(case.events), case.header) for name, case in written[:number]]

    def anchor(self, case: str, seq: int) -> bytes | None:  # noqa: ARG002 - practice leaves nothing to check
        """Vouch for nothing."""
        return None

    def header(self, case: str) -> StoredHeader:
        """Give one case's header."""
        with self._lock:
            found = self._case(case)
            return StoredHeader(case, len(found.events), found.header)

    def create(self, case: str, header: bytes) -> None:
        """Make a case without events."""
        with self._lock:
            if case in self._cases:
                raise CaseExists(case=case)
            self._cases[case] = _Case(header, written=self._next_write())

    def append(self, case: str, payloads: Sequence[bytes], header: bytes) -> range:
        """Add events and put the new header in place."""
        with self._lock:
            found = self._case(case)
            first = len(found.events) + 1
            found.events.extend(payloads)
            found.header, found.written = header, self._next_write()
            return range(first, first + len(payloads))

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        """Give the events with a number above `after`."""
        with self._lock:
            return list(enumerate(self._case(case).events[after:], after + 1))

    def verify(self, case: str) -> Verdict:
        """Tell that a case is whole: nothing but this program can reach it."""
        with self._lock:
            return Verdict(len(self._case(case).events))

    def redact(self, case: str, events: Sequence[int], payload: bytes, header: bytes) -> int:
        """Forget the content of events and add the one that says so."""
        with self._lock:
            found = self._case(case)
            for number in events:
                found.events[number - 1] = b""
            found.events.append(payload)
            found.header, found.written = header, self._next_write()
            return len(found.events)

    def fault(self, case: str) -> None:
        """Tell that nothing keeps a case from being added to."""

    def stirred(self) -> bool:
        """Tell that no other window can write here."""
        return False

    def put_snapshot(self, case: str, name: str, payload: bytes) -> None:
        """Keep content under a name made from it."""
        with self._lock:
            if self._case(case).snapshots.setdefault(name, payload) != payload:
                raise SnapshotDiffers(name=name)

    def snapshot(self, case: str, name: str) -> bytes:
        """Give content by its name."""
        with self._lock:
            try:
                return self._case(case).snapshots[name]
            except KeyError:
                raise SnapshotUnknown(name=name) from None

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._cases.clear()

    def _next_write(self) -> int:
        self._writes += 1
        return self._writes

    def _case(self, case: str) -> _Case:
        try:
            return self._cases[case]
        except KeyError:
            raise CaseUnknown(case=case) from None
