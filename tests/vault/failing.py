"""Append while the disk fails at the n-th call, for every n until an append needs no more calls than that.

Run as a process of its own with failing.c preloaded: failing.py DATA. Prints what happened for each cause, failing once
and for good, and ends with code 0 only if all that was acknowledged is there.
"""

from __future__ import annotations

import ctypes
import errno
import sys
from collections import Counter
from pathlib import Path

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultError
from tests.vaults import open_vault

BATCH, SIZE = 15, 45_000
MOST = 1000


def try_to_append(vault: EncryptedVault, batch: list[bytes]) -> str:
    """Append once; give the code of the fault that was told, or nothing."""
    try:
        vault.append("a", batch, b"header")
    except VaultError as fault:
        return fault.code
    return ""


def main(data: str) -> None:
    for error in (errno.ENOSPC, errno.EIO):
        for how in ("once", "for-good"):
            fail_each_call(Path(data) / f"{error}-{how}", error, how)


def fail_each_call(data: Path, error: int, how: str) -> None:
    disk = ctypes.CDLL(None)
    vault = open_vault(data)
    vault.create("a", b"")
    promised: list[bytes] = []
    told: Counter[str] = Counter()
    for n in range(1, MOST):
        batch = [f"{n}:{number}:".encode() + b"x" * SIZE for number in range(BATCH)]
        disk.arm(n, error, how == "for-good")
        code = try_to_append(vault, batch)
        reached = disk.failed()
        told[code or ("in spite of it" if reached else "unharmed")] += 1
        promised += [] if code else batch
        disk.disarm()
        stored = [payload for _, payload in vault.events("a")]
        if code and how == "for-good" and stored == promised + batch:
            told["stands though told otherwise"] += 1
            promised += batch
        assert stored == promised, (n, code, len(stored), len(promised))
        if not reached:
            break
    vault.close()
    print(f"{error} {how}:", ", ".join(f"{code}={count}" for code, count in sorted(told.items())))
    assert not reached


if __name__ == "__main__":
    main(*sys.argv[1:])
