"""What papers are told about a case, and what kinds of paper there are: frozen values for the desk and the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from mapper.interview.model import Picture, ReviewLine, Sitting, View
from mapper.language.text import Text
from mapper.office import Office
from mapper.plan.model import Kind, Plan
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Question

Audience: TypeAlias = Literal["participant", "caseworker"]
Area: TypeAlias = Literal["all", "work", "social"]
"""Which secrecy regime a caseworker's paper is limited to. Shared answers belong to both."""
LeftOut: TypeAlias = Literal["held_back", "not_given", "unused", "other_area"]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of paper, its title, and for whom it is."""

    id: str
    title: Text
    audience: Audience


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper is wanted, in which language, and in which form. `area` limits a caseworker's paper."""

    document: str
    language: str
    area: Area = "all"
    large: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done on the case, as its history tells it: by which voice, if one is known."""

    at: datetime
    what: Literal["read_together", "assessed", "printed"]
    voice: Voice | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a paper may rest on, of one case at one moment. Each audience gets a part of it.

    `review` is the whole review, the minute for two included; `alone` says whether the two are alone at the screen, so
    that warnings may speak of what is held back. `refused_on_paper` is the participant's wish to have the ideas that
    they did not choose on their paper. `area` limits the caseworker's papers.
    """

    language: str
    now: datetime
    review: tuple[ReviewLine, ...]
    picture: Picture
    plan: Plan
    sittings: tuple[Sitting, ...] = ()
    kinds: tuple[Kind, ...] = ()
    questions: Mapping[str, Question] = field(default_factory=dict)
    office: Office = field(default_factory=Office)
    name: str = ""
    label: str = ""
    practice: bool = False
    alone: bool = False
    area: Area = "all"
    refused_on_paper: bool = False
    assessment: str = ""
    assessment_versions: int = 0
    assessment_view: View | None = None
    assessment_view_words: str = ""
    history: tuple[Happened, ...] = ()
