"""Deleting for good at the screen, by keyboard: what is told before and after, and who has looked."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mapper.desk.erasing import Erased, papers_in
from mapper.documents.model import Wanted
from mapper.tui.app import MapperApp
from mapper.tui.screens.cases import Cases
from mapper.tui.screens.curtain import Curtain
from mapper.tui.screens.erase import ErasePage, Sure
from mapper.tui.screens.home import Home
from mapper.tui.screens.looked import LookedPage
from mapper.tui.screens.menu import Menu
from mapper.tui.screens.redact import Redact
from mapper.tui.widgets.actions import Actions
from mapper.tui.widgets.button import Button
from tests.tui.bench import NASTY, frame, rows
from tests.tui.shell.desk import NOW, app_in, desk_in, yesterdays_talk
from tests.tui.shell.test_shell import settle
from tests.vaults import KEEPER_NAME

SIZES = [(80, 24), (120, 36), (56, 16)]
LANGUAGES = ["nb", "nn", "en"]
EACH = tuple(zip(LANGUAGES, SIZES, strict=True))
"""Every language and every size once."""
REF = "start.hope"
PLANTED = "Plantet hemmelighet"


@asynccontextmanager
async def at_a_question(
    folder: Path, size: tuple[int, int] = (80, 24), language: str = "nb"
) -> AsyncIterator[tuple[MapperApp, Pilot[None]]]:
    """Sit at a question with an answer, and papers saved."""
    app = app_in(folder, language=language)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        meeting = app.desk.new("full", language)
        app.desk.vault_made()
        meeting.say(REF, "participant", PLANTED)
        app.desk.save(meeting, Wanted("summary", language), ("md", "html"))
        app.begin(meeting)
        await settle(pilot)
        app.go("questions", REF)
        await settle(pilot)
        yield app, pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def from_menu(app: MapperApp, pilot: Pilot[None], chosen: str) -> None:
    """Choose in the menu by keyboard."""
    await press(pilot, "f10")
    assert isinstance(app.screen, Menu)
    actions = app.screen.query_one(Actions)
    assert chosen in actions.ids
    while actions.here != chosen:
        await pilot.press("down")
    await press(pilot, "enter")


def flat(app: MapperApp) -> str:
    return " ".join(frame(app).replace("┃", " ").split())


async def all_told(app: MapperApp, pilot: Pilot[None]) -> str:
    """Read a page to its end by keyboard."""
    told, before = flat(app), ""
    while before != frame(app):
        before = frame(app)
        await press(pilot, "pagedown")
        told += flat(app)
    return told


# --- a conversation


@pytest.mark.parametrize(("language", "size"), EACH, ids=str)
async def test_the_open_conversation_is_erased_from_its_menu_and_what_remains_is_told(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    async with at_a_question(tmp_path, size, language) as (app, pilot):
        case = app.open_meeting.case
        await from_menu(app, pilot, "erase")
        assert isinstance(app.screen, ErasePage)
        assert app.t("erasing.page.keep") in frame(app)
        assert app.t("erasing.page.go") in frame(app)
        before = await all_told(app, pilot)
        for name in ("goes", "stays"):
            assert app.t(f"erasing.page.{name}") in before
        for name in ("gone.key", "remains.machine", "remains.nav"):
            assert app.t(f"erasing.{name}").partition(" ")[0] in before
        await press(pilot, "tab", "tab", "tab", "enter")
        assert isinstance(app.screen, Sure)
        assert case in {line.case for line in app.desk.cases()}
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, ErasePage)
        assert app.meeting is None
        assert app.desk.cases() == ()
        after = await all_told(app, pilot)
        for name in ("done", "gone", "remains"):
            assert app.t(f"erasing.page.{name}") in after
        assert all(len(row) <= size[0] for row in rows(app))
        assert PLANTED not in after
        await press(pilot, "escape")
        assert isinstance(app.screen, Home)
        assert app.t("tui.home.go_on") not in frame(app)


async def test_no_single_key_erases(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        for key, at_the_question in product(("enter", "delete", "space", "y", "j", "e", "escape"), (False, True)):
            app.ask_to_erase()
            await settle(pilot)
            if at_the_question:
                await pilot.click("#erase")
                await settle(pilot)
                assert isinstance(app.screen, Sure)
            await press(pilot, key)
            assert len(app.desk.cases()) == 1, key
            while app.screen is not app.get_screen("questions"):
                await press(pilot, "escape")


async def test_papers_go_too_unless_a_person_keeps_them(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        folder = tmp_path / "exports" / app.open_meeting.case[:12]
        await from_menu(app, pilot, "erase")
        await press(pilot, "tab", "end", "enter")
        await press(pilot, "tab", "tab", "enter", "tab", "enter")
        assert app.desk.cases() == ()
        assert len(papers_in(folder)) == 2
        assert "2 papirer i" in await all_told(app, pilot)


async def test_from_the_list_the_line_under_the_cursor_is_erased_and_the_list_looks_anew(tmp_path: Path) -> None:
    kept = yesterdays_talk(tmp_path, "Kari Prøve")
    goes = yesterdays_talk(tmp_path, "Ola Eksempel")
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_room("cases")
        await settle(pilot)
        await pilot.press(*"ola")
        await press(pilot, "enter", "delete")
        assert isinstance(app.screen, ErasePage)
        assert "Ola Eksempel" in frame(app)
        await press(pilot, "tab", "tab", "enter", "tab", "enter")
        assert [line.case for line in app.desk.cases()] == [kept]
        assert goes in {each.case for each in app.desk.erased()}
        assert "Ola" not in frame(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Cases)
        assert "Ola Eksempel" not in frame(app)
        app.screen.query_one("Line").focus()
        await press(pilot, "backspace", "backspace", "backspace")
        assert "Kari Prøve" in frame(app)


async def test_one_that_cannot_be_read_says_so_and_can_be_erased(tmp_path: Path) -> None:
    case = yesterdays_talk(tmp_path, "Kari Prøve")
    app = app_in(tmp_path)
    app.desk.keeper.vault.keys.drop_key(case)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_room("cases")
        await settle(pilot)
        assert f"{case[:8]}    kan ikke leses" in frame(app)
        await pilot.click("#erase")
        await settle(pilot)
        assert "Denne samtalen kan ikke leses. Den kan slettes likevel." in flat(app)
        await press(pilot, "tab", "tab", "enter", "tab", "enter")
        assert app.desk.cases() == ()


async def test_the_other_window_goes_home_with_a_sentence_and_writes_nothing_back(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        case = app.open_meeting.case
        await pilot.press(*"noe nytt")
        other = desk_in(tmp_path)
        other.erase(case)
        for _ in range(40):
            await pilot.pause(0.05)
            if app.meeting is None:
                break
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert "Denne samtalen er slettet (14.03.2026)." in flat(app)
        assert app.desk.cases() == other.cases() == ()
        other.close()


async def test_a_label_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        for nasty in NASTY:
            app.open_meeting.name(f"x{nasty[:40]}")
            app.ask_to_erase()
            await settle(pilot)
            await pilot.click("#erase")
            await settle(pilot)
            assert isinstance(app.screen, Sure)
            assert "\x1b" not in frame(app)
            await press(pilot, "escape", "escape")


# --- one answer


async def test_one_paper_is_called_one(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        for n in (2, 1):
            for path in app.desk.case_papers(app.open_meeting)[n:]:
                path.unlink()
            await from_menu(app, pilot, "redact")
            assert ("Slett papiret også" in frame(app)) is (n == 1)
            assert ("Slett papirene også" in frame(app)) is (n == 2)
            await press(pilot, "escape")


async def test_saved_papers_are_said_not_to_be_locked(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        app.go("documents")
        await settle(pilot)
        app.screen.query_one("#saved", Button).press()
        await settle(pilot)
        assert "Papirer er ikke låst. Slett dem når de er skrevet ut." in " ".join(frame(app).replace("┃", " ").split())
        assert "[ Skriv ut ]" in frame(app)


@pytest.mark.parametrize(("language", "size"), EACH, ids=str)
async def test_an_answer_is_deleted_from_the_menu_of_its_question(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    async with at_a_question(tmp_path, size, language) as (app, pilot):
        await pilot.press(*" og mer")
        await from_menu(app, pilot, "redact")
        assert isinstance(app.screen, Redact)
        assert app.t("erasing.answer.title") in frame(app)
        await press(pilot, "tab", "enter")
        assert app.t("erasing.answer.done") in flat(app)
        assert app.t("erasing.page.finished") in frame(app)
        assert app.desk.case_papers(app.open_meeting) == ()
        told = await all_told(app, pilot)
        assert app.t("erasing.page.remains") in told
        undo = app.t("erasing.gone.undo")
        assert undo in told
        assert f"· {undo}" not in told
        await press(pilot, "escape")
        await settle(pilot)
        assert app.screen is app.get_screen("questions")
        assert app.open_meeting.asking(REF).said == ()
        assert PLANTED not in repr(app.open_meeting.record)
        shown = frame(app)
        await press(pilot, "ctrl+z", "ctrl+z", "ctrl+y")
        assert PLANTED not in shown + frame(app)
        await press(pilot, "f9")
        assert PLANTED not in await all_told(app, pilot)
        assert PLANTED not in repr(app.open_meeting.record)


async def test_from_the_review_too_and_the_record_says_when(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        await press(pilot, "f9")
        app.screen.query_one("Entries").focus()
        await from_menu(app, pilot, "redact")
        await press(pilot, "tab", "enter", "escape")
        await settle(pilot)
        assert app.screen is app.get_screen("review")
        assert PLANTED not in frame(app)
        assert "slettet 14. mars" in flat(app)


async def test_papers_can_be_kept_and_enter_at_first_lets_the_answer_stay(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        app.ask_to_redact()
        await settle(pilot)
        await press(pilot, "enter")
        assert app.open_meeting.asking(REF).said
        app.ask_to_redact()
        await settle(pilot)
        await press(pilot, "shift+tab", "end", "enter", "tab", "tab", "enter")
        assert app.open_meeting.asking(REF).said == ()
        assert len(app.desk.case_papers(app.open_meeting)) == 2


async def test_the_menu_offers_only_what_there_is(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        assert list(app.may_delete()) == ["redact", "looked", "erase"]
        app.go("questions", "work.wish")
        await settle(pilot)
        assert list(app.may_delete()) == ["looked", "erase"]
        app.shut()
        await settle(pilot)
        assert list(app.may_delete()) == []
        app.practise()
        await settle(pilot)
        assert list(app.may_delete()) in ([], ["redact"])


# --- under the curtain


async def test_what_another_window_erases_does_not_draw_the_curtain_aside(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        case = app.open_meeting.case
        await press(pilot, "f12")
        desk_in(tmp_path).erase(case)
        while app.meeting is not None:
            await pilot.pause(0.1)
        await settle(pilot)
        assert isinstance(app.screen, Curtain)
        await press(pilot, "f12")
        assert isinstance(app.screen, Home)


async def test_erasing_that_ends_under_the_curtain_is_told_when_it_is_drawn_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        erase, hidden = app.desk.erase, threading.Event()

        def slow(case: str, *, papers: bool = True) -> Erased:
            hidden.wait(20)
            return erase(case, papers=papers)

        monkeypatch.setattr(app.desk, "erase", slow)
        await from_menu(app, pilot, "erase")
        await press(pilot, "tab", "tab", "tab", "enter", "tab")
        assert isinstance(app.screen, Sure)
        await pilot.press("enter")
        await pilot.press("f12")
        hidden.set()
        await settle(pilot)
        assert app.meeting is None
        assert isinstance(app.screen, Curtain)
        await press(pilot, "f12")
        assert isinstance(app.screen, ErasePage)
        assert app.t("erasing.page.done") in flat(app)


# --- who has looked

LOOKED_80 = f"""\
 Samtalen vår · Hvem har sett på dette                             Lagret 10:42
