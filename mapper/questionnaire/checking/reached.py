"""What no conversation ever comes to, and what it comes to too late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from mapper.questionnaire.checking.accepting import Note, Parents
from mapper.questionnaire.checking.fitting import resolve
from mapper.questionnaire.checking.outline import Outline, OutlinedQuestion, OutlinedSection, Owner
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import All, AnyOf, Condition, NoneOf, Test, references, tests
from mapper.questionnaire.findings import Finding, listed
from mapper.questionnaire.reach import Never, Reach, asked_in_short, reachable
from mapper.questionnaire.reaching.search import Asked
from mapper.questionnaire.source import Map, Place, key_place, place_line
from mapper.questionnaire.written import as_written

_ANY_DAY = date(2000, 1, 1)
"""Tests on days count from today, so what they open does not hang on the day."""
_CODES = {"q": "never_asked", "s": "never_opened", "r": "never_suggested", "p": "never_offered"}


class Reaching:
    """Tells what nothing opens in one file of a questionnaire."""

    def __init__(self, outline: Outline, questionnaire: Questionnaire, file: str, parents: Parents) -> None:
        self.outline = outline
        self.questionnaire = questionnaire
        self.file = file
        self.parents = parents

    def advise(self, root: Map) -> Iterator[Note]:
        """Search the whole conversation, and then the short one."""
        whole = reachable(self.questionnaire, _ANY_DAY)
        yield from self._never(whole.never)
        yield from self._dead(whole)
        if whole.unsure:
            source = next(reading.source for reading in self.outline.readings if reading.source.name == self.file)
            values = {"n": len(whole.unsure), "names": listed(key[2:] for key in whole.unsure)}
            yield Note(source.finding(key_place(root, "title"), "search_gave_up", **values), (root,))
        asked = asked_in_short(self.questionnaire)
        if 0 < len(asked) < len(self.questionnaire.questions):
            short = reachable(self.questionnaire, _ANY_DAY, short=True)
            lost = {key: never for key, never in short.never.items() if key not in whole.never}
            asked_there = {key: never for key, never in lost.items() if key[:2] == "q:" and key[2:] in asked}
            yield from self._never(asked_there, "never_in_short")
            offers = {key: never for key, never in lost.items() if key[:2] == "p:"}
            yield from self._never(offers, "never_offered_in_short")

    def _never(self, nevers: Mapping[str, Never], code: str | None = None) -> Iterator[Note]:
        following = self._following(nevers)
        also: dict[str, list[str]] = {}
        for key, first in following.items():
            also.setdefault(first, []).append(key[2:])
        told: set[int] = set()
        for key, never in nevers.items():
            owner = self._owner(key)
            if owner is None or owner.source.name != self.file or id(owner.node) in told:
                continue
            told.add(id(owner.node))
            if key not in following:
                yield Note(self._finding(owner, never, code, also.get(key, ())), self.parents[id(owner.node)])

    def _dead(self, reach: Reach) -> Iterator[Note]:
        """Find the parts of an `any` that never can be what holds, of conditions that do come to hold."""
        told: set[int] = set()
        for key in reach.everything():
            owner = self._owner(key)
            if owner is None or owner.source.name != self.file or owner.when is None or id(owner.node) in told:
                continue
            told.add(id(owner.node))
            added = sum(1 for _ in tests(owner.when)) - len(owner.placed)  # a closing line waits for its topic, too
            for part, first in _choices(owner.when) if key not in reach.never else ():
                if reach.opens_with(key, part) is False:
                    place = owner.placed[first - added].place
                    finding = owner.source.finding(place, "dead_choice", name=key[2:])
                    yield Note(finding, self.parents[id(owner.node)])

    def _following(self, nevers: Mapping[str, Never]) -> dict[str, str]:
        """Give what never comes only because something before it never does, and the first of these."""
        first: dict[str, str] = {}
        for key in nevers:
            owner = self._owner(key)
            before = [f"q:{ref}" for ref in references(owner.when)] if owner else []
            if isinstance(owner, OutlinedQuestion):
                before.insert(0, f"s:{owner.section}")
            blocked = next((each for each in before if each in nevers), None)
            if blocked is not None:
                first[key] = first.get(blocked, blocked)
        return first

    def _finding(self, owner: Owner, never: Never, code: str | None, also: Iterable[str]) -> Finding:
        clash = never.clash
        mine = next((each for each in clash.asked if each.by == never.key), clash.asked[0])
        rest = [each for each in clash.asked if each is not mine]
        values: dict[str, object] = {"name": never.key[2:], "question": clash.ref, "one": _shown(mine)}
        if rest:
            values |= {"other": "; ".join(_shown(each) for each in rest), "line": self._line(rest[0])}
        if names := list(also):
            values["also"] = listed(names)
        named = code or (_CODES[never.key[0]] if rest else "no_answer_opens")
        return owner.source.finding(self._place(owner, mine), named, **values)

    def _place(self, owner: Owner, asked: Asked) -> Place:
        """Give the place of a test in a part's own condition; of the first of them where it stands elsewhere."""
        places = [placed.place for placed in owner.placed if placed.test == asked.need.test]
        places += [placed.place for placed in owner.placed if placed.test.question == asked.need.test.question]
        return next(iter([*places, *(placed.place for placed in owner.placed), owner.node.place]))

    def _line(self, asked: Asked) -> str:
        owner = self._owner(asked.by)
        return f"{place_line(self._place(owner, asked))}" if owner else ""

    def _owner(self, key: str) -> Owner | None:
        kind, _, name = key.partition(":")
        if kind == "q":
            return self.outline.questions.get(name)
        if kind == "s":
            return self.outline.sections.get(name)
        return self._rules.get(name) if kind == "r" else self._packs.get(name)

    @cached_property
    def _rules(self) -> dict[str, Owner]:
        return {rule.name: rule for rule in self.outline.rules}

    @cached_property
    def _packs(self) -> dict[str, Owner]:
        return {str(pack.get("id")): pack for pack in self.outline.packs}


