"""Erase and redact again in a vault that comes from an earlier day."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.erase import scour, take_away
from mapper.vault.errors import CaseKeyless, CaseUnknown, VaultError
from mapper.vault.file import SqliteFile
from mapper.vault.keys import Erasure
from mapper.vault.sets import NotedErasure, merged


def reapply(vault: EncryptedVault, erased: Iterable[NotedErasure]) -> None:
    """Erase cases and blank events again by these lists and the vault's own. Raises a VaultError."""
    vault.keys.drop_strange_erasures(vault.master)
    own = [NotedErasure(erasure) for erasure in vault.keys.erasures(vault.master)]
    for noted in merged([*erased, *own]):
        if noted.erasure.events:
            _blank(vault, noted)
        else:
            _erase(vault, noted.erasure)
    scour(vault)


def redact_again(vault: EncryptedVault, case: str) -> None:
    """Blank what was redacted in a case that a person goes on with as it was on an earlier day. Raises a VaultError."""
    known = vault.keys.erasures(vault.master)
    own = [erasure for erasure in known if erasure.case == case and erasure.events]
    for erasure in own:
        _blank(vault, NotedErasure(erasure))
    if own:
        vault.shelf.scour()


def _erase(vault: EncryptedVault, erasure: Erasure) -> None:
    vault.keys.erase(vault.master, erasure.case, erasure.day)
    take_away(vault, erasure.case, [vault.forget])
    vault.keys.erase_done(erasure.case)


def _blank(vault: EncryptedVault, noted: NotedErasure) -> None:
    """Blank the events that are meant; where the case has gone another way since, their numbers mean others."""
    erasure = noted.erasure
    try:
        rows = {row.seq: row for row in vault.shelf.rows(erasure.case, 0).rows}
    except CaseUnknown:
        rows = {}
    digests = dict(zip(erasure.events, noted.digests, strict=False))
    meant = [seq for seq in erasure.events if seq in rows and _is(rows[seq].digest, digests.get(seq, ""))]
    _write_down(vault, erasure, meant)
    open_ones = [seq for seq in meant if rows[seq].sealed]
    if open_ones:
        _redact(vault, erasure.case, open_ones)


def _is(digest: object, wanted: str) -> bool:
    return not wanted or (isinstance(digest, bytes) and digest.hex() == wanted)


def _redact(vault: EncryptedVault, case: str, events: list[int]) -> None:
    """Redact with an event that has no content. In a case that does not verify, blank all the same."""
    try:
        vault.redact(case, events, b"", vault.header(case).header)
    except CaseKeyless:
        return
    except VaultError:
        _blank_rows(vault, case, events)


def _blank_rows(vault: EncryptedVault, case: str, events: list[int]) -> None:
    if isinstance(vault.shelf, SqliteFile):
        with vault.shelf.writing() as connection:
            query = "UPDATE events SET sealed = x'' WHERE name = ? AND seq = ?"
            connection.executemany(query, ((case, seq) for seq in events))


def _write_down(vault: EncryptedVault, erasure: Erasure, meant: list[int]) -> None:
    """Keep the redaction in the list only where it means the events that stand there now."""
    if len(meant) < len(erasure.events):
        vault.keys.drop_erasure(erasure)
    else:
        vault.keys.erase(vault.master, erasure.case, erasure.day, erasure.events)
        vault.keys.erase_done(erasure.case, erasure.events)
