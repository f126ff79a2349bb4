"""What a person does with the keys of the vault, at the screens, in plain lines and by command.

Takes in what was typed; gives out an open vault, and what is to be told once it is open. Holds no passphrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.fault import Fault
    from mapper.keeper import Keeper


def unlock(keeper: Keeper, passphrase: str) -> tuple[Fault, ...]:
    """Open the vault by its passphrase; give what is to be told now that it is open. Raises a VaultError."""
    keeper.unlock(passphrase)
    return _told(keeper)


def recover(keeper: Keeper, recovery: str, passphrase: str) -> tuple[Fault, ...]:
    """Open the vault by its recovery key and give it a new passphrase; as `unlock`."""
    keeper.recover(recovery, passphrase)
    return _told(keeper)


def _told(keeper: Keeper) -> tuple[Fault, ...]:
    missing = keeper.missing()
    return (missing,) if missing is not None else ()


def offered() -> str:
    """Draw five words for a passphrase."""
    from mapper.vault.passphrase import suggested

    return suggested()


def alike(one: str, other: str) -> bool:
    """Tell whether two typed passphrases are the same, however they were composed and spaced."""
    from mapper.vault.passphrase import tidied

    return tidied(one) == tidied(other)


def groups(recovery: str) -> tuple[str, ...]:
    """Give the groups in which a recovery key is written down."""
    return tuple(recovery.split("-"))
