"""A conversation that may only be read: every room opens, what is tried is told, and nothing is said to be saved."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from itertools import product
from pathlib import Path

from mapper.tui.app import MapperApp
from mapper.tui.opening import IN_MEETING
from mapper.vault.paths import vault_file
from tests.tui.bench import frame
from tests.tui.rooms.talk import Talk
from tests.tui.shell.desk import desk_in
from tests.tui.shell.test_shell import settle

REF = "start.hope"


@asynccontextmanager
async def harmed(folder: Path) -> AsyncIterator[Talk]:
    """Sit with a conversation whose last event somebody has overwritten."""
    desk = desk_in(folder)
    meeting = desk.new("full", "nb")
    for words in ("Kokk", "Baker"):
        meeting.say(REF, "participant", words)
    desk.close()
    with closing(sqlite3.connect(vault_file(desk.settings.data))) as file, file:
        file.execute("UPDATE events SET sealed = zeroblob(length(sealed)) WHERE seq = ?", (meeting.seq,))
    app = MapperApp(desk_in(folder))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.begin(app.desk.open(meeting.case))
        await settle(pilot)
        yield Talk(pilot, app)


def on_disk(talk: Talk) -> tuple[int, ...]:
    with closing(sqlite3.connect(vault_file(talk.app.desk.settings.data))) as file:
        return tuple(seq for (seq,) in file.execute("SELECT seq FROM events ORDER BY seq"))


async def test_it_is_told_when_it_is_opened_and_no_room_says_that_anything_is_saved(tmp_path: Path) -> None:
    async with harmed(tmp_path) as talk:
        assert "Den kan bare leses" in talk.flat
        for language, room in product(("nb", "nn", "en"), IN_MEETING):
            talk.app.clear_notifications()
            talk.app.speak(language, "")
            talk.app.go(room)
            await talk.settle()
            head = frame(talk.app).splitlines()[0]
            assert head.endswith(talk.app.t("tui.head.read_only")), (language, room)
            assert talk.app.t("tui.head.saved", time="10:42") not in talk.shown


async def test_what_is_tried_is_told_and_what_was_typed_stays_until_one_leaves_twice(tmp_path: Path) -> None:
    async with harmed(tmp_path) as talk:
        before = on_disk(talk)
        talk.app.go("questions", REF)
        await talk.settle()
        await talk.write("Murer")
        await talk.press("ctrl+down")
        assert "Den kan bare leses" in talk.flat
        assert "Murer" in talk.flat
        await talk.press("ctrl+q")
        assert "Murer" in talk.flat
        assert talk.app.is_running
        assert on_disk(talk) == before
        await talk.press("ctrl+q")
        assert talk.app._exit


async def test_acts_of_every_room_are_told_as_not_done(tmp_path: Path) -> None:
    async with harmed(tmp_path) as talk:
        before, meeting = on_disk(talk), talk.meeting
        acts = (
            lambda: meeting.choose_profile("short"),
            lambda: meeting.set_alone(True),
            lambda: meeting.assess("x"),
            lambda: meeting.read_together("participant"),
            lambda: meeting.hold_back(REF, True),
            lambda: meeting.name("Prøve"),
            lambda: meeting.pass_over(REF, "participant", "declined"),
            lambda: meeting.take_back(REF, "participant"),
            lambda: meeting.add_activity({"title": "Gå tur"}, "participant"),
            meeting.undo,
            meeting.close,
        )
        for number, act in enumerate(acts, 1):
            talk.app.act(act)
            await talk.settle()
            assert talk.app.refusals == number
        assert on_disk(talk) == before
        spoken = meeting.asking(REF).by("participant")
        assert spoken is not None
        assert spoken.answer.value == "Kokk"
