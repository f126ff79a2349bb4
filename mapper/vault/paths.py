"""The files of a vault within a data folder. Loads nothing else: home asks whether there is a vault."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

NEXT: Final = "vault-next-"
BEFORE: Final = "vault-before-"
STAGING: Final = ".restoring-"
PLAIN_FORM: Final = (0x4D415050, 1)
_HEAD: Final = 100


def vault_folder(data: Path) -> Path:
    """Name the folder of the vault."""
    return data / "vault"


def vault_file(data: Path) -> Path:
    """Name the file of sealed cases."""
    return vault_folder(data) / "cases.db"


def key_file(data: Path) -> Path:
    """Name the file of wrapped keys."""
    return vault_folder(data) / "keys.db"


def draft_file(data: Path) -> Path:
    """Name the file of what is being typed."""
    return vault_folder(data) / "drafts.db"


def id_file(data: Path) -> Path:
    """Name the file beside the vault that tells which vault was made here."""
    return data / "vault-id"


def made_here(data: Path) -> str:
    """Give the id of the vault that was made in a data folder; empty where none was, or where it cannot be read."""
    try:
        return id_file(data).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def next_vault(data: Path) -> Path | None:
    """Name the whole vault that is to take this one's place, where a restore was interrupted."""
    return next(iter(sorted(data.glob(f"{NEXT}*"))), None)


def former_copies(data: Path) -> tuple[Path, ...]:
    """Name what holds conversations as they were before a restore, or before a new version changed their form."""
    return (*sorted(data.glob(f"{BEFORE}*")), *sorted(vault_folder(data).glob("before-*-cases.db")))


def form_of(path: Path) -> tuple[int, int]:
    """Read the kind and the version of a SQLite file from its first bytes; zeros where there are none."""
    try:
        if not path.is_file():
            return 0, 0
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return 0, 0
    if len(head) < _HEAD or not head.startswith(b"SQLite format 3\0"):
        return 0, 0
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def is_plain(data: Path) -> bool:
    """Tell whether what lies here is the vault of an earlier version of the program, which had no encryption."""
    return not os.path.lexists(key_file(data)) and form_of(vault_file(data)) == PLAIN_FORM


def is_made(data: Path) -> bool:
    """Tell whether a vault was ever made in a data folder. Opens no vault; an unencrypted one is none."""
    if os.path.lexists(vault_folder(data)):
        return not is_plain(data)
    return os.path.lexists(id_file(data)) or next_vault(data) is not None
