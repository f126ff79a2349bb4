"""The one way from a string of a person or a file to something that a widget shows: never markup, never a control."""

from __future__ import annotations

from textual.content import Content

from mapper.language.clean import clean, clean_line


def plain(text: str, style: str = "") -> Content:
    """Make text safe to show, with its lines kept; `style` is the program's own, never part of the text."""
    content = Content(clean(text))
    return content.stylize(style) if style else content


def plain_line(text: str, style: str = "") -> Content:
    """Make text safe to show on one line."""
    content = Content(clean_line(text))
    return content.stylize(style) if style else content


def wrap(content: Content, width: int, lead: Content | None = None) -> list[Content]:
    """Break content into lines of at most `width` cells; `lead` stands before the first, and the rest hang under it."""
    before = lead or Content("")
    room = max(width - before.cell_length, 1)
    lines = content.wrap(room) or [Content("")]
    hang = Content(" " * before.cell_length)
    return [(before if number == 0 else hang) + line for number, line in enumerate(lines)]


def fit(content: Content, width: int) -> Content:
    """Cut content to `width` cells with an ellipsis, or fill it up with spaces."""
    cut = content.truncate(width, ellipsis=True) if content.cell_length > width else content
    return cut.pad_right(max(width - cut.cell_length, 0))
