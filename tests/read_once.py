"""Questionnaires, which are read and checked once in a process while no file changes that they could be made of."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from mapper.desk.desk import Desk
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.library import Library

_packs, _questionnaire_at = vars(Desk)["_packs"].func, Desk.questionnaire_at
_kept: dict[Any, Any] = {}
"""What was read, by the files: what is read from the same is the same."""


def _made_of(library: Library, *paths: Path) -> tuple[Any, ...]:
    """Give every file that a questionnaire could take something from, with what stands in it."""
    folders = dict.fromkeys((*library.folders, *(path.parent for path in paths)))
    files = {file: None for folder in folders for file in sorted(folder.rglob("*.yaml")) if file.is_file()}
    return (*paths, *((file, blake2b(file.read_bytes()).digest()) for file in files))


def packs(desk: Desk) -> Any:
    """Stand in for the reading of all packs."""
    key = ("packs", _made_of(desk.library))
    if key not in _kept:
        _kept[key] = _packs(desk)
    return _kept[key]


def questionnaire_at(desk: Desk, path: Path) -> Questionnaire:
    """Stand in for the reading of one questionnaire with the office's lists."""
    key = ("whole", _made_of(desk.library, path))
    if key not in _kept:
        _kept[key] = _questionnaire_at(desk, path)
    read: Questionnaire = _kept[key]
    return read


def patch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every desk read each questionnaire once."""
    monkeypatch.setattr(Desk, "_packs", property(packs))
    monkeypatch.setattr(Desk, "questionnaire_at", questionnaire_at)
