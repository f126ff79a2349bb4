"""`mapper check`, and how findings are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapper.commands.findings import all_findings
from mapper.commands.options import language_option, print_out, told_in
from mapper.console import OK, TOLD, Command
from mapper.language.catalogue import words
from mapper.settings import Settings

if TYPE_CHECKING:
    from mapper.questionnaire.findings import Finding


def check_command(language: str, settings: Callable[[str | None], Settings]) -> Command:
    """Make `mapper check`, told in one language; `settings` reads them when it runs."""

    def told(name: str) -> str:
        return words(f"cli.check.{name}", language)

    def check(  # noqa: PLR0913 - one parameter for each option
        *, paths: tuple[Path, ...], advice: bool, strict: bool, write: bool, as_json: bool, language: str | None
    ) -> int:
        chosen = settings(language)
        if write:
            from mapper.questionnaire.marking import mark_translations

            mark_translations(paths, chosen.office, chosen.data)
        findings = all_findings(paths, chosen.office, advice=advice)
        return tell_findings(findings, as_json, language, strict=strict)

    return Command(
        "check",
        callback=check,
        params=[
            click.Argument(["paths"], nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
            click.Option(["--advice/--no-advice"], default=True, help=told("advice")),
            click.Option(["--strict"], is_flag=True, help=told("strict")),
            click.Option(["--write"], is_flag=True, help=told("write")),
            click.Option(["--json", "as_json"], is_flag=True, help=words("cli.option.json", language)),
            language_option(language),
        ],
        help=told("about"),
    )


def tell_findings(findings: Sequence[Finding], as_json: bool, language: str | None, *, strict: bool = False) -> int:
    """Print findings, and give the exit code: advice counts only where one is `strict`."""
    from mapper.questionnaire.findings import findings_json, findings_text

    shown_in = told_in(language)
    print_out(findings_json(findings, shown_in) if as_json else findings_text(findings, shown_in))
    return TOLD if any(strict or not finding.is_advice for finding in findings) else OK
