"""What has to be answered to one question so that tests on it come out as needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import NamedTuple

from mapper.questionnaire.condition import NAMED_STATES, Test, Value, Voice, judge
from mapper.questionnaire.model import Question
from mapper.questionnaire.reaching.values import TooMany, values

_MOST_PAIRS = 3000
_MOST_SPLIT = 4
_BUILT = ("several", "table")
"""Types whose values are built to meet needs; of all others, the same few are tried whatever is needed."""


class Need(NamedTuple):
    """A test and how it must come out: true or false."""

    test: Test
    wanted: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What one voice gives: a value, or one of the states UNKNOWN and DECLINED without one."""

    voice: Voice
    value: Value | None = None
    state: str | None = None


class Answered(NamedTuple):
    """The fewest answers that meet all needs; None where none do. `sure` tells whether every way was tried."""

    given: tuple[Given, ...] | None
    sure: bool = True


def counting(question: Question, given: Sequence[Given]) -> Sequence[Given]:
    """Give the answers that open questions and fire rules, as `Interview.counting` does."""
    if question.sensitivity != "open" or any(g.voice == "participant" and g.state == "DECLINED" for g in given):
        return [each for each in given if each.voice != "caseworker"]
    return given


def outcome(question: Question, test: Test, given: Sequence[Given], today: date) -> bool | None:
    """Tell how a test comes out over what is given to its question."""
    heard = [each for each in counting(question, given) if test.voice in (None, each.voice)]
    said = [each.value for each in heard if each.value is not None]
    return judge(test, said, [each.state for each in heard if each.state], today)


def meets(question: Question, needs: Collection[Need], given: Sequence[Given], today: date) -> bool:
    """Tell whether what is given meets all needs."""
    return all(outcome(question, need.test, given, today) is need.wanted for need in needs)


def fewest_answers(question: Question, needs: Collection[Need], today: date) -> Answered:
    """Find the fewest answers to one question that meet all needs: none at all, one voice's, or two voices'."""
    if meets(question, needs, (), today):
        return Answered(())
    try:
        return Answered(
            next((given for given in _tries(question, needs, today) if meets(question, needs, given, today)), None)
        )
    except TooMany:
        return Answered(None, sure=False)


def _tries(question: Question, needs: Collection[Need], today: date) -> Iterator[tuple[Given, ...]]:
    for voice in question.voices:
        yield from ((each,) for each in _alone(question, needs, voice, today))
    for first, second in combinations(question.voices, 2):
        pairs = product(_of_two(question, needs, first, today), _of_two(question, needs, second, today))
        for tried, pair in enumerate(pairs):
            if tried > _MOST_PAIRS:
                raise TooMany
            yield pair


def _alone(question: Question, needs: Collection[Need], voice: Voice, today: date) -> Iterator[Given]:
    """Give what one voice may say where it must meet all needs by itself."""
    for value in values(question, needs, today):
        yield Given(voice, value)
    for state in NAMED_STATES:
        yield Given(voice, state=state)


def _of_two(question: Question, needs: Collection[Need], voice: Voice, today: date) -> list[Given]:
    """Give what one of two voices may say: it leaves any of what must be true to the other voice."""
    heard = [need for need in needs if need.test.voice in (None, voice)]
    if question.type not in _BUILT:
        return list(_alone(question, heard, voice, today))
    shared = [need for need in heard if need.wanted and need.test.voice is None]
    if len(shared) > _MOST_SPLIT:
        raise TooMany
    rest = [need for need in heard if need not in shared]
    found: list[Given] = []
    for size in range(len(shared) + 1):
        for mine in combinations(shared, size):
            found += (each for each in _alone(question, [*rest, *mine], voice, today) if each not in found)
    return found
