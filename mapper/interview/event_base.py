"""What every event is made on: its version, its place in the log, and what it is the latest word on."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from mapper.interview.model import By
from mapper.questionnaire.condition import Voice

Slot: TypeAlias = tuple[Hashable, ...]
"""What an event is the latest word on; None for events that only happened."""


class EventBase(BaseModel):
    """What every event carries: version, place, writer and time."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    v: Literal[1] = 1
    id: str
    base: int
    meeting: str
    at: datetime
    voice: Voice | None = None
    by: By = "self"
    seq: Annotated[int, Field(exclude=True)] = 0

    @property
    def slot(self) -> Slot | None:
        """Name what this event is the latest word on."""
        return None

    @property
    def says(self) -> object:
        """Give what two windows may write differently in the same slot; None where that makes no two versions."""
        return None

    @property
    def undoable(self) -> bool:
        """Tell whether undo reaches it: only what the two said and decided."""
        return False
