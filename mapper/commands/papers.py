"""The group `mapper office`, `mapper documents check`, and what `mapper check` looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mapper.commands.options import group, language_option
from mapper.console import OK, Command, Group
from mapper.language.catalogue import words
from mapper.settings import Settings

if TYPE_CHECKING:
    from mapper.questionnaire.findings import Finding

_PATH = click.Path(path_type=Path)
_TEMPLATE: Final = ".md.j2"
_OFFICE: Final = Path("office")
Tell = Callable[[Sequence["Finding"], bool, str | None], int]


def check_templates_command(language: str, settings: Callable[[str | None], Settings], tell: Tell) -> Command:
    """Make `mapper documents check`; `tell` prints findings and gives the exit code."""

    def check(paths: tuple[Path, ...], as_json: bool, language: str | None) -> int:
        return tell(template_findings(paths, settings(language).office), as_json, language)

    params: list[click.Parameter] = [
        click.Argument(["paths"], nargs=-1, type=_PATH, metavar="[PATH]..."),
        click.Option(["--json", "as_json"], is_flag=True, help=words("cli.option.json", language)),
        language_option(language),
    ]
    return Command("check", callback=check, params=params, help=words("cli.documents.check", language))


def office(language: str, settings: Callable[[str | None], Settings]) -> Group:
    """Make the group `mapper office`."""

    def init(folder: Path | None, language: str | None) -> int:
        from mapper.office.folder import init_office, told_of

        chosen = settings(language)
        made = init_office(folder or chosen.office, chosen.language)
        click.echo(told_of(made, chosen.office, chosen.language))
        return OK

    made = group("office", language)
    params: list[click.Parameter] = [
        click.Argument(["folder"], type=_PATH, required=False, metavar="[DIR]"),
        language_option(language),
    ]
    made.add_command(Command("init", callback=init, params=params, help=words("cli.office.init", language)))
    return made


def all_findings(paths: tuple[Path, ...], office: Path, *, advice: bool = False) -> tuple[Finding, ...]:
    """Check questionnaires, lists, templates and an office's file: those named, or all that are the office's own.

    With `advice`, questionnaires are told what could be better, too.
    """
    from mapper.office.check import check_office
    from mapper.office.model import FILE
    from mapper.questionnaire.check import check_paths

    found = [*(() if paths else check_paths(advice=advice))]
    templates: list[Path] = []
    for path in paths or (office,):
        is_office = path.is_dir() and (path / FILE).exists()
        if path.name == FILE or is_office:
            found += check_office(path)
        if path.is_dir():
            templates += sorted([*path.glob(f"*{_TEMPLATE}"), *path.glob(f"templates/*{_TEMPLATE}")])
        if path.name.endswith(_TEMPLATE):
            templates.append(path)
        elif paths and path.name != FILE:
            forms = path / "questionnaires" if is_office else path
            found += check_paths([forms], advice=advice) if forms.exists() or not is_office else ()
    return (*found, *(template_findings(tuple(templates), office) if templates else ()))


def template_findings(paths: tuple[Path, ...], office: Path) -> tuple[Finding, ...]:
    """Check templates: those named, all of the office for `office`, or all in use."""
    from mapper.documents.checking.check import check_templates, office_templates
    from mapper.documents.templates import folder

    if not paths:
        return check_templates((*office_templates(office), folder()), office)
    named = [office if path == _OFFICE and not path.exists() else path for path in paths]
    groups = [office_templates(path) if (path / "templates").is_dir() else (path,) for path in named]
    return check_templates([path for group in groups for path in group], office)
