"""The vault with real people's cases: everything on the shelf is sealed, and what is read is verified first.

Events stand as `chain` tells. A header is padded and sealed by the case key's key for "header", for ("header", case,
number of the last event). A snapshot is compressed (zlib) and sealed by the key for "snapshot", for ("snapshot", case,
name on the shelf): that name is BLAKE2b (16 bytes, in hex) of its own, by the same key, personalised "mapper name".
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from threading import RLock

from mapper.vault.chain import START, CaseKeys, Walk, frame, sealed_rows, walk
from mapper.vault.errors import (
    CaseBroken,
    CaseCutOff,
    CaseErased,
    CaseUnknown,
    CaseUnsure,
    SnapshotDiffers,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
)
from mapper.vault.keys import KeyFile, Mark
from mapper.vault.opener import Opener, header_place
from mapper.vault.seal import SealBroken, anchor, place, seal, seal_padded, subkey, unseal, unseal_padded
from mapper.vault.shelf import Shelf, Stretch, Writing
from mapper.vault.store import Listed, StoredHeader, Verdict

_REMEMBER_EACH = 20
"""Events of a case after which its head is kept, should the program not come to closing the vault. That of a case's
first writing, and of one that redacts, is kept at once."""


class EncryptedVault:
    """Keep cases sealed on a shelf, with the keys of this key file. See `Vault` for what the methods do."""

    def __init__(self, shelf: Shelf, keys: KeyFile, master: bytes, *, fresh: bool = False) -> None:
        self.shelf = shelf
        self.keys = keys
        self.master = master
        self.fresh = fresh
        self._lock = RLock()
        self._case_keys: dict[str, CaseKeys] = {}
        self._tails: dict[str, Mark] = {}
        self._faults: dict[str, VaultError] = {}
        self._remembered: dict[str, Mark] = {}

    # --- lists

    def cases(self) -> list[StoredHeader]:
        """List all cases."""
        cases, opened = self.listed()
        return [StoredHeader(each.case, each.last, opened(each)) for each in cases]

    def listed(self) -> Listed:
        """List all cases, and open none yet."""
        opener = Opener(subkey(self.master, "case keys"), self.keys.id, self.keys.sealed_keys())
        return Listed(self.shelf.cases(), opener.header)

    def latest(self, number: int) -> list[StoredHeader]:
        """List the cases that were written last."""
        return [_opened(each, self._header_key(each.case)) for each in self.shelf.latest(number)]

    def header(self, case: str) -> StoredHeader:
        """Give one case's header."""
        key = self.keys_of(case).header
        with self._told_if_erased(case):
            return _opened(self.shelf.header(case), key)

    def _header_key(self, case: str) -> bytes:
        with contextlib.suppress(VaultError):
            return self.keys_of(case).header
        return b""

    # --- events

    def create(self, case: str, header: bytes) -> None:
        """Make a case without events."""
        keys = CaseKeys.of(self.keys.make_key(self.master, case))
        self.shelf.create(case, seal_padded(keys.header, header, header_place(case, 0)))
        with self._lock:
            self._case_keys[case], self._tails[case] = keys, START

    def append(self, case: str, payloads: Sequence[bytes], header: bytes) -> range:
        """Add events and put the new header in place."""
        return self._write(case, [frame(payload) for payload in payloads], header)

    def redact(self, case: str, events: Sequence[int], payload: bytes, header: bytes) -> int:
        """Blank the content of events and add the event that says so."""
        with self._lock:
            self._verified(case)
            last = self._tails[case].seq
        blank = {seq for seq in events if 1 <= seq <= last}
        numbers = sorted(blank | self._redacted(case))
        return self._write(case, [frame(payload, numbers)], header, numbers)[-1]

    def _redacted(self, case: str) -> set[int]:
        """Number what was redacted before: the event that says so may be among those that go now."""
        with self._told_if_erased(case):
            return walk(self.keys_of(case), case, START, self.shelf.rows(case, 0)).redacted

    def events(self, case: str, after: int = 0) -> list[tuple[int, bytes]]:
        """Give the events with a number above `after`, as far as they verify."""
        with self._lock:
            tail = self._tails.get(case)
            if tail is None or after != tail.seq or case in self._faults:
                return [known for known in self._read(case) if known[0] > after]
            with self._told_if_erased(case):
                walked = walk(self.keys_of(case), case, tail, self.shelf.rows(case, after))
            if not walked.broken:
                return self._take(case, walked)
            return [known for known in self._read_against(case, tail) if known[0] > after]

    def verify(self, case: str) -> Verdict:
        """Tell how far a case verifies."""
        with self._lock:
            payloads = self._read(case)
            return Verdict(payloads[-1][0] if payloads else 0, self._faults.get(case))

    def fault(self, case: str) -> VaultError | None:
        """Tell what keeps a case from being added to."""
        with self._lock:
            return self._faults.get(case) or (None if self.shelf.writable else VaultReadOnly(path=self.shelf.where))

    def anchor(self, case: str, seq: int) -> bytes | None:
        """Vouch for a case up to an event: only whoever has its key can give this, and only while the chain is it."""
        with self._lock:
            keys, tail = self.keys_of(case), self._tails.get(case)
            if tail is not None and tail.seq == seq:
                return anchor(keys.chain, case, seq, tail.head)
            with self._told_if_erased(case):
                walked = walk(keys, case, START, self.shelf.rows(case, 0), seq)
            if walked.broken and walked.broken <= seq:
                raise CaseBroken(case=case, event=walked.broken, last=walked.broken - 1)
            return anchor(keys.chain, case, seq, walked.at_mark) if walked.at_mark else None

    def accept(self, case: str, mend: Callable[[], object] = lambda: None) -> None:
        """Go on with what a case has, where a person has accepted that its last events are gone.

        `mend` is called before anybody can read it as whole. Raises CaseBroken where the rest does not verify either.
        """
        with self._lock:
            self._remembered[case] = START
            try:
                self._verified(case, anew=True)
                mend()
            except BaseException:
                self._let_go(case)
                raise
            self.keys.forget([case])
            self._remembered[case] = START
            with contextlib.suppress(VaultError):  # the mark is kept the next time
                self.remember()

    def _write(self, case: str, frames: Sequence[bytes], header: bytes, blank: Sequence[int] = ()) -> range:
        with self._lock:
            keys = self.keys_of(case)
            self._verified(case)
            known, written = self._tails[case], START

            def compose(found: Stretch) -> Writing:
                nonlocal known, written
                others = walk(keys, case, known, found)
                if others.broken:
                    raise _Strayed
                known = others.tail
                made, written = sealed_rows(keys, case, known, frames)
                return Writing(made, seal_padded(keys.header, header, header_place(case, written.seq)), blank)

            with self._told_if_erased(case):
                try:
                    self.shelf.write(case, known.seq, compose)
                except _Strayed:
                    self._read_against(case, known)
                    raise self._faults.get(case, CaseBroken(case=case, event=known.seq, last=known.seq)) from None
            self._tails[case] = written
            seen = self._seen(case).seq
            if blank or not seen or written.seq - seen >= _REMEMBER_EACH:
                with contextlib.suppress(VaultError):  # what was written is safe; its mark is kept the next time
                    self.remember()
            return range(known.seq + 1, written.seq + 1)

    def _verified(self, case: str, *, anew: bool = False) -> None:
        """Make sure that a case was read to its end and verifies. Raises its fault."""
        if anew or case not in self._tails:
            self._read(case)
        fault = self._faults.get(case)
        if fault is not None:
            raise fault

    def _read(self, case: str) -> list[tuple[int, bytes]]:
        """Read and verify a case from its first event, against what this machine has seen of it."""
        self._faults.pop(case, None)
        keys = self.keys_of(case)
        mark, unsure = START, False
        try:
            mark = self._seen(case)
        except VaultDamaged:
            unsure = True
        with self._told_if_erased(case):
            walked = walk(keys, case, START, self.shelf.rows(case, 0), mark.seq)
        payloads = self._take(case, walked)
        if not walked.broken and mark.seq and walked.at_mark != mark.head:
            self._faults[case] = _cut_off(case, walked.tail.seq, mark.seq)
        if unsure and not walked.broken:
            self._faults[case] = CaseUnsure(case=case, last=walked.tail.seq)
        return self._without_redacted(case, payloads) if case in self._faults else payloads

    def _read_against(self, case: str, tail: Mark) -> list[tuple[int, bytes]]:
        """Read a case anew that does not go on after what this window knows, and keep that as seen."""
        self._tails.pop(case)
        with contextlib.suppress(VaultError):
            self.keys.remember(self.master, {case: tail})
        if self._remembered.get(case, START).seq < tail.seq:
            self._remembered[case] = tail
        return self._read(case)

    def _without_redacted(self, case: str, payloads: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        """Keep back what was redacted, where the event that says so may be what is gone."""
        gone = self.keys.redacted(self.master, case)
        return [(seq, b"" if seq in gone else payload) for seq, payload in payloads]

    def _seen(self, case: str) -> Mark:
        if case not in self._remembered:
            self._remembered[case] = self.keys.seen(self.master, case) or START
        return self._remembered[case]

    def _take(self, case: str, walked: Walk) -> list[tuple[int, bytes]]:
        if walked.broken:
            self._faults[case] = CaseBroken(case=case, event=walked.broken, last=walked.broken - 1)
        else:
            self._tails[case] = walked.tail
        return walked.payloads

    # --- snapshots

    def put_snapshot(self, case: str, name: str, payload: bytes) -> None:
        """Keep content under a name made from it."""
        keys = self.keys_of(case)
        hidden = _hidden(keys, name)
        sealed = seal(keys.snapshot, zlib.compress(payload), place("snapshot", case, hidden))
        with self._told_if_erased(case):
            new = self.shelf.put_snapshot(case, hidden, sealed)
        if not new and self.snapshot(case, name) != payload:
            raise SnapshotDiffers(name=name)

    def snapshot(self, case: str, name: str) -> bytes:
        """Give content by its name."""
        keys = self.keys_of(case)
        hidden = _hidden(keys, name)
        try:
            plain = unseal(keys.snapshot, self.shelf.snapshot(case, hidden), place("snapshot", case, hidden))
            return zlib.decompress(plain)
        except (SealBroken, zlib.error):
            raise VaultDamaged(path=self.shelf.where) from None

    # --- the rest

    def keys_of(self, case: str) -> CaseKeys:
        """Give the keys of one case. Raises CaseUnknown or CaseKeyless."""
        with self._lock:
            if case not in self._case_keys:
                self._refuse_erased(case)
                self.shelf.header(case)
                self._case_keys[case] = CaseKeys.of(self.keys.key(self.master, case))
            return self._case_keys[case]

    def _refuse_erased(self, case: str) -> None:
        day = self.keys.erased(self.master, case)
        if day:
            self.forget(case)
            raise CaseErased(case=case, day=".".join(reversed(day.split("-"))))

    @contextlib.contextmanager
    def _told_if_erased(self, case: str) -> Iterator[None]:
        """Tell that another window erased a case which this one still knows."""
        try:
            yield
        except CaseUnknown:
            self._refuse_erased(case)
            raise

    def forget(self, case: str) -> None:
        """Forget everything about a case that is being erased."""
        with self._lock:
            self._case_keys.pop(case, None)
            self._let_go(case)

    def _let_go(self, case: str) -> None:
        """Know nothing of a case's events, so that they are read and verified anew."""
        for known in (self._tails, self._faults, self._remembered):
            known.pop(case, None)

    def remember(self) -> None:
        """Keep the heads that were seen, so that a cut-off tail is noticed the next time."""
        with self._lock:
            fresh = {
                case: tail
                for case, tail in self._tails.items()
                if tail.seq and case not in self._faults and tail != self._remembered.get(case)
            }
            if fresh:
                self.keys.remember(self.master, fresh)
                self._remembered.update(fresh)

    def stirred(self) -> bool:
        """Tell whether another window wrote since the last look."""
        return self.shelf.stirred()

    def close(self) -> None:
        """Let go of shelf and keys."""
        with contextlib.suppress(VaultError):
            self.remember()
        with self._lock:
            for known in (self._case_keys, self._tails, self._faults, self._remembered):
                known.clear()
        self.shelf.close()
        self.keys.close()


class _Strayed(Exception):
    """Raised where what a shelf has of a case is no continuation of what this window knows."""


def _opened(stored: StoredHeader, key: bytes) -> StoredHeader:
    """Open a header for a list; one that does not open, or has no key, is empty."""
    try:
        plain = unseal_padded(key, stored.header, header_place(stored.case, stored.last)) if key else b""
    except SealBroken:
        plain = b""
    return StoredHeader(stored.case, stored.last, plain)


def _hidden(keys: CaseKeys, name: str) -> str:
    """Give the name under which a snapshot stands on the shelf: its own would tell which questionnaire it is."""
    return hashlib.blake2b(name.encode(), key=keys.snapshot, person=b"mapper name", digest_size=16).hexdigest()


def _cut_off(case: str, last: int, seen: int) -> VaultError:
    if last < seen:
        return CaseCutOff(case=case, missing=seen - last, last=last)
    return CaseBroken(case=case, event=seen, last=seen - 1)
