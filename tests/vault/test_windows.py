"""Two windows on one vault, at random: what both show is what was acknowledged, whoever wrote it and in which order."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import CaseExists, CaseUnknown
from mapper.vault.place import open_files
from mapper.vault.store import Verdict
from tests.vaults import open_keeper

ROUNDS, STEPS, WINDOWS = 12, 120, 3
CASES = ("a", "b", "c")


@dataclass
class Model:
    """What was acknowledged."""

    events: dict[str, list[bytes]] = field(default_factory=dict)
    headers: dict[str, bytes] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    snapshots: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def written(self, case: str, header: bytes) -> None:
        self.headers[case] = header
        self.order = [known for known in self.order if known != case] + [case]


class Windows:
    """Some windows on one vault, and what they have to show."""

    def __init__(self, data: Path, chance: random.Random) -> None:
        self.data, self.chance, self.model = data, chance, Model()
        keeper = open_keeper(data)
        self.master = keeper.vault.master
        keeper.close()
        self.windows = [self.opened() for _ in range(WINDOWS)]
        self.number = 0

    def opened(self) -> EncryptedVault:
        shelf, keys = open_files(self.data)
        return EncryptedVault(shelf, keys, self.master)

    def fresh(self, what: str) -> bytes:
        self.number += 1
        return f"{what} {self.number} ".encode() * self.chance.choice([1, 1, 9, 200])

    def step(self) -> None:
        at = self.chance.randrange(WINDOWS)
        acts = (self.append, self.append, self.append, self.read, self.read, self.redact, self.snapshot, self.listed)
        act = self.chance.choice((*acts, self.create, self.tail, self.again))
        act(at, self.chance.choice(CASES))

    def create(self, at: int, case: str) -> None:
        header = self.fresh("header")
        if case in self.model.events:
            with pytest.raises(CaseExists):
                self.windows[at].create(case, header)
            return
        self.windows[at].create(case, header)
        self.model.events[case] = []
        self.model.written(case, header)

    def append(self, at: int, case: str) -> None:
        payloads = [self.fresh("event") for _ in range(self.chance.randrange(4))]
        header = self.fresh("header")
        if case not in self.model.events:
            with pytest.raises(CaseUnknown):
                self.windows[at].append(case, payloads, header)
            return
        known = self.model.events[case]
        numbers = self.windows[at].append(case, payloads, header)
        assert list(numbers) == list(range(len(known) + 1, len(known) + len(payloads) + 1))
        known.extend(payloads)
        self.model.written(case, header)

    def redact(self, at: int, case: str) -> None:
        known = self.model.events.get(case)
        if not known:
            return
        gone = self.chance.sample(range(1, len(known) + 1), self.chance.randint(1, min(3, len(known))))
        payload, header = self.fresh("redacted"), self.fresh("header")
        # A window redacts what it has read: it knows of no later events.
        self.windows[at].events(case)
        assert self.windows[at].redact(case, gone, payload, header) == len(known) + 1
        for seq in gone:
            known[seq - 1] = b""
        known.append(payload)
        self.model.written(case, header)

    def read(self, at: int, case: str) -> None:
        if case not in self.model.events:
            return
        after = self.chance.randrange(len(self.model.events[case]) + 1)
        shown = list(enumerate(self.model.events[case], 1))
        assert self.windows[at].events(case, after) == shown[after:]
        assert self.windows[at].header(case).header == self.model.headers[case]

    def tail(self, at: int, case: str) -> None:
        """Read only what is new to this window, as a window does when another one stirred."""
        if case not in self.model.events:
            return
        window, shown = self.windows[at], list(enumerate(self.model.events[case], 1))
        known = window._tails.get(case)
        after = known.seq if known else 0
        assert window.events(case, after) == shown[after:]

    def listed(self, at: int, _: str) -> None:
        window = self.windows[at]
        assert {each.case: (each.last, each.header) for each in window.cases()} == {
            case: (len(events), self.model.headers[case]) for case, events in self.model.events.items()
        }
        assert [each.case for each in window.latest(2)] == self.model.order[::-1][:2]

    def snapshot(self, at: int, case: str) -> None:
        if case not in self.model.events:
            return
        name = f"form {self.chance.randrange(2)}"
        payload = self.model.snapshots.setdefault((case, name), self.fresh("form"))
        self.windows[at].put_snapshot(case, name, payload)
        for window in self.windows:
            assert window.snapshot(case, name) == payload

    def again(self, at: int, _: str) -> None:
        self.windows[at].close()
        self.windows[at] = self.opened()

    def close(self) -> None:
        for window in self.windows:
            window.close()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_every_window_shows_what_was_acknowledged(tmp_path: Path, round_: int) -> None:
    house = Windows(tmp_path, random.Random(f"windows {round_}"))
    for _ in range(STEPS):
        house.step()
    for window in (*house.windows, last := house.opened()):
        for case, events in house.model.events.items():
            assert window.verify(case) == Verdict(len(events))
            assert window.events(case) == list(enumerate(events, 1))
    last.close()
    house.close()
