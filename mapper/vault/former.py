"""The vault that is there when a backup is restored: what it has that the backup has not, and what it knows was erased.

It may be missing, empty, damaged, or another vault; none of that stands in the way of a restore.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultError
from mapper.vault.keys import KeyFile
from mapper.vault.known import know_backups, known_backups
from mapper.vault.paths import key_file, vault_file, vault_folder
from mapper.vault.sets import NotedErasure
from mapper.vault.shelf import Shelf
from mapper.vault.sqlite import SqliteShelf
from mapper.vault.store import StoredHeader
from mapper.vault.strike import noted
from mapper.vault.takeover import awaited_plain

NOTES = ("last backup", "last day")
"""Notes of the vault that was there which hold after a restore too."""


@dataclass(frozen=True, slots=True, repr=False)
class Lost:
    """What a backup has not of one case: `events`, or the `whole` of it. The header is blank if it does not open."""

    case: str
    header: bytes
    events: int
    whole: bool


class Former:
    """Look at the vault that is there, as far as it can be read."""

    def __init__(self, data: Path, restored: EncryptedVault) -> None:
        self.there = os.path.lexists(vault_folder(data))
        self._files = contextlib.ExitStack()
        self._shelf = self._shelf_at(vault_file(data))
        self._keys = self._keys_at(key_file(data))
        self._same = self._keys is not None and self._keys.id == restored.keys.id
        self._master = restored.master
        self.readable = self._shelf is not None

    def _shelf_at(self, path: Path) -> SqliteShelf | None:
        with contextlib.suppress(VaultError):
            return self._files.enter_context(contextlib.closing(SqliteShelf(path))) if path.is_file() else None
        return None

    def _keys_at(self, path: Path) -> KeyFile | None:
        with contextlib.suppress(VaultError):
            return self._files.enter_context(contextlib.closing(KeyFile(path))) if path.is_file() else None
        return None

    @property
    def erasures(self) -> tuple[NotedErasure, ...]:
        """Give what was erased until now, where it is the same vault: people may go on while they look at a backup."""
        with contextlib.suppress(VaultError):
            found = self._keys.erasures(self._master) if self._keys and self._same else ()
            return tuple(noted(self._shelf, each) if self._shelf else NotedErasure(each) for each in found)
        return ()

    def lost(self, restored: EncryptedVault) -> tuple[Lost, ...]:
        """Tell what the vault that is there has beyond the one that is restored."""
        if self._shelf is None:
            return ()
        try:
            found = self._headers(self._shelf)
            known = {stored.case for stored in restored.shelf.cases()}
            compared = (self._compare(self._shelf, restored.shelf, each, each.case in known) for each in found)
            return tuple(lost for lost in compared if lost.events)
        except VaultError:
            self.readable = False
            return ()

    def _headers(self, shelf: SqliteShelf) -> list[StoredHeader]:
        if self._keys is None or not self._same:
            return [StoredHeader(each.case, each.last, b"") for each in shelf.cases()]
        return EncryptedVault(shelf, self._keys, self._master).cases()

    def _compare(self, shelf: Shelf, restored: Shelf, stored: StoredHeader, known: bool) -> Lost:
        common = _common(shelf, restored, stored.case) if known else 0
        return Lost(stored.case, stored.header, stored.last - common, not known)

    def keep_notes(self, restored: EncryptedVault) -> None:
        """Carry over what is known of backups and of the clock, where it is the same vault."""
        if self._keys is None or not self._same:
            return
        with contextlib.suppress(VaultError):
            know_backups(restored.keys, restored.master, known_backups(self._keys, self._master))
        for name in NOTES:
            with contextlib.suppress(VaultError):
                note = self._keys.note(self._master, name)
                if note is not None:
                    restored.keys.put_note(restored.master, name, note)

    @property
    def awaited(self) -> list[str]:
        """Name the folders that it was still to take over, where it is the same vault."""
        with contextlib.suppress(VaultError):
            return awaited_plain(self._keys, self._master) if self._keys and self._same else []
        return []

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()


def _common(one: Shelf, other: Shelf, case: str) -> int:
    """Count the events that two vaults share of a case, by the heads of their chains."""
    known = {row.seq: row.head for row in other.rows(case, 0).rows}
    return sum(1 for row in one.rows(case, 0).rows if known.get(row.seq) == row.head)
