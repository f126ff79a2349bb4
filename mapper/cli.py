"""The commands. Thin: each loads its room when it is called, so that `mapper` starts fast."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapper import __version__
from mapper.commands.check import check_command, tell_findings
from mapper.commands.documents import documents
from mapper.commands.importing import Import
from mapper.commands.keys import KeyCommands
from mapper.commands.new import new_command
from mapper.commands.office import office
from mapper.commands.options import Day, language_option, print_out, told_in
from mapper.commands.questionnaires import questionnaire
from mapper.commands.vault import remembered_language, vault
from mapper.console import OK, Command, Group, ValueRefused, need_terminal, run
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES
from mapper.settings import Settings, load_settings

if TYPE_CHECKING:
    from mapper.documents.model import Shape

_PATH = click.Path(path_type=Path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    language = pick_language(given, os.environ)
    sys.exit(run(program(language), given, language))


def pick_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose the language of help and messages: `--language`, else the settings', the office's, the machine's."""
    wanted = (_asked_for(arguments), _settled(load_settings(environment)), _machine(environment))
    return next((code for code in wanted if code in SCREEN_LANGUAGES), "nb")


def program(language: str) -> Group:
    """Make the program with its commands, all of it told in one language."""
    group = Group(
        "mapper",
        callback=_start,
        invoke_without_command=True,
        params=[language_option(language), _version_option(language)],
        help=words("cli.mapper.about", language),
    )
    for command in (
        _demo(language),
        _lines(language),
        new_command(language, _settings),
        _preview(language),
        check_command(language, _settings),
        _try(language),
        _schema(language),
    ):
        group.add_command(command)
    group.add_command(documents(language, _settings))
    group.add_command(office(language, _settings))
    group.add_command(questionnaire(language, _settings))
    group.add_command(_import(language))
    group.add_command(vault(language, lambda: _settings(None)))
    return group


def _demo(language: str) -> Command:
    params: list[click.Parameter] = [language_option(language)]
    return Command("demo", callback=_start_demo, params=params, help=words("cli.demo.about", language))


def _lines(language: str) -> Command:
    params: list[click.Parameter] = [language_option(language)]
    return Command("lines", callback=_start_lines, params=params, help=words("cli.lines.about", language))


def _preview(language: str) -> Command:
    file = click.Argument(["file"], type=_PATH, metavar="FILE")
    params: list[click.Parameter] = [file, language_option(language)]
    return Command("preview", callback=_start_preview, params=params, help=words("cli.preview.about", language))


def _try(language: str) -> Command:
    def told(name: str) -> str:
        return words(f"cli.try.{name}", language)

    return Command(
        "try",
        callback=_try_answers,
        params=[
            click.Argument(["questionnaire"], metavar="QUESTIONNAIRE"),
            click.Option(["--answers"], type=_PATH, required=True, metavar="FILE", help=told("answers")),
            click.Option(["--move-to"], metavar="FILE", help=told("move_to")),
            click.Option(["--out"], type=_PATH, metavar="DIR", help=told("out")),
            click.Option(
                ["--formats"],
                default="md,html,ics",
                metavar="FORMAT,...",
                callback=_formats,
                help=told("formats"),
            ),
            click.Option(["--figure"], type=click.Choice(("lines", "wheel")), default="lines", help=told("figure")),
            click.Option(["--date", "today"], type=Day(), metavar="YYYY-MM-DD", help=told("date")),
            _json_option(language),
            language_option(language),
        ],
        help=told("about"),
    )


def _schema(language: str) -> Command:
    return Command("schema", callback=_print_schema, help=words("cli.schema.about", language))


def _import(language: str) -> Command:
    keys = KeyCommands(language, lambda: _settings(None))
    command = Import(language, keys.unlocked, lambda: _settings(None)).command()
    command.params.append(remembered_language(language))
    return command


def _json_option(language: str) -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=words("cli.option.json", language))


def _version_option(language: str) -> click.Option:
    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help=words("cli.option.version", language),
    )


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"mapper {__version__}")
        context.exit()


