"""Erasing a case for ever: what is to go is written down first; then its key goes, then all that the key opened.

Whatever step is the last before a crash, the next unlocking goes on from there, and needs no key for it. Files are
written anew at the end: SQLite leaves copies of rows between its pages when it moves them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mapper.vault.errors import CaseUnknown
from mapper.vault.keys import Erasure, KeyFile
from mapper.vault.shelf import Shelf

Forget = Callable[[str], object]
"""Lets go of one more thing that is kept of a case; of one that keeps nothing it is no fault."""


def erase(shelf: Shelf, keys: KeyFile, case: str, day: date, forget: Iterable[Forget] = ()) -> None:
    """Erase a case: no call after the first can be taken back, and each may be made again. Raises a `VaultError`."""
    keys.erase(case, day.isoformat())
    _take_away(shelf, keys, case, forget)
    _scour(shelf, keys)
    keys.erase_done(case)


def resume_erasures(shelf: Shelf, keys: KeyFile, forget: Iterable[Forget] = ()) -> tuple[str, ...]:
    """Finish what was begun, and erase again what came back with files from an earlier day; give the cases.

    Needs no master key. Raises a `VaultError` where it cannot be finished now either.
    """
    keyed = keys.keyed_erasures()
    unfinished = [each for each in keys.erasures() if not each.done or _stands(shelf, keyed, each)]
    if not unfinished:
        return ()
    whole = dict.fromkeys(each.case for each in unfinished if not each.events)
    for case in whole:
        _take_away(shelf, keys, case, forget)
    _scour(shelf, keys)
    for each in unfinished:
        keys.erase_done(each.case, each.events)
    return tuple(whole)


def finish_redactions(
    shelf: Shelf, keys: KeyFile, case: str, redacted: Iterable[tuple[tuple[int, ...], date]]
) -> tuple[Erasure, ...]:
    """Write down which events of a case are blank, and leave no copy of what stood in them; give those that are new.

    What was restored from an earlier day is redacted again by this list. Raises a `VaultError`.
    """
    done = {each.events for each in keys.erasures() if each.case == case and each.done}
    wanted = (Erasure(case, tuple(sorted(events)), day.isoformat(), done=True) for events, day in redacted)
    left = tuple(each for each in wanted if each.events not in done)
    for each in left:
        keys.erase(case, each.day, each.events)
    if left:
        shelf.scour()
    for each in left:
        keys.erase_done(case, each.events)
    return left


def _take_away(shelf: Shelf, keys: KeyFile, case: str, forget: Iterable[Forget]) -> None:
    keys.drop_key(case)
    shelf.erase(case)
    for each in forget:
        each(case)


def _scour(shelf: Shelf, keys: KeyFile) -> None:
    keys.scour()
    shelf.scour()


def _stands(shelf: Shelf, keyed: frozenset[str], erasure: Erasure) -> bool:
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
