"""What a talk was kept as when its form was settled: every kind of event, and a questionnaire with a pack that is off.

The files are what people have: they are never written anew, and read the same for ever.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from mapper.interview.events import KINDS, decode, encode, read
from mapper.interview.move_events import VersionMoved
from mapper.interview.pack_events import RoundBegun
from mapper.interview.record import Record
from mapper.interview.rounds import in_rounds
from mapper.questionnaire.compose import from_json, to_json

GOLDEN = Path(__file__).with_name("golden")
LINES = (GOLDEN / "events.jsonl").read_text(encoding="utf-8").splitlines()
BLANK = LINES.index("")
OFF = (GOLDEN / "questionnaire-off.json").read_text(encoding="utf-8")
OFF_NAME = "6cb87520f0eae1ac1666f11afc406aa68ec7d91f041d9badd184dd4f805deecb"
EVENTS = [decode(line.encode(), seq) for seq, line in enumerate(LINES, 1)]
FIRST_MOVE = """{"v":1,"id":"m","base":7,"meeting":"d14-1","at":"2026-03-16T10:00:03Z","voice":null,"by":"self",
"kind":"moved_version","snapshot":"b","before":"a","then":"a","was":"1.0","now":"1.1","moves":[{"question":"job.load",
"to":"job.weight","why":"renamed","codes":{"LOW":""},"parked":true,"again":["job.weight"]}],"parts":{},
"suggestions":{},"back":"","rereads":true,"who":""}"""
"""A move as it was kept before columns were renamed, and before one voice could be parked by itself."""


def test_every_kind_of_event_is_among_them() -> None:
    assert {event.kind for event in EVENTS} - {"blanked"} == KINDS


@pytest.mark.parametrize("seq", [seq for seq, line in enumerate(LINES, 1) if line])
def test_an_event_reads_as_it_was_kept(seq: int) -> None:
    kept = json.loads(LINES[seq - 1])
    now = json.loads(encode(EVENTS[seq - 1]))
    assert {key: now[key] for key in kept} == kept


def test_a_round_that_was_begun_parts_what_was_said_before_it_from_what_was_said_since() -> None:
    (begun,) = (event for event in EVENTS if isinstance(event, RoundBegun))
    assert (begun.pack, begun.span, begun.seq, begun.base) == ("follow", "2 weeks", 34, 33)
    record = Record.of(EVENTS)
    said = in_rounds(record, "follow", "job.weight")
    assert [str(each.answer.value) for each in said if each] == ["5", "7"]
    assert record.answer("job.load", "participant") is None
    assert Record.of(EVENTS[: begun.seq]).answer("job.load", "participant") is not None


def test_a_deleted_answer_leaves_its_place() -> None:
    assert EVENTS[BLANK].kind == "blanked"


def test_a_move_that_was_kept_without_columns_parks_all_that_it_parked() -> None:
    move = read(json.loads(FIRST_MOVE), 8)
    assert isinstance(move, VersionMoved)
    (movement,) = move.moves
    assert (movement.columns, movement.aside, movement.parked) == ({}, (), True)


def test_a_questionnaire_with_a_pack_that_is_off_is_the_same_to_the_byte() -> None:
    assert hashlib.sha256(OFF.encode()).hexdigest() == OFF_NAME
    questionnaire = from_json(OFF)
    assert questionnaire.off == {"follow"}
    assert [file.id for file in questionnaire.packs] == []
    assert "job.load" in questionnaire.questions
    assert to_json(questionnaire) == OFF
