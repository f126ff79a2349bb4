"""Nobody at the screen: it hides, and locks; with a clock in the test's hand."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from mapper.meeting.meeting import Meeting
from mapper.settings import CHOICES, load_settings
from mapper.tui import watching
from mapper.tui.app import MapperApp
from mapper.tui.idle import Idle, clocks
from mapper.tui.screens.curtain import Curtain
from mapper.tui.screens.home import Home
from mapper.tui.screens.menu import Menu
from mapper.tui.screens.settings import SettingsPage
from mapper.tui.widgets.actions import Actions
from mapper.tui.widgets.rooms.dialogs import WordsDialog
from tests.tui.bench import frame
from tests.tui.rooms.talk import past_card
from tests.tui.shell.desk import app_in
from tests.tui.shell.test_shell import full_disk, said, settle, slow_disk

REF = "start.hope"


class Hand:
    """A clock that goes when the test moves it."""

    def __init__(self) -> None:
        self.at = 0.0

    def read(self) -> tuple[float, ...]:
        return (self.at,)

    def turn(self, minutes: float) -> None:
        self.at += minutes * 60


@asynccontextmanager
async def at_home(folder: Path) -> AsyncIterator[tuple[MapperApp, Pilot[None], Hand]]:
    app, hand = app_in(folder), Hand()
    app.idle = Idle(hand.read)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        yield app, pilot, hand


@asynccontextmanager
async def in_a_talk(folder: Path) -> AsyncIterator[tuple[MapperApp, Pilot[None], Hand, Meeting]]:
    """Sit at the first question of own words, with the vault open."""
    async with at_home(folder) as (app, pilot, hand):
        meeting = past_card(app.desk.new("full", "nb"))
        app.begin(meeting)
        await settle(pilot)
        app.go("questions", REF)
        await settle(pilot)
        yield app, pilot, hand, meeting


async def look(app: MapperApp, pilot: Pilot[None]) -> None:
    app.look_at_clock()
    await pilot.pause()


def covered(app: MapperApp) -> bool:
    return isinstance(app.screen, Curtain)


async def test_the_screen_hides_after_two_minutes(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot, hand):
        hand.turn(1.99)
        await look(app, pilot)
        before = covered(app)
        hand.turn(0.02)
        await look(app, pilot)
        assert (before, covered(app)) == (False, True)


async def test_the_clock_is_looked_at_without_anybody_asking(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot, hand):
        hand.turn(3)
        for _ in range(40):
            await pilot.pause(0.05)
            if covered(app):
                return
        raise AssertionError(frame(app))


EVENTS: tuple[tuple[events.Event, bool], ...] = (
    (events.Key("x", "x"), True),
    (events.MouseMove(None, 70, 20, 1, 0, 0, False, False, False), False),
    (events.Paste("x"), True),
    (events.MouseScrollDown(None, 70, 20, 0, 0, 0, False, False, False), False),
    (events.MouseDown(None, 70, 20, 0, 0, 1, False, False, False), True),
    (events.AppFocus(), False),
)


async def test_only_a_key_a_click_or_a_paste_shows_that_somebody_is_there(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot, hand):
        for event, counts in EVENTS:
            hand.turn(1.5)
            app.post_message(event)
            await pilot.pause()
            hand.turn(1)
            await look(app, pilot)
            assert covered(app) is not counts, event
            await pilot.press(*["f12"] * (1 + counts))
            assert not covered(app)


async def test_it_locks_after_ten_minutes_and_what_is_typed_is_kept_in_the_same_sitting(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, hand, meeting):
        await pilot.press(*"hei")
        hand.turn(9.99)
        await look(app, pilot)
        assert not app.again
        hand.turn(0.02)
        await look(app, pilot)
        await settle(pilot)
        assert app.again
        assert covered(app)
    assert said(meeting, REF) == ["hei"]
    assert meeting.sittings()[-1].closed is None


async def test_keys_under_the_curtain_do_not_hold_the_lock_back_but_drawing_it_aside_does(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, hand, _):
        await pilot.press("f12")
        hand.turn(6)
        await pilot.press("x", "enter", "f1")
        hand.turn(3)
        await pilot.press("f12")
        hand.turn(9)
        await look(app, pilot)
        assert not app.again
        await pilot.press("x")
        hand.turn(1.5)
        await look(app, pilot)
        await settle(pilot)
        assert app.again


async def test_after_a_long_sleep_the_first_key_locks_and_does_nothing_else(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, hand, meeting):
        hand.turn(30)
        await pilot.press("x")
        await settle(pilot)
        assert app.again
    assert said(meeting, REF) == []


async def test_the_key_that_finds_the_screen_just_hidden_does_not_show_it(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, hand, _):
        hand.turn(5)
        await pilot.press("f12")
        assert covered(app)
        await pilot.press("f12")
        assert not covered(app)


@pytest.mark.parametrize("way", ["key", "menu", "under the curtain", "in the menu"])
async def test_it_locks_at_once_when_asked_to(tmp_path: Path, way: str) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, _, meeting):
        await pilot.press(*"hei")
        if way == "menu":
            await pilot.press("f10")
            app.screen.query_one(Actions).begin_at("lock")
            await pilot.press("enter")
        else:
            await pilot.press(*{"key": (), "under the curtain": ("f12",), "in the menu": ("f10",)}[way], "ctrl+l")
        await settle(pilot)
        assert app.again
    assert said(meeting, REF) == ["hei"]


async def test_it_locks_with_a_dialog_open(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, hand, meeting):
        app.push_screen(WordsDialog("?", "", meeting.assess, save="!"))
        await settle(pilot)
        await pilot.press(*"hei")
        hand.turn(11)
        await look(app, pilot)
        await settle(pilot)
        assert app.again


async def test_it_waits_for_what_is_being_saved(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, _, meeting):
        slow_disk(meeting, 2)
        await pilot.press(*"hei", "ctrl+down", "ctrl+l")
        assert covered(app)
        assert not app._exit
        await settle(pilot)
        assert app.again
    assert said(meeting, REF) == ["hei"]


async def test_what_hangs_is_not_waited_for_longer_than_a_few_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_PATIENCE", 0.2)
    free = threading.Event()
    began = time.monotonic()
    async with in_a_talk(tmp_path) as (app, pilot, _, _talk):
        app.work(free.wait)
        await pilot.press("ctrl+l")
        while not app.again:
            await pilot.pause(0.02)
    assert time.monotonic() - began < 15
    assert not free.is_set()
    free.set()


async def test_a_full_disk_does_not_keep_the_vault_open(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, _, meeting):
        full_disk(meeting)
        await pilot.press(*"hei", "ctrl+l")
        await settle(pilot)
        assert app.again


async def test_a_page_that_fails_while_it_locks_does_not_stop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, _, meeting):
        slow_disk(meeting, 1)
        await pilot.press(*"hei", "ctrl+l")
        monkeypatch.setattr(Curtain, "redraw", lambda _: 1 / 0)
        app.screen.call_later(app.redraw)
        while not app._exit:  # the pilot would wait for the page that failed
            await asyncio.sleep(0.02)
    assert app.return_code == 0
    assert said(meeting, REF) == ["hei"]


async def test_nothing_is_shown_or_done_while_it_locks(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, _, meeting):
        slow_disk(meeting, 2)
        await pilot.press(*"hei", "ctrl+l")
        await pilot.press("f12", "x", "f10", "ctrl+q")
        assert covered(app)
        assert not app._exit
        await settle(pilot)
        assert app.again


async def test_without_anything_secret_the_lock_is_the_curtain(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot, hand):
        app.desk.keeper.close()
        app.practise()
        await settle(pilot)
        hand.turn(30)
        await look(app, pilot)
        await pilot.press("f12", "f10")
        assert isinstance(app.screen, Menu)
        assert "lock" not in app.screen.query_one(Actions).ids
        await pilot.press("escape", "ctrl+l")
        await settle(pilot)
        assert covered(app)
        assert not app.again


async def test_a_page_with_a_passphrase_on_it_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_home(tmp_path) as (app, pilot, hand):
        app.desk.keeper.close()
        monkeypatch.setattr(Home, "SECRET", True, raising=False)
        hand.turn(11)
        await look(app, pilot)
        await settle(pilot)
        assert app.again


async def test_a_dialog_that_comes_under_the_curtain_waits(tmp_path: Path) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, _, meeting):
        await pilot.press("f12")
        app.ask(WordsDialog("?", "", meeting.assess, save="!"))
        await settle(pilot)
        assert covered(app)
        await pilot.press("f12")
        await settle(pilot)
        assert isinstance(app.screen, WordsDialog)
        assert app.screen.query_one(TextArea).has_focus


@pytest.mark.parametrize(("hide", "lock"), [("1", "2"), ("2", "5"), ("1", "10")])
async def test_shorter_times_may_be_chosen(tmp_path: Path, hide: str, lock: str) -> None:
    async with in_a_talk(tmp_path) as (app, pilot, hand, _):
        app.choose("hide_after", hide)
        app.choose("lock_after", lock)
        await settle(pilot)
        hand.turn(int(hide) + 0.01)
        await look(app, pilot)
        assert covered(app)
        assert not app.again
        hand.turn(int(lock) - int(hide))
        await look(app, pilot)
        await settle(pilot)
        assert app.again


async def test_the_times_are_chosen_in_the_settings(tmp_path: Path) -> None:
    async with at_home(tmp_path) as (app, pilot, _):
        app.push_room("settings")
        await settle(pilot)
        assert isinstance(app.screen, SettingsPage)
        app.screen.query_one("#lock_after").focus()
        await pilot.press("home", "enter")
        await settle(pilot)
    kept = load_settings({"MAPPER_DATA": str(tmp_path / "data")})
    assert (kept.hide_after, kept.lock_after) == ("2", "2")


@pytest.mark.parametrize("wrong", ["'0'", "'99'", "'off'", "0", "''", "'-1'", "'2.5'", "false", "'inf'"])
def test_no_setting_leaves_the_screen_open_for_longer(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "settings.toml").write_text(f"hide_after = {wrong}\nlock_after = {wrong}\n")
    settings = load_settings({"MAPPER_DATA": str(tmp_path)})
    assert (settings.hide_after, settings.lock_after) == ("2", "10")
    assert len(settings.notices) == 1


def test_the_longest_time_comes_first_and_none_is_endless() -> None:
    for name, longest in (("hide_after", 2), ("lock_after", 10)):
        minutes = [int(choice) for choice in CHOICES[name]]
        assert minutes[0] == longest == max(minutes)
        assert min(minutes) >= 1


def two(monotonic: float, wall: float) -> Callable[[], tuple[float, ...]]:
    times = iter([(1000.0, 5000.0), (1000.0 + monotonic, 5000.0 + wall)])
    return lambda: next(times)


@pytest.mark.parametrize(("monotonic", "wall", "minutes"), [(1.0, 1800.0, 30.0), (600.0, -9000.0, 10.0), (0, 0, 0)])
def test_where_no_clock_counts_sleep_the_one_further_on_counts(monotonic: float, wall: float, minutes: float) -> None:
    assert Idle(two(monotonic, wall)).minutes == minutes


def test_the_clocks_of_this_machine_go_forward() -> None:
    first = clocks()
    time.sleep(0.01)
    assert all(0 < later - earlier < 60 for later, earlier in zip(clocks(), first, strict=True))
