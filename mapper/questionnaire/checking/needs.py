"""Monotone: on health, substance use, language and family, "no need" never opens what a need would close.

A rule may not hold because of a no-need value of a protected question, neither by its own condition nor through the
conditions of the questions and sections that it reads.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from mapper.questionnaire.checking.fitting import texts_of
from mapper.questionnaire.checking.outline import Outline, OutlinedQuestion, Owner, number_in, texts_in
from mapper.questionnaire.condition import Condition, NoneOf, Test, judges
from mapper.questionnaire.findings import Finding
from mapper.questionnaire.source import Place

_BY_CODES = ("yes_no", "one", "several")
_BY_SIZE = ("scale", "number", "money")
_ENDS: Mapping[str, tuple[tuple[str, str], int | None, int | None]] = {
    "scale": (("from", "to"), 0, 10),
    "number": (("at_least", "at_most"), None, None),
    "money": (("", ""), 0, None),
}
"""The keys that bound a number, and the bounds where nothing is written."""


class Wish(Enum):
    """How a test helps a rule to hold: by being true, by being false, or by not being true (false or open)."""

    TRUE = "true"
    FALSE = "false"
    NOT_TRUE = "not true"


_OPPOSITE = {Wish.TRUE: Wish.FALSE, Wish.FALSE: Wish.TRUE, Wish.NOT_TRUE: Wish.TRUE}


def wishes(condition: Condition, wish: Wish = Wish.TRUE) -> Iterator[tuple[Test, Wish]]:
    """Give every test, in the order written, and how it helps the whole to come out as wished."""
    if isinstance(condition, Test):
        yield condition, wish
        return
    inner = _OPPOSITE[wish] if isinstance(condition, NoneOf) else wish
    for part in condition.parts:
        yield from wishes(part, inner)


def check_needs(outline: Outline) -> Iterator[Finding]:
    """Look at every protected question's settings, and at every rule that rests on one."""
    for question in outline.written:
        yield from _check_protection(question)
    looker = _Looker(outline)
    for rule in outline.rules:
        yield from looker.check(rule)


def _check_protection(question: OutlinedQuestion) -> Iterator[Finding]:
    if not question.protected or question.type is None:
        return
    place = question.place("protected")
    if question.type in _BY_CODES and not question.get("no_need"):
        yield question.source.finding(place, "no_need_missing", question=question.name)
    elif question.type in _BY_SIZE and question.get("need") is None:
        yield question.source.finding(place, "need_missing", question=question.name)
    elif question.type not in (*_BY_CODES, *_BY_SIZE):
        yield question.source.finding(place, "cannot_protect", type=question.type, question=question.name)
    if question.get("sensitivity") in (None, "open") and len(texts_in(question.get("voices"))) > 1:
        yield question.source.finding(question.place("voices"), "protected_voices", question=question.name)


@dataclass(frozen=True, slots=True)
class _Looker:
    outline: Outline
    harmless: set[tuple[str, Wish]] = field(default_factory=set)
    """Questions, and how they are wished to stand, behind which no no-need value was found."""

    def check(self, rule: Owner) -> Iterator[Finding]:
        if rule.when is None:
            return
        told: set[str] = set()
        for (test, wish), placed in zip(wishes(rule.when), rule.placed, strict=True):
            found = self.rests_on(test, wish)
            if found is None or found in told:
                continue
            told.add(found)
            yield self.finding(rule, placed.place, test, found)

    def finding(self, rule: Owner, place: Place, test: Test, found: str) -> Finding:
        question = self.outline.questions[found]
        no_need = ", ".join(question.no_need) or f"need: {question.get('need')}"
        if found == test.question:
            return rule.source.finding(place, "rule_on_no_need", question=found, no_need=no_need)
        return rule.source.finding(
            place, "rule_on_no_need_through", through=test.question, question=found, no_need=no_need
        )

    def rests_on(self, test: Test, wish: Wish) -> str | None:
        """Name the protected question whose no-need value makes this test come out as wished, or None."""
        queue = deque([(test, wish)])
        seen: set[tuple[str, Wish]] = set()
        while queue:
            asked, wanted = queue.popleft()
            question = self.outline.questions.get(asked.question)
            if question is None or question.type is None:
                continue
            if question.protected and helps(question, asked, wanted):
                return question.name
            step = (question.name, _shown(asked, wanted))
            if step not in seen and step not in self.harmless:
                seen.add(step)
                queue.extend(self._behind(question, step[1]))
        self.harmless.update(seen)
        return None

    def _behind(self, question: OutlinedQuestion, wish: Wish) -> Iterator[tuple[Test, Wish]]:
        """Give what decides whether the question is asked at all."""
        section = self.outline.sections.get(question.section)
        for condition in (question.when, section.when if section else None):
            yield from wishes(condition, wish) if condition else ()


def _shown(test: Test, wish: Wish) -> Wish:
    """Say what a test wishes of its question's own condition: to be asked, or not to be asked."""
    for_nothing = test.operator == "answered" and test.argument is False
    if wish is Wish.TRUE:
        return Wish.NOT_TRUE if for_nothing else Wish.TRUE
    if wish is Wish.FALSE:
        return Wish.TRUE
    return Wish.TRUE if for_nothing else Wish.NOT_TRUE


def helps(question: OutlinedQuestion, test: Test, wish: Wish) -> bool:
    """Tell whether some no-need value makes the test come out as wished."""
    can_be_true, can_be_false = _outcomes(question, test)
    return can_be_true if wish is Wish.TRUE else can_be_false


def _far_end(question: OutlinedQuestion) -> Decimal:
    """Give the number that says least need: the end of the scale, or of all numbers.

    A limit that takes in this very end holds for every number, and a number can give way to "don't know".
    """
    keys, lowest, highest = _ENDS[question.type or ""]
    if question.get("need") == "low":
        end = number_in(question.get(keys[1]), highest)
        return Decimal("Infinity") if end is None else end
    end = number_in(question.get(keys[0]), lowest)
    return Decimal("-Infinity") if end is None else end


def _outcomes(question: OutlinedQuestion, test: Test) -> tuple[bool, bool]:
    """Say whether a no-need value can make the test true, and whether one can make it false."""
    if test.operator == "answered":
        return test.argument is True, test.argument is False
    if isinstance(test.argument, Decimal):
        holds = question.type in _ENDS and judges(test.operator, test.argument, date.min)(_far_end(question))
        return holds, not holds
    if question.type in _ENDS:
        return False, True  # a state was named, and a number is none
    no_need, named = set(question.no_need), set(texts_of(test.argument))
    hit, missed = bool(no_need & named), bool(no_need - named)
    return (missed, hit) if test.operator == "has_none" else (hit, missed)
