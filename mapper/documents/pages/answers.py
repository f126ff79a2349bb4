"""One line of the review as a paper tells it: the question, the given answers, and how the participant sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mapper.documents.blocks import Blocks, BulletList, Inlines, Paragraph, Table, Words, plain, worded
from mapper.documents.pages.model import Answered, PartOnPaper, Speech
from mapper.documents.telling import calling
from mapper.interview.answer import Answer as Given
from mapper.interview.answer import Cell, Row
from mapper.interview.model import AsAsked, ReviewLine, Spoken
from mapper.language import form
from mapper.language.catalogue import words
from mapper.language.text import Text
from mapper.questionnaire.condition import YES_NO
from mapper.questionnaire.model import (
    Column,
    MoneyQuestion,
    NumberQuestion,
    OneQuestion,
    Option,
    Question,
    Role,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    YesNoQuestion,
)


def inlines(text: Text, language: str) -> Inlines:
    """Give a text for a reader of `language`, marked where another language stands in."""
    shown = text.language_for(language)
    return worded(text.to(language), None if shown == language else shown)


def given(line: ReviewLine) -> tuple[Spoken, ...]:
    """Give what was said with a value; the other ways of answering stay in the record."""
    return tuple(spoken for spoken in line.said if spoken.answer.given)


def answered(line: ReviewLine, language: str) -> Answered:
    """Make one answered question of a review line."""
    return Answered(
        question=line.question.ask,
        said=tuple(_speech(line, spoken, language) for spoken in given(line)),
        recognised=line.view == "yes",
        recognised_partly=line.view == "partly",
        not_recognised=line.view == "no",
        left_standing=line.view == "left",
        view_words=line.view_words,
        held_back=line.held_back,
        asked_again=line.parked in ("again", "aside"),
    )


def with_roles(lines: Iterable[ReviewLine], roles: tuple[Role, ...], language: str) -> tuple[Answered, ...]:
    """Give the answers to questions with a role, in the order of the roles."""
    found = [line for line in lines if line.question.role in roles]
    found.sort(key=lambda line: roles.index(line.question.role) if line.question.role else 0)
    return tuple(answered(line, language) for line in found)


def parts(lines: Iterable[ReviewLine], language: str) -> tuple[PartOnPaper, ...]:
    """Put answers under the titles of their parts, in the order that they come in."""
    titles: dict[str, Text] = {}
    under: dict[str, list[Answered]] = {}
    for line in lines:
        titles.setdefault(line.part, line.part_title)
        under.setdefault(line.part, []).append(answered(line, language))
    return tuple(PartOnPaper(titles[part], tuple(answers)) for part, answers in under.items())


def _speech(line: ReviewLine, spoken: Spoken, language: str) -> Speech:
    return Speech(
        answer=_Teller(line.question, spoken.answer, language).answer(),
        comment=spoken.answer.comment,
        by_participant=spoken.voice == "participant",
        by_caseworker=spoken.voice == "caseworker",
        by_both=spoken.voice == "together",
        hand_caseworker=spoken.voice == "participant" and spoken.by == "caseworker",
        hand_interpreter=spoken.voice == "participant" and spoken.by == "interpreter",
        then=_then(line, spoken, language),
        question_then=_question_then(line, spoken, language),
    )


def _then(line: ReviewLine, spoken: Spoken, language: str) -> str:
    """Give an answer in the words that it was given in, where they are others now."""
    before = _before(line, spoken)
    if before is None:
        return ""
    then = _Teller(before.question, before.spoken.answer, language).flat()
    return "" if then == _Teller(line.question, spoken.answer, language).flat() else then


def _question_then(line: ReviewLine, spoken: Spoken, language: str) -> str:
    """Give a question as it read when it was answered, where it reads otherwise now."""
    before = _before(line, spoken)
    then = before.question.ask.to(language) if before else ""
    return "" if then == line.question.ask.to(language) else then


def _before(line: ReviewLine, spoken: Spoken) -> AsAsked | None:
    return next((each for each in line.earlier if each.spoken.event == spoken.event), None)


def answer_blocks(question: Question, answer: Given, language: str) -> Blocks:
    """Give an answer with a value as blocks."""
    return _Teller(question, answer, language).answer()


def on_one_line(question: Question, answer: Given, language: str) -> str:
    """Give an answer as plain text without tables or points, for text that is copied."""
    told = _Teller(question, answer, language).flat()
    return f"{told} ({answer.comment})" if answer.comment else told


@dataclass(frozen=True, slots=True)
class _Teller:
    """Put one answer into words of one language."""

    question: Question
    given: Given
    language: str

    def answer(self) -> Blocks:
        match self.given.value:
            case tuple() as rows if isinstance(self.question, TableQuestion):
                return (self._table(self.question, rows),)
            case tuple() as lines if len(lines) > 1:
                return (BulletList(tuple((Paragraph(self._one(line)),) for line in lines)),)
            case tuple() as lines:
                return (Paragraph(self._one(lines[0]) if lines else ()),)
            case value:
                return (Paragraph(self._one(value)),)

    def flat(self) -> str:
        match self.given.value:
            case tuple() as rows if isinstance(self.question, TableQuestion):
                return "; ".join(", ".join(self._cells(row)) for row in rows if isinstance(row, Mapping))
            case tuple() as lines:
                return "; ".join(plain(self._one(line)) for line in lines)
            case value:
                return plain(self._one(value))

    # --- one value

    def _one(self, value: object) -> Inlines:
        if isinstance(self.question, OneQuestion | SeveralQuestion):
            return self._option(self.question.options, str(value))
        return worded(self._words(value))

    def _words(self, value: object) -> str:
        match self.question, value:
            case (YesNoQuestion(), str()):
                return _yes_no(value, self.language)
            case (ScaleQuestion(), Decimal()):
                return self._scale(self.question, value)
            case (MoneyQuestion(), Decimal()):
                return form.money(value, self.language)
            case (NumberQuestion(), Decimal()):
                unit = f"{form.NO_BREAK}{self.question.unit.to(self.language)}" if self.question.unit else ""
                return form.number(value, self.language) + unit
            case (_, date()):
                return form.weekday(value, self.language)
        return "" if value is None else str(value)

    def _option(self, options: tuple[Option, ...], code: str) -> Inlines:
        text = next((option.text for option in options if option.code == code), None)
        told = inlines(text, self.language) if text else worded(code)
        written = dict(self.given.write_in).get(code, "")
        return (*told, Words(": "), *worded(written)) if written else told

    def _scale(self, question: ScaleQuestion, value: Decimal) -> str:
        return words(
            "documents.answer.scale",
            self.language,
            value=form.number(value, self.language),
            low_end=question.from_,
            low=question.low.to(self.language),
            high_end=question.to,
            high=question.high.to(self.language),
        )

    # --- tables

    def _table(self, question: TableQuestion, rows: tuple[object, ...]) -> Table:
        filled = [row for row in rows if isinstance(row, Mapping)]
        columns = [column for column in question.columns if any(column.id in row for row in filled)]
        return Table(
            tuple(inlines(column.text, self.language) for column in columns),
            tuple(tuple(self._cell(column, row) for column in columns) for row in filled),
        )

    def _cells(self, row: Row) -> list[str]:
        columns = self.question.columns if isinstance(self.question, TableQuestion) else ()
        return [self._told(column, row) for column in columns if column.id in row]

    def _told(self, column: Column, row: Row) -> str:
        """Give a cell by itself; one that is no text says what it tells, which its column says in a table."""
        cell = plain(self._cell(column, row))
        if column.type == "text" or not cell:
            return cell
        return f"{calling(column.text.to(self.language))} {cell}"

    def _cell(self, column: Column, row: Row) -> Inlines:
        cell: Cell | None = row.get(column.id)
        match cell:
            case None:
                return ()
            case date():
                return worded(form.short_day(cell, self.language))
            case Decimal() if column.type == "money":
                return worded(form.money(cell, self.language))
            case Decimal():
                return worded(form.number(cell, self.language))
        if column.type == "yes_no":
            return worded(_yes_no(cell, self.language))
        return self._option(column.options, cell) if column.type == "one" else worded(cell)


def _yes_no(code: str, language: str) -> str:
    return words(f"documents.answer.{code.lower()}", language) if code in YES_NO else code
