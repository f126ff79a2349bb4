"""A paper without a name lies apart from its case, under a name that tells nothing, and is not found from there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mapper.desk.desk import Desk
from mapper.documents.model import Wanted
from mapper.files import case_folder
from mapper.meeting.meeting import Meeting
from mapper.settings import Settings
from tests.offices import write_office
from tests.vaults import open_keeper

NOTE = Wanted("reflection", "nb")
PLANTED = "Kari fra Sjøgata"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    settings = Settings(tmp_path / "data", write_office(tmp_path / "office"), tmp_path / "exports")
    return Desk(settings, keeper=open_keeper(settings.data))


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    held = desk.new("short", "nb")
    held.name("Samtale med Kari", "Kari Prøve")
    held.say("start.hope", "participant", PLANTED)
    held.say("family.has_children", "participant", "YES")
    return held


def test_it_lies_apart_from_its_case_under_a_name_that_tells_nothing(desk: Desk, meeting: Meeting) -> None:
    first = desk.save(meeting, NOTE, ("md", "html"))
    second = desk.save(meeting, NOTE, ("md",), folder=case_folder(desk.settings.exports, meeting.case, practice=False))
    shared = desk.settings.exports / "reflection"
    assert [path.relative_to(shared).as_posix() for path in (*first.paths, *second.paths)] == [
        "refleksjonsnotat.md", "refleksjonsnotat.html", "refleksjonsnotat-2.md",
    ]  # fmt: skip


def test_nothing_of_the_case_stands_in_it(desk: Desk, meeting: Meeting) -> None:
    for path in desk.save(meeting, NOTE, ("md", "html")).paths:
        written = path.read_text(encoding="utf-8")
        assert "Barn under 18 år" in written
        known = (PLANTED, "Kari", "Eksempelby", meeting.case, meeting.case[:12], date.today().isoformat())
        assert not [each for each in known if each in written]


def test_the_case_keeps_that_one_was_made_and_not_which(desk: Desk, meeting: Meeting) -> None:
    desk.save(meeting, NOTE, ("md",))
    (printed,) = meeting.record.printed()
    assert (printed.document, printed.files) == ("reflection", ())
    assert desk.saved_papers(meeting) == ()


def test_in_practice_it_lies_with_the_other_papers(desk: Desk) -> None:
    (path,) = desk.save(desk.practice("short", "nb"), NOTE, ("md",)).paths
    assert path.parent == desk.settings.exports / "practice"


def test_the_other_papers_lie_where_they_did(desk: Desk, meeting: Meeting) -> None:
    (path,) = desk.save(meeting, Wanted("preparation", "nb"), ("md",)).paths
    assert path.parent == case_folder(desk.settings.exports, meeting.case, practice=False)
    assert desk.saved_papers(meeting) == (path,)
