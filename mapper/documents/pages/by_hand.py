"""Room for an answer by hand, as wide as the question's type asks for."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.documents.blocks import Block, Blocks, Inlines, Paragraph, Room, Ticks, Words, plain, worded
from mapper.documents.pages.answers import inlines
from mapper.language.catalogue import words
from mapper.questionnaire.model import (
    ListQuestion,
    OneQuestion,
    Option,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    YesNoQuestion,
)

_LONG = 600
"""Characters beyond which a text gets more room."""
_LIST_LINES, _TABLE_LINES = 4, 5


def room_for(question: Question, language: str) -> Blocks:
    """Give boxes to tick and lines to write on for one question."""
    return tuple(_room(question, language))


def _room(question: Question, language: str) -> Iterator[Block]:
    match question:
        case YesNoQuestion():
            yield Ticks(tuple(worded(words(f"documents.answer.{code}", language)) for code in ("yes", "no")))
        case OneQuestion(options=options) | SeveralQuestion(options=options):
            yield Ticks(tuple(inlines(option.text, language) for option in options))
            yield from (Room(1, _calling(option, language)) for option in options if option.write_in)
        case ScaleQuestion():
            yield from _scale(question, language)
        case TextQuestion():
            yield Room(5 if question.max > _LONG else 3)
        case ListQuestion():
            yield Room(min(question.rows, _LIST_LINES))
        case TableQuestion():
            yield _columns(question, language)
            yield Room(min(question.rows, _TABLE_LINES))
        case _:
            yield Room(1)
    if question.comment:
        if question.comment_ask:
            yield Paragraph(inlines(question.comment_ask, language))
        yield Room(1)


def _calling(option: Option, language: str) -> Inlines:
    """Name the line for an option's own words by the option, so that it says what it is for on whatever sheet."""
    return (*inlines(option.text, language), Words(":"))


def _scale(question: ScaleQuestion, language: str) -> Iterator[Block]:
    yield Paragraph(
        worded(
            words(
                "sheets.scale",
                language,
                low_end=question.from_,
                low=question.low.to(language),
                high_end=question.to,
                high=question.high.to(language),
            )
        )
    )
    yield Ticks(tuple((Words(str(number)),) for number in range(question.from_, question.to + 1)))


def _columns(question: TableQuestion, language: str) -> Paragraph:
    *before, last = (plain(inlines(column.text, language)) for column in question.columns)
    listed = [*(_followed(name, ",") for name in before), _followed(last, ".")]
    return Paragraph(worded(words("sheets.columns", language, columns=" ".join(listed))))


def _followed(name: str, sign: str) -> str:
    """Give a name with the sign that comes after it, unless it ends with one of its own."""
    return name if name.endswith(("?", "!", ".")) else f"{name}{sign}"
