"""The key file: everything that opens the vault, apart from what it opens.

The master key lies here wrapped by the passphrase and by the recovery key; each case's own key lies here wrapped by
the master key. So a case is erased by taking its key from here, and this file has its own, short-lived backups.
Beside the keys stand the heads that this machine has seen, what was erased, and a few sealed notes.

What is sealed, by which key of the master key, for which place:
- a case's key (32 bytes): "case keys", ("case key", id of the vault, case);
- a seen head (number of the event, 8 bytes, and the head after it): "seen heads", ("seen", id of the vault, case);
- a note (any bytes, padded): "notes", ("note", id of the vault, name of the note).
What was erased stands open: the case, the numbers of redacted events as JSON (`[]`: the whole case), the day (ISO),
and 1 where nothing is left to do. Beside it stands what vouches for it, by the master key's key for "erasures", for
("erasure", id of the vault, case, numbers, day); a line without it counts for nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hmac import compare_digest
from typing import ClassVar, NamedTuple

from mapper.vault.errors import CaseKeyless, VaultDamaged
from mapper.vault.file import SqliteFile
from mapper.vault.seal import (
    SealBroken,
    new_key,
    place,
    seal,
    seal_padded,
    subkey,
    unseal,
    unseal_padded,
    voucher,
    within,
)


class Mark(NamedTuple):
    """The latest event of a case that this machine has seen, and the chain's head after it."""

    seq: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Erasure:
    """A case that was erased, or events in it that were redacted, and the day (ISO). `done`: nothing is left to do."""

    case: str
    events: tuple[int, ...]
    day: str
    done: bool

    @property
    def numbers(self) -> str:
        """Give the numbers of the events as they are written down."""
        return json.dumps(self.events)