def _start(language: str | None) -> int:
    return OK if click.get_current_context().invoked_subcommand else _screens(language, demo=False)


def _start_demo(language: str | None) -> int:
    return _screens(language, demo=True)


def _start_preview(file: Path, language: str | None) -> int:
    from mapper.tui.running import run_preview

    need_terminal()
    return run_preview(_settings(language), file)


def _screens(language: str | None, demo: bool) -> int:
    need_terminal()
    from mapper.anew import command_line, needs_supervisor, supervise

    if needs_supervisor():
        return supervise(command_line(*(["demo"] if demo else []), *(["--language", language] if language else [])))
    from mapper.tui.running import run as run_screens

    return run_screens(_settings(language), demo=demo)


def _start_lines(language: str | None) -> int:
    from mapper.hardening import harden
    from mapper.lines.talk import run as run_lines

    harden(told_in(language))
    return run_lines(_settings(language))


def _settings(language: str | None) -> Settings:
    """Read the settings, with the language that this command line asked for, or that of the office."""
    chosen = language or click.get_current_context().find_root().params.get("language")
    settings = load_settings()
    wanted = chosen or _settled(settings)
    return replace(settings, language=wanted) if wanted else settings


def _try_answers(  # noqa: PLR0913 - one parameter for each option
    *,
    questionnaire: str,
    answers: Path,
    move_to: str | None,
    out: Path | None,
    formats: tuple[str, ...],
    figure: Shape,
    today: datetime | None,
    as_json: bool,
    language: str | None,
) -> int:
    from mapper.desk.desk import Desk
    from mapper.questionnaire.source import UnreadableError
    from mapper.rehearsal import counted_ids, fixed_clock, rehearse, report_text
    from mapper.sitting import read_script

    clock = fixed_clock((today or datetime.now()).date())
    desk = Desk(_settings(language), clock=clock, ids=counted_ids())
    chosen = language or click.get_current_context().find_root().params.get("language")
    try:
        script = read_script(answers)
        report = rehearse(
            desk, questionnaire, script, out=out, formats=formats, language=chosen, figure=figure, move_to=move_to
        )
    except UnreadableError as slips:
        return tell_findings(slips.findings, as_json, language)
    print_out(report.to_json() if as_json else report_text(report, told_in(language)))
    return OK


def _formats(context: click.Context, _: click.Parameter, written: str) -> tuple[str, ...]:
    """Read `md,html`. Raises ValueRefused for a format that there is no writer for."""
    from mapper.documents.writers.write import WRITERS
    from mapper.rehearsal import CALENDAR_FORMAT, COPY_FORMAT

    formats = tuple(dict.fromkeys(part.strip() for part in written.split(",") if part.strip()))
    known = (*WRITERS, CALENDAR_FORMAT, COPY_FORMAT)
    if not formats or not set(formats) <= set(known):
        raise ValueRefused(name="--formats", known=",".join(known), help=f"{context.command_path} --help")
    return formats


def _print_schema() -> None:
    from mapper.questionnaire.schema import schema_text

    click.echo(schema_text(), nl=False)


def _asked_for(arguments: Sequence[str]) -> str:
    """Find `--language` before the command line is read: slips in reading it are told in that language too."""
    asked = [word.partition("=")[2] for word in arguments if word.startswith("--language=")]
    asked += [value for name, value in pairwise(arguments) if name == "--language"]
    return asked[-1] if asked else ""


def _settled(settings: Settings) -> str:
    """Give the language that was chosen in settings, if anybody chose, else the office's."""
    if os.path.exists(settings.file):
        return "" if settings.notices else settings.language
    from mapper.office.model import FILE, load_office

    return load_office(settings.office).language if os.path.exists(settings.office / FILE) else ""


def _machine(environment: Mapping[str, str]) -> str:
    """Give the language of the machine; every Norwegian that is not Nynorsk counts as Bokmål."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "").partition("_")[0].partition(".")[0]
        if code:
            return "nb" if code == "no" else code
    return ""
