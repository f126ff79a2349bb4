"""A condition in words that an office reads: one line for each test, with the question's and the options' own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.language.form import number
from mapper.questionnaire.condition import (
    NAMED_STATES,
    YES_NO,
    All,
    AnyOf,
    Bounds,
    CellTest,
    Condition,
    NoneOf,
    Outcome,
    Test,
)
from mapper.questionnaire.model import Column, Question, TableQuestion

_SHORT, _LABEL = 60, 40
WHOLE: Final = 10_000
"""Characters that no text of a questionnaire has: for paper, where nothing is cut."""
_GROUPS: dict[type[Condition], str] = {All: "all", AnyOf: "any", NoneOf: "none"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a condition. `outcome` says how its test comes out; None where it is open, or nobody has answered."""

    depth: int
    text: str
    test: Test | None = None
    outcome: Outcome = None


def condition_lines(
    condition: Condition,
    questions: Mapping[str, Question],
    language: str,
    ask: Callable[[Test], Outcome] | None = None,
    depth: int = 0,
) -> Iterator[Line]:
    """Write a condition as lines, groups with their parts one step in; `ask` judges the tests on what was answered."""
    if isinstance(condition, Test):
        outcome = ask(condition) if ask else None
        yield Line(depth, claim_about(condition, questions, language), condition, outcome)
        return
    yield Line(depth, words(f"explain.group.{_GROUPS[type(condition)]}", language))
    for part in condition.parts:
        yield from condition_lines(part, questions, language, ask, depth + 1)


def claim_about(test: Test, questions: Mapping[str, Question], language: str) -> str:
    """Write one test as a sentence that begins with the question's own words."""
    return f"{asked(test.question, questions, language)} {claim(test, questions.get(test.question), language)}"


def asked(ref: str, questions: Mapping[str, Question], language: str) -> str:
    """Name a question by its own words and its id."""
    question = questions.get(ref)
    own_words = short(question.ask.to(language)) if question else ref
    return words("explain.asked", language, asked=own_words, ref=ref)


def claim(test: Test, question: Question | None, language: str, most: int = _LABEL) -> str:
    """Write what one test asks of the answer to its question; an option's words are cut after `most` characters."""
    voice = words(f"explain.voice.{test.voice}", language) if test.voice else ""
    return _claim(test, question, language, most) + voice


def short(text: str, most: int = _SHORT) -> str:
    """Cut a text where it is longer than a line has room for."""
    cleaned = clean_line(text)
    return cleaned if len(cleaned) <= most else f"{cleaned[: most - 1].rstrip()}…"


def choice(question: Question | Column | None, code: str, language: str, most: int = _LABEL) -> str:
    """Give the words of a code: an option, yes or no, or one of the states that a condition may name."""
    if code in NAMED_STATES:
        return words(f"explain.state.{code.lower()}", language)
    for option in getattr(question, "options", ()):
        if option.code == code:
            return quoted(option.text.to(language), language, most)
    return words(f"explain.answer.{code.lower()}", language) if code in YES_NO else code


def quoted(text: str, language: str, most: int = _LABEL) -> str:
    """Put a text, cut where it is long, in the language's own quotation marks."""
    return words("explain.quoted", language, text=short(text, most))


def _claim(test: Test, question: Question | None, language: str, most: int) -> str:
    operator: str = test.operator
    argument: Any = test.argument
    match operator:
        case "one_of" | "has" | "has_none":
            named = _joined([choice(question, code, language, most) for code in argument], "either", language)
            return words(f"explain.test.{operator}", language, choices=named)
        case "rows":
            return _rows(argument, language)
        case "any_row":
            cells = _joined([_cell(cell, question, language, most) for cell in argument], "both", language)
            return words("explain.test.any_row", language, cells=cells)
        case "answered":
            return words("explain.test.answered" if argument else "explain.test.not_answered", language)
        case "within_days":
            return words("explain.test.within_days", language, n=argument)
    return words(f"explain.test.{operator}", language, number=number(argument, language))


def _rows(wanted: int | Bounds, language: str) -> str:
    if isinstance(wanted, int):
        return words("explain.test.rows", language, n=wanted)
    least, most = wanted.at_least, wanted.at_most
    said = [words("explain.test.rows_least", language, n=least)] if least is not None else []
    return " ".join([*said, *([words("explain.test.rows_most", language, n=most)] if most is not None else [])])


def _cell(cell: CellTest, question: Question | None, language: str, most: int) -> str:
    columns = question.columns if isinstance(question, TableQuestion) else ()
    column = next((each for each in columns if each.id == cell.column), None)
    named = short(column.text.to(language), most) if column else cell.column
    argument: Any = cell.argument
    if cell.operator == "one_of":
        choices = _joined([choice(column, code, language, most) for code in argument], "either", language)
        return words("explain.cell.one_of", language, column=named, choices=choices)
    if cell.operator == "within_days":
        return words("explain.cell.within_days", language, column=named, n=argument)
    return words(f"explain.cell.{cell.operator}", language, column=named, number=number(argument, language))


def _joined(parts: Sequence[str], name: str, language: str) -> str:
    """Join words with commas, and the last with the word for `either` of them or `both`."""
    if len(parts) < 2:
        return "".join(parts)
    return words(f"explain.{name}", language, first=", ".join(parts[:-1]), last=parts[-1])
