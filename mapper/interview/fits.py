"""Whether an answer is one that a question takes: the gate for answers has to read it back as it stands."""

from __future__ import annotations

from mapper.interview.answer import Answer
from mapper.interview.model import NotUnderstood
from mapper.interview.parse import as_words, parse
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Question


def fits(question: Question, voice: Voice | None, answer: Answer) -> bool:
    """Tell whether a question takes this answer from this voice."""
    if voice not in question.voices:
        return False
    if not answer.given:
        return answer == Answer(answer.state)
    try:
        return parse(question, as_words(answer.value), dict(answer.write_in), answer.comment) == answer
    except (NotUnderstood, TypeError, AttributeError, ValueError):
        return False  # a value of another type than it should be is refused too
