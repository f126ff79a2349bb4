"""What is being typed and is no answer yet: one sealed slot for each field, written over again and again.

A slot stands under BLAKE2b (16 bytes, personalised "mapper draft") of the field's name, by the case key's key for
"draft". Its content is the field's name with its length before it (4 bytes) and the payload, padded to 512 bytes and
sealed by the same key for ("draft", case, slot). The case's id and the day of writing stand beside it in plain.

The file is worth no refusal: one that is missing is made, and one that cannot be read is put aside and made anew. It
has synchronous EXTRA as the other files have. A killed process loses nothing in any mode; at a power cut NORMAL may
go one transaction back however long ago that was, for it leaves the emptied journal unsynced, and "at most a second"
would not hold. The syncs cost nobody anything, since nobody waits for them.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from threading import RLock
from typing import ClassVar, Final, TypeVar

from mapper.files import sync_folder
from mapper.vault.errors import (
    VaultDamaged,
    VaultEmpty,
    VaultError,
    VaultForeign,
    VaultMissing,
    VaultNewer,
    VaultReplaced,
    VaultUnreachable,
)
from mapper.vault.file import SqliteFile
from mapper.vault.paths import draft_file, id_file
from mapper.vault.place import shut_off
from mapper.vault.seal import SealBroken, place, seal_padded, unseal_padded
from mapper.vault.translate import translated

BLOCK: Final = 512
KEPT_FOR: Final = timedelta(days=30)
ASIDE: Final = "drafts-aside.db"
"""The name of a file of drafts that could not be read: one at a time, and no longer than a draft is kept."""
_UNREADABLE: Final = (VaultForeign, VaultNewer, VaultDamaged)
_GONE: Final = (VaultMissing, VaultEmpty, VaultReplaced, VaultUnreachable)
T = TypeVar("T")


class DraftFile(SqliteFile):
    """Keep sealed drafts in a file that exists."""

    APPLICATION: ClassVar[int] = 0x4D415044
    VERSION: ClassVar[int] = 1
    TABLES: ClassVar[str] = """
        CREATE TABLE drafts (
            name TEXT NOT NULL, slot BLOB NOT NULL, day TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (name, slot)
        ) WITHOUT ROWID;
    """

    def put(self, case: str, slot: bytes, day: str, sealed: bytes) -> None:
        """Write a slot over."""
        with self.writing() as connection:
            connection.execute("REPLACE INTO drafts VALUES (?, ?, ?, ?)", (case, slot, day, sealed))

    def all(self, case: str) -> list[tuple[object, object]]:
        """Give the slots of a case with what is sealed in them."""
        with self.reading() as connection:
            return connection.execute("SELECT slot, sealed FROM drafts WHERE name = ?", (case,)).fetchall()

    def drop(self, case: str, slots: Iterable[bytes]) -> None:
        """Take slots away."""
        self._delete("name = ? AND slot = ?", [(case, slot) for slot in slots])

    def forget(self, case: str) -> None:
        """Take all slots of a case away."""
        self._delete("name = ?", [(case,)])

    def sweep(self, before: str) -> None:
        """Take away what was written before a day."""
        self._delete("day < ?", [(before,)])

    def _delete(self, which: str, values: list[tuple[object, ...]]) -> None:
        with self.reading() as connection:
            query = f"SELECT 1 FROM drafts WHERE {which}"  # noqa: S608 - our own words
            if not any(connection.execute(query, value).fetchone() for value in values):
                return
        with self.writing() as connection:
            connection.executemany(f"DELETE FROM drafts WHERE {which}", values)  # noqa: S608 - our own words
        self.scour()


class Drafts:
    """Keep the drafts of one vault; opened when first needed. Safe to call from any thread."""

    def __init__(self, data: Path, vault_id: str, key_of: Callable[[str], bytes]) -> None:
        self.path = draft_file(data)
        self._data, self._id, self._key_of = data, vault_id, key_of
        self._lock = RLock()
        self._file: DraftFile | None = None
        self.put_aside = False
        """Whether a file that could not be read was put aside: a draft may have been in it."""

    def put(self, case: str, field: str, payload: bytes, day: date) -> None:
        """Write what stands in a field over what stood there. Raises a `VaultError`."""
        key = self._key_of(case)
        slot = _slot(key, field)
        sealed = seal_padded(key, place(field) + payload, place("draft", case, slot), BLOCK)
        self._do(lambda file: file.put(case, slot, day.isoformat(), sealed))

    def all(self, case: str) -> dict[str, bytes]:
        """Give what was being typed in a case, by field; a slot that does not open is none. Raises a `VaultError`."""
        key = self._key_of(case)
        opened = (_opened(key, case, slot, sealed) for slot, sealed in self._do(lambda file: file.all(case)))
        return dict(draft for draft in opened if draft is not None)

    def drop(self, case: str, fields: Iterable[str]) -> None:
        """Take away what was being typed in fields. Raises a `VaultError`."""
        key = self._key_of(case)
        slots = [_slot(key, field) for field in fields]
        self._do(lambda file: file.drop(case, slots))

    def forget(self, case: str) -> None:
        """Take away everything of a case that is being erased; its key, which opened it, is gone in any case."""
        with suppress(VaultError, OSError):
            self._do(lambda file: file.forget(case))
            self._aside.unlink(missing_ok=True)

    def sweep(self, today: date) -> None:
        """Take away what nobody came back to in time. Raises a `VaultError`."""
        oldest = today - KEPT_FOR
        with translated(self._aside), suppress(FileNotFoundError):
            if date.fromtimestamp(self._aside.stat().st_mtime) < oldest:
                self._aside.unlink()
        self._do(lambda file: file.sweep(oldest.isoformat()))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    # --- a file that is there, and sound

    @property
    def _aside(self) -> Path:
        return self.path.with_name(ASIDE)

    def _do(self, task: Callable[[DraftFile], T]) -> T:
        """Do something with the file; where it went away under us, or broke, once more each with a new one."""
        with self._lock:
            for _ in range(2):
                try:
                    return task(self._opened())
                except _GONE:
                    self.close()
                except _UNREADABLE:
                    self._put_aside()
            return task(self._opened())

    def _opened(self) -> DraftFile:
        if self._file is None:
            self._file = self._open()
        return self._file

    def _open(self) -> DraftFile:
        self._refuse_other_vault()
        try:
            return self._examined()
        except (VaultMissing, VaultEmpty):
            self._make()
        except _UNREADABLE:
            self._put_aside()
            self._make()
        return DraftFile(self.path)

    def _refuse_other_vault(self) -> None:
        """Leave a folder alone that holds another vault by now, as after a restore: its drafts are not ours."""
        with translated(self.path), suppress(FileNotFoundError):
            found = id_file(self._data).read_text(encoding="ascii", errors="replace").strip()
            if found and found != self._id:
                raise VaultReplaced(path=str(self.path))

    def _examined(self) -> DraftFile:
        with translated(self.path):
            found = self.path.lstat()
            if not stat.S_ISREG(found.st_mode):
                raise VaultForeign(path=str(self.path))
            if not found.st_size:
                raise VaultEmpty(path=str(self.path))
            shut_off(self.path, 0o600)
        file = DraftFile(self.path)
        if file.id != self._id:
            file.close()
            raise VaultForeign(path=str(self.path))
        return file

    def _put_aside(self) -> None:
        self.close()
        with translated(self.path):
            self._without_journal()
            self.path.replace(self._aside)
        self.put_aside = True

    def _make(self) -> None:
        """Build the file beside its place, so that it is there whole or not at all."""
        with translated(self.path):
            descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=".drafts-")
            os.close(descriptor)
            building = Path(name)
            try:
                DraftFile.write_tables(building, self._id)
                self._without_journal()
                building.replace(self.path)
            except BaseException:
                building.unlink(missing_ok=True)
                raise
            sync_folder(self.path.parent)

    def _without_journal(self) -> None:
        """Take away the journal of the file that goes: SQLite would play it back into the one that comes."""
        self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)


def _slot(key: bytes, field: str) -> bytes:
    return hashlib.blake2b(field.encode(), key=key, person=b"mapper draft", digest_size=16).digest()


def _opened(key: bytes, case: str, slot: object, sealed: object) -> tuple[str, bytes] | None:
    if not isinstance(slot, bytes):
        return None
    try:
        plain = unseal_padded(key, sealed, place("draft", case, slot))
    except SealBroken:
        return None
    end = 4 + int.from_bytes(plain[:4], "big")
    return plain[4:end].decode(errors="replace"), plain[end:]
