"""Colours that can be read: computed for every pair that the program uses, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

import mapper.tui
from mapper.tui.themes import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS

THEMES = (LIGHT, DARK)
READABLE, VISIBLE = 4.5, 3.0
STYLES = [*Path(mapper.tui.__file__).parent.rglob("*.tcss"), *Path(mapper.tui.__file__).parent.rglob("*.py")]
LINES = {line for line, _ in SHAPE_PAIRS}


def ratio(theme: Theme, one: str, other: str) -> float:
    """Compute the contrast of two colours of a theme (WCAG 2.2, 1.4.3)."""
    colours = {**theme.to_color_system().generate(), **theme.variables}
    first, second = (luminance(Color.parse(colours[name])) for name in (one, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_ratio_is_the_known_one() -> None:
    black_on_white = Theme(name="x", primary="#000000", secondary="#ffffff")
    assert ratio(black_on_white, "primary", "secondary") == pytest.approx(21.0)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
@pytest.mark.parametrize(("ink", "paper"), TEXT_PAIRS)
def test_text_can_be_read(theme: Theme, ink: str, paper: str) -> None:
    assert ratio(theme, ink, paper) >= READABLE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))
@pytest.mark.parametrize(("line", "paper"), SHAPE_PAIRS)
def test_borders_can_be_seen(theme: Theme, line: str, paper: str) -> None:
    assert ratio(theme, line, paper) >= VISIBLE


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_colour_in_a_style_is_one_that_is_computed(path: Path) -> None:
    style = path.read_text(encoding="utf-8")
    inks = re.findall(r"(?<![-\w])color: \$([\w-]+);", style)
    borders = re.findall(r"border(?:-\w+)?: (?!none)\w+ \$([\w-]+);", style)
    known = {ink for ink, _ in TEXT_PAIRS}
    assert [ink for ink in inks if ink not in known] == []
    assert [line for line in borders if line not in known | LINES] == []
