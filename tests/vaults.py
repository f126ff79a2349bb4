"""Real vaults for tests: in real files, really sealed, with the least work for the passphrase that is allowed."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

from mapper.desk.keeper import Keeper, Prepared
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultLocked
from mapper.vault.wraps import FLOOR

PASSPHRASE = "kosmos urne vitamin propell fiolin"  # noqa: S105 - made up, and of no other use
KEEPER_NAME = "Vera Veileder"


class _Drawn:
    """Keys of vaults, the n-th for the n-th vault of each test: Argon2id takes its time over new ones."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.keys: list[Prepared] = []
        self._test, self._next = "", 0

    def next(self) -> Prepared:
        """Give keys that no other vault of the running test has."""
        test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
        with self._lock:
            if test != self._test:
                self._test, self._next = test, 0
            if self._next == len(self.keys):
                self.keys.append(Keeper(Path(), FLOOR).prepare(PASSPHRASE, KEEPER_NAME))
            self._next += 1
            return self.keys[self._next - 1]


DRAWN = _Drawn()


def prepared(name: str = KEEPER_NAME) -> Prepared:
    """Give the keys of a new vault, which `PASSPHRASE` opens; nothing is written yet."""
    return replace(DRAWN.next(), name=name)


def make_keeper(data: Path, name: str = KEEPER_NAME) -> tuple[Keeper, Prepared]:
    """Make a vault in a data folder; give its keeper, and its keys."""
    keeper, keys = Keeper(data, FLOOR), prepared(name)
    keeper.make(keys, keys.recovery)
    return keeper, keys


def open_keeper(data: Path) -> Keeper:
    """Open the vault of a data folder, made first where there is none."""
    keeper = Keeper(data, FLOOR)
    if keeper.state == "none":
        keys = prepared()
        with suppress(VaultLocked):  # another thread of the test made it meanwhile
            keeper.make(keys, keys.recovery)
    if keeper.state != "open":
        keeper.unlock(PASSPHRASE)
    return keeper


def open_vault(data: Path) -> EncryptedVault:
    """Open the vault of a data folder, made first where there is none."""
    return open_keeper(data).vault
