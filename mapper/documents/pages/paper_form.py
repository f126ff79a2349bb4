"""What the paper form is told: a whole questionnaire, blank, to ask and answer with a pen where there is no screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mapper.documents.model import Told
from mapper.documents.pages.by_hand import room_for
from mapper.documents.pages.shared import common
from mapper.documents.pages.sheet_model import FormPage, FormPart, FormQuestion
from mapper.language.catalogue import words
from mapper.questionnaire.condition import Condition, Test
from mapper.questionnaire.explaining.worded import WHOLE, claim, claim_about, condition_lines
from mapper.questionnaire.model import Question, Section

_FORMS: Final[Mapping[str, str]] = {
    "has": "chosen", "has_none": "chosen", "answered": "question_is", "rows": "question_has", "any_row": "question_has",
}  # fmt: skip
"""How a sentence is built around what some tests ask for; that of the others begins with the answer."""


def form_page(told: Told) -> FormPage:
    """Make the page of the form. No answer has a way in."""
    base = common(told)
    numbers = {question.ref: number for number, question in enumerate(_asked(told), 1)}
    return FormPage(told.title, base.office_name, base.office_phone, tuple(_parts(told, numbers)))


def _asked(told: Told) -> Iterator[Question]:
    return (question for section in told.sections for question in section.questions)


def _parts(told: Told, numbers: Mapping[str, int]) -> Iterator[FormPart]:
    for section in told.sections:
        if section.questions:
            yield FormPart(
                section.title,
                section.intro or "",
                _when(section.when, told, numbers),
                tuple(_question(question, section, told, numbers) for question in section.questions),
            )


def _question(question: Question, section: Section, told: Told, numbers: Mapping[str, int]) -> FormQuestion:
    return FormQuestion(
        numbers[question.ref],
        question.ask,
        question.why or "",
        _when(question.when, told, numbers),
        question.alone and not section.gathers_alone,
        room_for(question, told.language),
    )


def _when(condition: Condition | None, told: Told, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """Write a condition with the numbers of questions on this form."""
    if condition is None:
        return ()
    said: list[str] = []
    for line in condition_lines(condition, told.questions, told.language):
        sentence = _sentence(line.test, told, numbers) if line.test else line.text
        if said and said[-1].endswith(":"):
            said[-1] += f" {sentence}"
        else:
            said.append(sentence)
    return tuple(said)


def _sentence(test: Test, told: Told, numbers: Mapping[str, int]) -> str:
    question = told.questions.get(test.question)
    if test.question not in numbers:
        return claim_about(test, told.questions, told.language)
    said = claim(test, question, told.language, WHOLE)
    return words(f"sheets.{_FORMS.get(test.operator, 'answer_to')}", told.language,
                 number=numbers[test.question], claim=said)  # fmt: skip
