"""The folders in which backups of a vault lie, as the vault itself knows them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mapper.vault.errors import VaultError
from mapper.vault.keys import KeyFile
from mapper.vault.sets import Places

_NOTE: Final = "backups"
_MOST: Final = 20
"""Folders of backups that are remembered; the longest unused is forgotten first."""


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A folder in which backups lie, its keys' folder, and the ISO time of the last one."""

    places: Places
    at: str


def known_backups(keys: KeyFile, master: bytes) -> tuple[KnownBackup, ...]:
    """Give the folders in which backups lie, the last used first. Raises a VaultError."""
    try:
        rows = json.loads(keys.note(master, _NOTE) or b"[]")
        return tuple(KnownBackup(Places(Path(row["cases"]), Path(row["keys"])), str(row["at"])) for row in rows)
    except (ValueError, KeyError, TypeError):
        return ()


def know_backups(keys: KeyFile, master: bytes, first: Iterable[KnownBackup]) -> None:
    """Put folders before those that are known; a vault that cannot be written to does without."""
    with contextlib.suppress(VaultError):
        each_once: dict[Places, KnownBackup] = {}
        for known in (*first, *known_backups(keys, master)):
            each_once.setdefault(known.places, known)
        rows = [
            {"cases": str(known.places.cases), "keys": str(known.places.keys), "at": known.at}
            for known in list(each_once.values())[:_MOST]
        ]
        keys.put_note(master, _NOTE, json.dumps(rows).encode())


def know_place(keys: KeyFile, master: bytes, place: KnownBackup) -> None:
    """Put in a folder that may be known already; then what is known of it stands."""
    with contextlib.suppress(VaultError):
        if place.places not in [known.places for known in known_backups(keys, master)]:
            know_backups(keys, master, [place])
