"""Deleting for good at the desk: a case, one answer; what is told of it; and who has looked."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mapper.desk.desk import Desk
from mapper.desk.drafting import about, said_by
from mapper.desk.erasing import CaseAmbiguous, Erased, one_case, papers_in
from mapper.desk.looked import looked_lines
from mapper.desk.safekeeping import back_up
from mapper.documents.model import Wanted
from mapper.interview.model import Looked
from mapper.language.text import SCREEN_LANGUAGES
from mapper.meeting.meeting import Meeting
from mapper.settings import Settings
from mapper.vault.errors import CaseErased, CaseUnknown, VaultFull
from mapper.vault.keys import KeyFile
from mapper.vault.paths import draft_file, vault_file
from tests.offices import write_office
from tests.vaults import KEEPER_NAME, open_keeper

NOW = datetime(2026, 3, 14, 10, 42, tzinfo=ZoneInfo("Europe/Oslo"))
REF = "start.hope"
PLANTED = "Plantet hemmelighet"


@dataclass
class Hand:
    """A clock that goes when the test moves it."""

    at: datetime = NOW

    def read(self) -> datetime:
        return self.at

    def turn(self, **by: int) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def desk(tmp_path: Path, hand: Hand) -> Desk:
    return desk_in(tmp_path, hand)


def desk_in(folder: Path, hand: Hand) -> Desk:
    settings = Settings(folder / "data", write_office(folder / "office"), folder / "exports")
    return Desk(settings, clock=hand.read, keeper=open_keeper(settings.data))


def held(desk: Desk) -> Meeting:
    """Hold a conversation with a planted answer and two papers."""
    meeting = desk.new("full", "nb")
    meeting.name("Samtale 14. mars", "Kari Prøve")
    meeting.say(REF, "participant", f"{PLANTED} 1")
    meeting.say(REF, "participant", f"{PLANTED} 2")
    desk.save(meeting, Wanted("summary", "nb"), ("md", "html"))
    return meeting


def codes(erased: Erased) -> tuple[set[str], set[str]]:
    return {item.code for item in erased.gone}, {item.code for item in erased.remains}


# --- a case


def test_what_would_go_is_told_before(desk: Desk, tmp_path: Path) -> None:
    meeting = held(desk)
    doomed = desk.before_erasing(meeting.case)
    assert (doomed.label, doomed.name, doomed.readable) == ("Samtale 14. mars", "Kari Prøve", True)
    assert [path.suffix for path in doomed.papers] == [".html", ".md"]
    assert doomed.folder == tmp_path / "exports" / meeting.case[:12]
    with pytest.raises(CaseUnknown):
        desk.before_erasing("nobody")


def test_an_erased_case_is_gone_with_its_papers_and_what_is_not_gone_is_told(desk: Desk) -> None:
    case, other = held(desk).case, desk.new("short", "nb").case
    doomed = desk.before_erasing(case)
    gone, remains = codes(desk.erase(case))
    assert gone == {"gone.key", "gone.said", "gone.listed", "gone.drafts", "gone.papers"}
    assert remains == {
        f"remains.{name}" for name in ("elsewhere", "copies_unknown", "disk", "machine", "nav", "tombstone")
    }
    assert [line.case for line in desk.cases()] == [other]
    assert not doomed.folder.exists()
    with pytest.raises(CaseErased):
        desk.open(case)
    assert [(each.case, each.day) for each in desk.erased()] == [(case, "2026-03-14")]


def test_papers_that_a_person_keeps_are_told(desk: Desk) -> None:
    case = held(desk).case
    doomed = desk.before_erasing(case)
    erased = desk.erase(case, papers=False)
    assert papers_in(doomed.folder) == doomed.papers
    told = next(item for item in erased.remains if item.code == "remains.papers")
    assert told.facts == {"n": 2, "folder": doomed.folder}
    assert "gone.papers" not in codes(erased)[0]


def test_what_a_link_in_the_papers_place_leads_to_is_left_alone_and_told(desk: Desk, tmp_path: Path) -> None:
    case = desk.new("full", "nb").case
    theirs, link = tmp_path / "theirs", tmp_path / "exports" / case[:12]
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("not ours", encoding="utf-8")
    link.parent.mkdir()
    link.symlink_to(theirs)
    assert desk.before_erasing(case).papers == ()
    remains = {item.code: item.facts for item in desk.erase(case).remains}
    assert (theirs / "thesis.txt").exists()
    assert remains["remains.papers"] == {"n": 1, "folder": link}


@pytest.mark.parametrize("name", ["..", "../theirs", "/theirs", "", ".", "exports/..", "..\\theirs"])
def test_a_case_whose_name_somebody_made_a_path_of_deletes_nothing_outside(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    name = name.replace("/theirs", str(theirs)) if name.startswith("/") else name
    case = held(desk).case
    for path in (theirs / "thesis.txt", tmp_path / "thesis.txt", tmp_path / "exports" / "thesis.txt"):
        path.write_text("not ours", encoding="utf-8")
    with closing(sqlite3.connect(vault_file(desk.settings.data))) as file, file:
        file.execute("UPDATE cases SET name = ? WHERE name = ?", (name, case))
    assert desk.before_erasing(name).papers == ()
    desk.erase(name)
    assert len(list(tmp_path.rglob("thesis.txt"))) == 3
    assert len(papers_in(tmp_path / "exports" / case[:12])) == 2


def test_a_paper_that_cannot_be_deleted_is_told_and_the_rest_goes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = held(desk).case
    unlink = Path.unlink

    def held_open(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".md":
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", held_open)
    erased = desk.erase(case)
    facts = {item.code: item.facts for item in (*erased.gone, *erased.remains)}
    assert (facts["gone.papers"]["n"], facts["remains.papers"]["n"]) == (1, 1)
    assert desk.cases() == ()


def test_a_case_that_cannot_be_read_is_erased_all_the_same(desk: Desk) -> None:
    case = held(desk).case
    desk.keeper.vault.keys.drop_key(case)
    desk.keeper.vault.forget(case)
    doomed = desk.before_erasing(case)
    assert (doomed.label, doomed.readable) == (case[:8], False)
    desk.erase(case)
    assert desk.cases() == ()


def test_two_windows_the_other_is_told_and_cannot_write_it_back(desk: Desk, tmp_path: Path, hand: Hand) -> None:
    meeting = held(desk)
    other = desk_in(tmp_path, hand)
    theirs = other.open(meeting.case)
    desk.erase(meeting.case)
    for act in (theirs.refresh, lambda: theirs.say(REF, "participant", "noe"), lambda: theirs.redact(REF)):
        with pytest.raises(CaseErased):
            act()
    other.close()
    assert desk.cases() == ()


def test_keys_go_out_of_backups_and_one_that_is_not_there_is_told_with_its_day(
    desk: Desk, tmp_path: Path, hand: Hand
) -> None:
    case = held(desk).case
    near, far = tmp_path / "near", tmp_path / "far"
    for folder in (far, near):
        back_up(desk.keeper, folder, None, hand.read())
        hand.turn(days=1)
    far.rename(tmp_path / "taken away")
    erased = desk.erase(case)
    facts = {item.code: item.facts for item in (*erased.gone, *erased.remains)}
    assert facts["remains.unreached"] == {"folder": far, "day": "14.03.2026"}
    assert {"gone.backups", "remains.locked"} <= set(facts)
    assert "remains.copies_unknown" not in facts
    for file in near.glob("keys/*/keys.db"):
        keys = KeyFile(file)
        assert case not in keys.names()
        keys.close()


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_every_item_can_be_said(desk: Desk, language: str, tmp_path: Path, hand: Hand) -> None:
    back_up(desk.keeper, tmp_path / "gone", None, hand.read())
    (tmp_path / "gone").rename(tmp_path / "away")
    meeting = held(desk)
    _, redacted = desk.redact(meeting, REF)
    erased = desk.erase(meeting.case, papers=False)
    said = [item.to(language) for each in (redacted, erased) for item in (*each.gone, *each.remains)]
    assert len(said) > 15
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)


def test_a_case_is_found_by_the_beginning_of_its_id_or_by_its_label_where_that_names_one() -> None:
    labels = {"abc1": "Samtale 1", "abd2": "Samtale 2", "abc": "Samtale 3", "x": "To like", "y": "To like"}
    meant = ("abd", "abc1", "abc", "samtale 2 ")
    assert [one_case(labels, each) for each in meant] == ["abd2", "abc1", "abc", "abd2"]
    for each in ("", "ab", "z", "To like", "Samtale"):
        with pytest.raises(CaseAmbiguous):
            one_case(labels, each)


# --- one answer


def test_what_is_being_typed_goes_with_the_answer_and_with_the_case(desk: Desk) -> None:
    meeting = held(desk)
    kept = said_by("work.wish", "participant")
    for field in (kept, *about(REF)):
        desk.drafting.keep(meeting.case, field, {"words": PLANTED, "comment": "", "write_in": {}}, 0)
    assert desk.drafting.seal()
    assert len(desk.keeper.drafts.all(meeting.case)) == 6
    desk.redact(meeting, REF)
    assert set(desk.keeper.drafts.all(meeting.case)) == {kept}
    sealed = draft_file(desk.settings.data).read_bytes()
    assert meeting.case.encode() in sealed
    desk.drafting.keep(meeting.case, kept, {"words": f"{PLANTED} 3", "comment": "", "write_in": {}}, 0)
    desk.erase(meeting.case)
    desk.drafting.seal()
    assert meeting.case.encode() not in draft_file(desk.settings.data).read_bytes()


def everything(desk: Desk, case: str) -> str:
    """Give everything that can be decrypted of a case, and every paper that would be made of it."""
    vault, meeting = desk.keeper.vault, desk.open(case)
    parts = [payload.decode(errors="replace") for _, payload in vault.events(case)]
    parts += [repr(stored) for stored in vault.cases()]
    parts += [repr(meeting.record), repr(meeting.header), repr(meeting.review()), repr(meeting.plan())]
    parts += [repr(desk.preview(meeting, Wanted(kind.id, "nb")).paper) for kind in desk.documents()]
    return "".join(parts)


def test_of_a_redacted_answer_nothing_is_found_anywhere(desk: Desk, tmp_path: Path, hand: Hand) -> None:
    meeting = held(desk)
    vault = desk.keeper.vault
    said = [seq for seq, payload in vault.events(meeting.case) if PLANTED.encode() in payload]
    sealed = [row.sealed for row in vault.shelf.rows(meeting.case, 0).rows if row.seq in said]
    assert PLANTED in everything(desk, meeting.case)
    assert len(sealed) == 2
    _, erased = desk.redact(meeting, REF, "participant", desk.case_papers(meeting))
    assert PLANTED not in everything(desk, meeting.case)
    meeting.undo()
    meeting.redo()
    assert PLANTED not in everything(desk, meeting.case)
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    pieces = [blob[at : at + 24] for blob in sealed for at in range(0, len(blob) - 24, 40)]
    assert not [piece for piece in pieces if any(piece in file for file in files)]
    assert not [file for file in files if PLANTED.encode() in file]
    assert {"gone.answer", "gone.papers"} <= codes(erased)[0]
    assert {"remains.decided", "remains.wording"} <= codes(erased)[1]
    desk.close()
    again = desk_in(tmp_path, hand)
    assert PLANTED not in everything(again, meeting.case)
    assert again.keeper.vault.verify(meeting.case).fault is None


def test_papers_that_may_have_the_answer_are_told_where_they_stay(desk: Desk) -> None:
    meeting = held(desk)
    assert len(desk.case_papers(meeting)) == 2
    _, erased = desk.redact(meeting, REF)
    assert next(item.facts["n"] for item in erased.remains if item.code == "remains.papers") == 2


def test_an_answer_that_stands_in_former_copies_is_told_with_where(desk: Desk, tmp_path: Path) -> None:
    meeting = held(desk)
    data = desk.keeper.data
    before = data / "vault-before-20260101-120000"
    shutil.copytree(data / "vault", before)
    shutil.copy(data / "vault" / "keys.db", before / "before-v1-keys.db")
    copy = data / "vault" / "before-v1-cases.db"
    shutil.copy(data / "vault" / "cases.db", copy)
    _, told = desk.redact(meeting, REF)
    assert [item.facts["path"] for item in told.remains if item.code == "remains.answer_before"] == [before, copy]
    case = meeting.case
    told = desk.erase(case)
    assert "remains.answer_before" not in codes(told)[1]
    for file in (before / "keys.db", before / "before-v1-keys.db"):
        with closing(KeyFile(file)) as keys:
            assert case not in keys.names()


def test_in_practice_an_answer_goes_and_no_file_is_spoken_of(desk: Desk, tmp_path: Path) -> None:
    meeting = desk.practice("full", "nb")
    meeting.say(REF, "participant", PLANTED)
    _, erased = desk.redact(meeting, REF)
    assert PLANTED not in repr(meeting.record)
    assert codes(erased) == ({"gone.answer", "gone.undo"}, {"remains.decided", "remains.wording"})
    assert desk.case_papers(meeting) == ()


def test_a_redaction_that_was_cut_short_is_finished_when_the_case_is_opened(desk: Desk) -> None:
    meeting = held(desk)
    meeting.redact(REF)
    assert desk.keeper.vault.keys.erasures(desk.keeper.vault.master) == ()
    desk.open(meeting.case)
    assert [each.done for each in desk.keeper.vault.keys.erasures(desk.keeper.vault.master)] == [True]


# --- who has looked


def lines(desk: Desk, meeting: Meeting, language: str = "nb") -> list[str]:
    titles = desk.titles()
    return looked_lines(meeting.looked_at(), titles, language, desk.today)


def test_each_opening_is_written_down_with_its_sitting_and_told_once_a_day(desk: Desk, hand: Hand) -> None:
    meeting = held(desk)
    hand.turn(days=1)
    before = len(desk.keeper.vault.events(meeting.case))
    desk.open(meeting.case)
    kinds = [event.kind for event in desk.open(meeting.case).record.events[before:]]
    assert kinds == ["meeting_opened", "accessed", "accessed"]
    hand.turn(minutes=5)
    told = lines(desk, desk.open(meeting.case))
    assert told == [
        f"15. mars: {KEEPER_NAME} åpnet samtalen 3 ganger, sist kl. 10.47.",
        f"14. mars kl. 10.42: {KEEPER_NAME} lagret papiret «Min oppsummering».",
        f"14. mars kl. 10.42: {KEEPER_NAME} åpnet samtalen.",
    ]


def test_a_sitting_and_who_opened_it_are_one_append(desk: Desk, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    case = held(desk).case
    hand.turn(days=1)
    vault, appended = desk.keeper.vault, list[int]()
    append = vault.append

    def counted(case: str, payloads: list[bytes], header: bytes) -> range:
        appended.append(len(payloads))
        return append(case, payloads, header)

    monkeypatch.setattr(vault, "append", counted)
    desk.open(case)
    assert appended == [2]


def test_a_case_that_can_only_be_read_is_opened_without_a_word_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = held(desk).case
    before = len(desk.keeper.vault.events(case))

    def full(*_: object) -> None:
        raise VaultFull(path="x")

    monkeypatch.setattr(desk.keeper.vault, "append", full)
    meeting = desk.open(case)
    assert isinstance(meeting.read_only, VaultFull)
    assert len(desk.keeper.vault.events(case)) == before
    assert meeting.asking(REF).said


def test_practice_is_not_written_down(desk: Desk) -> None:
    assert lines(desk, desk.practise_with("nb")) == []


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
@pytest.mark.parametrize("what", ["opened", "exported", "verified", "restored", "redacted"])
@pytest.mark.parametrize("times", [1, 2])
def test_every_way_of_looking_is_told_in_every_language(language: str, what: str, times: int) -> None:
    looked = [Looked(NOW + timedelta(minutes=at), "", what, "health.affects_work") for at in range(times)]  # type: ignore[arg-type]  # pytest gives words
    told = looked_lines(looked, {}, language, NOW.date())
    assert len(told) == 1
    assert told[0].endswith(".")
    assert ("health" in told[0]) is (what == "exported")
    assert (" 2 " in told[0]) is (times == 2)
