"""From something that may be asked or suggested, back to the fewest answers that open it.

Best first: of all unfinished ways the one with the fewest answers is followed, so the first that is finished is the
shortest. Where no way is left, nothing opens it, and the last that clashed says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from itertools import combinations, count
from typing import NamedTuple

from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import All, AnyOf, Condition, NoneOf, Test
from mapper.questionnaire.reaching.needs import Answered, Given, Need, fewest_answers

_MOST_WAYS = 400
"""So many unfinished ways are kept for one search."""
_LOOKED_FOR_A_STEP = 4
"""So many parts of a choice are looked at in one step; many needs of one question are looked at pair by pair."""


class Asked(NamedTuple):
    """A need, and the key of what needs it: `q:<ref>`, `s:<section>`, `r:<rule>`, `p:<pack>`."""

    need: Need
    by: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a way ended: what is needed of one question and cannot be answered together."""

    ref: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search. `given` by ref, in composed order; None where nothing opens it, or the search gave up."""

    given: Mapping[str, tuple[Given, ...]] | None
    clash: Clash | None = None
    sure: bool = True


Goal = tuple[Condition, bool, str]


@dataclass(slots=True)
class _Way:
    """One unfinished way: what is needed of each question so far, what is still to look at, and what to choose."""

    asked: dict[str, tuple[Asked, ...]] = field(default_factory=dict)
    given: dict[str, tuple[Given, ...]] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    choices: list[Goal] = field(default_factory=list)
    cost: int = 0

    def branch(self, goal: Goal) -> _Way:
        return _Way(dict(self.asked), dict(self.given), [goal], list(self.choices), self.cost)


class Search:
    """Searches one questionnaire; what it learns of a question's answers serves every search.

    `asked` are the refs that the conversation asks; None where it asks all. `steps` are left for all searches together.
    """

    def __init__(
        self, questionnaire: Questionnaire, today: date, *, asked: frozenset[str] | None = None, steps: int
    ) -> None:
        self.questionnaire = questionnaire
        self.today = today
        self.asked = asked
        self.steps = steps
        self._sections = {section.id: section for section in questionnaire.sections}
        self._rules = {rule.id: rule for rule in questionnaire.rules}
        self._packs = {file.id: file for file in questionnaire.files}
        self.closed: set[str] = set()
        """Keys that are known never to open; a way that needs one of them ends there."""
        self._known: dict[tuple[str, tuple[Need, ...]], Answered] = {}
        self._looked = 0

    def find(self, key: str, steps: int | None = None) -> Found:
        """Find the fewest answers that open `key`, in so many steps. Raises KeyError where there is no such thing."""
        return self._run(list(self._goals(key)), min(self.steps, steps or self.steps))

    def find_with(self, key: str, also: Condition, steps: int) -> Found:
        """Find the fewest answers that open `key` while a condition holds too. Raises KeyError."""
        return self._run([*self._goals(key), (also, True, key)], min(self.steps, steps))

    def conditions(self, key: str) -> Iterator[Condition]:
        """Give the conditions that must hold for a key. Raises KeyError."""
        yield from (condition for condition, _, _ in self._goals(key))

    def _goals(self, key: str) -> Iterator[Goal]:
        kind, _, name = key.partition(":")
        if kind == "q":
            question = self.questionnaire.questions[name]
            yield from self._goals(f"s:{question.section}")
            when = question.when
        elif kind == "s":
            when = self._sections[name].when
        else:
            when = self._rules[name].when if kind == "r" else self._packs[name].offer_when
        if when is not None:
            yield when, True, key

    def _run(self, goals: list[Goal], left: int) -> Found:
        order = count(0, -1)  # of ways that cost the same, the one begun last is followed first
        clash: Clash | None = None
        sure = True
        heap = [(0, next(order), _Way(goals=goals))]
        while heap:
            _, _, way = heappop(heap)
            before, looked = left, self._looked
            ended, left = self._follow(way, left)
            branches = self._branches(way) if ended is True and left > 0 else []
            left -= len(branches) * (len(way.choices) + 1) + (self._looked - looked) // _LOOKED_FOR_A_STEP
            self.steps -= before - left
            if left <= 0:
                return Found(None, sure=False)
            if isinstance(ended, Clash):
                clash = clash or ended
            elif ended is False:
                sure = False
            elif not branches:
                if not heap or way.cost <= heap[0][0]:
                    return Found(self._in_order(way.given))
                heappush(heap, (way.cost, next(order), way))
            else:
                for each in branches:
                    heappush(heap, (each.cost, next(order), each))
                if len(heap) > _MOST_WAYS:
                    return Found(None, sure=False)
        return Found(None, self._in_few(clash) if clash else None, sure)

    def _in_order(self, given: Mapping[str, tuple[Given, ...]]) -> dict[str, tuple[Given, ...]]:
        place = self.questionnaire.order
        return {ref: given[ref] for ref in sorted(given, key=lambda ref: place[ref])}

    def _branches(self, way: _Way) -> list[_Way]:
        """Take the choice that can be taken in the fewest ways, in each of them; none where every choice is met."""
        narrow: list[tuple[Goal, list[Goal]]] = []
        for choice in way.choices:
            parts = _parts(choice)
            self._looked += len(parts)
            if not any(self._is_met(way, part) for part in parts):
                still_open = [part for part in parts if not self._is_shut(way, part)]
                narrow.append((choice, still_open or parts[:1]))  # one dead end says why
        if not narrow:
            way.choices = []
            return []
        taken, parts = min(narrow, key=lambda each: len(each[1]))
        way.choices = [choice for choice, _ in narrow if choice is not taken]
        return [way.branch(part) for part in parts]

    def _is_met(self, way: _Way, goal: Goal) -> bool:
        condition, wanted, _ = goal
        if not isinstance(condition, Test):
            return False
        return any(each.need == (condition, wanted) for each in way.asked.get(condition.question, ()))

    def _is_shut(self, way: _Way, goal: Goal) -> bool:
        condition, wanted, _ = goal
        if not isinstance(condition, Test) or condition.question not in self.questionnaire.questions:
            return False
        before = tuple(each.need for each in way.asked.get(condition.question, ()))
        answered = self._answered(condition.question, (*before, Need(condition, wanted)))
        return answered.given is None and answered.sure

    def _follow(self, way: _Way, left: int) -> tuple[Clash | bool, int]:
        """Go on until there is something to choose: True; False where too much was to try; or why the way ended."""
        while way.goals and left > 0:
            left -= 1
            condition, wanted, by = way.goals.pop()
            if isinstance(condition, Test):
                ended = self._need(way, Asked(Need(condition, wanted), by))
                if ended is not True:
                    return ended, left
            elif _is_choice(condition, wanted) and len(condition.parts) > 1:
                way.choices.append((condition, wanted, by))
            else:
                way.goals += reversed(_parts((condition, wanted, by)))
        return True, left

    def _need(self, way: _Way, asked: Asked) -> Clash | bool:
        ref = asked.need.test.question
        question = self.questionnaire.questions.get(ref)
        before = way.asked.get(ref, ())
        if question is None or any(each.need == asked.need for each in before):
            return question is not None or Clash(ref, (asked,))
        every = (*before, asked)
        answered = self._answered(ref, tuple(each.need for each in every))
        if answered.given is None:
            return Clash(ref, every) if answered.sure else False
        if answered.given and f"q:{ref}" in self.closed:
            return Clash(ref, (asked,))
        way.asked[ref] = every
        if answered.given and not way.given.get(ref):
            way.goals += self._goals(f"q:{ref}")
        way.cost += len(answered.given) - len(way.given.get(ref, ()))
        if answered.given:
            way.given[ref] = answered.given
        return True

    def _answered(self, ref: str, needs: tuple[Need, ...]) -> Answered:
        known = self._known.get((ref, needs))
        if known is None:
            self._looked += len(needs) ** 2 // _LOOKED_FOR_A_STEP
            question = self.questionnaire.questions[ref]
            known = fewest_answers(question, needs, self.today)
            if known.given and self.asked is not None and ref not in self.asked:
                known = Answered(None)
            self._known[ref, needs] = known
        return known

    def _in_few(self, clash: Clash) -> Clash:
        """Say why with as few needs as do: one that nobody can meet, two that shut each other out, or all."""
        if clash.ref not in self.questionnaire.questions:
            return clash
        for size in (1, 2):
            for few in combinations(clash.asked, size):
                answered = self._answered(clash.ref, tuple(each.need for each in few))
                if answered.given is None and answered.sure:
                    return Clash(clash.ref, few)
        return clash


def _parts(goal: Goal) -> list[Goal]:
    """Give the parts of a condition, and how each must come out for the whole to come out as wanted."""
    condition, wanted, by = goal
    if isinstance(condition, Test):
        return []
    inner = wanted is not isinstance(condition, NoneOf)
    return [(part, inner, by) for part in condition.parts]


def _is_choice(condition: All | AnyOf | NoneOf, wanted: bool) -> bool:
    """Tell whether one part is enough: any that must hold, or all and none that must not."""
    return wanted is isinstance(condition, AnyOf)
