"""The office's own page, what is missing before a conversation, and what has been kept long enough."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mapper.desk.desk import Desk
from mapper.desk.erasing import Erased
from mapper.office.model import OfficeNotReady, load_office
from mapper.office.retention import Period
from mapper.tui.app import MapperApp
from mapper.tui.screens.begin import Begin
from mapper.tui.screens.due import Confirm, DuePage, Remains
from mapper.tui.screens.home import Home
from mapper.tui.screens.office import ByHand, OfficePage
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.editor import Editor, Line
from mapper.vault.errors import VaultReadOnly
from tests.offices import write_office
from tests.tui.bench import NASTY, frame, rows
from tests.tui.shell.desk import NOW, app_in, desk_in
from tests.tui.shell.test_shell import settle

SIZES = [(80, 24), (120, 36), (56, 16)]
LANGUAGES = ["nb", "nn", "en"]
EACH = tuple(zip(LANGUAGES, SIZES, strict=True))
"""Every language and every size once."""


@asynccontextmanager
async def opened(
    app: MapperApp, room: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[MapperApp, Pilot[None]]]:
    """Open one page over home."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        app.push_room(room)
        await settle(pilot)
        yield app, pilot


def flat(app: MapperApp) -> str:
    return " ".join(frame(app).replace("┃", " ").replace("│", " ").split())


async def shown_in(app: MapperApp, pilot: Pilot[None], language: str, size: tuple[int, int]) -> None:
    """Show what is in front in another language, in a window of another size."""
    app.speak(language, "")
    await pilot.resize_terminal(*size)
    await settle(pilot)


def words_in(app: MapperApp, *keys: str) -> None:
    """See that these words stand on the screen."""
    for key in keys:
        assert app.t(key) in flat(app), key


# --- before the office has said it

NOT_READY_80 = """\
 Samtalen vår · Ny samtale                                        Alt er lagret
────────────────────────────────────────────────────────────────────────────────

  Før dere kan begynne, må kontoret si:
  • hvem som kan lese samtalen
  • hvor lenge dere tar vare på den
  • hvordan dere sier det til deltakeren

  Til da kan du øve med en oppdiktet person. Samtaler som finnes fra før, kan
  du åpne."""


async def test_before_the_office_has_said_it_the_page_says_what_is_missing(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path, office=False), "begin") as (app, pilot):
        assert frame(app).startswith(NOT_READY_80)
        assert rows(app)[-3].strip() == "[ ◀ Tilbake ]   ▐ Kontoret ditt … ▌"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, OfficePage)


async def test_what_is_missing_fits_in_every_language(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path, office=False), "begin") as (app, pilot):
        for language, size in EACH:
            await shown_in(app, pilot, language, size)
            words_in(
                app, *(f"office.missing.{name}" for name in ("lead", "who_can_read", "keep", "kept", "practise", "go"))
            )
            assert app.t("tui.begin.go") not in frame(app)


