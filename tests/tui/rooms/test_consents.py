"""Saying yes to telling somebody, reading it, and taking it back, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.language.form import day
from mapper.meeting.meeting import Meeting
from mapper.tui.app import MapperApp
from tests.tui.rooms.talk import Talk, practice_app

WISH = "Noe på et kjøkken"
STRENGTH = "Lage mat til mange"

SIZES = [(80, 24), (120, 36), (56, 16)]


def begun(app: MapperApp) -> Meeting:
    """Open a practice talk in which a little was said."""
    meeting = app.desk.practice("full", app.language)
    meeting.say("matters.topics", "participant", ["WORK", "HEALTH"])
    meeting.say("work.wish", "participant", WISH)
    meeting.say("matters.strengths", "participant", [STRENGTH])
    meeting.say("start.reach", "participant", ["CALL"])
    app.begin(meeting)
    return meeting


async def to_page(talk: Talk) -> None:
    await talk.press("f10")
    number = talk.app.screen.query_one("Actions").ids.index("consents")  # type: ignore[attr-defined]
    gaps = list(talk.app.screen.query_one("Actions").ids[:number]).count("")  # type: ignore[attr-defined]
    await talk.press(*["down"] * (number - gaps), "enter")
    assert talk.room() == "ConsentsPage"


async def agree(talk: Talk, own: str = "", topic: int = 0) -> None:
    """Go through the four steps from the page, telling the regular GP about one thing, up to the text."""
    await talk.button("#new")
    await talk.choose("#partner", 4)
    await talk.write(own)
    await talk.button("#next")
    await talk.choose("#topics", topic)
    await talk.button("#next")
    await talk.to("#why")
    await talk.write("en jobb som passer")
    await talk.button("#next")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_yes_is_given_and_taken_back(tmp_path: Path, size: tuple[int, int]) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=size, notifications=False) as pilot:
        meeting = begun(app)
        talk = Talk(pilot, app)
        await talk.settle()
        await to_page(talk)
        assert "Vi deler ikke noe med noen nå." in talk.flat
        await agree(talk)
        assert "4 av 4" in talk.flat
        assert meeting.whole_consents() == (), "nothing is kept before the yes"
        await talk.button("#next")
        (consent,) = meeting.whole_consents()
        assert consent.recipient.shown == "Fastlegen"
        assert [passage.words for passage in consent.told] == [STRENGTH]
        assert talk.room() == "ConsentsPage"
        assert "Gjelder til og med" in talk.flat
        await talk.to("#consents")
        await talk.press("enter")
        assert app.screen.focused is app.screen.query_one("#words"), "the text is read with the arrows"
        app.screen.query_one("#words").scroll_end(animate=False)
        await talk.settle()
        assert STRENGTH in talk.flat
        await talk.button("#withdraw")
        assert meeting.whole_consents()[0].state == "withdrawn"
        assert "Trukket tilbake" in talk.flat


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_the_text_that_is_read_aloud_is_the_text_that_is_kept(tmp_path: Path, language: str) -> None:
    app = practice_app(tmp_path, language)
    async with app.run_test(size=(80, 36), notifications=False) as pilot:
        meeting = begun(app)
        talk = Talk(pilot, app)
        await talk.settle()
        await to_page(talk)
        await agree(talk, own="Lege Prøve", topic=1)
        read = talk.flat
        await talk.button("#next")
        (consent,) = meeting.whole_consents()
        assert day(consent.until, language) in read
        for text in (consent.recipient.shown, consent.why, *(part for each in consent.told for part in each.text)):
            assert text in read
        assert consent.recipient.own == "Lege Prøve"


async def test_a_no_keeps_nothing(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 24), notifications=False) as pilot:
        meeting = begun(app)
        talk = Talk(pilot, app)
        await talk.settle()
        await to_page(talk)
        events = len(meeting.record.events)
        await agree(talk)
        await talk.button("#no")
        assert talk.room() == "ConsentsPage"
        assert len(meeting.record.events) == events
        await talk.button("#new")
        assert "1 av 4" in talk.flat
        assert app.screen.query_one("#topics").chosen == frozenset(), "nothing is ticked beforehand"  # type: ignore[attr-defined]


async def test_what_is_missing_is_told_at_its_step_and_escape_goes_back(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 24), notifications=False) as pilot:
        begun(app)
        talk = Talk(pilot, app)
        await talk.settle()
        await to_page(talk)
        await talk.button("#new")
        await talk.button("#next")
        assert "Velg hvem, eller skriv et navn." in talk.flat
        await talk.to("#own")
        await talk.write("Ola Eksempel")
        await talk.button("#next")
        await talk.button("#next")
        assert "Velg minst én ting som kan deles." in talk.flat
        await talk.choose("#topics", 0)
        await talk.button("#next")
        await talk.button("#next")
        assert "Skriv hvorfor vi skal dele dette." in talk.flat
        await talk.to("#until")
        await talk.write("1.1.2001")
        await talk.to("#why")
        await talk.write("jobb")
        await talk.button("#next")
        assert "Dagen er forbi." in talk.flat
        for step in ("2 av 4", "1 av 4"):
            await talk.press("escape")
            assert step in talk.flat
        await talk.press("escape")
        assert talk.room() == "ConsentsPage"


async def test_what_is_private_stands_by_itself_and_says_why(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(120, 36), notifications=False) as pilot:
        begun(app)
        talk = Talk(pilot, app)
        await talk.settle()
        await to_page(talk)
        await talk.button("#new")
        await talk.choose("#partner", 4)
        await talk.button("#next")
        careful = app.screen.query_one("#careful")
        assert [choice.code for choice in careful.items] == ["start.reach"]  # type: ignore[attr-defined]
        assert "Dette er mer privat. Kryss av bare hvis du vil:" in talk.flat
        assert "(ikke på papiret ditt)" in talk.flat


async def test_a_text_that_another_window_changed_is_shown_anew_before_a_yes(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 36), notifications=False) as pilot:
        meeting = begun(app)
        talk = Talk(pilot, app)
        await talk.settle()
        await to_page(talk)
        await agree(talk)
        meeting.say("matters.strengths", "participant", ["Reparere sykler"])
        await talk.button("#next")
        assert meeting.whole_consents() == ()
        assert "Noe er endret siden teksten ble vist." in talk.flat
        assert "Reparere sykler" in talk.flat
        await talk.button("#next")
        assert [passage.words for passage in meeting.whole_consents()[0].told] == ["Reparere sykler"]
