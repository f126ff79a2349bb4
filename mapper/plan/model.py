"""What the plan says: frozen values for screens, lines and papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Literal, TypeAlias

from mapper.language.text import Text

if TYPE_CHECKING:
    from mapper.questionnaire.model import Area, Responsible, Target

Decision: TypeAlias = Literal["try", "changed", "later", "no"]
"""Will try · will try, changed · later · not for me."""
ProposedBy: TypeAlias = Literal["participant", "caseworker", "rule"]
Cause: TypeAlias = Literal["not_asked", "unknown", "declined", "later"]

LIMITS = {"title": 100, "purpose": 255, "description": 5000, "support": 255, "partner": 255, "reason": 1000}
"""Characters; Nav's own limits (domain §2.2, §2.13) where a kind says nothing stricter."""

AREAS: Mapping[str, Area] = {"activity_plan": "work", "measure_agreement": "work", "social": "social"}
"""The secrecy regime that an activity belongs to by its target; the other targets belong to both."""
CHANNELS = ("OPPMOTE", "TELEFON", "INTERNETT")
"""Nav's codes for how a meeting is held."""
RESPONSIBLE = ("participant", "caseworker", "employment_specialist", "partner", "employer")
"""Who may answer for a step, in the order in which they are offered."""
TARGETS = ("activity_plan", "social", "individual_plan", "measure_agreement")
"""Where a step may belong, in the order in which it is offered; the first is Nav's own plan."""
NEXT_MEETING = "next-meeting"
"""The activity id under which the next meeting is kept."""
CALENDAR = "calendar"
"""The name under which the record keeps that a calendar was saved."""
COPY = "copy"
"""The name of the participant's own copy of everything."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What rules suggest, and why. `answers` are the refs that it rests on, never empty; `rules` the merged rule ids.

    `held_back` suggestions rest on an answer that stays off the participant's paper, and stay off it too.
    """

    key: str
    rules: tuple[str, ...]
    title: Text
    because: tuple[Text, ...]
    answers: tuple[str, ...]
    kind: str | None
    responsible: Responsible
    others: tuple[Responsible, ...]
    due: date
    partner: Text | None
    measure: Text | None
    law: tuple[Text, ...]
    target: Target
    topic: str | None
    purpose: Text | None
    describe: Text | None
    nav_decides: bool
    ask_target: bool
    first: bool
    quote: bool
    held_back: bool
    keep_open: bool = False
    """Listed among the needs without a step until they will try it."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A suggestion that is not an activity: not decided, put off, or not chosen, with the participant's words."""

    suggestion: Suggestion
    decision: Literal["later", "no"] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of the draft plan. Field names and limits are those of Nav's forms (lists/nav-codes.yaml).

    `fields` are the kind's own fields by id; `missing` names required ones that are empty. `stale` says that the
    reason has changed since it was decided. `review_on` is the day to look at it again.
    """

    id: str
    title: str
    kind: str | None
    responsible: Responsible
    others: tuple[Responsible, ...]
    start: date | None
    due: date | None
    review_on: date | None
    target: Target
    topic: str | None
    partner: str
    purpose: str
    description: str
    support: str
    reason: str
    answers: tuple[str, ...]
    proposed_by: ProposedBy
    changed: bool
    nav_decides: bool
    held_back: bool
    stale: bool
    words: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    """The days from today on on which the step is done, where it follows a pack's rounds."""
    with_whom: str = ""
    """Who follows up on these days, as the two wrote it."""


@dataclass(frozen=True, slots=True)
class Need:
    """A need that the participant marked, at question `ref`, or a `suggestion` that is kept open until it is tried."""

    ref: str
    topic: str | None
    title: Text
    urgent: bool
    held_back: bool
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Unasked:
    """A question that stands without a value, and why."""

    ref: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rule that could not be decided, with the answers that are wanting. Never read as "no need"."""

    rule: str
    title: Text
    waits_for: tuple[Unasked, ...]


@dataclass(frozen=True, slots=True)
class FieldLimit:
    """One field of a Nav form: label, whether required, and its limit in characters (None: no limit)."""

    id: str
    label: Text
    required: bool
    limit: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """One of Nav's activity kinds with its fields in the order of the form."""

    code: str
    text: Text
    fields: tuple[FieldLimit, ...]
    nav_only: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the plan screen and the papers show. `first` are the up to three ideas to begin with."""

    goal: str
    ideas: tuple[Idea, ...]
    first: tuple[str, ...]
    will_try: tuple[Activity, ...]
    not_chosen: tuple[Idea, ...]
    next_meeting: Activity | None
    unmet: tuple[Need, ...]
    unasked: tuple[Unasked, ...]
    open_rules: tuple[OpenRule, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """One day of the plan, for a calendar: the next meeting, when a step is due or looked at again, or done in rounds.

    `changes` counts how often anybody wrote it, took it back or brought it back. `clock` and `minutes` are None where
    nobody gave them as a calendar understands them. `cancelled` says that an earlier calendar had it and the plan has
    it no more; then only the day is told.
    """

    activity: str
    what: Literal["meeting", "due", "review", "round"]
    day: date
    changes: int
    title: str = ""
    clock: time | None = None
    minutes: int | None = None
    place: str = ""
    cancelled: bool = False

    @property
    def key(self) -> str:
        """Name it within its case, the same in every calendar."""
        return f"{self.what}:{self.activity}"
