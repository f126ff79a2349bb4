"""The command `mapper import`: a participant's own copy becomes a conversation here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapper.console import OK, TOLD, Command, say
from mapper.language.catalogue import words
from mapper.language.clean import clean_line

if TYPE_CHECKING:
    from mapper.desk.importing import Imported
    from mapper.desk.keeper import Keeper
    from mapper.settings import Settings


_BIG = 2_000_000
"""Bytes of a copy that takes more than a second or two to look through."""


@dataclass(frozen=True, slots=True)
class Import:
    """Gives the command, told in one language. How the passphrase is asked for is the caller's."""

    language: str
    unlocked: Callable[[], Keeper]
    settings: Callable[[], Settings]

    def command(self) -> Command:
        """Give the command."""
        file = click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")
        yes = click.Option(["--yes"], is_flag=True, help=self._say("yes"))
        return Command("import", callback=self._run, params=[file, yes], help=self._say("about"))

    def _run(self, file: Path, yes: bool) -> int:
        from mapper.desk.desk import Desk
        from mapper.documents.own_copy.faults import CopyKnown
        from mapper.hardening import harden

        harden(self.language)
        desk = Desk(self.settings(), keeper=self.unlocked())
        if _big(file):
            say(self._say("looking"))
        try:
            try:
                brought = desk.import_copy(file, again=yes)
            except CopyKnown as known:
                if not self._again(clean_line(str(known.facts["label"]))):
                    say(self._say("kept"))
                    return TOLD
                brought = desk.import_copy(file, again=True)
        finally:
            desk.close()
        self._tell(brought)
        return OK

    def _again(self, label: str) -> bool:
        """Say that the conversation is here, and ask whether to take it in once more beside it."""
        say(self._say("known", label=label))
        click.echo(f"{self._say('ask')} ", nl=False, err=True)
        return clean_line(sys.stdin.readline()).casefold() in words("backup.answer.yes", self.language).split()

    def _tell(self, brought: Imported) -> None:
        say(self._say("done", label=brought.label))
        say(self._say("held", n=brought.meetings, answered=brought.answered))
        say(self._say("log"))

    def _say(self, key: str, **values: object) -> str:
        return words(f"carry.import.{key}", self.language, **values)


def _big(file: Path) -> bool:
    try:
        return file.stat().st_size > _BIG
    except OSError:
        return False
