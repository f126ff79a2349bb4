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


def counted(shim: Path, script: str, *values: str) -> dict[str, str]:
    """Run a script before a disk that fails; give what it counted."""
    printed = run(script, *values, LD_PRELOAD=str(shim))
    return dict(part.rsplit("=", 1) for part in printed.split(", "))


preloads = pytest.mark.skipif(
    sys.platform != "linux" or COMPILER is None, reason="needs a compiler, and a loader that preloads"
)


@preloads
@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("how", ["once", "for-good"])
def test_every_call_may_fail(shim: Path, tmp_path: Path, cause: int, how: str) -> None:
    told = counted(shim, "failing", str(tmp_path), str(cause), how)
    expected = "vault_full" if cause == errno.ENOSPC else "vault_unreachable"
    assert int(told[expected]) > CALLS_AT_LEAST / 2
    assert sum(map(int, told.values())) > CALLS_AT_LEAST
    assert set(told) <= {
        "vault_full",
        "vault_unreachable",
        "unharmed",
        "in spite of it",
        "stands though told otherwise",
    }


LEAST = {"make": 100, "passphrase": 15, "case": 50}
"""Calls that each step takes at least: else the disk did not fail where it should."""


@preloads
@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("how", ["once", "for-good"])
@pytest.mark.parametrize("step", LEAST)
def test_a_vault_a_passphrase_and_a_case_are_made_whole_or_not_at_all(
    shim: Path, tmp_path: Path, cause: int, how: str, step: str
) -> None:
    told = counted(shim, "failing_steps", str(tmp_path / "data"), str(cause), how, step)
    expected = "vault_full" if cause == errno.ENOSPC else "vault_unreachable"
    assert sum(int(number) for what, number in told.items() if what.startswith(expected)) > LEAST[step] / 3
    assert sum(map(int, told.values())) > LEAST[step]
    assert {what.partition(" and ")[0] for what in told} <= {
        "vault_full",
        "vault_unreachable",
        "vault_readonly",
        "not told",
    }


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
