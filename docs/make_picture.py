"""Make the picture at the top of the README: the program itself, with the made-up person, at one question.

Run `python docs/make_picture.py` after a change to the question room.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mapper.desk.desk import Desk
from mapper.rehearsal import counted_ids
from mapper.settings import Settings
from mapper.tui.app import MapperApp

PICTURE = Path(__file__).with_name("picture.svg")
SIZE = (110, 32)
QUESTION = "matters.strengths"
TITLE = "mapper"


async def screenshot() -> str:
    """Open the made-up person's conversation at one question, and draw the screen as SVG."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(folder, folder / "office", folder / "exports", language="en")
        desk = Desk(settings, clock=lambda: datetime(2026, 3, 2, 10, 42, tzinfo=UTC), ids=counted_ids())
        app = MapperApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            app.begin(desk.practise_with("en"))
            await pilot.pause()
            app.go("questions", QUESTION)
            await pilot.pause(0.5)
            return app.export_screenshot(title=TITLE)


def standing_alone(drawn: str) -> str:
    """Take out the fonts that the drawing would fetch from elsewhere, and give it words for those who cannot see it."""
    drawn = re.sub(r"@font-face\s*\{.*?\}", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r"<!--.*?-->", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("Fira Code", "DejaVu Sans Mono").replace(
        "<svg ", '<svg role="img" aria-label="A question with the participant\'s and the caseworker\'s words" ', 1
    )
    return re.sub(r"[ \t]+\n", "\n", drawn)


if __name__ == "__main__":
    PICTURE.write_text(standing_alone(asyncio.run(screenshot())), encoding="utf-8")
