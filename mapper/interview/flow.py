"""In which order the conversation goes: parts as the participant chose them, and the questions within each."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.interview.interview import Interview
from mapper.interview.model import Part, PartState
from mapper.questionnaire.model import PICTURE_ROLES, Question, Section

_MINUTES_A_QUESTION = 1.0
"""Talk for one question in the short profile: 18 questions in 18 minutes (domain §5.0a)."""


class Flow:
    """Order an interview's questions for asking."""

    def __init__(self, interview: Interview, *, alone_seen: bool) -> None:
        self._interview = interview
        self._record = interview.record
        self._questionnaire = interview.questionnaire
        self._short = self._record.profile() == "short"
        self._alone_seen = alone_seen
        self._topics: tuple[str, ...] | None = None

    def parts(self) -> tuple[Part, ...]:
        """Give the parts that have something to ask, in the order chosen."""
        chosen = self.topics()
        return tuple(
            self._part(section, refs, chosen)
            for section in self._ordered(chosen)
            if (refs := self.refs(section)) or section.gathers_alone
        )

    def topics(self) -> tuple[str, ...]:
        """Give the topic codes that the participant chose, in their order."""
        if self._topics is None:
            self._topics = self._chosen_topics()
        return self._topics

    def _chosen_topics(self) -> tuple[str, ...]:
        for question in self._questionnaire.by_role("topics"):
            for value in self._interview.values(question.ref):
                if isinstance(value, tuple):
                    return tuple(code for code in value if isinstance(code, str))
        return ()

    def _ordered(self, chosen: tuple[str, ...]) -> list[Section]:
        """Put the chosen life areas first among the places that life areas have."""
        sections = list(self._questionnaire.sections)
        places = [index for index, section in enumerate(sections) if section.topic]
        wanted = {code: rank for rank, code in enumerate(chosen)}
        areas = sorted((sections[i] for i in places), key=lambda section: wanted.get(section.topic or "", len(wanted)))
        for index, section in zip(places, areas, strict=True):
            sections[index] = section
        return sections

    def refs(self, section: Section) -> tuple[str, ...]:
        """Give the questions asked in a part, in order."""
        if section.gathers_alone:
            every = (question for part in self._questionnaire.sections for question in part.questions)
            return tuple(question.ref for question in every if question.alone and self.asks(question))
        return tuple(q.ref for q in section.questions if (not q.alone or section.card) and self.asks(q))

    def asks(self, question: Question) -> bool:
        """Tell whether the conversation asks a question now: it stands, and the profile has it or it has an answer."""
        if not self._interview.stands(question.ref) or question.voices == ("caseworker",):
            return False
        if self._interview.has_word(question.ref):
            return True
        if question.role in PICTURE_ROLES and self._interview.sections[question.section].topic not in self.topics():
            return False
        return not self._short or question.profile == "short"

    def asked(self) -> Iterator[Question]:
        """Give every question that the conversation asks, in composed order."""
        for question in self._questionnaire.questions.values():
            if self.asks(question):
                yield question

    def line(self) -> tuple[str, ...]:
        """Give every question in asking order, without the card."""
        return tuple(ref for part in self.parts() if part.kind != "card" for ref in part.refs)

    def _part(self, section: Section, refs: tuple[str, ...], chosen: tuple[str, ...]) -> Part:
        waiting = tuple(ref for ref in refs if not self._interview.has_word(ref))
        return Part(
            id=section.id,
            title=section.title,
            intro=section.intro,
            kind="card" if section.card else "alone" if section.gathers_alone else "section",
            topic=section.topic,
            refs=() if section.gathers_alone and not self._alone_seen else refs,
            answered=len(refs) - len(waiting),
            state=self._state(section, refs, waiting),
            chosen=section.topic in chosen if section.topic else False,
            minutes=round(len(waiting) * _MINUTES_A_QUESTION),
        )

    def _state(self, section: Section, refs: tuple[str, ...], waiting: tuple[str, ...]) -> PartState:
        passed = self._record.passed(section.id)
        if section.card and passed and passed.meeting != self._interview.meeting:
            passed = None
        if passed is not None:
            return "reopened" if set(waiting) - set(passed.open) else "done"
        if not refs or len(waiting) == len(refs):
            return "untouched"
        return "begun" if waiting else "done"
