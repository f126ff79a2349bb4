"""What is loaded, seen in a fresh interpreter: heavy packages wait until somebody needs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOME = """
import asyncio, sys
from mapper.desk.desk import Desk
from mapper.settings import load_settings
from mapper.tui.app import MapperApp

async def start():
    app = MapperApp(Desk(load_settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert type(app.screen).__name__ == "Home", app.screen
    assert app.return_code in (0, None)

asyncio.run(start())
"""
CHECK = "from mapper.cli import program; program('nb').main(['check'], standalone_mode=False, obj='nb')"


def loaded(code: str, data: Path) -> set[str]:
    """Run code in a fresh interpreter; give the names of all packages and modules that it loaded."""
    listed = f"{code}\nimport sys; print('LOADED', *sys.modules)"
    environment = {"MAPPER_DATA": str(data), "PYTHONWARNINGS": "error"}
    ended = subprocess.run(
        [sys.executable, "-c", listed], capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        (
            HOME,
            {"jinja2", "pydantic", "questionary", "typst", "docx", "babel", "markdown_it", "mapper.interview.events"}
            | {"icalendar", "segno", "zoneinfo"}
            | {"nacl", "zxcvbn", "sqlite3", "mapper.vault.passphrase"},
        ),
        (CHECK, {"textual", "jinja2", "markdown_it", "sqlite3", "mapper.vault.sqlite"}),
        ("import mapper.cli", {"textual", "pydantic", "yaml", "babel", "sqlite3", "jinja2", "nacl", "zxcvbn"}),
        ("import mapper.desk.desk", {"textual", "pydantic", "yaml", "babel", "sqlite3", "jinja2"}),
        ("import mapper.vault.place", {"textual", "pydantic", "yaml", "babel", "jinja2", "mapper.language.text"}),
        ("import mapper.questionnaire.condition", {"textual", "pydantic", "yaml"}),
    ],
    ids=["home screen", "check", "command line", "desk", "vault", "condition"],
)
def test_what_is_not_needed_is_not_loaded(code: str, absent: set[str], tmp_path: Path) -> None:
    assert loaded(code, tmp_path) & absent == set()


def test_the_test_sees_what_is_loaded(tmp_path: Path) -> None:
    assert {"pydantic", "yaml"} <= loaded("import mapper.questionnaire.model, mapper.questionnaire.tree", tmp_path)
