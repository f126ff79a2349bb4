"""Vaults with a few cases in them, and what must be the same in a copy."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mapper.desk.keeper import Keeper
from mapper.desk.safekeeping import back_up, opened_backup
from mapper.meeting.header import Header
from mapper.vault.encrypted import EncryptedVault
from mapper.vault.errors import VaultError
from tests.vaults import PASSPHRASE, open_keeper

NOW = datetime(2026, 4, 3, 10, 15, tzinfo=UTC)

Content = dict[str, tuple[bytes, tuple[bytes, ...]]]


def header(case: str) -> bytes:
    return Header(f"Sak {case}", opened=f"2026-04-0{len(case)}T10:00:00+02:00").encode()


def fill(vault: EncryptedVault, *cases: str, events: int = 3) -> None:
    """Put cases in the vault, each with events and a questionnaire."""
    for case in cases:
        vault.create(case, header(case))
        vault.put_snapshot(case, "form", f"form of {case}".encode() * 50)
        vault.append(case, [f"{case}:{number}".encode() for number in range(1, events + 1)], header(case))


def filled(data: Path, *cases: str) -> Keeper:
    """Give the keeper of a new vault with cases in it."""
    keeper = open_keeper(data)
    fill(keeper.vault, *(cases or ("a", "bb", "ccc")))
    return keeper


def content(vault: EncryptedVault) -> Content:
    """Give everything that can be read of every case."""
    found: Content = {}
    for stored in vault.cases():
        with suppress(VaultError):
            found[stored.case] = stored.header, tuple(payload for _, payload in vault.events(stored.case))
            assert vault.snapshot(stored.case, "form") == f"form of {stored.case}".encode() * 50
    return found


def content_at(data: Path) -> Content:
    keeper = open_keeper(data)
    try:
        return content(keeper.vault)
    finally:
        keeper.close()


def backed_up(keeper: Keeper, folder: Path, now: datetime = NOW) -> None:
    made, report = back_up(keeper, folder, None, now)
    assert not report.wrong
    assert made.cases.manifest is not None


def restored(data: Path, folder: Path, stamp: str = "") -> Path | None:
    """Restore a backup; give where the former vault lies."""
    with opened_backup(data, folder, None, PASSPHRASE, stamp=stamp) as restoration:
        return restoration.put_in_place(restoration.look(), NOW)


class Failing:
    """Let the n-th call that makes, renames, syncs or deletes something in a folder fail, or end the program there."""

    CALLS = ("open", "mkdir", "rename", "fsync", "replace")

    def __init__(self, folder: Path, step: int, number: int, *, die: bool = False) -> None:
        self.reached = False
        self._left = step
        self._number = number
        self._folder = str(folder)
        self._die = die
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> None:
        for name in self.CALLS:
            self._patch.setattr(os, name, self._failing(getattr(os, name)))

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(first: Any, *rest: Any, **named: Any) -> Any:
            path = str(first) if not isinstance(first, int) else _path(first)
            if path.startswith(self._folder):
                self._left -= 1
                if self._left == 0:
                    self.reached = True
                    if self._die:
                        os.kill(os.getpid(), signal.SIGKILL)
                    raise OSError(self._number, "made to fail", path)
            return real(first, *rest, **named)

        return called


def _path(descriptor: int) -> str:
    return os.readlink(f"/proc/self/fd/{descriptor}") if sys.platform == "linux" else ""
