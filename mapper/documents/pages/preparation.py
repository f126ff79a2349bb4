"""What the preparation sheet is told: the blank short profile, without what could be dangerous to have at home."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.documents.blocks import BOX, Inlines, Table, worded
from mapper.documents.model import Told
from mapper.documents.pages.answers import inlines
from mapper.documents.pages.by_hand import room_for
from mapper.documents.pages.shared import common
from mapper.documents.pages.sheet_model import PreparationPage, SheetPart, SheetQuestion
from mapper.language.catalogue import words
from mapper.questionnaire.model import CLOSING_ROLES, OneQuestion, Question, Section

TAG = "preparation"
"""A question with this tag and `no` is left out of the sheet: it cannot be understood there."""


def preparation_page(told: Told) -> PreparationPage:
    """Make the page of the sheet. No answer has a way in: it is the same before and after a talk."""
    base = common(told)
    return PreparationPage(
        practice=told.practice,
        office_name=base.office_name,
        office_phone=base.office_phone,
        next_meeting=base.next_meeting,
        parts=tuple(_parts(told)),
        areas=_areas(told),
    )


def _parts(told: Told) -> Iterator[SheetPart]:
    for section in told.sections:
        questions = [question for question in section.questions if _at_home(question) and _asked_first(question)]
        if questions and not section.card and section.when is None:
            yield SheetPart(section.title, tuple(_question(question, told.language) for question in questions))


def _question(question: Question, language: str) -> SheetQuestion:
    return SheetQuestion(question.ask, question.why or "", room_for(question, language))


def _asked_first(question: Question) -> bool:
    """Keep what everybody is asked in the short profile, and what no earlier answer decides."""
    left_out = question.role in CLOSING_ROLES or question.tags.get(TAG) == "no"
    return question.profile == "short" and question.when is None and not left_out


def _at_home(question: Question) -> bool:
    """Keep off what somebody else at home should not read, and what only the caseworker answers."""
    for_two = question.alone or not question.on_paper or question.sensitivity == "special"
    return not for_two and question.voices != ("caseworker",)


def _areas(told: Told) -> Table | None:
    """Give the life areas with an empty box for each mark."""
    marked = [(section, mark) for section in told.sections for mark in _marks(section)]
    if not marked:
        return None
    options = marked[0][1].options
    header: tuple[Inlines, ...] = (worded(words("figures.picture.area", told.language)),)
    return Table(
        (*header, *(inlines(option.text, told.language) for option in options)),
        tuple((inlines(section.title, told.language), *(worded(BOX) for _ in options)) for section, _ in marked),
    )


def _marks(section: Section) -> Iterator[OneQuestion]:
    for question in section.questions:
        stands = question.role == "mark" and section.when is None and _at_home(question)
        if stands and isinstance(question, OneQuestion):
            yield question
