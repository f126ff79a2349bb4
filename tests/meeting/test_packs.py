"""More questions come into a conversation and out of it, are offered quietly, and lose nothing that was said."""

from __future__ import annotations

from itertools import permutations

import pytest

from mapper.interview.model import Answer, NotUnderstood
from mapper.interview.pack_events import PackSwitched
from mapper.interview.record import Record
from mapper.meeting.header import Header
from mapper.meeting.ledger import Log
from mapper.meeting.meeting import Meeting
from mapper.questionnaire.compose import compose, to_json
from mapper.vault.memory import MemoryVault
from tests.interview.talk import TALK, standing, states
from tests.packs import BOOK, COURSE, PACKS, READING, begin, beside, pack
from tests.table import Through, counted, small, ticking


@pytest.fixture
def meeting() -> Meeting:
    return begin()


def on(meeting: Meeting) -> list[str]:
    return [each.id for each in meeting.packs() if each.on]


def offered(meeting: Meeting) -> list[str]:
    return [each.id for each in meeting.offers()]


# --- switching


def test_a_pack_brings_its_questions_after_the_others_and_nothing_else_moves(meeting: Meeting) -> None:
    meeting.say("work.wish", "participant", "Carpenter")
    before = [part.id for part in meeting.parts()]
    change = meeting.switch("course", on=True)
    assert change.shown == ("course.which", "course.safe", "course.mark", "course.level", "course.added")
    assert change.hidden == ()
    assert [part.id for part in meeting.parts()] == [*before, "course"]
    assert meeting.asking("work.wish").by("participant") is not None
    assert on(meeting) == ["course"]


def test_a_pack_is_listed_with_what_it_is_for_and_how_long_it_takes(meeting: Meeting) -> None:
    (book, course) = meeting.packs()
    assert course.about is not None
    assert (course.id, course.about.to("en"), course.on) == ("course", "When you think of a course.", False)
    assert (course.questions, course.minutes, course.parts) == (3, 2, ("course",))
    assert (book.questions, book.minutes, book.about) == (1, 1, None)


