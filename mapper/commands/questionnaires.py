"""The group `mapper questionnaire`: what an author does with one questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from mapper.commands.check import tell_findings
from mapper.commands.explaining import Explaining
from mapper.commands.options import group, language_option, told_in
from mapper.console import OK, Command, Group, say
from mapper.language.catalogue import words
from mapper.language.text import is_code
from mapper.settings import Settings


def questionnaire(language: str, settings: Callable[[str | None], Settings]) -> Group:
    """Make the group, told in one language; `settings` reads them when a command runs."""
    made = group("questionnaire", language)
    for command in (*Explaining(language, settings).commands(), _mark_translated(language, settings)):
        made.add_command(command)
    return made


def _mark_translated(language: str, settings: Callable[[str | None], Settings]) -> Command:
    def told(name: str) -> str:
        return words(f"cli.questionnaire.mark_translated.{name}", language)

    def mark(*, paths: tuple[Path, ...], only: tuple[str, ...], language: str | None) -> int:
        from mapper.questionnaire.marking import ALL, mark_translations

        chosen = settings(language)
        marked = mark_translations(paths, chosen.office, chosen.data, seen=only or ALL)
        for each in marked:
            if not each.findings:
                say(words("check.marked", told_in(language), file=each.file, n=each.changed))
        unread = [finding for each in marked for finding in each.findings]
        return tell_findings(unread, False, language) if unread else OK

    return Command(
        "mark-translated",
        callback=mark,
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."),
            click.Option(["--only"], multiple=True, metavar="CODE", callback=_codes, help=told("only")),
            language_option(language),
        ],
        help=told("about"),
    )


def _codes(_: click.Context, parameter: click.Parameter, written: tuple[str, ...]) -> tuple[str, ...]:
    """Read codes of languages. Raises BadParameter for what is none."""
    if not all(is_code(code) for code in written):
        raise click.BadParameter("", param=parameter)
    return written
