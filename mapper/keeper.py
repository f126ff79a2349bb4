"""The keeper of the vault: makes it, unlocks it, locks it, and changes what opens it.

Takes in passphrases and recovery keys; gives out an open vault, or the fault that stands in the way. Never keeps a
passphrase, and never writes anything before a recovery key has been typed back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from mapper.language.clean import clean_line
from mapper.vault.errors import CasesMissing, VaultDamaged, VaultLocked, VaultUnmade
from mapper.vault.paths import is_made, key_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapper.fault import Fault
    from mapper.vault.encrypted import EncryptedVault
    from mapper.vault.wraps import Cost

    Opener = Callable[[bytes, str], bytes]

State = Literal["none", "locked", "open"]

_NAME, _DAY = "name", "last day"
_PASSPHRASE, _RECOVERY = "passphrase", "recovery"


@dataclass(frozen=True, slots=True)
class Prepared:
    """New keys that stand nowhere yet. `recovery` is the recovery key as it is written down."""

    recovery: str
    vault_id: str
    master: bytes
    wraps: dict[str, bytes]
    name: str = ""

    def __repr__(self) -> str:
        return "Prepared()"  # a key must not reach a traceback by way of a repr


class Keeper:
    """Keep one data folder's vault. Safe to call from any thread."""

    def __init__(self, data: Path, cost: Cost | None = None) -> None:
        self._data = data
        self._cost = cost
        self._lock = Lock()
        self._open: EncryptedVault | None = None

    @property
    def state(self) -> State:
        """Tell whether there is a vault here, and whether it is open. Opens nothing."""
        if self._open is not None:
            return "open"
        return "locked" if is_made(self._data) else "none"

    @property
    def vault(self) -> EncryptedVault:
        """Give the open vault. Raises VaultLocked or VaultUnmade."""
        if self._open is None:
            raise VaultLocked if is_made(self._data) else VaultUnmade
        return self._open

    @property
    def name(self) -> str:
        """Give the name under which this caseworker stands in the log of who looked."""
        return (self._note(_NAME) or b"").decode(errors="replace")

    @property
    def last_day(self) -> date | None:
        """Give the day on which the vault was last unlocked, as this machine told it."""
        try:
            return date.fromisoformat((self._note(_DAY) or b"").decode())
        except ValueError:
            return None

    def used_on(self, day: date) -> None:
        """Keep the day on which the vault is used; a clock that went back does not move it back."""
        last = self.last_day
        if last is None or day > last:
            self.put_note(_DAY, day.isoformat().encode())

    def _note(self, name: str) -> bytes | None:
        vault = self.vault
        return vault.keys.note(vault.master, name)

    def put_note(self, name: str, note: bytes) -> None:
        """Keep a few sealed bytes beside the keys."""
        vault = self.vault
        vault.keys.put_note(vault.master, name, note)

    # --- making it

    def prepare(self, passphrase: str, name: str = "") -> Prepared:
        """Draw the keys of a new vault; nothing is written yet. Raises PassphraseWeak."""
        from mapper.vault.passphrase import refuse_weak
        from mapper.vault.seal import new_key
        from mapper.vault.wraps import wrap_by_passphrase

        shown = clean_line(name)[:80]
        refuse_weak(passphrase, (shown,))
        master, vault_id = new_key(), uuid4().hex
        written, recovery_wrap = _new_recovery(master, vault_id)
        wraps = {_PASSPHRASE: wrap_by_passphrase(master, passphrase, vault_id, self._calibrated()), **recovery_wrap}
        return Prepared(written, vault_id, master, wraps, shown)

    def make(self, prepared: Prepared, typed_back: str) -> None:
        """Write the vault and open it. Raises RecoveryMistyped, or VaultLocked where another window made one."""
        from mapper.vault.encrypted import EncryptedVault
        from mapper.vault.place import make_files, open_files

        _same_recovery(prepared, typed_back)
        with self._lock:
            if is_made(self._data) or not make_files(self._data, prepared.vault_id, prepared.wraps):
                raise VaultLocked
            shelf, keys = open_files(self._data)
            self._open = EncryptedVault(shelf, keys, prepared.master, fresh=True)
        self.put_note(_NAME, prepared.name.encode())

    def _calibrated(self) -> Cost:
        from mapper.vault.wraps import calibrated

        if self._cost is None:
            self._cost = calibrated()
        return self._cost

    # --- opening it

    def unlock(self, passphrase: str) -> None:
        """Open the vault. Raises PassphraseWrong, VaultUnmade, or what is wrong with the files."""
        from mapper.vault.wraps import open_by_passphrase

        self._unlock(_PASSPHRASE, lambda wrap, vault_id: open_by_passphrase(wrap, passphrase, vault_id))

    def recover(self, recovery: str, passphrase: str) -> None:
        """Open the vault by the recovery key and give it a new passphrase.

        Raises RecoveryMistyped, RecoveryWrong, PassphraseWeak.
        """
        from mapper.vault.passphrase import refuse_weak
        from mapper.vault.recovery import read
        from mapper.vault.wraps import open_by_recovery, wrap_by_passphrase

        raw = read(recovery)
        refuse_weak(passphrase)
        self._unlock(_RECOVERY, lambda wrap, vault_id: open_by_recovery(wrap, raw, vault_id))
        vault = self.vault
        wrap = wrap_by_passphrase(vault.master, passphrase, vault.keys.id, self._calibrated())
        vault.keys.put_wraps({_PASSPHRASE: wrap})

    def _unlock(self, kind: str, opener: Opener) -> None:
        from mapper.vault.encrypted import EncryptedVault
        from mapper.vault.place import open_files

        with self._lock:
            if self._open is not None:
                return
            shelf, keys = open_files(self._data)
            try:
                master = opener(keys.wrap(kind), keys.id)
            except BaseException:
                shelf.close()
                keys.close()
                raise
            self._open = EncryptedVault(shelf, keys, master)

    def missing(self) -> Fault | None:
        """Tell whether conversations that this machine has seen are not there any more."""
        vault = self.vault
        erased = {erasure.case for erasure in vault.keys.erasures()}
        gone = vault.keys.seen_cases() - {stored.case for stored in vault.shelf.cases()} - erased
        return CasesMissing(n=len(gone)) if gone else None

    # --- changing what opens it

    def change_passphrase(self, old: str, new: str) -> None:
        """Put a new passphrase in the place of the old. Raises PassphraseWrong, PassphraseWeak."""
        from mapper.vault.passphrase import refuse_weak
        from mapper.vault.wraps import wrap_by_passphrase

        master = self._proved(old)
        refuse_weak(new, (self.name,))
        vault = self.vault
        vault.keys.put_wraps({_PASSPHRASE: wrap_by_passphrase(master, new, vault.keys.id, self._calibrated())})

    def prepare_recovery(self, passphrase: str) -> Prepared:
        """Draw a new recovery key; the old one holds until `renew_recovery`. Raises PassphraseWrong."""
        master, vault_id = self._proved(passphrase), self.vault.keys.id
        written, wraps = _new_recovery(master, vault_id)
        return Prepared(written, vault_id, master, wraps)

    def renew_recovery(self, prepared: Prepared, typed_back: str) -> None:
        """Put the new recovery key in the place of the old. Raises RecoveryMistyped."""
        _same_recovery(prepared, typed_back)
        if prepared.vault_id != self.vault.keys.id:
            raise VaultDamaged(path=str(key_file(self._data)))
        self.vault.keys.put_wraps(prepared.wraps)

    def _proved(self, passphrase: str) -> bytes:
        from mapper.vault.wraps import open_by_passphrase

        keys = self.vault.keys
        return open_by_passphrase(keys.wrap(_PASSPHRASE), passphrase, keys.id)

    # --- closing it

    def close(self) -> None:
        """Let go of the vault and of its keys, as far as this process can; locking replaces the process."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None


def _new_recovery(master: bytes, vault_id: str) -> tuple[str, dict[str, bytes]]:
    from mapper.vault import recovery
    from mapper.vault.wraps import wrap_by_recovery

    raw = recovery.new()
    return recovery.written(raw), {_RECOVERY: wrap_by_recovery(master, raw, vault_id)}


def _same_recovery(prepared: Prepared, typed_back: str) -> None:
    from mapper.vault.recovery import RecoveryMistyped, read

    if read(typed_back) != read(prepared.recovery):
        raise RecoveryMistyped(group=0)
