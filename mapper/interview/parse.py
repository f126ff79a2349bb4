"""The one gate for answers: what a screen, a line or an answers file gives, cleaned and typed.

Nothing is reinterpreted silently: an amount, a number or a day is read in the one way that the form shows, or refused
with a code whose text says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias, cast

from mapper.interview.answer import Answer, Cell, Row, Value
from mapper.interview.model import NotUnderstood
from mapper.language.clean import clean, clean_line
from mapper.questionnaire.condition import YES_NO
from mapper.questionnaire.model import (
    Column,
    ListQuestion,
    NumberQuestion,
    OneQuestion,
    Option,
    Question,
    SeveralQuestion,
    TableQuestion,
    YesNoQuestion,
)

Words: TypeAlias = str | Sequence[str] | Sequence[Mapping[str, str]]
"""What a voice gives: one string, chosen codes or lines, or rows of cells."""

WRITE_IN_LIMIT = 200
COMMENT_LIMIT = 500
CELL_LIMIT = 200
_GROUPED = re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,12})(?:,(\d{1,6}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def parse(question: Question, words: Words, write_in: Mapping[str, str] | None = None, comment: str = "") -> Answer:
    """Read words as an answer to a question. Raises NotUnderstood with the reason."""
    if not words and (comment.strip() or any((write_in or {}).values())):
        raise NotUnderstood("answer_first")
    value = _value(question, words)
    return Answer("value", value, _write_ins(question, value, write_in or {}), _comment(question, comment))


def as_words(value: Value | None) -> Words:
    """Give a value as words that are read as the same value again; what is no value gives none."""
    if not isinstance(value, tuple):
        return "" if value is None else _cell_words(value)
    lines = tuple(each for each in value if isinstance(each, str))
    return lines or tuple(
        {name: _cell_words(cell) for name, cell in row.items()} for row in value if isinstance(row, Mapping)
    )


def _cell_words(cell: Cell) -> str:
    return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else str(cell)


def _value(question: Question, words: Words) -> Value:
    reader = cast(Callable[[Question, Words], Value], _READERS[question.type])
    return reader(question, words)


def _line(words: Words) -> str:
    if not isinstance(words, str):
        raise NotUnderstood("one_only")
    line = clean_line(words)
    if not line:
        raise NotUnderstood("empty")
    return line


def _lines(words: Words) -> tuple[str, ...]:
    given = (words,) if isinstance(words, str) else words
    if not all(isinstance(line, str) for line in given):
        raise NotUnderstood("not_an_option")
    return tuple(line for line in (clean_line(str(line)) for line in given) if line)


def _codes(options: Sequence[Option]) -> tuple[str, ...]:
    return tuple(option.code for option in options)


def _code(code: str, allowed: Sequence[str]) -> str:
    if code not in allowed:
        raise NotUnderstood("not_an_option")
    return code


def _several(question: SeveralQuestion, codes: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(_code(code, _codes(question.options)) for code in codes))
    if not chosen:
        raise NotUnderstood("empty")
    if question.at_most and len(chosen) > question.at_most:
        raise NotUnderstood("too_many", limit=question.at_most)
    return chosen


def _text(words: Words, limit: int) -> str:
    if not isinstance(words, str):
        raise NotUnderstood("one_only")
    text = clean(words).strip()
    if not text:
        raise NotUnderstood("empty")
    return _within(text, limit)


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise NotUnderstood("too_long", limit=limit)
    return text


def _list(question: ListQuestion, lines: tuple[str, ...]) -> tuple[str, ...]:
    if not lines:
        raise NotUnderstood("empty")
    if len(lines) > question.rows:
        raise NotUnderstood("too_many_rows", limit=question.rows)
    return tuple(_within(line, question.max) for line in lines)


def _whole(line: str, low: Decimal, high: Decimal) -> Decimal:
    number = _read_number(line, 0, "not_whole")
    return _between(number, low, high)


def _number(question: NumberQuestion, line: str) -> Decimal:
    number = _read_number(line, question.decimals, "not_whole" if question.decimals == 0 else "not_a_number")
    return _between(number, question.at_least, question.at_most)


def _between(number: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None and number < low:
        raise NotUnderstood("too_low", limit=low)
    if high is not None and number > high:
        raise NotUnderstood("too_high", limit=high)
    return number


def _read_number(line: str, decimals: int, code: str) -> Decimal:
    found = _GROUPED.fullmatch(line.removeprefix("-"))
    if not found or len(found[2] or "") > decimals:
        raise NotUnderstood(code)
    whole = re.sub(r"[^0-9]", "", found[1])
    number = Decimal(f"{whole}.{found[2]}" if found[2] else whole)
    return -number if line.startswith("-") else number


def read_amount(line: str) -> Decimal:
    """Read kroner as people write them: `12500`, `12 500`, `12 500,50`. Raises NotUnderstood("not_an_amount")."""
    bare = re.sub(r"(?i)\s*(?:kroner|kr\.?|,-)$|^kr\.?\s*", "", line)
    if bare.startswith("-"):
        raise NotUnderstood("not_an_amount", example="12 500,50")
    try:
        return _read_number(bare, 2, "not_an_amount")
    except NotUnderstood:
        raise NotUnderstood("not_an_amount", example="12 500,50") from None


def read_day(line: str) -> date:
    """Read a day as `3.4.2026`, `03/04/2026` or `2026-04-03`; two-digit years are refused.

    The day stands before the month, as it does in every language that days are shown in: an English page says
    `03/04/2026` for 3 April. Raises NotUnderstood("not_a_date").
    """
    day_first, iso = _DAY_FIRST.fullmatch(line), _ISO_DAY.fullmatch(line)
    try:
        if day_first:
            return date(int(day_first[4]), int(day_first[3]), int(day_first[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    raise NotUnderstood("not_a_date", example="3.4.2026")


def _rows(question: TableQuestion, words: Words) -> tuple[Row, ...]:
    if isinstance(words, str) or not all(isinstance(row, Mapping) for row in words):
        raise NotUnderstood("not_a_table")
    rows = tuple(row for row in (_row(question.columns, row) for row in words if isinstance(row, Mapping)) if row)
    if len(rows) > question.rows:
        raise NotUnderstood("too_many_rows", limit=question.rows)
    return rows


def _row(columns: Sequence[Column], cells: Mapping[str, str]) -> Row:
    known = {column.id: column for column in columns}
    if not all(name in known for name in cells):
        raise NotUnderstood("not_a_column")
    if not all(isinstance(cell, str) for cell in cells.values()):
        raise NotUnderstood("not_a_table")
    given = {name: clean_line(cells[name]) for name in known if name in cells}
    return {name: _cell(known[name], line) for name, line in given.items() if line}


def _cell(column: Column, line: str) -> Cell:
    readers: dict[str, Callable[[str], Cell]] = {
        "one": lambda text: _code(text, _codes(column.options)),
        "yes_no": lambda text: _code(text, YES_NO),
        "number": lambda text: _read_number(text, 2, "not_a_number"),
        "money": read_amount,
        "date": read_day,
        "text": lambda text: _within(text, column.max or CELL_LIMIT),
    }
    return readers[column.type](line)


def _write_ins(question: Question, value: Value, write_in: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if not isinstance(question, OneQuestion | SeveralQuestion):
        if write_in:
            raise NotUnderstood("no_write_in")
        return ()
    open_codes = {option.code for option in question.options if option.write_in}
    chosen = (value,) if isinstance(value, str) else cast(tuple[str, ...], value)
    given = {code: clean_line(words) for code, words in write_in.items()}
    if any(words and code not in open_codes for code, words in given.items()):
        raise NotUnderstood("no_write_in")
    return tuple((code, _within(given[code], WRITE_IN_LIMIT)) for code in chosen if given.get(code))


def _comment(question: Question, comment: str) -> str:
    words = clean(comment).strip()
    if words and not question.comment:
        raise NotUnderstood("no_comment")
    return _within(words, COMMENT_LIMIT)


def _yes_no(_: YesNoQuestion, words: Words) -> str:
    return _code(_line(words), YES_NO)


def _one(question: OneQuestion, words: Words) -> str:
    return _code(_line(words), _codes(question.options))


_READERS: Mapping[str, object] = {
    "yes_no": _yes_no,
    "one": _one,
    "several": lambda question, words: _several(question, _lines(words)),
    "scale": lambda question, words: _whole(_line(words), Decimal(question.from_), Decimal(question.to)),
    "text": lambda question, words: _text(words, question.max),
    "number": lambda question, words: _number(question, _line(words)),
    "money": lambda _, words: read_amount(_line(words)),
    "date": lambda _, words: read_day(_line(words)),
    "list": lambda question, words: _list(question, _lines(words)),
    "table": _rows,
}
