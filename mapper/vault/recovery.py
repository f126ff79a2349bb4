"""The recovery key: 160 random bits on a piece of paper, as seven groups of five characters.

`ABCDE-FGHJK-…`: 32 characters of data and 3 that check them, all in Crockford's base32 (no I, L, O, U). The check is
(data + 1) modulo 32749, the largest prime below 2^15. One wrong character, or two that changed places, is always found;
of anything else one in 32749 gets by. A hash of 15 bits would let one in 32768 by, one wrong character among them.
"""

from __future__ import annotations

import re
import secrets

from mapper.vault.errors import VaultError
from mapper.vault.passphrase import tidied

KEY_BYTES = 20
GROUPS, GROUP = 7, 5
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_CHECK_BITS = 15
_PRIME = 32749
_BITS = KEY_BYTES * 8
READ_AS = str.maketrans("abcdefghijklmnopqrstuvwxyzILO", "ABCDEFGH1JK1MN0PQRSTUVWXYZ110")
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212.,:;/_]+")


class RecoveryMistyped(VaultError):
    """Tell that this is no recovery key, and not where. Facts: group (0)."""

    code = "vault_recovery_mistyped"


class RecoveryGroupMistyped(RecoveryMistyped):
    """Tell which group cannot be right. Facts: group, from 1."""

    code = "vault_recovery_group"


class RecoveryShort(RecoveryGroupMistyped):
    """Tell that groups are missing, each of those that are there being whole. Facts: n, group (the one after them)."""

    code = "vault_recovery_short"


def new() -> bytes:
    """Draw a recovery key."""
    return secrets.token_bytes(KEY_BYTES)


def written(raw: bytes) -> str:
    """Write a recovery key of 20 bytes for paper: `ABCDE-FGHJK-MNPQR-…`, 41 characters. Raises ValueError by length."""
    if len(raw) != KEY_BYTES:
        raise ValueError(f"a recovery key has {KEY_BYTES} bytes, not {len(raw)}")
    data = int.from_bytes(raw)
    whole = data << _CHECK_BITS | _check(data)
    characters = [ALPHABET[whole >> shift & 31] for shift in range(_BITS + _CHECK_BITS - 5, -1, -5)]
    return "-".join("".join(characters[start : start + GROUP]) for start in range(0, GROUPS * GROUP, GROUP))


def read(text: str) -> bytes:
    """Read what somebody typed from the paper, in any case, with any or no separators, O for 0, I or L for 1.

    The numbers of the groups may stand before them. Raises RecoveryMistyped; RecoveryGroupMistyped when it is known
    where, RecoveryShort when it is known how many groups there are.
    """
    groups = _groups(text)
    characters = "".join(groups)
    if len(characters) != GROUPS * GROUP or not _VALUES.keys() >= set(characters):
        raise _mistyped(groups)
    data, check = divmod(_number(characters), 1 << _CHECK_BITS)
    if check != _check(data):
        raise RecoveryMistyped(group=0)
    return data.to_bytes(KEY_BYTES)


def differing(text: str, key: str) -> int:
    """Name the first group, from 1, in which what was typed differs from a key as it is written; 0 where none does."""
    typed = "".join(_groups(text))
    pairs = enumerate(zip(key.replace("-", ""), typed.ljust(GROUPS * GROUP), strict=False))
    return next((place // GROUP + 1 for place, (right, found) in pairs if right != found), 0)


def _groups(text: str) -> list[str]:
    """Part what was typed, without the numbers 1 to 7 where each stands alone before its group.

    Where there are as many characters as a key has, they all belong to it.
    """
    parts = [part for part in _BETWEEN.split(tidied(text).translate(READ_AS)) if part]
    numbers, groups = parts[::2], parts[1::2]
    counted = len(numbers) == len(groups) <= GROUPS and numbers == [str(n) for n, _ in enumerate(groups, 1)]
    return groups if counted and len("".join(parts)) != GROUPS * GROUP else parts


def _mistyped(groups: list[str]) -> RecoveryMistyped:
    """Find the first group that cannot be right; without separators, only a character that does not exist tells."""
    parted = 1 < len(groups) <= GROUPS + 1
    if not parted:
        text = "".join(groups)
        groups = [text[start : start + GROUP] for start in range(0, len(text), GROUP)]
    for number, group in enumerate(groups[:GROUPS], 1):
        if (parted and len(group) != GROUP) or not _VALUES.keys() >= set(group):
            return RecoveryGroupMistyped(group=number)
    if 0 < len(groups) < GROUPS and len(groups[-1]) == GROUP:
        return RecoveryShort(n=len(groups), group=len(groups) + 1)
    return RecoveryMistyped(group=0)


def _number(characters: str) -> int:
    number = 0
    for character in characters:
        number = number << 5 | _VALUES[character]
    return number


def _check(data: int) -> int:
    """Check the number, one added: else 35 zeros would be a key."""
    return (data + 1) % _PRIME
