"""What goes home besides papers, and the way to whom we can talk to: from the room of papers, by keyboard alone."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from mapper.desk.carrying import CalendarEmpty
from mapper.desk.paperwork import Preview
from mapper.documents.faults import ConsentWithdrawn
from mapper.documents.model import Wanted
from mapper.interview.consent_model import Consent
from mapper.meeting.meeting import Meeting
from mapper.tui.widgets.rooms.entries import Entries
from tests.tui.bench import rows
from tests.tui.rooms.talk import Talk
from tests.tui.rooms.test_consents import agree
from tests.tui.rooms.test_papers import at_papers, broken_disk, stand_on

SIZES = [(56, 16), (80, 24), (120, 36)]
PRIVATE = "Det er ingen som vet om dette"


async def line(talk: Talk, id: str) -> None:
    """Choose a line of the list by its id, from the end that is nearer: each line on the way makes its paper."""
    await talk.to("#kind")
    before, every = ids(talk).index(id), len(ids(talk))
    after = every - 1 - before
    await talk.press(*(("home", *["down"] * before) if before < after else ("end", *["up"] * after)))


def ids(talk: Talk) -> list[str]:
    return [entry.id for entry in talk.app.screen.query_one("#kind", Entries).entries]


def share(meeting: Meeting, partner: str, own: str = "") -> Consent:
    passages = [topic.passage for topic in meeting.shareable("nb")][:1]
    meeting.consent(meeting.recipient(partner, own, "nb"), passages, why="En jobb som passer", language="nb")
    return meeting.whole_consents()[0]


async def test_a_calendar_is_told_in_plain_words_with_neutral_titles_first(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        talk.meeting.set_next_meeting({"start": "9.4.2026", "klokkeslett": "10.30", "adresse": "Storgata 1"})
        await line(talk, "calendar")
        shown = talk.flat.replace("\xa0", " ")
        assert "onsdag 1. april · Husk" in shown
        assert "torsdag 9. april kl. 10.30 · Møte" in shown
        assert "Ringe banken" not in shown
        await talk.button("#form")
        await talk.choose("#titles", 1)
        await talk.button("#done")
        shown = talk.flat.replace("\xa0", " ")
        assert "Frist: Ringe banken" in shown
        assert "Storgata 1" in shown
        await line(talk, "summary")
        assert talk.app.screen.wanted == Wanted("summary", "nb"), "its titles reach no paper"  # type: ignore[attr-defined]
        await line(talk, "calendar")
        assert "Frist: Ringe banken" in talk.flat, "what was chosen for the calendar is kept"

        await talk.button("#save")
        assert str(tmp_path / "exports") in talk.shown.replace("\n", "").replace("┃", "").replace(" ", "")
        await talk.button("#save")
        assert "✓ Kalenderen er lagret." in talk.flat
        (path,) = talk.app.desk.saved_papers(talk.meeting)
        assert path.name == "kalender-2026-03-14.ics"
        assert b"Ringe banken" in path.read_bytes()


async def test_an_empty_calendar_leads_to_the_plan_and_is_not_saved(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        (step,) = talk.meeting.plan().will_try
        talk.meeting.remove_activity(step.id)
        await line(talk, "calendar")
        await talk.button("#save")
        await talk.button("#save")
        assert talk.app.told(CalendarEmpty()) in talk.flat
        await talk.press("escape")
        await stand_on(talk, "ingen dager som kan stå i en kalender. ▸")
        await talk.press("enter")
        assert talk.room() == "PlanRoom"


async def test_the_own_copy_is_seen_whole_only_when_the_two_are_alone(tmp_path: Path) -> None:
    async with at_papers(tmp_path, said=PRIVATE) as talk:
        talk.meeting.hold_back("work.wish", True)
        await line(talk, "copy")
        assert "Den vises på skjermen når dere er alene." in talk.flat
        await talk.button("#form")
        await talk.choose("#held", 1)
        await talk.button("#done")
        assert "Alt som er skrevet om deg · bokmål · uten det som er holdt utenfor" in talk.shown
        await stand_on(talk, "Du har rett til å se alt")
        await stand_on(talk, "Kopien er ikke låst.")
        assert PRIVATE not in talk.app.desk.own_copy(talk.meeting, talk.app.screen.wanted).decode()  # type: ignore[attr-defined]

        await talk.button("#form")
        await talk.choose("#held", 0)
        await talk.button("#done")
        await talk.button("#show_now")
        assert talk.meeting.alone
        await stand_on(talk, PRIVATE)


async def test_the_own_copy_is_saved_as_a_page_and_data_with_its_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_papers(tmp_path) as talk:
        await line(talk, "copy")
        await talk.button("#save")
        assert "De er ikke låst. Alle som får tak i dem, kan lese alt." in talk.flat
        with monkeypatch.context() as patch:
            patch.setattr("mapper.desk.papers.write_whole", broken_disk)
            await talk.button("#save")
        assert talk.room() == "CarryDialog"
        await talk.button("#save")
        assert "✓ Kopien er lagret i 2 filer." in talk.flat
        names = [path.name for path in talk.app.desk.saved_papers(talk.meeting)]
        assert names == [f"alt-som-er-skrevet-om-deg-2026-03-14.{ending}" for ending in ("html", "json")]


async def test_what_is_carried_is_whole_at_every_size(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        for size, language in product(SIZES, ("nb", "nn", "en")):
            talk.app.speak(language, "")
            await talk.pilot.resize_terminal(*size)
            await talk.settle()
            for id in ("calendar", "copy", "consents"):
                await line(talk, id)
                for button in talk.app.screen.query("#buttons > Button").results():
                    label = str(button.label)  # type: ignore[attr-defined]
                    assert not button.display or f" {label} " in talk.shown, (size, language, id, label)
                assert all(len(row) <= size[0] for row in rows(talk.app))
            await line(talk, "copy")
            await talk.button("#save")
            await talk.to("#cancel")
            assert talk.app.t("rooms.common.cancel") in talk.shown
            await talk.press("enter")


async def test_the_way_to_whom_we_can_talk_to_is_there_before_anybody_said_yes(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        assert ids(talk)[-1] == "consents"
        assert not {"consent", "partner", "workplace"} & set(ids(talk))
        await line(talk, "consents")
        await talk.press("enter")
        assert talk.room() == "ConsentsPage"
        await talk.press("escape")
        assert "Vi deler ikke noe med noen nå." in talk.flat
        assert not talk.app.screen.query_one("#save").display
        await talk.button("#go")
        assert talk.room() == "ConsentsPage"
        await agree(talk)
        await talk.button("#next")
        await talk.press("escape")
        assert talk.room() == "DocumentsRoom"
        (consent,) = talk.meeting.whole_consents()
        assert [id for id in ids(talk) if consent.id in id] == [f"consent {consent.id}", f"partner {consent.id}"]
        assert "Fastlegen. Gjelder til og med" in talk.flat


async def test_a_recipient_has_its_papers_and_a_yes_taken_back_is_refused(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        doctor, employer = share(talk.meeting, "gp"), share(talk.meeting, "employer", "Kantina Eksempel AS")
        await talk.press("f5", "f6")
        assert {f"consent {doctor.id}", f"consent {employer.id}"} < set(ids(talk))
        assert f"partner {employer.id}" not in ids(talk)
        await line(talk, f"workplace {employer.id}")
        assert "Arbeidsplassark: Arbeidsgiveren: Kantina Eksempel AS" in talk.flat
        await stand_on(talk, "Jeg vil bli kokk")
        await line(talk, f"partner {doctor.id}")
        await stand_on(talk, "Jeg vil bli kokk")

        talk.meeting.withdraw(doctor.id)
        await talk.press("f5", "f6")
        with pytest.raises(ConsentWithdrawn) as refusal:
            talk.app.desk.preview(talk.meeting, Wanted("partner", "nb", recipient=doctor.id))
        assert talk.app.told(refusal.value) in talk.flat
        assert f"● Delt med samtykke: {doctor.recipient.shown}" in talk.shown, "the list says which paper it is"
        await line(talk, f"consent {doctor.id}")
        await stand_on(talk, "Trukket tilbake")


async def test_what_was_changed_since_the_yes_leads_to_the_consents(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        doctor = share(talk.meeting, "gp")
        talk.meeting.say("work.wish", "participant", "Jeg vil bli baker")
        await talk.press("f5", "f6")
        await line(talk, f"consent {doctor.id}")
        await stand_on(talk, "Spør om ja på nytt")
        await talk.press("enter")
        assert talk.room() == "ConsentsPage"


async def test_the_picture_is_lines_or_a_wheel_where_a_paper_has_one(tmp_path: Path) -> None:
    async with at_papers(tmp_path) as talk:
        await talk.button("#form")
        await talk.choose("#figure", 1)
        await talk.button("#done")
        assert talk.app.screen.wanted.figure == "wheel"  # type: ignore[attr-defined]
        assert "Min oppsummering · bokmål · hjul" in talk.shown
        await talk.button("#form")
        await talk.choose("#size", 1)
        assert "stor skrift har alltid linjer" in talk.flat
        await talk.button("#done")
        assert "hjul" not in talk.shown
        await line(talk, "plan")
        await talk.button("#form")
        assert not talk.app.screen.query("#figure"), "the plan draws no picture"


async def test_a_fault_that_stopped_nothing_is_told_before_the_paper_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = CalendarEmpty()
    async with at_papers(tmp_path) as talk:
        made = talk.app.desk.preview(talk.meeting, Wanted("plan", "nb"))
        noticed = Preview(made.paper, (), made.pieces, notices=(notice,))
        monkeypatch.setattr(type(talk.app.desk), "preview", lambda *_: noticed)
        await line(talk, "plan")
        assert f"! {talk.app.told(notice)}" in talk.flat
        assert "Én ting å vite først. Den står øverst." in talk.flat
