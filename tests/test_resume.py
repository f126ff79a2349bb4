"""Going on: the same day in the same sitting, another day in a new one, and never with an empty shell of a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from mapper.desk.desk import Desk
from mapper.meeting.header import Header
from mapper.settings import Settings
from tests.offices import write_office
from tests.table import START
from tests.vaults import open_keeper


def desk(folder: Path, now: datetime = START) -> Desk:
    settings = Settings(folder / "data", write_office(folder / "office"), folder / "exports")
    return Desk(settings, clock=lambda: now, keeper=open_keeper(settings.data))


def test_a_closed_conversation_goes_on_in_its_sitting_the_same_day(tmp_path: Path) -> None:
    first = desk(tmp_path)
    meeting = first.new("short", "nb")
    meeting.say("meeting.present", "together", [{"name": "Kari Prøve"}])
    assert not meeting.begun
    meeting.say("start.hope", "participant", "Ro")
    meeting.close()
    first.close()
    again = desk(tmp_path, START + timedelta(hours=2)).open(meeting.case)
    assert again.meeting == meeting.meeting
    assert again.begun
    assert again.asking("meeting.present").said


def test_another_day_begins_a_new_sitting_with_a_new_card(tmp_path: Path) -> None:
    first = desk(tmp_path)
    meeting = first.new("short", "nb")
    meeting.say("meeting.present", "together", [{"name": "Kari Prøve"}])
    meeting.say("start.hope", "participant", "Ro")
    first.close()
    again = desk(tmp_path, START + timedelta(days=7)).open(meeting.case)
    assert again.meeting != meeting.meeting
    assert not again.begun
    assert not again.asking("meeting.present").said
    assert again.asking("start.hope").said


def test_a_case_that_was_cut_off_before_its_first_word_is_not_listed(tmp_path: Path) -> None:
    sat = desk(tmp_path)
    sat.new("short", "nb")
    sat.keeper.vault.create("cut-off", Header("Kuttet").encode())
    assert "cut-off" not in [line.case for line in sat.cases()]
    assert len(sat.cases()) == 1
