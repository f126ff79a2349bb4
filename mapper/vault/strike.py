"""Take what was erased out of the copies: keys in every backup, and a note beside each for the day of a restore."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hmac import compare_digest
from pathlib import Path

from mapper.vault.alone import alone
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultError
from mapper.vault.keys import Erasure, KeyFile
from mapper.vault.paths import BEFORE, STAGING
from mapper.vault.sets import (
    MAKING,
    BackupSet,
    NotedErasure,
    Places,
    fingerprint,
    note_erasures,
    sets,
    toward,
    write_manifest,
)
from mapper.vault.shelf import Shelf
from mapper.vault.translate import translated
from mapper.vault.wipe import wipe_folder


def noted_erasures(vault: EncryptedVault) -> list[NotedErasure]:
    """Give everything that was erased here, with the digests of redacted events."""
    return [vouched(vault, erasure) for erasure in vault.keys.erasures(vault.master)]


def vouched(vault: EncryptedVault, erasure: Erasure) -> NotedErasure:
    """Name an erasure as it is noted beside backups, with what vouches for it."""
    note = noted(vault.shelf, erasure)
    return replace(note, voucher=vault.keys.voucher(vault.master, erasure, noted=note.digests))


def rightly_noted(vault: EncryptedVault, erased: Iterable[NotedErasure]) -> list[NotedErasure]:
    """Give what was noted by somebody who held this vault's master key."""
    return [each for each in erased if _is_vouched(vault, each)]


def _is_vouched(vault: EncryptedVault, note: NotedErasure) -> bool:
    try:
        wanted = vault.keys.voucher(vault.master, note.erasure, noted=note.digests)
    except UnicodeEncodeError:  # half a character, which no id has
        return False
    return compare_digest(note.voucher, wanted)


def noted(shelf: Shelf, erasure: Erasure) -> NotedErasure:
    """Name the events of an erasure by their digests too, where they still stand on the shelf."""
    if not erasure.events:
        return NotedErasure(erasure)
    try:
        found = {row.seq: row.digest.hex() for row in shelf.rows(erasure.case, erasure.events[0] - 1).rows}
        return NotedErasure(erasure, tuple(found[seq] for seq in erasure.events))
    except (VaultError, KeyError, AttributeError):
        return NotedErasure(erasure)


def strike_erased(vault: EncryptedVault, places: Places) -> None:
    """Take everything that was erased here out of the backups in a place. Raises a BackupError."""
    erased = noted_erasures(vault)
    note_erasures(places.cases, erased)
    strike_sets(places.keys, [each.erasure for each in erased])


def wipe_unfinished(above: Path) -> None:
    """Take away what an interrupted backup left. To be called alone. Raises OSError."""
    for path in above.glob(f"{MAKING}*"):
        wipe_folder(path)


def strike_copies(vault: EncryptedVault, data: Path, known: Iterable[Places], erasure: Erasure) -> list[Path]:
    """Take a case's key out of every backup and set-aside vault, and note the erasure there.

    Gives the folders that could not be reached; each is struck by the next backup made there.
    """
    unreached: dict[Path, None] = {}
    note = vouched(vault, erasure)
    for places in known:
        for folder, act in (
            (places.cases, lambda folder: note_erasures(folder, [note])),
            (places.keys, lambda folder: strike_sets(folder, [erasure])),
        ):
            if not folder.is_dir() or not _done(act, folder):
                unreached[folder] = None
    return [*unreached, *_strike_aside(data, erasure)]


def _done(act: Callable[[Path], None], folder: Path) -> bool:
    try:
        act(folder)
    except VaultError:
        return False
    return True


def strike_sets(folder: Path, erasures: Sequence[Erasure]) -> None:
    """Take the keys of erased cases out of every key set in a folder. Raises a BackupError."""
    cases = [erasure.case for erasure in erasures if not erasure.events]
    if not cases:
        return
    for each in sets(folder, "keys"):
        with toward(folder), translated(each.file):
            _strike_set(each, cases)
    with contextlib.suppress(VaultError, OSError), alone(folder, 0):  # where one is being made, that one sees to it
        wipe_unfinished(folder / "keys")


def _strike_set(each: BackupSet, cases: Sequence[str]) -> None:
    if _drop(each.file, cases) and each.manifest is not None:
        write_manifest(each.folder, "keys", replace(each.manifest, sha256=fingerprint(each.file)))


def _drop(file: Path, cases: Sequence[str]) -> bool:
    """Drop keys from a key file; tell whether there was any."""
    with contextlib.closing(KeyFile(file)) as keys:
        held = keys.names() & set(cases)
        for case in held:
            keys.drop_key(case)
        if held:
            keys.scour()
    return bool(held)


def _strike_aside(data: Path, erasure: Erasure) -> list[Path]:
    """Do the same to vaults that a restore put aside, and to copies from before a migration."""
    if erasure.events:
        return []
    with contextlib.suppress(VaultError, OSError), alone(data, 0):
        for left in data.glob(f"{STAGING}*"):
            wipe_folder(left)
    unreached = []
    for file in (*data.glob(f"{BEFORE}*/*keys.db"), *data.glob("vault/before-*-keys.db")):
        try:
            _drop(file, [erasure.case])
        except VaultError:
            unreached.append(file)
    return unreached
