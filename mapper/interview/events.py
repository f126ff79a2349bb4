"""What was said or done: one frozen event for each fact, append-only, stored as versioned JSON.

`seq` is the place in the case's log, given by the vault and not part of the stored JSON. `base` is the last seq that
the writer had seen of what is written about. The order is `seq`, never the clock.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

from pydantic import Field, PlainSerializer, PlainValidator, TypeAdapter, WithJsonSchema

from mapper.interview.answer import SCHEMA as ANSWER_SCHEMA
from mapper.interview.answer import Answer, View, from_json, to_json
from mapper.interview.consent_events import Consented, ConsentText, ConsentWithdrawn
from mapper.interview.event_base import EventBase, Slot
from mapper.interview.move_events import VersionMoved
from mapper.interview.pack_events import PackSwitched, RoundBegun
from mapper.language.clean import clean
from mapper.questionnaire.model import Profile

Access: TypeAlias = Literal["opened", "exported", "verified", "restored", "imported"]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value


def _answer(value: Any) -> Answer:
    return value if isinstance(value, Answer) else from_json(value)


StoredAnswer: TypeAlias = Annotated[
    Answer, PlainValidator(_answer), PlainSerializer(to_json), WithJsonSchema(ANSWER_SCHEMA)
]


class MeetingOpened(EventBase):
    """A sitting began; `snapshot` names the questionnaire as it reads in it."""

    kind: Literal["meeting_opened"] = "meeting_opened"
    language: str
    second_language: str = ""
    profile: Profile
    snapshot: str


class MeetingClosed(EventBase):
    """A sitting ended."""

    kind: Literal["meeting_closed"] = "meeting_closed"


class ProfileChosen(EventBase):
    """The two went over to the short or the full conversation."""

    kind: Literal["profile_chosen"] = "profile_chosen"
    profile: Profile

    @property
    def slot(self) -> Slot:
        """One profile for the case."""
        return ("profile",)


class Said(EventBase):
    """One voice answered one question."""

    kind: Literal["said"] = "said"
    question: str
    answer: StoredAnswer

    @property
    def slot(self) -> Slot:
        """One answer for each question and voice."""
        return ("said", self.question, self.voice)

    @property
    def says(self) -> object:
        """Two answers are two versions, whoever wrote them down."""
        return self.answer

    @property
    def undoable(self) -> bool:
        """What was said can be taken back."""
        return True


class Viewed(EventBase):
    """The participant's word on what the caseworker added; lapses when either of the two answers changes."""

    kind: Literal["viewed"] = "viewed"
    question: str
    view: View
    words: str = ""
    compared: tuple[str, str]

    @property
    def slot(self) -> Slot:
        """One view for each question."""
        return ("viewed", self.question)

    @property
    def undoable(self) -> bool:
        """A view can be taken back."""
        return True


class Chosen(EventBase):
    """Of several writings of one field, one was chosen to stand; `over` names the others."""

    kind: Literal["chosen"] = "chosen"
    event: str
    over: tuple[str, ...]

    @property
    def undoable(self) -> bool:
        """A choice can be taken back: then all stand side by side again."""
        return True


class HeldBack(EventBase):
    """The participant decided whether an answer is on their paper."""

    kind: Literal["held_back"] = "held_back"
    question: str
    held: bool

    @property
    def slot(self) -> Slot:
        """One decision for each question."""
        return ("held", self.question)

    @property
    def undoable(self) -> bool:
        """It can be taken back."""
        return True


class PartPassed(EventBase):
    """The two went through a part to its end."""

    kind: Literal["part_passed"] = "part_passed"
    part: str
    open: tuple[str, ...] = ()

    @property
    def slot(self) -> Slot:
        """One word for each part."""
        return ("passed", self.part)


class AloneSet(EventBase):
    """The two said whether they are alone now."""

    kind: Literal["alone_set"] = "alone_set"
    alone: bool

    @property
    def slot(self) -> Slot:
        """One word for each meeting."""
        return ("alone", self.meeting)


class Decided(EventBase):
    """The participant decided on a suggestion; `fields` is the activity as it read then, for try and changed."""

    kind: Literal["decided"] = "decided"
    suggestion: str
    decision: Literal["try", "changed", "later", "no"]
    words: str = ""
    fields: dict[str, str] = Field(default_factory=dict)
    because: tuple[str, ...] = ()

    @property
    def slot(self) -> Slot:
        """One decision for each suggestion."""
        return ("decided", self.suggestion)

    @property
    def says(self) -> object:
        """Two decisions, own words or activities are two versions."""
        return self.decision, self.words, self.fields

    @property
    def undoable(self) -> bool:
        """A decision can be taken back."""
        return True


