"""A paper that tells of the minute for two is for the two alone, in whatever words it tells of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import pytest

from mapper.documents.alone import told_alone
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.interview.consent_model import Passage, Shared
from mapper.plan.model import Idea, Need
from tests.documents.people import activity, kari, line, question, spoken, suggestion, text

SAFE = question("home.safe", "Er du trygg hjemme?", type="yes_no", alone=True)
TITLE = "Ringe krisesenteret"


class ComesOfIt(Protocol):
    """Puts into a talk what comes of an answer."""

    def __call__(self, before: Told, *, held_back: bool = False) -> Told: ...


def told() -> Told:
    """Kari, who said alone that she is not safe; nothing comes of it yet."""
    said = line(SAFE, spoken("NO"), part=text("Bare vi to"), held_back=True)
    before = kari()
    return replace(before, review=(*before.review, said), questions={**before.questions, SAFE.ref: SAFE})


def with_step(before: Told, *, held_back: bool = False) -> Told:
    step = activity("shelter", TITLE, answers=(SAFE.ref,), held_back=held_back)
    return replace(before, plan=replace(before.plan, will_try=(*before.plan.will_try, step)))


def with_idea(before: Told, *, held_back: bool = False) -> Told:
    idea = Idea(suggestion("shelter", TITLE, answers=(SAFE.ref,), held_back=held_back))
    *lines, said = before.review
    review = (*lines, replace(said, held_back=held_back))
    return replace(before, review=review, plan=replace(before.plan, ideas=(idea,)))


def with_need(before: Told, *, held_back: bool = False) -> Told:
    need = Need(SAFE.ref, None, text(TITLE), urgent=True, held_back=held_back)
    return replace(before, plan=replace(before.plan, unmet=(need,)))


def with_kept_open(before: Told, *, held_back: bool = False) -> Told:
    """A step that nobody took up; what was said alone is only one of its reasons."""
    shelter = suggestion("shelter", TITLE, answers=("work.wish", SAFE.ref))
    need = Need("work.wish", None, text(TITLE), urgent=False, held_back=held_back, suggestion=shelter)
    return replace(before, plan=replace(before.plan, unmet=(need,)))


def with_consent(before: Told, *, held_back: bool = False) -> Told:
    """A yes that was given in another language than that of the paper."""
    shared = Shared(Passage(SAFE.ref, "Are you safe at home?", "No", (SAFE.ref,)), "stands", held_back=held_back)
    first, *others = before.consents
    return replace(before, consents=(replace(first, language="en", topics=(shared,)), *others))


@pytest.mark.parametrize(
    ("comes_of_it", "document"),
    [
        (with_step, "summary"),
        (with_step, "plan"),
        (with_idea, "plan"),
        (with_need, "plan"),
        (with_kept_open, "plan"),
        (with_consent, "summary"),
    ],
)
def test_what_comes_of_the_minute_for_two_makes_a_paper_one_for_the_two(comes_of_it: ComesOfIt, document: str) -> None:
    for held_back in (False, True):
        case = comes_of_it(told(), held_back=held_back)
        assert told_alone(case, make(document, case)) is not held_back


def test_a_paper_that_tells_nothing_of_it_is_for_everybody() -> None:
    assert not told_alone(told(), make("summary", told()))
