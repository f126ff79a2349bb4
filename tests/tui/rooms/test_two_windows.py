"""Two windows on one conversation: each sees what the other wrote, and what both wrote stands side by side."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from textual import events

from mapper.documents.model import Wanted
from mapper.fault import Fault
from mapper.interview.model import Spoken
from mapper.meeting.meeting import Change, Meeting
from mapper.tui.widgets.editor import Editor
from tests.tui.bench import NASTY
from tests.tui.rooms.talk import Talk, past_card
from tests.tui.shell.desk import app_in, desk_in

REF = "work.wish"
MINE, THEIRS, THIRD = "Kokk eller baker", "Noe ute i frisk luft", "Noe med dyr"
LONGEST = 10.0
"""Seconds after which the other's answer never comes."""


@asynccontextmanager
async def two_windows(
    folder: Path, size: tuple[int, int] = (80, 24), language: str = "nb", ref: str = REF
) -> AsyncIterator[tuple[Talk, Meeting]]:
    """Sit at one window with a question in front; the other is a meeting on the same vault, opened by itself."""
    app = app_in(folder, language=language)
    async with app.run_test(size=size) as pilot:
        meeting = past_card(app.desk.new("full", language))
        other = desk_in(folder, language=language)
        app.begin(meeting)
        talk = Talk(pilot, app)
        await talk.settle()
        app.go("questions", ref)
        await talk.settle()
        yield talk, other.open(meeting.case)
        other.close()


async def comes(talk: Talk, words: str) -> float:
    """Wait until words stand on the screen; give how long that took, in seconds."""
    began = monotonic()
    while words not in talk.flat:
        assert monotonic() - began < LONGEST, talk.shown
        await asyncio.sleep(0.005)
    return monotonic() - began


async def taken_in(talk: Talk, seq: int) -> None:
    """Wait until the window in front has read up to `seq`."""
    began = monotonic()
    while talk.meeting.seq < seq:
        assert monotonic() - began < LONGEST
        await asyncio.sleep(0.005)
    await talk.settle()


def versions(talk: Talk, ref: str = REF) -> tuple[Spoken, ...]:
    return talk.meeting.asking(ref).versions


