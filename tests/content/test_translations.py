"""What each shipped questionnaire was translated from is known, so that an office is told when one is old."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapper.questionnaire.marking import mark_translations
from tests.content.texts import QUESTIONNAIRES


@pytest.mark.parametrize("name", sorted(path.stem for path in QUESTIONNAIRES.glob("*.yaml")))
def test_every_translation_is_marked_as_it_reads_now(name: str, tmp_path: Path) -> None:
    """Changed the words? `mapper check questionnaires/NAME.yaml --write` marks them anew."""
    for path in QUESTIONNAIRES.glob(f"{name}.*"):
        shutil.copy(path, tmp_path)
    assert mark_translations([tmp_path / f"{name}.yaml"]) == ((f"{name}.yaml", 0, ()),)
