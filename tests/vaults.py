"""Real vaults for tests: on a real disk, really sealed, with the least work for the passphrase that is allowed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from mapper.desk.keeper import Keeper
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultLocked
from mapper.vault.wraps import FLOOR, open_by_passphrase

PASSPHRASE = "kosmos urne vitamin propell fiolin"  # noqa: S105 - made up, and of no other use
KEEPER_NAME = "Vera Veileder"


_OPENED: dict[bytes, bytes] = {}
"""Master keys by the wrap that gave them in this process: what Argon2id makes of the same is the same each time."""


def open_keeper(data: Path) -> Keeper:
    """Open the vault of a data folder, made first where there is none."""
    keeper = Keeper(data, FLOOR)
    if keeper.state == "none":
        prepared = keeper.prepare(PASSPHRASE, KEEPER_NAME)
        with suppress(VaultLocked):  # another thread of the test made it meanwhile
            keeper.make(prepared, prepared.recovery)
    if keeper.state != "open":
        keeper._unlock("passphrase", _master)
    vault = keeper.vault
    _OPENED[vault.keys.wrap("passphrase")] = vault.master
    return keeper


def _master(wrap: bytes, vault_id: str) -> bytes:
    return _OPENED.get(wrap) or open_by_passphrase(wrap, PASSPHRASE, vault_id)


def open_vault(data: Path) -> EncryptedVault:
    """Open the vault of a data folder, made first where there is none."""
    return open_keeper(data).vault
