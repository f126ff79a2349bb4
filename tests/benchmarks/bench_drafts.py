"""A key in a field of own words, kept on the disk as it is typed, beside the same key in practice; one draft sealed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from mapper.desk.drafting import Drafting
from mapper.meeting.meeting import Meeting
from mapper.tui.app import MapperApp
from mapper.vault.drafts import BLOCK
from tests.benchmarks.bench import Series, report, timed
from tests.tui.shell.desk import desk_in
from tests.vaults import open_keeper

KEYS = 600
WRITES = 200
REF = "work.wish"


async def keys(pilot: Pilot[None], app: MapperApp, meeting: Meeting) -> list[float]:
    """Type in a field; give the milliseconds from each key until the screen is drawn."""
    app.begin(meeting)
    await pilot.pause()
    app.go("questions", REF)
    await pilot.pause(0.5)
    area = app.screen.query(TextArea).first()
    taken: list[float] = []
    for number in range(KEYS):
        letter = "abcdefgh "[number % 9]
        before, started = len(area.text), perf_counter()
        app.post_message(events.Key(letter if letter != " " else "space", letter))
        while len(area.text) == before:
            await asyncio.sleep(0)
        await pilot._wait_for_screen()
        taken.append((perf_counter() - started) * 1000)
        await asyncio.sleep(0.01)
    app.shut()
    await pilot.pause(0.5)
    return taken


async def typing(folder: Path) -> None:
    desk = desk_in(folder)
    app = MapperApp(desk)
    async with app.run_test(size=(80, 24), notifications=False) as pilot:
        await keys(pilot, app, desk.practice("full", "nb"))
        practised = await keys(pilot, app, desk.practice("full", "nb"))
        kept = await keys(pilot, app, desk.new("full", "nb"))
        series = (Series("with drafts", tuple(kept)), Series("practice, without", tuple(practised)))
        report("Key to screen in a field of own words", series, "p95 ≤ 16 ms")
    desk.close()


def writing(folder: Path) -> None:
    keeper = open_keeper(folder)
    keeper.vault.create("a", b"h")
    desk = desk_in(folder)
    drafting = Drafting(keeper.drafts, desk._clock)
    said = {"words": "x" * 300, "write_in": {}, "comment": ""}

    def keep() -> None:
        drafting.keep("a", "said work.wish participant", said, 3)

    def seal() -> None:
        keep()
        drafting.seal()

    report("What a key costs the screens", [Series("keep", tuple(timed(keep) for _ in range(5000)))], "16 ms a key")
    report(
        "One draft on the disk",
        [Series("sealed", tuple(timed(seal) for _ in range(WRITES)))],
        "1 s, waited for by none",
    )
    drafting.close()
    size = keeper.drafts.path.stat().st_size
    print(f"  a draft of 300 letters takes whole blocks of {BLOCK} bytes and 41 more; the file {size} bytes")
    keeper.close()
    desk.close()


def main() -> None:
    """Measure both, each in a folder of its own."""
    with TemporaryDirectory() as name:
        asyncio.run(typing(Path(name)))
    with TemporaryDirectory() as name:
        writing(Path(name))


if __name__ == "__main__":
    main()