async def test_only_what_is_missing_is_asked_for_and_a_slip_in_the_file_is_told(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    write_office(tmp_path / "office", "who_can_read: Jeg.\nkept: Lenge.\nkeep: soon\n")
    async with opened(app, "begin") as (_, _):
        assert "• hvor lenge dere tar vare på den" in frame(app)
        assert "• hvem som kan lese" not in frame(app)
        assert "Jeg forstår ikke hvor lenge samtalene skal tas vare på" in flat(app)


def test_no_talk_begins_before_the_office_has_said_it(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    case = desk.new("short", "nb").case
    (tmp_path / "office" / "office.yaml").unlink()
    desk.reread_office()
    with pytest.raises(OfficeNotReady) as told:
        desk.new("short", "nb")
    assert told.value.facts["missing"] == "who_can_read, keep, kept"
    assert desk.open(case).case == case
    assert desk.practice("short", "nb").practice
    assert len(desk.cases()) == 1
    desk.close()


# --- the office's page

OFFICE_80 = """\
 Samtalen vår · Kontoret ditt                                     Alt er lagret
────────────────────────────────────────────────────────────────────────────────

  Deltakeren får se dette før dere begynner. Det må være sant.

  Hva heter kontoret?
  ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
  ┃ Nav Eksempelby                                           ┃
  ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛"""


async def test_the_page_shows_what_the_file_says(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path), "office") as (app, _):
        assert frame(app).startswith(OFFICE_80)
        assert app.screen.query_one("#who_can_read", Editor).text == "Jeg og de som tar over for meg."
        assert app.screen.query_one("#keep", Choices).chosen == {"6 months"}


async def test_the_whole_page_is_there_in_every_language(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    write_office(tmp_path / "office", "keep: 400 days\nname: x\n")
    async with opened(app, "office", (120, 66)) as (_, pilot):
        for language in LANGUAGES:
            await shown_in(app, pilot, language, (120, 66))
            words_in(app, *(f"office.page.{name}" for name in ("title", "lead", "name", "phone", "who_hint", "keep")))
            words_in(app, *(f"office.page.{name}" for name in ("other_languages", "save", "back")))
            assert Period(400, "day").to(language) in flat(app)
            assert app.screen.query_one("#keep", Choices).chosen == {"400 days"}


async def test_an_office_is_written_by_keys_alone_and_the_talk_may_begin(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path, office=False), "begin") as (app, pilot):
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press(*"Eksempelby", "tab", *"12", "tab", *"Jeg", "tab", "right", "enter", *["tab"] * 5, "enter")
        await settle(pilot)
        assert isinstance(app.screen, Begin)
        assert app.t("office.page.saved") in frame(app)
        assert app.screen.query_one("#profile").has_focus
        written = load_office(tmp_path / "office")
        assert (written.name, written.phone, written.keep) == ("Eksempelby", "12", Period(6, "month"))
        assert (
            written.kept.to("en")
            == "We keep the talk here for 6 months after the last meeting. Then we delete it from here."
        )
        await pilot.click("#go")
        await settle(pilot)
        assert app.meeting is not None


async def test_another_span_is_said_anew_in_every_language_and_undo_brings_the_words_back(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path), "office") as (app, pilot):
        app.screen.query_one("#keep", Choices).focus()
        await pilot.press("end", "enter")
        kept = app.screen.query_one("#kept", Editor)
        assert kept.text.startswith("Vi tar vare på samtalen her i 5 år")
        kept.focus()
        await pilot.press("ctrl+z")
        assert kept.text == "Til vi er ferdige."
        app.speak("nn", "")
        await pilot.pause()
        assert kept.text.startswith("Vi tek vare på samtalen her i 5 år")


async def test_texts_are_written_in_one_language_after_the_other(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path), "office") as (app, pilot):
        who = app.screen.query_one("#who_can_read", Editor)
        app.speak("en", "")
        await pilot.pause()
        assert who.text == ""
        who.focus()
        await pilot.press(*"Me")
        await pilot.click("#save")
        await settle(pilot)
        assert isinstance(app.screen, Home)
        assert dict(load_office(tmp_path / "office").who_can_read) == {
            "nb": "Jeg og de som tar over for meg.",
            "en": "Me",
        }


async def test_what_is_needed_is_asked_for_and_nothing_is_written(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path), "office") as (app, pilot):
        before = (tmp_path / "office" / "office.yaml").read_bytes()
        for blank, said in (("#who_can_read", "needs_who"), ("#kept", "needs_kept")):
            stood = app.screen.query_one(blank, Editor).text
            app.screen.query_one(blank, Editor).forget()
            await pilot.click("#save")
            await settle(pilot)
            assert f"! {app.t(f'office.page.{said}')}" in frame(app)
            assert app.screen.query_one(blank).has_focus
            assert (tmp_path / "office" / "office.yaml").read_bytes() == before
            app.screen.query_one(blank, Editor).forget(stood)


async def test_a_text_that_is_too_long_is_told(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path), "office") as (app, pilot):
        app.screen.query_one("#name", Line).forget("x" * 101)
        await pilot.click("#save")
        await settle(pilot)
        assert "Det er plass til 100 tegn" in frame(app)


