"""Pages and program say the same: every command, option, code and setting is told, and nothing else."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
import pytest

from docs.make_keys import keys_page
from mapper import console
from mapper.cli import program
from mapper.commands.vault import vault
from mapper.settings import CHOICES, load_settings

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM = program("en")
VAULT = vault("en", load_settings)


def part(name: str) -> str:
    """Give what the page of commands says under a heading."""
    return COMMANDS.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", PROGRAM.commands)
def test_every_command_has_a_part_and_a_line_in_the_readme(name: str) -> None:
    assert part(f"mapper {name}")
    assert f"| `mapper {name}` |" in README


@pytest.mark.parametrize("name", ["", *PROGRAM.commands])
def test_every_option_is_told_where_it_belongs_and_no_other(name: str) -> None:
    command: click.Command = PROGRAM.commands[name] if name else PROGRAM
    has = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    told = set(re.findall(r"^\| `(--[a-z-]+)", part(f"mapper {name}".strip()), re.MULTILINE))
    assert told - {"--help"} == has


def test_no_command_is_told_that_is_not_there() -> None:
    assert set(re.findall(r"^## mapper (\w+)$", COMMANDS, re.MULTILINE)) == set(PROGRAM.commands)
    assert set(re.findall(r"^\| `mapper (\w+)` \|", README, re.MULTILINE)) == set(PROGRAM.commands)


@pytest.mark.parametrize("name", VAULT.commands)
def test_every_vault_command_is_told(name: str) -> None:
    assert re.search(rf"`mapper vault {name}\b|^    mapper vault {name}\b", COMMANDS, re.MULTILINE)


def test_every_option_of_a_vault_command_is_told() -> None:
    for command in VAULT.commands.values():
        for option in (option for parameter in command.params for option in parameter.opts if option.startswith("--")):
            assert f"`{option}" in COMMANDS, f"{command.name} {option}"


def test_every_exit_code_is_told() -> None:
    codes = {console.OK, console.TOLD, console.MISUSED, console.MISTAKEN, console.INTERRUPTED}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", COMMANDS, re.MULTILINE)} == codes


def test_every_setting_is_told() -> None:
    where = part("Where things are kept")
    for name, allowed in CHOICES.items():
        assert f"`{name}`" in where
        assert name.endswith("language") or all(f"`{word}`" in where for value in allowed for word in value.split())
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "mapper").rglob("*.py"))
    assert set(re.findall(r"MAPPER_[A-Z]+", source)) == set(re.findall(r"MAPPER_[A-Z]+", COMMANDS))


def test_every_link_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            target, _, anchor = link.partition("#")
            if target.startswith("https://"):
                continue
            found = (page.parent / target) if target else page
            assert found.exists(), f"{page.name}: {link}"
            headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
            assert not anchor or anchor in {heading.lower().replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages == set(re.findall(r"\]\((\w[\w.-]*\.md)\)", index))


def test_the_readme_marks_one_command_to_start_and_one_to_test() -> None:
    marked = dict(re.findall(r"<!-- (\w+) -->\n```sh\n(.+)\n```", README))
    assert set(marked) == {"start", "test"}
    assert all(command.startswith("python3 -m venv .venv && ") for command in marked.values())
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_no_file_names_where_packages_come_from() -> None:
    files = [ROOT / "pyproject.toml", ROOT / "README.md", ROOT / ".ci" / "run", *(ROOT / "docs").glob("*.md")]
    named = re.compile(r"pypi\.org|pythonhosted|file://|--(?:extra-)?index-url")
    assert [path.name for path in files if named.search(path.read_text(encoding="utf-8"))] == []


def test_the_page_of_keys_is_as_the_program_has_them() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == keys_page(), "run docs/make_keys.py"
