"""Lines for `changes:` that nobody has written yet: what is gone under one name, and new under another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from mapper.language.text import Text
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.fates import Fate, fates, is_later
from mapper.questionnaire.model import Option, Question, QuestionnaireFile

_ALIKE = 0.8
_FEW = 30
"""Words that are only nearly the same are looked for among so many; the same words among all."""


def proposed_changes(old: Questionnaire, new: Questionnaire) -> tuple[str, ...]:
    """Give the lines under which answers would go along, as they are written in the newer file."""
    return () if is_later(old, new) else tuple(_proposed(old, new))


def same_version(old: Questionnaire, new: Questionnaire) -> bool:
    """Tell whether a file that bears `changes:` has to get a higher version before it can."""
    known = {file.id: file.version for file in old.files}
    return all(known.get(file.id) == file.version for file in new.files if file.id in known)


def _proposed(old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    before, after = _written(old), _written(new)
    ways = fates(old, new).questions
    known = {fate.to for fate in ways.values()}
    fresh = {ref: question for ref, (_, question) in after.items() if ref not in known}
    meant = _meant({ref: question for ref, (_, question) in before.items() if ways[ref].why == "gone"}, fresh)
    for ref, (file, question) in before.items():
        begun = f'- {{from: "{file.version}", question: {ref}'
        if ref in meant:
            yield f"{begun}, renamed: {meant[ref]}}}"
        now = after.get(meant.get(ref, ways[ref].to))
        for code, called in _options(question, now[1], ways[ref]) if now else ():
            yield f"{begun}, option: {code}, renamed: {called}}}"


def _written(questionnaire: Questionnaire) -> dict[str, tuple[QuestionnaireFile, Question]]:
    """Give the questions that files write themselves, each with its file; closing lines stand in many parts."""
    return {
        f"{section.id}.{question.id}": (file, question)
        for file in questionnaire.files
        for section in file.sections
        for question in section.questions
    }


def _meant(gone: Mapping[str, Question], fresh: dict[str, Question]) -> dict[str, str]:
    """Find which new question each of those that are gone may be; no new one is two of them."""
    same = {(question.type, question.ask): ref for ref, question in reversed(fresh.items())}
    found: dict[str, str] = {}
    for ref, question in gone.items():
        if named := same.pop((question.type, question.ask), None):
            found[ref] = named
            del fresh[named]
    left = [ref for ref in gone if ref not in found]
    for ref in left if max(len(left), len(fresh)) <= _FEW else ():
        if named := _nearest(gone[ref], fresh):
            found[ref] = named
            del fresh[named]
    return found


def _nearest(gone: Question, fresh: Mapping[str, Question]) -> str | None:
    alike = {ref: _alike(gone.ask, question.ask) for ref, question in fresh.items() if question.type == gone.type}
    best = max(alike, key=lambda ref: alike[ref], default=None)
    return best if best is not None and alike[best] >= _ALIKE else None


def _options(was: Question, now: Question, fate: Fate) -> Iterator[tuple[str, str]]:
    gone = [option for option in _choices(was) if fate.called.codes.get(option.code, option.code) not in _codes(now)]
    fresh = [option for option in _choices(now) if option.code not in {*_codes(was), *fate.called.codes.values()}]
    for option in gone:
        meant = next((each for each in fresh if _alike(option.text, each.text) >= _ALIKE), None)
        if meant is not None:
            yield option.code, meant.code


def _choices(question: Question) -> tuple[Option, ...]:
    return getattr(question, "options", ())


def _codes(question: Question) -> tuple[str, ...]:
    return tuple(option.code for option in _choices(question))


def _alike(one: Text, other: Text) -> float:
    """Tell how much two texts are the same, in the language in which they are most so."""
    texts = dict(other)
    return max((SequenceMatcher(None, text, texts[code]).ratio() for code, text in one if code in texts), default=0.0)
