"""Simulated conversations: each answers every question that stands, so as to open what no other has opened yet.

One conversation goes through a whole form once, so a few of them reach nearly everything in a form of any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from random import Random

from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Compiled, Condition, Outcome, Test, compile_condition, tests
from mapper.questionnaire.model import Question
from mapper.questionnaire.reaching.needs import Given, Need, fewest_answers, meets, outcome

Answers = dict[str, tuple[Given, ...]]

_SEED = 2027
_IDLE = 3
"""So many conversations in a row that open nothing new, and the talking ends."""
_MOST_ANSWERS = 40
"""So many answers to one question are tried; what more of them would open is searched for backwards."""


class Talks:
    """Holds conversations over one questionnaire until all is open, nothing new opens, or enough was looked at.

    `visits` is how many questions are looked at, in all.
    """

    def __init__(
        self, questionnaire: Questionnaire, today: date, *, asked: frozenset[str] | None = None, visits: int
    ) -> None:
        self.questionnaire = questionnaire
        self.today = today
        self.asked = asked
        self.reached: dict[str, Answers] = {}
        """What opened, by key, with the answers of the conversation that opened it first."""
        self.held = 0
        self._draw = Random(_SEED)  # noqa: S311 - the same conversations each time
        self._keyed = dict(self._conditions())
        self._compiled: dict[str, Compiled] = {key: compile_condition(when) for key, when in self._keyed.items()}
        self._choices = {ref: self._worth_trying(ref, keys) for ref, keys in self._read_by().items()}
        self._hold(visits)

    def _conditions(self) -> Iterable[tuple[str, Condition]]:
        for section in self.questionnaire.sections:
            if section.when is not None:
                yield f"s:{section.id}", section.when
            for question in section.questions:
                if question.when is not None:
                    yield f"q:{question.ref}", question.when
        for rule in self.questionnaire.rules:
            if rule.when is not None:
                yield f"r:{rule.id}", rule.when
        for file in self.questionnaire.files:
            if file.offer_when is not None:
                yield f"p:{file.id}", file.offer_when

    def _read_by(self) -> dict[str, dict[str, list[Test]]]:
        readers: dict[str, dict[str, list[Test]]] = {}
        for key, when in self._keyed.items():
            for test in tests(when):
                readers.setdefault(test.question, {}).setdefault(key, []).append(test)
        return readers

    def _worth_trying(self, ref: str, readers: Mapping[str, list[Test]]) -> list[tuple[tuple[Given, ...], set[str]]]:
        """Give each answer that brings a test to come out one way or the other, and the keys whose tests it moves."""
        question = self.questionnaire.questions.get(ref)
        if question is None:
            return []
        every = dict.fromkeys(test for read in readers.values() for test in read)
        found: list[tuple[Given, ...]] = []
        for need in (Need(test, wanted) for test in every for wanted in (True, False)):
            given = fewest_answers(question, (need,), self.today).given if len(found) < _MOST_ANSWERS else None
            if given and given not in found:
                found.append(given)
        return [
            (given, {key for key, read in readers.items() if self._moves(question, read, given)}) for given in found
        ]

    def _moves(self, question: Question, read: Iterable[Test], given: tuple[Given, ...]) -> bool:
        return any(meets(question, (Need(test, True),), given, self.today) for test in read)

    def _hold(self, visits: int) -> None:
        idle = 0
        size = len(self.questionnaire.questions) + 1
        self._talk()
        self.held = 1
        while idle < _IDLE and visits > 0 and not self._compiled.keys() <= self.reached.keys():
            before = len(self.reached)
            self._talk()
            self.held += 1
            visits -= size
            idle = 0 if len(self.reached) > before else idle + 1

    def _talk(self) -> None:
        """Hold one conversation from the first question to the last, and note what opened."""
        answers: Answers = {}
        worth = self._worth()

        def ask(test: Test) -> Outcome:
            question = self.questionnaire.questions.get(test.question)
            return outcome(question, test, answers.get(test.question, ()), self.today) if question else None

        def holds(key: str) -> bool:
            compiled = self._compiled.get(key)
            return compiled is None or compiled(ask) is True

        opened: list[str] = []
        for section in self.questionnaire.sections:
            if not holds(f"s:{section.id}"):
                continue
            opened.append(f"s:{section.id}")
            for question in section.questions:
                if holds(f"q:{question.ref}"):
                    opened.append(f"q:{question.ref}")
                    if question.ref in self._choices and (self.asked is None or question.ref in self.asked):
                        answers[question.ref] = self._choose(question.ref, worth)
        opened += (key for key in self._compiled if key[0] in "rp" and holds(key))
        for key in opened:
            self.reached.setdefault(key, answers)

    def _choose(self, ref: str, worth: set[str]) -> tuple[Given, ...]:
        """Choose the answer that may open most of what is worth opening; now and then any, or none at all."""
        choices = self._choices[ref]
        if not choices or (self.held and self._draw.random() < 1 / 16):
            return ()
        if self.held and self._draw.random() < 1 / 8:
            return self._draw.choice(choices)[0]
        counts = [len(moved & worth) for _, moved in choices]
        best = max(counts)
        return self._draw.choice([given for (given, _), each in zip(choices, counts, strict=True) if each == best])

    def _worth(self) -> set[str]:
        """Give the keys that have not been opened, and those that others not opened wait for."""
        worth = {key for key in self._compiled if key not in self.reached}
        for section in reversed(self.questionnaire.sections):
            for question in reversed(section.questions):
                if any(worth.intersection(moved) for _, moved in self._choices.get(question.ref, ())):
                    worth.update((f"q:{question.ref}", f"s:{question.section}"))
        return worth
