"""What is different between two questionnaires, in words that an office reads: parts, questions, options, rules, lists.

What `changes:` says of names is followed: a renamed question is compared with what it is called now.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.language.text import Text
from mapper.questionnaire.called import Called
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Condition
from mapper.questionnaire.explaining.worded import condition_lines, short
from mapper.questionnaire.fates import Fate, Fates, fates
from mapper.questionnaire.following import followed
from mapper.questionnaire.model import (
    Column,
    OneQuestion,
    Option,
    Question,
    Rule,
    Section,
    SeveralQuestion,
    TableQuestion,
    raw,
)

_TEXTS = ("ask", "why", "tip", "comment_ask", "low", "high", "unit")
_KNOWN = {*_TEXTS, "id", "ref", "section", "round_of", "when", "options", "columns", "accepted"}
_OPTION_KNOWN = {"code", "text"}
_COLUMN_KNOWN = {"id", "text", "options"}
_RULE_TEXTS = ("suggest", "because", "purpose", "describe")
_RULE_KNOWN = {*_RULE_TEXTS, "id", "when", "accepted"}
_MOST_LETTERS = 70

About: TypeAlias = Literal["files", "parts", "questions", "rules", "lists"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what it is about, a code of the catalogue `differing`, and what the sentence names."""

    about: About
    code: str
    values: tuple[tuple[str, str], ...]


def difference_lines(old: Questionnaire, new: Questionnaire, language: str) -> list[str]:
    """Tell every difference under a heading for each sort; one sentence where there is none."""
    found = differences(old, new, language)
    if not found:
        return [words("differing.none", language)]
    lines: list[str] = []
    for about in dict.fromkeys(each.about for each in found):
        lines += ["", words(f"differing.heading.{about}", language)]
        lines += ["- " + told(each, language) for each in found if each.about == about]
    return lines[1:]


def told(difference: Difference, language: str) -> str:
    """Put one difference into words."""
    return words(f"differing.{difference.code}", language, **dict(difference.values))


def differences(old: Questionnaire, new: Questionnaire, language: str) -> tuple[Difference, ...]:
    """Find every difference, in the order of the new questionnaire; texts are shown in one language."""
    return tuple(_Finder(old, new, language).found())


