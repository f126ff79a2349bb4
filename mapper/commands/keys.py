"""The commands for what opens the vault: `mapper vault make|unlock|status|passphrase|recover|recovery-key`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapper.console import OK, Command, need_terminal, say
from mapper.fault import Fault
from mapper.hidden import InputEnded, read_hidden
from mapper.language.catalogue import words

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper
    from mapper.lines.keys import Keys
    from mapper.settings import Settings


class VaultIsMade(Fault):
    """Tell that there is a vault already. Facts: path."""

    code = "cli_vault_is_made"


@dataclass(frozen=True, slots=True)
class KeyCommands:
    """Gives the six commands, told in one language. No secret comes from an argument or the environment."""

    language: str
    settings: Callable[[], Settings]

    def commands(self) -> tuple[Command, ...]:
        """Give the commands."""
        return (
            Command("make", callback=self._make, help=self._say("vault.make")),
            Command("unlock", callback=self._unlock, help=self._say("vault.unlock")),
            Command("status", callback=self._status, help=self._say("vault.status")),
            Command("passphrase", callback=self._passphrase, help=self._say("vault.passphrase")),
            Command("recover", callback=self._recover, help=self._say("vault.recover")),
            Command("recovery-key", callback=self._recovery_key, help=self._say("vault.recovery-key")),
        )

    def hidden(self, prompt: str) -> str:
        """Read a line that is not shown. Raises NotHidden or InputEnded."""
        return read_hidden(prompt)

    def unlocked(self) -> Keeper:
        """Ask for the passphrase, and give the keeper of the open vault. Raises a VaultError."""
        keys = self._keys()
        if keys.keeper.state == "none":
            from mapper.vault.errors import VaultUnmade

            raise VaultUnmade
        self._tell(keys, keys.unlock())
        return keys.keeper

    def _make(self) -> int:
        keys = self._keys()
        if keys.keeper.state != "none":
            raise VaultIsMade(path=str(keys.keeper.data / "vault"))
        return self._done(keys, keys.make)

    def _passphrase(self) -> int:
        keys = self._keys()
        return self._done(keys, keys.change)

    def _recover(self) -> int:
        keys = self._keys()
        return self._done(keys, keys.recover)

    def _recovery_key(self) -> int:
        keys = self._keys()
        return self._done(keys, keys.renew)

    def _unlock(self) -> int:
        from mapper.anew import command_line, needs_supervisor, supervise

        need_terminal()
        if needs_supervisor():
            return supervise(command_line("vault", "unlock", "--language", self.language))
        keys = self._keys()
        told = keys.unlock()
        from mapper.tui.running import run

        settings = self.settings()
        return run(replace(settings, notices=(*settings.notices, *told)), keeper=keys.keeper)

    def _status(self) -> int:
        keeper = self._keys().keeper
        say(self._say("status.where", path=str(keeper.data / "vault")))
        if keeper.state == "none":
            say(self._say("status.none"))
            return OK
        cases, mended = keeper.glance()
        say(self._say("status.locked"))
        say(self._say("status.count", n=cases))
        if mended:
            say(self._say("status.mended"))
        return OK

    def _keys(self) -> Keys:
        from mapper.desk.keeper import Keeper
        from mapper.lines.console import Terminal
        from mapper.lines.keys import Keys

        return Keys(Keeper(self.settings().data), Terminal(), self.language, self.hidden)

    def _done(self, keys: Keys, task: Callable[[], tuple[Fault, ...]]) -> int:
        from mapper.lines.console import Stop

        try:
            self._tell(keys, task())
        except Stop:
            raise InputEnded from None
        finally:
            keys.keeper.close()
        return OK

    def _tell(self, keys: Keys, faults: tuple[Fault, ...]) -> None:
        for fault in faults:
            keys.tell_fault(fault)

    def _say(self, key: str, **values: object) -> str:
        return words(f"cli.{key}", self.language, **values)
