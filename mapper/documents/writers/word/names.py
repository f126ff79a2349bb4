"""The styles that a paper is written in, by the names that Word shows. Those beginning with `Mapper` are ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NORMAL: Final = "Normal"
SUBTITLE: Final = "Subtitle"
QUOTE: Final = "Quote"
CAPTION: Final = "caption"
HYPERLINK: Final = "Hyperlink"
LIST_BULLET: Final = "List Bullet"
LIST_NUMBER: Final = "List Number"
LIST_CONTINUE: Final = "List Continue"
SPEAKER: Final = "Mapper hvem"
NOTE: Final = "Mapper merk"
COPY_LABEL: Final = "Mapper kopi navn"
COPY: Final = "Mapper kopi"
RULE: Final = "Mapper strek"
TABLE: Final = "Mapper tabell"
CELL: Final = "Mapper celle"
ROOM: Final = "Mapper linje"
TICKS: Final = "Mapper kryss"
INDENTS: Final[Mapping[str, int]] = {QUOTE: 284, NOTE: 142}
"""How far in these styles stand in the shipped letterhead; lists within them count from there."""


def heading(level: int) -> str:
    """Name the style of a heading."""
    return f"heading {level}"
