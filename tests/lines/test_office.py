"""In plain lines, too, no conversation is kept before the office has said who reads and for how long."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.language.telling import tell
from mapper.lines.talk import Talk
from mapper.office.model import OfficeNotReady
from tests.lines.test_talk import Script
from tests.tui.shell.desk import desk_in


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_new_talk_is_told_what_is_missing_and_where(tmp_path: Path, language: str) -> None:
    desk = desk_in(tmp_path, office=False, language=language)
    with pytest.raises(OfficeNotReady) as told:
        Talk(desk, Script("1"), language).home()
    said = tell(told.value.code, told.value.facts, language)
    assert str(tmp_path / "office" / "office.yaml") in said.says
    assert "who_can_read, keep, kept" in said.says
    assert said.do
    assert desk.cases() == ()
    desk.close()
