"""More questions at the screen: listed, brought in and taken out by keyboard, offered without moving anything."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mapper.tui.app import MapperApp
from tests.tui.rooms.talk import Talk, practice_app
from tests.tui.shell.desk import settings_in

PACK = """id: choir
version: "1.0"
title: {nb: Sang i kor, nn: Song i kor, en: A choir}
about: {nb: For deg som vil synge., nn: For deg som vil syngje., en: For you who want to sing.}
offer_when: {work.wish: {answered: yes}}
sections:
  - id: choir
    title: {nb: Koret, nn: Koret, en: The choir}
    questions:
      - id: voice
        ask: {nb: Hvilken stemme synger du?, nn: Kva stemme syng du?, en: Which voice do you sing?}
        why: {nb: Da finner vi et kor., nn: Då finn vi eit kor., en: Then we find a choir.}
        type: text
"""


def office(folder: Path, **files: str) -> None:
    """Put packs into the office's folder."""
    questionnaires = settings_in(folder).office / "questionnaires"
    questionnaires.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (questionnaires / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (56, 16)])
async def test_more_questions_are_brought_in_and_taken_out(tmp_path: Path, size: tuple[int, int]) -> None:
    app: MapperApp = practice_app(tmp_path)
    office(tmp_path, choir=PACK, broken=PACK.replace("id: choir\n", "id: broken\n", 1).replace("why:", "whi:"))
    async with app.run_test(size=size) as pilot:
        talk = Talk(pilot, app)
        app.begin(app.desk.practice("short", "nb"))
        await talk.settle()
        app.go("parts")
        await talk.settle()
        await talk.button("#more")
        assert talk.room() == "PacksPage"
        assert "! broken.yaml har én feil" in talk.flat
        assert "Sang i kor" in talk.flat
        assert "For deg som vil synge." in talk.flat
        assert "Ett spørsmål, omtrent ett minutt." in talk.flat
        await talk.to("#packs")
        await talk.press("enter")
        assert [pack.id for pack in talk.meeting.packs() if pack.on] == ["choir"]
        assert "Ta bort" in talk.flat
        await talk.press("escape")
        assert talk.room() == "PartsRoom"
        assert "choir" in [part.id for part in talk.meeting.parts()]
        await talk.button("#more")
        await talk.to("#packs")
        await talk.press("enter")
        assert [pack.id for pack in talk.meeting.packs() if pack.on] == []


async def test_an_offer_is_told_quietly_and_not_now_is_kept(tmp_path: Path) -> None:
    app: MapperApp = practice_app(tmp_path)
    office(tmp_path, choir=PACK)
    async with app.run_test(size=(80, 24)) as pilot:
        talk = Talk(pilot, app)
        app.begin(app.desk.practice("short", "nb"))
        await talk.settle()
        app.go("questions", "work.wish")
        await talk.settle()
        app.act(lambda: talk.meeting.say("work.wish", "participant", "Noe med sang"), lambda _: None)
        await talk.settle()
        assert talk.room() == "QuestionsRoom"
        told = [str(notice.message) for notice in app._notifications]
        assert told == ["✓ Kan passe nå: Sang i kor. Dere finner det under «Flere spørsmål»."]
        app.go("parts")
        await talk.settle()
        assert "Kan passe nå: Sang i kor." in talk.flat
        await talk.button("#more")
        await talk.button("#not_now")
        assert not any(pack.offered or pack.on for pack in talk.meeting.packs() if pack.id == "choir")
        await talk.press("escape")
        assert app.screen.query_one("#offered").display is False


async def test_a_pack_is_asked_anew_and_the_review_tells_of_last_time(tmp_path: Path) -> None:
    app: MapperApp = practice_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        talk = Talk(pilot, app)
        meeting = app.desk.practice("full", "nb")
        meeting.switch("job-follow-up", on=True)
        meeting.say("job.status", "participant", "STILL")
        meeting.say("job.started", "participant", (app.desk.today - timedelta(days=40)).strftime("%d.%m.%Y"))
        meeting.say("job_now.load", "participant", "8")
        app.begin(meeting)
        await talk.settle()
        app.push_room("packs")
        await talk.settle()
        assert "Slik går det på jobb" in talk.flat
        assert "Sist spurt" in talk.flat
        assert "Neste gang" in talk.flat
        await talk.to("#packs")
        assert "▌ ✓ Slik går det på jobb" in talk.shown
        app.screen.query_one("#again").focus()
        await talk.settle()
        assert "▌ ✓ Slik går det på jobb" in talk.shown
        await talk.button("#again")
        assert meeting.asking("job.status").waits
        assert not app.screen.query_one("#again").display
        assert app.focused is app.screen.query_one("#there")
        await talk.press("enter")
        assert talk.room() == "QuestionsRoom"
        assert "Hvordan er det med jobben nå?" in talk.flat
        assert "Sist, 14. mars" not in talk.flat
        app.act(lambda: meeting.say("job.status", "participant", "ENDED"), lambda _: None)
        await talk.settle()
        assert "Sist, 14. mars: Jeg er i jobben" in talk.flat
        app.go("review", "job.status")
        await talk.settle()
        assert "Sist, 14. mars: Jeg er i jobben" in talk.flat


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_every_button_stands_whole_in_a_narrow_window(tmp_path: Path, language: str) -> None:
    app: MapperApp = practice_app(tmp_path)
    async with app.run_test(size=(56, 16)) as pilot:
        talk = Talk(pilot, app)
        meeting = app.desk.practice("full", language)
        meeting.switch("job-follow-up", on=True)
        meeting.say("job.status", "participant", "STILL")
        app.begin(meeting)
        await talk.settle()
        app.push_room("packs")
        await talk.settle()
        row = talk.shown.splitlines()[-3]
        for name in ("back", "again", "there", "take_out"):
            assert f"[ {app.t(f'packs.{name}')} ]" in row, (name, row)
