"""Make a backup: copy, open the copy, read all of it, and only then give it its name.

Keys and conversations are separate sets, so that an erased conversation's key can be taken out of every backup. The
conversations are copied first: then every one of them has its key, whatever is begun meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from mapper.files import sync_folder
from mapper.vault import backup_errors as wrong
from mapper.vault.alone import alone
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.erase import scour, take_away
from mapper.vault.errors import CaseCutOff, CaseUnsure, VaultError, VaultUnmade
from mapper.vault.examine import Examined, Flaw, Progress, examine, missing_cases, quietly
from mapper.vault.file import SqliteFile, connect, copy_whole
from mapper.vault.keys import KeyFile
from mapper.vault.sets import (
    FILES,
    MAKING,
    BackupSet,
    Kind,
    Manifest,
    Places,
    fingerprint,
    sets,
    toward,
    write_manifest,
)
from mapper.vault.sqlite import SqliteShelf
from mapper.vault.strike import strike_erased, wipe_unfinished
from mapper.vault.translate import translated
from mapper.vault.wipe import wipe_folder

KEEP_KEYS: Final = 3
KEEP_KEYS_FOR: Final = timedelta(days=30)
_PAGES: Final = 256
"""Copied while windows wait: a megabyte."""
_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that stands. `same_disk`: it would be lost together with the vault."""

    cases: BackupSet
    keys: BackupSet
    examined: Examined
    bytes: int
    same_disk: bool
    keys_removed: int


def back_up(vault: EncryptedVault, data: Path, places: Places, now: datetime, progress: Progress = quietly) -> Made:
    """Make a backup, its keys apart. `now` has a zone.

    Raises a BackupError, or what is wrong with the vault; then nothing of it is left.
    """
    folders = sorted({places.cases, places.keys})
    for folder in folders:
        _prepare(folder, data)
    with contextlib.ExitStack() as stack:
        for folder in folders:
            stack.enter_context(toward(folder))
        for folder in folders:
            stack.enter_context(alone(folder, 5))
        tidy(places)
        return _back_up(vault, places, now, progress)


def _prepare(target: Path, data: Path) -> None:
    """Make the folder, unless the one above it is missing too: then a disk is not there."""
    if target.resolve().is_relative_to((data / "vault").resolve()):
        raise wrong.BackupInside(path=str(target))
    if not target.parent.is_dir() or (os.path.lexists(target) and not target.is_dir()):
        raise wrong.BackupNoFolder(path=str(target))
    with toward(target):
        target.mkdir(mode=0o700, exist_ok=True)


def tidy(places: Places) -> None:
    """Take away what an interrupted backup left. Raises OSError."""
    for above in (places.cases / "cases", places.keys / "keys"):
        wipe_unfinished(above)


def _back_up(vault: EncryptedVault, places: Places, now: datetime, progress: Progress) -> Made:
    strike_erased(vault, places)
    with _making(places.cases, "cases") as cases, _making(places.keys, "keys") as keys:
        found = _copied(vault, cases, keys, progress)
        manifests = [_finish(making, kind, vault.keys.id, found, now) for making, kind in _both(cases, keys)]
        size = sum((making / FILES[kind]).stat().st_size for making, kind in _both(cases, keys))
        stamp = _stamp(places, now)
        # The conversations get their name last: a backup is there when they are, and then its keys are there too.
        keys_set = _name(keys, BackupSet(places.keys / "keys" / stamp, "keys", manifests[1]))
        cases_set = _name(cases, BackupSet(places.cases / "cases" / stamp, "cases", manifests[0]))
    removed = prune_keys(places.keys, keys_set, now)
    return Made(cases_set, keys_set, found, size, _same_disk(vault, places.cases), removed)


def _both(cases: Path, keys: Path) -> tuple[tuple[Path, Kind], tuple[Path, Kind]]:
    return (cases, "cases"), (keys, "keys")


@contextlib.contextmanager
def _making(folder: Path, kind: Kind) -> Iterator[Path]:
    """Give a folder to build a set in; what was not given its name is gone afterwards."""
    above = folder / kind
    above.mkdir(mode=0o700, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=above, prefix=MAKING))
    try:
        yield making
    finally:
        with contextlib.suppress(OSError):
            wipe_folder(making)


def _copied(vault: EncryptedVault, cases: Path, keys: Path, progress: Progress) -> Examined:
    """Copy both files, and read the copies through. Raises BackupUnsound."""
    with contextlib.suppress(VaultError):  # a vault that cannot be written can be backed up all the same
        vault.remember()
    before = {stored.case: stored.last for stored in vault.shelf.cases()}
    cases_file, key_file = cases / FILES["cases"], keys / FILES["keys"]
    _copy_between_writes(_file(vault), cases_file)
    vault.keys.copy_to(key_file)
    shelf = SqliteShelf(cases_file)
    with contextlib.closing(shelf), contextlib.closing(KeyFile(key_file)) as copied_keys:
        copy = EncryptedVault(shelf, copied_keys, vault.master)
        gone = _without_erased(copy)
        copied_keys.forget(missing_cases(copy) & {stored.case for stored in vault.shelf.cases()})  # begun meanwhile
        found = examine(copy, progress)
        after = {stored.case: stored.last for stored in shelf.cases()}
        if any(after.get(case, -1) < last for case, last in before.items() if case not in gone):
            raise wrong.BackupUnsound(path=str(cases_file))
        flaws = tuple(flaw for flaw in found.flaws if _in_the_vault_too(vault, copy, flaw))
        copy.remember()
    return Examined(found.cases, found.events, flaws)


