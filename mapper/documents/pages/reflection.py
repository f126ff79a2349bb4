"""What the reflection note is told: bands and codes that a list names, in the list's own words, and nothing else.

Names, places, days, labels, the office and everything that somebody wrote have no way in: no field of a page is made
of them. What is held back, belongs to the minute for two, or is of a special category stays out, listed or not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from mapper.documents.model import Told
from mapper.documents.pages.answers import given
from mapper.documents.pages.model import Fact, ReflectionPage
from mapper.documents.pages.shared import on_paper
from mapper.documents.templates.shelf import folder
from mapper.interview.model import ReviewLine
from mapper.language import form
from mapper.language.catalogue import words
from mapper.language.text import Text
from mapper.questionnaire.model import OneQuestion, Option, Question, SeveralQuestion, YesNoQuestion

TAG = "reflection"
"""By this tag an office lets a question of its own stand in the note."""
_FORMS = {"age", "month", "options"}
_YOUNGEST, _OLDEST = 20, 70
"""Beyond these, ten years hold too few people to hide among."""


def reflection_page(told: Told) -> ReflectionPage:
    """Make the page of the note."""
    lines = [line for line in told.review if _may_be_told(line)]
    return ReflectionPage(
        practice=told.practice,
        month=form.month(told.now.date(), told.language),
        facts=(*_listed(lines, told.language), *_tagged(lines, told.language)),
        unmet=tuple(dict.fromkeys(_type(need.topic) for need in told.plan.unmet if not need.held_back)),
    )


def _may_be_told(line: ReviewLine) -> bool:
    return on_paper(line) and not line.question.alone and line.question.sensitivity != "special"


def _values(line: ReviewLine) -> Iterator[object]:
    """Give each value that the participant said, alone or together; of several, each by itself."""
    for spoken in given(line):
        if spoken.voice != "caseworker":
            yield from spoken.answer.value if isinstance(spoken.answer.value, tuple) else (spoken.answer.value,)


def _together(texts: Iterable[Text], language: str) -> str:
    return ", ".join(dict.fromkeys(text.to(language) for text in texts))


# --- what the list names


def _listed(lines: Iterable[ReviewLine], language: str) -> Iterator[Fact]:
    by_ref = {line.question.ref: line for line in lines}
    for entry in _list()["fact"]:
        line = by_ref.get(entry["question"])
        if line and (found := _together((_band(entry["bands"], value) for value in _values(line)), language)):
            yield Fact(Text.of(entry["label"]), found)


def _band(bands: Iterable[Mapping[str, Any]], value: object) -> Text:
    """Give the words of the band that a code or a number belongs to; without one it is something else."""
    return next((Text.of(band["words"]) for band in bands if _within(band, value)), _word("other"))


def _within(band: Mapping[str, Any], value: object) -> bool:
    if isinstance(value, Decimal):
        return "from" in band and band["from"] <= value <= band["to"]
    return isinstance(value, str) and value in band.get("codes", ())


def _type(topic: str | None) -> Text:
    named = _list()["needs"].get(topic)
    return Text.of(named) if named else _word("other")


# --- what a question's own tag names


def _tagged(lines: Iterable[ReviewLine], language: str) -> Iterator[Fact]:
    for line in lines:
        found = _together((_shown(line.question, value, language) for value in _values(line)), language)
        if found and line.question.tags.get(TAG) in _FORMS:
            yield Fact(line.question.ask, found)


def _shown(question: Question, value: object, language: str) -> Text:
    match question.tags.get(TAG), value:
        case "age", Decimal():
            return _ten_years(int(value))
        case "month", date():
            return Text.of({language: form.month(value, language)})
        case "options", str():
            return _option(question, value, language)
    return _word("other")


def _ten_years(age: int) -> Text:
    low = age // 10 * 10
    if age < _YOUNGEST:
        return _word("age_under", low=_YOUNGEST)
    return _word("age_over", low=_OLDEST) if age >= _OLDEST else _word("age", low=low, high=low + 9)


def _option(question: Question, code: str, language: str) -> Text:
    """Give an option as the office wrote it; one with room for own words is something else."""
    if isinstance(question, YesNoQuestion):
        return Text.of({language: words(f"documents.answer.{code.lower()}", language)})
    options: tuple[Option, ...] = question.options if isinstance(question, OneQuestion | SeveralQuestion) else ()
    found = next((option for option in options if option.code == code and not option.write_in), None)
    return found.text if found else _word("other")


# --- the list


def _word(name: str, **values: int) -> Text:
    written: Mapping[str, str] = _list()["words"][name]
    return Text.of({language: each.format_map(values) for language, each in written.items()})


@cache
def _list() -> Mapping[str, Any]:
    return tomllib.loads((folder() / "reflection.toml").read_text(encoding="utf-8"))
