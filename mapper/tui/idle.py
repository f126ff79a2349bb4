"""How long nobody has touched the program, the time that the machine slept among it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


def clocks() -> tuple[float, ...]:
    """Read the clocks of this machine in seconds: one that counts sleep, or two of which the one further on counts."""
    if sys.platform == "linux":
        return (time.clock_gettime(time.CLOCK_BOOTTIME),)
    return time.monotonic(), time.time()


class Idle:
    """Measures how long it has been quiet."""

    def __init__(self, read: Callable[[], tuple[float, ...]] = clocks) -> None:
        self.read = read
        self._since = read()

    def stir(self) -> None:
        """Begin to measure from now."""
        self._since = self.read()

    @property
    def minutes(self) -> float:
        """Give the minutes since somebody did something."""
        return max(now - then for now, then in zip(self.read(), self._since, strict=True)) / 60
