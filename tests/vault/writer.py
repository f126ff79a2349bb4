"""Append to one case without end, or a given number of times, and say on a pipe what was acknowledged.

Run in a process of its own.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultBusy
from tests.vaults import open_vault


def payload(name: str, number: int) -> bytes:
    """Give an event that says who wrote it, now and then one that takes several pages."""
    return f"{name}:{number}:".encode() + b"x" * (40_000 if number % 7 == 3 else 60)


def main(data: str, case: str, name: str, times: str = "") -> None:
    vault = open_vault(Path(data))
    for number in range(int(times)) if times else count():
        print(write(vault, case, name, number), number, flush=True)


def write(vault: EncryptedVault, case: str, name: str, number: int) -> int:
    """Append an event, and again where the vault was busy too long, as a person presses again who is told so."""
    while True:
        with suppress(VaultBusy):
            return vault.append(case, [payload(name, number)], f"{name}:{number}".encode())[0]
