"""How the master key is wrapped: by a passphrase through Argon2id, and by a recovery key.

A wrap by passphrase is `version (1 byte, 1) | passes (4) | memory in bytes (8) | salt (16) | sealed master key`,
numbers big-endian. The key that seals is Argon2id (version 1.3, one lane, 32 bytes) of the bytes that `passphrase`
makes of what was typed; the place is ("passphrase", id of the vault, the 29 bytes before the sealed key). A wrap by
recovery key is the master key sealed by the recovery key's key for "recovery", for ("recovery", id of the vault).
"""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass
from typing import Final

from mapper.vault.errors import MemoryShort, PassphraseWrong, RecoveryWrong
from mapper.vault.passphrase import normalised
from mapper.vault.seal import VERSION, SealBroken, place, seal, subkey, unseal

MEBIBYTE: Final = 1024 * 1024
_SALT_BYTES = 16
_HEAD_BYTES = 1 + 4 + 8 + _SALT_BYTES
_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id takes: memory in bytes and passes over it."""

    memory: int
    passes: int = 3

    @property
    def allowed(self) -> bool:
        """Tell whether it lies between floor and ceiling: a wrap that says otherwise is not worked on."""
        return FLOOR.memory <= self.memory <= CEILING.memory and FLOOR.passes <= self.passes <= CEILING.passes


FLOOR: Final = Cost(64 * MEBIBYTE, 3)
"""Never less, however slow the machine: the second choice of RFC 9106, section 4."""
CEILING: Final = Cost(1024 * MEBIBYTE, 16)
"""Never more, so that a changed file cannot make the machine work for hours."""


def calibrated() -> Cost:
    """Find the memory for which Argon2id takes about half a second here, of at most a quarter of the machine's."""
    cost = FLOOR
    for _ in range(2):
        started = time.perf_counter()
        _stretched(b"calibration", b"\0" * _SALT_BYTES, cost)
        wanted = cost.memory * _SECONDS / max(time.perf_counter() - started, 1e-3)
        cost = Cost(int(min(max(wanted, FLOOR.memory), CEILING.memory, max(_quarter(), FLOOR.memory))))
    return Cost(cost.memory // MEBIBYTE * MEBIBYTE)


def _quarter() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4
    except (AttributeError, ValueError, OSError):  # Windows does not tell
        return 256 * MEBIBYTE


def wrap_by_passphrase(master: bytes, passphrase: str, vault_id: str, cost: Cost) -> bytes:
    """Wrap the master key so that the passphrase opens it."""
    salt = secrets.token_bytes(_SALT_BYTES)
    head = VERSION + cost.passes.to_bytes(4, "big") + cost.memory.to_bytes(8, "big") + salt
    return head + seal(_stretched(normalised(passphrase), salt, cost), master, place("passphrase", vault_id, head))


def open_by_passphrase(wrap: bytes, passphrase: str, vault_id: str) -> bytes:
    """Give the master key. Raises PassphraseWrong, whatever is wrong, or MemoryShort."""
    head, sealed = wrap[:_HEAD_BYTES], wrap[_HEAD_BYTES:]
    cost = Cost(int.from_bytes(head[5:13], "big"), int.from_bytes(head[1:5], "big"))
    if len(head) < _HEAD_BYTES or not cost.allowed:
        raise PassphraseWrong
    try:
        key = _stretched(normalised(passphrase), head[13:], cost)
        return unseal(key, sealed, place("passphrase", vault_id, head))
    except SealBroken:
        raise PassphraseWrong from None


def wrap_by_recovery(master: bytes, recovery: bytes, vault_id: str) -> bytes:
    """Wrap the master key so that the recovery key opens it."""
    return seal(subkey(recovery, "recovery"), master, place("recovery", vault_id))


def open_by_recovery(wrap: bytes, recovery: bytes, vault_id: str) -> bytes:
    """Give the master key. Raises RecoveryWrong."""
    try:
        return unseal(subkey(recovery, "recovery"), wrap, place("recovery", vault_id))
    except SealBroken:
        raise RecoveryWrong from None


def _stretched(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    from nacl.exceptions import RuntimeError as OutOfMemory
    from nacl.pwhash.argon2id import kdf

    try:
        return kdf(32, passphrase, salt, opslimit=cost.passes, memlimit=cost.memory)
    except (OutOfMemory, MemoryError):
        raise MemoryShort(megabytes=cost.memory // MEBIBYTE) from None
