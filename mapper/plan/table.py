"""What lies on the table now: interview, order, views, suggestions and plan of one case, kept current together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from mapper.interview.asked import Asked, Earlier
from mapper.interview.event_base import Slot
from mapper.interview.flow import Flow
from mapper.interview.interview import Interview
from mapper.interview.record import Record
from mapper.interview.views import Views
from mapper.plan.plan import Planner
from mapper.plan.suggestions import Suggester
from mapper.questionnaire.composed import Questionnaire

_ABOUT_A_QUESTION = ("said", "viewed", "held")


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change moved on the table; `anew` where everything is another, for the questionnaire is."""

    refs: frozenset[str] = frozenset()
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    anew: bool = False

    def facts(self) -> dict[str, Any]:
        """Give what moved by name."""
        return {fact.name: getattr(self, fact.name) for fact in fields(Moved)}


class Table:
    """Derive everything that is shown from Questionnaire × Record."""

    def __init__(
        self, questionnaire: Questionnaire, record: Record, meeting: str, today: date, earlier: Earlier = lambda _: None
    ) -> None:
        self.interview = Interview(questionnaire, record, meeting, today)
        self.flow = Flow(self.interview)
        self.views = Views(self.interview, self.flow, Asked(questionnaire, record, earlier))
        self.suggester = Suggester(self.interview, self.views.held_back)
        self._reopened = self._reopened_now()

    @property
    def planner(self) -> Planner:
        """Give the maker of the plan as things stand."""
        return Planner(self.interview, self.flow, self.views, self.suggester)

    def update(self, slots: Iterable[Slot]) -> Moved:
        """Look again at what depends on these slots, and tell what moved."""
        changed = tuple(slots)
        refs = frozenset(str(slot[1]) for slot in changed if slot[0] in _ABOUT_A_QUESTION)
        reopened_before = self._reopened
        keys_before = self.suggester.keys()
        effect = self.interview.update(ref for ref in refs if ref in self.interview.questionnaire.questions)
        moved = refs | set(effect.shown) | set(effect.hidden)
        self.flow.update(changed, moved)
        self.suggester.update(effect.rules)
        self._reopened = self._reopened_now()
        keys = self.suggester.keys()
        return Moved(
            refs=moved,
            shown=effect.shown,
            hidden=effect.hidden,
            reopened=tuple(part for part in self._reopened if part not in reopened_before),
            suggested=tuple(sorted(keys - keys_before)),
            withdrawn=tuple(sorted(keys_before - keys)),
        )

    def standing(self) -> frozenset[str]:
        """Name the questions that stand."""
        return frozenset(ref for ref in self.interview.questionnaire.questions if self.interview.stands(ref))

    @property
    def reopened(self) -> tuple[str, ...]:
        """Name the parts in which a question opened after they had been gone through."""
        return self._reopened

    def _reopened_now(self) -> tuple[str, ...]:
        return tuple(part.id for part in self.flow.parts() if part.state == "reopened")


def between(before: Table, after: Table) -> Moved:
    """Tell what moved where the whole questionnaire became another: everything is to be looked at anew."""
    stood, stands = before.standing(), after.standing()
    suggested, suggests = before.suggester.keys(), after.suggester.keys()
    order = after.interview.questionnaire.order
    return Moved(
        refs=frozenset({*before.interview.questionnaire.questions, *order}),
        shown=tuple(sorted(stands - stood, key=lambda ref: order[ref])),
        hidden=tuple(sorted(stood - stands)),
        reopened=tuple(part for part in after.reopened if part not in before.reopened),
        suggested=tuple(sorted(suggests - suggested)),
        withdrawn=tuple(sorted(suggested - suggests)),
    )
