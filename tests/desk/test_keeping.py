"""What has been kept as long as was promised is counted a stretch at a time, and each conversation once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mapper.desk import keeping
from mapper.desk.keeping import Waiting
from mapper.meeting.header import Header
from tests.tui.shell.desk import NOW, desk_in


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5])
def test_counting_a_stretch_at_a_time_comes_to_the_same(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_STRETCH", 2)
    desk, past = desk_in(tmp_path), (NOW - timedelta(days=1)).date().isoformat()
    for each in range(number):
        desk.keeper.vault.create(f"{each:032x}", b"")
        rounds = past if each == 1 else NOW.date().isoformat() if each == 2 else "2099-01-01"
        header = Header(f"Samtale {each}", keep_until=past if each % 2 == 0 else "", next_round=rounds).encode()
        desk.keeper.vault.append(f"{each:032x}", [b"{}"], header if each != 3 else b"unreadable")
    looked = [desk.waiting() for _ in range(number // 2 + 1)]
    assert looked == [*[None] * (number // 2), Waiting(NOW.date(), (number + 1) // 2, again=max(0, min(number, 3) - 1))]
    assert len(desk.due().cases) == (number + 1) // 2
    assert desk.waiting() == looked[-1]
    desk.close()
