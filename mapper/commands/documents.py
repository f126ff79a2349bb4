"""The group `mapper documents`: papers that need no conversation, and the templates of papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from mapper.commands.check import tell_findings
from mapper.commands.findings import template_findings
from mapper.commands.options import group, language_option, print_out, told_in
from mapper.console import OK, Command, Group, ValueMissing, ValueRefused, say
from mapper.language.catalogue import words
from mapper.language.telling import tell
from mapper.language.text import is_code
from mapper.settings import Settings

SHEETS: Final = ("preparation", "bilingual")
PAPERS: Final = (
    "summary", "plan", "basis", "reflection", "preparation", "bilingual", "form", "consent", "partner", "workplace",
    "copy",
)  # fmt: skip
"""The papers that have a template; nothing of a template is loaded to tell of them."""


def documents(language: str, settings: Callable[[str | None], Settings]) -> Group:
    """Make the group, told in one language; `settings` reads them when a command runs."""
    made = group("documents", language)
    for command in (_check(language, settings), _names(language), _write(language, settings)):
        made.add_command(command)
    return made


def _check(language: str, settings: Callable[[str | None], Settings]) -> Command:
    def check(paths: tuple[Path, ...], as_json: bool, language: str | None) -> int:
        return tell_findings(template_findings(paths, settings(language).office), as_json, language)

    params: list[click.Parameter] = [
        click.Argument(["paths"], nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
        click.Option(["--json", "as_json"], is_flag=True, help=words("cli.option.json", language)),
        language_option(language),
    ]
    return Command("check", callback=check, params=params, help=words("cli.documents.check", language))


def _names(language: str) -> Command:
    def names(document: str, language: str | None) -> int:
        from mapper.documents.templates.checking.listing import names_page

        print_out(names_page(document, told_in(language)))
        return OK

    params: list[click.Parameter] = [
        click.Argument(["document"], type=click.Choice(PAPERS), metavar="PAPER"),
        language_option(language),
    ]
    return Command(
        "names", callback=names, params=params, help=words("cli.documents.names", language, known=", ".join(PAPERS))
    )


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
            click.Option(
                ["--formats"], default="pdf", metavar="FORMAT,...", callback=read_formats, help=told("formats")
            ),
            click.Option(["--second"], metavar="CODE", callback=_second, help=told("second")),
            click.Option(["--large"], is_flag=True, help=told("large")),
            language_option(language),
        ],
        help=told("about"),
    )


def read_formats(context: click.Context, _: click.Parameter, written: str) -> tuple[str, ...]:
    """Read `pdf,html`. Raises ValueRefused for a format that there is no writer for."""
    from mapper.documents.writers.write import WRITERS

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
        say(f"{told.says} {told.do}", err=True)
    return OK
