"""The shell around the conversation: home, pages, dialogs, keys, curtain, languages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.dom import DOMNode
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from mapper.interview.model import NotUnderstood
from mapper.meeting.meeting import Meeting
from mapper.settings import load_settings
from mapper.tui.app import MapperApp
from mapper.tui.keys import EVERYWHERE, KEYS, MEETING, in_bar
from mapper.tui.opening import IN_MEETING, ROOMS, load
from mapper.tui.screens.base import Room
from mapper.tui.screens.curtain import Curtain
from mapper.tui.screens.documents import DocumentsRoom
from mapper.tui.screens.home import Home
from mapper.tui.screens.menu import Menu
from mapper.tui.widgets.actions import Actions
from mapper.tui.widgets.frame import KeyBar
from mapper.tui.widgets.rooms.dialogs import WordsDialog
from mapper.vault.errors import VaultFull
from tests.tui.bench import frame, rows
from tests.tui.rooms.talk import past_card
from tests.tui.shell.desk import app_in, yesterdays_talk

SIZES = [(80, 24), (120, 36), (56, 16)]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until all acts are done and shown; what an ending program cancels is done too."""
    app = pilot.app
    await pilot.pause()
    while acts := [worker for worker in app.workers if worker.group == "acts"]:
        with suppress(WorkerCancelled):
            await app.workers.wait_for_complete(acts)
        await pilot.pause()


HOME_80 = """\
 Samtalen vår                                                     Alt er lagret
────────────────────────────────────────────────────────────────────────────────

  Hva vil dere gjøre?

  ▸ Fortsett den siste samtalen    i går
    Start en ny samtale
    Øv med en oppdiktet person

    Andre samtaler …               når du er alene
    Innstillinger


    Ingen andres samtale vises her."""


async def test_home_goes_on_with_the_last_talk_and_shows_no_name(tmp_path: Path) -> None:
    yesterdays_talk(tmp_path, "Kari Prøve")
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert frame(app).startswith(HOME_80)
        assert rows(app)[-1].startswith(" F1 Hjelp   F7 Språk   F8 Stor visning   F10 Meny   F12 Skjul")
        assert "Kari" not in frame(app)


