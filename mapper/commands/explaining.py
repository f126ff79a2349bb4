"""What a questionnaire does, before anybody sits down with it: told in words, drawn, and tried against expectations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapper.commands.check import tell_findings
from mapper.commands.documents import read_formats, write_sheet
from mapper.commands.options import language_option, told_in
from mapper.commands.writing import write_page
from mapper.console import OK, TOLD, Command
from mapper.fault import Fault
from mapper.language.catalogue import words
from mapper.settings import Settings

if TYPE_CHECKING:
    from mapper.desk.desk import Desk
    from mapper.questionnaire.composed import Questionnaire
    from mapper.questionnaire.explaining.explain import Now

_PATH = click.Path(path_type=Path)


class NothingNamed(Fault):
    """Tell that a questionnaire has nothing by an id. Facts: name, near (the nearest id), show (what tells all)."""

    code = "explain_nothing_named"


class NothingNear(Fault):
    """Tell that a questionnaire has nothing by an id, and nothing like it. Facts: name, show (what tells all)."""

    code = "explain_nothing_near"


class TestsMissing(Fault):
    """Tell that a folder holds no file of answers. Facts: path."""

    code = "try_tests_missing"


class TestsOtherWayRound(Fault):
    """Tell that the folder comes first, and then the questionnaire. Facts: folder, questionnaire."""

    code = "try_tests_other_way_round"


class Explaining:
    """The commands, told in one language; `settings` reads them when a command runs."""

    def __init__(self, language: str, settings: Callable[[str | None], Settings]) -> None:
        self._language, self._settings = language, settings

    def commands(self) -> Iterator[Command]:
        """Make the commands."""
        for command in (self._explain(), self._show(), self._test(), self._print(), self._diff()):
            command.params.append(language_option(self._language))
            yield command

    def _told(self, name: str) -> str:
        return words(f"cli.questionnaire.{name}", self._language)

    def _explain(self) -> Command:
        return Command(
            "explain",
            callback=self._explained,
            params=[
                click.Argument(["name"], metavar="ID"),
                click.Argument(["questionnaire"], default="core", metavar="[QUESTIONNAIRE]"),
                click.Option(["--answers"], type=_PATH, metavar="FILE", help=self._told("answers")),
            ],
            help=self._told("explain"),
        )

    def _show(self) -> Command:
        return Command(
            "show",
            callback=self._shown,
            params=[
                click.Argument(["questionnaire"], default="core", metavar="[QUESTIONNAIRE]"),
                click.Option(["--html"], type=_PATH, metavar="FILE", help=self._told("html")),
            ],
            help=self._told("show"),
        )

    def _test(self) -> Command:
        return Command(
            "test",
            callback=self._tested,
            params=[
                click.Argument(["folder"], type=_PATH, metavar="DIR"),
                click.Argument(["questionnaire"], default="core", metavar="[QUESTIONNAIRE]"),
            ],
            help=self._told("test"),
        )

    def _print(self) -> Command:
        return Command(
            "print",
            callback=self._printed,
            params=[
                click.Argument(["questionnaire"], default="core", metavar="[QUESTIONNAIRE]"),
                click.Option(["--out"], type=_PATH, required=True, metavar="DIR", help=self._told("print.out")),
                click.Option(
                    ["--formats"],
                    default="pdf",
                    metavar="FORMAT,...",
                    callback=read_formats,
                    help=self._told("print.formats"),
                ),
                click.Option(["--large"], is_flag=True, help=self._told("print.large")),
            ],
            help=self._told("print.about"),
        )

    def _diff(self) -> Command:
        return Command(
            "diff",
            callback=self._differing,
            params=[click.Argument(["old"], metavar="OLD"), click.Argument(["new"], metavar="NEW")],
            help=self._told("diff"),
        )

    # --- what they do

    def _differing(self, old: str, new: str, language: str | None) -> int:
        from mapper.questionnaire.differing import difference_lines
        from mapper.questionnaire.proposing import proposed_changes, same_version

        desk, reader = self._desk(language)
        before, after = desk.questionnaire_named(old), desk.questionnaire_named(new)
        click.echo("\n".join(difference_lines(before, after, reader)))
        if proposed := proposed_changes(before, after):
            higher = [words("differing.higher", reader)] if same_version(before, after) else []
            lines = ["", words("differing.proposed", reader), *(f"  {line}" for line in proposed), *higher]
            click.echo("\n".join(lines))
        return OK

    def _explained(self, name: str, questionnaire: str, answers: Path | None, language: str | None) -> int:
        from mapper.questionnaire.explaining.explain import explained, named
        from mapper.questionnaire.reach import reachable
        from mapper.questionnaire.source import UnreadableError

        desk, reader = self._desk(language)
        composed = desk.questionnaire_named(questionnaire)
        found = named(composed, name)
        if not found:
            raise _nothing(name, composed, questionnaire)
        try:
            now = _now(desk, composed, answers) if answers else None
        except UnreadableError as slips:
            return tell_findings(slips.findings, False, language)
        reach = reachable(composed, desk.today)
        click.echo("\n\n".join(explained(thing, composed, reach, reader, now) for thing in found))
        return OK

    def _shown(self, questionnaire: str, html: Path | None, language: str | None) -> int:
        from mapper.questionnaire.explaining.drawing import as_text
        from mapper.questionnaire.explaining.picture import as_page

        desk, reader = self._desk(language)
        composed = desk.questionnaire_named(questionnaire)
        if html is None:
            click.echo(as_text(composed, reader))
        else:
            write_page(html, as_page(composed, reader).encode(), ".html", ".htm")
            click.echo(str(html))
        return OK

    def _tested(self, folder: Path, questionnaire: str, language: str | None) -> int:
        from mapper.rehearsal_tests import hold_tests, tests_text

        desk, reader = self._desk(language)
        files = sorted(path for pattern in ("*.yaml", "*.yml") for path in folder.glob(pattern))
        if folder.is_file() and Path(questionnaire).is_dir():
            raise TestsOtherWayRound(folder=questionnaire, questionnaire=str(folder))
        if not files:
            raise TestsMissing(path=str(folder))
        held = hold_tests(desk, questionnaire, files)
        click.echo(tests_text(held, reader))
        return OK if held.well else TOLD

    def _printed(
        self, questionnaire: str, out: Path, formats: tuple[str, ...], large: bool, language: str | None
    ) -> int:
        return write_sheet(
            self._settings(language),
            document="form",
            questionnaire=questionnaire,
            out=out,
            formats=formats,
            second="",
            large=large,
        )

    def _desk(self, language: str | None) -> tuple[Desk, str]:
        from mapper.desk.desk import Desk

        desk = Desk(self._settings(language))
        return desk, told_in(language)


def _nothing(name: str, questionnaire: Questionnaire, asked: str) -> Fault:
    """Say that nothing has this name, and what may have been meant."""
    show = f"mapper questionnaire show {asked}".removesuffix(" core")
    near = _near(name, questionnaire)
    return NothingNamed(name=name, near=near, show=show) if near else NothingNear(name=name, show=show)


def _near(name: str, questionnaire: Questionnaire) -> str | None:
    from mapper.questionnaire.explaining.explain import things
    from mapper.questionnaire.findings import nearest

    last = name.rpartition(".")[2]
    ids = [thing.id for thing in things(questionnaire)]
    alike = (each for each in ids if last and each.rpartition(".")[2].startswith(last[:4]))
    return nearest(name, ids) or next(alike, None)


def _now(desk: Desk, questionnaire: Questionnaire, answers: Path) -> Now:
    """Hold the sitting of an answers file, and give how things stand over it. Raises UnreadableError."""
    from mapper.questionnaire.explaining.explain import Now, things
    from mapper.rehearsal import sit_through
    from mapper.sitting import read_script

    script = read_script(answers)
    meeting = sit_through(desk, questionnaire, script, script.language)
    conditions = {thing.key: thing.conditions for thing in things(questionnaire)}

    def stands(key: str) -> bool:
        if key.startswith("q:"):
            return meeting.stands(key[2:])
        return all(meeting.judged(condition) for _, condition in conditions[key])

    return Now(meeting.judge, stands)
