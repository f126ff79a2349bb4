"""Make a vault, change what opens it and begin a case while the disk fails at the n-th call, for every n.

Run as a process of its own with failing.c preloaded: failing_steps.py DATA STEP. Prints how often it was told, for each
cause, failing once and for good; ends with code 0 only if each time the whole stood or nothing, and all went well
afterwards.
"""

from __future__ import annotations

import ctypes
import errno
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from mapper.desk.keeper import Keeper, Prepared
from mapper.fault import Fault
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.place import open_files
from mapper.vault.wraps import FLOOR, wrap_by_passphrase
from tests.vaults import PASSPHRASE

NEW = "hunden min er glad i å bade om sommeren"
MOST = 400
DISK = ctypes.CDLL(None)


class Steps:
    """One step under a disk that fails, and what must hold after it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.prepared: Prepared = Keeper(data, FLOOR).prepare(PASSPHRASE, "Vera Veileder")
        self.new = {"passphrase": wrap_by_passphrase(self.prepared.master, NEW, self.prepared.vault_id, FLOOR)}

    def opened(self) -> EncryptedVault:
        """Open what stands, with the key that it was made with: Argon2id would take its time for every n."""
        shelf, keys = open_files(self.data)
        return EncryptedVault(shelf, keys, self.prepared.master)

    def start(self, made: bool) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        if not made:
            return
        whole = self.data.with_name("whole")
        if not whole.exists():
            self.make()
            self.data.rename(whole)
        shutil.copytree(whole, self.data)

    def make(self) -> None:
        keeper = Keeper(self.data, FLOOR)
        try:
            keeper.make(self.prepared, self.prepared.recovery)
        finally:
            keeper.close()

    def after_make(self, told: str) -> str:
        if Keeper(self.data).state == "none":
            assert told
            self.make()
            found = "nothing"
        else:
            found = "the whole"
        vault = self.opened()
        assert vault.keys.wrap("passphrase") == self.prepared.wraps["passphrase"]
        assert vault.keys.wrap("recovery") == self.prepared.wraps["recovery"]
        vault.create("a", b"header")
        vault.close()
        return found

    def passphrase(self) -> None:
        vault = self.opened()
        try:
            vault.keys.put_wraps(self.new)
        finally:
            vault.close()

    def after_passphrase(self, told: str) -> str:
        vault = self.opened()
        stands = vault.keys.wrap("passphrase")
        vault.close()
        assert stands in {self.new["passphrase"], self.prepared.wraps["passphrase"]}
        assert told or stands == self.new["passphrase"]
        return "the new" if stands == self.new["passphrase"] else "the old"

    def case(self) -> None:
        vault = self.opened()
        try:
            vault.create("a", b"header")
            vault.put_snapshot("a", "form", b"as it reads")
            vault.append("a", [b"first"], b"header 1")
        finally:
            vault.close()

    def after_case(self, told: str) -> str:
        vault = self.opened()
        listed = [(stored.case, stored.last, stored.header) for stored in vault.cases()]
        assert listed in ([], [("a", 0, b"header")], [("a", 1, b"header 1")]), listed
        assert told or listed == [("a", 1, b"header 1")]
        if not listed:
            vault.create("a", b"header")
        vault.put_snapshot("a", "form", b"as it reads")
        last = vault.append("a", [b"again"], b"header 2")[-1]
        assert vault.verify("a") == (vault.verify("a").__class__(last))
        vault.close()
        return f"{len(listed)} listed"


def attempt(step: Callable[[], None]) -> str:
    try:
        step()
    except Fault as fault:
        return fault.code
    return ""


def main(data: str, name: str) -> None:
    steps = Steps(Path(data))
    steps.start(made=name != "make")
    getattr(steps, name)()  # everything is loaded before the disk begins to fail
    for error in (errno.ENOSPC, errno.EIO):
        for how in ("once", "for-good"):
            fail_each_call(steps, error, how, name)


def fail_each_call(steps: Steps, error: int, how: str, name: str) -> None:
    told = Counter[str]()
    for n in range(1, MOST):
        steps.start(made=name != "make")
        DISK.arm(n, error, how == "for-good")
        code = attempt(getattr(steps, name))
        reached = DISK.failed()
        DISK.disarm()
        found = getattr(steps, f"after_{name}")(code)
        told[f"{code or 'not told'} and {found}"] += 1
        if not reached:
            break
    print(f"{error} {how}:", ", ".join(f"{what}={count}" for what, count in sorted(told.items())))
    assert not reached


if __name__ == "__main__":
    main(*sys.argv[1:])
