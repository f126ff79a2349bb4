"""A copy goes out and comes in again: the record is equal, and a file that was made to harm is refused."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mapper.desk.desk import Desk
from mapper.desk.looked import looked_in
from mapper.documents.model import Wanted
from mapper.documents.own_copy.faults import CopyKnown
from mapper.documents.own_copy.file import SCHEMA_FILE, schema, schema_text
from mapper.documents.own_copy.reading import OFTENEST
from mapper.documents.own_copy.sense import makes_sense
from mapper.fault import Fault
from mapper.interview.events import Accessed, Blanked, Event, MeetingOpened
from mapper.interview.model import ASSESSMENT
from mapper.language.telling import tell
from mapper.meeting.meeting import Meeting
from mapper.office.model import OfficeNotReady
from mapper.plan.model import COPY
from mapper.questionnaire.compose import snapshot_of
from mapper.questionnaire.library import shipped_folder
from mapper.sitting import hold, read_script
from tests.benchmarks.forms import large
from tests.packs import COURSE, READING
from tests.tui.shell.desk import NOW, desk_in

WHOLE, LESS = Wanted(COPY, "nb"), Wanted(COPY, "nb", without_held_back=True)
PUBLISHED = Path(__file__).parents[2] / "docs" / SCHEMA_FILE


def talked(folder: Path) -> tuple[Desk, Meeting]:
    """A conversation of two days in which nearly everything happened that can happen."""
    folder.mkdir(exist_ok=True)
    before = desk_in(folder, clock=lambda: NOW - timedelta(days=8))
    meeting = before.new("full", "nb")
    hold(meeting, read_script(shipped_folder() / "practice" / "nb.yaml"))
    meeting.name("Kari i mars", "Kari Prøve")
    meeting.undo()
    meeting.redo()
    meeting.redact("work.wish", "participant", "Vera")
    meeting.close()
    before.close()
    desk = desk_in(folder)
    meeting = desk.open(meeting.case)
    meeting.set_alone(True)
    meeting.pass_over("health.affects_work", "participant", "declined")
    meeting.assess("Kari vet hva hun vil. Hun trenger ro rundt økonomien.")
    meeting.view(ASSESSMENT, "partly", "Jeg vil ha jobb med en gang.")
    give_consent(meeting)
    meeting.read_together("participant")
    desk.save(meeting, Wanted("summary", "nb"), ("md",))
    meeting.set_next_meeting({"start": "9.4.2026", "klokkeslett": "10.30"})
    meeting.add_activity({"title": "Ringe den forrige sjefen", "due": "1.4.2026"}, "participant")
    return desk, meeting


def give_consent(meeting: Meeting) -> None:
    """A yes to the first topic, and another that is taken back."""
    for name in ("Eksempel AS", "Ola Eksempel"):
        passages = [topic.passage for topic in meeting.shareable("nb")[:1]]
        meeting.consent(meeting.recipient("", name, "nb"), passages, why="Så de kan hjelpe meg.", language="nb")
    meeting.withdraw(meeting.whole_consents()[0].id)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, tuple[Event, ...]]:
    """The whole copy, the one without what is held back, and the events that they are of."""
    folder = tmp_path_factory.mktemp("office")
    desk, meeting = talked(folder)
    whole, less = folder / "whole.json", folder / "less.json"
    events = tuple(meeting.record.events)
    whole.write_bytes(desk.own_copy(meeting, WHOLE))
    less.write_bytes(desk.own_copy(meeting, LESS))
    desk.close()
    return whole, less, events


def data_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def test_the_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "run docs/make_own_copy_schema.py"


def test_a_copy_is_as_the_schema_says(copies: tuple[Path, Path, tuple[Event, ...]]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for path in copies[:2]:
        jsonschema.validate(data_of(path), schema())
    kinds = {event["kind"] for event in data_of(copies[0])["events"]}
    assert len(kinds) > 12
    broken = data_of(copies[0])
    broken["events"][3]["nonsense"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())


def test_what_comes_in_is_what_went_out(copies: tuple[Path, Path, tuple[Event, ...]], tmp_path: Path) -> None:
    whole, _, events = copies
    desk = desk_in(tmp_path, clock=lambda: NOW + timedelta(days=1))
    brought = desk.import_copy(whole)
    stored = desk.keeper.vault.events(brought.case)
    record, _ = desk._stored(desk.keeper.vault, brought.case)
    *came, said_so = record.events
    assert tuple(came) == events
    assert isinstance(said_so, Accessed)
    assert (said_so.what, said_so.seq, said_so.base) == ("imported", len(events) + 1, len(events))
    assert len(stored) == len(events) + 1
    assert desk.keeper.vault.verify(brought.case).fault is None
    (line,) = desk.cases()
    assert (line.label, line.name, line.case) == ("Kari i mars", "Kari Prøve", brought.case)
    assert (brought.label, brought.meetings) == ("Kari i mars", 2)
    assert brought.answered == line.answered > 10
    assert looked_in(desk.keeper.vault, brought.case)[-1].what == "imported"
    opened = desk.open(brought.case)
    assert len(opened.sittings()) == 3
    assert opened.whole_review()
    again = desk.own_copy(opened, WHOLE)
    assert json.loads(again)["events"][: len(events)] == data_of(whole)["events"]
    desk.close()


def test_a_copy_without_what_is_held_back_holds_no_word_of_it(copies: tuple[Path, Path, tuple[Event, ...]]) -> None:
    whole, less, events = copies
    said = [event for event in data_of(whole)["events"] if event["kind"] == "said"]
    held = [each["question"] for each in said if each["question"] not in str(data_of(less)["events"])]
    assert held
    assert data_of(less)["whole"] is False
    assert len(data_of(less)["events"]) == len(events)
    assert not [each for each in data_of(less)["events"] if each["kind"] == "alone_set"]


def test_a_copy_with_gaps_comes_in_too(copies: tuple[Path, Path, tuple[Event, ...]], tmp_path: Path) -> None:
    _, less, events = copies
    desk = desk_in(tmp_path)
    meeting = desk.open(desk.import_copy(less).case)
    gaps = sum(isinstance(event, Blanked) for event in meeting.record.events)
    assert gaps > sum(isinstance(event, Blanked) for event in events)
    assert desk.preview(meeting, Wanted("summary", "nb")).paper.title
    desk.close()


def test_a_conversation_that_is_here_is_told_and_taken_in_again_only_when_asked(tmp_path: Path) -> None:
    desk, meeting = talked(tmp_path)
    file = tmp_path / "copy.json"
    file.write_bytes(desk.own_copy(meeting, WHOLE))
    with pytest.raises(CopyKnown) as known:
        desk.import_copy(file)
    assert known.value.facts["label"] == "Kari i mars"
    assert len(desk.cases()) == 1
    events = tuple(meeting.record.events)
    assert desk.import_copy(file, again=True).case != meeting.case
    assert len(desk.cases()) == 2
    assert tuple(desk.open(meeting.case).record.events)[: len(events)] == events
    desk.close()


def test_only_an_office_that_is_ready_takes_one_in(
    copies: tuple[Path, Path, tuple[Event, ...]], tmp_path: Path
) -> None:
    desk = desk_in(tmp_path, office=False)
    with pytest.raises(OfficeNotReady):
        desk.import_copy(copies[0])
    assert desk.cases() == ()
    desk.close()


# --- files that were made to harm


def event_of(data: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in data["events"] if each["kind"] == kind)
    return found


def changed(of: str, /, **facts: object) -> Callable[[dict[str, Any]], object]:
    return lambda data: event_of(data, of).update(facts)


def renamed_snapshot(data: dict[str, Any]) -> None:
    """The questionnaire with another question, under the name of the one that was asked."""
    (snapshot,) = data["questionnaires"].values()
    snapshot["files"][0]["title"] = {"nb": "Noe annet"}


def steering_snapshot(data: dict[str, Any]) -> None:
    """A questionnaire whose title steers a terminal, under its right name."""
    ((old, snapshot),) = data["questionnaires"].items()
    snapshot["files"][0]["title"] = {"nb": "Spørsmål\x1b]0;x\x07 og \u202emer"}
    written = json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))
    name = hashlib.sha256(written.encode()).hexdigest()
    data.update(json.loads(json.dumps(data).replace(old, name)))


def snapshot_of_nothing(data: dict[str, Any]) -> None:
    nothing = {"v": 1, "files": [], "lists": {}}
    name = hashlib.sha256(json.dumps(nothing, separators=(",", ":")).encode()).hexdigest()
    data["questionnaires"] = {name: nothing}


DAMAGED = "carry_copy_damaged"
WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another format": (lambda data: data.update(format="fhir"), "carry_copy_foreign"),
    "a later version": (lambda data: data.update(version=2), "carry_copy_newer"),
    "version true": (lambda data: data.update(version=True), "carry_copy_newer"),
    "a field too many": (lambda data: data.update(extra=1), DAMAGED),
    "a field too few": (lambda data: data.pop("made"), DAMAGED),
    "no events": (lambda data: data.update(events=[]), DAMAGED),
    "no meeting": (lambda data: data["events"].pop(0), DAMAGED),
    "an unknown kind": (changed("said", kind="\x1b[2Jexec"), "carry_copy_unknown_kind"),
    "an event that is a number": (lambda data: data["events"].append(7), DAMAGED),
    "an id twice": (lambda data: data["events"].append(data["events"][-1]), DAMAGED),
    "a base from the future": (changed("said", base=10**9), DAMAGED),
    "a number of its own": (changed("said", seq=3), DAMAGED),
    "a time without a zone": (changed("said", at="2026-03-01T10:00:00"), DAMAGED),
    "a meeting that never was": (changed("said", meeting="elsewhere"), DAMAGED),
    "a question that was not asked": (changed("said", question="no.such"), DAMAGED),
    "an answer of another type": (
        changed("said", answer={"state": "value", "list": [1, {"a": 2}]}),
        "carry_copy_damaged",
    ),
    "an answer of no type": (changed("said", answer={"state": "value", "text": {"a": 1}}), DAMAGED),
    "a text without an end": (changed("assessed", words="x" * 30_000), DAMAGED),
    "a step of an unknown kind": (
        changed("activity_added", fields={"title": "x", "kind": "EVIL"}),
        "carry_copy_damaged",
    ),
    "a file elsewhere": (changed("printed", files=["../../etc/passwd"]), DAMAGED),
    "a paper that is a path": (changed("printed", document="../x"), DAMAGED),
    "a deletion of what stands": (changed("redacted", events=[1, 2, 3]), DAMAGED),
    "a language that is a path": (changed("meeting_opened", language="../../x"), DAMAGED),
    "a yes that nobody gave": (changed("consent_withdrawn", consent="nobody"), DAMAGED),
    "no questionnaire": (lambda data: data.update(questionnaires={}), DAMAGED),
    "another questionnaire": (renamed_snapshot, "carry_copy_questions"),
    "a questionnaire that steers": (steering_snapshot, "carry_copy_questions"),
    "an empty questionnaire": (snapshot_of_nothing, "carry_copy_questions"),
}
RAW = {
    "nothing": (b"", "carry_copy_no_data"),
    "no JSON": (b"{", "carry_copy_no_data"),
    "no UTF-8": (b"\xff\xfe{}", "carry_copy_no_data"),
    "not a number": (b'{"format": NaN}', "carry_copy_no_data"),
    "endless": (b'{"format": 1e999}', "carry_copy_no_data"),
    "a number without end": (b'{"format": ' + b"9" * 5000 + b"}", "carry_copy_no_data"),
    "a name twice": (b'{"format": "mapper-own-copy", "format": "mapper-own-copy"}', "carry_copy_no_data"),
    "very deep": (b"[" * 100_000 + b"]" * 100_000, "carry_copy_no_data"),
    "a list": (b"[]", "carry_copy_foreign"),
    "huge": (b" " * 20_000_001, "carry_copy_too_big"),
}


def refused(desk: Desk, file: Path) -> Fault:
    with pytest.raises(Fault) as raised:
        desk.import_copy(file)
    for language in ("nb", "nn", "en"):
        told = tell(raised.value.code, raised.value.facts, language)
        assert "\x1b" not in told.says
        assert told.do
    return raised.value


def test_files_that_were_made_to_harm_are_refused_and_leave_nothing(
    copies: tuple[Path, Path, tuple[Event, ...]], tmp_path: Path
) -> None:
    desk = desk_in(tmp_path)
    file = tmp_path / "copy.json"
    for name, (change, code) in WRONG.items():
        data = data_of(copies[0])
        change(data)
        file.write_text(json.dumps(data), encoding="utf-8")
        assert refused(desk, file).code == code, name
    for name, (content, code) in RAW.items():
        file.write_bytes(content)
        assert refused(desk, file).code == code, name
    assert refused(desk, tmp_path / "gone.json").code == "carry_copy_missing"
    assert refused(desk, tmp_path).code == "carry_copy_missing"
    assert desk.cases() == ()
    assert desk.keeper.vault.cases() == []
    desk.close()


def test_a_copy_that_goes_from_questionnaire_to_questionnaire_without_end_is_refused(
    copies: tuple[Path, Path, tuple[Event, ...]], tmp_path: Path
) -> None:
    data = data_of(copies[0])
    ((name, _),) = data["questionnaires"].items()
    opened = event_of(data, "meeting_opened")
    where = {key: opened[key] for key in ("meeting", "at")} | {"snapshot": name, "before": name, "then": name}
    moves = [{"kind": "moved_version", "id": f"move-{n}", "base": 0, **where} for n in range(OFTENEST - 1)]
    file = tmp_path / "copy.json"
    desk = desk_in(tmp_path)
    for more, code in ((moves, ""), ([*moves, moves[0] | {"id": "one too many"}], "carry_copy_too_often")):
        file.write_text(json.dumps(data | {"events": [*data["events"], *more]}), encoding="utf-8")
        if code:
            assert refused(desk, file).code == code
        else:
            assert desk.import_copy(file).meetings == 2
    desk.close()


def test_whether_a_log_makes_sense_is_looked_at_in_a_time_that_its_questions_do_not_multiply() -> None:
    times = []
    for size in (20, 4000):
        name, _ = snapshot_of(large(size))
        log = [
            MeetingOpened(
                id=f"e{seq}",
                base=seq - 1,
                meeting=f"m{seq}",
                at=NOW,
                seq=seq,
                language="nb",
                profile="full",
                snapshot=name,
            )
            for seq in range(1, 2001)
        ]
        started = time.process_time()
        assert makes_sense(log, {name: large(size)}) is None
        times.append(time.process_time() - started)
    assert times[1] < 5 * times[0] + 0.05


def test_a_kind_of_paper_that_this_version_does_not_know_is_told_by_its_id(
    copies: tuple[Path, Path, tuple[Event, ...]], tmp_path: Path
) -> None:
    data = data_of(copies[0])
    event_of(data, "printed")["document"] = "from_a_later_version"
    file = tmp_path / "copy.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    desk = desk_in(tmp_path)
    meeting = desk.open(desk.import_copy(file).case)
    for document in ("basis", COPY):
        assert "from_a_later_version" in repr(desk.preview(meeting, Wanted(document, "nb")).paper.blocks), document
    desk.close()


def test_control_characters_are_cleaned_at_the_gate(
    copies: tuple[Path, Path, tuple[Event, ...]], tmp_path: Path
) -> None:
    data = data_of(copies[0])
    event_of(data, "assessed")["words"] = "Rolig\x1b]0;x\x07 og \u202eklar \ud800"
    data["label"] = "Kari\x1b[2J"
    file = tmp_path / "copy.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    desk = desk_in(tmp_path)
    record, _ = desk._stored(desk.keeper.vault, desk.import_copy(file).case)
    (assessed,) = (event.words for event in record.events if event.kind == "assessed")
    assert assessed == "Rolig]0;x og klar "
    desk.close()


def test_more_questions_come_along_on_and_off(tmp_path: Path) -> None:
    for name in ("there", "here"):
        (tmp_path / name).mkdir()
    there, here = (desk_in(tmp_path / name) for name in ("there", "here"))
    folder = there.settings.office / "questionnaires"
    folder.mkdir()
    for name, text in (("course", COURSE.replace("topic: HOME", "topic: WORK")), ("book", READING)):
        offered = text.replace("home.status: YES", "work.wish: {answered: yes}")
        (folder / f"{name}.yaml").write_text(offered, encoding="utf-8")
    meeting = there.new("full", "nb")
    meeting.switch("course", on=True)
    meeting.say("course.which", "participant", "Welding")
    meeting.switch("book", on=True)
    meeting.switch("course", on=False)
    copy = there.save_copy(meeting, WHOLE, folder=tmp_path / "copy").paths[0]
    brought = here.open(here.import_copy(copy.with_suffix(".json")).case)
    assert [(each.id, each.on) for each in brought.packs() if each.id in ("course", "book")] == [
        ("book", True),
        ("course", False),
    ]
    assert {line.question.ref: line.standing for line in brought.review()}["course.which"] == "unused"
    brought.switch("course", on=True)
    assert brought.asking("course.which").by("participant") is not None
