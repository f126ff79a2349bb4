"""Searching the list of conversations: however the words come, all of them have to be there."""

from __future__ import annotations

from pathlib import Path

from mapper.tui.screens.cases import Cases
from mapper.tui.widgets.editor import Line
from tests.tui.shell.desk import app_in, yesterdays_talk
from tests.tui.shell.test_shell import settle

NAMES = ("Kari Prøve", "Ola Prøve", "Kari Eksempel", "Karim Prøvelund")
TYPED = {
    "": NAMES,
    "prøve": ("Kari Prøve", "Ola Prøve", "Karim Prøvelund"),
    "kari prøve": ("Kari Prøve", "Karim Prøvelund"),
    "prøve kari": ("Kari Prøve", "Karim Prøvelund"),
    "karim": ("Karim Prøvelund",),
    "kari  ": ("Kari Prøve", "Kari Eksempel", "Karim Prøvelund"),
    "kari ola": (),
}


async def test_all_words_are_looked_for_pasted_or_typed_or_taken_back(tmp_path: Path) -> None:
    for name in NAMES:
        yesterdays_talk(tmp_path, name)
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_room("cases")
        await settle(pilot)
        page = app.screen
        assert isinstance(page, Cases)

        async def found(text: str) -> set[str]:
            page.query_one(Line).text = text
            await pilot.pause()
            return {page._lines[case].name for case in page.query_one("#cases").ids}  # type: ignore[attr-defined]

        for first in TYPED:
            for then, names in TYPED.items():
                await found(first)
                assert await found(then) == set(names), (first, then)
        for length in range(1, len("kari prøvel") + 1):
            last = await found("kari prøvel"[:length])
        assert last == {"Karim Prøvelund"}
        for length in range(len("kari prøvel"), -1, -1):
            last = await found("kari prøvel"[:length])
        assert last == set(NAMES)
