"""Measure work beside a peer in the same run, and say what came out. Reports; never fails on a time.

Run a measurement with `python -m tests.benchmarks.bench_vault`; the figures hold for that machine and that run.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Series:
    """Times of one piece of work, in milliseconds, in the order measured."""

    name: str
    times: tuple[float, ...]

    @property
    def median(self) -> float:
        """Give the middle time."""
        return median(self.times)

    def percentile(self, percent: int) -> float:
        """Give the time that `percent` of the runs stay below."""
        return quantiles(self.times, n=100, method="inclusive")[percent - 1] if len(self.times) > 1 else self.times[0]


def timed(work: Work) -> float:
    """Run once; give the milliseconds that it took."""
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def side_by_side(works: Mapping[str, Work], times: int, warm: int = 3) -> tuple[Series, ...]:
    """Run all works in turns, `times` each, so that what else the machine does falls on all alike."""
    for work in works.values():
        for _ in range(warm):
            work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    gc.collect()
    for _ in range(times):
        for name, work in works.items():
            taken[name].append(timed(work))
    return tuple(Series(name, tuple(series)) for name, series in taken.items())


def report(title: str, series: Sequence[Series], budget: str) -> None:
    """Print each series, and the first as a ratio to the others."""
    print(f"\n{title}  (budget: {budget})")
    ours, *peers = series
    for one in series:
        figures = f"median {one.median:9.3f}   p95 {one.percentile(95):9.3f}   p99 {one.percentile(99):9.3f} ms"
        print(f"  {one.name:<34} {figures}   n={len(one.times)}")
    for peer in peers:
        print(f"  {ours.name} / {peer.name}: {ours.median / peer.median:.2f} × (median)")
