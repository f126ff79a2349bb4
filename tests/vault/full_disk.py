"""Fill a real, small disk under an open vault, and go on when there is room.

Run as a process of its own in a mount namespace of its own: unshare --mount --map-root-user … full_disk.py FOLDER. The
disk is mounted in that empty folder, and is gone with the process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from mapper.desk.keeper import Keeper
from mapper.vault.errors import VaultFull
from mapper.vault.store import Verdict
from mapper.vault.wraps import FLOOR
from tests.vaults import PASSPHRASE, open_keeper

NEW = "hunden min er glad i å bade om sommeren"
DISK, RESERVED = 3_000_000, 1_000_000
told: Counter[str] = Counter()


def fails(act: Callable[[], object]) -> bool:
    """Act; tell whether it was told that the disk is full. Anything else told is a failure of the test."""
    try:
        act()
    except VaultFull as fault:
        told[fault.code] += 1
        return True
    return False


def fill(folder: Path) -> None:
    """Leave no room at all."""
    for number in count():
        ballast = folder / f"ballast-{number}"
        size = 4096 * 64
        while size:
            with suppress(OSError), ballast.open("ab", buffering=0) as file:
                while file.write(bytes(size)) == size:
                    pass
            size //= 8
        if ballast.stat().st_size == 0:
            return


def payloads() -> Iterator[bytes]:
    """Give answers of some size, each another."""
    for number in count():
        yield f"answer {number} ".encode() * 200


def append_until_full(keeper: Keeper, promised: list[bytes]) -> None:
    for payload in payloads():
        if fails(lambda payload=payload: keeper.vault.append("a", [payload], b"header")):  # type: ignore[misc]
            return
        promised.append(payload)


def check(keeper: Keeper, promised: list[bytes]) -> None:
    """Make sure that everything acknowledged is there, and in a list."""
    assert [payload for _, payload in keeper.vault.events("a")] == promised
    assert keeper.vault.verify("a") == Verdict(len(promised))
    assert [stored.case for stored in keeper.vault.cases()] == ["a"]


def main(folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", folder], check=True)
    assert os.path.ismount(folder)
    data = folder / "data"

    fill(folder)
    fresh = Keeper(data, FLOOR)
    prepared = fresh.prepare(PASSPHRASE)
    assert fails(lambda: fresh.make(prepared, prepared.recovery))
    assert fresh.state == "none"
    assert not data.exists() or list(data.iterdir()) == []
    for ballast in folder.glob("ballast-*"):
        ballast.unlink()

    keeper, promised = open_keeper(data), list[bytes]()
    keeper.vault.create("a", b"header")
    (folder / "ballast-first").write_bytes(bytes(RESERVED))
    append_until_full(keeper, promised)
    assert len(promised) > 50
    check(keeper, promised)
    fill(folder)
    assert fails(lambda: keeper.vault.append("a", [b"x"], b"header"))
    fails(lambda: keeper.vault.create("b", b"header"))
    fails(lambda: keeper.put_note("name", b"n" * 100_000))
    changed = not fails(lambda: keeper.change_passphrase(PASSPHRASE, NEW))
    check(keeper, promised)
    keeper.close()

    again = Keeper(data, FLOOR)
    again.unlock(NEW if changed else PASSPHRASE)
    check(again, promised)
    assert fails(lambda: again.vault.append("a", [b"x" * 9000], b"header"))

    for ballast in folder.glob("ballast-*"):
        ballast.unlink()
    again.vault.append("a", [b"there is room"], b"header")
    again.put_note("name", b"Vera")
    again.vault.create("b", b"header")
    assert again.vault.events("a")[-1][1] == b"there is room"
    again.close()
    print(told["vault_full"], len(promised), shutil.disk_usage(folder).total)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