class _Finder:
    def __init__(self, old: Questionnaire, new: Questionnaire, language: str) -> None:
        self._old, self._new, self._language = old, new, language
        self._way: Fates = fates(old, new)
        self._names = {ref: fate.to for ref, fate in self._way.questions.items() if fate.to}

    def found(self) -> Iterator[Difference]:
        yield from self._files()
        yield from self._parts()
        yield from self._questions()
        yield from self._rules()
        yield from self._lists()

    def _say(self, about: About, key: str, /, **values: object) -> Difference:
        return Difference(about, key, tuple((name, clean_line(str(value))) for name, value in values.items()))

    def _short(self, text: Text) -> str:
        return short(clean_line(text.to(self._language)), _MOST_LETTERS)

    # --- files

    def _files(self) -> Iterator[Difference]:
        before = {file.id: file for file in self._old.files}
        for now in self._new.files:
            was = before.get(now.id)
            if was is None:
                continue
            for key in ("title", "about"):
                yield from self._text("files", now.id, key, getattr(was, key), getattr(now, key))
            yield from self._condition("files", now.id, was.offer_when, now.offer_when)
            before_rounds, rounds = ({"rounds": raw(file.rounds)} if file.rounds else {} for file in (was, now))
            yield from self._settings("files", now.id, before_rounds, rounds, set())

    # --- parts

    def _parts(self) -> Iterator[Difference]:
        was = {self._way.parts.get(section.id, section.id): section for section in self._old.sections}
        now = {section.id: section for section in self._new.sections}
        for name, section in now.items():
            if name not in was:
                yield self._say("parts", "part_added", id=name, title=self._short(section.title))
        for name, section in was.items():
            if name not in now:
                yield self._say("parts", "part_gone", id=section.id, title=self._short(section.title))
        for name in (name for name in now if name in was):
            yield from self._part(was[name], now[name])
        yield from self._order("parts", "part_moved", _places(was), now)

    def _part(self, was: Section, now: Section) -> Iterator[Difference]:
        if was.id != now.id:
            yield self._say("parts", "part_renamed", id=was.id, now=now.id)
        for key in ("title", "intro"):
            yield from self._text("parts", now.id, key, getattr(was, key), getattr(now, key))
        yield from self._condition("parts", now.id, was.when, now.when)
        for key in ("area", "topic", "card", "gathers_alone"):
            before, after = getattr(was, key), getattr(now, key)
            if before != after:
                yield self._setting("parts", now.id, key, before, after)

    def _order(
        self, about: About, code: str, was: Mapping[str, int], now: Iterable[str], *, within: str = ""
    ) -> Iterator[Difference]:
        """Name what was moved among those that had a place before: as few as it can have been."""
        kept = [name for name in now if name in was]
        staying = _rising(was[name] for name in kept)
        for name in (name for name in kept if was[name] not in staying):
            yield self._say(about, code, id=f"{within} {name}".lstrip())

    # --- questions

    def _questions(self) -> Iterator[Difference]:
        targets = set(self._names.values())
        for ref, question in self._new.questions.items():
            if ref not in targets:
                yield self._say("questions", "question_added", id=ref, ask=self._short(question.ask))
        for fate in self._way.questions.values():
            yield from self._question(fate)
        was = _places(self._names.values())
        for section in self._new.sections:
            now = (question.ref for question in section.questions)
            yield from self._order("questions", "question_moved", was, now)

    def _question(self, fate: Fate) -> Iterator[Difference]:
        was = self._old.questions[fate.ref]
        if not fate.to:
            again = ", ".join(fate.again)
            yield self._say("questions", f"question_{fate.why}", id=fate.ref, ask=self._short(was.ask), again=again)
            return
        now = self._new.questions[fate.to]
        if fate.why == "renamed":
            yield self._say("questions", "question_renamed", id=fate.ref, now=fate.to)
        for key in _TEXTS:
            yield from self._text("questions", now.ref, key, getattr(was, key, None), getattr(now, key, None))
        before, after = (_options_of(each) for each in (was, now))
        yield from self._options(now.ref, before, after, fate.called.codes)
        yield from self._columns(now.ref, _columns_of(was), _columns_of(now), fate.called)
        yield from self._condition("questions", now.ref, was.when, now.when)
        yield from self._settings("questions", now.ref, raw(was), raw(now), _KNOWN)

    def _options(
        self, name: str, before: Sequence[Option], after: Sequence[Option], codes: Mapping[str, str], column: str = ""
    ) -> Iterator[Difference]:
        """Compare the options of a question, or of its `column` by its old name."""
        known = {option.code: option for option in after}
        told_of: dict[str, None] = {}
        for option in before:
            code = codes.get(f"{column}.{option.code}" if column else option.code, option.code)
            told_of[code] = None
            if not code:
                yield self._say("questions", "option_gone", id=name, code=option.code, text=self._short(option.text))
                continue
            if code != option.code:
                yield self._say("questions", "option_renamed", id=name, code=option.code, now=code)
            yield from self._text("questions", f"{name} {code}", "text", option.text, known[code].text)
            yield from self._settings("questions", f"{name} {code}", raw(option), raw(known[code]), _OPTION_KNOWN)
        yield from self._order("questions", "option_moved", _places(told_of), known, within=name)
        for option in after:
            if option.code not in told_of:
                yield self._say("questions", "option_added", id=name, code=option.code, text=self._short(option.text))

    def _columns(
        self, name: str, before: Sequence[Column], after: Sequence[Column], called: Called
    ) -> Iterator[Difference]:
        known = {column.id: column for column in after}
        names = {column.id: called.columns.get(column.id, column.id) for column in before}
        for column in before:
            now = known.get(names[column.id])
            if now is None:
                yield self._say("questions", "column_gone", id=name, column=column.id, text=self._short(column.text))
                continue
            if now.id != column.id:
                yield self._say("questions", "column_renamed", id=name, column=column.id, now=now.id)
            about = f"{name} {now.id}"
            yield from self._text("questions", about, "text", column.text, now.text)
            yield from self._options(about, column.options, now.options, called.codes, column.id)
            yield from self._settings("questions", about, raw(column), raw(now), _COLUMN_KNOWN)
        yield from self._order("questions", "column_moved", _places(names.values()), known, within=name)
        for column in after:
            if column.id not in names.values():
                yield self._say("questions", "column_added", id=name, column=column.id, text=self._short(column.text))

    # --- rules

    def _rules(self) -> Iterator[Difference]:
        was = {self._way.suggestions.get(rule.id, rule.id): rule for rule in self._old.rules}
        now = {rule.id: rule for rule in self._new.rules}
        for name, rule in now.items():
            if name not in was:
                yield self._say("rules", "rule_added", id=name, title=self._short(rule.suggest))
        for name, rule in was.items():
            if name not in now:
                yield self._say("rules", "rule_gone", id=rule.id, title=self._short(rule.suggest))
            else:
                yield from self._rule(rule, now[name])

    def _rule(self, was: Rule, now: Rule) -> Iterator[Difference]:
        if was.id != now.id:
            yield self._say("rules", "rule_renamed", id=was.id, now=now.id)
        for key in _RULE_TEXTS:
            yield from self._text("rules", now.id, key, getattr(was, key), getattr(now, key))
        yield from self._condition("rules", now.id, was.when, now.when)
        yield from self._settings("rules", now.id, raw(was), raw(now), _RULE_KNOWN)

    # --- lists

    def _lists(self) -> Iterator[Difference]:
        for name in ("partners", "measures", "laws"):
            was = {entry.id: entry for entry in getattr(self._old.lists, name)}
            now = {entry.id: entry for entry in getattr(self._new.lists, name)}
            for id, entry in now.items():
                if id not in was:
                    yield self._say("lists", "entry_added", list=name, id=id, text=self._short(entry.text))
                    continue
                for key in ("text", "ask_for", "describe"):
                    before, after = (getattr(each, key, None) for each in (was[id], entry))
                    yield from self._text("lists", f"{name} {id}", key, before, after)
            for id, entry in was.items():
                if id not in now:
                    yield self._say("lists", "entry_gone", list=name, id=id, text=self._short(entry.text))

    # --- what all have

    def _text(self, about: About, name: str, key: str, was: Text | None, now: Text | None) -> Iterator[Difference]:
        before, after = (text or Text(()) for text in (was, now))
        if before == after:
            return
        old, new = (clean_line(text.to(self._language)) for text in (before, after))
        if old != new:
            yield self._say(about, "reworded", id=name, field=key, was=old or "–", now=new or "–")
            return
        changed = {code for code, _ in {*before.versions} ^ {*after.versions}}
        if changed:
            yield self._say(about, "reworded_elsewhere", id=name, field=key, languages=", ".join(sorted(changed)))

    def _condition(self, about: About, name: str, was: Condition | None, now: Condition | None) -> Iterator[Difference]:
        if (followed(was, self._way.questions) if was else None) != now:
            before, after = self._worded(was, self._old), self._worded(now, self._new)
            yield self._say(about, "condition", id=name, was=before, now=after)

    def _worded(self, condition: Condition | None, of: Questionnaire) -> str:
        if condition is None:
            return words("differing.always", self._language)
        return " · ".join(line.text for line in condition_lines(condition, of.questions, self._language))

    def _settings(
        self, about: About, name: str, was: Mapping[str, object], now: Mapping[str, object], known: set[str]
    ) -> Iterator[Difference]:
        for key in dict.fromkeys([*was, *now]):
            if key not in known and was.get(key) != now.get(key):
                yield self._setting(about, name, key, was.get(key), now.get(key))

    def _setting(self, about: About, name: str, key: str, was: object, now: object) -> Difference:
        return self._say(about, "setting", id=name, field=key, was=_shown(was), now=_shown(now))


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _rising(places: Iterable[int]) -> set[int]:
    """Give the most of these places that follow each other upwards as they stand."""
    lasts: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect(lasts, place)
        before[place] = lasts[length - 1] if length else None
        lasts[length : length + 1] = [place]
    staying: set[int] = set()
    last = lasts[-1] if lasts else None
    while last is not None:
        staying.add(last)
        last = before[last]
    return staying


def _options_of(question: Question) -> tuple[Option, ...]:
    return question.options if isinstance(question, OneQuestion | SeveralQuestion) else ()


def _columns_of(question: Question) -> tuple[Column, ...]:
    return question.columns if isinstance(question, TableQuestion) else ()


def _shown(value: object) -> str:
    """Write a setting as it stands in a file."""
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(map(_shown, value))
        case dict():
            return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    return short(str(value), _MOST_LETTERS)
