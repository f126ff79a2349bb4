"""Which answers open each question, section, rule and pack: the shortest way to each, and what nothing opens.

Keys are those of `Questionnaire.readers`: `q:<ref>`, `s:<section>`, `r:<rule>`; and `p:<pack>` for what offers a pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mapper.questionnaire.composed import Questionnaire
from mapper.questionnaire.condition import Condition, references
from mapper.questionnaire.reaching.needs import Given
from mapper.questionnaire.reaching.search import Clash, Search
from mapper.questionnaire.reaching.talks import Answers, Talks

VISITS = 120_000
"""So many questions are looked at in simulated conversations, in all."""
STEPS = 150_000
"""So many steps are taken searching backwards for what no conversation opened, in all."""
STEPS_FOR_ONE = 30_000


@dataclass(frozen=True, slots=True)
class Way:
    """The answers that open something, by ref in composed order; none where it stands from the start.

    `shortest` is no only where the search for a shorter way was given up.
    """

    answers: Mapping[str, tuple[Given, ...]]
    shortest: bool = True


@dataclass(frozen=True, slots=True)
class Never:
    """Something that no answers open, and what clashes."""

    key: str
    clash: Clash


class Reach:
    """Know what opens and what never does, in one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, today: date, *, short: bool = False) -> None:
        self.questionnaire = questionnaire
        self._asked = asked_in_short(questionnaire) if short else None
        self._today = today
        self._talks = Talks(questionnaire, today, asked=self._asked, visits=VISITS)
        self._search = Search(questionnaire, today, asked=self._asked, steps=STEPS)
        self._ways: dict[str, Way | None] = {}
        self.never: dict[str, Never] = {}
        """What no answers open, in composed order."""
        self.unsure: list[str] = []
        """What nothing was found to open before the search gave up."""
        for key in self.everything():
            if key not in self._talks.reached:
                self._look_for(key)

    def everything(self) -> Iterator[str]:
        """Give the key of everything that may open, sections before their questions, then rules, then packs."""
        for section in self.questionnaire.sections:
            if section.id not in self.questionnaire.off_sections:
                yield f"s:{section.id}"
                yield from (f"q:{question.ref}" for question in section.questions)
        yield from (f"r:{rule.id}" for rule in self.questionnaire.rules if rule.when is not None)
        yield from (f"p:{file.id}" for file in self.questionnaire.files if file.offer_when is not None)

    @property
    def held(self) -> int:
        """Count the conversations that were simulated."""
        return self._talks.held

    def _look_for(self, key: str) -> None:
        found = self._search.find(key, STEPS_FOR_ONE)
        if found.given is not None:
            self._ways[key] = Way(found.given)
        elif found.sure and found.clash is not None:
            self.never[key] = Never(key, found.clash)
            self._search.closed.add(key)
        else:
            self.unsure.append(key)

    def way(self, key: str) -> Way | None:
        """Give the shortest way to something, or None where nothing opens it or none was found. Raises KeyError."""
        if key not in self._ways:
            self._ways[key] = self._find_way(key)
        return self._ways[key]

    def opens_with(self, key: str, also: Condition) -> bool | None:
        """Tell whether something can open while a condition holds too; None where the search gave up."""
        found = self._search.find_with(key, also, STEPS_FOR_ONE)
        return True if found.given is not None else False if found.sure else None

    def _find_way(self, key: str) -> Way | None:
        if key in self.never or key in self.unsure:
            return None
        search = Search(self.questionnaire, self._today, asked=self._asked, steps=STEPS_FOR_ONE)
        found = search.find(key)
        if found.given is not None:
            return Way(found.given)
        return Way(self._what_counts(key, self._talks.reached[key]), shortest=False)

    def _what_counts(self, key: str, answers: Answers) -> Answers:
        """Leave out of a conversation what the key does not hang on."""
        needed: dict[str, None] = {}
        waiting = list(references(*self._search.conditions(key)))
        while waiting:
            ref = waiting.pop()
            if ref not in needed and ref in self.questionnaire.questions:
                needed[ref] = None
                waiting += references(*self._search.conditions(f"q:{ref}"))
        return {ref: given for ref, given in answers.items() if ref in needed and given}


def asked_in_short(questionnaire: Questionnaire) -> frozenset[str]:
    """Give the refs that the short conversation asks; a pack that marks no question as short is asked whole."""
    whole = questionnaire.whole_in_short
    every = questionnaire.questions.values()
    return frozenset(each.ref for each in every if each.profile == "short" or each.section in whole)


def reachable(questionnaire: Questionnaire, today: date, *, short: bool = False) -> Reach:
    """Find out what opens and what never does; `short` looks at the short conversation. Tests on days count from today.

    Deterministic, and bounded: what it gave up on is in `unsure`.
    """
    return Reach(questionnaire, today, short=short)
