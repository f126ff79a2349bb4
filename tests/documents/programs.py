"""Programs of the machine that tests look at papers with."""

from __future__ import annotations

import os
import shutil

import pytest


def need(*names: str, package: str) -> str:
    """Give the first of some programs that is there. Where none is, skip and say so; continuous checks fail."""
    for name in names:
        if found := shutil.which(name):
            return found
    told = f"{names[0]} is missing: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)
