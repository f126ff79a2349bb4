"""Whether a paper tells of the minute for two: it is then for the two alone to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from mapper.documents.blocks import Paper
from mapper.documents.leads import own_words
from mapper.documents.model import Told
from mapper.documents.pages.answers import given
from mapper.documents.spots import spots
from mapper.interview.consent_events import ConsentText
from mapper.interview.events import Said
from mapper.interview.record import Record
from mapper.language.clean import clean_line


def told_alone(told: Told, paper: Paper) -> bool:
    """Tell whether a paper holds anything that was asked or said in the minute for two, or that comes of it."""
    whole = clean_line("\n".join(spot.text for spot in spots(paper.blocks)))
    alone = {ref: question.ask.to(paper.language) for ref, question in told.questions.items() if question.alone}
    texts = (*_said(told, paper.language), *_comes_of_it(told, alone.keys(), paper.language), *_before(told, alone))
    return any(text in whole for text in map(clean_line, texts) if text)


def _said(told: Told, language: str) -> Iterator[str]:
    """Give what was asked alone and answered, and the words that somebody answered in."""
    for line in told.review:
        if line.question.alone and (given(line) or line.rounds):
            yield line.question.ask.to(language)
            for spoken in given(line):
                yield from own_words(line.question.type, spoken.answer)


def _comes_of_it(told: Told, alone: Set[str], language: str) -> Iterator[str]:
    """Give the names of steps, ideas and needs that rest on it, and of what may be told of it."""
    plan = told.plan
    yield from (step.title for step in plan.will_try if not alone.isdisjoint(step.answers))
    for idea in (*plan.ideas, *plan.not_chosen):
        if not alone.isdisjoint(idea.suggestion.answers):
            yield idea.suggestion.title.to(language)
    for need in plan.unmet:
        if not alone.isdisjoint(need.suggestion.answers if need.suggestion else (need.ref,)):
            yield need.title.to(language)
    for passage in (shared.passage for consent in told.consents for shared in consent.topics):
        if not alone.isdisjoint((passage.topic, *passage.about)):
            yield passage.title


def _before(told: Told, alone: Mapping[str, str]) -> Iterator[str]:
    """Give what led to words of the minute for two that stand no more, on a paper that tells those too."""
    for event in map(Record.of(told.events).called, told.events):
        match event:
            case Said() if event.question in alone:
                yield alone[event.question]
            case ConsentText() if not alone.keys().isdisjoint((event.topic, *event.about)):
                yield event.title
