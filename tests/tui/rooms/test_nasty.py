"""Text that would be markup, a control, a template or a script stands on every screen as it was written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mapper.interview.model import NotUnderstood
from mapper.language.clean import UNWANTED, clean
from mapper.meeting.meeting import Meeting
from tests.tui.rooms.talk import Talk, practice_app

NASTY = (
    "[/x]",
    "[@click=app.quit]x",
    "\x1b]0;x\x07",
    "{{7*7}}",
    "<script>",
    "a\u202eb",
    "مرحبا",
    "[red]",
)
TEXT = " ".join(NASTY)
LONG = "svært langt ord " * 20 + "x" * 180
SHOWN = " ".join(clean(TEXT).split())


def fill(meeting: Meeting, text: str) -> list[str]:
    """Say the text in every question that takes own words; give the refs."""
    meeting.say("matters.topics", "participant", ["WORK", "HEALTH", "MONEY"])
    filled = []
    for question in meeting.questionnaire.questions.values():
        if question.type in ("text", "list"):
            for voice in question.voices:
                words = text[: getattr(question, "max", 500)]
                meeting.say(question.ref, voice, words if question.type == "text" else [words])
            filled.append(question.ref)
    return filled


def decide(meeting: Meeting, text: str) -> None:
    meeting.say("help.wanted", "participant", [o.code for o in meeting.text("help.wanted").options[1:4]])  # type: ignore[union-attr]
    keys = [idea.suggestion.key for idea in meeting.plan().ideas]
    meeting.decide(keys[0], "no", text[:900])
    meeting.decide(keys[1], "changed", changes={"title": text[:100], "description": text[:400], "purpose": text[:200]})
    meeting.add_activity({"title": text[:90], "partner": text[:200]}, "participant")
    meeting.assess(text)
    meeting.view("assessment", "partly", text[:900])
    meeting.set_next_meeting({"start": "3.4.2026", "adresse": text[:200]})
    meeting.name(text[:60], text[:60])


@asynccontextmanager
async def talk_about(folder: Path, text: str) -> AsyncIterator[tuple[Talk, list[str]]]:
    app = practice_app(folder)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        meeting = app.desk.practice("full", "nb")
        meeting.set_alone(True)
        filled = fill(meeting, text)
        decide(meeting, text)
        app.begin(meeting)
        talk = Talk(pilot, app)
        await talk.settle()
        yield talk, filled


def no_control(talk: Talk) -> bool:
    return all(not UNWANTED.search(row) for row in talk.shown.splitlines())


async def test_every_question_shows_own_words_literally(tmp_path: Path) -> None:
    async with talk_about(tmp_path, TEXT) as (talk, filled):
        assert len(filled) > 10
        for ref in filled:
            question = talk.meeting.asking(ref).question
            if question.voices != ("caseworker",):
                talk.app.go("questions", ref)
                await talk.settle()
                assert (SHOWN if question.type == "text" else "[@click=app.quit]x") in talk.flat, ref
                assert no_control(talk)


async def walked(talk: Talk, key: str, times: int) -> str:
    """Give everything that stood on the screen while walking down."""
    seen = [talk.flat]
    for _ in range(times):
        await talk.press(key)
        seen.append(talk.flat)
        assert no_control(talk)
    return "\n".join(seen)


async def test_every_room_and_paper_shows_own_words_literally(tmp_path: Path) -> None:
    async with talk_about(tmp_path, TEXT) as (talk, _):
        for room, count in (("review", 40), ("picture", 9), ("plan", 20)):
            talk.app.go(room)
            await talk.settle()
            seen = await walked(talk, "down", count)
            for piece in ("[/x]", "[@click=app.quit]x", "]0;x", "{{7*7}}", "<script>", "[red]", "ab"):
                assert piece in seen, (room, piece)
        for place in range(3):
            talk.app.go("documents")
            await talk.settle()
            await talk.choose("#kind", place)
            await talk.to("#paper")
            seen = await walked(talk, "pagedown", 8)
            for piece in ("[/x]", "[@click=app.quit]x", "{{7*7}}", "<script>"):
                assert piece in seen, (place, piece)
        assert talk.app.is_running


async def test_long_words_break_nothing(tmp_path: Path) -> None:
    async with talk_about(tmp_path, LONG) as (talk, filled):
        for room, ref in [
            *(("questions", ref) for ref in filled[:4]),
            ("review", None),
            ("picture", None),
            ("plan", None),
        ]:
            talk.app.go(room, ref)
            await talk.settle()
            await walked(talk, "down", 6)
        assert talk.app.is_running


async def test_what_is_typed_and_not_understood_stays_in_the_field(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        meeting = app.desk.practice("full", "nb")
        app.begin(meeting)
        talk = Talk(pilot, app)
        await talk.settle()
        ref = next(q.ref for q in meeting.questionnaire.questions.values() if q.type == "number" and not q.alone)
        talk.app.go("questions", ref)
        await talk.settle()
        await talk.write("tolv")
        await talk.press("ctrl+down")

        assert talk.app.screen.ref == ref  # type: ignore[attr-defined]
        assert "tolv" in talk.flat
        with pytest.raises(NotUnderstood):
            meeting.say(ref, "participant", "tolv")
