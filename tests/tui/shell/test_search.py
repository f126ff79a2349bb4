"""Searching the list of conversations: however the words come, all of them have to be there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from mapper.desk.listing import CaseLine
from mapper.meeting.header import Header
from mapper.tui.app import MapperApp
from mapper.tui.screens import cases
from mapper.tui.screens.cases import _AT_ONCE, Cases
from mapper.tui.widgets.editor import Line
from tests.tui.bench import frame
from tests.tui.shell.desk import NOW, app_in, desk_in, yesterdays_talk
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


@pytest.mark.parametrize(("days", "ahead"), [(0, True), (1, False)])
async def test_the_list_says_when_they_meet_next_and_nothing_of_a_day_that_is_over(
    tmp_path: Path, days: int, ahead: bool
) -> None:
    desk = desk_in(tmp_path, clock=lambda: NOW - timedelta(days=20))
    meeting = desk.new("full", "nb")
    meeting.set_next_meeting({"start": (NOW - timedelta(days=days)).strftime("%d.%m.%Y")})
    meeting.close()
    desk.close()
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_room("cases")
        await settle(pilot)
        assert "22. februar" in frame(app)
        assert ("neste møte 14. mars" in frame(app).replace("\xa0", " ")) is ahead
        assert ("neste møte" in frame(app)) is ahead


async def test_the_latest_stand_there_before_all_are_read_and_the_search_goes_on_in_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_in(tmp_path)
    many = _AT_ONCE + 5
    for number in range(many):
        case = f"{number:032x}"
        desk.keeper.vault.create(case, Header(f"Samtale {number}").encode())
        desk.keeper.vault.append(case, [b"{}"], Header(f"Samtale {number}", f"Navn {number}").encode())
    app, may_read = MapperApp(desk), Event()
    read_all = desk.cases

    def slowly() -> tuple[CaseLine, ...]:
        may_read.wait(20)
        return read_all()

    monkeypatch.setattr(desk, "cases", slowly)
    monkeypatch.setattr(cases, "_STRETCH", 2)
    monkeypatch.setattr(cases, "_A_KEY", 3)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.push_room("cases")
        while "Leser resten" not in (shown := frame(app)):
            await pilot.pause(0.02)
        assert f"Samtale {many - 1} · Navn {many - 1}" in shown
        app.screen.query_one(Line).text = "navn 2"
        await pilot.pause()
        may_read.set()
        await settle(pilot)
        shown = frame(app)
        assert "Leser resten" not in shown
        assert "Samtale 62 · Navn 62" in shown
        app.screen.query_one(Line).text = ""
        await pilot.pause()
        assert f"{many} samtaler." in frame(app)
