"""Ask for one answer of each type, as numbered lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mapper.interview.model import NotUnderstood
from mapper.language.catalogue import words
from mapper.lines.console import Console
from mapper.questionnaire.model import (
    Column,
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

Typed = str | list[str] | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed: the answer's words, and own words beside chosen options."""

    words: Typed
    write_in: dict[str, str]


class Command(Exception):
    """Raised when a letter, or nothing, was typed in place of an answer."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter


@dataclass(frozen=True, slots=True)
class Fields:
    """Ask in one language. `letters` are the commands that may stand in place of an answer."""

    console: Console
    language: str
    letters: str

    def ask(self, question: Question) -> Given:
        """Ask for an answer. Raises Command for a letter, Stop at the end, NotUnderstood for a number out of reach."""
        match question:
            case YesNoQuestion():
                given = self._one((("YES", self._t("yes")), ("NO", self._t("no"))), ())
            case OneQuestion():
                given = self._one(self._named(question.options), _open(question.options))
            case SeveralQuestion():
                given = self._several(question.options)
            case ListQuestion():
                given = Given(self._lines(), {})
            case TextQuestion():
                given = Given("\n".join(self._lines()), {})
            case TableQuestion():
                given = Given(self._rows(question.columns), {})
            case ScaleQuestion():
                given = Given(self._first(self._t("how.scale", low=question.from_, high=question.to)), {})
            case _:
                given = Given(self._first(self._t(f"how.{question.type}")), {})
        return given

    def _t(self, key: str, **values: object) -> str:
        return words(f"lines.{key}", self.language, **values)

    def _named(self, options: Sequence[Option]) -> tuple[tuple[str, str], ...]:
        return tuple((option.code, option.text.to(self.language)) for option in options)

    def _first(self, prompt: str) -> str:
        """Read the first line of an answer, which may be a letter."""
        line = self.console.read(prompt)
        if len(line) == 1 and line.lower() in self.letters:
            raise Command(line.lower())
        if not line:
            raise Command("")
        return line

    def _one(self, choices: Sequence[tuple[str, str]], open_codes: Sequence[str]) -> Given:
        self._list(choices)
        code = self._picked(self._first(self._t("how.one")), choices)
        return Given(code, self._write_in([code], open_codes))

    def _several(self, options: Sequence[Option]) -> Given:
        choices = self._named(options)
        self._list(choices)
        line = self._first(self._t("how.several"))
        codes = [self._picked(number, choices) for number in line.replace(",", " ").split()]
        return Given(codes, self._write_in(codes, _open(options)))

    def _list(self, choices: Sequence[tuple[str, str]]) -> None:
        for number, (_, text) in enumerate(choices, 1):
            self.console.tell(f"{number}. {text}")

    def _picked(self, number: str, choices: Sequence[tuple[str, str]]) -> str:
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(choices)):
            raise NotUnderstood("not_an_option")
        return choices[int(number) - 1][0]

    def _write_in(self, codes: Sequence[str], open_codes: Sequence[str]) -> dict[str, str]:
        asked = {code: self._read(self._t("how.write_in"), "may_be_empty") for code in codes if code in open_codes}
        return {code: line for code, line in asked.items() if line}

    def _lines(self) -> list[str]:
        self.console.tell(self._t("how.lines"))
        lines = [self._first(">")]
        while line := self._read(">", "lines"):
            lines.append(line)
        return lines

    def _rows(self, columns: Sequence[Column]) -> list[dict[str, str]]:
        self.console.tell(self._t("how.table"))
        rows: list[dict[str, str]] = []
        while True:
            row = self._row(columns, self._next_row if rows else self._first)
            if not row:
                return rows
            rows.append(row)

    def _row(self, columns: Sequence[Column], first: Callable[[str], str]) -> dict[str, str]:
        row: dict[str, str] = {}
        for index, column in enumerate(columns):
            label = f"{self._label(column)}:"
            line = self._read(label, "may_be_empty") if index else first(label)
            if not index and not line:
                return {}
            if line:
                row[column.id] = self._cell(column, line)
        return row

    def _next_row(self, label: str) -> str:
        return self._read(label, "table")

    def _read(self, prompt: str, how: str) -> str:
        """Read a line in the middle of an answer; a question mark asks how it is filled in."""
        while (line := self.console.read(prompt)) == "?":
            self.console.tell(self._t(f"how.{how}"))
        return line

    def _label(self, column: Column) -> str:
        choices = self._choices(column)
        listed = ", ".join(f"{number} {text}" for number, (_, text) in enumerate(choices, 1))
        label = column.text.to(self.language)
        return f"{label} ({listed})" if listed else label

    def _cell(self, column: Column, line: str) -> str:
        choices = self._choices(column)
        return self._picked(line, choices) if choices else line

    def _choices(self, column: Column) -> tuple[tuple[str, str], ...]:
        if column.type == "yes_no":
            return (("YES", self._t("yes")), ("NO", self._t("no")))
        return self._named(column.options) if column.type == "one" else ()


def _open(options: Sequence[Option]) -> tuple[str, ...]:
    return tuple(option.code for option in options if option.write_in)