def _copy_between_writes(file: SqliteFile, target: Path) -> None:
    """Copy a file a few pages at a time, so that no window waits for a slow disk; begun anew where one wrote.

    Where windows write all the time they have to wait after all. Raises a VaultError.
    """
    with file.reading():
        pass  # it is the file that was opened, and still there
    left, begun = 0, 0

    def look(_: int, remaining: int, total: int) -> None:
        nonlocal left, begun
        begun += remaining > left or remaining == total
        left = remaining
        if begun > _TRIES:
            raise _Disturbed

    try:
        with translated(target), contextlib.closing(connect(file.path)) as source:
            copy_whole(source, target, _PAGES, look)
    except _Disturbed:
        target.unlink()
        file.copy_to(target)


class _Disturbed(Exception):
    """Raised where a copy was begun anew too often."""


def _file(vault: EncryptedVault) -> SqliteFile:
    if not isinstance(vault.shelf, SqliteFile):
        raise VaultUnmade
    return vault.shelf


def _without_erased(copy: EncryptedVault) -> set[str]:
    """Take out of a copy the cases that were erased while it was made, or whose erasing was interrupted."""
    gone = set(copy.keys.erased_cases(copy.master))
    for case in gone:
        take_away(copy, case)
    if gone:
        scour(copy)
    return gone


def _in_the_vault_too(vault: EncryptedVault, copy: EncryptedVault, flaw: Flaw) -> bool:
    """Tell whether the vault has what is wrong with the copy; if it has not, the copy is no backup."""
    if not flaw.case:
        return True
    try:
        whole = vault.verify(flaw.case).fault is None
    except VaultError:
        return True
    if whole and isinstance(flaw.fault, CaseCutOff | CaseUnsure):  # another window wrote to it between the two copies
        copy.accept(flaw.case)
        return False
    if whole and not isinstance(flaw.fault, wrong.HeaderBroken | wrong.SnapshotBroken):
        raise wrong.BackupUnsound(path=copy.shelf.where)
    return True


def _finish(making: Path, kind: Kind, vault_id: str, found: Examined, now: datetime) -> Manifest:
    file = making / FILES[kind]
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
    (making / f"{file.name}-journal").unlink(missing_ok=True)
    flawed = len({flaw.case for flaw in found.flaws if flaw.case})
    made = now.isoformat(timespec="seconds")
    manifest = Manifest(vault_id, made, found.cases, found.events, flawed, fingerprint(file))
    write_manifest(making, kind, manifest)
    sync_folder(making)
    return manifest


def _stamp(places: Places, now: datetime) -> str:
    """Name the time in UTC, with a number behind where that name is taken."""
    plain = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    stamp, number = plain, 2
    while os.path.lexists(places.cases / "cases" / stamp) or os.path.lexists(places.keys / "keys" / stamp):
        stamp, number = f"{plain}-{number}", number + 1
    return stamp


def _name(making: Path, final: BackupSet) -> BackupSet:
    making.rename(final.folder)
    sync_folder(final.folder.parent)
    return final


def prune_keys(folder: Path, made: BackupSet, now: datetime) -> int:
    """Delete key sets beyond the latest few, and those that are old; never the one just made. Give how many.

    What cannot be deleted now is deleted by the next backup.
    """
    removed = 0
    with contextlib.suppress(OSError, VaultError):
        others = [each for each in sets(folder, "keys") if each.folder != made.folder and _of_one_vault(each, made)]
        for place, each in enumerate(others):
            if place >= KEEP_KEYS - 1 or _age(each, now) > KEEP_KEYS_FOR:
                hidden = each.folder.with_name(f"{MAKING}{each.stamp}")
                each.folder.rename(hidden)
                wipe_folder(hidden)
                removed += 1
    return removed


def _of_one_vault(one: BackupSet, other: BackupSet) -> bool:
    """Tell whether two sets are of one vault: others may keep their backups in the same folder."""
    return one.manifest is not None and other.manifest is not None and one.manifest.vault == other.manifest.vault


def _age(each: BackupSet, now: datetime) -> timedelta:
    try:
        return now - datetime.strptime(f"{each.stamp[:15]}+0000", "%Y%m%d-%H%M%S%z")
    except ValueError:
        return timedelta(0)


def _same_disk(vault: EncryptedVault, folder: Path) -> bool:
    return _file(vault).path.stat().st_dev == folder.stat().st_dev
