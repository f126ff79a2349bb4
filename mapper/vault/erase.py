"""Erasing a case for ever: what is to go is written down first; then its key goes, then all that the key opened.

Whatever step is the last before a crash, the next unlocking goes on from there, by lines that the master key vouches
for. Files are written anew at the end: SQLite leaves copies of rows between its pages when it moves them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import CaseUnknown
from mapper.vault.keys import Erasure
from mapper.vault.shelf import Shelf

Forget = Callable[[str], object]
"""Lets go of one more thing that is kept of a case; of one that keeps nothing it is no fault."""


def erase(vault: EncryptedVault, case: str, day: date, forget: Iterable[Forget] = ()) -> None:
    """Erase a case: no call after the first can be taken back, and each may be made again. Raises a `VaultError`."""
    vault.keys.erase(vault.master, case, day.isoformat())
    take_away(vault, case, forget)
    scour(vault)
    vault.keys.erase_done(case)


def resume_erasures(vault: EncryptedVault, forget: Iterable[Forget] = ()) -> tuple[str, ...]:
    """Finish what was begun, and erase again what came back with files from an earlier day; give the cases.

    Raises a `VaultError` where it cannot be finished now either.
    """
    known = vault.keys.erasures(vault.master)
    keyed = vault.keys.names() if known else set()
    unfinished = [each for each in known if not each.done or _stands(vault.shelf, keyed, each)]
    if not unfinished:
        return ()
    whole = dict.fromkeys(each.case for each in unfinished if not each.events)
    for case in whole:
        take_away(vault, case, forget)
    scour(vault)
    for each in unfinished:
        vault.keys.erase_done(each.case, each.events)
    return tuple(whole)


def finish_redactions(
    vault: EncryptedVault, case: str, redacted: Iterable[tuple[tuple[int, ...], date]]
) -> tuple[Erasure, ...]:
    """Write down which events of a case are blank, and leave no copy of what stood in them; give those that are new.

    What was restored from an earlier day is redacted again by this list. Raises a `VaultError`.
    """
    known = vault.keys.erasures(vault.master)
    done = {each.events for each in known if each.case == case and each.done}
    wanted = (Erasure(case, tuple(sorted(events)), day.isoformat(), done=True) for events, day in redacted)
    left = tuple(each for each in wanted if each.events not in done)
    for each in left:
        vault.keys.erase(vault.master, case, each.day, each.events)
    if left:
        vault.shelf.scour()
    for each in left:
        vault.keys.erase_done(case, each.events)
    return left


def take_away(vault: EncryptedVault, case: str, forget: Iterable[Forget] = ()) -> None:
    """Take away a case's key, then all that it opened; of one that is not there it is no fault."""
    vault.keys.drop_key(case)
    vault.shelf.erase(case)
    for each in forget:
        each(case)


def scour(vault: EncryptedVault) -> None:
    """Leave no copy of what was taken away."""
    vault.keys.scour()
    vault.shelf.scour()


def _stands(shelf: Shelf, keyed: set[str], erasure: Erasure) -> bool:
    """Tell whether anything of a case that was erased is there."""
    if erasure.events:
        return False
    if erasure.case in keyed:
        return True
    try:
        shelf.header(erasure.case)
    except CaseUnknown:
        return False
    return True
