"""Restore a backup: copy it beside the vault, read all of it, tell what would be missing, and put it in place.

What was erased stays erased and what was redacted stays blank, by the lists of the vault that was there, of the
backup's own keys, and of the file beside the backups.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from mapper.files import sync_folder
from mapper.vault import backup_errors as wrong
from mapper.vault.alone import alone, held
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import CaseCutOff, CaseUnsure, PassphraseWrong, RecoveryWrong, VaultBusy, VaultError
from mapper.vault.examine import Examined, Progress, examine, missing_cases, quietly
from mapper.vault.former import Former, Lost
from mapper.vault.keys import KeyFile
from mapper.vault.known import KnownBackup, know_place
from mapper.vault.migrate import migrate_file
from mapper.vault.paths import BEFORE, NEXT, STAGING, is_made, next_vault, vault_file
from mapper.vault.reapply import reapply
from mapper.vault.sets import FILES, BackupSet, Kind, NotedErasure, Places, fingerprint, read_erasures, sets, toward
from mapper.vault.sqlite import SqliteShelf
from mapper.vault.strike import rightly_noted
from mapper.vault.swap import finish, swap
from mapper.vault.takeover import await_plain, plain_here, set_aside
from mapper.vault.translate import translated
from mapper.vault.wipe import wipe_file

Opener: TypeAlias = Callable[[KeyFile], bytes]
"""Opens the master key of a key file. Raises PassphraseWrong or RecoveryWrong."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The two sets that are restored together."""

    cases: BackupSet
    keys: BackupSet


@dataclass(frozen=True, slots=True)
class Look:
    """What a backup holds, and what would be missing of the vault that is there.

    `changed`: its files are not those that were written. `was_there`: there is a vault, `readable` or not.
    `erased` counts conversations that stay erased; `erasures_known` tells whether the list of those could be read.
    """

    chosen: Chosen
    examined: Examined
    changed: bool
    was_there: bool
    readable: bool
    lost: tuple[Lost, ...]
    erased: int
    erasures_known: bool


def choose(places: Places, stamp: str = "", vault_id: str = "") -> Chosen:
    """Choose the latest backup, or that of a stamp, with the latest keys. Raises a BackupError.

    Where several vaults keep their backups in one folder, that of `vault_id` is meant if it is among them.
    """
    found = [each for each in sets(places.cases, "cases") if stamp in ("", each.stamp)]
    if not found:
        raise wrong.BackupNone(path=str(places.cases))
    if any(each.manifest and each.manifest.vault == vault_id for each in found):  # one that does not tell may be ours
        found = [each for each in found if each.manifest is None or each.manifest.vault == vault_id]
    cases = found[0]
    if cases.manifest is None:
        raise wrong.BackupDamaged(path=str(cases.folder))
    keys = [each for each in sets(places.keys, "keys") if each.manifest and each.manifest.vault == cases.manifest.vault]
    if not keys:
        raise wrong.BackupKeysNone(path=str(places.keys))
    # The latest keys open all that was not erased since; earlier ones have to do where those are not whole.
    return Chosen(cases, next((each for each in keys if not _changed(each)), keys[0]))


