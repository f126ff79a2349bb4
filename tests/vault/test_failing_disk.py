"""The disk fails at the n-th call, for every n: each time it is told, and nothing acknowledged is lost."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.skipif(sys.platform != "linux" or COMPILER is None, reason="needs a compiler, and a loader that preloads")
@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("how", ["once", "for-good"])
def test_every_call_may_fail(shim: Path, tmp_path: Path, cause: int, how: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.vault.failing", str(tmp_path), str(cause), how],
        cwd=HERE.parents[1],
        env={**os.environ, "LD_PRELOAD": str(shim)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told = dict(part.rsplit("=", 1) for part in ended.stdout.strip().split(", "))
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
