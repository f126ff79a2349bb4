"""What screens and papers see of an interview: one question, the review, the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from mapper.interview.asked import Asked, Parked
from mapper.interview.events import Said
from mapper.interview.flow import Flow
from mapper.interview.interview import Interview
from mapper.interview.model import Asking, Picture, PictureRow, ReviewLine, Spoken, Standing
from mapper.interview.record import VOICES, as_spoken
from mapper.interview.rounds import in_rounds
from mapper.language.text import Text
from mapper.questionnaire.model import OneQuestion, Question, Role, Section, SeveralQuestion


class Views:
    """Make frozen values from one interview. `flow` says what is asked, `asked` what was asked before."""

    def __init__(self, interview: Interview, flow: Flow, asked: Asked) -> None:
        self._interview = interview
        self._record = interview.record
        self._flow = flow
        self._asked = asked

    # --- one question

    def asking(self, ref: str) -> Asking:
        """Give one question as it stands, with its place in its part. Raises KeyError for an unknown ref."""
        question = self._interview.question(ref)
        part, refs = self._place(question)
        rounds = self._rounds(question)
        viewed = self._record.view(ref)
        return Asking(
            question=question,
            part=part,
            number=refs.index(ref) + 1 if ref in refs else 0,
            total=len(refs),
            waits=not self._interview.has_word(ref),
            said=self._said(question),
            caseworker_may_add=self._caseworker_may_add(question),
            view=viewed.view if viewed else None,
            view_words=viewed.words if viewed else "",
            view_due=self._view_due(question),
            held_back=self.held_back(question),
            versions=self._versions(question),
            seq=self._record.events[-1].seq if self._record.events else 0,
            redacted_at=self._redacted_at(question),
            earlier=(*self._asked.before(question, rounds), *self._asked.waiting_for(ref)),
            rounds=tuple(map(as_spoken, rounds)),
            start=self._start(question, alone=self._record.alone(self._meeting)),
        )

    def known(self, name: str) -> Question | None:
        """Give a question of now, or one that was asked before, by the name that its answers are kept under."""
        return self._asked.question(name)

    def _place(self, question: Question) -> tuple[str, tuple[str, ...]]:
        sections = self._interview.questionnaire.sections
        if question.alone and not self._interview.sections[question.section].card:
            gathering = next((section for section in sections if section.gathers_alone), None)
            if gathering:
                return gathering.id, self._flow.refs(gathering)
        return question.section, self._flow.refs(self._interview.sections[question.section])

    def _said(self, question: Question) -> tuple[Spoken, ...]:
        found = (self._interview.said(question.ref, voice) for voice in VOICES)
        return tuple(as_spoken(said) for said in found if said)

    def _rounds(self, question: Question) -> tuple[Said, ...]:
        """Give what was said in the rounds before to a question that each round asks anew.

        Of what is parked, the last that was said may be of any round.
        """
        if not question.round_of:
            return ()
        found = in_rounds(self._record, question.round_of, question.ref)
        if question.ref in self._interview.questionnaire.questions:
            return tuple(filter(None, found[:-1]))
        last = {spoken.event for spoken in self._record.spoken(question.ref)}
        return tuple(said for said in found if said and said.id not in last)

    def _start(self, question: Question, *, alone: bool) -> Spoken | None:
        """Give what rounds are compared with, where another question asked it; the minute for two keeps its own."""
        ref = question.compare_with
        if ref is None or not self._interview.stands(ref) or (self._interview.question(ref).alone and not alone):
            return None
        said = self._interview.said(ref, "participant")
        return as_spoken(said) if said and said.answer.given else None

    def _versions(self, question: Question) -> tuple[Spoken, ...]:
        """Give what stands side by side; on a card only where this meeting wrote it, in rounds where this one did."""
        card = self._interview.sections[question.section].card
        found: list[Spoken] = []
        for voice in VOICES:
            if question.round_of and self._interview.said(question.ref, voice) is None:
                continue
            here = [s for s in self._record.disputed(question.ref, voice) if not card or s.meeting == self._meeting]
            found += here if len(here) > 1 else []
        return tuple(found)

    @property
    def _meeting(self) -> str:
        return self._interview.meeting

    def _redacted_at(self, question: Question) -> datetime | None:
        """Tell when the answer was deleted for good, until another is given."""
        if self._said(question):
            return None
        redaction = self._record.redaction(question.ref)
        return redaction.at if redaction else None

    def _caseworker_may_add(self, question: Question) -> bool:
        return len(question.voices) > 1 and self._interview.said(question.ref, "participant") is not None

    def _view_due(self, question: Question) -> bool:
        if len(question.voices) == 1 or self._record.view(question.ref):
            return False
        added = self._interview.answer(question.ref, "caseworker")
        return added is not None and added.given and self._caseworker_may_add(question)

    def held_back(self, question: Question) -> bool:
        """Tell whether an answer stays off the participant's paper: as they decided, else as its kind asks for."""
        decided = self._record.held(question.ref)
        if decided is None:
            decided = self._record.held(self._record.moves.beside(question.ref))
        if decided is not None:
            return decided
        return not question.on_paper or question.sensitivity == "special" or question.alone

    # --- the review

    def review(self, *, alone: bool) -> tuple[ReviewLine, ...]:
        """Give everything said, passed over or not asked, in composed order.

        Unless the two are alone, lines that belong to the minute for two are left out.
        """
        return tuple(self._lines(alone=alone))

    def _lines(self, *, alone: bool) -> Iterator[ReviewLine]:
        for question in self._interview.questionnaire.questions.values():
            if question.alone and not alone:
                continue
            said = self._said(question)
            stands = self._interview.stands(question.ref)
            if said or self._rounds(question) or (stands and self._flow.asks(question)):
                line = self._line(question, said, stands=stands)
                yield replace(line, start=self._start(question, alone=alone))
        for parked in self._asked.parked():
            if alone or not parked.question.alone:
                yield self._parked_line(parked)

    def _parked_line(self, parked: Parked) -> ReviewLine:
        question = parked.question
        viewed = self._record.view(question.ref)
        return ReviewLine(
            question=question,
            part=parked.part,
            part_title=parked.part_title,
            standing="parked",
            said=self._record.spoken(question.ref),
            view=viewed.view if viewed else None,
            view_words=viewed.words if viewed else "",
            held_back=self.held_back(question),
            asked_in=parked.version,
            parked=parked.how,
            rounds=tuple(map(as_spoken, self._rounds(question))),
        )

    def _line(self, question: Question, said: tuple[Spoken, ...], *, stands: bool) -> ReviewLine:
        viewed = self._record.view(question.ref)
        section = self._interview.sections[question.section]
        versions = self._versions(question)
        view = viewed.view if viewed else None
        rounds = self._rounds(question)
        return ReviewLine(
            question=question,
            part=section.id,
            part_title=section.title,
            standing=_standing(said, view, stands=stands, versions=bool(versions)),
            said=said,
            view=view,
            view_words=viewed.words if viewed else "",
            held_back=self.held_back(question),
            versions=versions,
            redacted_at=self._redacted_at(question),
            earlier=tuple(self._asked.before(question, rounds)),
            rounds=tuple(map(as_spoken, rounds)),
        )

    # --- the picture

    def picture(self) -> Picture:
        """Give the participant's own picture: every life area, marked or not."""
        off = self._interview.questionnaire.off_sections
        sections = [s for s in self._interview.questionnaire.sections if s.topic and s.id not in off]
        return Picture(tuple(self._row(section) for section in sections), self._begin_with())

    def _row(self, section: Section) -> PictureRow:
        by_role: dict[Role | None, Question] = {question.role: question for question in section.questions}
        mark, level, added = by_role.get("mark"), by_role.get("level"), by_role.get("added")
        now_mark, earlier_mark = self._now_and_earlier(mark)
        now_level, earlier_level = self._now_and_earlier(level)
        mark_code, earlier_code = _code(now_mark), _code(earlier_mark)
        stands = added is not None and self._interview.stands(added.ref)
        words = self._record.answer(added.ref, "caseworker") if added and stands else None
        return PictureRow(
            topic=section.topic or "",
            title=section.title,
            mark=mark_code,
            mark_text=option_text(mark, mark_code) if mark and mark_code else None,
            level=_number(now_level),
            earlier_mark=earlier_code,
            earlier_level=_number(earlier_level),
            added=words.value if words and isinstance(words.value, str) else "",
            refs={str(role): question.ref for role, question in by_role.items() if role},
            held_back=self.held_back(mark) if mark else False,
            earlier_mark_text=option_text(mark, earlier_code) if mark and earlier_code else None,
            earlier_on=_one_day(earlier_mark, earlier_level),
        )

    def _now_and_earlier(self, question: Question | None) -> tuple[Said | None, Said | None]:
        """Give what the participant said now, and last in a meeting before that in which it was said."""
        if question is None or not self._interview.stands(question.ref):
            return None, None
        now = self._interview.said(question.ref, "participant")
        return now, self._record.said_before(now.meeting, question.ref, "participant") if now else None

    def _begin_with(self) -> tuple[Text, ...]:
        titles = {section.topic: section.title for section in self._interview.questionnaire.sections if section.topic}
        return tuple(titles[code] for code in self._flow.topics() if code in titles)


def _standing(said: tuple[Spoken, ...], view: str | None, *, stands: bool, versions: bool) -> Standing:
    if not stands:
        return "unused"
    if versions:
        return "versions"
    if view in {"partly", "no"}:
        return "differs"
    if any(spoken.answer.given for spoken in said):
        return "answered"
    return "passed_over" if said else "not_asked"


def _code(said: Said | None) -> str | None:
    return said.answer.value if said and isinstance(said.answer.value, str) else None


def _number(said: Said | None) -> int | None:
    value = said.answer.value if said else None
    return int(value) if isinstance(value, Decimal) else None


def _one_day(*said: Said | None) -> date | None:
    """Give the day on which all of it was said with a value; None where there is no such day, or more than one."""
    days = {each.at.date() for each in said if each and each.answer.given}
    return days.pop() if len(days) == 1 else None


def option_text(question: Question, code: str) -> Text | None:
    """Give the text of an option, None where the question has no such code."""
    if not isinstance(question, OneQuestion | SeveralQuestion):
        return None
    return next((option.text for option in question.options if option.code == code), None)
