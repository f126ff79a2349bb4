"""What a person does with the keys of the vault, at the screens, in plain lines and by command.

Takes in what was typed; gives out an open vault, and what is to be told once it is open. Holds no passphrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.desk.keeper import Keeper, Prepared
    from mapper.fault import Fault


def make(keeper: Keeper, prepared: Prepared, typed_back: str) -> tuple[Fault, ...]:
    """Make the vault; give what is to be told now that it is open. Raises RecoveryMistyped or a VaultError."""
    keeper.make(prepared, typed_back)
    return to_tell(keeper)


def renew(keeper: Keeper, prepared: Prepared, typed_back: str) -> tuple[Fault, ...]:
    """Put a new recovery key in the place of the old; as `make`."""
    keeper.renew_recovery(prepared, typed_back)
    return ()


def unlock(keeper: Keeper, passphrase: str) -> tuple[Fault, ...]:
    """Open the vault by its passphrase; give what is to be told now that it is open. Raises a VaultError."""
    keeper.unlock(passphrase)
    return to_tell(keeper)


def recover(keeper: Keeper, recovery: str, passphrase: str) -> tuple[Fault, ...]:
    """Open the vault by its recovery key and give it a new passphrase; as `unlock`."""
    keeper.recover(recovery, passphrase)
    return to_tell(keeper)


def to_tell(keeper: Keeper) -> tuple[Fault, ...]:
    """Give what a person should know of a vault that was just opened. Raises a VaultError."""
    return tuple(fault for fault in (keeper.missing(), keeper.untaken) if fault is not None)


def offered() -> str:
    """Draw five words for a passphrase."""
    from mapper.vault.passphrase import suggested

    return suggested()


def weakness(passphrase: str) -> Fault | None:
    """Give the reason why a passphrase is refused, or None. Raises PassphraseTooLong."""
    from mapper.vault.passphrase import PassphraseWeak, refuse_weak

    try:
        refuse_weak(passphrase)
    except PassphraseWeak as weak:
        return weak
    return None


def refuses_words(recovery: str, passphrase: str) -> bool:
    """Tell whether a new passphrase is what was refused, the recovery key being one, of whatever vault."""
    from mapper.vault.passphrase import PassphraseTooLong
    from mapper.vault.recovery import RecoveryMistyped, read

    try:
        read(recovery)
        return weakness(passphrase) is not None
    except RecoveryMistyped:
        return False
    except PassphraseTooLong:
        return True


def slip(put: Callable[[Prepared, str], None], prepared: Prepared, typed: str) -> Fault | None:
    """Put new keys in their place; give the slip where the recovery key was not typed back as it was shown."""
    from mapper.vault.recovery import RecoveryMistyped

    try:
        put(prepared, typed)
    except RecoveryMistyped as mistyped:
        return mistyped
    return None


def unlocked(keeper: Keeper, passphrase: str) -> tuple[Fault, ...] | Fault:
    """As `unlock`; a wrong passphrase is given, to be told before it is asked for again."""
    from mapper.vault.errors import PassphraseWrong

    try:
        return unlock(keeper, passphrase)
    except PassphraseWrong as wrong:
        return wrong


def alike(one: str, other: str) -> bool:
    """Tell whether two typed passphrases are the same, however they were composed and spaced."""
    from mapper.vault.passphrase import tidied

    return tidied(one) == tidied(other)


def groups(recovery: str) -> tuple[str, ...]:
    """Give the groups in which a recovery key is written down."""
    return tuple(recovery.split("-"))