class Restoration:
    """A backup that was copied beside the vault and opened. To be made with `opened_backup`."""

    def __init__(self, data: Path, staging: Path, places: Places, chosen: Chosen, opener: Opener) -> None:
        self._data = data
        self._staging = staging
        self._places = places
        self._chosen = chosen
        self._files = contextlib.ExitStack()
        self.vault = self._opened(opener)
        self.former = Former(data, self.vault)

    def _opened(self, opener: Opener) -> EncryptedVault:
        shelf_file, key_file = (_copied(each, self._staging) for each in (self._chosen.cases, self._chosen.keys))
        migrate_file(SqliteShelf, shelf_file)
        migrate_file(KeyFile, key_file)
        for copy in self._staging.glob("before-*"):  # the backup itself is the copy, and this one would hold what goes
            wipe_file(copy)
        shelf = self._files.enter_context(contextlib.closing(SqliteShelf(shelf_file)))
        keys = self._files.enter_context(contextlib.closing(KeyFile(key_file)))
        if shelf.id != keys.id:
            raise wrong.BackupForeign(path=str(self._chosen.keys.file))
        try:
            return EncryptedVault(shelf, keys, opener(keys))
        except (PassphraseWrong, RecoveryWrong):
            raise wrong.BackupPassphraseWrong from None

    def look(self, progress: Progress = quietly) -> Look:
        """Read all of it, and compare it with the vault that is there. Raises a VaultError."""
        with _told_of_backup(self._staging, self._chosen):
            examined = examine(self.vault, progress)
        known, noted = self._erased()
        gone = {each.erasure.case for each in noted if not each.erasure.events}
        gone |= set(self.vault.keys.erased_cases(self.vault.master))
        return Look(
            chosen=self._chosen,
            examined=examined,
            changed=any(_changed(each) for each in (self._chosen.cases, self._chosen.keys)),
            was_there=self.former.there,
            readable=self.former.readable,
            lost=tuple(lost for lost in self.former.lost(self.vault) if lost.case not in gone),
            erased=len(gone & {stored.case for stored in self.vault.shelf.cases()}),
            erasures_known=known,
        )

    def put_in_place(self, look: Look, now: datetime) -> Path | None:
        """Put it where the vault is, all or nothing; give where the vault lies now that was there before.

        Raises a VaultError. Once begun it is finished at the next opening, whatever interrupts it.
        """
        self._accept(look.examined)
        reapply(self.vault, self._erased()[1])
        self.vault.remember()
        self.former.keep_notes(self.vault)
        know_place(self.vault.keys, self.vault.master, KnownBackup(self._places, self._made(now)))
        # What the backup itself notes is of its day: only what lies here now is taken over.
        awaited = self.former.awaited if is_made(self._data) else plain_here(self._data)
        await_plain(self.vault.keys, self.vault.master, awaited)
        self.close()
        set_aside(self._data)
        with held(vault_file(self._data)):
            with translated(self._staging):
                _sync(self._staging)
                self._staging.rename(self._data / f"{NEXT}{now.astimezone(UTC):%Y%m%d-%H%M%S}")
                sync_folder(self._data)
            return swap(self._data)

    def _made(self, now: datetime) -> str:
        """Give when the backup was made, as it says itself; where that is no time, now."""
        manifest = self._chosen.cases.manifest
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(manifest.made if manifest else "").isoformat(timespec="seconds")
        return now.isoformat(timespec="seconds")

    def _erased(self) -> tuple[bool, list[NotedErasure]]:
        """Tell whether all that is noted beside the backup could be read, and give what was erased in this vault."""
        noted, known = read_erasures(self._places.cases)
        return known, [*rightly_noted(self.vault, noted), *self.former.erasures]

    def _accept(self, examined: Examined) -> None:
        """Count from what was restored: what the vault had seen beyond it was told, and is gone."""
        self.vault.keys.forget(missing_cases(self.vault))
        for flaw in examined.flaws:
            if isinstance(flaw.fault, CaseCutOff | CaseUnsure):
                with contextlib.suppress(VaultError):
                    self.vault.accept(flaw.case)

    def close(self) -> None:
        """Let go of the files. Closing twice does nothing."""
        self.former.close()
        self._files.close()


@contextlib.contextmanager
def opened_backup(data: Path, places: Places, chosen: Chosen, opener: Opener) -> Iterator[Restoration]:
    """Copy a backup beside the vault and open it there; the copy goes where it was not put in place."""
    with translated(data):
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(data):
        for left in data.glob(f"{STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)
        _finish_or_set_aside(data)
        with translated(data):
            staging = Path(tempfile.mkdtemp(dir=data, prefix=STAGING))
        restoration = None
        try:
            with _told_of_backup(staging, chosen):
                restoration = Restoration(data, staging, places, chosen, opener)
            yield restoration
        finally:
            if restoration is not None:
                restoration.close()
            shutil.rmtree(staging, ignore_errors=True)


def _finish_or_set_aside(data: Path) -> None:
    """Finish an earlier restore; one that was harmed before it was finished must not stand in the way of this one."""
    try:
        finish(data)
    except VaultBusy:
        raise
    except VaultError:
        harmed = next_vault(data)
        if harmed is not None:
            with translated(harmed):
                harmed.rename(data / f"{BEFORE}{harmed.name.removeprefix(NEXT)}-unfinished")


@contextlib.contextmanager
def _told_of_backup(staging: Path, chosen: Chosen) -> Iterator[None]:
    """Tell what is wrong with the copy as what is wrong with the backup's own file."""
    try:
        with toward(staging):
            yield
    except wrong.BackupFull as fault:
        raise wrong.RestoreFull(**fault.facts) from None
    except wrong.BackupError as fault:
        path = Path(str(fault.facts.get("path", "")))
        own = [
            each.file for each in (chosen.cases, chosen.keys) if path.parent == staging and each.file.name == path.name
        ]
        if not own:
            raise
        told = wrong.BackupDamaged if type(fault) is wrong.BackupError else type(fault)
        raise told(**{**fault.facts, "path": str(own[0])}) from None


def _copied(each: BackupSet, staging: Path) -> Path:
    """Copy the file of a set, durably. Raises a BackupError."""
    target = staging / FILES[each.kind]
    if not each.file.is_file():
        raise wrong.BackupDamaged(path=str(each.file))
    with toward(each.folder), translated(target), each.file.open("rb") as source:
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
    return target


def _changed(each: BackupSet) -> bool:
    if each.manifest is None or not each.file.is_file():
        return True
    try:
        return fingerprint(each.file) != each.manifest.sha256
    except OSError:
        return True


def _sync(folder: Path) -> None:
    for kind in ("cases", "keys"):
        _sync_file(folder, kind)
    sync_folder(folder)


def _sync_file(folder: Path, kind: Kind) -> None:
    with (folder / FILES[kind]).open("rb") as file:
        os.fsync(file.fileno())
    (folder / f"{FILES[kind]}-journal").unlink(missing_ok=True)