def test_its_rules_suggest_and_its_needs_are_seen_while_it_is_on(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    assert meeting.say("course.which", "participant", "Welding").suggested == ("sign-up",)
    change = meeting.switch("course", on=False)
    assert change.withdrawn == ("sign-up",)
    assert set(change.hidden) >= {"course.which", "course.when"}
    assert meeting.plan().open_rules == ()


def test_off_keeps_every_answer_and_on_brings_them_back(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    meeting.say("course.which", "participant", "Welding")
    meeting.say("course.mark", "participant", "URGENT")
    meeting.decide("sign-up", "try")
    meeting.switch("course", on=False)
    assert {ref: how for ref, how in standing(meeting).items() if ref.startswith("course")} == {
        "course.which": "unused",
        "course.mark": "unused",
    }
    assert [row.title.to("en") for row in meeting.picture().rows] == ["Work", "Home"]
    assert [(step.id, step.stale) for step in meeting.plan().will_try] == [("sign-up", True)]
    assert "course" not in states(meeting)
    meeting.switch("course", on=True)
    assert standing(meeting)["course.which"] == "answered"
    assert [(step.id, step.stale) for step in meeting.plan().will_try] == [("sign-up", False)]


def test_what_is_asked_alone_waits_in_the_minute_for_two(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    assert not any("course.safe" in part.refs for part in meeting.parts())
    meeting.set_alone(True)
    (alone,) = (part for part in meeting.parts() if part.kind == "alone")
    assert "course.safe" in alone.refs
    meeting.switch("course", on=False)
    (alone,) = (part for part in meeting.parts() if part.kind == "alone")
    assert "course.safe" not in alone.refs


def test_a_question_that_opens_in_a_finished_part_reopens_it_and_says_so(meeting: Meeting) -> None:
    meeting.pass_part("private")
    meeting.set_alone(True)
    assert meeting.switch("course", on=True).reopened == ("private",)


def test_the_short_conversation_asks_a_pack_whole_unless_the_pack_says_what_is_short() -> None:
    meeting = begin("short")
    meeting.switch("course", on=True)
    (part,) = (part for part in meeting.parts() if part.id == "course")
    assert part.refs == ("course.which",)
    chosen = COURSE.replace("type: text}", "type: text, profile: short}")
    meeting = begin("short", (pack(chosen),))
    meeting.switch("course", on=True)
    meeting.say("course.which", "participant", "Welding")
    (part,) = (part for part in meeting.parts() if part.id == "course")
    assert part.refs == ("course.which",)


def test_a_pack_on_again_reads_as_it_did(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    meeting.switch("course", on=False)
    meeting.library = lambda: (pack(COURSE.replace("Which course?", "Another question?")),)
    meeting.switch("course", on=True)
    assert meeting.text("course.which").ask.to("en") == "Which course?"


def test_a_pack_whose_file_is_gone_stays_in_its_conversation(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    meeting.library = tuple
    assert on(meeting) == ["course"]
    meeting.switch("course", on=False)
    meeting.switch("course", on=True)
    assert on(meeting) == ["course"]


@pytest.mark.parametrize("name", ["", "nothing", "book"])
def test_a_pack_that_nobody_knows_or_that_does_not_fit_is_refused(name: str) -> None:
    meeting = begin(packs=(pack(COURSE), pack(BOOK)))
    assert [each.id for each in meeting.packs()] == ["course"]
    with pytest.raises(NotUnderstood, match="no_such_pack"):
        meeting.switch(name, on=True)


def test_a_pack_with_an_id_that_stands_already_does_not_fit() -> None:
    assert begin(packs=(pack(READING.replace("  - id: book", "  - id: home")),)).packs() == ()


# --- undo


def test_undo_takes_a_switch_back_and_redo_brings_it_again(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    meeting.undo()
    assert (on(meeting), states(meeting).get("course")) == ([], None)
    meeting.redo()
    assert on(meeting) == ["course"]
    meeting.switch("course", on=False)
    meeting.undo()
    assert on(meeting) == ["course"]


def test_what_the_log_says_is_what_a_new_start_reads(meeting: Meeting) -> None:
    meeting.switch("book", on=True)
    meeting.switch("course", on=True)
    meeting.say("course.which", "participant", "Welding")
    meeting.switch("book", on=False)
    again = beside(meeting)
    assert again._asks_anew() is False
    assert again.review() == meeting.review()
    assert again.parts() == meeting.parts()


# --- offers


def test_a_pack_is_offered_when_what_was_said_asks_for_it(meeting: Meeting) -> None:
    assert offered(meeting) == []
    meeting.say("home.status", "participant", "YES")
    assert offered(meeting) == ["course"]
    meeting.switch("course", on=True)
    assert offered(meeting) == []


def test_a_change_names_what_became_worth_offering_once(meeting: Meeting) -> None:
    assert meeting.say("home.status", "participant", "YES").offered == ("course",)
    assert meeting.say("home.change", "participant", "More light").offered == ()
    assert meeting.say("work.wish", "participant", "Carpenter").offered == ("book",)


def test_not_now_stays_not_now_until_the_answer_changes(meeting: Meeting) -> None:
    meeting.say("home.status", "participant", "YES")
    meeting.switch("course", on=False)
    assert (offered(meeting), on(meeting)) == ([], [])
    meeting.say("work.wish", "participant", "Carpenter")
    meeting.say("home.status", "participant", "YES", by="interpreter")
    assert "course" not in offered(meeting)
    meeting.say("home.status", "participant", "NO")
    assert "course" not in offered(meeting)
    meeting.say("home.status", "participant", "YES")
    assert "course" in offered(meeting)


def test_not_now_can_be_taken_back(meeting: Meeting) -> None:
    meeting.say("home.status", "participant", "YES")
    meeting.switch("course", on=False)
    meeting.undo()
    assert offered(meeting) == ["course"]


def test_a_pack_that_was_taken_out_is_not_offered_again_at_once(meeting: Meeting) -> None:
    meeting.say("home.status", "participant", "YES")
    meeting.switch("course", on=True)
    meeting.switch("course", on=False)
    assert offered(meeting) == []


def test_saying_the_same_again_writes_nothing(meeting: Meeting) -> None:
    meeting.switch("course", on=False)
    meeting.switch("course", on=True)
    meeting.switch("course", on=True)
    assert [event.kind for event in meeting.record.events] == ["meeting_opened", "pack_switched"]


# --- two windows


@pytest.mark.parametrize("order", list(permutations(("course", "book"))))
def test_two_windows_that_each_take_one_in_have_both(meeting: Meeting, order: tuple[str, str]) -> None:
    other = beside(meeting)
    meeting.switch(order[0], on=True)
    change = other.refresh()
    assert "course.which" in change.shown or "book.which" in change.shown
    other.switch(order[1], on=True)
    meeting.refresh()
    assert on(meeting) == on(other) == ["book", "course"]
    assert [file.id for file in other.questionnaire.packs] == list(order)


class Crowded(Through):
    """A log in which another window takes a pack in at the very moment of saving."""

    def __init__(self, log: Log, other: Meeting) -> None:
        super().__init__(log)
        self._other: Meeting | None = other

    def append(self, case: str, payloads: list[bytes], header: bytes) -> range:
        if self._other is not None:
            other, self._other = self._other, None
            other.switch("book", on=True)
        return super().append(case, payloads, header)


def test_two_windows_that_switch_in_the_same_moment_have_both(meeting: Meeting) -> None:
    meeting._log = Crowded(meeting._log, beside(meeting))
    meeting.switch("course", on=True)
    assert on(meeting) == ["book", "course"]
    again = beside(meeting, "again")
    again._asks_anew()
    assert on(again) == ["book", "course"]
    meeting.undo()
    assert on(meeting) == ["book"]


class Full(Through):
    """A log whose disk is full."""

    def append(self, case: str, payloads: list[bytes], header: bytes) -> range:
        raise OSError("full")


def test_a_switch_that_could_not_be_saved_was_not_made(meeting: Meeting) -> None:
    before = (meeting.parts(), meeting.review(), meeting.questionnaire)
    log = meeting._log
    meeting._log = Full(log)
    with pytest.raises(OSError, match="full"):
        meeting.switch("course", on=True)
    assert (meeting.parts(), meeting.review(), meeting.questionnaire) == before
    meeting._log = log
    meeting.switch("course", on=True)
    assert on(meeting) == ["course"]


# --- what is stored


def test_a_pack_that_was_there_from_the_start_can_be_taken_out_and_in() -> None:
    log = MemoryVault()
    header = Header("Trial", language="en")
    log.create("case", header.encode())
    asked = compose((*small(TALK).files, PACKS[0]))
    meeting = Meeting("case", log, asked, Record(), header, clock=ticking(), ids=counted())
    meeting.open("full", "en", "", meeting.keep_asked(asked))
    assert on(meeting) == ["course"]
    meeting.switch("course", on=False)
    assert on(meeting) == []
    meeting.switch("course", on=True)
    assert to_json(meeting.questionnaire) == to_json(asked)


def test_each_switch_names_the_questionnaire_as_it_read_from_then_on(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    meeting.switch("course", on=False)
    names = [event.snapshot for event in meeting.record.events if isinstance(event, PackSwitched)]
    assert set(names) <= set(meeting.snapshots())
    assert [meeting._as_stored(name).off for name in names] == [frozenset(), frozenset({"course"})]


def test_what_was_deleted_for_good_does_not_come_back_with_its_pack(meeting: Meeting) -> None:
    meeting.switch("course", on=True)
    meeting.say("course.which", "participant", "Welding")
    meeting.switch("course", on=False)
    meeting.redact("course.which")
    meeting.switch("course", on=True)
    assert meeting.record.answer("course.which", "participant") is None
    meeting.say("course.which", "participant", "Weaving")
    assert meeting.record.answer("course.which", "participant") == Answer(value="Weaving")
