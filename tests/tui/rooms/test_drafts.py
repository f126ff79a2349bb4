"""What was being typed when the program was killed stands in its field again, until it is saved or taken out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import TextArea

from mapper.desk.desk import Desk
from mapper.desk.drafting import said_by, view_of, words_on
from mapper.interview.model import Voice
from mapper.meeting.meeting import Meeting
from mapper.tui.app import MapperApp
from mapper.tui.screens.activity import ActivityForm, MeetingForm
from mapper.tui.screens.name import Name
from mapper.tui.widgets.rooms.dialogs import WordsDialog
from mapper.tui.widgets.rooms.draft_data import may_return
from mapper.vault.errors import VaultFull
from tests.tui.rooms.talk import Talk, past_card
from tests.tui.shell.desk import desk_in

WORDS = "Kari skriver på noe"
AGAIN = "Dette skrev du sist. Det er ikke lagret som svar ennå."
REF = "work.wish"


def begun(folder: Path, prepare: Callable[[Meeting], object] = lambda _: None) -> str:
    """Hold the beginning of a conversation; give its case."""
    desk = desk_in(folder)
    meeting = past_card(desk.new("full", "nb"))
    prepare(meeting)
    desk.close()
    return meeting.case


@asynccontextmanager
async def sitting(folder: Path, case: str) -> AsyncIterator[Talk]:
    """Sit down again with a case."""
    desk = desk_in(folder)
    app = MapperApp(desk)
    async with app.run_test(size=(100, 34), notifications=True) as pilot:
        app.begin(desk.open(case))
        talk = Talk(pilot, app)
        await talk.settle()
        yield talk
        desk._drafting = None  # as after a kill: nobody seals or closes anything
    desk.close()


def standing(talk: Talk) -> dict[str, bytes]:
    """Read what is on the disk, once everything that waits is written."""
    assert talk.app.desk.drafting.seal()
    return talk.app.desk.keeper.drafts.all(talk.meeting.case)


async def at(talk: Talk, ref: str) -> None:
    talk.app.go("questions", ref)
    await talk.settle()


def left_behind(folder: Path, case: str, typed: dict[str, Any]) -> None:
    """Leave what was typed in fields of questions, as a killed program does."""
    desk = desk_in(folder)
    for field, words in typed.items():
        desk.drafting.keep(case, field, {"words": words, "write_in": {}, "comment": ""}, 1)
    assert desk.drafting.seal()
    desk._drafting = None
    desk.close()


async def test_what_was_typed_stands_there_again_and_is_saved_with_next(tmp_path: Path) -> None:
    case = begun(tmp_path)
    async with sitting(tmp_path, case) as talk:
        await at(talk, REF)
        await talk.write(WORDS)
        assert standing(talk)
    async with sitting(tmp_path, case) as talk:
        assert talk.room() == "QuestionsRoom"
        assert talk.app.screen.ref == REF  # type: ignore[attr-defined]
        assert WORDS in talk.flat
        assert AGAIN in talk.flat
        assert talk.meeting.asking(REF).said == ()
        await talk.write(" mer")
        await talk.press("ctrl+down")
        spoken = talk.meeting.asking(REF).by("participant")
        assert spoken is not None
        assert spoken.answer.value == f"{WORDS} mer"
        assert AGAIN not in talk.flat
        assert standing(talk) == {}
    async with sitting(tmp_path, case) as talk:
        assert AGAIN not in talk.flat


async def test_emptying_the_field_throws_it_away(tmp_path: Path) -> None:
    case = begun(tmp_path)
    left_behind(tmp_path, case, {said_by(REF, "participant"): WORDS})
    async with sitting(tmp_path, case) as talk:
        await talk.press(*["backspace"] * len(WORDS))
        assert WORDS[:1] not in talk.own_words.text
        assert AGAIN not in talk.flat
        assert standing(talk) == {}


async def test_undoing_back_to_what_is_saved_throws_it_away(tmp_path: Path) -> None:
    case = begun(tmp_path, lambda meeting: meeting.say(REF, "participant", "Kokk"))
    async with sitting(tmp_path, case) as talk:
        await at(talk, REF)
        await talk.write("x")
        assert standing(talk)
        await talk.press("backspace")
        assert standing(talk) == {}


async def test_what_was_saved_after_all_is_not_brought_back(tmp_path: Path) -> None:
    case = begun(tmp_path)
    left_behind(tmp_path, case, {said_by(REF, "participant"): WORDS})
    desk = desk_in(tmp_path)
    desk.open(case).say(REF, "participant", WORDS)
    desk.close()
    async with sitting(tmp_path, case) as talk:
        await at(talk, REF)
        assert AGAIN not in talk.flat
        assert standing(talk) == {}


async def test_what_another_window_wrote_meanwhile_stands_beside_it(tmp_path: Path) -> None:
    case = begun(tmp_path)
    left_behind(tmp_path, case, {said_by(REF, "participant"): WORDS})
    desk = desk_in(tmp_path)
    desk.open(case).say(REF, "participant", "Noe helt annet")
    desk.close()
    async with sitting(tmp_path, case) as talk:
        assert WORDS in talk.flat
        await talk.press("ctrl+down")
        values = {spoken.answer.value for spoken in talk.meeting.asking(REF).versions}
        assert values == {WORDS, "Noe helt annet"}


async def test_several_fields_come_back_each_in_its_place(tmp_path: Path) -> None:
    case = begun(tmp_path, lambda meeting: meeting.say("matters.strengths", "participant", ["Lage mat"]))
    kept: dict[str, Any] = {
        said_by("matters.strengths", "caseworker"): ["Regne"],
        said_by("work.confidence", "participant"): "4",
        said_by(REF, "participant"): WORDS,
    }
    left_behind(tmp_path, case, kept)
    async with sitting(tmp_path, case) as talk:
        assert "Noe du skrev sist, er ikke lagret ennå." in talk.flat
        await at(talk, "matters.strengths")
        assert "Regne" in talk.flat
        assert "Dette skrev du" in talk.flat
        await at(talk, "work.confidence")
        assert "(4)" in talk.flat
        await at(talk, REF)
        assert WORDS in talk.flat
        await at(talk, "matters.strengths")
        await talk.press("ctrl+down")
        assert standing(talk) == {}
        added = talk.meeting.asking("matters.strengths").by("caseworker")
        assert added is not None
        assert added.answer.value == ("Regne",)


UNFIT: tuple[Any, ...] = (
    "x",
    None,
    {"words": 4},
    {"words": ["KREPS"], "write_in": {}, "comment": ""},
    {"words": [{"a": "b"}]},
)


def test_what_does_not_fit_the_question_does_not_come_back(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.new("full", "nb")
    for ref, said in product((REF, "work.confidence", "health.affects_work", "no.such"), UNFIT):
        assert not may_return(meeting, ref, "participant", said), (ref, said)
    desk.close()


async def test_what_does_not_fit_the_question_is_dropped(tmp_path: Path) -> None:
    case = begun(tmp_path)
    async with sitting(tmp_path, case) as talk:
        for ref, said in zip((REF, "work.confidence", "health.affects_work", "no.such"), UNFIT, strict=False):
            talk.app.desk.drafting.keep(case, said_by(ref, "participant"), said, 1)
        assert standing(talk)
    async with sitting(tmp_path, case) as talk:
        for ref in (REF, "work.confidence", "health.affects_work"):
            await at(talk, ref)
            assert AGAIN not in talk.flat
        assert standing(talk) == {}


async def test_nothing_of_the_minute_for_two_comes_back_before_they_are_alone(tmp_path: Path) -> None:
    asked: list[tuple[str, Voice]] = []

    def with_children(meeting: Meeting) -> None:
        meeting.say("family.has_children", "participant", "YES")
        every = meeting.questionnaire.questions.values()
        question = next(q for q in every if q.alone and q.type == "text" and meeting.stands(q.ref))
        asked.append((question.ref, question.voices[0]))

    case = begun(tmp_path, with_children)
    ((ref, voice),) = asked
    left_behind(tmp_path, case, {said_by(ref, voice): WORDS})
    async with sitting(tmp_path, case) as talk:
        for room in ("questions", "review", "alone"):
            talk.app.go(room, ref if room == "questions" else None)
            await talk.settle()
            assert WORDS not in talk.flat
        talk.meeting.set_alone(True)
        await at(talk, ref)
        assert WORDS in talk.flat


async def test_practice_keeps_nothing(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    app = MapperApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(desk.practice("full", "nb"))
        talk = Talk(pilot, app)
        await at(talk, REF)
        await talk.write(WORDS)
        assert desk._drafting is None
    desk.close()


async def test_redacting_an_answer_takes_what_is_typed_about_it_too(tmp_path: Path) -> None:
    case = begun(tmp_path, lambda meeting: meeting.say(REF, "participant", "Kokk"))
    async with sitting(tmp_path, case) as talk:
        await at(talk, REF)
        await talk.write(WORDS)
        assert standing(talk)
        talk.app.desk.redact(talk.meeting, REF)
        assert talk.app.desk.keeper.drafts.all(case) == {}


def test_erasing_a_case_takes_what_is_typed_in_it(tmp_path: Path) -> None:
    case = begun(tmp_path)
    desk = desk_in(tmp_path)
    desk.drafting.keep(case, said_by(REF, "participant"), WORDS, 1)
    assert desk.drafting.seal()
    desk.drafting.keep(case, words_on("assessment"), WORDS, 1)
    desk.erase(case)
    assert desk.drafting.seal()
    assert desk.keeper.drafts._do(lambda file: file.all(case)) == []
    desk.close()


async def test_what_cannot_be_kept_is_told_once_and_typing_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begun(tmp_path)
    async with sitting(tmp_path, case) as talk:
        await at(talk, REF)

        def full(*_: object) -> None:
            raise VaultFull(path="drafts.db")

        monkeypatch.setattr(talk.app.desk.keeper.drafts, "put", full)
        told: list[str] = []
        monkeypatch.setattr(talk.app, "trouble", told.append)
        for _ in range(3):
            await talk.write("støl")
            assert not talk.app.desk.drafting.seal()
            await talk.settle()
        assert len(told) == 1
        assert "blir ikke tatt vare på" in told[0]
        assert "stølstølstøl" in talk.flat
        monkeypatch.undo()


# --- dialogs and views


def dialog_in(talk: Talk, name: str) -> Screen[Any]:
    meeting = talk.meeting
    if name == "assessment":
        return WordsDialog("?", "", meeting.assess, save="!").drafted(words_on("assessment"))
    if name == "meeting":
        return MeetingForm("?", {}, meeting.set_next_meeting).drafted(words_on("next_meeting"))
    return ActivityForm("?", {}, lambda _: meeting.undo(), meeting.kinds()).drafted(words_on("new"))


async def test_words_in_a_dialog_stand_there_again_until_it_is_left_or_saved(tmp_path: Path) -> None:
    case = begun(tmp_path)
    names = ("assessment", "meeting", "activity")
    async with sitting(tmp_path, case) as talk:
        for name in names:
            talk.app.push_screen(dialog_in(talk, name))
            await talk.settle()
            await talk.write("Kokk")
        talk.app.push_screen(Name())
        await talk.settle()
        await talk.write(" Prøve")
        assert len(standing(talk)) == 4
    async with sitting(tmp_path, case) as talk:
        assert "Noe du skrev sist, er ikke lagret ennå." in talk.flat
        for left, name in enumerate(names, 1):
            dialog = dialog_in(talk, name)
            talk.app.push_screen(dialog)
            await talk.settle()
            assert dialog.query(TextArea).first().text == "Kokk"
            assert AGAIN in talk.flat
            await talk.press("escape")
            assert talk.app.screen is dialog
            assert len(standing(talk)) == 5 - left
            await talk.press("escape")
            assert talk.app.screen is not dialog
            assert len(standing(talk)) == 4 - left

        talk.app._dialog("name", "Name")
        await talk.settle()
        assert talk.app.screen.query(TextArea).first().text.endswith(" Prøve")
        await talk.press("enter")
        assert talk.meeting.label.endswith(" Prøve")
        assert standing(talk) == {}


async def test_words_beside_a_view_come_back(tmp_path: Path) -> None:
    def compared(meeting: Meeting) -> None:
        meeting.say("matters.strengths", "participant", ["Lage mat"])
        meeting.say("matters.strengths", "caseworker", ["Regne"])

    case = begun(tmp_path, compared)
    async with sitting(tmp_path, case) as talk:
        await at(talk, "matters.strengths")
        await talk.choose("#view Choices", 1)
        await talk.to("#view Line")
        await talk.write(WORDS)
        assert view_of("matters.strengths") in standing(talk)
    async with sitting(tmp_path, case) as talk:
        await at(talk, "matters.strengths")
        assert WORDS in talk.flat
        await talk.press("ctrl+down")
        assert talk.meeting.asking("matters.strengths").view_words == WORDS
        assert standing(talk) == {}


async def test_a_desk_that_closes_writes_what_waits(tmp_path: Path) -> None:
    case = begun(tmp_path)
    desk = desk_in(tmp_path)
    app = MapperApp(desk)
    async with app.run_test(size=(100, 34)) as pilot:
        app.begin(desk.open(case))
        talk = Talk(pilot, app)
        await at(talk, REF)
        talk.own_words.insert(WORDS)
        await pilot.pause()
        desk.close()
    again: Desk = desk_in(tmp_path)
    assert set(again.keeper.drafts.all(case)) == {said_by(REF, "participant")}
    again.close()
