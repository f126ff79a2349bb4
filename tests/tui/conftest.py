"""What holds for every test with a screen."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from tests.tui import rest


@pytest.fixture(autouse=True)
def screens_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot wait until the app is at rest, and no longer; draw what is at rest, and nothing on the way there."""
    monkeypatch.setattr(Pilot, "pause", rest.pause)
    monkeypatch.setattr(Pilot, "_wait_for_screen", rest.wait_for_screen)
    monkeypatch.setattr("textual.app.wait_for_idle", rest.idle)
    monkeypatch.setattr(Screen, "_compositor_refresh", rest.draw_at_rest)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.25)
