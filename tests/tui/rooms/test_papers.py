"""The papers before they are written: what is missing, what may be changed for this once, and where they are saved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

from mapper.desk.desk import Desk
from mapper.desk.papers import PaperUnsaved
from mapper.desk.paperwork import Preview
from mapper.documents.blocks import Paper, Paragraph, Quote, worded
from mapper.documents.kinds import KINDS
from mapper.documents.model import Wanted
from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.meeting.meeting import Meeting
from mapper.settings import load_settings
from mapper.tui.screens import paper_room
from mapper.tui.screens.documents import DocumentsRoom
from mapper.tui.widgets.button import Button
from mapper.tui.widgets.editor import Editor
from mapper.tui.widgets.rooms.entries import Entries
from mapper.tui.widgets.rooms.paper_lines import paper_entries
from mapper.tui.widgets.rooms.paper_view import PaperView
from tests.tui.bench import NASTY, rows
from tests.tui.rooms.talk import Talk, practice_app

WISH = "Jeg vil bli kokk"


@asynccontextmanager
async def at_papers(
    folder: Path, size: tuple[int, int] = (80, 24), language: str = "nb", said: str = WISH
) -> AsyncIterator[Talk]:
    app = practice_app(folder, language)
    async with app.run_test(size=size, notifications=True) as pilot:
        meeting = app.desk.practice("full", language)
        meeting.say("work.wish", "participant", said)
        meeting.add_activity({"title": "Ringe banken", "due": "1.4.2026"}, "participant")
        app.begin(meeting)
        talk = Talk(pilot, app)
        await talk.settle()
        await talk.press("f6")
        yield talk


def view(talk: Talk) -> PaperView:
    return talk.app.screen.query_one("#paper", PaperView)


async def stand_on(talk: Talk, text: str) -> None:
    """Walk through the paper to the first stretch that says something."""
    await talk.to("#paper")
    await talk.press("home")
    for _ in range(len(view(talk).entries)):
        entry = next(each for each in view(talk).entries if each.id == view(talk).current)
        said = " ".join(line.plain for shown in entry.paragraphs for line in shown.lines(200))
        if text in said.replace("\xa0", " "):
            return
        talk.app.screen.query_one("#paper", PaperView).action_move(1)
        await talk.pilot.pause()
    raise AssertionError(text)


async def rewrite(talk: Talk, text: str, new: str) -> None:
    await stand_on(talk, text)
    await talk.press("enter")
    talk.app.screen.query_one(Editor).load_text("")
    await talk.write(new)
    await talk.button("#use")


PAPERS_80 = """\
 ▌ ● Min oppsummering · til deg
   ○ Utkast til aktivitetsplan · til deg
   ○ Forberedelsesark · til deg"""


async def test_kinds_are_walked_through_with_whom_they_are_for(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        assert "\n".join(row[:76].rstrip() for row in rows(talk.app)[2:5]) == PAPERS_80
        assert "╭─ Min oppsummering · bokmål ─" in talk.shown
        await talk.press("down")
        assert "╭─ Utkast til aktivitetsplan · bokmål ─" in talk.shown
        assert "Utkast – ikke avtalt med Nav" in talk.shown
        await talk.press("enter")
        assert talk.app.focused is view(talk)
        await talk.press("escape")
        assert getattr(talk.app.focused, "id", "") == "kind"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_kind_says_whom_it_is_for_and_every_format_what_it_is(language: str, tmp_path: Path) -> None:
    assert all(words(f"papers_room.for.{kind.audience}", language) for kind in KINDS)
    desk = Desk(load_settings({"MAPPER_DATA": str(tmp_path)}))
    assert desk.formats()[0] == "pdf"
    assert all(words(f"papers_room.format.{ending}", language) for ending in desk.formats())


async def test_beside_the_paper_each_kind_has_its_reader_under_it(tmp_path: Path) -> None:
    async with at_papers(tmp_path, (120, 36)) as talk:
        left = [row[:34].rstrip() for row in rows(talk.app)[3:9]]
        assert left[:2] == [" ▌ ● Min oppsummering", " ▌   til deg"]
        await talk.paper("plan")
        await stand_on(talk, "Ringe banken")
        assert "│ Ringe banken" in talk.shown


@pytest.mark.parametrize("size", [(56, 16), (80, 24), (120, 36)])
async def test_every_button_is_whole_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_papers(tmp_path, size) as talk:
        await talk.press("enter", "down", "down")
        for language in ("nb", "nn", "en"):
            talk.app.speak(language, "")
            await talk.settle()
            for name in ("save", "form", "saved", "go"):
                label = talk.app.screen.query_one(f"#{name}").label  # type: ignore[attr-defined]
                assert not label or f" {label} " in talk.shown, (language, name)
            assert all(len(row) <= size[0] for row in rows(talk.app))
        await talk.press("f10", "escape")
        await talk.button("#save")
        for label in ("title", "save", "save_print"):
            assert words(f"papers_room.save.{label}", "en", title="My summary") in talk.shown, (
                "what the menu looks like"
            )
        assert words("rooms.common.cancel", "en") in talk.shown


async def test_what_is_missing_leads_to_where_it_is_put_right(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await stand_on(talk, "Målet mangler")
        assert "[ Gå dit ]" in talk.shown
        await talk.press("enter")
        assert talk.room() == "QuestionsRoom"
        assert talk.meeting.asking(talk.app.screen.ref).question.role == "goal"  # type: ignore[attr-defined]

        await talk.press("f6")
        await stand_on(talk, "Neste møte er ikke satt")
        await talk.button("#go")
        assert talk.room() == "PlanRoom"
        assert "▌ Neste møte: ikke satt ennå" in talk.shown, "the sign stands on its line"
        await talk.press("enter", "enter")
        assert "Dato" in talk.shown, "the form shows its first label"
        await talk.press("escape", "f6")
        await stand_on(talk, "telefonnummer")
        await talk.press("enter")
        assert talk.room() == "OfficePage"
        assert getattr(talk.app.focused, "id", "") == "phone"
        await talk.press("escape")
        assert talk.room() == "DocumentsRoom"


async def test_a_sentence_is_changed_for_this_paper_marked_and_put_back(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await rewrite(talk, "Lurer du på noe?", "Ring Ola på 99 88 77 66.")
        assert "Ring Ola på 99 88 77 66. (endret for hånd)" in talk.shown
        assert "[ Sett tilbake endringen ]" in talk.shown
        events = len(talk.meeting.record.events)

        await talk.press("escape", "down", "up")
        await stand_on(talk, "Ring Ola på 99 88 77 66. (endret for hånd)")
        await talk.press("f5", "f6")
        await stand_on(talk, "Ring Ola på 99 88 77 66. (endret for hånd)")
        assert len(talk.meeting.record.events) == events, "it is on the paper only"

        await talk.button("#save")
        await talk.choose("#formats", 3)
        await talk.choose("#formats", 0)
        await talk.button("#save")
        (path,) = talk.app.desk.saved_papers(talk.meeting)
        written = path.read_text(encoding="utf-8")
        assert "Ring Ola på 99 88 77 66. *(endret for hånd)*" in written
        assert "Ett sted er endret for hånd på dette papiret." in written
        assert talk.meeting.record.printed()[-1].changed == 1
        await talk.button("#close")

        await stand_on(talk, "Ring Ola")
        await talk.press("delete")
        assert "Lurer du på noe?" in talk.shown
        assert "endret for hånd" not in talk.shown


async def test_all_changes_are_put_back_at_once(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await rewrite(talk, "Lurer du på noe?", "Ring meg.")
        await rewrite(talk, "Vi har ikke satt opp", "Vi ringer deg.")
        await talk.button("#put_back_all")
        assert "Sette tilbake alle 2 endringer?" in talk.flat
        await talk.press("enter")
        assert len(talk.app.screen.wanted.changes) == 2, "Enter twice loses nothing"  # type: ignore[attr-defined]
        await talk.button("#put_back_all")
        await talk.button("#put_back")
        assert not talk.app.screen.wanted.changes  # type: ignore[attr-defined]
        await stand_on(talk, "Vi har ikke satt opp")
        await stand_on(talk, "Lurer du på noe?")
        assert not talk.app.screen.query_one("#put_back_all").display


async def test_what_somebody_said_is_not_rewritten_and_leads_to_its_question(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await stand_on(talk, WISH)
        assert "[ Hvorfor? ]" in talk.shown
        await talk.press("enter")
        assert "Det blir ikke skrevet om." in talk.flat
        await talk.button("#go")
        assert talk.room() == "QuestionsRoom"
        assert talk.app.screen.ref == "work.wish"  # type: ignore[attr-defined]


async def test_a_cell_of_a_table_is_chosen_and_changed(tmp_path: Path) -> None:
    async with at_papers(tmp_path, (120, 36)) as talk:
        await stand_on(talk, "│ Ringe banken")
        await talk.press("enter")
        assert "Hva vil dere endre?" in talk.shown
        await talk.press("enter", "end")
        await talk.write(" i dag")
        await talk.button("#use")
        assert "Ringe banken i dag" in talk.flat
        assert talk.app.screen.wanted.changes  # type: ignore[attr-defined]


async def test_a_text_to_copy_counts_what_is_left(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await talk.paper("basis")
        await stand_on(talk, "av 4 000 tegn")
        await talk.press("enter")
        talk.app.screen.query_one(Editor).load_text("")
        await talk.write("Kort.")
        assert "3995 tegn igjen" in talk.flat
        await talk.button("#use")
        assert "Begrunnelse (endret for hånd) · 5 av 4 000 tegn" in talk.flat.replace("\xa0", " ")


async def test_a_change_that_fits_no_more_is_dropped_and_told(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await rewrite(talk, "Vi har ikke satt opp et nytt møte", "Vi ringer deg.")
        talk.app.act(lambda: talk.meeting.set_next_meeting({"start": "3.4.2026"}))
        await talk.settle()
        assert "Én endring er ikke med lenger." in talk.flat
        assert "Vi ringer deg." not in talk.flat
        assert not talk.app.screen.wanted.changes  # type: ignore[attr-defined]


async def test_a_change_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await stand_on(talk, "Lurer du på noe?")
        for nasty in (text for text in NASTY if len(clean_line(text)) < 40 and "\n" not in text):
            await talk.press("enter")
            talk.app.screen.query_one(Editor).load_text(nasty)
            await talk.button("#use")
            assert f"{clean_line(nasty)} (endret for hånd)" in talk.flat
            assert talk.app.is_running


async def test_the_form_of_a_paper_stands_over_it(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await talk.paper("basis")
        await talk.button("#form")
        await talk.choose("#language", 2)
        await talk.choose("#size", 1)
        await talk.choose("#area", 1)
        await talk.button("#done")
        assert "Veileders grunnlag · engelsk · stor skrift · bare arbeid" in talk.shown
        assert talk.app.screen.wanted == Wanted("basis", "en", "work", large=True)  # type: ignore[attr-defined]
        await talk.paper("summary")
        assert "Min oppsummering · engelsk · stor skrift ━" in talk.shown
        await talk.button("#form")
        assert not talk.app.screen.query("#area"), "only the caseworker's paper is limited to an area"


async def test_the_questions_in_two_languages_are_chosen_seen_and_saved(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await talk.choose("#kind", [entry.id for entry in kinds(talk).entries].index("bilingual"))
        assert "Spørsmålene på to språk · bokmål · engelsk" in talk.shown
        assert "Arket kan ligge ved siden av skjermen." in talk.flat
        ask = next(each.ask for each in talk.meeting.questionnaire.questions.values() if each.alone)
        assert not any(clean_line(ask.to("nb")) in piece for piece in stretches(talk)), "others may look"
        assert "Ett ark til blir lagret sammen med dette." in " ".join(stretches(talk))
        await talk.button("#form")
        assert "Alt vi kan spørre om, på to språk" in talk.flat
        await talk.choose("#second", 0)
        await talk.choose("#language", 1)
        assert talk.app.screen._wanted.second == "en", "no sheet has the same language twice"  # type: ignore[attr-defined]
        await talk.button("#done")
        wanted = talk.app.screen.wanted  # type: ignore[attr-defined]
        (path,) = talk.app.desk.save(talk.meeting, wanted, ("md",)).paths
        assert clean_line(ask.to("nn")) in path.read_text(encoding="utf-8"), "the sheet for the two is saved with it"


def kinds(talk: Talk) -> Entries:
    return talk.app.screen.query_one("#kind", Entries)


def stretches(talk: Talk) -> list[str]:
    shown = (part for entry in view(talk).entries for part in entry.paragraphs)
    return [" ".join(line.plain for line in part.lines(400)) for part in shown]


async def test_formats_are_remembered_and_notices_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_papers(tmp_path) as talk:
        await talk.button("#save")
        await talk.choose("#formats", 0)
        await talk.button("#save")
        assert "Velg minst én form." in talk.flat
        await talk.choose("#formats", 3)
        with monkeypatch.context() as patch:
            patch.setattr("mapper.desk.papers.write_whole", broken_disk)
            await talk.button("#save")
        assert talk.app.told(PaperUnsaved(path="x")).split(" x")[0] in talk.flat
        await talk.button("#save")
        assert "min-oppsummering-2026-03-14.md" in talk.flat
        assert talk.app.desk.last_formats() == ("md",)
        assert load_settings({"MAPPER_DATA": str(talk.app.desk.settings.data)}).formats == "md"


def broken_disk(*_: object) -> None:
    raise OSError


async def test_saved_papers_never_write_over_each_other_and_one_is_deleted(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        for _ in range(2):
            talk.app.desk.save(talk.meeting, Wanted("summary", "nb"), ("md",))
        await talk.button("#saved")
        assert "min-oppsummering-2026-03-14.md" in talk.flat
        assert "min-oppsummering-2026-03-14-2.md" in talk.flat
        await talk.button("#delete")
        await talk.button("#yes")
        assert "Slettet: min-oppsummering-2026-03-14-2.md." in talk.flat
        assert [path.name for path in talk.app.desk.saved_papers(talk.meeting)] == ["min-oppsummering-2026-03-14.md"]
        await talk.button("#close")
        assert "Lagrede papirer (1)" in talk.shown


async def test_the_buttons_under_saved_papers_show_which_paper_they_are_about(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        talk.app.desk.save(talk.meeting, Wanted("summary", "nb"), ("md", "html", "docx"))
        await talk.button("#saved")
        await talk.press("end")
        last = [row for row in rows(talk.app) if "min-oppsummering" in row][-1].split()[2]
        await talk.to("#delete")
        assert f"▌ {last}" in talk.flat
        await talk.button("#delete")
        await talk.button("#yes")
        left = [row for row in rows(talk.app) if "min-oppsummering" in row and "Slettet" not in row]
        assert ["▌" in row for row in left] == [False, True]


async def test_a_long_stretch_is_read_line_by_line(tmp_path: Path) -> None:
    long = " ".join(f"ord{number}" for number in range(70))
    async with at_papers(tmp_path, (56, 16), said=long) as talk:
        await talk.to("#paper")
        seen = talk.flat
        for _ in range(45):
            await talk.press("down")
            seen += talk.flat
        assert all(f"ord{number}" in seen for number in range(70))


async def test_a_new_sheet_is_seen(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        meeting: Meeting = talk.meeting
        paper = talk.app.desk.preview(meeting, Wanted("summary", "nb")).paper
        told = [entry for entry in paper_entries(paper, lambda number: f"Del {number}") if entry.heading]
        lines = [line.plain for entry in told for shown in entry.paragraphs for line in shown.lines(40)]
        assert [line[:9] for line in lines if line.startswith("── ")] == ["── Del 2 "]
        assert isinstance(talk.app.screen, DocumentsRoom)


def test_a_question_over_an_answer_is_followed_by_no_colon() -> None:
    quotes = tuple(Quote(worded(over), (Paragraph(worded("Kokk")),)) for over in ("Hva vil du bli?", "Du sa"))
    entries = paper_entries(Paper("consent", "Samtykke", "nb", quotes), str)
    over = [entry.paragraphs[0].lines(40)[0].plain for entry in entries]
    assert over == ["Hva vil du bli?", "Du sa:"]


async def test_before_a_paper_is_made_no_button_stands_there_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_papers(tmp_path) as talk:
        monkeypatch.setattr(talk.app, "work", lambda *_: None)
        talk.app.push_screen(DocumentsRoom())
        await talk.settle()
        shown = {button.id for button in talk.app.screen.query(Button) if button.display}
        assert shown == {"save", "form", "saved"}
        assert "Papiret blir laget …" in talk.shown


async def test_a_paper_that_takes_its_time_is_not_shown_under_the_words_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office's own template may take seconds: nobody may read one paper under the title of the next."""
    monkeypatch.setattr(paper_room, "SOON", 0.01)
    goes_on, making = Event(), Event()
    async with at_papers(tmp_path, (120, 36)) as talk:
        assert "Vi har ikke satt opp et nytt møte" in talk.shown
        preview = talk.app.desk.preview

        def slowly(meeting: Meeting, wanted: Wanted) -> Preview:
            making.set()
            assert goes_on.wait(20)
            return preview(meeting, wanted)

        monkeypatch.setattr(talk.app.desk, "preview", slowly)
        talk.app.screen.query_one("#kind", Entries).action_move(1)
        await asyncio.to_thread(making.wait, 20)
        for _ in range(200):
            await talk.pilot.pause(0.01)
            if "Papiret blir laget …" in talk.shown:
                break
        assert "Papiret blir laget …" in talk.shown
        assert "Vi har ikke satt opp et nytt møte" not in talk.shown
        goes_on.set()
        await talk.settle()
        assert "Utkast – ikke avtalt med Nav" in talk.shown
        assert "Papiret blir laget …" not in talk.shown


async def test_a_note_without_names_is_read_first_stands_apart_and_takes_no_change(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await talk.paper("reflection")
        assert all(piece.fixed for piece in talk.app.desk.preview(talk.meeting, Wanted("reflection", "nb")).pieces)
        await talk.button("#save")
        assert "Les hele papiret først" in talk.flat
        await talk.press("escape")
        assert talk.room() == "DocumentsRoom"
        await talk.button("#save")
        await talk.button("#yes")
        await talk.choose("#formats", 0)
        await talk.choose("#formats", 3)
        await talk.button("#save")
        assert "refleksjonsnotat.md" in talk.flat
        assert talk.app.desk.saved_papers(talk.meeting) == ()
