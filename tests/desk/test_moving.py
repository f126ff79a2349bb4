"""A case begun on the shipped core goes over to an office's changed copy: nothing is lost, and its papers are right."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mapper.desk.desk import Desk, QuestionnaireUnsound
from mapper.desk.moving import Move, OtherQuestions
from mapper.desk.moving_told import office_move, whole_move
from mapper.documents.model import Wanted
from mapper.fault import Fault
from mapper.meeting.meeting import Meeting
from mapper.plan.model import COPY
from mapper.questionnaire.library import shipped_folder
from mapper.vault.paths import vault_file
from tests.interview.talk import TALK
from tests.table import small
from tests.tui.shell.desk import desk_in

CORE = (shipped_folder() / "core.yaml").read_text(encoding="utf-8")
CHANGES = """
changes:
  - {from: "1.0", question: health.other_obstacle, renamed: health.obstacle}
  - {from: "1.0", question: education.learn, options: [TRADE, SCHOOL], merged: SCHOOLING}
  - {from: "1.0", question: health.hours, retired: yes}
  - {from: "1.0", question: work.tried, column: helped, renamed: did_help}
  - {from: "1.0", question: start.reach, option: CALL, split: [DAYTIME, EVENING]}
  - {from: "1.0", question: everyday.day, split: [everyday.morning, everyday.evening]}
  - {from: "1.0", question: everyday.travel, retyped: yes}
"""


def office_core(desk: Desk, text: str) -> None:
    """Let the office have a core of its own."""
    folder = desk.settings.office / "questionnaires"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "core.yaml").write_text(text, encoding="utf-8")


def changed() -> str:
    """Give the core as an office changed it in seven ways; `CHANGES` says which."""
    text = CORE.replace('version: "1.0"', 'version: "1.1"', 1)
    for was, now in (
        ("id: other_obstacle", "id: obstacle"),
        ("nb: Er det noe annet som gjør det vanskelig?", "nb: Er det noe mer som står i veien?"),
        ("{code: SCHOOL, text: {nb: Ta videregående skole", "{code: SCHOOLING, text: {nb: Ta skole"),
        ("has: [TRADE, SCHOOL]", "has: [SCHOOLING]"),
        ("id: helped\n", "id: did_help\n"),
        ("any_row: {helped:", "any_row: {did_help:"),
        ('text: {nb: "Hjalp det?"', 'text: {nb: "Hjalp det deg?"'),
    ):
        assert was in text, was
        text = text.replace(was, now)
    text = without_line(text, "{code: TRADE, ")
    text = without_line(
        text,
        "{code: CALL, ",
        "{code: DAYTIME, text: {nb: Ring på dagen, nn: Ring om dagen, en: Call by day}}",
        "{code: EVENING, text: {nb: Ring om kvelden, nn: Ring om kvelden, en: Call at night}}",
    )
    text = with_question(text, "hours", "")
    day = question(text, "day")
    evening = (
        day.replace("vanlig dag", "vanlig kveld")
        .replace("vanleg dag", "vanleg kveld")
        .replace("ordinary day", "evening")
    )
    text = with_question(
        text, "day", day.replace("id: day", "id: morning", 1) + evening.replace("id: day", "id: evening", 1)
    )
    travel = question(text, "travel")
    return (
        with_question(text, "travel", travel[: travel.index("        type: one")] + "        type: text\n\n") + CHANGES
    )


def without_line(text: str, start: str, *instead: str) -> str:
    """Give a file without the option that begins so, or with others in its place."""
    [line] = [line for line in text.split("\n") if line.strip().startswith(f"- {start}")]
    indent = line[: line.index("-")]
    return text.replace(f"{line}\n", "".join(f"{indent}- {each}\n" for each in instead))


def question(text: str, name: str) -> str:
    """Give the lines of one question of a file."""
    start = text.index(f"      - id: {name}\n")
    ends = (end for mark in ("      - id: ", "  - id: ") if (end := text.find(f"\n{mark}", start + 1)) > 0)
    return text[start : min(ends) + 1]


def with_question(text: str, name: str, instead: str) -> str:
    """Give a file with other lines in the place of a question."""
    return text.replace(question(text, name), instead)


def answered(desk: Desk) -> Meeting:
    """Begin a talk on what the office asks, with answers of every sort."""
    meeting = desk.new("full", "nb")
    meeting.set_alone(True)
    meeting.say("start.reach", "participant", ["CALL", "LETTER"])
    meeting.say("work.tried", "participant", [{"what": "Kurs", "helped": "NO"}, {"what": "Praksis", "helped": "YES"}])
    meeting.say("work.tried", "caseworker", [{"what": "Lønnstilskudd", "helped": "PARTLY"}])
    meeting.view("work.tried", "no", "Det var ikke lønn")
    meeting.say("health.affects_work", "participant", "YES")
    meeting.say("health.other_obstacle", "participant", "YES", comment="Bussen går ikke")
    meeting.say("health.other_obstacle", "caseworker", "NO")
    meeting.view("health.other_obstacle", "partly")
    meeting.say("health.hours", "participant", "12")
    meeting.hold_back("health.hours", False)
    meeting.say("education.learn", "participant", ["SCHOOL", "TRADE"])
    meeting.pass_over("money.worry", "participant", "declined")
    meeting.pass_over("everyday.day", "participant", "declined")
    meeting.say("everyday.travel", "participant", "HARD", write_in={"HARD": "Bare buss om morgenen"})
    return meeting


def moving(desk: Desk, meeting: Meeting) -> Move:
    """Say what going over to the office's questions of today would do."""
    move = desk.move(meeting)
    assert move is not None
    return move


def saved(desk: Desk, meeting: Meeting, document: str) -> Path:
    (path,) = desk.save(meeting, Wanted(document, "nb"), ("md",)).paths
    return path


