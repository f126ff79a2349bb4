"""A case begun on the shipped core goes over to an office's changed copy: nothing is lost, and its papers are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.desk.desk import Desk, QuestionnaireUnsound
from mapper.desk.moving import OtherQuestions
from mapper.desk.moving_told import whole_move
from mapper.documents.model import Wanted
from mapper.meeting.meeting import Meeting
from mapper.plan.model import COPY
from mapper.questionnaire.library import shipped_folder
from tests.interview.talk import TALK
from tests.table import small
from tests.tui.shell.desk import desk_in

CORE = (shipped_folder() / "core.yaml").read_text(encoding="utf-8")
CHANGES = """
changes:
  - {from: "1.0", question: health.other_obstacle, renamed: health.obstacle}
  - {from: "1.0", question: education.learn, options: [TRADE, SCHOOL], merged: SCHOOLING}
  - {from: "1.0", question: health.hours, retired: yes}
"""


def office_core(desk: Desk, text: str) -> None:
    """Let the office have a core of its own."""
    folder = desk.settings.office / "questionnaires"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "core.yaml").write_text(text, encoding="utf-8")


def changed() -> str:
    """Give the core as an office changed it: a question renamed and reworded, options merged, a question taken out."""
    text = CORE.replace('version: "1.0"', 'version: "1.1"', 1)
    text = text.replace("id: other_obstacle", "id: obstacle").replace("health.other_obstacle", "health.obstacle")
    text = text.replace("nb: Er det noe annet som gjør det vanskelig?", "nb: Er det noe mer som står i veien?")
    text = text.replace("{code: TRADE, text: {nb: Ta fagbrev, nn: Ta fagbrev, en: Get a trade certificate}}", "")
    lines = [line for line in text.split("\n") if line.strip() != "-"]
    text = "\n".join(lines).replace(
        "{code: SCHOOL, text: {nb: Ta videregående skole", "{code: SCHOOLING, text: {nb: Ta skole"
    )
    text = text.replace("has: [TRADE, SCHOOL]", "has: [SCHOOLING]")
    head, _, tail = text.partition("      - id: hours\n")
    return head + tail[tail.index("      - id: consider\n") :] + CHANGES


def answered(desk: Desk) -> Meeting:
    meeting = desk.new("full", "nb")
    meeting.set_alone(True)
    meeting.say("health.affects_work", "participant", "YES")
    meeting.say("health.other_obstacle", "participant", "YES", comment="Bussen går ikke")
    meeting.say("health.hours", "participant", "12")
    meeting.hold_back("health.hours", False)
    meeting.say("education.learn", "participant", ["SCHOOL", "TRADE"])
    return meeting


def paper(desk: Desk, meeting: Meeting, document: str) -> str:
    (path,) = desk.save(meeting, Wanted(document, "nb"), ("md",)).paths
    return path.read_text(encoding="utf-8")


def test_a_case_goes_over_to_the_offices_version_and_nothing_is_lost(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    assert not desk.newer(meeting)
    before = paper(desk, meeting, "summary")
    assert "Er det noe annet som gjør det vanskelig?" in before
    meeting.close()
    office_core(desk, changed())
    again = desk.open(meeting.case)
    assert again.questionnaire.version == "1.0"
    assert desk.newer(again)

    move = desk.move(again)
    assert move is not None
    told = whole_move(move, again.questionnaire, "nb", alone=True)
    assert "– Er det noe annet som gjør det vanskelig? → Er det noe mer som står i veien?" in told
    assert any("spørres det ikke om mer" in line and "timer i uka" in line for line in told)
    assert any("health.hours er tatt ut" in line for line in told)
    desk.make_move(again, move)

    assert not desk.newer(again)
    summary, basis = (paper(desk, again, document) for document in ("summary", "basis"))
    for text in (summary, basis):
        assert "Er det noe mer som står i veien?" in text
        assert "Bussen går ikke" in text
        assert "Hvor mange timer i uka kan passe å begynne med?" in text
        assert "12 timer i uka" in text.replace("\u00a0", " ")
        assert "Ordene den gangen: Ta videregående skole; Ta fagbrev" in text
    assert "### Dette spør vi ikke om lenger" in summary
    assert "## Dette spørres det ikke om lenger" in basis
    desk.close()


def test_the_participants_copy_of_a_moved_case_has_both_questionnaires_and_can_be_taken_in(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    desk = desk_in(tmp_path / "here")
    meeting = answered(desk)
    office_core(desk, changed())
    move = desk.move(meeting)
    assert move is not None
    desk.make_move(meeting, move)
    data = desk.own_copy(meeting, Wanted(COPY, "nb"))
    page, _ = desk.save_copy(meeting, Wanted(COPY, "nb")).paths
    assert "Hvor mange timer i uka kan passe å begynne med?" in page.read_text(encoding="utf-8")
    assert "fra versjon 1.0 til versjon 1.1" in page.read_text(encoding="utf-8")
    review = meeting.whole_review()
    desk.close()
    carried = tmp_path / "copy.json"
    carried.write_bytes(data)
    other = desk_in(tmp_path / "there")
    taken = other.open(other.import_copy(carried).case)
    assert [line.said for line in taken.whole_review() if line.said] == [line.said for line in review if line.said]
    other.close()


def test_a_copy_without_what_is_held_back_does_not_tell_that_it_was_parked(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    meeting.hold_back("health.hours", True)
    office_core(desk, changed())
    move = desk.move(meeting)
    assert move is not None
    desk.make_move(meeting, move)
    wanted = Wanted(COPY, "nb", without_held_back=True)
    moved = desk.own_copy(meeting, wanted).decode().partition('"moved_version"')[2]
    assert "health.hours" not in moved.partition('"kind"')[0]
    desk.close()


def test_another_questionnaire_is_no_version_of_this_one(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = desk.rehearse(small(TALK), "full", "nb")
    with pytest.raises(OtherQuestions):
        desk.move(meeting)
    desk.close()


def test_a_core_that_is_a_pack_is_told_and_goes_round_in_no_circle(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    office_core(desk, CORE.replace("sections:", "offer_when: {work.wish: {answered: yes}}\nsections:", 1))
    with pytest.raises(QuestionnaireUnsound):
        desk.questionnaire()
    desk.close()


def test_a_file_that_is_saved_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_in(tmp_path)
    office_core(desk, "id: core\nsections: [")
    monkeypatch.setattr("mapper.questionnaire.check.check_paths", lambda *_, **__: ())
    with pytest.raises(QuestionnaireUnsound):
        desk.questionnaire()
    desk.close()


def test_a_file_with_a_mistake_is_not_offered(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    office_core(desk, changed().replace("type: yes_no", "type: yes_nope", 1))
    assert not desk.newer(meeting)
    desk.close()


PACK = """\
id: garden
version: "1.0"
title: {nb: Hage, nn: Hage, en: Garden}
about: {nb: Om hagen., nn: Om hagen., en: About the garden.}
offer_when: {health.affects_work: YES}
sections:
  - id: garden
    title: {nb: Hage, nn: Hage, en: Garden}
    questions:
      - id: has
        ask: {nb: Har du hage?, nn: Har du hage?, en: A garden?}
        why: {nb: Vi har en gruppe., nn: Vi har ei gruppe., en: We have a group.}
        type: yes_no