async def test_a_file_written_by_hand_is_left_alone_with_the_lines_to_add(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    by_hand = "name: Nav Gamleby # vårt navn\nwho_can_read: Jeg.\nkept: Lenge.\nkeep: 1 year\n"
    write_office(tmp_path / "office", by_hand)
    async with opened(app, "office", (120, 36)) as (_, pilot):
        app.screen.query_one("#name", Line).forget("Nav [/x] Nyby")
        await pilot.click("#save")
        await settle(pilot)
        assert isinstance(app.screen, ByHand)
        assert 'name: "Nav [/x] Nyby"' in frame(app)
        assert (tmp_path / "office" / "office.yaml").read_text(encoding="utf-8") == by_hand
        await pilot.press("enter")
        assert isinstance(app.screen, OfficePage)


async def test_a_file_that_cannot_be_read_is_told_and_never_written(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    write_office(tmp_path / "office", "name: a: b\n")
    async with opened(app, "office", (120, 36)) as (_, pilot):
        assert "! Jeg kunne ikke lese det kontoret har skrevet om seg selv" in flat(app)
        await pilot.press(*"Ny")
        app.screen.query_one("#who_can_read", Editor).forget("Jeg")
        app.screen.query_one("#keep", Choices).focus()
        await pilot.press("enter")
        await pilot.click("#save")
        await settle(pilot)
        assert isinstance(app.screen, ByHand)
        assert (tmp_path / "office" / "office.yaml").read_text(encoding="utf-8") == "name: a: b\n"


async def test_escape_says_first_that_what_is_typed_is_not_kept(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path), "office") as (app, pilot):
        await pilot.press("x", "escape")
        assert isinstance(app.screen, OfficePage)
        assert app.t("tui.notices.words_not_kept") in flat(app)
        await pilot.press("escape")
        assert isinstance(app.screen, Home)
        app.push_room("office")
        await settle(pilot)
        assert app.screen.query_one("#name", Line).line == "Nav Eksempelby"
        await pilot.press("escape")
        assert isinstance(app.screen, Home)


async def test_what_a_person_writes_stays_what_it_is(tmp_path: Path) -> None:
    async with opened(app_in(tmp_path), "office") as (app, pilot):
        for text in NASTY:
            app.screen.query_one("#name", Line).forget(text[:60])
            app.screen.query_one("#who_can_read", Editor).forget(text)
            await pilot.click("#save")
            await settle(pilot)
            assert load_office(tmp_path / "office").ready
            app.push_room("office")
            await settle(pilot)
            known = load_office(tmp_path / "office")
            assert app.screen.query_one("#name", Line).line == known.name
            assert app.screen.query_one("#who_can_read", Editor).text == known.who_can_read.to("nb")


# --- what has been kept long enough


def talks(folder: Path, *days: int, name: str = "Kari Prøve") -> dict[int, str]:
    """Hold conversations so many days ago, the clock never in doubt; give their cases."""
    cases: dict[int, str] = {}
    for ago in sorted(days, reverse=True):
        desk = desk_in(folder, clock=lambda ago=ago: NOW - timedelta(days=ago))  # type: ignore[misc]
        desk.trust_today()
        meeting = desk.new("short", "nb")
        meeting.name(f"Samtale {ago}", name)
        meeting.close()
        cases[ago] = meeting.case
        desk.close()
    return cases


def due_app(folder: Path, language: str = "nb", *, later: int = 0) -> MapperApp:
    """Make the program so many days later."""
    return MapperApp(desk_in(folder, language=language, clock=lambda: NOW + timedelta(days=later)))


DUE_80 = """\
 Samtalen vår · Skal slettes                                      Alt er lagret
────────────────────────────────────────────────────────────────────────────────

  Bare når du er alene ved skjermen. Ingenting blir slettet før du sier det.

  2 samtaler er tatt vare på så lenge som dere lovte.

  ▸ [ ] Samtale 400 · Kari Prøve · siste møte 07.02.2025 · tatt vare på til
        07.08.2025
    [ ] Samtale 300 · Kari Prøve · siste møte 18.05.2025 · tatt vare på til
        18.11.2025"""


async def test_the_page_lists_what_has_been_kept_long_enough_and_nothing_else(tmp_path: Path) -> None:
    talks(tmp_path, 400, 300, 100, 1)
    async with opened(due_app(tmp_path), "due") as (app, _):
        assert frame(app).startswith(DUE_80)


async def test_home_says_how_many_on_one_line_without_a_name(tmp_path: Path) -> None:
    talks(tmp_path, 400, 300, 1)
    app = due_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "2 samtaler er klare til å slettes." in frame(app)
        assert "Kari" not in frame(app)
        assert "Samtale 400" not in frame(app)


async def test_the_page_is_reached_from_the_list(tmp_path: Path) -> None:
    talks(tmp_path, 1)
    async with opened(due_app(tmp_path), "cases") as (app, pilot):
        await pilot.click("#due")
        await settle(pilot)
        assert isinstance(app.screen, DuePage)
        assert app.t("due.page.none") in frame(app)
        assert app.screen.query_one("#back").has_focus


async def test_an_empty_page_leads_back(tmp_path: Path) -> None:
    async with opened(due_app(tmp_path), "due") as (app, pilot):
        for size in SIZES:
            await pilot.resize_terminal(*size)
            app.push_room("due")
            await settle(pilot)
            assert "▐ ◀ Tilbake ▌" in frame(app)
            assert "F12" in rows(app)[-1]
            assert all(len(row) <= size[0] for row in rows(app))
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, Home)


