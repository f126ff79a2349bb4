"""What was said in each round of a pack that is asked again: the log keeps all, and only the last round counts."""

from __future__ import annotations

from mapper.interview.events import Said
from mapper.interview.pack_events import RoundBegun
from mapper.interview.record import Record
from mapper.questionnaire.condition import Voice


def rounds(record: Record, pack: str) -> tuple[RoundBegun, ...]:
    """Give every round in which a pack is asked anew, oldest first; the first asking is none of them."""
    return tuple(reversed(tuple(record.standing(("round", pack), RoundBegun))))


def began(record: Record, pack: str) -> int:
    """Give the seq after which an answer belongs to the round that goes on now; 0 in the first asking."""
    latest = record.latest(("round", pack), RoundBegun)
    return latest.seq if latest else 0


def said_after(record: Record, seq: int, question: str, voice: Voice) -> Said | None:
    """Give what a voice said last to a question, if it said it after a seq."""
    said = record.said(question, voice)
    return said if said and said.seq > seq else None


def in_rounds(record: Record, pack: str, question: str) -> tuple[Said | None, ...]:
    """Give what was said last to a question in each round, oldest first; None where nobody said anything then.

    Of the voices that may answer it, the participant's word counts, or that of both.
    """
    starts = [each.seq for each in rounds(record, pack)]
    found: list[Said | None] = [None] * (len(starts) + 1)
    voices: tuple[Voice, ...] = ("together", "participant")
    for voice in voices:
        for said in record.standing_said(question, voice):
            found[sum(said.seq > seq for seq in starts)] = said
    return tuple(found)
