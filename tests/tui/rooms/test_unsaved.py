"""What is typed and cannot be saved stands until it is: on a full disk, on a detour, and before Escape."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import TextArea

from mapper.meeting.meeting import Meeting
from mapper.tui.screens.activity import ActivityForm, MeetingForm
from mapper.tui.screens.name import Name
from mapper.tui.screens.questions import QuestionsRoom
from mapper.tui.widgets.rooms.dialogs import WordsDialog
from mapper.vault.errors import VaultFull
from tests.tui.rooms.talk import Talk
from tests.tui.rooms.test_rooms import talking

WORDS = "Kari holder hodet kaldt"


def full_disk(meeting: Meeting) -> Callable[[], None]:
    """Let nothing be saved; give the way to make room again."""
    log = meeting._log

    def fail(case: str, payloads: list[bytes], header: bytes) -> range:
        raise VaultFull(path="cases.db")

    meeting._log = SimpleNamespace(append=fail, events=log.events)
    return lambda: setattr(meeting, "_log", log)


async def saves_at_last(talk: Talk, room: str) -> None:
    """Write in the dialog in front, save on a full disk, and again when there is room."""
    dialog = talk.app.screen
    mend = full_disk(talk.meeting)
    await talk.write(WORDS)
    await talk.button("#save")
    assert talk.app.screen is dialog
    assert dialog.query_one(TextArea).text == WORDS
    assert "Disken" in talk.flat
    mend()
    await talk.press("enter")
    assert talk.room() == room
    assert "Disken" not in talk.flat


async def test_a_refusal_an_assessment_and_what_the_caseworker_adds_stand_until_they_are_saved(tmp_path: Path) -> None:
    def marked(meeting: Meeting) -> None:
        meeting.say("help.wanted", "participant", ["MONEY"])
        meeting.say("matters.topics", "participant", ["WORK"])
        meeting.say("work.level", "participant", "4")

    async with talking(tmp_path, marked) as talk:
        await talk.press("f5")
        await talk.button("#refuse")
        await saves_at_last(talk, "PlanRoom")
        assert [idea.words for idea in talk.meeting.plan().not_chosen] == [WORDS]

        talk.app.screen.query_one("PlanBoard").go()  # type: ignore[attr-defined]
        await talk.press("end", "up")
        await talk.button("#assessment_write")
        await saves_at_last(talk, "PlanRoom")
        assert talk.meeting.assessment == WORDS

        await talk.press("f4")
        await talk.button("#add")
        await saves_at_last(talk, "PictureRoom")
        assert talk.meeting.picture().rows[0].added == WORDS


async def test_the_words_of_a_view_stand_until_they_are_saved(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting.assess("Du klarer mye.")) as talk:
        await talk.press("f5", "end", "up")
        mend = full_disk(talk.meeting)
        await talk.choose("#view Choices", 1)
        await talk.to("#view Line")
        await talk.write(WORDS)
        await talk.press("tab", "tab", "f2", "f5")
        assert WORDS in talk.flat
        assert talk.meeting.assessment_view[0] is None
        mend()
        await talk.press("f2")
        assert talk.meeting.assessment_view[1] == WORDS


async def test_a_view_of_an_answer_holds_next_back_until_it_is_saved(tmp_path: Path) -> None:
    def compared(meeting: Meeting) -> None:
        meeting.say("matters.strengths", "participant", ["Lage mat"])
        meeting.say("matters.strengths", "caseworker", ["Regne"])

    async with talking(tmp_path, compared) as talk:
        talk.app.go("questions", "matters.strengths")
        await talk.settle()
        mend = full_disk(talk.meeting)
        await talk.choose("#view Choices", 1)
        await talk.to("#view Line")
        await talk.write(WORDS)
        await talk.press("ctrl+down", "ctrl+down")
        assert isinstance(talk.app.screen, QuestionsRoom)
        assert talk.app.screen.ref == "matters.strengths"
        assert WORDS in talk.flat
        mend()
        await talk.press("ctrl+down")
        assert talk.app.screen.ref != "matters.strengths"
        assert talk.meeting.asking("matters.strengths").view_words == WORDS


NOT_KEPT = "Det du har skrevet, er ikke lagret."
DIALOGS: dict[str, Callable[[Talk], Screen[Any]]] = {
    "activity": lambda talk: ActivityForm("?", {}, lambda _: talk.meeting.undo(), talk.meeting.kinds()),
    "meeting": lambda talk: MeetingForm("?", {}, lambda _: talk.meeting.undo()),
    "assessment": lambda talk: WordsDialog("?", "", talk.meeting.assess, save="!"),
    "name": lambda _: Name(),
}


async def test_escape_leaves_a_dialog_without_words_at_once_and_says_first_that_words_are_not_kept(
    tmp_path: Path,
) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        for name, make in DIALOGS.items():
            dialog = make(talk)
            talk.app.push_screen(dialog)
            await talk.settle()
            await talk.press("escape")
            assert talk.app.screen is not dialog, name

            dialog = make(talk)
            talk.app.push_screen(dialog)
            await talk.settle()
            await talk.write("Kokk")
            await talk.press("escape")
            assert talk.app.screen is dialog, name
            assert NOT_KEPT in talk.flat
            assert "Kokk" in talk.flat
            await talk.write("en")
            await talk.press("escape")
            assert talk.app.screen is dialog, name
            await talk.press("escape")
            assert talk.app.screen is not dialog, name


def of_type(meeting: Meeting, kind: str) -> list[str]:
    every = meeting.questionnaire.questions.values()
    return [q.ref for q in every if q.type == kind and not q.alone and q.section != "meeting"][:2]


@pytest.mark.parametrize(("kind", "typed"), [("number", "tolv"), ("text", "støl " * 700)])
async def test_what_was_not_understood_stands_there_after_a_detour(tmp_path: Path, kind: str, typed: str) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        ref, *more = of_type(talk.meeting, kind)
        talk.app.go("questions", ref)
        await talk.settle()
        talk.own_words.insert(typed)
        for detour in ("f3", "f9"):
            for other in [*more, *of_type(talk.meeting, "yes_no"), *of_type(talk.meeting, "number"), "work.wish"]:
                if other != ref:
                    await talk.press(detour)
                    talk.app.go("questions", other)
                    await talk.settle()
                    assert typed[:9] not in talk.flat
            await talk.press(detour)
            talk.app.go("questions", ref)
            await talk.settle()
            assert typed[:9] in talk.flat, detour
            assert "! " in talk.flat, detour
        await talk.press("ctrl+down")
        assert talk.app.screen.ref == ref  # type: ignore[attr-defined]


async def test_what_was_set_aside_on_a_full_disk_is_saved_at_the_end(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting.say("matters.strengths", "participant", ["Lage mat"])) as talk:
        meeting = talk.meeting
        talk.app.go("questions", "matters.strengths")
        await talk.settle()
        mend = full_disk(meeting)
        await talk.button("#add")
        await talk.write(WORDS)
        for ref in ("work.wish", "health.other_obstacle"):
            await talk.press("f9")
            talk.app.go("questions", ref)
            await talk.settle()
            assert WORDS not in talk.flat
        mend()
        talk.app.shut()
        await talk.settle()
        assert talk.app.meeting is None
        said = meeting.asking("matters.strengths").by("caseworker")
        assert said is not None
        assert said.answer.value == (WORDS,)
