"""The commands about deleting and looking: `mapper vault erase|log|erased`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from mapper.console import OK, TOLD, Command, say
from mapper.language.catalogue import words
from mapper.language.clean import clean_line

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.desk.erasing import Doomed, Item
    from mapper.desk.keeper import Keeper
    from mapper.settings import Settings


@dataclass(frozen=True, slots=True)
class Erasures:
    """Gives the three commands, told in one language. How the passphrase is asked for is the caller's."""

    language: str
    unlocked: Callable[[], Keeper]
    settings: Callable[[], Settings]

    def commands(self) -> tuple[Command, ...]:
        """Give the commands."""
        keep = click.Option(["--keep-papers"], is_flag=True, help=words("erasing.command.keep_papers", self.language))
        return (
            self._command("erase", self._run_erase, "erasing.command.about", _case(), keep),
            self._command("log", self._run_log, "looked.command.about", _case()),
            self._command("erased", self._run_erased, "erasing.command.erased_about"),
        )

    def _command(self, name: str, run: Callable[..., int], about: str, *params: click.Parameter) -> Command:
        return Command(name, callback=run, params=list(params), help=words(about, self.language))

    def _desk(self) -> Desk:
        from mapper.desk.desk import Desk

        return Desk(self.settings(), keeper=self.unlocked())

    def _one(self, desk: Desk, meant: str) -> str:
        from mapper.desk.erasing import one_case

        return one_case({line.case: line.label for line in desk.cases()}, meant)

    # --- what they do

    def _run_erase(self, case: str, keep_papers: bool) -> int:
        desk = self._desk()
        try:
            doomed = desk.before_erasing(self._one(desk, case))
            self._tell_before(doomed, keep_papers=keep_papers)
            if not self._typed(doomed.label):
                say(words("erasing.command.kept", self.language))
                return TOLD
            erased = desk.erase(doomed.case, papers=not keep_papers)
        finally:
            desk.close()
        say(words("erasing.page.done", self.language))
        self._tell("erasing.page.gone", erased.gone)
        self._tell("erasing.page.remains", erased.remains)
        return OK

    def _tell_before(self, doomed: Doomed, *, keep_papers: bool) -> None:
        say(words("erasing.page.ask", self.language, label=doomed.label))
        if not doomed.readable:
            say(words("erasing.page.unreadable", self.language))
        if doomed.papers and not keep_papers:
            found = len(doomed.papers)
            say(words("erasing.page.papers", self.language, n=found, folder=clean_line(str(doomed.folder))))
            for path in doomed.papers:
                click.echo(f"  {clean_line(path.name)}")

    def _typed(self, label: str) -> bool:
        """Ask for the label; anything else, and the end of the input, lets it stay."""
        click.echo(f"{words('erasing.command.type_label', self.language, label=label)} ", nl=False, err=True)
        return clean_line(sys.stdin.readline()).strip() == label

    def _tell(self, heading: str, items: Iterable[Item]) -> None:
        say(words(heading, self.language))
        for item in items:
            say(f"  {item.to(self.language)}")

    def _run_log(self, case: str) -> int:
        from mapper.desk.looked import looked_in, looked_lines

        desk = self._desk()
        try:
            looked = looked_in(desk.keeper.vault, self._one(desk, case))
            told = looked_lines(looked, desk.titles(), self.language, desk.today)
        finally:
            desk.close()
        for line in told or [words("looked.page.empty", self.language)]:
            say(clean_line(line))
        return OK

    def _run_erased(self) -> int:
        from mapper.language.form import day

        desk = self._desk()
        try:
            erased = desk.erased()
        finally:
            desk.close()
        for each in erased:
            click.echo(f"{clean_line(each.case)}  {day(date.fromisoformat(each.day), self.language)}")
        if not erased:
            say(words("erasing.command.erased_none", self.language))
        return OK


def _case() -> click.Argument:
    return click.Argument(["case"], metavar="CASE")