async def test_the_page_and_its_question_fit(tmp_path: Path) -> None:
    talks(tmp_path, 400, 1)
    async with opened(due_app(tmp_path), "due") as (app, pilot):
        for language, size in EACH:
            await shown_in(app, pilot, language, size)
            assert app.t("due.page.found", n=1) in flat(app)
            words_in(app, "due.page.back", "due.page.mark_first")
            app.screen.query_one("#due").focus()
            await pilot.press("space")
            await pilot.click("#erase")
            await settle(pilot)
            assert app.t("due.confirm.title", n=1) in flat(app)
            assert app.t("due.confirm.erase", n=1) in flat(app)
            assert app.t("due.confirm.why", n=1) in flat(app)
            words_in(app, "due.confirm.keep")
            await pilot.press("escape")
            app.screen.query_one("#due").focus()
            await pilot.press("space")


async def test_only_what_is_marked_and_confirmed_is_erased(tmp_path: Path) -> None:
    cases = talks(tmp_path, 400, 300, 1)
    async with opened(due_app(tmp_path), "cases") as (app, pilot):
        await pilot.click("#due")
        await settle(pilot)
        assert app.screen.query_one("#erase", Button).disabled
        await pilot.press("down", "space")
        for way_out in ("enter", "escape"):
            await pilot.click("#erase")
            await settle(pilot)
            assert isinstance(app.screen, Confirm)
            await pilot.press(way_out)
            await settle(pilot)
            assert len(app.desk.cases()) == 3
        await pilot.click("#erase")
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert {line.case for line in app.desk.cases()} == {cases[400], cases[1]}
        assert isinstance(app.screen, Remains)
        words_in(app, "due.remains.lead", "erasing.remains.elsewhere")
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert "2 samtaler." in frame(app)


async def test_several_are_erased_and_what_remains_is_said_once(tmp_path: Path) -> None:
    talks(tmp_path, 400, 300, 1)
    async with opened(due_app(tmp_path), "due", (120, 36)) as (app, pilot):
        await pilot.press("space", "down", "space")
        await pilot.click("#erase")
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert app.t("due.page.erased", n=2) in flat(app)
        assert flat(app).count(app.t("erasing.remains.elsewhere")) == 1
        await pilot.press("enter")
        await settle(pilot)
        assert app.t("due.page.none") in frame(app)
        assert len(app.desk.cases()) == 1


async def test_one_that_cannot_be_erased_stops_there_and_says_so(tmp_path: Path) -> None:
    talks(tmp_path, 400, 300, 250, 1)
    app = due_app(tmp_path)
    erase, tried = app.desk.erase, list[str]()

    def failing(case: str) -> Erased:
        tried.append(case)
        if len(tried) == 2:
            raise VaultReadOnly(path="cases.db")
        return erase(case)

    app.desk.erase = failing  # type: ignore[method-assign, assignment]
    async with opened(app, "due", (120, 36)) as (_, pilot):
        await pilot.press("space", "down", "space", "down", "space")
        await pilot.click("#erase")
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        await asyncio.sleep(0.1)
        assert len(tried) == 2
        assert len(app.desk.cases()) == 3
        assert app.t("due.page.erased", n=1) in flat(app)
        assert "Jeg får ikke skrive" in flat(app)


