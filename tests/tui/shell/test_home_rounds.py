"""The first page says that it is time to ask again, of the last conversation and of how many, without a name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from mapper.tui.app import MapperApp
from tests.tui.bench import frame
from tests.tui.shell.desk import NOW, desk_in
from tests.tui.shell.test_shell import settle

DUE = "Det er tid for å spørre på nytt i én samtale."


async def test_home_says_that_a_round_is_due_until_it_is_begun(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, clock=lambda: NOW - timedelta(days=20))
    meeting = desk.new("full", "nb")
    meeting.switch("job-follow-up", on=True)
    meeting.say("job.started", "participant", (NOW - timedelta(days=20)).strftime("%d.%m.%Y"))
    meeting.close()
    desk.close()
    app = MapperApp(desk_in(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = frame(app)
        assert "22. februar · tid for å spørre på nytt" in shown
        assert DUE in shown
        await pilot.press("enter")
        await settle(pilot)
        told = [str(notice.message) for notice in app._notifications]
        assert any("Det er tid for å spørre på nytt: Slik går det på jobb." in each for each in told)
        app.open_meeting.begin_round("job-follow-up")
        app.shut()
        await settle(pilot)
        assert "Hva vil dere gjøre?" in frame(app)
        assert "tid for å spørre på nytt" not in frame(app)
