"""The two looks, warm paper and quiet night. A test computes the contrast of every pair that is used."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

LIGHT: Final = Theme(
    name="mapper-light",
    dark=False,
    primary="#0b5563",
    secondary="#5b4a7a",
    accent="#8a4b00",
    warning="#7a4b00",
    error="#9b1c1c",
    success="#1e6334",
    foreground="#1f2328",
    background="#faf7f2",
    surface="#ffffff",
    panel="#efeae1",
    variables={
        "quiet": "#5a5f66",
        "line": "#7d8288",
        "edge": "#0b5563",
        "marked": "#d5e8ec",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#0b5563",
        "input-cursor-foreground": "#ffffff",
        "input-cursor-background": "#1f2328",
        "input-selection-background": "#bfdde3",
        "input-selection-foreground": "#1f2328",
        "scrollbar": "#7d8288",
        "scrollbar-hover": "#5a5f66",
        "scrollbar-active": "#0b5563",
        "scrollbar-background": "#efeae1",
        "scrollbar-corner-color": "#efeae1",
        "scrollbar-background-hover": "#efeae1",
        "scrollbar-background-active": "#efeae1",
    },
)
DARK: Final = Theme(
    name="mapper-dark",
    dark=True,
    primary="#7fc8d8",
    secondary="#c3b1e8",
    accent="#f0b968",
    warning="#f0c87a",
    error="#ffa196",
    success="#93d5a4",
    foreground="#ebe8e2",
    background="#15191d",
    surface="#1c2126",
    panel="#262c32",
    variables={
        "quiet": "#aeb3ba",
        "line": "#7f868e",
        "edge": "#7fc8d8",
        "marked": "#24434b",
        "block-cursor-foreground": "#10151a",
        "block-cursor-background": "#7fc8d8",
        "input-cursor-foreground": "#10151a",
        "input-cursor-background": "#ebe8e2",
        "input-selection-background": "#2e5560",
        "input-selection-foreground": "#ffffff",
        "scrollbar": "#7f868e",
        "scrollbar-hover": "#aeb3ba",
        "scrollbar-active": "#7fc8d8",
        "scrollbar-background": "#262c32",
        "scrollbar-corner-color": "#262c32",
        "scrollbar-background-hover": "#262c32",
        "scrollbar-background-active": "#262c32",
    },
)
_PAPERS: Final = ("background", "surface", "panel")
_INKS: Final = ("foreground", "quiet", "primary", "accent", "warning", "error", "success")
TEXT_PAIRS: Final = (
    *((ink, paper) for ink in _INKS for paper in _PAPERS),
    ("foreground", "marked"),
    ("primary", "marked"),
    ("background", "primary"),
    ("background", "error"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
)
"""Ink on paper: at least 4.5:1."""
SHAPE_PAIRS: Final = tuple((line, paper) for line in ("line", "edge") for paper in _PAPERS)
"""Borders and scrollbars against what is around them: at least 3:1."""
