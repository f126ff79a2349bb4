"""The commands. Thin: each loads its room when it is called, so that `mapper` starts fast."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import click

from mapper import __version__
from mapper.console import OK, TOLD, Command, Group, need_terminal, run
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES
from mapper.settings import Settings, load_settings

_PATH = click.Path(path_type=Path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    language = pick_language(given, os.environ)
    sys.exit(run(program(language), given, language))


def pick_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Choose the language of help and messages: `--language`, else what was chosen in settings, else the machine's."""
    wanted = (_asked_for(arguments), _settled(environment), _machine(environment))
    return next((code for code in wanted if code in SCREEN_LANGUAGES), "nb")


def program(language: str) -> Group:
    """Make the program with its commands, all of it told in one language."""
    group = Group(
        "mapper",
        callback=_start,
        invoke_without_command=True,
        params=[_language_option(language), _version_option(language)],
        help=words("cli.mapper.about", language),
    )
    for command in (_demo(language), _check(language), _schema(language)):
        group.add_command(command)
    return group


def _demo(language: str) -> Command:
    params: list[click.Parameter] = [_language_option(language)]
    return Command("demo", callback=_start_demo, params=params, help=words("cli.demo.about", language))


def _check(language: str) -> Command:
    return Command(
        "check",
        callback=_check_files,
        params=[
            click.Argument(["paths"], nargs=-1, type=_PATH, metavar="[PATH]..."),
            _json_option(language),
            _language_option(language),
        ],
        help=words("cli.check.about", language),
    )


def _schema(language: str) -> Command:
    return Command("schema", callback=_print_schema, help=words("cli.schema.about", language))


def _language_option(language: str) -> click.Option:
    choice = click.Choice(SCREEN_LANGUAGES)
    return click.Option(["--language"], type=choice, help=words("cli.option.language", language))


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


def _screens(language: str | None, demo: bool) -> int:
    need_terminal()
    from mapper.tui.app import run as run_screens

    return run_screens(_settings(language), demo=demo)


def _settings(language: str | None) -> Settings:
    """Read the settings, with the language that this command line asked for."""
    chosen = language or click.get_current_context().find_root().params.get("language")
    settings = load_settings()
    return replace(settings, language=chosen) if chosen else settings


def _check_files(paths: tuple[Path, ...], as_json: bool, language: str | None) -> int:
    import json

    from mapper.questionnaire.check import check_paths
    from mapper.questionnaire.findings import findings_json, findings_text

    told_in = language or str(click.get_current_context().find_root().obj)
    findings = check_paths(paths)
    if as_json:
        click.echo(json.dumps(findings_json(findings, told_in), ensure_ascii=False, indent=2))
    else:
        click.echo(findings_text(findings, told_in))
    return TOLD if findings else OK


def _print_schema() -> None:
    from mapper.questionnaire.schema import schema_text

    click.echo(schema_text(), nl=False)


def _asked_for(arguments: Sequence[str]) -> str:
    """Find `--language` before the command line is read: slips in reading it are told in that language too."""
    asked = [word.partition("=")[2] for word in arguments if word.startswith("--language=")]
    asked += [value for name, value in pairwise(arguments) if name == "--language"]
    return asked[-1] if asked else ""


def _settled(environment: Mapping[str, str]) -> str:
    """Give the language that was chosen in settings, if anybody chose."""
    settings = load_settings(environment)
    return settings.language if settings.file.exists() and not settings.notices else ""


def _machine(environment: Mapping[str, str]) -> str:
    """Give the language of the machine; every Norwegian that is not Nynorsk counts as Bokmål."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "").partition("_")[0].partition(".")[0]
        if code:
            return "nb" if code == "no" else code
    return ""
