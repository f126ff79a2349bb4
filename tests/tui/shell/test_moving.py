"""Newer questions at the screen: offered when a conversation opens, told first, done by a yes, and gone back over."""

from __future__ import annotations

from pathlib import Path

from mapper.tui.screens.moving import MovingPage, OfferMove
from tests.desk.test_moving import answered, changed, office_core
from tests.tui.bench import frame
from tests.tui.shell.desk import app_in
from tests.tui.shell.test_shell import settle


async def test_newer_questions_are_offered_looked_at_made_and_gone_back_over(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        case = answered(app.desk).case
        office_core(app.desk, changed())
        app.begin(app.desk.open(case))
        await settle(pilot)
        assert isinstance(app.screen, OfferMove)
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert isinstance(app.screen, MovingPage)
        told = frame(app)
        assert "Nå finnes versjon 1.1" in told
        assert "Spørres det ikke om lenger" in told
        assert "Hvor mange timer i uka" in told
        assert "har et nytt svarvalg: «Ring om kvelden»" in " ".join(told.split())
        assert not [part for part in ("health", "education", "start") if f"{part}." in told]
        assert app.open_meeting.questionnaire.version == "1.0"
        await pilot.click("#go")
        await settle(pilot)
        assert app.open_meeting.questionnaire.version == "1.1"
        assert app.screen is app.get_screen("review")
        app.push_room("moving")
        await settle(pilot)
        assert "Samtalen gikk over fra versjon 1.0 til versjon 1.1 14. mars" in frame(app)
        await pilot.click("#back_over")
        await settle(pilot)
        assert app.open_meeting.questionnaire.version == "1.0"


async def test_going_on_as_before_leaves_everything_as_it_is_and_a_parked_answer_can_be_read(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        case = answered(app.desk).case
        office_core(app.desk, changed())
        meeting = app.desk.open(case)
        app.begin(meeting)
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert meeting.questionnaire.version == "1.0"
        move = app.desk.move(meeting)
        assert move is not None
        app.make_move(move)
        await settle(pilot)
        shown = frame(app)
        assert "(Før: Ta videregående skole; Ta fagbrev)" in " ".join(shown.split())
        app.go("questions", "education.learn")
        await settle(pilot)
        assert "Ta videregående skole; Ta fagbrev" in " ".join(frame(app).split())


async def test_another_window_that_moves_is_told_and_everything_is_shown_anew(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        case = answered(app.desk).case
        app.begin(app.desk.open(case))
        await settle(pilot)
        other = app_in(tmp_path).desk
        office_core(other, changed())
        seen = other.open(case)
        move = other.move(seen)
        assert move is not None
        other.make_move(seen, move)
        app.look_around()
        await settle(pilot)
        assert app.open_meeting.questionnaire.version == "1.1"
        assert "gikk over til andre spørsmål" in " ".join(frame(app).split())
