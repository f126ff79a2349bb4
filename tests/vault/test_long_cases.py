"""Long conversations open, verify and can be gone on with. The time is printed; only what is far too long fails."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from mapper.vault.store import Verdict
from tests.vaults import open_keeper

SECONDS = {2_000: 0.3, 50_000: 10.0}
FAR_TOO_LONG = 10
"""Times what is aimed at: other work on the machine does not fail the test, work that grows with the square does."""


@pytest.mark.parametrize("events", SECONDS)
def test_a_long_case_opens(tmp_path: Path, events: int) -> None:
    said = [f"answer {number} ".encode() * 30 for number in range(events)]
    keeper = open_keeper(tmp_path)
    keeper.vault.create("a", b"header")
    keeper.vault.append("a", said, b"header")
    keeper.close()
    keeper = open_keeper(tmp_path)
    began = process_time()
    read = keeper.vault.events("a")
    taken = process_time() - began
    print(f"{events:,} events read and verified in {taken:.2f} s")
    assert [payload for _, payload in read] == said
    began = process_time()
    assert keeper.vault.append("a", [b"more"], b"header") == range(events + 1, events + 2)
    added = process_time() - began
    print(f"one more added in {added * 1000:.1f} ms")
    assert keeper.vault.verify("a") == Verdict(events + 1)
    keeper.close()
    assert taken < SECONDS[events] * FAR_TOO_LONG
    assert added < 1
