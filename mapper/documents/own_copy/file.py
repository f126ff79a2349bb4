"""The participant's own copy as data (GDPR art. 15 and 20): everything of one case, in one JSON file with a schema.

It holds each event as it was kept, and each questionnaire as it was asked; nothing is summed up, so that another office
can go on with it. What was deleted for good stays an empty place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from mapper.interview.events import Blanked, Event, Stored

FORMAT: Final = "mapper-own-copy"
VERSION: Final = 1
SCHEMA_FILE: Final = "own-copy.schema.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
Name: TypeAlias = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
"""The SHA-256 of a questionnaire, written as JSON without blanks."""


class Gone(BaseModel):
    """The place of an event that was deleted for good, or that was left out of this copy as held back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["gone"] = "gone"


class AsAsked(BaseModel):
    """A questionnaire as it read then: its files and lists, in every language; `off` are packs that were off."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: int
    files: list[dict[str, Any]]
    lists: dict[str, Any]
    off: list[str] = []


class OwnCopy(BaseModel):
    """Everything that is kept of one conversation; `whole` is false where held-back answers were left out.

    The place of an event in the list is its number, counted from 1: `base`, `covers` and `events` name such numbers.
    `questionnaires` are by the name that `snapshot` gives.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["mapper-own-copy"] = FORMAT
    version: Literal[1] = VERSION
    made: AwareDatetime
    office: str
    label: str
    name: str
    whole: bool
    questionnaires: dict[Name, AsAsked]
    events: list[Annotated[Stored | Gone, Field(discriminator="kind")]]


def copied(  # noqa: PLR0913 - everything that stands in a copy
    events: Iterable[Event],
    snapshots: Mapping[str, bytes],
    *,
    whole: bool,
    made: datetime,
    office: str,
    label: str,
    name: str,
) -> bytes:
    """Write a copy as UTF-8. `snapshots` are the questionnaires as stored; of what was left out, the place is there."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "made": made.isoformat(),
        "office": office,
        "label": label,
        "name": name,
        "whole": whole,
        "questionnaires": {key: json.loads(snapshot) for key, snapshot in snapshots.items()},
        "events": [_event(event) for event in events],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _event(event: Event) -> dict[str, Any]:
    if isinstance(event, Blanked):
        return {"kind": "gone"}
    return event.model_dump(mode="json")


def schema() -> dict[str, Any]:
    """Make the JSON Schema of a copy."""
    return {"$schema": _DIALECT, **OwnCopy.model_json_schema(mode="serialization")}


def schema_text() -> str:
    """Write the schema as it is published in `docs/own-copy.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
