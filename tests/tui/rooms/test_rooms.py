"""What each room promises beside a real person: who hears what, what is saved, and what stands where."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mapper.fault import Fault
from mapper.meeting.meeting import Change, Meeting
from tests.tui.bench import rows
from tests.tui.rooms.talk import Talk, past_card, practice_app

WHISPER = "Jeg er redd hjemme"


class DiskFull(Fault):
    code = "papers_unsaved"


@asynccontextmanager
async def talking(
    folder: Path, prepare: Callable[[Meeting], object], size: tuple[int, int] = (80, 24), *, card: bool = False
) -> AsyncIterator[Talk]:
    """Sit down in a conversation of which something was said, at its questions or at its card."""
    app = practice_app(folder)
    async with app.run_test(size=size, notifications=True) as pilot:
        meeting = app.desk.practice("full", "nb")
        prepare(meeting)
        app.begin(meeting if card else past_card(meeting))
        talk = Talk(pilot, app)
        await talk.settle()
        yield talk


def alone_text(meeting: Meeting) -> str:
    """Name a question of the minute for two that takes own words."""
    every = meeting.questionnaire.questions.values()
    meeting.say("family.has_children", "participant", "YES")
    return next(q.ref for q in every if q.alone and q.type == "text" and meeting.stands(q.ref))


def said_alone(meeting: Meeting) -> None:
    meeting.set_alone(True)
    question = meeting.text(alone_text(meeting))
    meeting.say(question.ref, question.voices[0], WHISPER)


async def test_what_two_said_alone_leaves_the_screen_when_others_come_back(tmp_path: Path) -> None:
    async with talking(tmp_path, said_alone) as talk:
        ref = alone_text(talk.meeting)
        talk.app.go("questions", ref)
        await talk.settle()
        assert WHISPER in talk.flat
        talk.app.go("alone", "ended ")
        await talk.settle()
        await talk.button("#no")

        for room, keys in (("review", 30), ("questions", 0), ("plan", 20), ("documents", 0)):
            talk.app.go(room, ref if room == "questions" else None)
            await talk.settle()
            for _ in range(keys):
                await talk.press("down")
                assert WHISPER not in talk.flat
            assert WHISPER not in talk.flat, room
        await talk.paper("basis")
        assert WHISPER not in talk.flat
        assert "Det vises på skjermen når dere er alene" in talk.flat


ALONE_120 = """\
  Alle får en liten stund alene med veilederen. Det gjør vi i hver
  samtale. En kvalifisert tolk kan bli her.

  Er vi alene nå?

  ▐ Ja, vi er alene ▌

  [ Ikke nå ]"""


async def test_the_minute_for_two_comes_by_itself_and_may_wait(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        parts = talk.meeting.parts()
        before = next(place for place, part in enumerate(parts) if part.kind == "alone") - 1
        talk.app.go("questions", parts[before].refs[-1])
        await talk.settle()
        await talk.press("ctrl+down")
        assert talk.room() == "AloneRoom"
        for size in ((80, 24), (120, 36)):
            await talk.pilot.resize_terminal(*size)
            await talk.settle()
            assert "\n".join(rows(talk.app)[3:11]) == ALONE_120, "the gate asks one thing"
        await talk.button("#no")

        assert talk.room() == "QuestionsRoom"
        assert talk.app.screen.ref == parts[before + 2].refs[0]  # type: ignore[attr-defined]
        assert not talk.meeting.alone


async def test_saved_is_said_only_after_it_is_saved_and_nothing_typed_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        talk.app.go("questions", "work.wish")
        await talk.settle()

        def full(*_: object, **__: object) -> Change:
            raise DiskFull(path="disken")

        with monkeypatch.context() as patch:
            patch.setattr(talk.meeting, "say", full)
            await talk.write("Kokk")
            await talk.press("ctrl+down")
            assert talk.app.screen.ref == "work.wish"  # type: ignore[attr-defined]
            assert "Kokk" in talk.flat
            assert "Papiret kunne ikke lagres" in talk.flat
        assert talk.meeting.asking("work.wish").said == ()
        await talk.press("ctrl+down")

        spoken = talk.meeting.asking("work.wish").by("participant")
        assert spoken is not None
        assert spoken.answer.value == "Kokk"
        assert talk.app.screen.ref != "work.wish"  # type: ignore[attr-defined]


async def test_a_finished_part_that_gets_a_question_says_so_and_the_screen_stays(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting.pass_part("health")) as talk:
        talk.app.go("questions", "health.affects_work")
        await talk.settle()
        await talk.choose("#own-box #choices", 0)
        opened = [part.id for part in talk.meeting.parts() if part.state == "reopened"]

        assert opened
        assert "åpnet" in talk.flat
        assert talk.app.screen.ref == "health.affects_work"  # type: ignore[attr-defined]


async def test_the_hand_that_wrote_is_kept_with_the_words_and_another_room_saves_what_is_typed_first(
    tmp_path: Path,
) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        talk.app.go("questions", "work.wish")
        await talk.settle()
        await talk.write("Kokk")
        await talk.button("#writer")
        spoken = talk.meeting.asking("work.wish").by("participant")
        assert spoken is not None
        assert spoken.by == "caseworker"
        assert "Skrevet av: veilederen for deg" in talk.flat

        await talk.button("#hold")
        assert talk.meeting.asking("work.wish").held_back
        assert "[x] Ikke på papiret mitt" in talk.flat

        await talk.to("#own-box Editor")
        await talk.write(" ute")
        await talk.press("f9")
        assert talk.room() == "ReviewRoom"
        assert "Kokk ute" in talk.flat


async def test_the_caseworkers_field_waits_for_the_participant(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        talk.app.go("questions", "health.other_obstacle")
        await talk.settle()
        assert talk.app.screen.query_one("#add").disabled
        assert not talk.app.screen.query_one("#added").display
        await talk.button("#declined")

        assert not talk.app.screen.query_one("#add").disabled


async def test_a_missing_interpreter_stops_softly(tmp_path: Path) -> None:
    def missing(meeting: Meeting) -> None:
        meeting.say("meeting.interpreter", "participant", "MISSING")

    async with talking(tmp_path, missing, card=True) as talk:
        assert talk.room() == "CardRoom"
        assert "Vi bør vente til dere har tolk" in talk.flat
        assert not talk.app.screen.query_one("#go_on").display
        await talk.button("#stop_on")
        await talk.button("#go_on")

        assert talk.room() == "QuestionsRoom"


PICTURE = """\
 Slik ser du det selv.     ● nå   ○ sist

   Område                       Du sier       0   2   4   6   8   10
 ▌ Arbeid og mål                Trenger noe   ┈┈┈┈┈┈┈┈┈┈┈┈┈┈●┈┈┈┈┈┈  7
   Utdanning og læring          ikke merket   (ikke noe tall)
   Helse og arbeid              Haster        (ikke noe tall)"""


def marked(meeting: Meeting) -> None:
    meeting.say("work.mark", "participant", "NEEDS_SOMETHING")
    meeting.say("work.level", "participant", "7")
    meeting.say("health.mark", "participant", "URGENT")


async def test_the_picture_is_the_participants_own_and_a_dot_is_kept_where_it_came_to_rest(tmp_path: Path) -> None:
    async with talking(tmp_path, marked) as talk:
        await talk.press("f4")
        assert "\n".join(rows(talk.app)[2:8]) == PICTURE
        await talk.press("right", "down")
        assert talk.meeting.picture().rows[0].level == 8
        events = len(talk.meeting.record.events)
        await talk.press("up", "right", "right", "left", "f9")
        assert talk.meeting.picture().rows[0].level == 9
        assert len(talk.meeting.record.events) == events + 1

        await talk.press("f4", "delete", "down")
        assert talk.meeting.picture().rows[0].level is None
        await talk.press("v")
        assert "Haster        –       –" in talk.shown


NARROW = """\
 ▌ Arbeid og mål
 ▌ Trenger noe   ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈●┈┈┈┈┈┈┈┈┈  7
   Utdanning og læring
   ikke merket   (ikke noe tall)"""


async def test_in_a_narrow_window_an_area_stands_whole_over_its_line(tmp_path: Path) -> None:
    async with talking(tmp_path, marked, (56, 30)) as talk:
        await talk.press("f4")
        assert NARROW in "\n".join(line.rstrip() for line in rows(talk.app))
        assert "Språk og digitale tjenester" in talk.shown
        await talk.pilot.click("#figure", offset=(20, 6))
        await talk.press("down")
        first, second, third, *_ = (row.level for row in talk.meeting.picture().rows)
        assert (first, second) == (7, None)
        assert third is not None


async def test_the_participant_sees_the_assessment_and_says_whether_they_recognise_it(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting.assess("Du klarer mye.")) as talk:
        await talk.press("f5", "end", "up")
        assert "Du klarer mye." in talk.flat
        await talk.choose("#view Choices", 1)

        assert talk.meeting.assessment_view[0] == "partly"


async def test_reading_together_is_voided_by_a_change(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        await talk.press("f5", "end")
        await talk.button("#read_participant")
        await talk.button("#read_caseworker")
        assert "Lest sammen: Dere har lest planen sammen." in talk.flat
        talk.app.act(lambda: talk.meeting.assess("Nytt."))
        await talk.settle()

        assert "Lest sammen: ikke ennå" in talk.flat


async def test_everything_can_be_clicked(tmp_path: Path) -> None:
    async with talking(tmp_path, marked, (120, 36)) as talk:
        await talk.press("f4")
        await talk.pilot.click("#figure", offset=(50, 1))
        await talk.press("down")
        assert talk.meeting.picture().rows[0].level not in (None, 7)
        await talk.press("f2")
        await talk.pilot.click("#rail", offset=(6, 3))
        await talk.settle()
        assert talk.app.screen.ref.startswith("matters.") or talk.app.screen.ref.startswith("work.")  # type: ignore[attr-defined]
        before = talk.app.screen.ref  # type: ignore[attr-defined]
        await talk.pilot.click("#next")
        await talk.settle()
        assert talk.app.screen.ref == talk.meeting.next(before)  # type: ignore[attr-defined]
        await talk.press("f9")
        await talk.pilot.click("#lines", offset=(6, 1))
        await talk.settle()
        assert talk.room() in ("QuestionsRoom", "CardRoom")
        await talk.press("f5")
        await talk.pilot.click("#lane-closing", offset=(4, 0))
        await talk.settle()
        assert "Neste møte" in talk.flat
        assert talk.app.screen.query_one("#next_meeting_set").display


async def test_after_a_meeting_the_next_one_is_set_anew_at_the_same_place(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(120, 36), notifications=False) as pilot:
        meeting = app.desk.practice("full", "nb")
        meeting.set_next_meeting({"start": "3.3.2026", "klokkeslett": "9.30", "adresse": "Storgata 1"})
        app.begin(meeting)
        talk = Talk(pilot, app)
        await talk.settle()
        await talk.press("f5")
        await talk.pilot.click("#lane-closing", offset=(4, 0))
        await talk.settle()
        assert "Neste møte ikke satt ennå (det forrige var 3. mars)" in talk.flat.replace("\xa0", " ")
        assert "Avtal neste møte" in talk.flat
        await talk.button("#next_meeting_set")
        assert "Storgata 1" in talk.flat
        assert "9.30" not in talk.flat
        assert "3.3.2026" not in talk.flat


async def test_ctrl_down_starts_from_the_card_but_stops_softly_without_an_interpreter(tmp_path: Path) -> None:
    app = practice_app(tmp_path)
    async with app.run_test(size=(80, 24), notifications=False) as pilot:
        app.begin(app.desk.practice("short", "nb"))
        talk = Talk(pilot, app)
        await talk.settle()
        talk.meeting.say("meeting.interpreter", "participant", "MISSING")
        await talk.press("ctrl+down")
        assert talk.room() == "CardRoom"
        assert app.focused is not None
        assert app.focused.id == "stop_new"
        talk.meeting.say("meeting.interpreter", "participant", "HERE")
        await talk.press("ctrl+down")
        assert talk.room() == "QuestionsRoom"


async def test_words_beside_no_answer_are_not_thrown_away(tmp_path: Path) -> None:
    async with talking(tmp_path, lambda meeting: meeting) as talk:
        talk.app.go("questions", "work.confidence")
        await talk.settle()
        await talk.to("#comment")
        await talk.write("Korte dager")
        await talk.press("ctrl+down")
        assert talk.app.screen.ref == "work.confidence"  # type: ignore[attr-defined]
        assert "Korte dager" in talk.flat
        assert "Ordene dine står alene." in talk.flat
        await talk.press("shift+tab", "4", "ctrl+down")
        (said,) = talk.meeting.asking("work.confidence").said
        assert (str(said.answer.value), said.answer.comment) == ("4", "Korte dager")
