"""The group `mapper documents`: papers that need no conversation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from mapper.commands.options import group, language_option
from mapper.console import OK, Command, Group, ValueMissing, ValueRefused
from mapper.language.catalogue import words
from mapper.language.telling import tell
from mapper.language.text import is_code
from mapper.settings import Settings

SHEETS: Final = ("preparation", "bilingual")


def documents(language: str, settings: Callable[[str | None], Settings]) -> Group:
    """Make the group, told in one language; `settings` reads them when a command runs."""
    made = group("documents", language)
    made.add_command(_write(language, settings))
    return made


def _write(language: str, settings: Callable[[str | None], Settings]) -> Command:
    def told(name: str) -> str:
        return words(f"cli.documents.write.{name}", language)

    folder = click.Path(path_type=Path)
    return Command(
        "write",
        callback=lambda **asked: write_sheet(settings(asked.pop("language")), **asked),
        params=[
            click.Argument(["document"], is_eager=True, type=click.Choice(SHEETS), metavar="|".join(SHEETS)),
            click.Argument(["questionnaire"], default="core", metavar="[QUESTIONNAIRE]"),
            click.Option(["--out"], type=folder, required=True, metavar="DIR", help=told("out")),
            click.Option(["--formats"], default="pdf", metavar="FORMAT,...", callback=_formats, help=told("formats")),
            click.Option(["--second"], metavar="CODE", callback=_second, help=told("second")),
            click.Option(["--large"], is_flag=True, help=told("large")),
            language_option(language),
        ],
        help=told("about"),
    )


def _formats(context: click.Context, _: click.Parameter, written: str) -> tuple[str, ...]:
    """Read `pdf,html`. Raises ValueRefused for a format that there is no writer for."""
    from mapper.documents.write import WRITERS

    formats = tuple(dict.fromkeys(part.strip() for part in written.split(",") if part.strip()))
    if not formats or not set(formats) <= set(WRITERS):
        raise ValueRefused(name="--formats", known=",".join(WRITERS), help=f"{context.command_path} --help")
    return formats


def _second(context: click.Context, parameter: click.Parameter, written: str | None) -> str:
    """Read the code of the second language, which a bilingual sheet must have. Raises ValueMissing and BadParameter."""
    if not written and context.params.get("document") == "bilingual":
        raise ValueMissing(name=max(parameter.opts), help=f"{context.command_path} --help")
    if written and not is_code(written):
        raise click.BadParameter("", param=parameter)
    return written or ""


def write_sheet(  # noqa: PLR0913 - one parameter for each option
    settings: Settings,
    *,
    document: str,
    questionnaire: str,
    out: Path,
    formats: tuple[str, ...],
    second: str,
    large: bool,
) -> int:
    """Write a sheet, and say where it lies and what to know about it."""
    from mapper.desk.desk import Desk
    from mapper.documents.model import Wanted

    desk = Desk(settings)
    wanted = Wanted(document, settings.language, large=large, second=second)
    saved = desk.save_sheet(desk.questionnaire_named(questionnaire), wanted, formats, out)
    for path in saved.paths:
        click.echo(str(path))
    for notice in (*filter(None, (desk.office.notice,)), *saved.notices):
        told = tell(notice.code, notice.facts, settings.language)
        click.echo(f"{told.says} {told.do}", err=True)
    return OK
