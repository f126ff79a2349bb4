"""From one question to the next, from one room to the next, and what two hours of both leave in memory."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from textual.pilot import Pilot

from mapper.desk.desk import Desk
from mapper.settings import Settings
from mapper.tui.app import MapperApp
from tests.benchmarks.bench import Series, report

SIZES = ((80, 24), (120, 36))
QUESTIONS = 240
CHANGES = 160
ROOMS = ("picture", "plan", "review", "questions")


async def until(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Let the program work until something holds and everything is drawn."""
    while not done():
        await asyncio.sleep(0)
    await pilot._wait_for_screen()


async def next_questions(pilot: Pilot[None], app: MapperApp, count: int) -> list[float]:
    """Go through the questions again and again; give the milliseconds of each step."""
    app.go("questions", app.open_meeting.first())
    await pilot.pause()
    taken: list[float] = []
    refs = [ref for part in app.open_meeting.parts() if part.kind == "section" for ref in part.refs]
    for step in range(count):
        ref = refs[step % len(refs)]
        started = perf_counter()
        app.go("questions", ref)
        await until(pilot, lambda ref=ref: getattr(app.screen, "_shown", None) == ref)  # type: ignore[misc]
        taken.append((perf_counter() - started) * 1000)
    return taken


async def changes(pilot: Pilot[None], app: MapperApp, count: int) -> list[float]:
    """Go from room to room; give the milliseconds of each change."""
    taken: list[float] = []
    for step in range(count):
        name = ROOMS[step % len(ROOMS)]
        started = perf_counter()
        app.go(name)
        await until(pilot, lambda name=name: app.screen is app.get_screen(name))  # type: ignore[misc]
        taken.append((perf_counter() - started) * 1000)
    return taken


def resident() -> float:
    """Give the memory of this process now, in MB."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def measure(size: tuple[int, int], folder: Path) -> None:
    """Measure at one size of terminal, and print."""
    desk = Desk(Settings(folder, folder / "office", folder / "exports"))
    app = MapperApp(desk)
    async with app.run_test(size=size, notifications=False) as pilot:
        app.begin(desk.practise_with("nb"))
        await pilot.pause()
        await next_questions(pilot, app, 30)
        await changes(pilot, app, 8)
        before = resident()
        asked = await next_questions(pilot, app, QUESTIONS)
        changed = await changes(pilot, app, CHANGES)
        after = resident()
        name = f"{size[0]}×{size[1]}"
        report(f"Next question at {name}", [Series("next question", tuple(asked))], "p95 ≤ 20 ms")
        report(f"Change of room at {name}", [Series("change of room", tuple(changed))], "p95 ≤ 120 ms")
        print(f"  memory {before:.1f} → {after:.1f} MB, growth {after - before:.1f}  (budget: ≤ 60, growth ≤ 2)")


def main() -> None:
    """Measure all sizes."""
    for size in SIZES:
        with TemporaryDirectory() as name:
            asyncio.run(measure(size, Path(name)))


if __name__ == "__main__":
    main()
