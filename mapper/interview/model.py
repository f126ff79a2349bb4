"""What screens, lines and papers are told about a conversation: frozen values, made from Questionnaire × Record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from mapper.interview.answer import DECLINED, LATER, UNKNOWN, Answer, Cell, PassedOver, Row, State, Value, View
from mapper.language.text import Text
from mapper.questionnaire.condition import Voice

if TYPE_CHECKING:
    from mapper.questionnaire.model import NumberQuestion, Profile, Question, ScaleQuestion

__all__ = [
    "ASSESSMENT",
    "DECLINED",
    "LATER",
    "ON_BEHALF",
    "UNKNOWN",
    "Answer",
    "AsAsked",
    "Asking",
    "By",
    "Cell",
    "Compared",
    "Level",
    "Looked",
    "NotUnderstood",
    "Pack",
    "Part",
    "PartState",
    "PassedOver",
    "Picture",
    "PictureRow",
    "ReviewLine",
    "RoundDay",
    "Row",
    "Sitting",
    "Spoken",
    "Standing",
    "State",
    "Value",
    "View",
    "Voice",
]  # fmt: skip

ASSESSMENT: Final = "assessment"
"""The ref under which the caseworker's assessment is known, and the participant's view of it kept."""

ON_BEHALF: Final = ("RESERVERT", "DIGITALE_FERDIGHETER", "IKKE_TIL_STEDE")
"""Why a caseworker may write for the participant that the two read together: Nav's own codes (domain §2)."""

By: TypeAlias = Literal["self", "caseworker", "interpreter"]
"""Whose hand wrote a voice's words: their own, the caseworker's on their behalf, or through the interpreter."""

PartState: TypeAlias = Literal["untouched", "begun", "done", "reopened"]
Standing: TypeAlias = Literal["answered", "differs", "versions", "passed_over", "not_asked", "unused", "parked"]
"""versions: two windows wrote in the same field, and nobody has chosen yet. unused: kept, not used, because its
question is not asked now. parked: kept, not used, because the questionnaire of now has no such question."""
ParkedHow: TypeAlias = Literal["", "gone", "again", "aside"]
"""gone: nobody asks for it. again: it is asked for in another way. aside: it stood beside what goes on."""
Looks: TypeAlias = Literal["opened", "exported", "verified", "restored", "imported", "redacted"]


class NotUnderstood(ValueError):
    """Words that cannot be read as an answer to the question. `code` names a text `answers.<code>` in the catalogues;
    `values` are limits and formats to put into it, never what was typed."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one voice said last, by whose hand, when, and in which event."""

    voice: Voice
    answer: Answer
    by: By
    at: datetime
    event: str
    meeting: str


@dataclass(frozen=True, slots=True)
class AsAsked:
    """What one voice said, in its own codes, and the question as it read then, in that version of the questionnaire."""

    question: Question
    spoken: Spoken
    version: str


@dataclass(frozen=True, slots=True)
class Asking:
    """One question as it stands now, with everything that a screen needs to ask it.

    `number` of `total` counts within the part. `waits` while it has no word: "next time" waits again in the next
    meeting. `view_due` asks the participant whether they recognise themselves in
    what the caseworker added; `caseworker_may_add` unfolds only when the participant has answered or passed.
    `versions` are writings of one voice that stand side by side until one is chosen, the latest last; `seq` says up
    to where the log had been read; `redacted_at` when what stood here was deleted for good. `earlier` is what was said
    before the questionnaire was another: to this question in other words, or to those that it asks for anew.
    """

    question: Question
    part: str
    number: int
    total: int
    waits: bool = True
    said: tuple[Spoken, ...] = ()
    caseworker_may_add: bool = False
    view: View | None = None
    view_words: str = ""
    view_due: bool = False
    held_back: bool = False
    versions: tuple[Spoken, ...] = ()
    seq: int = 0
    redacted_at: datetime | None = None
    earlier: tuple[AsAsked, ...] = ()
    rounds: tuple[Spoken, ...] = ()
    """What was said in the rounds before, the oldest first."""
    start: Spoken | None = None
    """What rounds are compared with, where another question asked it before them."""

    @property
    def ref(self) -> str:
        """Name the question: `section.question`."""
        return self.question.ref

    def by(self, voice: Voice) -> Spoken | None:
        """Give what this voice said, if it said anything."""
        return next((spoken for spoken in self.said if spoken.voice == voice), None)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the conversation, as the list of parts shows it; `chosen` ones come first."""

    id: str
    title: Text
    intro: Text | None
    kind: Literal["card", "section", "alone"]
    topic: str | None
    refs: tuple[str, ...]
    answered: int
    state: PartState
    chosen: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Pack:
    """More questions that may be asked: what they are for, how many, and about how many minutes they take.

    `offered` says that what was said makes them worth asking, and that nobody has said "not now" since. `parts` are the
    ids of its parts. `asked_on` is the day on which a pack that is asked in rounds was last asked, `next` the round
    that comes next; `again` that it may be asked anew now.
    """

    id: str
    title: Text
    about: Text | None
    questions: int
    minutes: int
    on: bool
    offered: bool
    parts: tuple[str, ...]
    asked_on: date | None = None
    next: RoundDay | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class RoundDay:
    """A day on which a pack is asked again; `span` is how the file writes it, `due` that the day has come."""

    pack: str
    span: str
    day: date
    due: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A number, and the day on which it was said."""

    value: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Compared:
    """One number that is asked in rounds: now, last time and at the start, each None where nobody said it then.

    `start_ref` is the question that the start was said to.
    """

    question: ScaleQuestion | NumberQuestion
    now: Level | None
    last: Level | None
    start: Level | None
    start_ref: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of the review: the question, what each said, and how they see it.

    `earlier` is what was said before the questionnaire was another, where it reads otherwise now. Of what is parked,
    `question` is as it was asked in version `asked_in`, under the name that it is kept by; `parked` says how.
    """

    question: Question
    part: str
    part_title: Text
    standing: Standing
    said: tuple[Spoken, ...]
    view: View | None
    view_words: str
    held_back: bool
    versions: tuple[Spoken, ...] = ()
    redacted_at: datetime | None = None
    earlier: tuple[AsAsked, ...] = ()
    asked_in: str = ""
    parked: ParkedHow = ""
    rounds: tuple[Spoken, ...] = ()
    """What was said in the rounds before, the oldest first."""
    start: Spoken | None = None
    """What rounds are compared with, where another question asked it before them."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One life area in the picture. `mark` is the participant's code, `level` their 0–10; `earlier_*` from the meeting
    before, `earlier_on` its day (None if the two are from different days); `added` the caseworker's words. `refs` names
    the question of each role."""

    topic: str
    title: Text
    mark: str | None
    mark_text: Text | None
    level: int | None
    earlier_mark: str | None
    earlier_level: int | None
    added: str
    refs: Mapping[str, str] = field(default_factory=dict)
    held_back: bool = False
    earlier_mark_text: Text | None = None
    earlier_on: date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The participant's own picture, all areas in the order of the questionnaire, and the topics they begin with."""

    rows: tuple[PictureRow, ...]
    begin_with: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting on a case, as papers tell of it."""

    id: str
    opened: datetime
    closed: datetime | None
    language: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Looked:
    """One time that somebody looked at the case or took something out of it.

    `who` is empty where it was not written down; `document` names the paper, or the question for `redacted`.
    """

    at: datetime
    who: str
    what: Looks
    document: str = ""
