"""More questions to bring into the small talk of `tests.interview.talk`, and a table to do it at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mapper.interview.record import Record
from mapper.meeting.header import Header
from mapper.meeting.meeting import Meeting
from mapper.questionnaire.model import QuestionnaireFile
from mapper.questionnaire.read import read_string
from mapper.vault.memory import MemoryVault
from tests.interview.talk import TALK
from tests.table import START, counted, counted_from, small, ticking

COURSE = """
id: course
version: "1.0"
title: {en: About a course}
about: {en: When you think of a course.}
offer_when: {home.status: YES}
sections:
  - id: course
    title: {en: A course}
    topic: HOME
    questions:
      - {id: which, ask: {en: Which course?}, why: {en: To find it.}, type: text}
      - {id: safe, ask: {en: Is it safe there?}, why: {en: To help.}, type: yes_no, alone: yes, sensitivity: special}
      - {id: when, ask: {en: When?}, why: {en: To plan.}, type: date, when: {course.which: {answered: yes}}}
activities:
  - id: sign-up
    when: {course.which: {answered: yes}}
    suggest: {en: Sign up}
    because: {en: You know which.}
    responsible: participant
    within: 14 days
    target: social
"""
BOOK = """
id: book
version: "1.0"
title: {en: A book}
offer_when: {course.none: {answered: yes}}
sections:
  - id: book
    title: {en: A book}
    questions:
      - {id: which, ask: {en: Which book?}, why: {en: To find it.}, type: text}
"""
READING = BOOK.replace("course.none", "work.wish").replace("{en: A book}", "{en: Reading}")


def pack(text: str) -> QuestionnaireFile:
    """Read a pack written in a test."""
    reading = read_string(text)
    assert not reading.findings
    assert reading.form is not None
    return reading.form


PACKS = (pack(COURSE), pack(READING))


def begin(profile: str = "full", packs: Sequence[QuestionnaireFile] = PACKS, start: datetime = START) -> Meeting:
    """Sit down with the small talk, and packs to bring in."""
    log = MemoryVault()
    header = Header("Trial", language="en")
    log.create("case", header.encode())
    asked = small(TALK)
    meeting = Meeting(
        "case", log, asked, Record(), header, clock=ticking(start), ids=counted(), practice=True, packs=lambda: packs
    )
    meeting.open(profile, "en", "", meeting.keep_asked(asked))  # type: ignore[arg-type]
    return meeting


def beside(meeting: Meeting, prefix: str = "other") -> Meeting:
    """Open the same case in another window."""
    clock, ids = ticking(START), counted_from(prefix)
    return Meeting.load(
        meeting.case, meeting._log, meeting.questionnaire, meeting.header, clock=clock, ids=ids, packs=lambda: PACKS
    )
