"""That a case went over to another version of its questionnaire, and what became of everything said under the old one.

The event holds the whole way in names: whoever reads the log needs no questionnaire to know what stands where.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mapper.interview.event_base import EventBase
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.fates import Why


class Movement(BaseModel):
    """What became of one question that is not what it was.

    `to` is its ref now, empty where its answers are parked. `codes` and `columns` are options, and columns of a table,
    that are called otherwise, empty where none stands for them; an option of a column is `column.CODE`. `parked` says
    that what was said up to then did not fit and is parked, though the question goes on; with `aside`, only what these
    voices said. `again` names the questions that ask for it anew.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    to: str = ""
    why: Why
    codes: dict[str, str] = Field(default_factory=dict)
    columns: dict[str, str] = Field(default_factory=dict)
    parked: bool = False
    aside: tuple[Voice, ...] = ()
    again: tuple[str, ...] = ()


class VersionMoved(EventBase):
    """The case goes on over another questionnaire: `snapshot` names it, `before` the one that it stood on until then.

    `then` names what was asked until then, with every pack that was switched on since the sitting began.
    `was` and `now` are their versions. `parts` and `suggestions` are called otherwise, old name to new. `back` is the
    id of an earlier move that this one goes back over. `rereads`: something that was said or decided reads differently.
    """

    kind: Literal["moved_version"] = "moved_version"
    snapshot: str
    before: str
    then: str
    was: str = ""
    now: str = ""
    moves: tuple[Movement, ...] = ()
    parts: dict[str, str] = Field(default_factory=dict)
    suggestions: dict[str, str] = Field(default_factory=dict)
    back: str = ""
    rereads: bool = False
    who: str = ""
