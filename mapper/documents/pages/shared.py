"""What all papers share: which answers may be on which, and what each of them says of the office and the meeting."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from mapper.documents.model import Area, Told
from mapper.documents.pages.answers import given
from mapper.documents.pages.model import Assessment, Common, ContactOnPaper, NextMeeting
from mapper.documents.telling import unended
from mapper.interview.model import ReviewLine
from mapper.language import form
from mapper.language.text import Text
from mapper.plan.activities import channel_words
from mapper.plan.dates import coming, read_clock
from mapper.plan.model import Activity
from mapper.questionnaire.model import Role

CARD: tuple[Role, ...] = ("present", "language", "interpreter", "explained")
"""The roles of questions about the meeting itself."""


def fields_of(page: object) -> dict[str, Any]:
    """Give the names of a page, to make a bigger page of it."""
    return {field.name: getattr(page, field.name) for field in fields(page)} if is_dataclass(page) else {}


def counts(line: ReviewLine) -> bool:
    """Tell whether a line has an answer that is used."""
    return line.standing not in ("unused", "parked") and bool(given(line))


def no_longer_asked(line: ReviewLine) -> bool:
    """Tell whether a line has an answer to a question that nobody asks any more."""
    return line.standing == "parked" and bool(given(line))


def on_paper(line: ReviewLine) -> bool:
    """Tell whether a line may stand on the participant's paper, and has something to say there."""
    return counts(line) and not line.held_back


def in_area(area: str | None, wanted: Area) -> bool:
    """Tell whether something of one secrecy regime may stand on a paper that is limited to another."""
    return wanted == "all" or area in {wanted, "shared", None}


def held_refs(told: Told) -> frozenset[str]:
    """Name the questions whose answers stay off the participant's paper."""
    return frozenset(line.question.ref for line in told.review if line.held_back)


def common(told: Told, *, all_of_it: bool = False) -> Common:
    """Make what every page has. Unless `all_of_it`, a next meeting that is held back is not there."""
    meeting = coming(told.plan.next_meeting, told.now)
    shown = meeting if meeting and (all_of_it or not meeting.held_back) else None
    return Common(
        name=told.name,
        today=told.now.date(),
        practice=told.practice,
        office_name=told.office.name,
        office_phone=told.office.phone,
        who_can_read=_or_blank(told.office.who_can_read),
        kept=_or_blank(told.office.kept),
        contacts=tuple(ContactOnPaper(each.name, _or_blank(each.what), each.phone) for each in told.office.contacts),
        next_meeting=_next_meeting(shown, shown.start, told.language) if shown and shown.start else None,
    )


def _or_blank(text: Text) -> Text | str:
    """Give a text, or what counts as nothing in a template where nobody wrote it."""
    return text if text.versions else ""


def _next_meeting(meeting: Activity, day: date, language: str) -> NextMeeting:
    return NextMeeting(
        day=day,
        clock=clock_words(meeting.fields.get("klokkeslett", ""), language),
        channel=channel_words(meeting.fields.get("kanal", ""), language),
        place=unended(meeting.fields.get("adresse", "")),
    )


def clock_words(written: str, language: str) -> str:
    """Write a time of day as the language does; one that cannot be read as it is."""
    read = read_clock(written)
    return form.clock(read, language) if read else written


def assessment(told: Told) -> Assessment | None:
    """Give the caseworker's view with the participant's, if there is one."""
    view = told.assessment_view
    return (
        Assessment(
            words=told.assessment,
            recognised=view == "yes",
            recognised_partly=view == "partly",
            not_recognised=view == "no",
            left_standing=view == "left",
            view_words=told.assessment_view_words,
        )
        if told.assessment
        else None
    )
