"""What `mapper check` and `mapper documents check` look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mapper.questionnaire.findings import Finding

_TEMPLATE: Final = ".md.j2"
_OFFICE: Final = Path("office")


def all_findings(paths: tuple[Path, ...], office: Path, *, advice: bool = False) -> tuple[Finding, ...]:
    """Check questionnaires, lists, templates, letterhead and an office's file: those named, or all of the office's own.

    With `advice`, questionnaires are told what could be better, too.
    """
    from mapper.documents.writers.trying import check_letterhead
    from mapper.office.check import check_office
    from mapper.office.model import FILE
    from mapper.questionnaire.check import check_paths, files_in, nothing_there

    found = [*(() if paths else check_paths(advice=advice))]
    templates: list[Path] = []
    for path in paths or (office,):
        is_office = path.is_dir() and (path / FILE).exists()
        if path.name == FILE or is_office:
            found += check_office(path)
        there = len(found) + len(templates)
        if path.is_dir():
            found += check_letterhead(path)
            templates += sorted([*path.glob(f"*{_TEMPLATE}"), *path.glob(f"templates/*{_TEMPLATE}")])
        if path.name.endswith(_TEMPLATE):
            templates.append(path)
        elif paths and path.name != FILE:
            forms = path / "questionnaires" if is_office else path
            found += check_paths([forms], advice=advice) if forms.exists() or not is_office else ()
            if path.is_dir() and not is_office and there == len(found) + len(templates) and not any(files_in(path)):
                found.append(nothing_there(path))
    return (*found, *(template_findings(tuple(templates), office) if templates else ()))


def template_findings(paths: tuple[Path, ...], office: Path) -> tuple[Finding, ...]:
    """Check templates: those named, all of the office and its letterhead for `office`, or all in use."""
    from mapper.documents.templates.checking.check import check_templates, office_templates
    from mapper.documents.templates.shelf import folder
    from mapper.documents.writers.trying import check_letterhead

    if not paths:
        return (*check_letterhead(office), *check_templates((*office_templates(office), folder()), office))
    named = [office if path == _OFFICE and not path.exists() else path for path in paths]
    groups = [office_templates(path) if (path / "templates").is_dir() else (path,) for path in named]
    letterheads = [found for path in named for found in check_letterhead(path)]
    return (*letterheads, *check_templates([path for group in groups for path in group], office))
