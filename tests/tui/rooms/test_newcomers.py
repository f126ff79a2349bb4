"""What two people meet who see the rooms for the first time: nothing runs off the page, and nothing said is untrue."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from mapper.language.catalogue import words
from mapper.meeting.meeting import Meeting
from mapper.tui.screens.activity import ActivityForm, FormRow, MeetingForm
from mapper.tui.widgets.choices import Choices
from mapper.tui.widgets.editor import Line
from mapper.tui.widgets.recognise import ViewField
from mapper.tui.widgets.rooms.plan_lines import OWN
from tests.tui.bench import rows
from tests.tui.rooms.talk import Talk, practice_app
from tests.tui.rooms.test_rooms import said_alone, talking
from tests.tui.shell.desk import app_in

LONG = (
    "Snakke med kjøkkensjefen i den gamle kantina om å prøve noen timer i uka, og så se hvordan kroppen har det etterpå"
)
TWICE = "30.11.20267.12.2026"


def nothing(_: Meeting) -> None:
    """Say nothing beforehand."""


async def fill_form(talk: Talk, kind: type[ActivityForm] | type[MeetingForm], filled: dict[str, str]) -> None:
    save = talk.meeting.set_next_meeting
    form = (
        ActivityForm("Nytt", filled, save, talk.meeting.kinds())
        if kind is ActivityForm
        else MeetingForm("", filled, save)
    )
    talk.app.push_screen(form)
    await talk.settle()


async def test_a_line_longer_than_its_box_stays_to_be_read_and_the_form_of_a_meeting_goes_to_the_day(
    tmp_path: Path,
) -> None:
    async with talking(tmp_path, nothing) as talk:
        await fill_form(talk, ActivityForm, {})
        await talk.write(LONG)
        assert LONG[-40:] in talk.shown
        talk.app.pop_screen()

        await fill_form(talk, MeetingForm, {"start": "i morgen", "adresse": "Kontoret"})
        await talk.button("#save")
        assert "Skriv dagen slik" in talk.flat
        assert getattr(talk.app.focused, "text", "") == "i morgen"


async def test_a_form_is_seen_whole_at_every_size_and_shows_why_it_is_not_saved(tmp_path: Path) -> None:
    async with talking(tmp_path, nothing) as talk:
        for size in ((80, 24), (100, 36), (56, 16)):
            await talk.pilot.resize_terminal(*size)
            await fill_form(talk, ActivityForm, {"title": "Ringe"})
            for name in ("#target", "#save", "#cancel"):
                await talk.to(name)
                button = talk.app.screen.query_one(name)
                assert f"▐ {getattr(button, 'label', '')}" in talk.shown, size

            due = next(row for row in talk.app.screen.query(FormRow) if row.field.id == "due")
            due.query_one(Line).show(TWICE)
            await talk.button("#save")
            assert "Skriv dagen slik: 3.4.2026" in talk.flat, size
            assert isinstance(talk.app.focused, Line)
            assert talk.app.focused.text == TWICE
            assert TWICE in talk.flat
            talk.app.pop_screen()
            await talk.settle()


async def test_no_notice_tells_the_others_that_something_was_said(tmp_path: Path) -> None:
    async with talking(tmp_path, said_alone) as talk:
        talk.app.go("alone", "ended ")
        await talk.settle()
        await talk.button("#no")
        assert talk.room() == "ReviewRoom"
        assert not talk.app._notifications


async def test_a_fresh_question_begins_at_its_words_and_what_was_passed_over_is_taken_back_as_they_say(
    tmp_path: Path,
) -> None:
    async with talking(tmp_path, nothing) as talk:
        talk.app.go("questions", "work.situation")
        await talk.settle()
        for name in ("#why", "#readers"):
            if talk.app.screen.query_one(name).display:
                await talk.button(name)
        await talk.press("ctrl+down")
        asked = talk.app.screen.ref  # type: ignore[attr-defined]
        assert asked != "work.situation"
        assert talk.meeting.text(asked).ask.to("nb")[:40] in talk.flat
        assert "▼" not in talk.shown
        await talk.press("ctrl+up")
        assert talk.meeting.text("work.situation").ask.to("nb")[:40] in talk.flat

        talk.app.go("questions", "work.wish")
        await talk.settle()
        await talk.button("#declined")
        assert "Velg «Vil ikke svare» en gang til for å angre" in talk.flat
        await talk.button("#declined")
        assert talk.meeting.asking("work.wish").said == ()


@pytest.mark.parametrize("size", [(80, 24), (56, 16)])
async def test_no_question_is_out_of_sight_when_it_comes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with talking(tmp_path, nothing, size) as talk:
        talk.app.go("questions", talk.meeting.first())
        await talk.settle()
        for _ in range(12):
            ref = talk.app.screen.ref  # type: ignore[attr-defined]
            window = talk.app.screen.query_one("#asking").content_region
            assert window.contains_region(talk.app.screen.query_one("#ask").region), ref
            await talk.press("ctrl+down")


def seen_by_both(meeting: Meeting) -> None:
    meeting.say("health.other_obstacle", "participant", "YES")
    meeting.say("health.other_obstacle", "caseworker", "NO")
    meeting.say("matters.strengths", "participant", ["Jeg liker folk"])
    meeting.say("matters.strengths", "caseworker", ["Holder hodet kaldt"])


async def test_the_view_begins_at_the_first_choice_or_the_one_given(tmp_path: Path) -> None:
    async with talking(tmp_path, seen_by_both) as talk:
        talk.app.go("questions", "health.other_obstacle")
        await talk.settle()
        await talk.choose("#view Choices", 2)
        view = talk.app.screen.query_one("#view", ViewField).query_one(Choices)
        talk.app.go("questions", "matters.strengths")
        await talk.settle()
        assert view.here == "yes"
        talk.app.go("questions", "health.other_obstacle")
        await talk.settle()
        assert view.here == "no"


async def test_to_see_it_partly_alike_brings_the_place_to_say_how_into_view(tmp_path: Path) -> None:
    async with talking(tmp_path, seen_by_both, (80, 20)) as talk:
        talk.app.go("questions", "matters.strengths")
        await talk.settle()
        await talk.choose("#view Choices", 1)
        line = talk.app.screen.query_one("#view", ViewField).query_one(Line)
        window = talk.app.screen.query_one("#asking").content_region
        assert window.contains_region(line.region)


async def test_the_help_opens_at_its_top_and_the_parts_lead_back_to_where_they_came_from(tmp_path: Path) -> None:
    async with talking(tmp_path, nothing) as talk:
        await talk.press("f1", "end")
        top = words("tui.help.where", "nb")
        assert top not in talk.flat
        await talk.press("escape", "f1")
        assert top in talk.flat
        await talk.press("escape")

        for room in ("questions", "plan", "review", "alone"):
            talk.app.go(room, "ended " if room == "alone" else None)
            await talk.settle()
            before = talk.shown
            for key in ("escape", "f3"):
                await talk.press("f3")
                assert talk.room() == "PartsRoom"
                await talk.press(key)
                assert talk.shown == before, (room, key)


async def test_the_first_page_shows_its_title_and_no_path(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        talk = Talk(pilot, app)
        app.begin(app.desk.new("short", "nb"))
        await talk.settle()
        assert "Samtalene lagres på denne maskinen" in talk.shown
        assert rows(app)[0].startswith(" Samtalen vår · Møtet i dag  ")
        assert "cases.db" not in talk.shown


async def test_a_form_opens_once_however_often_the_key_is_pressed(tmp_path: Path) -> None:
    async with talking(tmp_path, nothing) as talk:
        await talk.press("f5")
        while talk.app.screen.board.current != OWN:  # type: ignore[attr-defined]
            await talk.press("down")
        await talk.press("enter")
        for key in ("enter", "space"):
            await talk.to("#add_own")
            for _ in range(3):
                talk.app.post_message(events.Key(key, None))
            await talk.settle()
            assert sum(isinstance(screen, ActivityForm) for screen in talk.app.screen_stack) == 1, key
            await talk.press("escape")
            assert talk.room() == "PlanRoom"


async def test_a_new_conversation_always_begins_at_the_first_choice(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        talk = Talk(pilot, app)
        await talk.settle()
        app.push_room("begin")
        await talk.settle()
        await talk.button("#back")
        app.push_room("begin")
        await talk.settle()
        assert getattr(app.focused, "id", "") == "profile"


async def test_every_button_of_papers_and_plan_is_whole_in_every_language(tmp_path: Path) -> None:
    async with talking(tmp_path, said_alone) as talk:
        talk.meeting.set_alone(False)
        for language in ("nb", "nn", "en"):
            talk.app.speak(language, "")
            await talk.press("f6")
            await talk.paper("basis")
            assert f"[ {words('rooms.documents.show_now', language)} ]" in talk.shown
            await talk.press("f5")
            while talk.app.screen.board.current != "closing:read":  # type: ignore[attr-defined]
                await talk.press("down")
            for name in ("read_participant", "read_caseworker", "read_behalf"):
                assert f"[ {words(f'rooms.plan.{name}', language)} ]" in talk.shown


async def test_the_demo_says_who_the_made_up_person_is_and_begins_at_the_start_of_a_part(tmp_path: Path) -> None:
    app = app_in(tmp_path, demo=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        talk = Talk(pilot, app)
        await talk.settle()
        await talk.settle()
        assert "Kari Prøve finnes ikke" in talk.flat
        assert talk.room() == "QuestionsRoom"
        assert talk.meeting.asking(app.screen.ref).number == 1  # type: ignore[attr-defined]


async def test_who_goes_on_the_same_day_goes_on_with_the_questions(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        talk = Talk(pilot, app)
        meeting = app.desk.practice("full", "nb")
        app.begin(meeting)
        await talk.settle()
        assert talk.room() == "CardRoom"
        meeting.say("work.wish", "participant", "Kokk")
        app.begin(meeting)
        await talk.settle()
        assert talk.room() == "QuestionsRoom"
