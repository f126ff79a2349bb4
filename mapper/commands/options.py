"""What several groups of commands have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import click

from mapper.console import OK, Group
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES

_FIRST: Final = 1900
_LAST: Final = 2200


def group(name: str, language: str) -> Group:
    """Make the group `mapper NAME`, told in one language: it shows what there is when nothing is asked of it."""
    return Group(
        name,
        callback=_begin,
        invoke_without_command=True,
        params=[language_option(language)],
        help=words(f"cli.{name}.about", language),
    )


def _begin(language: str | None) -> int:
    """Without a command, show what there is; a language counts as if it had been named before the command."""
    context = click.get_current_context()
    if language:
        context.find_root().params["language"] = language
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return OK


def language_option(language: str) -> click.Option:
    """Make the option that names the language of what is written or told."""
    choice = click.Choice(SCREEN_LANGUAGES)
    return click.Option(["--language"], type=choice, help=words("cli.option.language", language))


class Day(click.DateTime):
    """A day of a year in which somebody may sit down: days are added to it, and taken from it."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it. Raises BadParameter."""
        found: datetime = super().convert(value, param, ctx)
        if not _FIRST <= found.year <= _LAST:
            raise click.BadParameter("", param=param)
        return found


def told_in(language: str | None) -> str:
    """Give the language in which a command tells: the one asked for, else the program's."""
    return language or str(click.get_current_context().find_root().obj)


def print_out(said: object) -> None:
    """Print a text as it is, and data as JSON."""
    import json

    click.echo(said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, indent=2))
