"""What the templates of blank sheets are told: what is asked, and room to answer by hand."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.documents.blocks import Blocks, Table
from mapper.documents.pages.model import NextMeeting
from mapper.language.text import Text


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """One question to answer by hand; `room` stands on a line of its own, `why` may be empty."""

    question: Text
    why: Text | str
    room: Blocks


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One part of a sheet to fill in."""

    title: Text
    questions: tuple[SheetQuestion, ...]


@dataclass(frozen=True, slots=True)
class PreparationPage:
    """The blank short profile to fill in at home. It has no name and no answer to print."""

    practice: bool
    office_name: str
    office_phone: str
    next_meeting: NextMeeting | None
    parts: tuple[SheetPart, ...]
    areas: Table | None


@dataclass(frozen=True, slots=True)
class BilingualPart:
    """One part of a questionnaire, with its title in the second language, which may be empty.

    `table` stands on a line of its own and has one row for each question.
    """

    title: Text
    second_title: Text | str
    table: Table


@dataclass(frozen=True, slots=True)
class BilingualPage:
    """Everything that a questionnaire asks, in two languages. `alone` is what is asked when the two are alone."""

    title: Text
    office_name: str
    language: str
    second: str
    texts: int
    untranslated: int
    parts: tuple[BilingualPart, ...]
    alone: Table | None


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question with its number; `when` says after which answers it is asked, a line for each; `why` may be empty.

    `room` stands on a line of its own. `alone` marks what is asked only when the two are alone.
    """

    number: int
    question: Text
    why: Text | str
    when: tuple[str, ...]
    alone: bool
    room: Blocks


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of the form. `intro` may be empty; `when` is as in `FormQuestion`."""

    title: Text
    intro: Text | str
    when: tuple[str, ...]
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """A whole questionnaire, blank. It has no name and no answer to print."""

    title: Text
    office_name: str
    office_phone: str
    parts: tuple[FormPart, ...]
