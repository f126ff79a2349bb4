"""Answers in words, for the screens and lines that show what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from mapper.interview.model import Answer, AsAsked, Asking, Cell, Pack, ReviewLine, Row, Spoken
from mapper.language import form
from mapper.language.catalogue import words

if TYPE_CHECKING:
    from mapper.questionnaire.model import Column, Question

InRounds: TypeAlias = Asking | ReviewLine
"""What knows what was said to a question in the rounds before."""
_TEXT_TYPES = ("text", "list")


def spoken_words(question: Question, spoken: Spoken, language: str) -> str:
    """Put what one voice said into words; a way of not answering is named."""
    answer = spoken.answer
    return answer_words(question, answer, language) if answer.given else words(f"rooms.said.{answer.state}", language)


def hand_words(spoken: Spoken, language: str) -> str:
    """Say whose hand wrote what one voice said."""
    hands = {"participant": spoken.by, "caseworker": "veileder", "together": "together"}
    return words(f"rooms.said.by_{hands[spoken.voice]}", language)


def written_words(spoken: Spoken, today: date, language: str) -> str:
    """Say whose hand wrote it, and when: the time alone for today."""
    when = form.clock(spoken.at.time(), language)
    day = "" if spoken.at.date() == today else f"{form.day(spoken.at.date(), language, today)} "
    return f"{hand_words(spoken, language)} · {day}{when}"


def words_before(
    earlier: Iterable[AsAsked], question: Question, said: Iterable[Spoken], language: str
) -> Iterator[str]:
    """Tell what was said before the questions were others, each thing once, and to what it was said.

    Of an answer that stands as it was, only the question is told, where it reads otherwise now.
    """
    standing = {spoken.event: spoken_words(question, spoken, language) for spoken in said}
    told = (_before(before, question, standing, language) for before in earlier)
    yield from dict.fromkeys(filter(None, told))


def _before(before: AsAsked, question: Question, standing: Mapping[str, str], language: str) -> str:
    ask, said = before.question.ask.to(language), spoken_words(before.question, before.spoken, language)
    same = ask == question.ask.to(language)
    if standing.get(before.spoken.event) == said:
        return "" if same else words("moving.said.asked", language, ask=ask)
    by_caseworker = before.spoken.voice == "caseworker"
    if same:
        return words(
            "moving.said.then_same_caseworker" if by_caseworker else "moving.said.then_same", language, words=said
        )
    key = "moving.said.then_caseworker" if by_caseworker else "moving.said.then"
    return words(key, language, ask=ask, words=said)


def words_of_rounds(said: InRounds, language: str, today: date) -> Iterator[str]:
    """Tell what was said in the rounds before, in the words of then: last time, and at the start."""
    start = (said.start,) if said.start else said.rounds[:-1][:1]
    for when, spoken in (("last", said.rounds[-1:]), ("start", start)):
        for each in spoken:
            day = form.day(each.at.date(), language, today)
            yield words(f"packs.earlier.{when}", language, day=day, said=_said_then(said, each, language))


def _said_then(said: InRounds, spoken: Spoken, language: str) -> str:
    before = next((before for before in said.earlier if before.spoken.event == spoken.event), None)
    if before is None:
        return spoken_words(said.question, spoken, language)
    return spoken_words(before.question, before.spoken, language)


def pack_facts(pack: Pack, language: str) -> str:
    """Say how many questions a pack has, and about how long they take."""
    parts = (words("packs.questions", language, n=pack.questions), words("packs.minutes", language, n=pack.minutes))
    return ", ".join(parts) + "."


def round_words(pack: Pack, language: str) -> str:
    """Say when a pack was last asked and when it is asked again; nothing of one that has no rounds."""
    if pack.asked_on is None:
        return ""
    parts = [words("packs.round.last", language, day=form.day(pack.asked_on, language))]
    if pack.next is not None:
        when = "due" if pack.next.due else "next"
        parts.append(words(f"packs.round.{when}", language, day=form.day(pack.next.day, language)))
    return " ".join(parts)


def answer_words(question: Question, answer: Answer, language: str) -> str:
    """Put a value into words: codes as their options read, numbers and days as people write them."""
    value = answer.value
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(_parts(question, answer, language))
    said = _cell(value, question.type, _options(question, language), language)
    return _with_own(said, str(value), answer)


def _parts(question: Question, answer: Answer, language: str) -> Iterator[str]:
    options = _options(question, language)
    for part in answer.value if isinstance(answer.value, tuple) else ():
        if isinstance(part, str):
            yield _with_own(options.get(part, part) if question.type not in _TEXT_TYPES else part, part, answer)
        else:
            yield row_words(question, part, language)


def row_words(question: Question, row: Row, language: str) -> str:
    """Put one row of a table into words: its cells in the order of the columns."""
    columns: tuple[Column, ...] = getattr(question, "columns", ())
    cells = [(column, row[column.id]) for column in columns if column.id in row]
    return ", ".join(
        _cell(cell, column.type, {option.code: option.text.to(language) for option in column.options}, language)
        for column, cell in cells
    )


def _with_own(said: str, code: str, answer: Answer) -> str:
    own = dict(answer.write_in).get(code, "")
    return f"{said}: {own}" if own else said


def _options(question: Question, language: str) -> Mapping[str, str]:
    return {option.code: option.text.to(language) for option in getattr(question, "options", ())}


def _cell(cell: Cell, kind: str, options: Mapping[str, str], language: str) -> str:
    if isinstance(cell, date):
        return form.day(cell, language)
    if isinstance(cell, Decimal):
        return form.money(cell, language) if kind == "money" else form.number(cell, language)
    if kind == "yes_no":
        return words("rooms.said.yes" if cell == "YES" else "rooms.said.no", language)
    return options.get(cell, cell)