"""


def test_a_pack_whose_file_is_gone_goes_along_as_it_was_asked(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    path = desk.settings.office / "questionnaires" / "garden.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PACK, encoding="utf-8")
    meeting = answered(desk)
    meeting.switch("garden", on=True)
    meeting.say("garden.has", "participant", "YES")
    path.unlink()
    office_core(desk, changed())
    move = desk.move(meeting)
    assert move is not None
    assert move.kept == ("garden",)
    desk.make_move(meeting, move)
    assert meeting.questionnaire.version == "1.1"
    assert [spoken.answer.value for spoken in meeting.asking("garden.has").said] == ["YES"]
    again = desk.open(meeting.case)
    assert again.whole_review() == meeting.whole_review()
    desk.close()


ONE_QUESTION = """\
id: mine
version: "1.0"
title: {nb: Vårt}
offer_when: {start.hope: {answered: yes}}
sections:
  - id: own
    title: {nb: Eget}
    questions:
      - {id: well, ask: {nb: Går det bra?}, why: {nb: Derfor.}, type: yes_no}
"""


def test_a_move_to_another_version_of_a_pack_names_the_packs_version(tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    folder = desk.settings.office / "questionnaires"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.yaml").write_text(ONE_QUESTION, encoding="utf-8")
    meeting = desk.new("full", "nb")
    meeting.switch("mine", on=True)
    (folder / "mine.yaml").write_text(ONE_QUESTION.replace('"1.0"', '"1.1"').replace("bra?", "fint?"), encoding="utf-8")
    meeting.close()
    again = desk.open(meeting.case)
    move = desk.move(again)
    assert move is not None
    told = whole_move(move, again.questionnaire, "nb", alone=True)
    assert told[:2] == [
        "«Vårt»: før versjon 1.0, nå versjon 1.1.",
        "Spørsmålene er endret. Dette skjer hvis dere går over:",
    ]
    desk.close()