async def test_what_the_other_does_comes_by_itself_is_told_once_and_what_was_seen_is_written_over(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with two_windows(tmp_path) as (talk, other):
        times = []
        for number in range(5):
            words = f"{THEIRS} {number}"
            other.say(REF, "participant", words)
            times.append(await comes(talk, words))
            other.refresh()
        record_property("seconds", times)
        told = [notice.message for notice in talk.app._notifications]
        assert told.count("✓ Noe ble endret i et annet vindu.") == 1

        talk.app.clear_notifications()
        await taken_in(talk, other.accessed("verified", "Ola Eksempel").seq)
        assert not talk.app._notifications, "that somebody looked is no notice"

        await talk.press("ctrl+a")
        await talk.write(MINE)
        await talk.press("ctrl+down")
        assert versions(talk) == ()
        assert talk.app.screen.ref != REF  # type: ignore[attr-defined]


async def test_what_is_typed_stays_while_the_others_answer_comes_and_both_stand_then(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        await talk.write("Kokk ")
        await taken_in(talk, other.say(REF, "participant", THEIRS).seq)
        assert "Kokk" in talk.flat
        assert THEIRS not in talk.flat
        await talk.write("eller baker")
        await talk.press("ctrl+down")

        assert talk.app.screen.ref == REF  # type: ignore[attr-defined]
        assert [spoken.answer.value for spoken in versions(talk)] == [THEIRS, MINE]
        assert "! To vinduer skrev hver sitt. Hva skal stå?" in talk.flat
        assert THEIRS in talk.flat
        assert MINE in talk.flat
        other.refresh()
        assert other.asking(REF).versions == versions(talk)


async def test_a_field_emptied_unseen_leaves_the_others_words(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        await talk.write(MINE)
        await talk.press("ctrl+down", "ctrl+up")
        await talk.press(*["backspace"] * 3)
        other.refresh()
        await taken_in(talk, other.say(REF, "participant", THEIRS).seq)
        await talk.press(*["backspace"] * len(MINE))
        await talk.press("ctrl+down")
        spoken = talk.meeting.asking(REF).said
        assert [each.answer.value for each in spoken] == [THEIRS]


def at_a_version(talk: Talk) -> bool:
    return talk.app.focused in set(talk.app.screen.query("Version Button"))


async def test_one_is_chosen_by_keyboard_alone_with_arrows_or_tab(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        before = await _both(talk, other)
        assert at_a_version(talk)
        places = list(talk.app.screen.query("Version Button"))
        for key, place in (("left", 0), ("right", 1), ("right", 1), ("left", 0), ("right", 1), ("left", 0)):
            await talk.press(key)
            assert talk.app.focused is places[place], "arrows lead from one to the other and stop at the ends"
        for way in ("right", "tab"):
            for place in (0, 1):
                await talk.to("Version Button")
                await talk.press(*[way] * place, "enter")
                assert versions(talk) == ()
                assert talk.meeting.asking(REF).said == (before[place],)
                assert str(before[place].answer.value) in talk.flat
                assert str(before[1 - place].answer.value) not in talk.flat
                assert talk.app.focused is talk.app.screen.query_one("#next")
                await talk.press("ctrl+z")
                assert versions(talk) == before


async def _both(talk: Talk, other: Meeting) -> tuple[Spoken, ...]:
    """Let both windows write; give the versions."""
    other.say(REF, "participant", THEIRS, by="interpreter")
    await talk.write(MINE)
    await talk.press("ctrl+down")
    return versions(talk)


async def test_the_other_windows_choice_ends_it_here(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        before = await _both(talk, other)
        other.refresh()
        await taken_in(talk, other.choose(REF, "participant", before[0].event).seq)
        assert "Hva skal stå?" not in talk.flat
        assert THEIRS in talk.flat


async def test_what_is_being_typed_stays_under_versions_that_come_in_and_three_windows_make_three(
    tmp_path: Path,
) -> None:
    async with two_windows(tmp_path) as (talk, other):
        desk = desk_in(tmp_path)
        third = desk.open(talk.meeting.case)
        await talk.write("Kokk ")
        other.say(REF, "participant", THEIRS)
        await taken_in(talk, third.say(REF, "participant", THIRD).seq)
        desk.close()
        for words in ("To vinduer skrev hver sitt.", THEIRS, THIRD, "Kokk"):
            assert words in talk.flat
        await talk.write("eller baker")
        await talk.press("ctrl+down")
        assert [spoken.answer.value for spoken in versions(talk)] == [THEIRS, THIRD, MINE]
        assert "! Flere vinduer skrev hver sitt. Hva skal stå?" in talk.flat


async def test_what_cannot_be_read_now_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with two_windows(tmp_path) as (talk, other):
        monkeypatch.setattr("mapper.tui.looking._PATIENCE", 3)
        failed: list[int] = []

        def busy() -> Change:
            failed.append(1)
            raise Busy(path="saker.db")

        with monkeypatch.context() as patch:
            patch.setattr(talk.meeting, "refresh", busy)
            other.say(REF, "participant", THEIRS)
            began = monotonic()
            while len(failed) < 2:
                assert monotonic() - began < LONGEST
                await asyncio.sleep(0.01)
        await comes(talk, THEIRS)


class Busy(Fault):
    code = "papers_unsaved"


async def _both_of(talk: Talk) -> None:
    await talk.write(MINE)
    await talk.press("ctrl+down")


async def test_a_way_of_not_answering_is_a_version_and_its_button_chooses_it(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        other.pass_over(REF, "participant", "declined")
        await _both_of(talk)
        assert [spoken.answer.state for spoken in versions(talk)] == ["declined", "value"]
        assert "vil ikke svare" in talk.flat
        await talk.button("#declined")
        assert versions(talk) == ()
        assert talk.meeting.asking(REF).said[0].answer.state == "declined"


async def test_the_paper_warns_of_two_versions_and_the_review_names_them_and_leads_to_them(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        before = {warning.code for warning in talk.app.desk.preview(talk.meeting, Wanted("summary", "nb")).warnings}
        assert "versions" not in before
        await _both(talk, other)
        after = talk.app.desk.preview(talk.meeting, Wanted("summary", "nb")).warnings
        told = [warning.words for warning in after if warning.code == "versions"]
        assert told == ["Ett svar står i to versjoner. Den siste er på papiret til dere velger."]

        await talk.press("f9")
        await talk.to("Choices")
        await talk.choose("Choices", 3)
        assert "to versjoner: velg hva som skal stå" in talk.flat
        assert f"Du {THEIRS} (Skrevet av: gjennom tolk · kl. 10.42) Du {MINE}" in talk.flat
        await talk.to("Entries")
        await talk.press("enter")
        assert talk.room() == "QuestionsRoom"
        await talk.to("Version Button")
        await talk.press("enter")
        await talk.press("f9")
        assert "to versjoner" not in talk.flat

        ref = "meeting.language"
        first, second = (option.code for option in talk.meeting.text(ref).options[:2])  # type: ignore[union-attr]
        other.say(ref, talk.meeting.text(ref).voices[0], first)
        talk.meeting.say(ref, talk.meeting.text(ref).voices[0], second)
        await talk.press("f5", "f9")
        await talk.choose("Choices", 3)
        await talk.to("Entries")
        await talk.press("enter")
        await talk.to("Version Button")
        await talk.press("enter")
        assert talk.meeting.asking(ref).said[0].answer.value == first


async def test_a_deleted_answer_leaves_the_screen_of_the_other_window(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        await talk.write(MINE)
        await talk.press("ctrl+down", "ctrl+up")
        assert MINE in talk.flat
        await taken_in(talk, other.redact(REF).seq)
        await comes(talk, "Svaret ble slettet 14. mars.")
        assert MINE not in talk.flat
        await talk.press("f9")
        assert "ikke tatt opp (slettet 14. mars)" in talk.flat


async def test_nasty_words_are_plain_words(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        await _both_of(talk)
        for nasty in NASTY:
            other.say(REF, "participant", f"x {nasty}"[:300], base=1)
            await taken_in(talk, other.seq)
        assert len(versions(talk)) > 1
        assert "\x1b" not in talk.shown


async def test_a_row_that_is_open_stays_open_when_the_other_answers_elsewhere(tmp_path: Path) -> None:
    async with two_windows(tmp_path, ref="matters.strengths") as (talk, other):
        ref = talk.app.screen.ref  # type: ignore[attr-defined]
        await talk.write("Synge")
        await talk.press("enter")
        await talk.press("ctrl+down", "ctrl+up")
        await talk.choose("#own-box #lines", 0)
        focused = talk.app.focused
        await taken_in(talk, other.say(REF, "participant", THEIRS).seq)
        assert talk.app.focused is focused
        assert talk.app.screen.query_one("#own-box ListField")._open is not None  # type: ignore[attr-defined]
        assert ref == talk.app.screen.ref  # type: ignore[attr-defined]


# --- frames

NARROW = """\
 Hva slags arbeid eller oppgaver kunne du tenke deg?

 ! To vinduer skrev hver sitt. Hva skal stå?
 ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓╭─────────────────────────────────────╮
 ┃ Noe ute i frisk luft                ┃│ Kokk eller baker                    │
 ┃ Skrevet av: gjennom tolk · kl.      ┃│ Skrevet av: deg · kl. 10.42         │
 ┃ 10.42                               ┃│ [ La dette stå ]                    │
 ┃ ▐ La dette stå ▌                    ┃╰─────────────────────────────────────╯
 ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
   [ ] Ikke på papiret mitt
"""


SIZES = (
    ((120, 36), "nb", "To vinduer skrev hver sitt. Hva skal stå?", True),
    ((80, 24), "nn", "To vindauge skreiv kvar sitt. Kva skal stå?", True),
    ((120, 36), "en", "Two windows each wrote their own. Which one do we use?", True),
    ((69, 30), "nb", "To vinduer skrev hver sitt. Hva skal stå?", False),
    ((70, 24), "en", "Two windows each wrote their own. Which one do we use?", True),
    ((56, 16), "nb", "To vinduer skrev hver sitt. Hva skal stå?", False),
)


async def test_versions_stand_beside_each_other_or_under_in_narrow_windows_and_going_on_waits_once(
    tmp_path: Path,
) -> None:
    async with two_windows(tmp_path) as (talk, other):
        await _both(talk, other)
        talk.app.clear_notifications()
        await talk.settle()
        assert NARROW in talk.shown + "\n"
        for size, language, ask, beside in SIZES:
            talk.app.speak(language, "")
            await talk.pilot.resize_terminal(*size)
            await talk.settle()
            first, second = (box.region for box in talk.app.screen.query("#own-versions Version") if box.display)
            assert (first.y == second.y) is beside, size
            assert first.right <= size[0]
            assert ask in talk.flat
            assert at_a_version(talk)

        assert talk.app.screen.ref == REF  # type: ignore[attr-defined]
        await talk.press("ctrl+down")
        assert talk.app.screen.ref != REF  # type: ignore[attr-defined]
        assert len(versions(talk)) == 2


async def test_a_step_from_the_other_window_comes_to_the_plan_and_two_assessments_are_chosen_from_there(
    tmp_path: Path,
) -> None:
    async with two_windows(tmp_path) as (talk, other):
        talk.app.go("plan")
        await talk.settle()
        other.add_activity({"title": "Ringe bussen"}, "participant")
        await comes(talk, "Ringe bussen")
        board = talk.app.screen.query_one("PlanBoard")
        for _ in range(20):
            if board.current == "closing:assessment":  # type: ignore[attr-defined]
                break
            await talk.press("down")
        await talk.button("#assessment_write")
        await talk.write("Min vurdering")
        await taken_in(talk, other.assess("Den andre vurderingen").seq)
        await talk.button("#save")
        assert [spoken.answer.value for spoken in talk.meeting.assessment_versions] == [
            "Den andre vurderingen",
            "Min vurdering",
        ]
        assert "to versjoner: velg hva som skal stå" in talk.flat
        warned = talk.app.desk.preview(talk.meeting, Wanted("summary", "nb")).warnings
        assert "assessment_versions" in {warning.code for warning in warned}
        await talk.button("#assessment_choose")
        assert "To vinduer skrev hver sitt. Hva skal stå?" in talk.flat
        assert at_a_version(talk)
        await talk.press("enter")
        assert talk.room() == "PlanRoom"
        assert talk.meeting.assessment_versions == ()
        assert talk.meeting.assessment == "Den andre vurderingen"


async def test_what_the_other_deletes_for_good_stays_in_no_field_and_is_not_saved_again(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        other.say(REF, "participant", THEIRS)
        await comes(talk, THEIRS)
        await talk.to("Editor")
        await talk.write(" xyz")
        assert "xyz" in talk.flat
        other.redact(REF)
        await taken_in(talk, other.seq)
        assert THEIRS not in talk.flat
        assert isinstance(talk.app.focused, Editor)
        await talk.press("ctrl+z")
        assert THEIRS not in talk.flat
        await talk.write(MINE)
        talk.app.save_typed()
        await talk.settle()
        assert MINE in talk.flat
        other.refresh()
        assert [str(spoken.answer.value) for spoken in other.asking(REF).said] == [MINE]
        assert not any(THEIRS in repr(event) for event in other.record.events)


async def test_what_the_other_deletes_for_good_is_not_kept_for_a_question_that_was_left(tmp_path: Path) -> None:
    async with two_windows(tmp_path) as (talk, other):
        await talk.to("Editor")
        too_long = THEIRS + "x" * 5000
        talk.app.post_message(events.Paste(too_long))
        await talk.settle()
        talk.app.go("questions", "work.confidence")
        await talk.settle()
        other.say(REF, "participant", THEIRS)
        other.redact(REF)
        await taken_in(talk, other.seq)
        talk.app.go("questions", REF)
        await talk.settle()
        assert [area.text for area in talk.app.screen.query(Editor) if THEIRS in area.text] == []
