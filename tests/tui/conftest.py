"""What holds for every test with a screen."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from mapper.desk.desk import Desk
from mapper.questionnaire.composed import Questionnaire
from tests.tui import rest

_read = Desk.questionnaire_at
_kept: dict[Any, Questionnaire] = {}
"""Questionnaires by the files that they were read and checked with: what is read from the same is the same."""


def questionnaire_at(desk: Desk, path: Path) -> Questionnaire:
    """Read and check a questionnaire once in a process, while no file of its library changes."""
    files = (path, *desk.library.questionnaires(), *desk.library.list_paths())
    key = tuple((file, blake2b(file.read_bytes()).digest()) for file in files)
    if key not in _kept:
        _kept[key] = _read(desk, path)
    return _kept[key]


@pytest.fixture(autouse=True)
def screens_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot wait until the app is at rest, and no longer; read each questionnaire once."""
    monkeypatch.setattr(Pilot, "pause", rest.pause)
    monkeypatch.setattr(Pilot, "_wait_for_screen", rest.wait_for_screen)
    monkeypatch.setattr("textual.app.wait_for_idle", rest.idle)
    monkeypatch.setattr(Desk, "questionnaire_at", questionnaire_at)
