"""What the options and columns of one question are called now, by what `changes:` says of them.

An option of a column is named `column.CODE`. Empty is what nothing stands for any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mapper.questionnaire.condition import YES_NO
from mapper.questionnaire.model import Became, Column, Question, TableQuestion


@dataclass(frozen=True, slots=True)
class Called:
    """Options and columns of one question, old name to the name of now; an option's is its bare code."""

    codes: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, question: Question) -> Called:
        """Give everything under the name that it has."""
        return cls({name: _code(name) for name in _names(question)}, {each.id: each.id for each in _columns(question)})

    def after(self, own: Iterable[Became]) -> Called:
        """Go one step, by what is said of this question in it."""
        columns: dict[str, str] = {}
        codes: dict[str, str] = {}
        for each in own:
            if each.column and not each.codes:
                columns[each.column] = each.renamed or ""
            for code in each.codes:
                codes[_name(each.column or "", code)] = each.renamed or each.merged or ""
        return Called(
            {name: codes.get(_name(self._column(name), called), called) for name, called in self.codes.items()},
            {column: columns.get(called, called) for column, called in self.columns.items()},
        )

    def within(self, now: Question, was: Question) -> Called:
        """Give what is called otherwise in the question of now; a column that takes something else is none of it."""
        types, known = {each.id: each.type for each in _columns(now)}, set(_names(now))
        columns = {
            each.id: called if types.get(called := self.columns[each.id]) == each.type else "" for each in _columns(was)
        }
        codes = {
            name: called if _name(columns.get(_column(name), ""), called) in known else ""
            for name, called in self.codes.items()
        }
        return Called(codes, columns)._otherwise()

    def turned(self, was: Question, now: Question) -> Called:
        """Turn around what is called otherwise in `now`: what led from one name to one name leads back."""
        there = Called(
            {name: self.codes.get(name, _code(name)) for name in _names(was)},
            {each.id: self.columns.get(each.id, each.id) for each in _columns(was)},
        )
        back = _single((called, column) for column, called in there.columns.items())
        names = _single((_name(there._column(name), called), name) for name, called in there.codes.items())
        codes = {name: _code(names.get(name, "")) for name in _names(now)}
        return Called(codes, {each.id: back.get(each.id, "") for each in _columns(now)})._otherwise()

    def leads(self, now: Question) -> bool:
        """Tell whether everything is called by a name that the question of now has, or by none."""
        names, columns = set(_names(now)), {each.id for each in _columns(now)}
        cells = {_name(self.columns.get(_column(n), _column(n)), called) for n, called in self.codes.items() if called}
        return cells <= names and {*self.columns.values()} - {""} <= columns

    def _column(self, name: str) -> str:
        return self.columns.get(_column(name), "")

    def _otherwise(self) -> Called:
        return Called(
            {name: called for name, called in self.codes.items() if called != _code(name)},
            {column: called for column, called in self.columns.items() if called != column},
        )


def codes_of(question: Question) -> tuple[str, ...] | None:
    """Give the codes that a question may be answered with; None where it has none."""
    if question.type == "yes_no":
        return YES_NO
    if question.type in ("one", "several"):
        return tuple(option.code for option in question.options)
    return None


def _columns(question: Question) -> tuple[Column, ...]:
    return question.columns if isinstance(question, TableQuestion) else ()


def _names(question: Question) -> Iterator[str]:
    yield from codes_of(question) or ()
    for column in _columns(question):
        codes = YES_NO if column.type == "yes_no" else tuple(option.code for option in column.options)
        yield from (_name(column.id, code) for code in codes)


def _name(column: str, code: str) -> str:
    return f"{column}.{code}" if column else code


def _column(name: str) -> str:
    return name.rpartition(".")[0]


def _code(name: str) -> str:
    return name.rpartition(".")[2]


def _single(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give what leads to one name only."""
    found: dict[str, list[str]] = {}
    for now, was in pairs:
        if now:
            found.setdefault(now, []).append(was)
    return {now: was[0] for now, was in found.items() if len(was) == 1}