async def test_home_fits_and_says_what_belongs_in_it_at_every_size_in_every_language(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for language, size in product(("nb", "nn", "en"), SIZES):
            app.speak(language, "")
            await pilot.resize_terminal(*size)
            text = " ".join(frame(app).split())
            for name in ("ask", "new", "practice", "cases", "cases_note", "settings", "nobody", "empty"):
                assert app.t(f"tui.home.{name}") in text, (language, size, name)


@pytest.mark.parametrize("page", ["begin", "cases", "settings", "office", "help"])
async def test_pages_fit_with_their_buttons_in_view_and_escape_goes_home(tmp_path: Path, page: str) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            app.push_room(page)
            await settle(pilot)
            assert "[ ◀ Tilbake ]" in frame(app), size
            assert "F12" in rows(app)[-1], size
            assert all(len(row) <= size[0] for row in rows(app)), size
            await pilot.press("escape")
            assert isinstance(app.screen, Home), size


async def test_a_new_talk_begins_in_the_languages_chosen(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter", "tab", "end", "enter")
        await settle(pilot)
        assert "Which language should the screen have?" in frame(app)
        await pilot.click("#go")
        await settle(pilot)
        assert app.meeting is not None
        assert not app.meeting.practice
        assert app.meeting.language == "en"
        assert isinstance(app.screen, Room)
        assert app.screen.saved().plain == "Saved 10:42"


async def test_the_list_finds_a_talk_by_name(tmp_path: Path) -> None:
    yesterdays_talk(tmp_path, "Kari Prøve")
    yesterdays_talk(tmp_path, "Ola Eksempel")
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_room("cases")
        await settle(pilot)
        assert "2 samtaler." in frame(app)
        await pilot.press(*"prøve")
        await pilot.pause()
        assert "Kari Prøve" in frame(app)
        assert "Ola Eksempel" not in frame(app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert app.meeting is not None
        assert app.meeting.name_said == "Kari Prøve"


async def test_a_name_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    yesterdays_talk(tmp_path, "[@click=app.quit]Kari[/x]")
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_room("cases")
        await settle(pilot)
        assert "[@click=app.quit]Kari[/x]" in frame(app)


async def test_the_curtain_hides_everything_notices_too(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f12")
        app.notify("Kari Prøve")
        await pilot.pause(0.2)
        assert [line.strip() for line in rows(app) if line.strip()] == [
            "Pause", "Trykk F12, eller klikk her, for å fortsette",
        ]  # fmt: skip
        await pilot.press("enter", "f1", "f10", "f5", "tab", "x")
        assert isinstance(app.screen, Curtain)
        await pilot.click()
        assert isinstance(app.screen, Home)
        await pilot.press("f10", "f12")
        assert isinstance(app.screen, Curtain)
        await pilot.press("f12")
        assert isinstance(app.screen, Menu)


async def test_the_menu_offers_only_what_can_be_done(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f10")
        with_meeting = set(app.screen.query_one(Actions).ids)
        await pilot.press("escape")
        app.shut()
        await settle(pilot)
        await pilot.press("f10")
        at_home = set(app.screen.query_one(Actions).ids)
        assert {"undo", "name", "shut", "alone"} <= with_meeting
        assert at_home == {"language", "theme_dark", "large", "help", "curtain", "lock", "close", ""}


async def test_the_papers_are_found_in_the_menu_where_the_bar_has_no_room_for_them(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f3")
        assert app.t("tui.keys.documents") not in frame(app)
        await pilot.press("f10")
        offered = app.screen.query_one(Actions).ids
        await pilot.press(*["down"] * offered.index("documents"), "enter")
        await settle(pilot)
        assert isinstance(app.screen, DocumentsRoom)


async def test_undo_and_redo_come_from_the_menu_and_say_so(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f10", "enter")
        await settle(pilot)
        assert app.open_meeting.can_redo
        assert app.t("tui.notices.undone") in frame(app)


async def test_another_theme_is_used_at_once_and_kept(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.choose("theme", "dark")
        await settle(pilot)
        assert app.current_theme.dark
        kept = load_settings({"MAPPER_DATA": str(tmp_path / "data"), "MAPPER_OFFICE": "x", "MAPPER_EXPORTS": "y"})
        assert kept.theme == "dark"


async def test_a_room_takes_on_what_was_chosen_while_it_was_away_and_is_not_styled_again_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path) as (app, pilot, _, _):
        room, light = app.screen, app.screen.styles.background
        styled: list[DOMNode] = []
        update = type(room).update_node_styles

        def counted(self: DOMNode, animate: bool = True) -> None:
            styled.append(self)
            update(self, animate)

        monkeypatch.setattr(type(room), "update_node_styles", counted)
        await pilot.press("f9", "f2")
        await settle(pilot)
        assert app.screen is room
        assert styled == []

        await pilot.press("f9")
        app.choose("theme", "dark")
        await pilot.resize_terminal(120, 36)
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert app.screen is room
        assert room.styles.background != light
        assert room.has_class("-wide")
        assert app.screen.query_one("#side").display

        await pilot.press("f1", "f8", "escape")
        await settle(pilot)
        assert not app.screen.query_one("#side").display


async def test_a_room_is_not_laid_out_again_for_the_size_that_it_was_laid_out_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[tuple[Screen[object], Size]] = []
    lay_out = Screen._refresh_layout

    def counted(self: Screen[object], size: Size | None = None, scroll: bool = False) -> None:
        if size is not None:  # what a resize tells; what changed in the room tells none
            laid_out.append((self, size))
        lay_out(self, size, scroll)

    async with writing(tmp_path) as (app, pilot, _, _):
        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await pilot.press("f1")
        await settle(pilot)
        assert laid_out == [(app.screen, Size(80, 24))]
        await pilot.resize_terminal(120, 36)
        await settle(pilot)
        assert [size for screen, size in laid_out[1:] if screen is app.screen] == [Size(120, 36)]


async def test_the_language_of_everything_changes_with_f7(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f7", "end", "enter", "escape")
        await pilot.pause()
        assert "What do you want to do?" in frame(app)
        assert "F10 Menu" in frame(app)
        assert load_settings({"MAPPER_DATA": str(tmp_path / "data")}).language == "nb"


async def test_every_key_in_the_bar_is_a_button(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        at = rows(app)[-1].index("F10")
        await pilot.click(offset=(at + 5, 35))
        assert isinstance(app.screen, Menu)


async def test_the_bar_never_breaks_and_never_loses_the_curtain(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 30)) as pilot:
        await settle(pilot)
        for width in (20, 40, 56, 80, 120, 200):
            await pilot.resize_terminal(width, 30)
            bar = app.screen.query_one(KeyBar).render().plain
            assert "F12" in bar, width
            assert len(bar) <= width - 2, width


async def test_large_view_keeps_its_way_out(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(60, 18)) as pilot:
        await settle(pilot)
        await pilot.press("f8")
        await settle(pilot)
        assert "Samtalen vår" not in frame(app)
        assert "F8 Vanlig visning" in rows(app)[-1]
        await pilot.press("f8")
        await pilot.pause()
        assert "Samtalen vår" in frame(app)


def test_every_key_is_bound_once_and_explained_in_every_language() -> None:
    from mapper.language.catalogue import words

    for key in KEYS:
        for language in ("nb", "nn", "en"):
            assert key.rank is None or words(key.words, language)
            assert key.where == "large" or words(key.tip, language)
    bound = [key.keys for key in KEYS if key.action and key.where in (EVERYWHERE, MEETING)]
    assert len(bound) == len(set(bound))
    assert {key.id for key in in_bar((EVERYWHERE,))} >= {"help", "menu", "curtain", "close"}


async def test_every_room_is_there_and_has_its_help(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test():
        rooms = [room for room in map(load, ROOMS) if isinstance(room, Room)]
        assert [room.ROOM for room in rooms] == list(ROOMS)
        assert all(app.t(f"tui.help.{name}") for name in ROOMS if name != "help")


async def test_acts_run_one_after_the_other_in_the_order_given(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test() as pilot:
        order: list[int] = []
        for number in range(20):
            app.work(lambda number=number: order.append(number))  # type: ignore[misc]  # a default binds the number
        await settle(pilot)
        assert order == list(range(20))


async def test_what_cannot_be_done_is_told_in_words(tmp_path: Path) -> None:
    app = app_in(tmp_path)

    def refuse() -> None:
        raise NotUnderstood("too_long", limit=7)

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        heard: list[str] = []
        app.work(refuse, refused=heard.append)
        app.work(refuse)
        await settle(pilot)
        await asyncio.sleep(0.1)
        assert heard == ["Teksten er for lang. Det er plass til 7 tegn."]
        assert "! Teksten er for lang. Det er plass til 7 tegn." in frame(app)


async def test_a_new_talk_throws_away_the_rooms_of_the_one_before(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        before = app.screen
        app.shut()
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert not any(app.is_screen_installed(name) for name in IN_MEETING)
        app.work(lambda: app.desk.practise_with("nb"), app.begin)
        await settle(pilot)
        assert app.screen is not before


async def test_no_room_opens_without_a_talk(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f2", "f3", "f4", "f5", "f6", "f9", "ctrl+z", "ctrl+y")
        assert isinstance(app.screen, Home)


def test_the_program_has_no_palette_and_no_screenshot() -> None:
    assert not MapperApp.ENABLE_COMMAND_PALETTE
    assert "ctrl+p" not in {key.keys for key in KEYS}


async def test_the_help_explains_the_room_and_its_own_keys(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press("f1")
        await settle(pilot)
        assert app.t("tui.help.picture") in " ".join(frame(app).split())
        keys = [key for key in KEYS if key.where == "picture"]
        assert keys
        for key in keys:
            assert app.t(key.tip) in " ".join(frame(app).split())


@pytest.mark.parametrize("way", ["shut", "action_leave"])
async def test_closing_with_something_half_typed_ends_in_order(tmp_path: Path, way: str) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        for ref in app.open_meeting.parts()[2].refs:
            app.go("questions", ref)
            await settle(pilot)
            await pilot.press(*"31.02")
        getattr(app, way)()
        await settle(pilot)
    assert app.return_code in (0, None)


async def test_a_talk_begun_over_another_closes_the_one_before(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        first = app.desk.new("short", "nb")
        second = app.desk.new("short", "nb")
        app.begin(first)
        await settle(pilot)
        app.begin(second)
        await settle(pilot)
        assert app.meeting is second
        assert first.sittings()[-1].closed is not None


def slow_disk(meeting: Meeting, seconds: float) -> None:
    """Let every write to the vault take a while."""
    log = meeting._log
    append = log.append

    def later(case: str, payloads: list[bytes], header: bytes) -> range:
        time.sleep(seconds)
        return append(case, payloads, header)

    meeting._log = SimpleNamespace(append=later, events=log.events, stirred=log.stirred)


def full_disk(meeting: Meeting) -> Callable[[], None]:
    """Let every write to the vault fail; give the way to make room again."""
    log = meeting._log

    def fail(case: str, payloads: list[bytes], header: bytes) -> range:
        raise VaultFull(path="cases.db")

    meeting._log = SimpleNamespace(append=fail, events=log.events, stirred=log.stirred)
    return lambda: setattr(meeting, "_log", log)


@asynccontextmanager
async def writing(folder: Path) -> AsyncIterator[tuple[MapperApp, Pilot[None], Meeting, str]]:
    """Begin a conversation and go to its first question of own words."""
    app = app_in(folder)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        meeting = past_card(app.desk.new("full", "nb"))
        app.begin(meeting)
        await settle(pilot)
        app.go("questions", "start.hope")
        await settle(pilot)
        yield app, pilot, meeting, "start.hope"


def said(meeting: Meeting, ref: str) -> list[object]:
    return [spoken.answer.value for spoken in meeting.asking(ref).said]


async def test_a_talk_closes_from_a_room_that_was_reached_through_the_help(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, pilot, _, _):
        await pilot.press("f1", "f5")
        await settle(pilot)
        assert len(app.screen_stack) == 2
        app.shut()
        await settle(pilot)
        assert isinstance(app.screen, Home)


async def test_no_room_comes_over_the_curtain(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, _):
        slow_disk(meeting, 0.3)
        parts = meeting.parts()
        app.go("questions", parts[[part.kind for part in parts].index("alone") - 1].refs[-1])
        await settle(pilot)
        await pilot.press("ctrl+down", "f12")
        shown = [type(app.screen)]
        await settle(pilot)
        shown.append(type(app.screen))
        await pilot.press("f12")
        await settle(pilot)
        assert [*shown, type(app.screen)] == [Curtain, Curtain, type(app.room("alone"))]


async def test_a_talk_may_be_closed_while_an_answer_is_on_its_way(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, ref):
        slow_disk(meeting, 0.2)
        await pilot.press(*"hei", "ctrl+down")
        app.shut()
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert said(meeting, ref) == ["hei"]
        assert meeting.sittings()[-1].closed is not None


@pytest.mark.parametrize("way", ["shut", "action_leave"])
async def test_what_cannot_be_saved_holds_the_end_back_once(tmp_path: Path, way: str) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, _):
        full_disk(meeting)
        await pilot.press(*"hei")
        getattr(app, way)()
        await settle(pilot)
        assert app.meeting is meeting
        assert app._exit is False
        assert "hei" in frame(app)
        assert app.t("tui.notices.not_kept") in [n.message.removeprefix("! ") for n in app._notifications]
        getattr(app, way)()
        await settle(pilot)
        assert app.meeting is None or app._exit


@pytest.mark.parametrize("way", ["shut", "action_leave"])
async def test_what_is_typed_after_the_disk_was_full_is_saved_at_the_end(tmp_path: Path, way: str) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, ref):
        mend = full_disk(meeting)
        await pilot.press(*"hei")
        getattr(app, way)()
        await settle(pilot)
        mend()
        await pilot.press(*"sann")
        getattr(app, way)()
        await settle(pilot)
        assert said(meeting, ref) == ["heisann"]


async def test_what_is_typed_in_a_dialog_holds_the_end_back_once(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, _):
        app.push_screen(WordsDialog("?", "", meeting.assess, save="!"))
        await settle(pilot)
        await pilot.press(*"hei", "ctrl+q")
        await settle(pilot)
        assert (app.meeting, app._exit) == (meeting, False)
        assert "hei" in frame(app)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert app._exit


async def test_a_dialog_without_words_holds_nothing_back(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, _):
        app.push_screen(WordsDialog("?", "", meeting.assess, save="!", text="hei"))
        await settle(pilot)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert app._exit


async def test_looks_at_other_windows_do_not_queue_up_before_what_is_said(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, _):
        looked: list[int] = []
        log = meeting._log

        def slow(case: str, after: int = 0) -> list[tuple[int, bytes]]:
            looked.append(after)
            time.sleep(0.2)
            return log.events(case, after)

        meeting._log = SimpleNamespace(append=log.append, events=slow, stirred=lambda: True)
        for _ in range(20):
            app.look_around()
        assert app.waiting == 1
        await settle(pilot)
        assert 1 <= len(looked) < 20


async def test_a_dialog_that_closes_late_leaves_the_curtain_alone(tmp_path: Path) -> None:
    async with writing(tmp_path) as (app, pilot, meeting, _):
        heard: list[bool | None] = []
        dialog = WordsDialog("?", "", meeting.assess, save="!")
        app.push_screen(dialog, heard.append)
        await settle(pilot)
        await pilot.press("f12")
        dialog.dismiss(True)
        await settle(pilot)
        assert isinstance(app.screen_stack[-1], Curtain)
        await pilot.press("f12")
        await settle(pilot)
        assert heard == [True]
        assert len(app.screen_stack) == 2