@pytest.mark.parametrize(("later", "last"), [(90, "13. mars 2026"), (-30, "13. mars 2026")], ids=["ahead", "back"])
async def test_a_clock_in_doubt_lists_nothing_until_a_person_says_that_it_is_right(
    tmp_path: Path, later: int, last: str
) -> None:
    talks(tmp_path, 400, 1)
    async with opened(due_app(tmp_path, later=later), "due") as (app, pilot):
        assert last in flat(app)
        assert app.t("due.doubt.why") in flat(app)
        assert "Kari" not in frame(app)
        assert not app.screen.query_one("#due").display
        assert not app.screen.query_one("#erase").display
        await pilot.press("enter")
        await settle(pilot)
        assert "Kari Prøve" in frame(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "klar til å slettes" in frame(app)


async def test_home_says_that_the_date_may_be_wrong(tmp_path: Path) -> None:
    talks(tmp_path, 400, 1)
    app = due_app(tmp_path, later=90)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.t("due.home.doubt") in frame(app)


async def test_a_name_that_looks_like_markup_is_listed_as_it_is(tmp_path: Path) -> None:
    talks(tmp_path, 400, 1, name="[@click=app.quit]Kari[/x]")
    async with opened(due_app(tmp_path), "due") as (app, _):
        assert "[@click=app.quit]Kari[/x]" in frame(app)


async def test_many_are_shown_a_hundred_at_a_time(tmp_path: Path) -> None:
    from mapper.office.retention import ClockCheck, DueList, Kept

    many = tuple(Kept(str(n), f"Samtale {n}", "", "2025-01-01", "2025-07-01") for n in range(5000))
    app = due_app(tmp_path)
    app.desk.due = lambda: DueList(ClockCheck(app.desk.today), many)  # type: ignore[method-assign]
    async with opened(app, "due") as (_, _):
        assert "5000 samtaler" in frame(app)
        assert "Her er de 100 som har ventet lengst" in frame(app)
        assert len(app.screen.query_one("#due", Choices).items) == 100


# --- what a case knows of its last day


def until(desk: Desk, case: str) -> str:
    from mapper.meeting.header import Header

    return Header.decode(desk.keeper.vault.header(case).header).keep_until


def test_the_last_day_counts_from_the_last_meeting_not_from_the_last_word(tmp_path: Path) -> None:
    case = talks(tmp_path, 50)[50]
    desk = desk_in(tmp_path)
    assert until(desk, case) == "2026-07-23"
    desk.close()
    later = desk_in(tmp_path, clock=lambda: NOW + timedelta(days=1))
    meeting = later.open(case)
    assert until(later, case) == "2026-09-15"
    meeting.name("Samtale", "Ola Eksempel")
    assert until(later, case) == "2026-09-15"
    later.close()


def test_a_clock_that_went_back_never_brings_the_last_day_nearer(tmp_path: Path) -> None:
    case = talks(tmp_path, 50)[50]
    sure = desk_in(tmp_path)
    sure.trust_today()
    sure.close()
    wrong = desk_in(tmp_path, clock=lambda: NOW - timedelta(days=3000))
    wrong.open(case).name("Samtale", "Ola Eksempel")
    fresh = wrong.new("short", "nb").case
    assert until(wrong, case) == "2026-09-14"
    assert until(wrong, fresh) == "2026-09-14"
    wrong.close()


def test_an_office_that_keeps_for_longer_keeps_from_the_next_meeting(tmp_path: Path) -> None:
    case = talks(tmp_path, 50)[50]
    desk = desk_in(tmp_path)
    office = tmp_path / "office"
    write_office(office, (office / "office.yaml").read_text(encoding="utf-8").replace("6 months", "2 years"))
    desk.reread_office()
    assert until(desk, case) == "2026-07-23"
    desk.open(case)
    assert until(desk, case) == "2028-03-14"
    desk.close()