def _choices(condition: Condition, first: int = 0) -> Iterator[tuple[Condition, int]]:
    """Give every part of each `any` that must hold, and how many tests are written before it."""
    if isinstance(condition, Test | NoneOf):
        return
    for part in condition.parts:
        if isinstance(condition, AnyOf) and len(condition.parts) > 1:
            yield part, first
        elif isinstance(condition, All):
            yield from _choices(part, first)
        first += sum(1 for _ in tests(part))


def _shown(asked: Asked) -> str:
    """Write a need as an office would: `health.hours: {at_least: 15}`."""
    ref = asked.need.test.question
    written = as_written(asked.need.test)[ref]
    shown = f"{ref}: {_plain(written)}"
    return shown if asked.need.wanted else f"none: [{shown}]"


def _plain(written: object) -> str:
    if isinstance(written, list):
        return str(written[0]) if len(written) == 1 else f"[{', '.join(map(str, written))}]"
    if isinstance(written, dict):
        return f"{{{', '.join(f'{key}: {_plain(value)}' for key, value in written.items())}}}"
    return str(written)


def advise_waiting(outline: Outline, file: str, parents: Parents) -> Iterator[Note]:
    """Find what waits, before the minute for two, for a question that is asked only then."""
    gathering = next((each for each in outline.written_sections if each.get("gathers_alone") == "yes"), None)
    if gathering is None:
        return
    cards = {section.name for section in outline.written_sections if section.get("card") == "yes"}
    for owner in (*outline.written_sections, *outline.written):
        before = owner.first if isinstance(owner, OutlinedSection) else _order(owner)
        if owner.source.name != file or before >= gathering.first or owner.get("alone") == "yes":
            continue
        for placed in owner.placed:
            target = resolve(outline, owner, placed.test.question)
            if target is not None and target.get("alone") == "yes" and target.section not in cards:
                values = {"name": owner.name, "question": target.name, "section": gathering.name}
                yield Note(owner.source.finding(placed.place, "waits_for_later", **values), parents[id(owner.node)])
                break


def _order(owner: Owner) -> int:
    return owner.order if isinstance(owner, OutlinedQuestion) and owner.section else -1
