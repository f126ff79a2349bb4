"""The disk fails at the n-th call, for every n: each time it is told, and nothing acknowledged is lost."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

HERE = Path(__file__).parent
COMPILER = shutil.which("cc")
CALLS_AT_LEAST = 200
EXPECTED = {errno.ENOSPC: "vault_full", errno.EIO: "vault_unreachable"}


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile what stands between SQLite and the disk."""
    library = tmp_path_factory.mktemp("shim") / "failing.so"
    subprocess.run([str(COMPILER), "-shared", "-fPIC", "-o", library, HERE / "failing.c", "-ldl"], check=True)
    return library


def run(script: str, *values: str, before: tuple[str, ...] = (), **environment: str) -> str:
    """Run a script of this folder as a process of its own; give what it printed."""
    ended = subprocess.run(
        [*before, sys.executable, "-m", f"tests.vault.{script}", *values],
        cwd=HERE.parents[1],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def counted(shim: Path, script: str, *values: str) -> dict[tuple[int, str], dict[str, int]]:
    """Run a script before a disk that fails; give what it counted, for each cause and way of failing."""
    found = {}
    for line in run(script, *values, LD_PRELOAD=str(shim)).splitlines():
        case, counts = line.split(": ")
        cause, how = case.split()
        parts = [part.rsplit("=", 1) for part in counts.split(", ")]
        found[int(cause), how] = {what: int(number) for what, number in parts}
    assert set(found) == {(cause, how) for cause in EXPECTED for how in ("once", "for-good")}
    return found


preloads = pytest.mark.skipif(
    sys.platform != "linux" or COMPILER is None, reason="needs a compiler, and a loader that preloads"
)


@preloads
def test_every_call_may_fail(shim: Path, tmp_path: Path) -> None:
    known = {"vault_full", "vault_unreachable", "unharmed", "in spite of it", "stands though told otherwise"}
    for (cause, how), told in counted(shim, "failing", str(tmp_path)).items():
        assert told[EXPECTED[cause]] > CALLS_AT_LEAST / 2, (cause, how)
        assert sum(told.values()) > CALLS_AT_LEAST, (cause, how)
        assert set(told) <= known, (cause, how)


LEAST = {"make": 100, "passphrase": 15, "case": 50}
"""Calls that each step takes at least: else the disk did not fail where it should."""


@preloads
@pytest.mark.parametrize("step", LEAST)
def test_a_vault_a_passphrase_and_a_case_are_made_whole_or_not_at_all(shim: Path, tmp_path: Path, step: str) -> None:
    known = {"vault_full", "vault_unreachable", "vault_readonly", "not told"}
    for (cause, how), told in counted(shim, "failing_steps", str(tmp_path / "data"), step).items():
        right = sum(number for what, number in told.items() if what.startswith(EXPECTED[cause]))
        assert right > LEAST[step] / 3, (cause, how)
        assert sum(told.values()) > LEAST[step], (cause, how)
        assert {what.partition(" and ")[0] for what in told} <= known, (cause, how)


UNSHARE = ("unshare", "--mount", "--map-root-user")


def may_mount() -> bool:
    """Tell whether a disk may be mounted for one process alone, seen by nobody else."""
    if shutil.which("unshare") is None:
        return False
    with TemporaryDirectory() as folder:
        mount = [*UNSHARE, "mount", "-t", "tmpfs", "none", folder]
        return subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="needs a mount namespace of its own")
def test_a_full_disk_lets_everything_be_read_and_is_gone_on_with_when_there_is_room(tmp_path: Path) -> None:
    told, answers, size = map(int, run("full_disk", str(tmp_path), before=UNSHARE).split())
    assert told >= 4
    assert answers > 100
    assert size < 4_000_000
    assert list(tmp_path.iterdir()) == []
