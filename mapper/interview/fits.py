"""Whether an answer is one that a question takes: the gate for answers has to read it back as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from mapper.interview.answer import Answer, Cell, Row, Value
from mapper.interview.model import NotUnderstood
from mapper.interview.parse import Words, parse
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Question


def fits(question: Question, voice: Voice | None, answer: Answer) -> bool:
    """Tell whether a question takes this answer from this voice."""
    if voice not in question.voices:
        return False
    if not answer.given:
        return answer == Answer(answer.state)
    try:
        return parse(question, _words(answer.value), dict(answer.write_in), answer.comment) == answer
    except (NotUnderstood, TypeError, AttributeError, ValueError):
        return False  # a value of another type than it should be is refused too


def _words(value: Value | None) -> Words:
    """Give a value as words that the gate reads; what is no value gives none."""
    if not isinstance(value, tuple):
        return "" if value is None else _word(value)
    lines = tuple(each for each in value if isinstance(each, str))
    return lines or tuple(_cells(row) for row in value if isinstance(row, Mapping))


def _cells(row: Row) -> dict[str, str]:
    return {name: _word(cell) for name, cell in row.items()}


def _word(cell: Cell) -> str:
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else str(cell)
