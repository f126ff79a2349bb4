"""All that is wrong with an office's own file and its logo, at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from mapper.office.logo import LogoRefusedError, read_logo
from mapper.office.model import FILE, Office
from mapper.office.read import read_office
from mapper.questionnaire.findings import Finding, in_order
from mapper.questionnaire.source import UnreadableError, value_place
from mapper.questionnaire.tree import Tree, read_path

_OTHERWISE: Final = ("empty_file", "not_a_mapping", "too_big")


def check_office(path: Path) -> tuple[Finding, ...]:
    """Check an office's file, or the one in a folder; a folder without one has nothing wrong."""
    file = path / FILE if path.is_dir() else path
    if not file.exists() and path.is_dir():
        return ()
    try:
        tree = read_path(file)
    except UnreadableError as error:
        return tuple(_of_an_office(each) for each in error.findings)
    reading = read_office(tree, file)
    return in_order([*reading.findings, *_logo(tree, reading.office, file.parent)])


def _of_an_office(finding: Finding) -> Finding:
    """Say what to do in this file, where a questionnaire would be told something else."""
    return replace(finding, code=f"office_yaml.{finding.code}") if finding.code in _OTHERWISE else finding


def _logo(tree: Tree, office: Office, folder: Path) -> Iterator[Finding]:
    if not office.logo:
        return
    try:
        read_logo(folder, office.logo)
    except LogoRefusedError as refused:
        yield tree.source.finding(
            value_place(tree.root, "logo"), f"office_yaml.{refused.code}", None, name=office.logo, what=refused.what
        )
