"""Conversations from before there was encryption: the first page tells of them, and then they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.tui.screens.first import FirstRun
from tests.tui.bench import frame
from tests.tui.shell.desk import settings_in
from tests.tui.shell.test_opening import at_home
from tests.vault.plain import plain_vault


@pytest.mark.parametrize(("language", "told"), [("nb", "3 samtaler"), ("nn", "3 samtalar"), ("en", "3 talks")])
async def test_the_first_page_tells_what_becomes_of_them(tmp_path: Path, language: str, told: str) -> None:
    plain_vault(settings_in(tmp_path).data, "a", "bb", "ccc")
    async with at_home(tmp_path, size=(100, 36), language=language) as (app, pilot):
        await pilot.press("enter")
        assert isinstance(app.screen, FirstRun)
        assert told in frame(app)
        assert "SSD" in frame(app)
        assert app.desk.keeper.state == "none"


async def test_without_any_it_says_nothing_of_them(tmp_path: Path) -> None:
    async with at_home(tmp_path, size=(100, 36)) as (app, pilot):
        await pilot.press("enter")
        assert isinstance(app.screen, FirstRun)
        assert "SSD" not in frame(app)
