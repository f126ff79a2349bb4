"""What became of every question between two versions: where its answers belong now, or why they belong nowhere.

What `changes:` says counts first. What it does not say is read from the two questionnaires: the same id is the same
question, unless its type or the ends of its scale differ; an id that is gone is no longer asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal, TypeAlias

from mapper.questionnaire.called import Called
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.model import Became, Question, ScaleQuestion

Why: TypeAlias = Literal["stays", "renamed", "split", "retired", "retyped", "gone"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one question.

    `to` is its ref now, empty where its answers belong nowhere. `called` are options and columns that are called
    otherwise now. `again` names the questions that ask for it anew.
    """

    ref: str
    to: str
    why: Why = "stays"
    called: Called = field(default_factory=Called)
    again: tuple[str, ...] = ()

    @property
    def stays(self) -> bool:
        """Tell whether every answer stands as it did."""
        return self.to == self.ref and self.called == Called()


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of every question, and which parts and suggestions are called otherwise, old name to new."""

    questions: Mapping[str, Fate]
    parts: Mapping[str, str] = field(default_factory=dict)
    suggestions: Mapping[str, str] = field(default_factory=dict)


def version_key(version: str) -> tuple[int, ...]:
    """Give a version as numbers that can be compared: 1.10 comes after 1.9."""
    return tuple(int(number) for number in version.split("."))


def fates(old: Questionnaire, new: Questionnaire) -> Fates:
    """Say what became of every question of `old` in `new`, which may also be the earlier of the two."""
    if is_later(old, new):
        return _backwards(_forwards(new, old), new, old)
    return _forwards(old, new)


def is_later(one: Questionnaire, other: Questionnaire) -> bool:
    """Tell whether some file of one questionnaire is of a later version than in the other, and none of an earlier."""
    known = {file.id: version_key(file.version) for file in other.files}
    pairs = [(version_key(file.version), known[file.id]) for file in one.files if file.id in known]
    return any(mine > theirs for mine, theirs in pairs) and all(mine >= theirs for mine, theirs in pairs)


def _forwards(old: Questionnaire, new: Questionnaire) -> Fates:
    steps = tuple(_steps(old, new))
    closing = _closing_files(old)
    return Fates(
        questions=_one_each(_fate(each, new, steps, closing.get(each.ref, "")) for each in old.questions.values()),
        parts=_called((step.parts for step in steps), (section.id for section in old.sections)),
        suggestions=_called((step.suggestions for step in steps), (rule.key or rule.id for rule in old.rules)),
    )


def _closing_files(questionnaire: Questionnaire) -> dict[str, str]:
    """Give, for each closing line at the end of a life area, the file that writes it."""
    return {
        f"{section.id}.{line.id}": writer.id
        for file in questionnaire.files
        for writer in ((file if file.closing else questionnaire.files[0]),)
        for section in file.sections
        if section.topic
        for line in writer.closing
    }


@dataclass(frozen=True, slots=True)
class _Step:
    """What a file says happened since one version, at one time: of each question, and new names of the rest."""

    file: str
    questions: Mapping[str, tuple[Became, ...]]
    parts: Mapping[str, str]
    suggestions: Mapping[str, str]

    @classmethod
    def of(cls, file: str, together: Iterable[Became]) -> _Step:
        """Put what is said under the name of what it is said of; of two new names for one thing, the first."""
        questions: dict[str, tuple[Became, ...]] = {}
        parts: dict[str, str] = {}
        suggestions: dict[str, str] = {}
        for each in together:
            if each.question:
                questions[each.question] = (*questions.get(each.question, ()), each)
            for name, known in ((each.section, parts), (each.suggestion, suggestions)):
                if name and each.renamed:
                    known.setdefault(name, each.renamed)
        return cls(file, questions, parts, suggestions)

    def of_question(self, name: str, closing: str) -> tuple[Became, ...]:
        """Give what is said of a question: by its bare id where it is a closing line of this file, last by its ref."""
        bare = self.questions.get(name.partition(".")[2], ()) if closing == self.file else ()
        return (*bare, *self.questions.get(name, ()))

    def name_after(self, name: str, closing: str) -> str:
        """Give the ref that a question has after the step."""
        part, _, own = name.partition(".")
        now = self.parts.get(part, part)
        renamed = [each.renamed for each in self.of_question(name, closing) if each.renamed and each.whole]
        return _in_part(now, renamed[-1] if renamed else own)


def _steps(old: Questionnaire, new: Questionnaire) -> Iterator[_Step]:
    """Give what happened since the old versions, file by file, the earliest first."""
    before = {file.id: version_key(file.version) for file in old.files}
    for file in new.files:
        since = before.get(file.id)
        if since is None:
            continue
        said = [change for change in file.changes if version_key(change.from_) >= since]
        said.sort(key=lambda change: version_key(change.from_))
        for _, together in groupby(said, key=lambda change: version_key(change.from_)):
            yield _Step.of(file.id, together)


def _called(renamed: Iterable[Mapping[str, str]], names: Iterable[str]) -> dict[str, str]:
    now = {name: name for name in names}
    for step in renamed:
        now = {name: step.get(called, called) for name, called in now.items()}
    return {name: called for name, called in now.items() if name != called}


@dataclass(frozen=True, slots=True)
class _Way:
    """Where one question has come to: its name, its codes, and what ended it; `closing` is the file of such a line."""

    name: str
    called: Called
    closing: str = ""
    end: Why = "stays"
    again: tuple[str, ...] = ()

    def go(self, step: _Step) -> _Way:
        """Go one step."""
        again = tuple(step.name_after(name, self.closing) for name in self.again)
        if self.end in ("split", "retired"):
            return replace(self, again=again)
        own = step.of_question(self.name, self.closing)
        name = step.name_after(self.name, self.closing)
        way = replace(self, name=name, called=self.called.after(own), again=again)
        for each in own:
            if each.whole:
                way = way.ended(each)
        return way

    def ended(self, change: Became) -> _Way:
        """Note that a change ends the question, if it does."""
        if change.retired:
            return replace(self, end="retired")
        if change.split:
            part = self.name.partition(".")[0]
            return replace(self, end="split", again=tuple(_in_part(part, name) for name in change.split))
        return replace(self, end="retyped") if change.retyped else self


def _in_part(part: str, name: str) -> str:
    """Give the ref of a question; a closing line has a bare id, and stands in every life area."""
    return name if "." in name else f"{part}.{name}"


def _fate(question: Question, new: Questionnaire, steps: Iterable[_Step], closing: str) -> Fate:
    way = _Way(question.ref, Called.of(question), closing)
    for step in steps:
        way = way.go(step)
    again = tuple(ref for ref in way.again if ref in new.questions)
    if way.end in ("split", "retired"):
        return Fate(question.ref, "", way.end, again=again)
    now = new.questions.get(way.name)
    if now is None:
        return Fate(question.ref, "", "gone", again=again)
    if way.end == "retyped" or not same_kind(question, now):
        return Fate(question.ref, "", "retyped", again=(*again, now.ref))
    why: Why = "stays" if now.ref == question.ref else "renamed"
    return Fate(question.ref, now.ref, why, way.called.within(now, question), (now.ref,))


def same_kind(old: Question, new: Question) -> bool:
    """Tell whether two questions take the same kind of answer; a number means nothing on a scale with other ends."""
    if isinstance(old, ScaleQuestion) and isinstance(new, ScaleQuestion):
        return (old.from_, old.to) == (new.from_, new.to)
    return old.type == new.type


def _one_each(found: Iterable[Fate]) -> dict[str, Fate]:
    """Let one question lead to each place, the one that kept its name before any other: no answer covers another."""
    every = list(found)
    taken: dict[str, str] = {}
    for fate in sorted(every, key=lambda fate: fate.to != fate.ref):
        if fate.to:
            taken.setdefault(fate.to, fate.ref)
    return {
        fate.ref: fate if not fate.to or taken[fate.to] == fate.ref else Fate(fate.ref, "", "gone", again=(fate.to,))
        for fate in every
    }


def _backwards(ahead: Fates, earlier: Questionnaire, later: Questionnaire) -> Fates:
    """Turn fates around: what leads from one place to one place leads back, and nothing else does."""
    sources = {fate.to: fate for fate in ahead.questions.values() if fate.to}
    back = {ref: _back(question, sources.get(ref), earlier.questions) for ref, question in later.questions.items()}
    parts, suggestions = ({now: was for was, now in names.items()} for names in (ahead.parts, ahead.suggestions))
    return Fates(back, parts, suggestions)


def _back(question: Question, source: Fate | None, earlier: Mapping[str, Question]) -> Fate:
    ref = question.ref
    if source is None:
        return Fate(ref, "", "gone")
    called = source.called.turned(earlier[source.ref], question)
    return Fate(ref, source.ref, "stays" if ref == source.ref else "renamed", called, (source.ref,))
