"""What is carried besides papers, at a desk: the calendar is saved beside them, the same entries each time."""

from __future__ import annotations

from pathlib import Path

import pytest
import vobject

from mapper.desk.carrying import CalendarEmpty
from mapper.desk.papers import PaperUnsaved
from mapper.documents.model import Wanted
from mapper.office.model import OfficeLogoUnread
from mapper.plan.model import CALENDAR
from tests.offices import OFFICE, write_office
from tests.table import core
from tests.tui.shell.desk import desk_in

NEUTRAL, FULL = Wanted(CALENDAR, "nb"), Wanted(CALENDAR, "nb", full_titles=True)


def test_a_calendar_lies_beside_the_papers_and_the_record_says_so(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.new("short", "nb")
    with pytest.raises(CalendarEmpty):
        desk.save_calendar(meeting, NEUTRAL)
    assert desk.calendar(meeting, NEUTRAL).entries == ()
    meeting.set_next_meeting({"start": "9.4.2026", "klokkeslett": "10.30", "adresse": "Nav Eksempelby"})
    looked = desk.calendar(meeting, FULL)
    (path,) = desk.save_calendar(meeting, FULL).paths
    assert path.name == "kalender-2026-03-14.ics"
    assert path.read_bytes() == looked.content
    (paper,) = desk.save(meeting, Wanted("summary", "nb"), ("md",)).paths
    assert path.parent == paper.parent
    assert desk.saved_papers(meeting) == (paper, path)
    assert [printed.document for printed in meeting.record.printed()] == [CALENDAR, "summary"]
    assert desk.titles()[CALENDAR].to("nn") == "Kalender"
    (neutral,) = desk.save_calendar(meeting, NEUTRAL).paths
    first, second = (vobject.readOne(each.read_text(encoding="utf-8")).vevent for each in (path, neutral))
    assert first.uid.value == second.uid.value
    assert (first.summary.value, second.summary.value) == ("Møte med Nav Eksempelby", "Møte")
    assert meeting.case not in neutral.read_text(encoding="utf-8")
    desk.close()


def test_the_code_on_the_summary_is_the_same_entry(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.practise_with("nb")
    meeting.set_next_meeting({"start": "9.4.2026", "klokkeslett": "10.30"})
    (entry,) = (entry for entry in desk.calendar(meeting, NEUTRAL).entries if entry.title == "Møte")
    assert entry.uid in desk.calendar(meeting, NEUTRAL).content.decode()
    desk.close()


def test_a_calendar_that_names_a_step_from_the_minute_for_two_is_for_the_two_to_look_at(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.rehearse(core(), "full", "nb")
    meeting.set_alone(True)
    meeting.say("money.debt", "participant", "COLLECTION")
    meeting.decide("money-advice", "try")
    held = desk.preview(meeting, FULL)
    meeting.hold_back("activity:money-advice", False)
    full, neutral = desk.preview(meeting, FULL), desk.preview(meeting, NEUTRAL)
    assert [each.alone for each in (held, full, neutral)] == [False, True, False]
    desk.close()


def test_a_calendar_that_cannot_be_written_is_told_and_not_kept(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.new("short", "nb")
    meeting.set_next_meeting({"start": "9.4.2026"})
    (tmp_path / "exports").write_text("in the way")
    with pytest.raises(PaperUnsaved):
        desk.save_calendar(meeting, NEUTRAL)
    assert meeting.record.printed() == ()
    desk.close()


def test_a_logo_that_cannot_be_used_is_told_when_the_paper_is_looked_at_and_once_when_saved(
    tmp_path: Path,
) -> None:
    desk = desk_in(tmp_path)
    meeting, wanted = desk.new("short", "nb"), Wanted("summary", "nb")
    write_office(desk.settings.office, f"{OFFICE}logo: gone.png\n")
    desk.reread_office()
    assert [notice.code for notice in desk.preview(meeting, wanted).notices] == [OfficeLogoUnread.code]
    assert [notice.code for notice in desk.save(meeting, wanted, ("md",)).notices] == [OfficeLogoUnread.code]
    assert desk.preview(meeting, Wanted("reflection", "nb")).notices == (), "it has no logo"
    desk.close()


def test_what_was_said_alone_keeps_papers_for_others_from_the_screen_and_not_the_sheet_of_questions(
    tmp_path: Path,
) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.new("full", "nb")
    meeting.set_alone(True)
    ref = next(q.ref for q in meeting.questionnaire.questions.values() if q.alone and q.type == "text")
    meeting.say(ref, "participant", "Noe")
    alone = {wanted.document: desk.preview(meeting, wanted).alone for wanted in desk.every_paper(meeting, "nb")}
    assert alone["basis"]
    assert alone["reflection"]
    assert not desk.preview(meeting, Wanted("bilingual", "nb", second="en")).alone
    desk.close()
