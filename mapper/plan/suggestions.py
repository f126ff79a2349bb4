"""Rules × Interview → suggestions, each with the answers that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from mapper.interview.interview import Interview
from mapper.language.text import Text
from mapper.plan.due import due_from
from mapper.plan.model import Cause, OpenRule, Suggestion, Unasked
from mapper.questionnaire.condition import All, AnyOf, AskTest, Condition, NoneOf, Test, compile_condition
from mapper.questionnaire.condition import tests as tests_of
from mapper.questionnaire.lists import Lists
from mapper.questionnaire.model import Question, Rule


class Suggester:
    """Keep the suggestions current: look again only at rules that read a changed answer."""

    def __init__(self, interview: Interview, held_back: Callable[[Question], bool]) -> None:
        self._interview = interview
        self._held_back = held_back
        self._rules = {rule.id: rule for rule in interview.questionnaire.rules}
        self._reasons: dict[str, tuple[str, ...]] = {}
        self.update(self._rules)

    def update(self, rule_ids: Iterable[str]) -> None:
        """Look again at these rules."""
        for rule_id in rule_ids:
            self._reasons[rule_id] = self._reason(self._rules[rule_id])

    def _reason(self, rule: Rule) -> tuple[str, ...]:
        if rule.when is None or not self._interview.fires(rule.id):
            return ()
        found = dict.fromkeys(_rests_on(rule.when, self._interview.ask))
        return tuple(ref for ref in found if self._interview.counting(ref))

    def keys(self) -> frozenset[str]:
        """Name the suggestions that stand."""
        return frozenset(rule.key or rule.id for rule in self._rules.values() if self._reasons[rule.id])

    def speak_of(self, keys: Collection[str], ref: str, code: str) -> bool:
        """Tell whether any suggestion of these keys is there for this option of a question."""
        rules = (rule.when for rule in self._rules.values() if rule.when and (rule.key or rule.id) in keys)
        tests = (test for when in rules for test in tests_of(when) if test.question == ref)
        return any(not isinstance(test.argument, tuple) or code in test.argument for test in tests)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Give every suggestion that stands, in the order of the rules; the same key is merged."""
        merged: dict[str, Suggestion] = {}
        for rule in self._rules.values():
            if answers := self._reasons[rule.id]:
                new = self._suggestion(rule, answers)
                known = merged.get(new.key)
                merged[new.key] = _merge(known, new) if known else new
        return tuple(merged.values())

    def _suggestion(self, rule: Rule, answers: tuple[str, ...]) -> Suggestion:
        interview, lists = self._interview, self._interview.questionnaire.lists
        return Suggestion(
            key=rule.key or rule.id,
            rules=(rule.id,),
            title=rule.suggest,
            because=(rule.because,),
            answers=answers,
            kind=rule.kind,
            responsible=rule.responsible,
            others=rule.others,
            due=due_from(interview.today, rule.within),
            partner=lists.partner(rule.partner) if rule.partner else None,
            measure=lists.measure(rule.measure) if rule.measure else None,
            law=_law(lists, rule),
            target=rule.target,
            topic=rule.topic,
            purpose=rule.purpose,
            describe=rule.describe,
            nav_decides=rule.nav_decides,
            ask_target=rule.ask_target,
            first=rule.first,
            quote=rule.quote,
            held_back=any(self._held_back(interview.question(ref)) for ref in answers),
            keep_open=rule.keep_open,
        )

    def open_rules(self) -> tuple[OpenRule, ...]:
        """Give the rules that could not be decided, with what is wanting."""
        return tuple(self._open())

    def _open(self) -> Iterator[OpenRule]:
        for rule in self._rules.values():
            if rule.when is not None and self._interview.fires(rule.id) is None:
                waits = tuple(dict.fromkeys(self._waits_for(rule.when)))
                if waits:
                    yield OpenRule(rule.id, rule.suggest, waits)

    def _waits_for(self, condition: Condition) -> Iterator[Unasked]:
        """Give what an open condition waits for; behind a question that may yet be asked, what that one waits for."""
        for test in tests_of(condition):
            if self._interview.ask(test) is not None:
                continue
            if self._interview.stands(test.question):
                yield Unasked(test.question, cause(self._interview, test.question))
            for behind in self._interview.undecided(test.question):
                yield from self._waits_for(behind)


def cause(interview: Interview, ref: str) -> Cause:
    """Tell why a question has no value: not asked, don't know, won't say, or next time."""
    for voice in interview.question(ref).voices:
        answer = interview.answer(ref, voice)
        if answer is not None and answer.state != "value":
            return answer.state
    return "not_asked"


def _law(lists: Lists, rule: Rule) -> tuple[Text, ...]:
    return tuple(text for text in (lists.law(law) for law in rule.law) if text)


def _merge(first: Suggestion, second: Suggestion) -> Suggestion:
    """Join two suggestions of one key: the first one's words, everybody's reasons, the earliest day."""
    return replace(
        first,
        rules=first.rules + second.rules,
        because=tuple(dict.fromkeys(first.because + second.because)),
        answers=tuple(dict.fromkeys(first.answers + second.answers)),
        due=min(first.due, second.due),
        first=first.first or second.first,
        quote=first.quote and second.quote,
        held_back=first.held_back or second.held_back,
        keep_open=first.keep_open or second.keep_open,
    )


def _rests_on(condition: Condition, ask: AskTest) -> Iterator[str]:
    """Give the questions whose answers make a condition hold."""
    match condition:
        case Test():
            yield condition.question
        case All(parts):
            for part in parts:
                yield from _rests_on(part, ask)
        case AnyOf(parts):
            for part in parts:
                if compile_condition(part)(ask):
                    yield from _rests_on(part, ask)
        case NoneOf():
            yield from (test.question for test in tests_of(condition))
