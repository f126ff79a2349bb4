"""In which order the conversation goes: parts as the participant chose them, and the questions within each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.interview.event_base import Slot
from mapper.interview.interview import Interview
from mapper.interview.model import Part, PartState
from mapper.interview.rounds import began
from mapper.questionnaire.model import PICTURE_ROLES, Question, Section

_MINUTES_A_QUESTION = 1.0
"""Talk for one question in the short profile: 18 questions in 18 minutes (domain §5.0a)."""

_WITHIN_A_PART = ("said", "viewed", "held", "passed", "decided", "activity", "assessed", "read", "named")
"""Slots whose change leaves the order of parts, and all other parts, as they were."""


def minutes(questions: int) -> int:
    """Reckon about how many minutes some questions take."""
    return round(questions * _MINUTES_A_QUESTION)


class Flow:
    """Order an interview's questions for asking, and keep what it knows of each part until something in it changes."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._record = interview.record
        self._questionnaire = interview.questionnaire
        every = interview.questionnaire.questions.values()
        self._whole = interview.questionnaire.whole_in_short
        self._alone = tuple(q for q in every if q.alone and not interview.sections[q.section].card)
        self._gathering = next((s for s in interview.questionnaire.sections if s.gathers_alone), None)
        self._forget()

    def _forget(self) -> None:
        self._short = self._record.profile() == "short"
        self._alone_seen = self._record.alone(self._interview.meeting)
        self._topics: tuple[str, ...] = self._chosen_topics()
        self._parts: dict[str, Part | None] = {}
        self._counts: dict[str, tuple[int, int]] = {}

    def update(self, slots: Iterable[Slot], refs: Iterable[str]) -> None:
        """Forget what has changed: the parts of these questions, or everything where the whole order may be another."""
        touched = {str(slot[1]) for slot in slots if slot[0] == "passed"}
        whole = any(slot[0] not in _WITHIN_A_PART for slot in slots)
        for question in (self._questionnaire.questions[ref] for ref in refs if ref in self._questionnaire.questions):
            touched.add(question.section)
            whole = whole or question.role == "topics"
            if question.alone and self._gathering:
                touched.add(self._gathering.id)
        if whole:
            self._forget()
        for part in touched:
            self._parts.pop(part, None)

    def parts(self) -> tuple[Part, ...]:
        """Give the parts that have something to ask, in the order chosen."""
        parts = (self._known(section) for section in self._ordered(self._topics))
        return tuple(part for part in parts if part is not None)

    def _known(self, section: Section) -> Part | None:
        if section.id not in self._parts:
            refs = self.refs(section)
            self._counts.pop(section.id, None)
            self._parts[section.id] = self._part(section, refs) if refs or section.gathers_alone else None
        return self._parts[section.id]

    def topics(self) -> tuple[str, ...]:
        """Give the topic codes that the participant chose, in their order."""
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
            return tuple(question.ref for question in self._alone if self.asks(question))
        return tuple(q.ref for q in section.questions if (not q.alone or section.card) and self.asks(q))

    def asks(self, question: Question) -> bool:
        """Tell whether the conversation asks a question now: it stands, and the profile has it or it has an answer."""
        if not self._interview.stands(question.ref) or question.voices == ("caseworker",):
            return False
        if self._interview.has_word(question.ref):
            return True
        if question.role in PICTURE_ROLES and self._interview.sections[question.section].topic not in self._topics:
            return False
        return not self._short or question.profile == "short" or question.section in self._whole

    def asked(self) -> Iterator[Question]:
        """Give every question that the conversation asks, in composed order."""
        for question in self._questionnaire.questions.values():
            if self.asks(question):
                yield question

    def line(self) -> tuple[str, ...]:
        """Give every question in asking order, without the card."""
        return tuple(ref for part in self.parts() if part.kind != "card" for ref in part.refs)

    def waiting(self, section: Section) -> tuple[str, ...]:
        """Give the questions of a part without a word."""
        return tuple(ref for ref in self.refs(section) if not self._interview.has_word(ref))

    def progress(self) -> tuple[int, int]:
        """Count the questions with a word, and all that are asked; those of the minute for two among them."""
        for section in self._questionnaire.sections:
            self._known(section)
        return sum(word for word, _ in self._counts.values()), sum(asked for _, asked in self._counts.values())

    def _part(self, section: Section, refs: tuple[str, ...]) -> Part:
        waiting = self.waiting(section)
        self._counts[section.id] = len(refs) - len(waiting), len(refs)
        unseen = section.gathers_alone and not self._alone_seen
        state = self._state(section, refs, waiting)
        return Part(
            id=section.id,
            title=section.title,
            intro=section.intro,
            kind="card" if section.card else "alone" if section.gathers_alone else "section",
            topic=section.topic,
            refs=() if unseen else refs,
            answered=0 if unseen else len(refs) - len(waiting),
            state=state,
            chosen=section.topic in self._topics if section.topic else False,
            minutes=0 if state == "done" else minutes(len(waiting)),
        )

    def _round_began(self, section: Section) -> int:
        """Give the seq at which the part began to be asked anew; 0 where it never was."""
        return max(began(self._record, pack) for pack in {"", *(question.round_of for question in section.questions)})

    def _state(self, section: Section, refs: tuple[str, ...], waiting: tuple[str, ...]) -> PartState:
        passed = self._record.passed(section.id)
        every_meeting = section.card or section.gathers_alone
        if every_meeting and passed and passed.meeting != self._interview.meeting:
            passed = None
        if passed and self._round_began(section) > passed.seq:
            passed = None
        if passed is not None:
            return "reopened" if set(waiting) - set(passed.open) else "done"
        if not refs or len(waiting) == len(refs) or (section.gathers_alone and not waiting):
            return "untouched"
        return "begun" if waiting else "done"
