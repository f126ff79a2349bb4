"""What may be told to somebody outside, each thing in the exact words in which it would be told.

One passage is one answer, one step, the next meeting, the caseworker's assessment or the participant's name. The words
are plain text: the same on the screen, in the log and on paper. A step is told without its reason and without the
participant's own words on it, for both may rest on answers that nobody said yes to telling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mapper.interview.consent_model import ACTIVITY, NAME, Caution, Passage, Topic
from mapper.interview.model import ASSESSMENT, ReviewLine, Spoken, View
from mapper.interview.told import answer_words
from mapper.language import form
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.plan.activities import channel_words
from mapper.plan.model import AREAS, Activity, Plan
from mapper.questionnaire.model import Question, Role, ScaleQuestion

_NOT_TOLD: tuple[Role, ...] = ("present", "explained", "topics")


@dataclass(frozen=True, slots=True)
class Sources:
    """What passages are made of: the whole review and plan, the assessment with the participant's view, the name."""

    review: tuple[ReviewLine, ...]
    plan: Plan
    questions: Mapping[str, Question]
    assessment: str = ""
    view: View | None = None
    view_words: str = ""
    name: str = ""


def topics(sources: Sources, language: str) -> tuple[Topic, ...]:
    """Give everything that may be told, in the words of one language: answers as composed, then the plan."""
    return tuple(_Topics(sources, language).all())


class _Topics:
    def __init__(self, sources: Sources, language: str) -> None:
        self._sources = sources
        self._language = language

    def _t(self, key: str, **values: object) -> str:
        return words(f"sharing.{key}", self._language, **values)

    def _part(self, key: str) -> Text:
        return Text.of({language: words(f"sharing.part.{key}", language) for language in SCREEN_LANGUAGES})

    def all(self) -> Iterator[Topic]:
        sources = self._sources
        if sources.name:
            passage = Passage(NAME, self._t("passage.name"), sources.name)
            yield Topic(passage, NAME, self._part("name"))
        for line in sources.review:
            if line.question.role not in _NOT_TOLD and line.standing not in ("unused", "parked") and _given(line):
                yield self._answer(line)
        plan = sources.plan
        for step in (*plan.will_try, *((plan.next_meeting,) if plan.next_meeting else ())):
            yield self._step(step)
        if sources.assessment:
            yield self._assessment()

    # --- answers

    def _answer(self, line: ReviewLine) -> Topic:
        question = line.question
        told = [self._spoken(question, spoken) for spoken in _given(line)]
        if any(spoken.voice == "caseworker" for spoken in _given(line)):
            told += self._view(line.view, line.view_words)
        area = question.area or "shared"
        passage = Passage(question.ref, question.ask.to(self._language), "\n".join(told), (question.ref,), (area,))
        return Topic(passage, line.part, line.part_title, _cautions(line.held_back, (question,)))

    def _spoken(self, question: Question, spoken: Spoken) -> str:
        said = answer_words(question, spoken.answer, self._language)
        if isinstance(question, ScaleQuestion) and isinstance(spoken.answer.value, Decimal):
            said = self._scale(question, spoken.answer.value)
        if spoken.answer.comment:
            said = f"{said} ({spoken.answer.comment})"
        return said if spoken.voice == "participant" else self._t(f"passage.by_{spoken.voice}", words=said)

    def _scale(self, question: ScaleQuestion, value: Decimal) -> str:
        ends = {"low": question.low.to(self._language), "high": question.high.to(self._language)}
        number = form.number(value, self._language)
        return self._t("passage.scale", value=number, low_end=question.from_, high_end=question.to, **ends)

    def _view(self, view: View | None, own_words: str) -> Iterator[str]:
        if view:
            yield self._t(f"passage.view_{view}")
        if view and own_words:
            yield self._t("passage.view_words", words=own_words)

    def _assessment(self) -> Topic:
        sources = self._sources
        told = [sources.assessment, *self._view(sources.view, sources.view_words)]
        passage = Passage(ASSESSMENT, self._t("passage.assessment"), "\n".join(told), (ASSESSMENT,), ("shared",))
        return Topic(passage, ASSESSMENT, self._part("assessment"), ("assessment",))

    # --- steps

    def _step(self, step: Activity) -> Topic:
        meeting = step is self._sources.plan.next_meeting
        title = self._t("passage.next_meeting") if meeting else step.title
        told = self._when_we_meet(step) if meeting else self._who_and_when(step)
        questions = tuple(self._sources.questions[ref] for ref in step.answers if ref in self._sources.questions)
        areas = dict.fromkeys((AREAS.get(step.target, "shared"), *(each.area or "shared" for each in questions)))
        about = tuple(each.ref for each in questions)
        passage = Passage(f"{ACTIVITY}{step.id}", title, "\n".join(told), about, tuple(areas))
        return Topic(passage, "plan", self._part("plan"), _cautions(step.held_back, questions))

    def _who_and_when(self, step: Activity) -> Iterator[str]:
        yield self._t("passage.who", who=self._t(f"who.{step.responsible}"))
        yield from self._day("start", step.start)
        yield from self._day("due", step.due)
        yield from (text for text in (step.purpose, step.description, step.support) if text)

    def _when_we_meet(self, step: Activity) -> Iterator[str]:
        day = form.short_day(step.start, self._language) if step.start else ""
        yield " ".join(part for part in (day, step.fields.get("klokkeslett", "")) if part)
        channel, place = step.fields.get("kanal", ""), step.fields.get("adresse", "")
        yield from (text for text in (channel_words(channel, self._language), place) if text)

    def _day(self, name: str, day: date | None) -> Iterator[str]:
        if day:
            yield self._t(f"passage.{name}", day=form.short_day(day, self._language))


def _given(line: ReviewLine) -> tuple[Spoken, ...]:
    return tuple(spoken for spoken in line.said if spoken.answer.given)


def _cautions(held_back: bool, questions: tuple[Question, ...]) -> tuple[Caution, ...]:
    """Say why a topic is ticked by itself only."""
    found: dict[Caution, bool] = {
        "held_back": held_back,
        "alone": any(question.alone for question in questions),
        "special": any(question.sensitivity == "special" for question in questions),
    }
    return tuple(caution for caution, there in found.items() if there)
