"""Making and opening the vault in plain lines, for the conversation in lines and for the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from mapper.desk.unlocking import alike, groups, offered, recover, slip, to_tell, unlocked, weakness
from mapper.fault import Fault
from mapper.language.catalogue import words
from mapper.language.telling import tell
from mapper.lines.console import Console

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper, Prepared

Hidden = Callable[[str], str]
"""Read a line that is not shown, after a prompt."""
_ANOTHER_SCREEN, _THIS_SCREEN = "\x1b[?1049h\x1b[H", "\x1b[?1049l"


class NotAlike(Fault):
    """Tell that the two times were not the same."""

    code = "opening_not_alike"


class Keys:
    """Asks one person for passphrases and recovery keys. Raises the faults of what cannot be done."""

    def __init__(self, keeper: Keeper, console: Console, language: str, hidden: Hidden) -> None:
        self.keeper = keeper
        self.console = console
        self.language = language
        self._hidden = hidden
        self._patient = sys.stdin.isatty()
        """Whether somebody is there to try again; what comes from a file is right or refused."""

    def t(self, key: str, **values: object) -> str:
        """Give the program's own words."""
        return words(f"opening.{key}", self.language, **values)

    def tell_fault(self, fault: Fault) -> None:
        """Tell a fault in a line."""
        told = tell(fault.code, fault.facts, self.language)
        self.console.tell(f"{told.says} {told.do} ({told.code})")

    def make(self) -> tuple[Fault, ...]:
        """Choose a passphrase, write down the recovery key, and make the vault."""
        self.console.tell(self.t("first.lead"))
        self.console.tell(self.t("choose.offer"))
        self.console.tell(offered())
        passphrase = self._new()
        name = self.console.read(self.t("lines.name")) or self.t("first.caseworker")
        prepared = self.keeper.prepare(passphrase, name)
        self._written_down(prepared, self.keeper.make)
        self.console.tell(self.t("first.made"))
        return to_tell(self.keeper)

    def unlock(self) -> tuple[Fault, ...]:
        """Ask for the passphrase, and open the vault; give what is to be told now that it is open."""
        self._need_vault()
        while True:
            found = unlocked(self.keeper, self._hidden(self.t("unlock.ask")))
            if isinstance(found, tuple):
                return found
            self._again(found)

    def recover(self) -> tuple[Fault, ...]:
        """Ask for the recovery key and a new passphrase, and open the vault; as `unlock`."""
        self._need_vault()
        self.console.tell(self.t("recover.lead"))
        key = self._hidden(self.t("recovery.back_ask"))
        told = recover(self.keeper, key, self._new())
        self.console.tell(self.t("change.made"))
        return told

    def change(self) -> tuple[Fault, ...]:
        """Ask for the passphrase and a new one."""
        self._need_vault()
        old = self._hidden(self.t("change.ask"))
        self.keeper.unlock(old)
        self.keeper.change_passphrase(old, self._new())
        self.console.tell(self.t("change.made"))
        return ()

    def renew(self) -> tuple[Fault, ...]:
        """Ask for the passphrase, and put a new recovery key in the place of the old."""
        self._need_vault()
        self.console.tell(self.t("renew.lead"))
        passphrase = self._hidden(self.t("unlock.ask"))
        self.keeper.unlock(passphrase)
        self._written_down(self.keeper.prepare_recovery(passphrase), self.keeper.renew_recovery)
        self.console.tell(self.t("renew.made"))
        return ()

    def _need_vault(self) -> None:
        """Raise what keeps a vault that was made from being found, before anything is asked."""
        if trouble := self.keeper.trouble():
            raise trouble

    def _new(self) -> str:
        """Ask for a new passphrase until it was typed twice alike and is good enough."""
        while True:
            passphrase = self._hidden(self.t("lines.new"))
            if not alike(passphrase, self._hidden(self.t("choose.again"))):
                self._again(NotAlike())
            elif weak := weakness(passphrase):
                self._again(weak)
            else:
                return passphrase

    def _again(self, fault: Fault) -> None:
        """Tell what was wrong, to ask again. Raises it where nobody is there."""
        if not self._patient:
            raise fault
        self.tell_fault(fault)

    def _written_down(self, prepared: Prepared, put: Callable[[Prepared, str], None]) -> None:
        """Show the recovery key, on a screen of its own where there is one, until it is typed back from the paper."""
        self._show(prepared.recovery)
        while mistyped := slip(put, prepared, self._hidden(self.t("recovery.back_ask"))):
            self.tell_fault(mistyped)

    def _show(self, key: str) -> None:
        alone = sys.stdin.isatty() and sys.stdout.isatty()
        if alone:
            print(_ANOTHER_SCREEN, end="", flush=True)
        try:
            self.console.tell(self.t("recovery.what"))
            for number, group in enumerate(groups(key), 1):
                self.console.tell(f"{number}. {group}")
            self.console.tell(self.t("recovery.paper"))
            self.console.tell(self.t("recovery.lost"))
            if alone:
                self.console.read(self.t("lines.written"))
        finally:
            if alone:
                print(_THIS_SCREEN, end="", flush=True)
