"""What papers are told about a case, and what kinds of paper there are: frozen values for the desk and the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from mapper.interview.consent_model import Consent
from mapper.interview.model import Compared, Picture, ReviewLine, Sitting, View
from mapper.language.text import NO_TEXT, Text
from mapper.office.model import Office
from mapper.plan.model import Dated, Kind, Plan
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import Question, Section

if TYPE_CHECKING:
    from mapper.interview.events import Event

Audience: TypeAlias = Literal["participant", "caseworker", "partner", "reflection"]
"""partner: somebody outside, who gets what the participant said yes to telling them."""
Area: TypeAlias = Literal["all", "work", "social"]
"""Which secrecy regime a caseworker's paper is limited to. Shared answers belong to both."""
Form: TypeAlias = Literal["line", "text", "copy"]
"""How a stretch of text is written: on one line, on several, or ready to copy."""
Fixed: TypeAlias = Literal["said", "drawn", "notice", "title", "kind"]
"""Why a stretch of a paper is not changed by hand: somebody said it, it is drawn from what was said, it tells which
paper this is, or nothing on this kind of paper is changed."""
Shape: TypeAlias = Literal["lines", "wheel"]
"""What the participant's picture is drawn as."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of paper, its title, and for whom it is.

    `needs_confirming`: somebody looks at the whole paper and says yes before it is saved. `nameless`: neither the file,
    its name, its place nor its letterhead may tell whom or which office it is about. One that is not `changeable` says
    only what it is made of. One `for_recipient` is made for each consent by itself; one that goes `by_area` may be
    limited to one. On one that is `drawn` stands the participant's picture.
    """

    id: str
    title: Text
    audience: Audience
    changeable: bool = True
    needs_confirming: bool = False
    nameless: bool = False
    for_recipient: bool = False
    by_area: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of text stands, so that it is found again when the paper is made anew.

    Digests of what it says and of what it stands in, and which it is of those that say the same there.
    """

    text: str
    within: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand in a place on one paper only; empty where the stretch is taken out. Plain text."""

    place: Place
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper is wanted, in which language, and in which form.

    `area` limits a paper that Nav keeps or hands on. `changes` are made by hand, for this paper only.
    `full_titles` lets calendar entries say what they are about, and where: whoever sees the phone can read it.
    `figure` is what the participant's picture is drawn as where it can be; large print always has lines.
    `second` is the language beside that of a bilingual sheet.
    `recipient` is the id of a consent: to whom the paper is, or about whom.
    `without_held_back` leaves what is held back out of the participant's own copy.
    """

    document: str
    language: str
    area: Area = "all"
    large: bool = False
    changes: tuple[Change, ...] = ()
    full_titles: bool = False
    figure: Shape = "lines"
    second: str = ""
    recipient: str = ""
    without_held_back: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """Where to go to mend something: a room, and what in it; in the room `paper` a path as `2.0.1`."""

    room: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a paper that is walked to and may be changed by itself.

    `path` leads to it through the blocks: their places, and those of items, rows (0 is the header) and cells. `text`
    is what it says without a change, `now` what it says with it. `fixed` says why it may not be changed, `lead` where
    its words come from.
    """

    path: tuple[int, ...]
    place: Place
    text: str
    now: str
    form: Form
    limit: int | None = None
    fixed: Fixed | None = None
    changed: bool = False
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done on the case, as its history tells it: by which voice, if one is known.

    `changed` counts what was changed by hand on a paper that was written; `consent` is the id of the one that it was
    for. `was` and `now` are the versions that a move led from and to. `for_them` is why the caseworker wrote for the
    participant that they read together: a code of ON_BEHALF, or words; empty where the voice spoke for itself.
    """

    at: datetime
    what: Literal["read_together", "assessed", "printed", "moved"]
    voice: Voice | None = None
    document: str = ""
    changed: int = 0
    consent: str = ""
    was: str = ""
    now: str = ""
    for_them: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a paper may rest on, of one case at one moment. Each audience gets a part of it.

    `review` is the whole review, the minute for two included; `alone` says whether the two are alone at the screen, so
    that warnings may speak of what is held back. `refused_on_paper` is the participant's wish to have the ideas that
    they did not choose on their paper. `area` limits the caseworker's papers. `compared` are the numbers of what is
    asked in rounds, whoever may read them. `days` are those of the participant's calendar; `seed` is known to nobody
    outside the case, and gives their ids. `title` and `sections` are those of the whole questionnaire, asked or not,
    and `second` the language beside that of a bilingual sheet. `consents` are all that were ever given, the latest
    first; `recipient` is the id of the one that this paper is about. `events` is everything that is kept, for the
    participant's own copy alone; `suggests` names what each rule suggests, by the key of its suggestion, and `packs`
    the packs by their ids.
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
    days: tuple[Dated, ...] = ()
    compared: tuple[Compared, ...] = ()
    seed: str = ""
    full_titles: bool = False
    large: bool = False
    figure: Shape = "lines"
    title: Text = NO_TEXT
    sections: tuple[Section, ...] = ()
    second: str = ""
    consents: tuple[Consent, ...] = ()
    recipient: str = ""
    events: tuple[Event, ...] = field(default=(), repr=False)
    suggests: Mapping[str, Text] = field(default_factory=dict)
    packs: Mapping[str, Text] = field(default_factory=dict)
    without_held_back: bool = False
