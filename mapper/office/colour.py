"""How far a colour stands out from white paper."""

from __future__ import annotations

from typing import Final

ENOUGH: Final = 4.5
"""What WCAG 2.2, 1.4.3, asks of text against its ground."""


def contrast(colour: str) -> float:
    """Give the contrast of `#rrggbb` against white, from 1 to 21 (WCAG 2.2)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