class KeyFile(SqliteFile):
    """Keep wrapped keys in a file that exists. What needs the master key gets it with each call and forgets it."""

    APPLICATION: ClassVar[int] = 0x4D41504B
    VERSION: ClassVar[int] = 1
    TABLES: ClassVar[str] = """
        CREATE TABLE wraps (kind TEXT PRIMARY KEY, wrap BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE keys (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE seen (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE erased (
            name TEXT NOT NULL, events TEXT NOT NULL, day TEXT NOT NULL, done INTEGER NOT NULL,
            seal BLOB NOT NULL, PRIMARY KEY (name, events)
        ) WITHOUT ROWID;
        CREATE TABLE notes (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    """

    # --- the master key's wraps

    def wrap(self, kind: str) -> bytes:
        """Give the wrap of a kind. Raises VaultDamaged where there is none."""
        with self.reading() as connection:
            row = connection.execute("SELECT wrap FROM wraps WHERE kind = ?", (kind,)).fetchone()
        if row is None or not isinstance(row[0], bytes):
            raise VaultDamaged(path=str(self.path))
        return row[0]

    def put_wraps(self, wraps: dict[str, bytes]) -> None:
        """Put wraps in place of those of the same kind, all or nothing."""
        with self.writing() as connection:
            connection.executemany("REPLACE INTO wraps VALUES (?, ?)", wraps.items())

    # --- the keys of cases

    def make_key(self, master: bytes, case: str) -> bytes:
        """Draw a case's key and keep it. One that is there already is given instead."""
        key = new_key()
        sealed = seal(subkey(master, "case keys"), key, place("case key", self.id, case))
        with self.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO keys VALUES (?, ?)", (case, sealed))
        return self.key(master, case)

    def key(self, master: bytes, case: str) -> bytes:
        """Give a case's key. Raises CaseKeyless."""
        with self.reading() as connection:
            row = connection.execute("SELECT sealed FROM keys WHERE name = ?", (case,)).fetchone()
        found = self._unwrapped(subkey(master, "case keys"), case, row[0] if row else None)
        if found is None:
            raise CaseKeyless(case=case)
        return found

    def sealed_keys(self) -> dict[str, bytes]:
        """Give the key of every case as it lies, wrapped."""
        with self.reading() as connection:
            return dict(connection.execute("SELECT name, sealed FROM keys"))

    def names(self) -> set[str]:
        """Name the cases that have a key here."""
        with self.reading() as connection:
            return {str(name) for (name,) in connection.execute("SELECT name FROM keys")}

    def _unwrapped(self, wrapping: bytes, case: str, sealed: object) -> bytes | None:
        try:
            return unseal(wrapping, sealed, place("case key", self.id, case))
        except SealBroken:
            return None

    # --- what this machine has seen

    def remember(self, master: bytes, marks: dict[str, Mark]) -> None:
        """Keep the heads that were seen, in place of earlier ones; what another window has seen since stays."""
        sealing = subkey(master, "seen heads")
        with self.writing() as connection:
            rows = [
                (case, seal(sealing, mark.seq.to_bytes(8, "big") + mark.head, place("seen", self.id, case)))
                for case, mark in marks.items()
                if self._is_later(connection, sealing, case, mark)
                # Another window may have erased it since this one saw it.
                and not any(self._erasures(connection, master, "WHERE name = ? AND events = '[]'", case))
            ]
            connection.executemany("REPLACE INTO seen VALUES (?, ?)", rows)

    def _is_later(self, connection: sqlite3.Connection, sealing: bytes, case: str, mark: Mark) -> bool:
        row = connection.execute("SELECT sealed FROM seen WHERE name = ?", (case,)).fetchone()
        known = self._mark(sealing, case, row[0]) if row else Mark(0, b"")
        return known is not None and known.seq < mark.seq

    def seen(self, master: bytes, case: str) -> Mark | None:
        """Give the head of a case that this machine has seen. Raises VaultDamaged where the mark does not open."""
        with self.reading() as connection:
            row = connection.execute("SELECT sealed FROM seen WHERE name = ?", (case,)).fetchone()
        if row is None:
            return None
        mark = self._mark(subkey(master, "seen heads"), case, row[0])
        if mark is None:
            raise VaultDamaged(path=str(self.path))
        return mark

    def _mark(self, sealing: bytes, case: str, sealed: object) -> Mark | None:
        try:
            plain = unseal(sealing, sealed, place("seen", self.id, case))
        except SealBroken:
            return None
        return Mark(int.from_bytes(plain[:8], "big"), plain[8:])

    def seen_cases(self) -> set[str]:
        """Name the cases of which this machine has seen events."""
        with self.reading() as connection:
            return {str(name) for (name,) in connection.execute("SELECT name FROM seen")}

    def forget(self, cases: Iterable[str]) -> None:
        """Forget what was seen of cases, since something else holds now that a person has accepted."""
        with self.writing() as connection:
            connection.executemany("DELETE FROM seen WHERE name = ?", ((case,) for case in cases))

    # --- what was erased

    def erase(self, master: bytes, case: str, day: str, events: Iterable[int] = ()) -> None:
        """Write down first that a case, or events in it, are to go; nothing is gone yet. What stands rightly stays."""
        wanted = Erasure(case, tuple(sorted(events)), day, done=False)
        with self.writing() as connection:
            named = "WHERE name = ? AND events = ?"
            if not any(self._erasures(connection, master, named, case, wanted.numbers)):
                row = (case, wanted.numbers, day, self.voucher(master, wanted))
                connection.execute("REPLACE INTO erased VALUES (?, ?, ?, 0, ?)", row)

    def drop_key(self, case: str) -> None:
        """Take a case's key and mark away for ever."""
        with self.writing() as connection:
            connection.execute("DELETE FROM keys WHERE name = ?", (case,))
            connection.execute("DELETE FROM seen WHERE name = ?", (case,))

    def erase_done(self, case: str, events: Iterable[int] = ()) -> None:
        """Write down that nothing is left to do for an erasure."""
        with self.writing() as connection:
            connection.execute(
                "UPDATE erased SET done = 1 WHERE name = ? AND events = ?", (case, json.dumps(sorted(events)))
            )

    def drop_erasure(self, erasure: Erasure) -> None:
        """Take a line out of what was erased, since it means nothing that stands here."""
        with self.writing() as connection:
            connection.execute("DELETE FROM erased WHERE name = ? AND events = ?", (erasure.case, erasure.numbers))

    def erasures(self, master: bytes) -> tuple[Erasure, ...]:
        """Give everything that was erased or redacted here; lines that nothing vouches for are left out."""
        with self.reading() as connection:
            return tuple(self._erasures(connection, master, "ORDER BY day, name"))

    def strange_erasures(self, master: bytes) -> int:
        """Count the lines of what was erased that are harmed, or that somebody without the key wrote."""
        with self.reading() as connection:
            (lines,) = connection.execute("SELECT count(*) FROM erased").fetchone()
            return int(lines) - sum(1 for _ in self._erasures(connection, master))

    def drop_strange_erasures(self, master: bytes) -> None:
        """Keep only the lines of what was erased that the master key vouches for."""
        with self.writing() as connection:
            known = list(self._erasures(connection, master))
            rows = [(each.case, each.numbers, each.day, each.done, self.voucher(master, each)) for each in known]
            connection.execute("DELETE FROM erased")
            connection.executemany("INSERT INTO erased VALUES (?, ?, ?, ?, ?)", rows)

    def redacted(self, master: bytes, case: str) -> frozenset[int]:
        """Give the numbers of the events that were redacted in a case."""
        with self.reading() as connection:
            found = self._erasures(connection, master, "WHERE name = ?", case)
            return frozenset(number for each in found for number in each.events)

    def erased_cases(self, master: bytes) -> dict[str, Erasure]:
        """Give the cases that were erased whole, by their ids."""
        with self.reading() as connection:
            found = self._erasures(connection, master, "WHERE events = '[]' ORDER BY day, name")
            return {each.case: each for each in found}

    def erased(self, master: bytes, case: str) -> str:
        """Give the day on which a case was erased whole; empty where it was not."""
        with self.reading() as connection:
            found = self._erasures(connection, master, "WHERE name = ? AND events = '[]'", case)
            return next((each.day for each in found), "")

    def voucher(self, master: bytes, erasure: Erasure, *, noted: Iterable[str] | None = None) -> bytes:
        """Give what vouches for an erasure: for its line here, or for a note of it elsewhere with these digests."""
        label, digests = ("erasure", ()) if noted is None else ("noted erasure", tuple(noted))
        where = place(label, self.id, erasure.case, erasure.numbers, erasure.day, *digests)
        return voucher(subkey(master, "erasures"), where)

    def _erasures(
        self, connection: sqlite3.Connection, master: bytes, which: str = "", *values: str
    ) -> Iterator[Erasure]:
        query = f"SELECT name, events, day, done, seal FROM erased {which}"  # noqa: S608 - our own words
        sealing, outer = subkey(master, "erasures"), place("erasure", self.id)
        for name, events, day, done, vouched in connection.execute(query, values):
            texts = [each for each in (name, events, day) if isinstance(each, str)]
            whole = len(texts) == len((name, events, day)) and isinstance(vouched, bytes)
            if whole and compare_digest(vouched, voucher(sealing, within(outer, *texts))):
                yield Erasure(name, tuple(json.loads(events)), day, bool(done))

    # --- sealed notes

    def put_note(self, master: bytes, name: str, note: bytes) -> None:
        """Keep a few sealed bytes under a name, in place of earlier ones."""
        sealed = seal_padded(subkey(master, "notes"), note, place("note", self.id, name))
        with self.writing() as connection:
            connection.execute("REPLACE INTO notes VALUES (?, ?)", (name, sealed))

    def note(self, master: bytes, name: str) -> bytes | None:
        """Give the bytes under a name; None where there are none. Raises VaultDamaged where they do not open."""
        with self.reading() as connection:
            row = connection.execute("SELECT sealed FROM notes WHERE name = ?", (name,)).fetchone()
        if row is None:
            return None
        try:
            return unseal_padded(subkey(master, "notes"), row[0], place("note", self.id, name))
        except SealBroken:
            raise VaultDamaged(path=str(self.path)) from None