class ActivityWritten(EventBase):
    """An own activity was added, changed or removed; `fields` is the whole activity, empty when removed."""

    kind: Literal["activity_added", "activity_changed", "activity_removed"]
    activity: str
    fields: dict[str, str] = Field(default_factory=dict)

    @property
    def slot(self) -> Slot:
        """One text for each activity."""
        return ("activity", self.activity)

    @property
    def says(self) -> object:
        """Two texts of an activity are two versions; removed is one of them."""
        return self.fields

    @property
    def undoable(self) -> bool:
        """Adding, changing and removing can be taken back."""
        return True


class Assessed(EventBase):
    """The caseworker's written view of the whole."""

    kind: Literal["assessed"] = "assessed"
    words: str

    @property
    def slot(self) -> Slot:
        """One view for the case."""
        return ("assessed",)

    @property
    def says(self) -> object:
        """Two texts are two versions."""
        return self.words

    @property
    def undoable(self) -> bool:
        """It can be taken back."""
        return True


class ReadTogether(EventBase):
    """One of the two said that they read it together; `covers` is the seq up to which. A later change voids it."""

    kind: Literal["read_together"] = "read_together"
    covers: int
    on_behalf: str = ""
    reason: str = ""

    @property
    def slot(self) -> Slot:
        """One word for each voice."""
        return ("read", self.voice)


class Named(EventBase):
    """The case got a label for the list, and a name if they wish."""

    kind: Literal["named"] = "named"
    label: str
    name: str = ""

    @property
    def slot(self) -> Slot:
        """One name for the case."""
        return ("named",)


class Printed(EventBase):
    """A document was written to files; `changed` counts what was changed in it by hand, `code` stands at its foot.

    `consent` is the id of the consent that it was for, if any.
    """

    kind: Literal["printed"] = "printed"
    document: str
    language: str
    files: tuple[str, ...]
    who: str = ""
    changed: int = 0
    code: str = ""
    consent: str = ""


class Accessed(EventBase):
    """Somebody opened the case, took it out, put it back or brought it from elsewhere.

    `who` is the name that the vault was made under.
    """

    kind: Literal["accessed"] = "accessed"
    what: Access
    who: str


class Redacted(EventBase):
    """An answer was deleted for good: the log keeps these places, but nothing of what stood in them."""

    kind: Literal["redacted"] = "redacted"
    question: str
    events: tuple[int, ...]
    who: str = ""
    reason: str = ""


class Blanked(EventBase):
    """The place of an event that was deleted for good. Never stored: it is what no bytes read as."""

    kind: Literal["blanked"] = "blanked"


class Undone(EventBase):
    """An earlier event no longer counts; naming an `undone` event brings back what that one took away."""

    kind: Literal["undone"] = "undone"
    event: str


Stored: TypeAlias = (
    MeetingOpened
    | MeetingClosed
    | ProfileChosen
    | Said
    | Viewed
    | Chosen
    | HeldBack
    | PartPassed
    | AloneSet
    | PackSwitched
    | VersionMoved
    | RoundBegun
    | Decided
    | ActivityWritten
    | Assessed
    | ReadTogether
    | Named
    | Printed
    | Accessed
    | Redacted
    | Undone
    | Consented
    | ConsentText
    | ConsentWithdrawn
)
Event: TypeAlias = Stored | Blanked
_ADAPTER: TypeAdapter[Stored] = TypeAdapter(Annotated[Stored, Field(discriminator="kind")])
KINDS: Final = frozenset(kind for each in get_args(Stored) for kind in get_args(each.model_fields["kind"].annotation))
"""The kinds of event that are stored."""
_NO_TIME = datetime.fromtimestamp(0, UTC)


def encode(event: Event) -> bytes:
    """Write an event as JSON, without its seq."""
    return event.model_dump_json(exclude_defaults=False).encode()


def decode(payload: bytes, seq: int) -> Event:
    """Read an event as `encode` wrote it, cleaned; no bytes are the place of one that was deleted for good.

    Raises pydantic.ValidationError or ValueError on anything else.
    """
    return read(json.loads(payload), seq) if payload else blanked(seq)


def read(data: dict[str, Any], seq: int) -> Event:
    """Read an event's plain data, cleaned. Raises as `decode`."""
    return _ADAPTER.validate_python({**_clean(data), "seq": seq}, strict=False)


def blanked(seq: int) -> Blanked:
    """Give what stands in the place of an event that was deleted for good. Even its time is gone: it reads as 1970."""
    return Blanked(id=f"blanked-{seq}", base=0, meeting="", at=_NO_TIME, seq=seq)
