"""Numbers that are asked in rounds, side by side: at the start, last time and now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mapper.documents.model import Told
from mapper.documents.pages.answers import on_one_line
from mapper.documents.pages.model import ComparedOnPaper
from mapper.interview.answer import Answer
from mapper.interview.model import Compared, Level, ReviewLine
from mapper.language import form
from mapper.questionnaire.model import ScaleQuestion


def now_and_before(told: Told, keep: Callable[[ReviewLine], bool]) -> tuple[ComparedOnPaper, ...]:
    """Give the numbers of lines that `keep` lets through, where two moments or more can be compared.

    A start that another question asked is there only where that question's line is let through too.
    """
    kept = {line.question.ref: line for line in told.review if _used(line) and keep(line)}
    rows = (_seen(row, kept) for row in told.compared if row.question.ref in kept)
    return tuple(_on_paper(row, told.language) for row in rows if _moments(row) > 1)


def _used(line: ReviewLine) -> bool:
    return line.standing not in ("unused", "parked")


def _seen(row: Compared, kept: dict[str, ReviewLine]) -> Compared:
    """Leave out a start that may not stand here; one from the minute for two stands only beside what is asked there."""
    line = kept.get(row.start_ref)
    shown = line is not None and (row.question.alone or not line.question.alone)
    return row if shown else replace(row, start=None)


def _moments(row: Compared) -> int:
    return sum(level is not None for level in (row.start, row.last, row.now))


def _on_paper(row: Compared, language: str) -> ComparedOnPaper:
    asked = row.question
    scale = asked if isinstance(asked, ScaleQuestion) else None
    return ComparedOnPaper(
        question=asked.ask,
        low_end=str(scale.from_) if scale else "",
        low=scale.low if scale else "",
        high_end=str(scale.to) if scale else "",
        high=scale.high if scale else "",
        start=_number(row, row.start, language),
        start_on=row.start.on if row.start else None,
        last=_number(row, row.last, language),
        last_on=row.last.on if row.last else None,
        now=_number(row, row.now, language),
    )


def _number(row: Compared, level: Level | None, language: str) -> str:
    """Write a number with its unit; the ends of a scale stand beside its question."""
    if level is None:
        return ""
    if isinstance(row.question, ScaleQuestion):
        return form.number(level.value, language)
    return on_one_line(row.question, Answer("value", level.value), language)
