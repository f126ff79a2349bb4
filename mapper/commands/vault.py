"""The group `mapper vault`: puts together the commands of the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable

import click

from mapper.commands.backups import Backups
from mapper.commands.erasing import Erasures
from mapper.commands.keys import KeyCommands
from mapper.console import OK, Group
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES
from mapper.settings import Settings


def vault(language: str, settings: Callable[[], Settings]) -> Group:
    """Make the group, told in one language; `settings` reads them when a command runs."""
    group = Group(
        "vault",
        callback=lambda: _begin(language),
        invoke_without_command=True,
        params=[remembered_language(language)],
        help=words("cli.vault.about", language),
    )
    keys = KeyCommands(language, settings)
    backups = Backups(language, keys.unlocked, lambda: settings().data, keys.hidden)
    erasures = Erasures(language, keys.unlocked, settings)
    for command in (*keys.commands(), *backups.commands(), *erasures.commands()):
        command.params.append(remembered_language(language))
        group.add_command(command)
    return group


def _begin(language: str) -> int:
    """Close the ways out of the process before anything secret is read; without a command, show what there is."""
    from mapper.hardening import harden

    harden(language)
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return OK


def remembered_language(language: str) -> click.Option:
    """Make the option that lets a language hold as if it had been named before the command."""
    choice = click.Choice(SCREEN_LANGUAGES)
    told = words("cli.option.language", language)
    return click.Option(["--language"], type=choice, help=told, expose_value=False, callback=_remember)


def _remember(context: click.Context, _: click.Parameter, chosen: str | None) -> None:
    """Let the language hold as if it had been named before the command."""
    if chosen:
        context.find_root().params["language"] = chosen
