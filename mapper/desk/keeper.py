"""The keeper of the vault: makes it, unlocks it, locks it, and changes what opens it.

Takes in passphrases and recovery keys; gives out an open vault, or the fault that stands in the way. Never keeps a
passphrase, and never writes anything before a recovery key has been typed back.
"""

from __future__ import annotations

from contextlib import closing, suppress
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
    from mapper.vault.drafts import Drafts
    from mapper.vault.encrypted import EncryptedVault
    from mapper.vault.keys import KeyFile
    from mapper.vault.wraps import Cost

    Opener = Callable[[bytes, str], bytes]

State = Literal["none", "locked", "open"]

_NAME, _DAY, _BACKUP = "name", "last day", "last backup"
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
        self.data = data
        self._cost = cost
        self._lock = Lock()
        self._open: EncryptedVault | None = None
        self._drafts: Drafts | None = None
        self.untaken: Fault | None = None
        """Why conversations that an earlier version left here unencrypted are not all taken over; None if they are."""

    @property
    def state(self) -> State:
        """Tell whether there is a vault here, and whether it is open. Opens nothing."""
        if self._open is not None:
            return "open"
        return "locked" if is_made(self.data) else "none"

    def trouble(self) -> Fault | None:
        """Tell what keeps a vault that was made from being found, before anybody is asked for a passphrase."""
        from mapper.vault.presence import trouble

        return trouble(self.data) if self._open is None else None

    @property
    def vault(self) -> EncryptedVault:
        """Give the open vault. Raises VaultLocked or VaultUnmade."""
        if self._open is None:
            raise VaultLocked if is_made(self.data) else VaultUnmade
        return self._open

    @property
    def drafts(self) -> Drafts:
        """Give what is being typed, of the open vault. Raises VaultLocked or VaultUnmade."""
        from mapper.vault.drafts import Drafts

        vault = self.vault
        with self._lock:
            if self._drafts is None:
                self._drafts = Drafts(self.data, vault.keys.id, lambda case: vault.keys_of(case).draft)
            return self._drafts

    @property
    def name(self) -> str:
        """Give the name under which this caseworker stands in the log of who looked."""
        return (self._note(_NAME) or b"").decode(errors="replace")

    @property
    def last_day(self) -> date | None:
        """Give the day on which the vault was last unlocked, as this machine told it."""
        return self._day(_DAY)

    @property
    def last_backup(self) -> date | None:
        """Give the day on which a backup was last made and verified."""
        return self._day(_BACKUP)

    def backed_up_on(self, day: date) -> None:
        """Keep the day of a backup that was made and verified."""
        self.put_note(_BACKUP, day.isoformat().encode())

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat((self._note(name) or b"").decode())
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

    def glance(self) -> tuple[int, bool]:
        """Count the conversations of a locked vault, and tell whether others could reach its files until now.

        Raises what is wrong with the files.
        """
        from mapper.vault.place import is_loose, open_files

        loose = is_loose(self.data)
        shelf, keys = open_files(self.data)
        with closing(shelf), closing(keys):
            return sum(1 for stored in shelf.cases() if stored.last), loose and not is_loose(self.data)

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
        from mapper.vault.takeover import await_plain, plain_here, put_plain_aside

        def fill(keys: KeyFile) -> None:
            keys.put_note(prepared.master, _NAME, prepared.name.encode())
            await_plain(keys, prepared.master, plain_here(self.data))

        _same_recovery(prepared, typed_back)
        with self._lock:
            put_plain_aside(self.data)
            if is_made(self.data) or not make_files(self.data, prepared.vault_id, prepared.wraps, fill):
                raise VaultLocked
            shelf, keys = open_files(self.data)
            self._open = EncryptedVault(shelf, keys, prepared.master, fresh=True)
        self._take_over()

    def plain_cases(self) -> int:
        """Count the conversations that an earlier version left here unencrypted."""
        from mapper.vault.takeover import plain_cases

        return plain_cases(self.data)

    def _take_over(self) -> None:
        """Take over what an earlier version left; what cannot be taken over stays where it is, and is told."""
        from mapper.meeting.header import opened
        from mapper.vault.errors import VaultError
        from mapper.vault.takeover import take_over

        try:
            self.untaken = None
            take_over(self.vault, self.data, opened)
        except VaultError as fault:
            self.untaken = fault

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
                opener(self._open.keys.wrap(kind), self._open.keys.id)
                return
            shelf, keys = open_files(self.data)
            try:
                master = opener(keys.wrap(kind), keys.id)
            except BaseException:
                shelf.close()
                keys.close()
                raise
            self._open = EncryptedVault(shelf, keys, master)
        self._take_over()
        self._finish_erasing()

    def _finish_erasing(self) -> None:
        """Finish what was being erased when the program or the machine went down."""
        from mapper.vault.erase import resume_erasures
        from mapper.vault.errors import VaultError

        vault = self.vault
        with suppress(VaultError):  # what cannot be written can be read all the same
            resume_erasures(vault, [self.drafts.forget, self.strike])

    def strike(self, case: str) -> tuple[Path, ...]:
        """Take an erased case's key out of the backups that can be reached; give the places of the others."""
        from mapper.desk.safekeeping import strike
        from mapper.vault.keys import Erasure

        vault = self.vault
        return strike(self, Erasure(case, (), vault.keys.erased(vault.master, case), done=True))

    def missing(self) -> Fault | None:
        """Tell whether conversations that this machine has seen are not there any more."""
        from mapper.vault.examine import missing_cases

        gone = missing_cases(self.vault)
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
            raise VaultDamaged(path=str(key_file(self.data)))
        self.vault.keys.put_wraps(prepared.wraps)

    def _proved(self, passphrase: str) -> bytes:
        from mapper.vault.wraps import open_by_passphrase

        keys = self.vault.keys
        return open_by_passphrase(keys.wrap(_PASSPHRASE), passphrase, keys.id)

    # --- closing it

    def close(self) -> None:
        """Let go of the vault and of its keys, as far as this process can; locking replaces the process."""
        with self._lock:
            if self._drafts is not None:
                self._drafts.close()
                self._drafts = None
            if self._open is not None:
                self._open.close()
                self._open = None


def _new_recovery(master: bytes, vault_id: str) -> tuple[str, dict[str, bytes]]:
    from mapper.vault import recovery
    from mapper.vault.wraps import wrap_by_recovery

    raw = recovery.new()
    return recovery.written(raw), {_RECOVERY: wrap_by_recovery(master, raw, vault_id)}


def _same_recovery(prepared: Prepared, typed_back: str) -> None:
    """Refuse a key that differs from the one that was shown, with the group to look at on the paper."""
    from mapper.vault.recovery import RecoveryGroupMistyped, RecoveryMistyped, differing, read

    try:
        same = read(typed_back) == read(prepared.recovery)
    except RecoveryGroupMistyped:
        raise
    except RecoveryMistyped:
        same = False
    if not same:
        group = differing(typed_back, prepared.recovery)
        raise RecoveryGroupMistyped(group=group) if group else RecoveryMistyped(group=0)
