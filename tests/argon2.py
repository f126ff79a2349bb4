"""Argon2id, which works once in a process for what it makes the same of each time."""

from __future__ import annotations

import hashlib
from typing import Final

from nacl.pwhash import argon2id

from mapper.vault.wraps import Cost

REAL: Final = argon2id.kdf
MadeOf = tuple[int, bytes, bytes, int, int]
KNOWN: dict[MadeOf, bytes] = {}
"""What was made, by what it was made of."""


def kdf(size: int, password: bytes, salt: bytes, opslimit: int, memlimit: int) -> bytes:
    """Stand in for the real one; where the program measures this machine, by a salt of nothing, call that."""
    made_of = (size, password, salt, opslimit, memlimit)
    if made_of not in KNOWN:
        made = REAL(size, password, salt, opslimit=opslimit, memlimit=memlimit)
        if not any(salt):
            return made
        KNOWN[made_of] = made
    return KNOWN[made_of]


def quick(passphrase: bytes, salt: bytes, _cost: Cost) -> bytes:
    """Stand in for all of it where it is not Argon2id that is looked at."""
    return hashlib.blake2b(passphrase, salt=salt, digest_size=32).digest()
