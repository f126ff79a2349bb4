"""What can be wrong with a vault. Each has its own code and text.

Fault
  VaultError
    VaultMissing      it was made once, and is gone
    VaultEmpty        the file is there, with nothing in it
    VaultForeign      the file is something else
    VaultReplaced     the file is another vault than the one that was made here
    VaultNewer        a newer version of the program wrote it
    VaultReadOnly     it may be read, not written
    VaultFull         the disk is full
    VaultBusy         another window holds it too long
    VaultDamaged      its content does not hang together
    VaultUnreachable  the disk or the folder does not answer
    VaultOpenToOthers the folder is open to others on this machine, and that could not be mended
    VaultUnmade       no vault was made here yet
    VaultLocked       it has to be unlocked first
    PassphraseWrong, RecoveryWrong, MemoryShort
    CaseUnknown, CaseExists, SnapshotUnknown, SnapshotDiffers
    CaseBroken        an event does not verify
    CaseCutOff        events that this machine has seen are missing
    CaseUnsure        what this machine has seen of a case does not open
    CaseKeyless       the key of a case is gone
    CaseErased        a case was erased here
    CasesMissing      conversations that this machine has seen are missing
    PlainLeft         conversations of an earlier version were not all taken over
"""

from __future__ import annotations

from mapper.fault import Fault


class VaultError(Fault):
    """Base of all vault faults."""


class VaultMissing(VaultError):
    """Tell that a vault was made here and the file is gone. Facts: path."""

    code = "vault_missing"


class VaultEmpty(VaultError):
    """Tell that the file has no content at all. Facts: path."""

    code = "vault_empty"


class VaultForeign(VaultError):
    """Tell that the file is no vault of this program. Facts: path."""

    code = "vault_foreign"


class VaultReplaced(VaultError):
    """Tell that another vault lies where this one was. Facts: path."""

    code = "vault_replaced"


class VaultNewer(VaultError):
    """Tell that a newer program wrote the vault. Facts: path, found, known."""

    code = "vault_newer"


class VaultReadOnly(VaultError):
    """Tell that nothing can be written. Facts: path."""

    code = "vault_readonly"


class VaultFull(VaultError):
    """Tell that the disk is full. Facts: path."""

    code = "vault_full"


class VaultBusy(VaultError):
    """Tell that somebody else held the vault longer than we wait. Facts: path."""

    code = "vault_busy"


class VaultDamaged(VaultError):
    """Tell that the content does not hang together. Facts: path."""

    code = "vault_damaged"


class VaultUnreachable(VaultError):
    """Tell that disk or folder fail for another reason. Facts: path."""

    code = "vault_unreachable"


class CaseUnknown(VaultError):
    """Tell that the vault has no such case. Facts: case."""

    code = "vault_case_unknown"


class CaseExists(VaultError):
    """Tell that the case is there already. Facts: case."""

    code = "vault_case_exists"


class SnapshotUnknown(VaultError):
    """Tell that the case has no such snapshot. Facts: name."""

    code = "vault_snapshot_unknown"


class SnapshotDiffers(VaultError):
    """Tell that other content already has this name. Facts: name."""

    code = "vault_snapshot_differs"


class VaultOpenToOthers(VaultError):
    """Tell that others on this machine can reach the files, and that we may not change that. Facts: path."""

    code = "vault_open_to_others"


class VaultUnmade(VaultError):
    """Tell that there is no vault yet: somebody has to choose a passphrase first."""

    code = "vault_unmade"


class VaultLocked(VaultError):
    """Tell that the vault is locked."""

    code = "vault_locked"


class PassphraseWrong(VaultError):
    """Tell that the passphrase does not open the vault: the same whatever is wrong with it."""

    code = "vault_passphrase_wrong"


class RecoveryWrong(VaultError):
    """Tell that a recovery key, though well written, is not this vault's."""

    code = "vault_recovery_wrong"


class MemoryShort(VaultError):
    """Tell that this machine has too little free memory to work out the key. Facts: megabytes."""

    code = "vault_memory_short"


class CaseBroken(VaultError):
    """Tell that a case verifies only as far as the event before this one. Facts: case, event, last."""

    code = "vault_case_broken"


class CaseCutOff(VaultError):
    """Tell that a case lacks its last events, which this machine has seen. Facts: case, missing, last."""

    code = "vault_case_cut_off"


class CaseUnsure(VaultError):
    """Tell that what this machine has seen of a case does not open: its end may be missing. Facts: case, last."""

    code = "vault_case_unsure"


class CaseKeyless(VaultError):
    """Tell that the key of a case is not there, or does not open. Facts: case."""

    code = "vault_case_keyless"


class CaseErased(VaultError):
    """Tell that a case was erased on this machine. Facts: case, day."""

    code = "vault_case_erased"


class CasesMissing(VaultError):
    """Tell that whole conversations are missing which this machine has seen. Facts: n."""

    code = "vault_cases_missing"


class PlainLeft(VaultError):
    """Tell that unencrypted conversations lie here that were not taken over. Facts: n, path."""

    code = "vault_plain_left"
