"""What several groups of commands have in common."""

from __future__ import annotations

import click

from mapper.console import OK, Group
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES


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


def told_in(language: str | None) -> str:
    """Give the language in which a command tells: the one asked for, else the program's."""
    return language or str(click.get_current_context().find_root().obj)


def print_out(said: object) -> None:
    """Print a text as it is, and data as JSON."""
    import json

    click.echo(said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, indent=2))
