"""Conversations that were kept and are not found are told as that, and not as locked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.tui.screens.home import Home
from mapper.tui.screens.unlock import Unlock
from mapper.vault.paths import vault_file, vault_folder
from tests.tui.bench import frame, rows
from tests.tui.shell.desk import settings_in
from tests.tui.shell.test_opening import at_home, locked
from tests.tui.shell.test_shell import settle


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_home_tells_before_a_passphrase_is_typed(tmp_path: Path, language: str) -> None:
    locked(tmp_path)
    vault = vault_folder(settings_in(tmp_path).data)
    vault.rename(tmp_path / "away")
    async with at_home(tmp_path, size=(120, 36), language=language) as (app, pilot):
        shown = " ".join(frame(app).split())
        assert rows(app)[0].endswith(app.t("desk.head.missing"))
        assert app.t("vault.missing.do").split(". ")[0] in shown
        assert app.t("tui.home.locked") not in shown
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Unlock)
        assert app.t("vault.missing.do").split(". ")[0] in " ".join(frame(app).split())
        (tmp_path / "away").rename(vault)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert rows(app)[0].endswith(app.t("tui.head.locked"))
        assert app.t("tui.home.locked") in frame(app)


async def test_the_narrowest_home_shows_what_to_do(tmp_path: Path) -> None:
    locked(tmp_path)
    vault_file(settings_in(tmp_path).data).write_bytes(b"")
    async with at_home(tmp_path, size=(56, 16)) as (app, _):
        assert rows(app)[0].endswith("Finner ikke samtalene")
        assert "er tom" in " ".join(frame(app).split())
