"""Backups of the vault: making, verifying and restoring them, and where they lie.

Takes in an open vault's keeper, or the passphrase of a backup; gives out what was found, with the label of each
conversation where it opens. Never calls something a backup that was not opened and read through.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.fault import Fault
from mapper.meeting.header import Header
from mapper.vault.backup_errors import BackupGone
from mapper.vault.errors import VaultError
from mapper.vault.examine import Progress, quietly
from mapper.vault.known import KnownBackup, know_backups
from mapper.vault.known import known_backups as known
from mapper.vault.sets import Places

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper
    from mapper.vault.backup import Made
    from mapper.vault.examine import Examined, Flaw
    from mapper.vault.keys import Erasure, KeyFile
    from mapper.vault.restore import Look, Opener, Restoration


@dataclass(frozen=True, slots=True, repr=False)
class Wrong:
    """Something that is wrong, with the label of the conversation; blank where it concerns none."""

    fault: Fault
    label: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked through. `events` counts the things kept that verify."""

    cases: int
    events: int
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class MissingCase:
    """What a backup has not of one conversation: `events` things kept, or the `whole` of it."""

    label: str
    events: int
    whole: bool


# --- making and verifying


def back_up(
    keeper: Keeper, folder: Path, keys: Path | None, now: datetime, progress: Progress = quietly
) -> tuple[Made, Report]:
    """Make a backup and remember where. Raises a BackupError, or what is wrong with the vault."""
    from mapper.vault.backup import back_up as make
    from mapper.vault.strike import strike_erased

    places = Places(folder.absolute(), (keys or folder).absolute())
    made = make(keeper.vault, keeper.data, places, now, progress)
    _remember(keeper, places, now)
    with contextlib.suppress(VaultError):  # what was erased meanwhile; the next backup made there does it too
        strike_erased(keeper.vault, places)
    return made, report(made.examined)


def verify(keeper: Keeper, progress: Progress = quietly) -> Report:
    """Look through the whole open vault. Raises a VaultError where its files cannot be read."""
    from mapper.vault.examine import Examined, examine, open_to_others
    from mapper.vault.paths import vault_folder

    loose = open_to_others(vault_folder(keeper.data))  # before anything else: opening mends what it can
    found = examine(keeper.vault, progress)
    left = (Wrong(keeper.untaken),) if keeper.untaken else ()
    seen = report(Examined(found.cases, found.events, (*loose, *found.flaws)))
    return Report(seen.cases, seen.events, (*seen.wrong, *left))


def accept(keeper: Keeper, case: str) -> None:
    """Go on with a conversation whose last events are gone. Raises a VaultError where the rest is broken too."""
    from mapper.vault.reapply import redact_again

    keeper.vault.accept(case, lambda: redact_again(keeper.vault, case))


def cut_off(keeper: Keeper, case: str) -> Fault | None:
    """Read a conversation and tell what keeps it from being added to. Raises CaseUnknown."""
    return keeper.vault.verify(case).fault


def accept_missing(keeper: Keeper) -> None:
    """Stop looking for whole conversations that are gone."""
    from mapper.vault.examine import missing_cases

    keeper.vault.keys.forget(missing_cases(keeper.vault))


def label_of(keeper: Keeper, case: str) -> str:
    """Give the label of a conversation. Raises CaseUnknown or CaseKeyless."""
    return label(case, keeper.vault.header(case).header)


def report(examined: Examined) -> Report:
    """Give what was looked through with labels."""
    return Report(examined.cases, examined.events, tuple(_wrong(flaw) for flaw in examined.flaws))


def _wrong(flaw: Flaw) -> Wrong:
    return Wrong(flaw.fault, label(flaw.case, flaw.header) if flaw.case else "")


def label(case: str, header: bytes) -> str:
    """Give the label of a conversation, or the beginning of its id where the label does not open."""
    try:
        return Header.decode(header).label
    except (ValueError, KeyError, TypeError):
        return case[:8]


# --- where backups lie


def known_backups(keeper: Keeper) -> tuple[KnownBackup, ...]:
    """Give the folders in which backups lie, the last used first. Raises VaultLocked or VaultUnmade."""
    return known(keeper.vault.keys, keeper.vault.master)


def _remember(keeper: Keeper, places: Places, now: datetime) -> None:
    """Keep where a backup lies; a vault that cannot be written to was backed up all the same."""
    know_backups(keeper.vault.keys, keeper.vault.master, [KnownBackup(places, now.isoformat(timespec="seconds"))])
    with contextlib.suppress(VaultError):
        keeper.backed_up_on(now.date())


def strike(keeper: Keeper, erasure: Erasure) -> tuple[Path, ...]:
    """Take an erased case's key out of all known backups, and note the erasure there.

    To be called when the erasing itself is done. Gives the places that could not be reached: a backup made there
    again strikes it then. Never raises for those.
    """
    from mapper.vault.strike import strike_copies

    places = [each.places for each in known_backups(keeper)]
    return tuple(strike_copies(keeper.vault, keeper.data, places, erasure))


# --- restoring


def need_backup(folder: Path, keys: Path | None, stamp: str = "") -> None:
    """Raise a BackupError where there is no backup that could be opened, before anybody is asked for a passphrase."""
    from mapper.vault.restore import choose

    choose(_places(folder, keys), stamp)


def _places(folder: Path, keys: Path | None) -> Places:
    places = Places(folder.absolute(), (keys or folder).absolute())
    for place in (places.cases, places.keys):
        if not place.is_dir():
            raise BackupGone(path=str(place))
    return places


@contextlib.contextmanager
def opened_backup(  # noqa: PLR0913 - where from, where to, and what opens it
    data: Path, folder: Path, keys: Path | None, secret: str, *, stamp: str = "", recovery: bool = False
) -> Iterator[Restoration]:
    """Open a backup beside the vault of a data folder, to be looked at and perhaps put in place.

    `secret` is its passphrase, or its recovery key. Raises a BackupError.
    """
    from mapper.vault.paths import made_here
    from mapper.vault.restore import choose
    from mapper.vault.restore import opened_backup as opened

    places = _places(folder, keys)
    opener = _by_recovery(secret) if recovery else _by_passphrase(secret)
    with opened(data, places, choose(places, stamp, made_here(data)), opener) as restoration:
        yield restoration


def _by_passphrase(passphrase: str) -> Opener:
    def opener(keys: KeyFile) -> bytes:
        from mapper.vault.wraps import open_by_passphrase

        return open_by_passphrase(keys.wrap("passphrase"), passphrase, keys.id)

    return opener


def _by_recovery(written: str) -> Opener:
    def opener(keys: KeyFile) -> bytes:
        from mapper.vault.recovery import read
        from mapper.vault.wraps import open_by_recovery

        return open_by_recovery(keys.wrap("recovery"), read(written), keys.id)

    return opener


def missing_from(look: Look) -> tuple[MissingCase, ...]:
    """Give what a backup has not, with labels, whole conversations first."""
    found = (MissingCase(label(lost.case, lost.header), lost.events, lost.whole) for lost in look.lost)
    return tuple(sorted(found, key=lambda each: (not each.whole, each.label)))
