"""The group `mapper office`: an office's own folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from mapper.commands.options import group, language_option, told_in
from mapper.console import OK, Command, Group
from mapper.language.catalogue import words
from mapper.settings import Settings


def office(language: str, settings: Callable[[str | None], Settings]) -> Group:
    """Make the group `mapper office`."""

    def init(folder: Path | None, language: str | None) -> int:
        from mapper.office.folder import init_office, told_of

        chosen, reader = settings(language), told_in(language)
        made = init_office(folder or chosen.office, reader)
        click.echo(told_of(made, chosen.office, reader))
        return OK

    made = group("office", language)
    params: list[click.Parameter] = [
        click.Argument(["folder"], type=click.Path(path_type=Path), required=False, metavar="[DIR]"),
        language_option(language),
    ]
    made.add_command(Command("init", callback=init, params=params, help=words("cli.office.init", language)))
    return made
