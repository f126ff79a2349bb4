"""Why a question is asked or a suggestion is made, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from mapper.language.catalogue import words
from mapper.language.form import short_day
from mapper.language.text import Text
from mapper.questionnaire.checking.fitting import OPERATORS_OF
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Condition, Outcome, Test, references
from mapper.questionnaire.explaining.worded import Line, asked, choice, condition_lines, quoted, short
from mapper.questionnaire.model import Column, Question, ScaleQuestion, TableQuestion
from mapper.questionnaire.reach import Reach, Way

_PLAIN = ("one_of", "answered")
"""Tests that need no word of their own in a file, or that every question has."""

Kind = Literal["q", "s", "r", "p"]
"""A question, a section, a rule or a pack: the first letter of its key in `Questionnaire.readers`."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that stands or does not: what it is, its id in the file, its own words, and what it hangs on, named."""

    kind: Kind
    id: str
    title: Text
    conditions: tuple[tuple[str, Condition], ...]

    @property
    def key(self) -> str:
        """Give the key by which others know it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands over what somebody answered."""

    ask: Callable[[Test], Outcome]
    stands: Callable[[str], bool]


def things(questionnaire: Questionnaire) -> Iterator[Thing]:
    """Give everything that may stand or fire, sections before their questions, then rules, then packs."""
    for section in questionnaire.sections:
        own = (("section", section.when),) if section.when else ()
        yield Thing("s", section.id, section.title, own)
        for question in section.questions:
            mine = (("question", question.when),) if question.when else ()
            yield Thing("q", question.ref, question.ask, (*own, *mine))
    for rule in questionnaire.rules:
        yield Thing("r", rule.id, rule.suggest, (("rule", rule.when),) if rule.when else ())
    for file in questionnaire.files:
        if file.offer_when is not None:
            yield Thing("p", file.id, file.title, (("pack", file.offer_when),))


def own_things(questionnaire: Questionnaire) -> tuple[Thing, ...]:
    """Give what a questionnaire is drawn with: everything, or of a core and a pack what is the pack's own."""
    every = tuple(things(questionnaire))
    if len(questionnaire.files) == 1:
        return every
    pack = questionnaire.files[-1]
    sections = {section.id for section in pack.sections}
    own = {f"p:{pack.id}", *(f"s:{section}" for section in sections), *(f"r:{rule.id}" for rule in pack.activities)}
    own |= {f"q:{ref}" for ref, question in questionnaire.questions.items() if question.section in sections}
    return tuple(thing for thing in every if thing.key in own)


def named(questionnaire: Questionnaire, name: str) -> tuple[Thing, ...]:
    """Find what an id means: whole (`health.consider`), or the last part of a question's.

    Where that is one of the pack's that is asked about, those of the core are not meant.
    """
    every = tuple(things(questionnaire))
    exact = tuple(each for each in every if each.id == name)
    alike = tuple(each for each in every if each.kind == "q" and each.id.rpartition(".")[2] == name)
    last = {f"{section.id}.{name}" for section in questionnaire.files[-1].sections}
    return exact or tuple(each for each in alike if each.id in last) or alike


