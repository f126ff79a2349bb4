"""What can go wrong with backups, restoring and taking over. Each has its own code and text.

Fault
  VaultError
    BackupError         the folder of the backup does not answer
      BackupInside      the folder lies within the vault
      BackupNoFolder    the folder is not there, and neither is the one above it; or it is a file
      BackupGone        the folder went away while it was written to
      BackupReadOnly, BackupFull, BackupBusy
      BackupUnsound     the copy did not verify although the vault does
      BackupNone        there is no backup in the folder, or none of that time
      BackupKeysNone    there are conversations, but no keys for them
      BackupDamaged     a file of the backup does not hang together
      BackupForeign     it is something else, or parts of different vaults
      BackupNewer       a newer version of the program wrote it
      BackupPassphraseWrong
      RestoreFull       there is no room beside the vault for what is restored
    HeaderBroken        a conversation is whole, but what it is listed by does not open
    SnapshotBroken      the questionnaire of a conversation does not open
    ErasuresStrange     of what was erased there are lines that no one with the key wrote, or that are harmed
"""

from __future__ import annotations

from mapper.vault.errors import VaultError


class BackupError(VaultError):
    """Tell that a backup's folder fails, for another reason than those below. Facts: path."""

    code = "backup_unreachable"


class BackupInside(BackupError):
    """Tell that a backup within the vault would be lost with it. Facts: path."""

    code = "backup_inside"


class BackupNoFolder(BackupError):
    """Tell that there is no such folder to write to. Facts: path."""

    code = "backup_no_folder"


class BackupGone(BackupError):
    """Tell that the folder went away. Facts: path."""

    code = "backup_gone"


class BackupReadOnly(BackupError):
    """Tell that the folder may not be written to. Facts: path."""

    code = "backup_readonly"


class BackupFull(BackupError):
    """Tell that the disk of the backup is full. Facts: path."""

    code = "backup_full"


class BackupBusy(BackupError):
    """Tell that somebody else is at work in the folder. Facts: path."""

    code = "backup_busy"


class BackupUnsound(BackupError):
    """Tell that the copy does not read like the vault, and was thrown away. Facts: path."""

    code = "backup_unsound"


class BackupNone(BackupError):
    """Tell that there is no backup there. Facts: path."""

    code = "backup_none"


class BackupKeysNone(BackupError):
    """Tell that there are no keys for the backup. Facts: path."""

    code = "backup_keys_none"


class BackupDamaged(BackupError):
    """Tell that a file of the backup does not hang together. Facts: path."""

    code = "backup_damaged"


class BackupForeign(BackupError):
    """Tell that a file is no backup, or of another vault than the rest. Facts: path."""

    code = "backup_foreign"


class BackupNewer(BackupError):
    """Tell that a newer program wrote the backup. Facts: path, found, known."""

    code = "backup_newer"


class BackupPassphraseWrong(BackupError):
    """Tell that the passphrase does not open the backup."""

    code = "backup_passphrase_wrong"


class RestoreFull(BackupError):
    """Tell that there is no room beside the vault to restore a backup. Facts: path."""

    code = "backup_restore_full"


class HeaderBroken(VaultError):
    """Tell that what a case is listed by does not open, though its events do. Facts: case."""

    code = "backup_header_broken"


class SnapshotBroken(VaultError):
    """Tell that a questionnaire kept with a case does not open. Facts: case."""

    code = "backup_snapshot_broken"


class ErasuresStrange(VaultError):
    """Tell that lines of what was erased are not ours, or harmed, and count for nothing. Facts: n."""

    code = "backup_erasures_strange"
