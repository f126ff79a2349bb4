"""What stands now: Questionnaire × Record, kept current by looking only at what depends on a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from mapper.interview.answer import Answer, Value
from mapper.interview.events import Said
from mapper.interview.record import VOICES, Record
from mapper.interview.rounds import began, said_after
from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Compiled, Condition, Outcome, Test, Voice, compile_condition, judge
from mapper.questionnaire.model import Question, Rule, Section

_STATE_CODES = {"unknown": "UNKNOWN", "declined": "DECLINED"}


@dataclass(frozen=True, slots=True)
class Effect:
    """What one change of answers did: which questions came and went, and which rules must be looked at again."""

    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class Interview:
    """Know which questions stand and what their answers count for.

    `meeting` is the current meeting's id: answers on a `card` part count only within it. `today` decides tests on days.
    """

    def __init__(self, questionnaire: Questionnaire, record: Record, meeting: str, today: date) -> None:
        self.questionnaire = questionnaire
        self.record = record
        self.meeting = meeting
        self.today = today
        self.sections: Mapping[str, Section] = {section.id: section for section in questionnaire.sections}
        self._rules: dict[str, Rule] = {rule.id: rule for rule in questionnaire.rules}
        self._compiled: dict[str, Compiled] = {}
        self._section_stands: dict[str, bool] = {}
        self._stands: dict[str, bool] = {}
        self._begin()

    def _begin(self) -> None:
        for section in self.questionnaire.sections:
            self._section_stands[section.id] = self._section_holds(section)
            for question in section.questions:
                self._stands[question.ref] = self._question_holds(question)

    # --- what stands

    def stands(self, ref: str) -> bool:
        """Tell whether a question is asked for now; its answer counts only then."""
        return self._stands.get(ref, False)

    def question(self, ref: str) -> Question:
        """Give a question by its ref. Raises KeyError."""
        return self.questionnaire.questions[ref]

    def update(self, refs: Iterable[str]) -> Effect:
        """Look again at what reads these questions, and at what reads that in turn; nothing else."""
        queue: list[tuple[int, str]] = []
        queued: set[str] = set()
        rules: dict[str, None] = {}
        shown: list[str] = []
        hidden: list[str] = []

        def enqueue(ref: str) -> None:
            for reader in self.questionnaire.readers.get(ref, ()):
                if reader.startswith("r:"):
                    rules[reader[2:]] = None
                elif reader not in queued:
                    queued.add(reader)
                    heappush(queue, (self._place(reader), reader))

        for ref in refs:
            enqueue(ref)
        while queue:
            _, key = heappop(queue)
            for ref, stands in self._settle(key):
                (shown if stands else hidden).append(ref)
                enqueue(ref)
        return Effect(tuple(shown), tuple(hidden), tuple(rules))

    def _place(self, key: str) -> int:
        name = key[2:]
        if key.startswith("q:"):
            return 2 * self.questionnaire.order[name] + 1
        questions = self.sections[name].questions
        return 2 * self.questionnaire.order[questions[0].ref] if questions else 0

    def _settle(self, key: str) -> list[tuple[str, bool]]:
        """Evaluate one section or question again and give the questions that changed."""
        name = key[2:]
        if key.startswith("q:"):
            return self._settle_questions((self.question(name),))
        section = self.sections[name]
        stands = self._section_holds(section)
        if stands == self._section_stands[name]:
            return []
        self._section_stands[name] = stands
        return self._settle_questions(section.questions)

    def _settle_questions(self, questions: Iterable[Question]) -> list[tuple[str, bool]]:
        changed: list[tuple[str, bool]] = []
        for question in questions:
            stands = self._question_holds(question)
            if stands != self._stands[question.ref]:
                self._stands[question.ref] = stands
                changed.append((question.ref, stands))
        return changed

    def _section_holds(self, section: Section) -> bool:
        on = section.id not in self.questionnaire.off_sections
        return on and self._holds(f"s:{section.id}", section.when)

    def _question_holds(self, question: Question) -> bool:
        return self._section_stands[question.section] and self._holds(f"q:{question.ref}", question.when)

    def _holds(self, key: str, condition: Condition | None) -> bool:
        return condition is None or self._outcome(key, condition) is True

    def _outcome(self, key: str, condition: Condition) -> Outcome:
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = compile_condition(condition)
        return compiled(self.ask)

    # --- what answers count for

    def ask(self, test: Test) -> Outcome:
        """Judge one test on what counts now."""
        return judge(test, self.values(test.question, test.voice), self.states(test.question, test.voice), self.today)

    def undecided(self, ref: str) -> tuple[Condition, ...]:
        """Give the open conditions on which it hangs whether a question stands; none where it is known that not."""
        question = self.questionnaire.questions.get(ref)
        if question is None or question.section in self.questionnaire.off_sections:
            return ()
        section = self.sections[question.section]
        keyed = ((f"s:{section.id}", section.when), (f"q:{ref}", question.when))
        judged = [(when, self._outcome(key, when)) for key, when in keyed if when is not None]
        if any(outcome is False for _, outcome in judged):
            return ()
        return tuple(when for when, outcome in judged if outcome is None)

    def fires(self, rule_id: str) -> Outcome:
        """Tell whether a rule holds, does not, or is open."""
        rule = self._rules[rule_id]
        return None if rule.when is None else self._outcome(f"r:{rule_id}", rule.when)

    def answer(self, ref: str, voice: Voice) -> Answer | None:
        """Give a voice's answer as it counts now."""
        said = self.said(ref, voice)
        return said.answer if said else None

    def said(self, ref: str, voice: Voice) -> Said | None:
        """Give what a voice said: on a card in this meeting, and to what is asked in rounds in this round."""
        question = self.questionnaire.questions[ref]
        if self.sections[question.section].card:
            return self.record.said_in(self.meeting, ref, voice)
        if question.round_of:
            return said_after(self.record, began(self.record, question.round_of), ref, voice)
        return self.record.said(ref, voice)

    def asked_anew(self, ref: str) -> bool:
        """Tell whether a question is asked again and again: at each meeting, or in each round."""
        question = self.questionnaire.questions.get(ref)
        return question is not None and (bool(question.round_of) or self.sections[question.section].card)

    def counting(self, ref: str, voice: Voice | None = None) -> tuple[Answer, ...]:
        """Give the answers that open questions and fire rules.

        None while the question does not stand. Where the participant won't say, and on private and special questions,
        the caseworker's words count for nothing.
        """
        if not self.stands(ref):
            return ()
        voices = (voice,) if voice else VOICES
        given = {each: answer for each in voices if (answer := self.answer(ref, each)) is not None}
        if "caseworker" in given and not self._caseworker_counts(ref):
            del given["caseworker"]
        return tuple(given.values())

    def _caseworker_counts(self, ref: str) -> bool:
        if self.questionnaire.questions[ref].sensitivity != "open":
            return False
        own = self.answer(ref, "participant")
        return own is None or own.state != "declined"

    def values(self, ref: str, voice: Voice | None = None) -> tuple[Value, ...]:
        """Give the values that count."""
        return tuple(answer.value for answer in self.counting(ref, voice) if answer.value is not None)

    def states(self, ref: str, voice: Voice | None = None) -> tuple[str, ...]:
        """Name the states that count: UNKNOWN and DECLINED match conditions, by name only."""
        return tuple(_STATE_CODES[answer.state] for answer in self.counting(ref, voice) if answer.state in _STATE_CODES)

    def has_word(self, ref: str) -> bool:
        """Tell whether the question is answered or passed over by the voice that it is asked of.

        "Next time" is a word only until the next meeting: then the question waits again.
        """
        voice = self.questionnaire.questions[ref].voices[0]
        answer = self.answer(ref, voice)
        if answer is not None and answer.state == "later":
            return self.record.said_in(self.meeting, ref, voice) is not None
        return answer is not None
