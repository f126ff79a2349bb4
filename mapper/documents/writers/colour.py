"""Colours that can be read on white paper."""

from __future__ import annotations

import re

from mapper.documents.look import ACCENT
from mapper.office.colour import ENOUGH, contrast

_WRITTEN = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def readable(colour: str) -> str:
    """Darken `#rrggbb` until it stands 4.5:1 against white; give the usual accent where it is no colour."""
    if not _WRITTEN.fullmatch(colour):
        return ACCENT
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    while contrast(shade := f"#{red:02x}{green:02x}{blue:02x}") < ENOUGH:
        red, green, blue = red * 19 // 20, green * 19 // 20, blue * 19 // 20
    return shade
