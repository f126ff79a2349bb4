"""Look through a whole vault: every event, header and questionnaire, the files, and what ought to be there."""

from __future__ import annotations

import contextlib
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mapper.vault.backup_errors import ErasuresStrange, HeaderBroken, SnapshotBroken
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import CasesMissing, VaultDamaged, VaultError, VaultOpenToOthers
from mapper.vault.file import SqliteFile
from mapper.vault.seal import SealBroken, place, unseal
from mapper.vault.store import StoredHeader

Progress = Callable[[int, int], None]
"""Told after each case: how many were looked at, of how many."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is wrong; `case` and `header` are blank where it concerns no single case or does not open."""

    fault: VaultError
    case: str = ""
    header: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked through, and what is wrong with it. `events` counts those that verify."""

    cases: int
    events: int
    flaws: tuple[Flaw, ...] = ()


def quietly(done: int, of: int) -> None:
    """Tell nobody how far it is."""


def examine(vault: EncryptedVault, progress: Progress = quietly) -> Examined:
    """Read and verify every case, and look for what is missing. Raises a VaultError where the files do not open."""
    flaws = list(_whole_files(vault))
    stored = vault.cases()
    events = 0
    for number, each in enumerate(stored, 1):
        verified, found = _case(vault, each)
        events += verified
        flaws += [Flaw(fault, each.case, each.header) for fault in found]
        progress(number, len(stored))
    flaws += _of_all(vault)
    return Examined(len(stored), events, tuple(flaws))


def _of_all(vault: EncryptedVault) -> Iterator[Flaw]:
    missing = missing_cases(vault)
    if missing:
        yield Flaw(CasesMissing(n=len(missing)))
    strange = vault.keys.strange_erasures(vault.master)
    if strange:
        yield Flaw(ErasuresStrange(n=strange))


def missing_cases(vault: EncryptedVault) -> set[str]:
    """Name the cases that this machine has seen, that are not there, and that nobody erased."""
    known = {stored.case for stored in vault.shelf.cases()}
    return vault.keys.seen_cases() - known - vault.keys.erased_cases(vault.master).keys()


def _case(vault: EncryptedVault, stored: StoredHeader) -> tuple[int, list[VaultError]]:
    try:
        verdict = vault.verify(stored.case)
        if verdict.fault is not None:
            return verdict.last, [verdict.fault]
        return verdict.last, [*_header(stored), *_snapshots(vault, stored.case)]
    except VaultError as fault:
        return 0, [fault]


def _header(stored: StoredHeader) -> Iterator[VaultError]:
    if not stored.header:
        yield HeaderBroken(case=stored.case)


def _snapshots(vault: EncryptedVault, case: str) -> Iterator[VaultError]:
    key = vault.keys_of(case).snapshot
    for name, sealed in vault.shelf.snapshots(case):
        try:
            zlib.decompress(unseal(key, sealed, place("snapshot", case, name)))
        except (SealBroken, zlib.error):
            yield SnapshotBroken(case=case)


def _whole_files(vault: EncryptedVault) -> Iterator[Flaw]:
    for file in (vault.shelf, vault.keys):
        if isinstance(file, SqliteFile):
            with file.reading() as connection:
                told = connection.execute("PRAGMA quick_check(1)").fetchone()
            if told is None or told[0] != "ok":
                yield Flaw(VaultDamaged(path=file.where))


def open_to_others(folder: Path) -> tuple[Flaw, ...]:
    """Tell which files of a folder, and whether the folder itself, somebody else on this machine may reach."""
    if os.name == "nt":
        return ()
    found = [folder]
    with contextlib.suppress(OSError):
        found += sorted(folder.iterdir())
    return tuple(Flaw(VaultOpenToOthers(path=str(path))) for path in found if _loose(path))


def _loose(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return bool(stat.S_IMODE(status.st_mode) & 0o077) or status.st_uid != os.getuid()
