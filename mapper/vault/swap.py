"""Put a whole new vault in the place of the one that was there, so that a crash at any point is finished at next open.

The new vault stands beside the old one as `vault-next-<stamp>` when it is whole. From then on the swap goes through:
the old one is renamed `vault-before-<stamp>` and never deleted, the id is written, and the new one gets its name.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from mapper.files import sync_folder, write_whole
from mapper.vault.alone import alone, held
from mapper.vault.keys import KeyFile
from mapper.vault.paths import BEFORE, NEXT, id_file, key_file, next_vault, vault_file, vault_folder
from mapper.vault.translate import translated


def settle(data: Path) -> None:
    """Finish a swap that was interrupted. Does nothing, and takes no lock, where there is none."""
    if next_vault(data) is not None:
        with alone(data):
            finish(data)


def finish(data: Path) -> None:
    """Finish a swap that was interrupted. To be called alone. Raises a VaultError."""
    if next_vault(data) is not None:
        with held(vault_file(data)):
            swap(data)


def swap(data: Path) -> Path | None:
    """Put the new vault in place; give where the old one lies now. To be called alone, with the old one held.

    Raises a VaultError.
    """
    new = next_vault(data)
    if new is None:
        return None
    with translated(new):
        vault_id = _id(new / key_file(data).name)
        aside = _put_aside(data, new.name.removeprefix(NEXT))
        write_whole(id_file(data), vault_id.encode())
        new.rename(vault_folder(data))
        sync_folder(data)
    return aside


def _put_aside(data: Path, stamp: str) -> Path | None:
    """Rename the vault that is there, if any."""
    if not os.path.lexists(vault_folder(data)):
        return None
    aside, number = data / f"{BEFORE}{stamp}", 2
    while os.path.lexists(aside):
        aside, number = data / f"{BEFORE}{stamp}-{number}", number + 1
    vault_folder(data).rename(aside)
    sync_folder(data)
    return aside


def _id(path: Path) -> str:
    with contextlib.closing(KeyFile(path)) as keys:
        return keys.id
