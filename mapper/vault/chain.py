"""A case's events as a chain: each sealed for its place, each bound to all before it.

Event `seq` of a case, counted from 1, is sealed by the case key's key for "event", for ("event", case, seq, head
before); the first head before is empty. What is sealed is a frame, padded: a byte 0 and the payload, or a byte 1, a
count (4 bytes), the numbers of the events that it redacts (8 bytes each) and the payload. The head after an event is
the link, by the case key's key for "chain", of the head before, `seq` and the digest of the sealed event: one may be
blanked when a later event of the same chain redacts it, and the chain stays whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mapper.vault.keys import Mark
from mapper.vault.seal import SealBroken, digest, link, place, seal_padded, subkey, unseal_padded
from mapper.vault.shelf import Row, Stretch

START = Mark(0, b"")
"""Where every chain begins."""
_PLAIN, _REDACTS = b"\x00", b"\x01"


@dataclass(frozen=True, slots=True, repr=False)
class CaseKeys:
    """The keys for each purpose within one case."""

    event: bytes
    chain: bytes
    header: bytes
    snapshot: bytes
    draft: bytes

    @classmethod
    def of(cls, key: bytes) -> CaseKeys:
        """Derive them from the case's key."""
        return cls(*(subkey(key, purpose) for purpose in ("event", "chain", "header", "snapshot", "draft")))


def header_key(key: bytes) -> bytes:
    """Derive only the key of the header: a list of many cases needs no other."""
    return subkey(key, "header")


def frame(payload: bytes, redacts: Sequence[int] = ()) -> bytes:
    """Write what is sealed for one event."""
    if not redacts:
        return _PLAIN + payload
    return _REDACTS + len(redacts).to_bytes(4, "big") + b"".join(seq.to_bytes(8, "big") for seq in redacts) + payload


def _unframe(plain: bytes) -> tuple[bytes, tuple[int, ...]]:
    if plain[:1] == _PLAIN:
        return plain[1:], ()
    count = int.from_bytes(plain[1:5], "big")
    end = 5 + 8 * count
    if plain[:1] != _REDACTS or len(plain) < end:
        raise SealBroken
    return plain[end:], tuple(int.from_bytes(plain[at : at + 8], "big") for at in range(5, end, 8))


def sealed_rows(keys: CaseKeys, case: str, tail: Mark, frames: Iterable[bytes]) -> tuple[list[Row], Mark]:
    """Seal frames as the next events after `tail`; give their rows and the new tail."""
    rows = []
    for content in frames:
        seq = tail.seq + 1
        sealed = seal_padded(keys.event, content, place("event", case, seq, tail.head))
        fingerprint = digest(sealed)
        tail = Mark(seq, link(keys.chain, tail.head, seq, fingerprint))
        rows.append(Row(seq, sealed, fingerprint, tail.head))
    return rows, tail


@dataclass(slots=True, repr=False)
class Walk:
    """What a walk along rows found: payloads as far as they verify, and the first event that does not."""

    tail: Mark
    payloads: list[tuple[int, bytes]] = field(default_factory=list)
    broken: int = 0
    redacted: set[int] = field(default_factory=set)
    blank: set[int] = field(default_factory=set)
    at_mark: bytes | None = None


def walk(keys: CaseKeys, case: str, tail: Mark, found: Stretch, mark: int = 0) -> Walk:
    """Verify and open what was found after `tail`.

    `at_mark` is the head after event `mark`, if the walk came by it.
    """
    walked = Walk(tail)
    for row in found.rows:
        if not _step(walked, keys, case, row):
            walked.broken = walked.tail.seq + 1
            break
        if row.seq == mark:
            walked.at_mark = row.head
    if not walked.broken and walked.tail.seq != found.last:
        walked.broken = min(walked.tail.seq, found.last) + 1
    _look_at_blanks(walked)
    return walked


def _step(walked: Walk, keys: CaseKeys, case: str, row: Row) -> bool:
    seq, head = walked.tail.seq + 1, walked.tail.head
    if row.seq != seq or not isinstance(row.digest, bytes) or not isinstance(row.sealed, bytes):
        return False
    if link(keys.chain, head, seq, row.digest) != row.head:
        return False
    payload = b""
    if row.sealed:
        try:
            payload, redacts = _open(keys, row, place("event", case, seq, head))
        except SealBroken:
            return False
        walked.redacted.update(redacts)
    else:
        walked.blank.add(seq)
    walked.payloads.append((seq, payload))
    walked.tail = Mark(seq, row.head)
    return True


def _open(keys: CaseKeys, row: Row, where: bytes) -> tuple[bytes, tuple[int, ...]]:
    if digest(row.sealed) != row.digest:
        raise SealBroken
    return _unframe(unseal_padded(keys.event, row.sealed, where))


def _look_at_blanks(walked: Walk) -> None:
    """Refuse a blank that no event redacts, and keep back what was redacted even where its ciphertext came back."""
    unexplained = walked.blank - walked.redacted
    if unexplained:
        walked.broken = min(unexplained)
    if walked.broken:
        walked.payloads = [known for known in walked.payloads if known[0] < walked.broken]
    if walked.redacted:
        walked.payloads = [(seq, b"" if seq in walked.redacted else payload) for seq, payload in walked.payloads]
