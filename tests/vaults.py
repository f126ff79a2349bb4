"""Real vaults for tests: on a real disk, really sealed, with the least work for the passphrase that is allowed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from mapper.keeper import Keeper
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultLocked
from mapper.vault.wraps import FLOOR

PASSPHRASE = "kosmos urne vitamin propell fiolin"  # noqa: S105 - made up, and of no other use
KEEPER_NAME = "Vera Veileder"


def open_keeper(data: Path) -> Keeper:
    """Open the vault of a data folder, made first where there is none."""
    keeper = Keeper(data, FLOOR)
    if keeper.state == "none":
        prepared = keeper.prepare(PASSPHRASE, KEEPER_NAME)
        with suppress(VaultLocked):  # another thread of the test made it meanwhile
            keeper.make(prepared, prepared.recovery)
    keeper.unlock(PASSPHRASE)
    return keeper


def open_vault(data: Path) -> EncryptedVault:
    """Open the vault of a data folder, made first where there is none."""
    return open_keeper(data).vault
