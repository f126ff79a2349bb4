"""What the bilingual sheet is told: everything that a questionnaire asks, in two languages side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from mapper.documents.blocks import Emphasis, Inlines, LineBreak, Strong, Table, Words, worded
from mapper.documents.model import Told
from mapper.documents.pages.sheet_model import BilingualPage, BilingualPart
from mapper.language.catalogue import words
from mapper.language.names import name_of, own_name
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.questionnaire.model import (
    CLOSING_ROLES,
    OneQuestion,
    Question,
    ScaleQuestion,
    Section,
    SeveralQuestion,
    TableQuestion,
)

What: TypeAlias = Literal["ask", "why", "option"]
Said: TypeAlias = tuple[Text, What]


def bilingual_page(told: Told) -> BilingualPage:
    """Make the page of the sheet; `told.second` is the language beside that of the paper.

    What is asked when the two are alone stands on a sheet of its own, to be taken out then.
    """
    parts = tuple(_parts(told))
    alone = tuple(question for section in told.sections for question in section.questions if question.alone)
    texts = [text for _, rows in parts for row in rows for text, _ in row]
    texts += [text for question in alone for text, _ in _said(question)]
    return BilingualPage(
        title=told.title,
        office_name=told.office.name,
        language=name_of(told.language, told.language),
        second=name_of(told.second, told.language),
        texts=len(texts),
        untranslated=sum(not text.has(told.second) for text in texts),
        parts=tuple(BilingualPart(title, _only(title, told.second), _table(rows, told)) for title, rows in parts),
        alone=_table([tuple(_said(question)) for question in alone], told) if alone else None,
    )


def _parts(told: Told) -> Iterator[tuple[Text, list[tuple[Said, ...]]]]:
    """Give each part with what it says, question by question; what closes every life area comes once, last."""
    closing: list[Question] = []
    for section in told.sections:
        asked = [question for question in section.questions if _is_for_both(question)]
        own = [question for question in asked if question.role not in CLOSING_ROLES]
        closing = closing or [_bare(question, section) for question in asked if question.role in CLOSING_ROLES]
        if own:
            intro: list[tuple[Said, ...]] = [((section.intro, "why"),)] if section.intro else []
            yield section.title, [*intro, *(tuple(_said(question)) for question in own)]
    if closing:
        named = {language: words("sheets.closing", language) for language in SCREEN_LANGUAGES}
        yield Text.of(named), [tuple(_said(question)) for question in closing]


def _bare(question: Question, section: Section) -> Question:
    """Take the name of the life area off a line that closes it."""
    ask = ((code, said.removeprefix(f"{section.title.to(code)}: ")) for code, said in question.ask)
    return question.model_copy(update={"ask": Text(tuple(ask))})


def _is_for_both(question: Question) -> bool:
    return not question.alone and question.voices != ("caseworker",)


def _said(question: Question) -> Iterator[Said]:
    """Give everything that a question says to the participant."""
    yield question.ask, "ask"
    if question.why:
        yield question.why, "why"
    match question:
        case OneQuestion(options=options) | SeveralQuestion(options=options):
            yield from ((option.text, "option") for option in options)
        case ScaleQuestion(low=low, high=high):
            yield from ((low, "option"), (high, "option"))
        case TableQuestion(columns=columns):
            yield from ((column.text, "option") for column in columns)
    if question.comment_ask:
        yield question.comment_ask, "why"


# --- side by side


def _only(text: Text, language: str) -> Text | str:
    """Give a text in one language alone, or nothing where it is not written in that."""
    return Text.of({language: text.to(language)}) if text.has(language) else ""


def _table(rows: Iterable[tuple[Said, ...]], told: Told) -> Table:
    first, second = told.language, told.second
    header = (worded(own_name(first)), worded(own_name(second), second))
    return Table(header, tuple((_cell(row, first, first), _cell(row, second, first)) for row in rows))


def _cell(row: tuple[Said, ...], language: str, paper: str) -> Inlines:
    if language != paper and not any(text.has(language) for text, _ in row):
        return _untranslated(paper)
    lines = [_line(text, what, language, paper) for text, what in row]
    return tuple(inline for number, line in enumerate(lines) for inline in ((LineBreak(),) if number else ()) + line)


def _untranslated(paper: str) -> Inlines:
    return (Emphasis(worded(words("sheets.untranslated", paper))),)


def _line(text: Text, what: What, language: str, paper: str) -> Inlines:
    """Give one text; what is not written in the second language says so, in the language of the paper."""
    if language != paper and not text.has(language):
        return _untranslated(paper)
    shown = text.language_for(language)
    marked = None if shown == paper else shown
    said = worded(text.to(language), marked)
    match what:
        case "ask":
            return (Strong(said),)
        case "option":
            return (Words("– ", marked), *said)
    return said