def paper(desk: Desk, meeting: Meeting, document: str) -> str:
    return saved(desk, meeting, document).read_text(encoding="utf-8")


def told_answers(meeting: Meeting) -> set[tuple[str, str, str]]:
    """Give everything that is shown as said, as it was written: by whom, and what."""
    written = meeting.record.as_written
    return {
        (spoken.event, spoken.voice, repr(written(spoken.event).answer))
        for line in meeting.whole_review()
        for spoken in line.said
    }


def test_a_case_begun_on_the_core_goes_over_to_a_changed_one_with_nothing_lost_and_both_papers_right(
    tmp_path: Path,
) -> None:
    desk = desk_in(tmp_path)
    office_core(desk, CORE)
    meeting = answered(desk)
    assert not desk.newer(meeting)
    said = told_answers(meeting)
    old = {document: saved(desk, meeting, document) for document in ("summary", "basis")}
    before = {document: path.read_bytes() for document, path in old.items()}
    assert "Er det noe annet som gjør det vanskelig?" in before["summary"].decode()
    meeting.close()

    office_core(desk, changed())
    again = desk.open(meeting.case)
    assert again.questionnaire.version == "1.0"
    assert desk.newer(again)
    told = whole_move(moving(desk, again), again.questionnaire, "nb", alone=True)
    goes, again_asked, gone = (
        told.index("Følger med"),
        told.index("Bør spørres på nytt – svaret fra før vises ved siden av"),
        told.index("Spørres det ikke om lenger – svaret er tatt vare på og kan leses"),
    )
    assert told[goes + 1 : again_asked] == [
        "2 svar står som de er.",
        "– Hva har du prøvd, og hva hjalp? (kolonnene lyder annerledes)",
        "– Er det noe du har lyst til å lære? (svarvalgene lyder annerledes)",
        "– Er det noe annet som gjør det vanskelig? → Er det noe mer som står i veien?",
    ]
    assert told[again_asked + 1 : gone] == [
        "– Hvordan kan vi nå deg på en trygg måte? (svaret passer ikke lenger)",
        "– Hvordan er en vanlig dag for deg? (delt i flere spørsmål) → Hvordan er en vanlig kveld for deg?",
        "– Hvordan kommer du deg rundt? (spørsmålet betyr noe annet nå)",
    ]
    assert told[gone + 1] == "– Hvor mange timer i uka kan passe å begynne med?"
    assert "– «Hvordan kan vi nå deg på en trygg måte?» har et nytt svarvalg: «Ring om kvelden»" in told
    assert not [line for line in told if "start." in line or "health." in line]
    by_id = office_move(moving(desk, again), again.questionnaire, "nb")
    assert "- work.tried: kolonnen helped heter nå did_help. Svarene følger med." in by_id
    desk.make_move(again, moving(desk, again))
    desk.close()

    desk = desk_in(tmp_path)
    moved = desk.open(meeting.case)
    assert moved.questionnaire.version == "1.1"
    assert not desk.newer(moved)
    assert told_answers(moved) == said
    assert {document: path.read_bytes() for document, path in old.items()} == before
    for document in ("summary", "basis"):
        text = paper(desk, moved, document).replace("\u00a0", " ")
        now, _, then = text.partition("Svart før spørsmålene ble endret")
        assert "Er det noe mer som står i veien?" in now
        assert "Spurt slik den gangen: Er det noe annet som gjør det vanskelig?" in now
        assert "Bussen går ikke" in now
        assert "Ordene den gangen: Ta videregående skole; Ta fagbrev" in now
        assert "Hjalp det deg?" in now
        assert "| Lønnstilskudd | Litt |" in now
        assert "Det var ikke lønn" in now
        assert "**Hvor mange timer i uka kan passe å begynne med?**\n" in then
        assert "12 timer i uka" in then
        assert "**Hvordan kommer du deg rundt?** *(spørres på nytt)*" in then
        assert "Det er vanskelig: Bare buss om morgenen" in then
    assert "Samtalen gikk over fra versjon 1.0 til versjon 1.1 av spørsmålene" in paper(desk, moved, "basis")
    back = desk.move_back(moved)
    assert back is not None
    desk.make_move(moved, back)
    assert told_answers(moved) == said
    assert without_days(paper(desk, moved, "summary")) == without_days(before["summary"].decode())
    desk.close()


def without_days(text: str) -> str:
    """Give a paper without what it tells of papers before it."""
    return "\n".join(line for line in text.split("\n") if "Papir lagret" not in line)


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


@pytest.mark.parametrize("said_after", [False, True])
def test_a_case_that_is_harmed_reads_as_far_as_it_verifies_and_goes_nowhere(tmp_path: Path, said_after: bool) -> None:
    desk = desk_in(tmp_path)
    meeting = answered(desk)
    before = meeting.whole_review()
    office_core(desk, changed())
    desk.make_move(meeting, moving(desk, meeting))
    after = meeting.whole_review()
    if said_after:
        meeting.say("start.hope", "participant", "Kokk")
    desk.close()
    with closing(sqlite3.connect(vault_file(desk.settings.data))) as file, file:
        file.execute("UPDATE events SET sealed = zeroblob(length(sealed)) WHERE seq = ?", (meeting.seq,))
    desk = desk_in(tmp_path)
    again = desk.open(meeting.case)
    assert again.read_only is not None
    assert again.questionnaire.version == ("1.1" if said_after else "1.0")
    assert again.whole_review() == (after if said_after else before)
    assert not desk.newer(again)
    move = desk.move_back(again) if said_after else moving(desk, again)
    assert move is not None
    with pytest.raises(Fault):
        desk.make_move(again, move)
    assert again.whole_review() == (after if said_after else before)
    desk.close()
