"""Put the plan together: ideas, what they will try, what they did not choose, and what nobody has answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapper.interview.flow import Flow
from mapper.interview.interview import Interview
from mapper.interview.views import Views, option_text
from mapper.plan.activities import from_decision, from_own
from mapper.plan.model import NEXT_MEETING, Activity, Idea, Need, Plan, Suggestion, Unasked
from mapper.plan.rounds import on_rounds
from mapper.plan.suggestions import Suggester, cause
from mapper.questionnaire.model import Question, Section

_BEGIN_WITH = 3
_TRIES = ("try", "changed")


class Planner:
    """Make the plan from what was said and what was decided."""

    def __init__(self, interview: Interview, flow: Flow, views: Views, suggester: Suggester) -> None:
        self._interview = interview
        self._record = interview.record
        self._lists = interview.questionnaire.lists
        self._flow = flow
        self._views = views
        self._suggester = suggester

    def plan(self, *, alone: bool = True) -> Plan:
        """Give the whole plan. Unless the two are alone, what rests on answers from the minute for two is left out."""
        suggestions = tuple(s for s in self._suggester.suggestions() if alone or not self._private(s.answers))
        every = tuple(self._activities())
        activities = tuple(activity for activity in every if alone or not self._private(activity.answers))
        ideas = tuple(self._ideas(suggestions))
        return Plan(
            goal=self._goal(),
            ideas=tuple(idea for idea in ideas if idea.decision != "no"),
            first=self._first(ideas),
            will_try=tuple(activity for activity in activities if activity.id != NEXT_MEETING),
            not_chosen=tuple(idea for idea in ideas if idea.decision == "no"),
            next_meeting=next((activity for activity in activities if activity.id == NEXT_MEETING), None),
            unmet=(*self._unmet(every, alone=alone), *self._kept_open(suggestions, every)),
            unasked=tuple(self._unasked(alone=alone)),
            open_rules=self._suggester.open_rules() if alone else (),
        )

    def _private(self, refs: tuple[str, ...]) -> bool:
        return any(question.alone for question in map(self._views.known, refs) if question)

    def _goal(self) -> str:
        for question in self._interview.questionnaire.by_role("goal"):
            for value in self._interview.values(question.ref):
                if isinstance(value, str):
                    return value
        return ""

    # --- ideas and activities

    def _ideas(self, suggestions: tuple[Suggestion, ...]) -> Iterator[Idea]:
        for suggestion in suggestions:
            decided = self._record.decision(suggestion.key)
            if decided is None:
                yield Idea(suggestion)
                continue
            match decided.decision:
                case "later" | "no" as put_off:
                    yield Idea(suggestion, put_off, decided.words)

    def _first(self, ideas: tuple[Idea, ...]) -> tuple[str, ...]:
        """Choose up to three undecided ideas to begin with: urgent ones, then the areas that the participant chose."""
        topics = {code: rank for rank, code in enumerate(self._flow.topics())}
        waiting = [idea.suggestion for idea in ideas if idea.decision is None]
        waiting.sort(key=lambda s: (not s.first, topics.get(s.topic or "", len(topics))))
        return tuple(suggestion.key for suggestion in waiting[:_BEGIN_WITH])

    def _activities(self) -> Iterator[Activity]:
        reasons = {suggestion.key: suggestion.answers for suggestion in self._suggester.suggestions()}
        for decided in self._record.decisions():
            if decided.decision in _TRIES:
                stale = self._reason_gone(decided.because, reasons.get(decided.suggestion, ()))
                held = self._held(f"activity:{decided.suggestion}", decided.because)
                step = from_decision(decided, self._lists, held_back=held, stale=stale)
                yield replace(step, **on_rounds(self._interview, step.id))
        for written in self._record.activities():
            yield from_own(written, self._lists, held_back=self._held(f"activity:{written.activity}", ()))

    def _reason_gone(self, before: tuple[str, ...], now: tuple[str, ...]) -> bool:
        """Tell whether a reason no longer holds; what a card asks anew holds until it is answered again."""
        gone = set(before) - set(now)
        return any(not self._interview.asked_anew(ref) or self._interview.has_word(ref) for ref in gone)

    def _held(self, name: str, refs: tuple[str, ...]) -> bool:
        """Tell whether an activity stays off the participant's paper: as they decided, else as its reasons do."""
        decided = self._record.held(name)
        if decided is not None:
            return decided
        return any(self._views.held_back(question) for question in map(self._views.known, refs) if question)

    # --- what nobody has answered

    def _unmet(self, activities: tuple[Activity, ...], *, alone: bool) -> Iterator[Need]:
        met_topics = {activity.topic for activity in activities if activity.topic}
        met_refs = {ref for activity in activities for ref in activity.answers}
        for need in (*self._urgent(activities), *self._marks()):
            private = self._interview.question(need.ref).alone and not alone
            met = need.topic is not None and (need.topic in met_topics or need.ref in met_refs)
            if not private and not met:
                yield need

    def _kept_open(self, suggestions: tuple[Suggestion, ...], activities: tuple[Activity, ...]) -> Iterator[Need]:
        """Give what may not fall away unseen: a step that nobody took up, also where it was put off or refused."""
        taken = {activity.id for activity in activities}
        for each in suggestions:
            if each.keep_open and each.key not in taken:
                held = each.held_back
                yield Need(each.answers[0], each.topic, each.title, urgent=False, held_back=held, suggestion=each)

    def _urgent(self, activities: tuple[Activity, ...]) -> Iterator[Need]:
        """Give what is urgent and no activity answers, each option by itself."""
        for question in self._interview.questionnaire.by_role("urgent"):
            steps = frozenset(activity.id for activity in activities if question.ref in activity.answers)
            for code in self._codes(question.ref):
                text = option_text(question, code)
                if text and code not in question.no_need and not self._suggester.speak_of(steps, question.ref, code):
                    yield Need(question.ref, None, text, urgent=True, held_back=self._views.held_back(question))

    def _codes(self, ref: str) -> Iterator[str]:
        for value in self._interview.values(ref):
            yield from (str(code) for code in (value if isinstance(value, tuple) else (value,)))

    def _marks(self) -> Iterator[Need]:
        for section in self._interview.questionnaire.sections:
            if section.topic:
                yield from self._marked(section)

    def _marked(self, section: Section) -> Iterator[Need]:
        """Give the need that the participant marked in a life area, once."""
        by_role: dict[str | None, Question] = {question.role: question for question in section.questions}
        for role, codes in (("mark", ("URGENT", "NEEDS_SOMETHING")), ("act", ("YES",))):
            question = by_role.get(role)
            values = self._interview.values(question.ref) if question else ()
            if question and any(value in codes for value in values):
                held = self._views.held_back(question)
                yield Need(question.ref, section.topic, section.title, urgent="URGENT" in values, held_back=held)
                return

    def _unasked(self, *, alone: bool) -> Iterator[Unasked]:
        for question in self._flow.asked():
            if not self._interview.values(question.ref) and (alone or not question.alone):
                yield Unasked(question.ref, cause(self._interview, question.ref))
