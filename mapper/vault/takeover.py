"""Take over the conversations of an earlier version of the program, which kept them without encryption.

Its folder is put aside as `vault-plain`; each case goes into the sealed vault, event by event, and is read back and
compared. When all are there, the old files are overwritten and deleted. Whatever is interrupted goes on at the next
opening: what is there already is compared, never added twice.

A sealed note names the folders that were there when the vault was made: another one is told, and left alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mapper.files import sync_folder
from mapper.vault.alone import alone, held
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import CaseUnknown, PlainLeft, VaultDamaged, VaultError
from mapper.vault.examine import Progress, quietly
from mapper.vault.file import connect
from mapper.vault.keys import KeyFile
from mapper.vault.paths import id_file, is_plain, vault_file, vault_folder
from mapper.vault.store import StoredHeader
from mapper.vault.translate import translated
from mapper.vault.wipe import wipe_folder

PLAIN: Final = "vault-plain"
_WIPING: Final = "vault-wiping"
_FILE: Final = "cases.db"
_AWAITED: Final = "plain awaited"

Order = Callable[[bytes], str]
"""Gives from a header the text by which cases are ordered: the one opened last is to come last."""


@dataclass(frozen=True, slots=True, repr=False)
class PlainCase:
    """One case as it stood, unencrypted."""

    header: StoredHeader
    payloads: tuple[bytes, ...]
    snapshots: tuple[tuple[str, bytes], ...]


def plain_cases(data: Path) -> int:
    """Count the conversations that lie here unencrypted; a file that cannot be read counts for one."""
    files = [folder / _FILE for folder in _folders(data, PLAIN)]
    return sum(_left(file) for file in (*files, *([vault_file(data)] if is_plain(data) else [])))


def _count(file: Path) -> int:
    with _opened(file) as connection:
        return int(connection.execute("SELECT count(*) FROM cases WHERE last > 0").fetchone()[0])


def put_plain_aside(data: Path) -> None:
    """Make room for a sealed vault. Raises a VaultError; then everything is where it was."""
    if is_plain(data):
        with alone(data):
            set_aside(data)


def set_aside(data: Path) -> None:
    """Do what `put_plain_aside` does. To be called alone."""
    with translated(vault_file(data)):
        if is_plain(data):
            with held(vault_file(data)):
                id_file(data).unlink(missing_ok=True)
                vault_folder(data).rename(_free(data / PLAIN))
            sync_folder(data)


def plain_here(data: Path) -> list[str]:
    """Name the folders of unencrypted conversations, and the one to which those are put that are not put aside yet."""
    coming = [_free(data / PLAIN).name] if is_plain(data) else []
    return sorted({*coming, *(folder.name for folder in _folders(data, PLAIN))})


def await_plain(keys: KeyFile, master: bytes, names: Iterable[str]) -> None:
    """Note which folders are to be taken over, in place of what was noted."""
    wanted = list(names)
    if wanted != awaited_plain(keys, master):
        keys.put_note(master, _AWAITED, json.dumps(wanted).encode())


def awaited_plain(keys: KeyFile, master: bytes) -> list[str]:
    """Name the folders that are to be taken over; none where the note is harmed."""
    with contextlib.suppress(VaultDamaged):
        return [str(name) for name in json.loads(keys.note(master, _AWAITED) or b"[]")]
    return []


def take_over(vault: EncryptedVault, data: Path, order: Order, progress: Progress = quietly) -> None:
    """Take over what was put aside when the vault was made, and delete it. Raises PlainLeft where anything is left."""
    if not (_folders(data, PLAIN) or _folders(data, _WIPING) or awaited_plain(vault.keys, vault.master)):
        return
    with alone(data), translated(data):
        awaited, folders = awaited_plain(vault.keys, vault.master), _folders(data, PLAIN)
        left = [each for each in folders if each.name not in awaited or not _taken(vault, each, order, progress)]
        await_plain(vault.keys, vault.master, [each.name for each in left if each.name in awaited])
        for folder in _folders(data, _WIPING):
            wipe_folder(folder)
    if left:
        raise PlainLeft(n=sum(_left(folder / _FILE) for folder in left), path=str(left[0]))


def _folders(data: Path, name: str) -> list[Path]:
    return sorted(path for path in data.glob(f"{name}*") if path.is_dir() and not path.is_symlink())


def _left(file: Path) -> int:
    with contextlib.suppress(VaultError):
        return _count(file)
    return 1


def _free(path: Path) -> Path:
    number, free = 2, path
    while os.path.lexists(free):
        free, number = path.with_name(f"{path.name}-{number}"), number + 1
    return free


def _taken(vault: EncryptedVault, folder: Path, order: Order, progress: Progress) -> bool:
    """Take over one folder; tell whether nothing is left in it, and it only waits to be wiped."""
    file = folder / _FILE
    taken = []
    try:
        with _opened(file) as connection:
            listed = sorted(_listed(connection), key=lambda stored: _order(stored, order))
            for number, stored in enumerate(listed, 1):
                if _take_case(vault, connection, stored):
                    taken.append(stored.case)
                progress(number, len(listed))
            if len(taken) < len(listed):
                _remove(connection, taken)
                return False
    except VaultError:
        return False
    folder.rename(_free(folder.with_name(_WIPING)))
    sync_folder(folder.parent)
    return True


def _order(stored: StoredHeader, order: Order) -> str:
    return order(stored.header) if isinstance(stored.header, bytes) else ""


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with translated(file), contextlib.closing(connect(file, writable=os.access(file, os.W_OK))) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def _listed(connection: sqlite3.Connection) -> list[StoredHeader]:
    return [StoredHeader(*row) for row in connection.execute("SELECT name, last, header FROM cases ORDER BY name")]


def _remove(connection: sqlite3.Connection, cases: Iterable[str]) -> None:
    """Take out what is safe elsewhere, so that nothing erased later comes back from here."""
    connection.execute("BEGIN IMMEDIATE")
    for case in cases:
        for table in ("events", "snapshots", "cases"):
            connection.execute(f"DELETE FROM {table} WHERE name = ?", (case,))  # noqa: S608 - our own table names
    connection.execute("COMMIT")


def _take_case(vault: EncryptedVault, connection: sqlite3.Connection, stored: StoredHeader) -> bool:
    """Take over one case and compare it; tell whether the sealed vault has all of it."""
    if stored.case in vault.keys.erased_cases(vault.master):
        return True
    try:
        plain = _read(connection, stored)
        _write(vault, plain)
        return _same(vault, plain)
    except (VaultDamaged, CaseUnknown):
        return False


def _read(connection: sqlite3.Connection, stored: StoredHeader) -> PlainCase:
    """Read a case. Raises VaultDamaged where events are missing."""
    events = connection.execute(
        "SELECT seq, payload FROM events WHERE name = ? ORDER BY seq", (stored.case,)
    ).fetchall()
    snapshots = connection.execute(
        "SELECT snapshot, payload FROM snapshots WHERE name = ? ORDER BY snapshot", (stored.case,)
    ).fetchall()
    contents = [stored.header, *(payload for _, payload in (*events, *snapshots))]
    if [seq for seq, _ in events] != list(range(1, stored.last + 1)) or not all(isinstance(c, bytes) for c in contents):
        raise VaultDamaged(path=stored.case)
    return PlainCase(stored, tuple(payload for _, payload in events), tuple(snapshots))


def _write(vault: EncryptedVault, plain: PlainCase) -> None:
    case = plain.header.case
    try:
        known = vault.header(case).last
    except CaseUnknown:
        vault.create(case, plain.header.header)
        known = 0
    if known:
        return
    for name, content in plain.snapshots:
        vault.put_snapshot(case, name, content)
    if plain.payloads:
        vault.append(case, plain.payloads, plain.header.header)


def _same(vault: EncryptedVault, plain: PlainCase) -> bool:
    """Read a case back and compare; what was said or redacted in it since is no difference."""
    case = plain.header.case
    if vault.verify(case).fault is not None:
        return False
    found = [payload for _, payload in vault.events(case)][: len(plain.payloads)]
    redacted = vault.keys.redacted(vault.master, case)
    events_same = len(found) == len(plain.payloads) and all(
        payload == old or (seq in redacted and not payload)
        for seq, (payload, old) in enumerate(zip(found, plain.payloads, strict=True), 1)
    )
    return events_same and all(vault.snapshot(case, name) == content for name, content in plain.snapshots)
