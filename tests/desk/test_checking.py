"""A code on a paper: says whether the paper matches what is saved, and what has happened since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapper.desk.checking import Checked, check_code, told
from mapper.desk.desk import Desk
from mapper.documents.model import Wanted
from mapper.language.text import SCREEN_LANGUAGES
from mapper.meeting.meeting import Meeting
from mapper.plan.model import COPY
from mapper.settings import Settings
from mapper.vault.errors import CaseBroken
from mapper.vault.paper_code import PaperCodeMistyped
from tests.offices import write_office
from tests.vaults import open_keeper

REF = "start.hope"
PLANTED = "Kokk på Eksempeløya"


def desk_at(folder: Path) -> Desk:
    write_office(folder / "office")
    settings = Settings(folder / "data", folder / "office", folder / "exports")
    return Desk(settings, keeper=open_keeper(settings.data))


def talk(desk: Desk) -> Meeting:
    meeting = desk.new("full", "nb")
    meeting.name("Kari i mars")
    meeting.say(REF, "participant", PLANTED)
    return meeting


def saved_code(desk: Desk, meeting: Meeting, document: str = "summary", language: str = "nb") -> str:
    """Save a paper; give the code that stands at its foot."""
    (path,) = desk.save(meeting, Wanted(document, language), ("html",)).paths
    code = meeting.record.printed()[-1].code
    assert code in path.read_text(encoding="utf-8")
    return code


def check(desk: Desk, code: str) -> Checked:
    return check_code(desk.keeper, code)


def test_it_matches_until_something_is_said(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    code = saved_code(desk, meeting, "plan", "nn")
    found = check(desk, code.lower())
    assert (found.finding, found.document, found.language, found.label) == ("matches", "plan", "nn", "Kari i mars")
    assert found.made is not None
    assert (found.changed, found.deleted) == (0, None)
    saved_code(desk, meeting)
    assert check(desk, code).changed == 0
    meeting.say(REF, "participant", "Baker")
    assert check(desk, code).changed == 1
    desk.close()


def test_what_was_deleted_since_is_told_by_its_day(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    code = saved_code(desk, meeting)
    desk.redact(meeting, REF)
    after = saved_code(desk, meeting)
    assert check(desk, code).deleted == desk.today
    assert check(desk, after).deleted is None
    desk.close()


def test_a_paper_is_newer_than_a_vault_of_before(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    desk.close()
    shutil.copytree(tmp_path / "data", tmp_path / "before")
    desk = desk_at(tmp_path)
    meeting = desk.open(meeting.case)
    meeting.say(REF, "participant", "Baker")
    code = saved_code(desk, meeting)
    desk.close()
    shutil.rmtree(tmp_path / "data")
    shutil.move(tmp_path / "before", tmp_path / "data")
    desk = desk_at(tmp_path)
    assert check(desk, code).finding == "newer"
    desk.close()


def test_a_paper_of_another_history_differs(tmp_path: Path) -> None:
    """Two lives of one vault from the same day on: a code of the one never matches the other."""
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    desk.close()
    shutil.copytree(tmp_path / "data", tmp_path / "other" / "data")
    codes = []
    for folder, words in ((tmp_path, "Baker"), (tmp_path / "other", "Maler")):
        desk = desk_at(folder)
        again = desk.open(meeting.case)
        again.say(REF, "participant", words)
        codes.append(saved_code(desk, again))
        findings = [check(desk, code).finding for code in codes]
        desk.close()
    assert findings == ["differs", "matches"]


def test_a_code_of_an_erased_or_foreign_conversation(tmp_path: Path) -> None:
    desk, other = desk_at(tmp_path), desk_at(tmp_path / "other")
    code, foreign = saved_code(desk, talk(desk)), saved_code(other, talk(other))
    desk.erase(desk.cases()[0].case)
    assert check(desk, code).finding == "erased"
    assert check(desk, code).deleted == desk.today
    assert check(desk, foreign).finding in {"unknown", "erased"}
    with pytest.raises(PaperCodeMistyped):
        check(desk, "ABCD")
    desk.close()
    other.close()


def test_a_case_that_is_broken_before_the_paper_is_told_as_that(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    code = saved_code(desk, meeting)
    desk.close()
    desk = desk_at(tmp_path)
    with desk.keeper.vault.shelf.writing() as connection:  # type: ignore[attr-defined]  # a shelf in SQLite
        connection.execute("UPDATE events SET sealed = zeroblob(99) WHERE seq = 2")
    with pytest.raises(CaseBroken):
        check(desk, code)
    desk.close()


def test_practice_has_no_code(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = desk.practice("full", "nb")
    desk.save(meeting, Wanted("summary", "nb"), ("html",))
    assert meeting.record.printed()[-1].code == ""
    desk.close()


def test_the_own_copy_has_a_code_too(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    page, _ = desk.save_copy(meeting, Wanted(COPY, "en")).paths
    code = meeting.record.printed()[-1].code
    assert code in page.read_text(encoding="utf-8")
    found = check(desk, code)
    assert (found.finding, found.document, found.language) == ("matches", COPY, "en")
    desk.close()


def test_what_tells_nothing_of_the_case_has_no_code(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    assert saved_code(desk, meeting, "preparation") == saved_code(desk, meeting, "reflection") == ""
    desk.close()


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_every_finding_has_its_sentence_and_no_answer(tmp_path: Path, language: str) -> None:
    desk = desk_at(tmp_path)
    meeting = talk(desk)
    code = saved_code(desk, meeting)
    lines = list(told(check(desk, code), language))
    assert len(lines) == 3
    assert lines[1].count("kl.") == (language != "en"), "the clock is named once"
    assert "Kari i mars" in lines[0]
    assert PLANTED not in "".join(lines)
    desk.redact(meeting, REF)
    lines = list(told(check(desk, code), language))
    assert len(lines) == 4
    assert str(desk.today.year) in lines[3]
    for finding in ("differs", "newer", "unknown"):
        assert len(list(told(Checked(finding), language))) == 1
    desk.close()
