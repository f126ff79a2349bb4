"""What the participant's own copy is told: everything that is kept of them, also what was taken back or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from mapper.documents.blocks import Blocks, Paragraph, worded
from mapper.documents.model import Told
from mapper.documents.own_copy.lines import dated_words, lines, steps
from mapper.documents.own_copy.model import CopiedPart, CopiedQuestion, CopiedSpeech, CopyPage
from mapper.documents.pages.answers import answer_blocks
from mapper.documents.pages.shared import common, fields_of
from mapper.interview.events import Assessed, Said, Viewed
from mapper.interview.model import ASSESSMENT
from mapper.interview.record import Record
from mapper.language.catalogue import words
from mapper.language.text import Text

_Thing = TypeVar("_Thing")


def copy_page(told: Told) -> CopyPage:
    """Make the page of everything. What was deleted for good, or left out as held back, has only an empty place."""
    record = Record.of(told.events)
    told = replace(told, events=tuple(map(record.called, told.events)))
    teller = _Teller(told, record)
    return CopyPage(
        **fields_of(common(told, all_of_it=True)),
        label=told.label,
        without_held_back=told.without_held_back,
        meetings=lines(told, "meetings"),
        parts=tuple(teller.parts()),
        assessments=tuple(teller.assessments()),
        plan=steps(told, teller.record),
        consents=lines(told, "consents"),
        held=lines(told, "held"),
        papers=lines(told, "papers"),
        looked=lines(told, "looked"),
        deleted=lines(told, "deleted"),
        names=lines(told, "names"),
    )


class _Teller:
    """Puts what was said into words, question by question."""

    def __init__(self, told: Told, record: Record) -> None:
        self._told = told
        self._language = told.language
        self.record = record
        self._said = _under((event for event in told.events if isinstance(event, Said)), _question_of)
        self._viewed = _under((event for event in told.events if isinstance(event, Viewed)), _question_of)
        self._held = {line.question.ref for line in told.review if line.held_back}
        self._before = {each.spoken.event: each for line in told.review for each in line.earlier}

    def parts(self) -> Iterator[CopiedPart]:
        titles = {line.question.ref: (line.part, line.part_title) for line in self._told.review}
        places = {ref: place for place, ref in enumerate(self._told.questions)}
        refs = sorted(self._said, key=lambda ref: (places.get(ref, len(places)), ref))
        of_parts = _under(refs, lambda ref: titles[ref][0] if ref in titles else ref.partition(".")[0])
        for part, asked in of_parts.items():
            title = next((titles[ref][1] for ref in asked if ref in titles), Text.of({self._language: part}))
            yield CopiedPart(title, tuple(self._question(ref) for ref in asked))

    def _question(self, ref: str) -> CopiedQuestion:
        question = self._told.questions.get(ref)
        return CopiedQuestion(
            question=question.ask if question else Text.of({self._language: ref}),
            held_back=ref in self._held,
            said=tuple(map(self._speech, self._said[ref])),
            views=tuple(self._views(ref)),
        )

    def _speech(self, event: Said) -> CopiedSpeech:
        voice = event.voice or "participant"
        hand = f"{voice}_{event.by}" if voice == "participant" else voice
        return CopiedSpeech(
            speaker=self._spoken(event, words(f"carry.speaker.{hand}", self._language)),
            words=self._answer(event),
            comment=event.answer.comment,
        )

    def _answer(self, event: Said) -> Blocks:
        question = self._told.questions.get(event.question)
        if not event.answer.given:
            return (Paragraph(worded(words(f"carry.state.{event.answer.state}", self._language))),)
        if before := self._before.get(event.id):
            return answer_blocks(before.question, before.spoken.answer, self._language)
        if question is None:
            return (Paragraph(worded(str(event.answer.value))),)
        return answer_blocks(question, event.answer, self._language)

    def _spoken(self, event: Said | Viewed | Assessed, who: str) -> str:
        """Say who spoke and when, and what became of it."""
        told = f"{who}, {dated_words(event.at, self._language)}"
        if self.record.taken_back(event):
            return f"{told} – {words('carry.became.taken_back', self._language)}"
        if self.record.overwritten(event):
            return f"{told} – {words('carry.became.changed', self._language)}"
        return told

    def _views(self, ref: str) -> Iterator[CopiedSpeech]:
        for event in self._viewed.get(ref, ()):
            view = (Paragraph(worded(words(f"carry.view.{event.view}", self._language))),)
            yield CopiedSpeech(self._spoken(event, words("carry.speaker.view", self._language)), view, event.words)

    def assessments(self) -> Iterator[CopiedSpeech]:
        for event in self._told.events:
            if isinstance(event, Assessed):
                who = words("carry.speaker.caseworker", self._language)
                written = event.words or words("carry.became.emptied", self._language)
                yield CopiedSpeech(self._spoken(event, who), (Paragraph(worded(written)),), "")
        yield from self._views(ASSESSMENT)


def _question_of(event: Said | Viewed) -> str:
    return event.question


def _under(things: Iterable[_Thing], name: Callable[[_Thing], str]) -> dict[str, list[_Thing]]:
    """Put things under their names, in the order that they come in."""
    found: dict[str, list[_Thing]] = {}
    for thing in things:
        found.setdefault(name(thing), []).append(thing)
    return found