def explained(thing: Thing, questionnaire: Questionnaire, reach: Reach, language: str, now: Now | None = None) -> str:
    """Say what it is, when it stands, the shortest way to it, who reads it, and how it stands over what was said."""
    parts = [_heading(thing, questionnaire, language), _when(thing, questionnaire, language, now)]
    if now is not None:
        standing = "stands" if now.stands(thing.key) else "waits"
        parts.insert(1, [words(f"explain.{standing}.{thing.kind}", language)])
    parts += [_way(thing, questionnaire, reach, language), _readers(thing, questionnaire, language)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _heading(thing: Thing, questionnaire: Questionnaire, language: str) -> list[str]:
    lines = [f"{thing.id}: {thing.title.to(language)}"]
    question = questionnaire.questions.get(thing.id) if thing.kind == "q" else None
    if question is not None:
        lines.append(
            words("explain.in_part", language, part=questionnaire.section(question.section).title.to(language))
        )
        if question.profile == "full" and question.section not in questionnaire.whole_in_short:
            lines.append(words("explain.full_only", language))
        lines += _answers(question, language)
    return lines


def _answers(question: Question, language: str) -> Iterator[str]:
    """Say what kind of answer it takes, and the codes that a condition may name."""
    ends = f" {question.from_}–{question.to}" if isinstance(question, ScaleQuestion) else ""
    yield words("explain.type", language, type=f"{question.type}{ends}")
    yield from (f"  {option.code}: {option.text.to(language)}" for option in getattr(question, "options", ()))
    if isinstance(question, TableQuestion):
        for column in question.columns:
            codes = f" ({', '.join(option.code for option in column.options)})" if column.options else ""
            yield f"  {column.id}: {column.text.to(language)}, {column.type}{codes}"
    tests = [each for each in OPERATORS_OF[question.type] if each not in _PLAIN]
    if tests:
        yield words("explain.tests", language, tests=", ".join(tests))


def _when(thing: Thing, questionnaire: Questionnaire, language: str, now: Now | None) -> list[str]:
    if not thing.conditions:
        return [words(f"explain.always.{thing.kind}", language)]
    lines = [words(f"explain.when.{thing.kind}", language)]
    ask, several = now.ask if now else None, len(thing.conditions) > 1
    for name, condition in thing.conditions:
        if several:
            lines.append("  " + words(f"explain.of.{name}", language))
        found = condition_lines(condition, questionnaire.questions, language, ask, depth=2 if several else 1)
        lines += [marked(line, judged=now is not None) for line in found]
    return lines


def marked(line: Line, *, judged: bool) -> str:
    """Write a line with its step in, and with a mark where its test was judged: + holds, - does not, ? is open."""
    mark = {True: "+ ", False: "- ", None: "? "}[line.outcome] if judged and line.test is not None else ""
    return f"{'  ' * line.depth}{mark}{line.text}"


def _way(thing: Thing, questionnaire: Questionnaire, reach: Reach, language: str) -> list[str]:
    if not thing.conditions:
        return []
    way = reach.way(thing.key)
    if way is None:
        never = "never" if thing.key in reach.never else "unsure"
        return [words(f"explain.{never}", language)]
    return [words("explain.way", language), *(f"  {line}" for line in way_lines(way, questionnaire, language))]


def way_lines(way: Way, questionnaire: Questionnaire, language: str) -> Iterator[str]:
    """Write a way, a line for each question: what to answer."""
    for ref, given in way.answers.items():
        question = questionnaire.questions.get(ref)
        said = " / ".join(_given(each.value, each.state, question, language) for each in given)
        yield f"{asked(ref, questionnaire.questions, language)} {said}"


def _given(value: object, state: str | None, question: Question | None, language: str) -> str:
    if state is not None:
        return choice(question, state, language)
    parts = value if isinstance(value, tuple) else (value,)
    said = [
        _row(part, question, language) if isinstance(part, Mapping) else _one(part, question, language)
        for part in parts
    ]
    return "; ".join(said) or words("explain.empty", language)


def _row(row: Mapping[str, object], question: Question | None, language: str) -> str:
    columns = {each.id: each for each in question.columns} if isinstance(question, TableQuestion) else {}
    return ", ".join(
        f"{quoted(columns[name].text.to(language), language)} {_one(cell, columns[name], language)}"
        for name, cell in row.items()
        if name in columns
    )


def _one(value: object, of: Question | Column | None, language: str) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return short_day(value, language) if isinstance(value, date) else choice(of, str(value), language)


def _readers(thing: Thing, questionnaire: Questionnaire, language: str) -> list[str]:
    if thing.kind != "q":
        return []
    known = {each.key: each for each in things(questionnaire)}
    found = [known[key] for key in questionnaire.readers.get(thing.id, ()) if key in known]
    packs = [each for each in known.values() if each.kind == "p" and _reads(each, thing.id)]
    if not found and not packs:
        return [words("explain.unread", language)]
    return [words("explain.read_by", language), *(f"  {line}" for line in _names((*found, *packs), language))]


def _reads(thing: Thing, ref: str) -> bool:
    return any(ref in references(condition) for _, condition in thing.conditions)


def _names(found: Iterable[Thing], language: str) -> Iterator[str]:
    for each in found:
        kind = words(f"explain.kind.{each.kind}", language)
        yield f"{kind} {each.id}: {short(each.title.to(language))}"
