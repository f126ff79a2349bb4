"""The commands for backups: `mapper vault backup|restore|verify|accept`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapper.console import OK, TOLD, Command, say
from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.language.telling import tell

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper
    from mapper.desk.safekeeping import Report
    from mapper.vault.restore import Look, Restoration

Unlocked = Callable[[], "Keeper"]
"""Asks for the passphrase and gives the keeper of the open vault."""
Asked = Callable[[str], str]
"""Asks for something that must not be seen, with these words before it."""

_SHOWN = 20
_PATIENCE = 2.0


class _Folder(click.Path):
    """A folder that was named: an empty name would mean the folder in which one happens to stand."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("", param, ctx)
        return super().convert(value, param, ctx)


@dataclass(frozen=True, slots=True)
class Backups:
    """Gives the four commands, told in one language. How secrets are asked for is the caller's."""

    language: str
    unlocked: Unlocked
    data: Callable[[], Path]
    ask: Asked
    _folder: click.Path = field(default_factory=lambda: _Folder(path_type=Path))

    def commands(self) -> tuple[Command, ...]:
        """Give the commands."""
        return (self._backup(), self._restore(), self._verify(), self._accept())

    def _backup(self) -> Command:
        where = click.Argument(["folder"], type=self._folder, metavar="DIR")
        return self._command("backup", self._run_backup, where, self._keys())

    def _restore(self) -> Command:
        where = click.Argument(["folder"], type=self._folder, metavar="DIR")
        options = (self._keys(), self._stamp(), self._flag("recovery"), self._flag("yes"))
        return self._command("restore", self._run_restore, where, *options)

    def _verify(self) -> Command:
        where = click.Argument(["folder"], type=self._folder, metavar="[DIR]", required=False)
        code = click.Option(["--code"], metavar="CODE", help=words("paper_code.about", self.language))
        options = (self._keys(), self._stamp(), self._flag("recovery"), code)
        return self._command("verify", self._run_verify, where, *options)

    def _accept(self) -> Command:
        case = click.Argument(["case"], metavar="[CASE]", required=False)
        return self._command("accept", self._run_accept, case, self._flag("yes"))

    def _command(self, name: str, run: Callable[..., int], *params: click.Parameter) -> Command:
        return Command(name, callback=run, params=list(params), help=self._say(f"about.{name}"))

    def _keys(self) -> click.Option:
        return click.Option(["--keys"], type=self._folder, metavar="DIR", help=self._say("option.keys"))

    def _stamp(self) -> click.Option:
        return click.Option(["--stamp"], default="", metavar="STAMP", help=self._say("option.stamp"))

    def _flag(self, name: str) -> click.Option:
        return click.Option([f"--{name}"], is_flag=True, help=self._say(f"option.{name}"))

    # --- backup

    def _run_backup(self, folder: Path, keys: Path | None) -> int:
        from mapper.desk.desk import local_now
        from mapper.desk.safekeeping import back_up
        from mapper.language.form import number

        with self._vault() as keeper:
            made, report = back_up(keeper, folder, keys, local_now(), self._progress())
        size = number(Decimal(f"{made.bytes / 1e6:.1f}"), self.language)
        self._tell("done.made", cases=report.cases, events=report.events, size=size)
        self._tell("done.where", path=str(made.cases.folder))
        self._tell("done.keys", path=str(made.keys.folder))
        if made.keys_removed:
            self._tell("done.keys_removed", n=made.keys_removed)
        if made.same_disk:
            self._tell("done.same_disk")
        self._tell("done.drafts")
        return self._told(report)

    # --- verify

    def _run_verify(self, folder: Path | None, keys: Path | None, stamp: str, recovery: bool, code: str | None) -> int:
        from mapper.desk.safekeeping import report, verify
        from mapper.vault.paths import former_copies

        if code is not None:
            return self._check(code, folder)
        if folder is None:
            with self._vault() as keeper:
                ended = self._told(verify(keeper, self._progress()), whole=True)
            for path in former_copies(self.data()):
                self._tell("verify.former", path=str(path))
            return ended
        with self._opened(folder, keys, stamp, recovery=recovery) as restoration:
            look = restoration.look(self._progress())
        self._tell_backup(look)
        ended = self._told(report(look.examined), whole=True)
        return self._changed(look) or ended

    def _check(self, code: str, folder: Path | None) -> int:
        """Check the code of a paper, mistyped ones before anybody is asked for a passphrase."""
        from mapper.desk.checking import CodeWithFolder, check_code, told
        from mapper.vault.paper_code import read

        if folder is not None:
            raise CodeWithFolder
        read(code)
        with self._vault() as keeper:
            checked = check_code(keeper, code)
        for line in told(checked, self.language):
            say(clean_line(line))
        return OK if checked.finding == "matches" else TOLD

    def _changed(self, look: Look) -> int:
        if look.changed:
            self._tell("verify.changed")
        return TOLD if look.changed else OK

    def _told(self, report: Report, *, whole: bool = False) -> int:
        """Tell what is wrong; give the exit code."""
        if not report.wrong:
            if whole:
                self._tell("verify.whole", cases=report.cases, events=report.events)
            return OK
        self._tell("verify.found", cases=report.cases, events=report.events)
        for each in report.wrong:
            told = tell(each.fault.code, each.fault.facts, self.language)
            say(self._say("verify.named", label=each.label, says=told.says) if each.label else told.says)
            say(f"  {told.do} ({told.code})")
        return TOLD

    # --- restore

    def _run_restore(self, folder: Path, keys: Path | None, stamp: str, recovery: bool, yes: bool) -> int:
        from mapper.desk.desk import local_now
        from mapper.desk.safekeeping import report

        with self._opened(folder, keys, stamp, recovery=recovery) as restoration:
            look = restoration.look(self._progress())
            self._tell_backup(look)
            self._told(report(look.examined))
            self._changed(look)
            self._tell_missing(look)
            if not yes and not self._confirmed("restore.ask"):
                self._tell("restore.no")
                return TOLD
            aside = restoration.put_in_place(look, local_now())
        self._tell("restore.done")
        if aside is not None:
            self._tell("restore.aside", path=str(aside))
        return OK

    def _tell_backup(self, look: Look) -> None:
        made, keys = look.chosen.cases.manifest, look.chosen.keys.manifest
        found = look.examined
        if made is not None and keys is not None:
            self._tell("restore.found", day=self._day(made.made), cases=found.cases, events=found.events)
            self._tell("restore.keys", day=self._day(keys.made))

    def _day(self, made: str) -> str:
        from mapper.language.form import day

        try:
            return day(date.fromisoformat(made[:10]), self.language)
        except ValueError:
            return clean_line(made)

    def _tell_missing(self, look: Look) -> None:
        from mapper.desk.safekeeping import missing_from

        missing = missing_from(look)
        if look.was_there and not look.readable:
            self._tell("restore.lost_unknown")
        elif look.was_there:
            self._tell("restore.lost" if missing else "restore.lost_none")
        for each in missing[:_SHOWN]:
            self._tell("restore.lost_case" if each.whole else "restore.lost_events", label=each.label, n=each.events)
        if len(missing) > _SHOWN:
            self._tell("restore.lost_more", n=len(missing) - _SHOWN)
        if look.erased:
            self._tell("restore.erased", n=look.erased)
        if not look.erasures_known:
            self._tell("restore.erasures_unknown")

    # --- accept

    def _run_accept(self, case: str | None, yes: bool) -> int:
        with self._vault() as keeper:
            return self._accept_case(keeper, case, yes=yes) if case else self._accept_missing(keeper, yes=yes)

    def _accept_case(self, keeper: Keeper, case: str, *, yes: bool) -> int:
        from mapper.desk.safekeeping import accept, cut_off, label_of

        fault = cut_off(keeper, case)
        if fault is None:
            self._tell("accept.nothing")
            return OK
        label, facts = label_of(keeper, case), fault.facts
        if fault.code == "vault_case_cut_off":
            self._tell("accept.missing", label=label, n=facts["missing"], last=facts["last"])
        elif fault.code == "vault_case_unsure":
            self._tell("accept.unsure", label=label, last=facts["last"])
        else:
            raise fault
        self._tell("accept.first")
        if not yes and not self._confirmed("accept.ask"):
            self._tell("restore.no")
            return TOLD
        accept(keeper, case)
        self._tell("accept.done")
        return OK

    def _accept_missing(self, keeper: Keeper, *, yes: bool) -> int:
        from mapper.desk.safekeeping import accept_missing

        fault = keeper.missing()
        if fault is None:
            self._tell("accept.nothing")
            return OK
        self._tell("accept.whole", n=fault.facts["n"])
        self._tell("accept.first")
        if not yes and not self._confirmed("accept.ask_whole"):
            self._tell("restore.no")
            return TOLD
        accept_missing(keeper)
        self._tell("accept.stopped")
        return OK

    # --- talking

    @contextmanager
    def _vault(self) -> Iterator[Keeper]:
        keeper = self.unlocked()
        try:
            yield keeper
        finally:
            keeper.close()

    @contextmanager
    def _opened(self, folder: Path, keys: Path | None, stamp: str, *, recovery: bool) -> Iterator[Restoration]:
        from mapper.desk.safekeeping import need_backup, opened_backup

        need_backup(folder, keys, stamp)
        secret = self.ask(self._say(f"passphrase.{'recovery' if recovery else 'prompt'}"))
        with opened_backup(self.data(), folder, keys, secret, stamp=stamp, recovery=recovery) as restoration:
            yield restoration

    def _confirmed(self, key: str) -> bool:
        """Ask for yes in words; anything else, and the end of the input, is no."""
        click.echo(f"{self._say(key)} {self._say('answer.hint')} ", nl=False, err=True)
        return sys.stdin.readline().strip().casefold() in self._say("answer.yes").split()

    def _progress(self) -> Callable[[int, int], None]:
        """Give what tells how far it is every two seconds."""
        last = time.monotonic()

        def progress(done: int, of: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _PATIENCE:
                last = now
                say(self._say("verify.far", done=done, of=of), err=True)

        return progress

    def _say(self, key: str, **values: str | int) -> str:
        cleaned = {name: value if isinstance(value, int) else clean_line(value) for name, value in values.items()}
        return words(f"backup.{key}", self.language, **cleaned)

    def _tell(self, key: str, **values: str | int) -> None:
        say(self._say(key, **values))
