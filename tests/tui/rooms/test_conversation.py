"""The whole conversation, from who is here to papers in hand, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.tui.screens.questions import QuestionsRoom
from tests.tui.rooms.talk import Talk, options, practice_app

SIZES = [(80, 24), (120, 36)]
WISH = "Noe med hendene, sammen med andre."
OBSTACLE = "Det er langt til bussen."
ADDED = "Barna skal hentes kl. fire."
DIFFERENT = "Bussen er verst."
OWN_REASON = "Det gjorde jeg i fjor."
OWN_STEP = "Ringe det gamle kjokkenet"


async def open_card(talk: Talk) -> None:
    await talk.button("#new")
    await talk.to("CellForm Line")
    await talk.write("Kari")
    await talk.press("tab")
    await talk.write("den det gjelder")
    await talk.button("#done")
    interpreter = next(box for box in talk.app.screen.query("CardBox") if box.ref == "meeting.interpreter")  # type: ignore[attr-defined]
    interpreter.id = "interpreter"
    await talk.choose("#interpreter Choices", 0)
    await talk.button("#go_on")


async def answer(talk: Talk, ref: str) -> None:
    """Say to one question what this conversation says, in the field that has the focus."""
    meeting = talk.meeting
    if ref == "work.wish":
        await talk.to("#own-box Editor")
        await talk.write(WISH)
    elif ref == "work.goal":
        await talk.to("#own-box Editor")
        await talk.write("En jobb jeg rekker.")
    elif ref == "matters.topics":
        for place in options(meeting, ref, ["WORK", "HEALTH", "MONEY"]):
            await talk.choose("#own-box #choices", place)
    elif ref == "health.affects_work":
        await talk.choose("#own-box #choices", 0)
    elif ref == "health.other_obstacle":
        await differ(talk)
    elif ref == "help.wanted":
        for place in (1, 2):
            await talk.choose("#own-box #choices", place)
    elif ref == "start.hope":
        await talk.button("#declined")
        assert "Det er greit. Du trenger ikke å svare." in talk.flat


async def differ(talk: Talk) -> None:
    """The participant answers, the caseworker adds, and the participant recognises it in part."""
    await talk.choose("#own-box #choices", 0)
    await talk.to("#own-box #comment")
    await talk.write(OBSTACLE)
    await talk.to("#writer")
    await talk.settle()
    await talk.button("#add")
    await talk.choose("#added-box #choices", 0)
    await talk.to("#added-box #comment")
    await talk.write(ADDED)
    await talk.to("#add, #view Choices, #why")
    await talk.settle()
    assert "Kjenner du deg igjen i det veilederen skrev?" in talk.flat
    await talk.choose("#view Choices", 1)
    await talk.to("#view Line")
    await talk.write(DIFFERENT)


async def go_through(talk: Talk) -> list[str]:
    """Go on with Next until the review comes; give the questions in the order in which they stood there."""
    asked: list[str] = []
    for _ in range(80):
        if talk.room() == "ReviewRoom":
            return asked
        if talk.room() == "AloneRoom":
            await talk.button("#yes")
            continue
        screen = talk.app.screen
        assert isinstance(screen, QuestionsRoom)
        assert screen.ref is not None
        asked.append(screen.ref)
        await answer(talk, screen.ref)
        await talk.press("ctrl+down")
    raise AssertionError(f"no end after {asked}")


async def decide(talk: Talk) -> None:
    """Try one idea, put one off, refuse one in own words, and add a step of their own."""
    keys = [idea.suggestion.key for idea in talk.meeting.plan().ideas]
    assert len(keys) >= 3, keys
    await talk.button("PlanBoard Entries")
    await talk.button("#try")
    if talk.room() == "WayDialog":
        await talk.button("#yes")
    await talk.button("PlanBoard Entries")
    await talk.button("#refuse")
    await talk.write(OWN_REASON)
    await talk.button("#save")
    await talk.button("PlanBoard Entries")
    await talk.button("#later")
    talk.app.screen.query_one("PlanBoard").go()  # type: ignore[attr-defined]
    await own_step(talk)


async def own_step(talk: Talk) -> None:
    board = talk.app.screen.query_one("PlanBoard")
    for _ in range(30):
        if board.current == "own":  # type: ignore[attr-defined]
            break
        await talk.press("down")
    await talk.press("enter")
    await talk.button("#add_own")
    await talk.to("FormRow Line")
    await talk.write(OWN_STEP)
    await talk.button("#save")
    assert talk.room() == "PlanRoom"


async def save_papers(talk: Talk) -> None:
    for place in range(3):
        await talk.choose("#kind", place)
        await talk.button("#save")
        if place == 0:  # the formats that were chosen last are chosen again
            assert "[x] Papir til å skrive ut (.pdf)" in talk.shown
            await talk.choose("#formats", 0)
            await talk.choose("#formats", 2)
            await talk.choose("#formats", 3)
        await talk.button("#save")
        assert "✓ Papiret er lagret i 2 former." in talk.shown
        await talk.button("#close")
        await talk.press("escape")


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_conversation_by_keyboard_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=size, notifications=False) as pilot:
        app.begin(app.desk.practice("short", "nb"))
        talk = Talk(pilot, app)
        await talk.settle()
        assert talk.room() == "CardRoom"
        await open_card(talk)
        asked = await go_through(talk)

        assert {"work.wish", "health.other_obstacle", "work.goal"} <= set(asked)
        assert any(talk.meeting.text(ref).alone for ref in asked)
        view = talk.meeting.asking("health.other_obstacle")
        assert (view.view, view.view_words) == ("partly", DIFFERENT)
        hope = talk.meeting.asking("start.hope").by("participant")
        assert hope is not None
        assert hope.answer.state == "declined"

        await talk.choose("Choices", 1)
        assert f"kjenner deg delvis igjen: {DIFFERENT}" in talk.flat
        assert ADDED in talk.flat
        assert WISH not in talk.flat

        await talk.press("f4", "right", "right", "enter")
        await talk.press("down")
        row = talk.meeting.picture().rows[0]
        assert (row.level, row.mark) == (6, "GOES_WELL")

        await talk.press("f5")
        await decide(talk)
        plan = talk.meeting.plan()
        assert [idea.words for idea in plan.not_chosen] == [OWN_REASON]
        assert OWN_STEP in [activity.title for activity in plan.will_try]
        assert [idea.decision for idea in plan.ideas].count("later") == 1
        assert len(plan.will_try) == 2

        await talk.press("f6")
        await save_papers(talk)
        endings = sorted(path.suffix for path in app.desk.saved_papers(talk.meeting))
        assert endings == [".html"] * 3 + [".md"] * 3
