"""What stands now in one case, as frozen values for screens, lines and papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from threading import RLock

from mapper.interview.asked import Earlier
from mapper.interview.events import Printed, Said
from mapper.interview.model import ASSESSMENT, Asking, Part, Picture, ReviewLine, Sitting, Spoken, View
from mapper.interview.record import Record
from mapper.plan.activities import fields_of, kinds
from mapper.plan.dates import dated, following
from mapper.plan.model import CALENDAR, Activity, Dated, Kind, Plan, Suggestion
from mapper.plan.table import Table
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Condition, Outcome, Test, evaluate
from mapper.questionnaire.model import Profile, Question

__all__ = ["ASSESSMENT", "Overview"]


class Overview:
    """Show one case: Questionnaire × Record. Whoever changes the record tells the table."""

    def __init__(
        self, questionnaire: Questionnaire, record: Record, today: date, earlier: Earlier = lambda _: None
    ) -> None:
        self.questionnaire = questionnaire
        self._earlier = earlier
        self._record = record
        self._lock = RLock()
        self._lay(today)

    def _lay(self, today: date) -> None:
        """Lay the table for the latest sitting."""
        opened = self._record.opened()
        self.meeting = opened.meeting if opened else ""
        self.language = opened.language if opened else "nb"
        self.second_language = opened.second_language if opened else ""
        self.today = today
        self._lay_table()

    def _lay_table(self) -> None:
        """Derive everything anew from the record as it stands."""
        self._table = Table(self.questionnaire, self._record, self.meeting, self.today, self._earlier)

    @property
    def record(self) -> Record:
        """Give the record, for reading only."""
        return self._record

    @property
    def profile(self) -> Profile:
        """Give the profile in use."""
        return self._record.profile()

    @property
    def alone(self) -> bool:
        """Tell whether the two said that they are alone in this meeting."""
        return self._record.alone(self.meeting)

    @property
    def is_open(self) -> bool:
        """Tell whether the latest sitting has not been closed."""
        sittings = self._record.sittings()
        return bool(sittings) and sittings[-1].closed is None

    @property
    def begun(self) -> bool:
        """Tell whether anything but the card has been said in this sitting."""
        cards = {section.id for section in self.questionnaire.sections if section.card}
        said = (event for event in self._record.events if isinstance(event, Said) and event.meeting == self.meeting)
        return any(event.question.partition(".")[0] not in cards for event in said)

    def parts(self) -> tuple[Part, ...]:
        """Give the parts of the conversation, in the order chosen."""
        with self._lock:
            return self._table.flow.parts()

    def stands(self, ref: str) -> bool:
        """Tell whether a question is asked for by what was said; its answer counts only then."""
        return self._table.interview.stands(ref)

    def judge(self, test: Test) -> Outcome:
        """Tell how one test of a condition comes out over what was said: true, false, or open (None)."""
        return self._table.interview.ask(test)

    def judged(self, condition: Condition) -> bool:
        """Tell whether a condition holds over what was said."""
        return evaluate(condition, self.judge) is True

    def asking(self, ref: str) -> Asking:
        """Give one question as it stands. Raises KeyError."""
        with self._lock:
            return self._table.views.asking(ref)

    def progress(self) -> tuple[int, int]:
        """Count the questions that have a word, and those that are asked."""
        with self._lock:
            return self._table.flow.progress()

    def first(self) -> str | None:
        """Give the question to go on with: the first without a word, else the first of all."""
        with self._lock:
            line = self._table.flow.line()
            waiting = (ref for ref in line if not self._table.interview.has_word(ref))
            return next(waiting, line[0] if line else None)

    def next(self, ref: str) -> str | None:
        """Give the question after this one in asking order."""
        return self._beside(ref, 1)

    def previous(self, ref: str) -> str | None:
        """Give the question before this one in asking order."""
        return self._beside(ref, -1)

    def _beside(self, ref: str, step: int) -> str | None:
        with self._lock:
            line = self._table.flow.line()
        if ref not in line:
            return next(iter(line), None)
        place = line.index(ref) + step
        return line[place] if 0 <= place < len(line) else None

    def review(self) -> tuple[ReviewLine, ...]:
        """Give what was said; what belongs to the minute for two only while they are alone."""
        with self._lock:
            return self._table.views.review(alone=self.alone)

    def whole_review(self) -> tuple[ReviewLine, ...]:
        """Give everything that was said, for papers."""
        with self._lock:
            return self._table.views.review(alone=True)

    def picture(self) -> Picture:
        """Give the participant's own picture."""
        with self._lock:
            return self._table.views.picture()

    def plan(self) -> Plan:
        """Give the plan; what rests on the minute for two only while they are alone."""
        with self._lock:
            return self._table.planner.plan(alone=self.alone)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Give every suggestion that stands, decided on or not, in the order of the rules."""
        with self._lock:
            return self._table.suggester.suggestions()

    def fields_of(self, suggestion: Suggestion) -> dict[str, str]:
        """Write a suggestion as the fields of an activity, in the language of the talk; days are ISO."""
        return fields_of(suggestion, self.language, self.today)

    def whole_plan(self) -> Plan:
        """Give the whole plan, for papers."""
        with self._lock:
            return self._table.planner.plan()

    def days(self, plan: Plan | None = None) -> tuple[Dated, ...]:
        """Give the days of the plan that may stand in the participant's calendar, the earliest first.

        What a calendar of this case had before, and the plan has no more, is there as cancelled. `plan` is the whole
        plan, where it is at hand.
        """
        with self._lock:
            now = dated(plan or self.whole_plan(), self._record)
            return following(self._earlier_days(), now, self.today)

    def _earlier_days(self) -> tuple[Dated, ...]:
        """Give what the calendars that were saved have left in a phone: each had the plan as the record stood then."""
        left: dict[str, Dated] = {}
        for number, event in enumerate(self._record.events):
            if isinstance(event, Printed) and event.document == CALENDAR:
                record = Record.of(self._record.events[:number])
                then = self._earlier(record.snapshot() or "") or self.questionnaire
                standing = dated(Overview(then, record, self.today, self._earlier).whole_plan(), record)
                left |= {day.key: day for day in following(left.values(), standing, event.at.date())}
        return tuple(left.values())

    def sittings(self) -> tuple[Sitting, ...]:
        """Give every meeting on the case, oldest first."""
        return self._record.sittings()

    def kinds(self) -> tuple[Kind, ...]:
        """Give Nav's activity kinds with their fields and limits."""
        return kinds(self.questionnaire.lists)

    def text(self, ref: str) -> Question:
        """Give a question's texts by its ref, also of one that nobody asks any more. Raises KeyError."""
        question = self._table.views.known(ref)
        if question is None:
            raise KeyError(ref)
        return question

    def known_questions(self) -> Mapping[str, Question]:
        """Give the questions of now, and those that something was said to before, by name."""
        parked = {line.question.ref: line.question for line in self.whole_review() if line.standing == "parked"}
        return {**self.questionnaire.questions, **parked}

    def languages(self) -> tuple[str, ...]:
        """Give the languages that the questionnaire is written in."""
        return tuple(code for code, _ in self.questionnaire.title)

    @property
    def assessment(self) -> str:
        """Give the caseworker's written view."""
        return self._record.assessment()

    @property
    def assessment_versions(self) -> tuple[Spoken, ...]:
        """Give the versions of the written view that two windows wrote side by side; nothing where one stands."""
        return self._record.assessment_versions()

    @property
    def assessment_view(self) -> tuple[View | None, str]:
        """Give the participant's view of the assessment, and their words."""
        viewed = self._record.view(ASSESSMENT)
        return (viewed.view, viewed.words) if viewed else (None, "")

    @property
    def next_meeting(self) -> Activity | None:
        """Give the next meeting, if they set one."""
        return self.plan().next_meeting

    def held_back(self, name: str) -> bool | None:
        """Tell what the participant decided about `section.question` or `activity:ID` on their paper."""
        return self._record.held(name)

    @property
    def can_undo(self) -> bool:
        """Tell whether there is something to undo."""
        return self._record.undo_target() is not None

    @property
    def can_redo(self) -> bool:
        """Tell whether an undo can be taken back."""
        return self._record.redo_target() is not None