────────────────────────────────────────────────────────────────────────────────

  Hver gang noen åpner samtalen eller lagrer et papir, blir det skrevet ned
  her.

  · 14. mars kl. 10.42: {KEEPER_NAME} lagret papiret «Min oppsummering».
  · 14. mars kl. 10.42: {KEEPER_NAME} åpnet samtalen.
"""


async def test_who_has_looked_is_told_the_latest_first(tmp_path: Path) -> None:
    async with at_a_question(tmp_path) as (app, pilot):
        await from_menu(app, pilot, "looked")
        assert frame(app).startswith(LOOKED_80)
        await press(pilot, "escape")
        assert app.screen is app.get_screen("questions")


async def test_a_long_list_of_who_looked_is_read_to_its_end_by_keyboard(tmp_path: Path) -> None:
    days = 40
    case = desk_in(tmp_path, clock=lambda: NOW - timedelta(days=days)).new("short", "nb").case
    for back in range(days - 1, -1, -1):
        desk_in(tmp_path, clock=lambda back=back: NOW - timedelta(days=back)).open(case)  # type: ignore[misc]  # bound now
    app = app_in(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.begin(app.desk.open(case))
        await settle(pilot)
        app.show_looked()
        await settle(pilot)
        assert isinstance(app.screen, LookedPage)
        for language, size in EACH:
            app.speak(language, "")
            await pilot.resize_terminal(*size)
            await press(pilot, "home")
            first = rows(app)
            assert app.t("looked.page.back") in frame(app)
            await press(pilot, "end")
            assert "Vera Veileder" in frame(app)
            assert "2. februar" in flat(app) or "2 February" in flat(app)
            assert rows(app) != first
            assert all(len(row) <= size[0] for row in rows(app))
