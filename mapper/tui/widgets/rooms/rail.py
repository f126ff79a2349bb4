"""The parts beside the question, with a sign for how far each is, and the same as one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapper.interview.model import Part
from mapper.tui.widgets.rooms.entries import Entry, Paragraph

SIGNS = {"done": "✓", "begun": "◐", "untouched": "○", "reopened": "↻"}
Say = Callable[..., str]


def rail_entries(parts: tuple[Part, ...], language: str) -> Iterator[Entry]:
    """Give one line for each part."""
    for part in parts:
        yield Entry(part.id, (Paragraph(part.title.to(language), lead=f"{SIGNS[part.state]} "),))


def minutes_left(parts: tuple[Part, ...], say: Say) -> str:
    """Say about how long the rest takes."""
    minutes = sum(part.minutes for part in parts)
    return say("rooms.questions.minutes", n=minutes) if minutes else say("rooms.questions.minutes_none")


def progress(parts: tuple[Part, ...], here: str, say: Say) -> str:
    """Say in one line how far the parts are and which one this is."""
    ids = [part.id for part in parts]
    signs = "".join(SIGNS[part.state] for part in parts)
    number = ids.index(here) + 1 if here in ids else 0
    return f"{signs}  {say('rooms.questions.progress', number=number, total=len(parts))}" if number else signs
