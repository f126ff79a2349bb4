"""What a list or a page shows line by line: anything that knows its lines at a width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from textual.content import Content

from mapper.tui.show import plain, wrap

NARROWEST: Final = 8
"""Cells that words get beside their lead, however narrow the place is."""


class Shown(Protocol):
    """Something drawn in lines of at most so many cells."""

    def lines(self, width: int) -> list[Content]:
        """Give the lines at this width."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some words as typed or as a catalogue has them; `lead` stands before the first line, the rest hang under it."""

    text: str
    lead: str = ""
    style: str = ""

    def lines(self, width: int) -> list[Content]:
        """Wrap the words under themselves."""
        return hung(plain(self.text, self.style), self.lead, width)


def hung(content: Content, lead: str, width: int) -> list[Content]:
    """Break content into lines of at most `width` cells that hang under its lead."""
    before = plain(lead)
    return wrap(content, max(width, before.cell_length + NARROWEST), before)
