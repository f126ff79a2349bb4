"""A questionnaire in the real screens while it is written: saved, it is read anew; slips stand there until mended."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic

import pytest

from mapper.desk.previewing import preview
from mapper.questionnaire.composed import Questionnaire
from mapper.tui.previewing import PreviewApp
from tests.tui.bench import frame
from tests.tui.rooms.talk import Talk
from tests.tui.shell.desk import desk_in

FORM = """\
id: kitchen
version: "1.0"
title: {nb: Kjøkken}
sections:
  - id: food
    title: {nb: Mat}
    questions:
      - {id: cook, ask: {nb: Lager du mat?}, why: {nb: For å prøve.}, type: text}
      - {id: age, ask: {nb: Hvor gammel er du?}, why: {nb: For å prøve.}, type: number}
"""
LONGEST = 20.0


async def comes(talk: Talk, words: str) -> None:
    began = monotonic()
    while words not in frame(talk.app):
        assert monotonic() - began < LONGEST, frame(talk.app)
        await asyncio.sleep(0.02)


async def test_what_is_saved_is_read_anew_slips_are_shown_in_place_and_answers_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("kitchen.yaml")
    path.write_text(FORM, encoding="utf-8")
    app = PreviewApp(desk_in(tmp_path), path)
    async with app.run_test(size=(90, 26), notifications=True) as pilot:
        talk = Talk(pilot, app)
        await comes(talk, "Lager du mat?")
        await comes(talk, "Du prøver kitchen.yaml")
        app.open_meeting.say("food.cook", "participant", "Suppe [/x]")
        path.write_text(FORM.replace("type: number", "typ: number"), encoding="utf-8")
        await comes(talk, "Feil i skjemaet")
        assert "kitchen.yaml:9:75" in frame(app)
        assert "Mente du «type»?" in frame(app)
        assert "sett kl. " in frame(app)
        app.speak("en", "")
        await comes(talk, "Did you mean “type”?")
        assert "kl." not in frame(app), "the time of day is said in the language of the screen, too"
        app.speak("nb", "")
        path.write_text(FORM.replace("Lager du mat?", "Hva lager du?"), encoding="utf-8")
        await comes(talk, "Hva lager du?")
        await comes(talk, "Suppe [/x]")
        assert "Feil i skjemaet" not in frame(app)


def test_an_answer_that_no_longer_fits_is_counted_and_what_fits_is_said_again(tmp_path: Path) -> None:
    path, desk = tmp_path / "kitchen.yaml", desk_in(tmp_path)
    path.write_text(FORM, encoding="utf-8")
    first = preview(desk, path, "nb").meeting
    assert first is not None
    first.say("food.cook", "participant", "Suppe")
    first.say("food.age", "participant", "47")
    path.write_text(FORM.replace("id: cook", "id: cooks"), encoding="utf-8")
    again = preview(desk, path, "nb", first)
    assert again.meeting is not None
    assert again.lost == 1
    assert [str(line.said[0].answer.value) for line in again.meeting.review() if line.said] == ["47"]
    path.write_text("id: [", encoding="utf-8")
    broken = preview(desk, path, "nb", first)
    assert broken.meeting is None
    assert broken.findings


async def test_a_file_that_is_taken_in_is_looked_at_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    head, _, sections = FORM.partition("sections:")
    Path("kitchen.yaml").write_text(f"{head}include: [food.yaml]\nsections: []\n", encoding="utf-8")
    app = PreviewApp(desk_in(tmp_path), Path("kitchen.yaml"))
    async with app.run_test(size=(90, 26), notifications=True) as pilot:
        talk = Talk(pilot, app)
        await comes(talk, "Feil i skjemaet")
        Path("food.yaml").write_text(f"sections:{sections}", encoding="utf-8")
        await comes(talk, "Lager du mat?")
        Path("food.yaml").write_text(f"sections:{sections}".replace("type: text", "type: txet"), encoding="utf-8")
        await comes(talk, "food.yaml:5:")


def test_a_file_that_is_saved_half_while_it_is_read_shows_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kitchen.yaml"
    path.write_text(FORM, encoding="utf-8")
    desk = desk_in(tmp_path)
    questionnaire_at = desk.questionnaire_at

    def saved_half(written: Path) -> Questionnaire:
        path.write_text(FORM[:150], encoding="utf-8")
        return questionnaire_at(written)

    monkeypatch.setattr(desk, "questionnaire_at", saved_half)
    shown = preview(desk, path, "nb")
    assert shown.meeting is None
    assert shown.findings
    desk.close()


NUMBERS = """\
      - {id: half, ask: {nb: Hvor mye?}, why: {nb: For å prøve.}, type: number, decimals: 1}
      - {id: paid, ask: {nb: Hva koster det?}, why: {nb: For å prøve.}, type: money}
      - id: days
        ask: {nb: Når?}
        why: {nb: For å prøve.}
        type: table
        columns: [{id: day, text: {nb: Dag}, type: date}, {id: price, text: {nb: Pris}, type: money}]
"""


def test_every_kind_of_answer_stays_as_it_is_when_the_file_is_saved(tmp_path: Path) -> None:
    path, desk = tmp_path / "kitchen.yaml", desk_in(tmp_path)
    path.write_text(FORM + NUMBERS, encoding="utf-8")
    first = preview(desk, path, "nb").meeting
    assert first is not None
    first.say("food.half", "participant", "7,5")
    first.say("food.paid", "participant", "12 500,50")
    first.say("food.days", "participant", [{"day": "3.4.2026", "price": "99,90"}])
    again = preview(desk, path, "nb", first)
    assert again.meeting is not None
    assert again.lost == 0
    before, after = (
        [spoken.answer for line in meeting.review() for spoken in line.said] for meeting in (first, again.meeting)
    )
    assert before == after
    assert len(after) == 3


async def test_where_nothing_is_asked_there_is_nothing_to_answer_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("kitchen.yaml")
    path.write_text(FORM.partition("sections:")[0] + "sections: []\n", encoding="utf-8")
    app = PreviewApp(desk_in(tmp_path), path)
    async with app.run_test(size=(90, 26), notifications=True) as pilot:
        talk = Talk(pilot, app)
        await comes(talk, "Det er ingen spørsmål å stille nå.")
        assert "VoiceBox" not in frame(app)
        assert "[  ]" not in frame(app)
        path.write_text(FORM, encoding="utf-8")
        await comes(talk, "Lager du mat?")
        assert "Hvorfor spør vi?" in frame(app)
