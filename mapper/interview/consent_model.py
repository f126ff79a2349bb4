"""What may be told to whom: frozen values for screens, lines and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from mapper.language.text import Text
    from mapper.questionnaire.model import Area

NAME: Final = "name"
"""The topic of the participant's own name."""
ACTIVITY: Final = "activity:"
"""What the topic of a step begins with; its id follows. Every other topic is a question's ref, NAME or ASSESSMENT."""
EMPLOYER: Final = "employer"
"""The id in the list of partners under which an employer stands: what they may know goes on the workplace sheet."""

Caution: TypeAlias = Literal["held_back", "alone", "special", "assessment"]
"""Why a topic needs a tick of its own: off the participant's paper, from the minute for two, a matter of health or the
like, or the caseworker's whole assessment."""
PassageState: TypeAlias = Literal["stands", "changed", "gone"]
"""changed: what would be told reads differently from what the yes was given to. gone: nothing stands there any more."""
ConsentState: TypeAlias = Literal["holds", "expired", "withdrawn", "replaced"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets to know: somebody on the office's list, a name that was typed, or both. `shown` is how it was read."""

    partner: str
    own: str
    shown: str

    @property
    def key(self) -> tuple[str, str]:
        """Say who it is, in whatever language it was read."""
        return self.partner, self.own.casefold()

    @property
    def employer(self) -> bool:
        """Tell whether it is the employer."""
        return self.partner == EMPLOYER


@dataclass(frozen=True, slots=True)
class Passage:
    """The exact words of one topic. `about` names the questions that they tell of or rest on.

    `words` is several lines of plain text; both texts are blank where the answer was deleted for good.
    """

    topic: str
    title: str
    words: str
    about: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ("shared",)

    @property
    def text(self) -> tuple[str, str]:
        """Give what is read aloud and said yes to."""
        return self.title, self.words


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that the participant may choose to tell, under the title of its part, and why to think twice."""

    passage: Passage
    part: str
    part_title: Text
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """One topic of a consent, as the yes was given to it, and whether the same still stands."""

    passage: Passage
    state: PassageState
    held_back: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """What the participant said yes to telling one recipient, and whether it holds today.

    `until` is its last day. `hidden` counts what belongs to the minute for two and is not shown while others may look.
    """

    id: str
    recipient: Recipient
    given: datetime
    until: date
    why: str
    both_ways: bool
    language: str
    topics: tuple[Shared, ...]
    state: ConsentState
    withdrawn: datetime | None = None
    hidden: int = 0

    @property
    def last_day(self) -> date:
        """Give the day on which it was taken back, else the last on which it holds."""
        return self.withdrawn.date() if self.withdrawn else self.until

    @property
    def told(self) -> tuple[Passage, ...]:
        """Give what may be told by it now: nothing unless it holds, and nothing that has changed since."""
        if self.state != "holds":
            return ()
        return tuple(each.passage for each in self.topics if each.state == "stands")

    @property
    def to_ask_again(self) -> tuple[Passage, ...]:
        """Give what has changed since the yes, and is told only after another."""
        return tuple(each.passage for each in self.topics if each.state == "changed")


def note_of(shared: Shared) -> str:
    """Name, as the catalogue does (`sharing.note`), what is to be known of a topic; nothing where it stands."""
    if shared.state == "stands":
        return ""
    return "deleted" if shared.state == "gone" and not shared.passage.title else shared.state
