"""Colours that can be read on white paper."""

from __future__ import annotations

import re
from typing import Final

from mapper.documents.look import ACCENT

ENOUGH: Final = 4.5
"""What WCAG 2.2, 1.4.3, asks of text against its ground."""
_WRITTEN = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def readable(colour: str) -> str:
    """Darken `#rrggbb` until it stands 4.5:1 against white; give the usual accent where it is no colour."""
    if not _WRITTEN.fullmatch(colour):
        return ACCENT
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    while contrast(shade := f"#{red:02x}{green:02x}{blue:02x}") < ENOUGH:
        red, green, blue = red * 19 // 20, green * 19 // 20, blue * 19 // 20
    return shade


def contrast(colour: str) -> float:
    """Give the contrast of `#rrggbb` against white, from 1 to 21 (WCAG 2.2)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
