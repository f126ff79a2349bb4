"""The next meeting as a QR code that a phone reads into its calendar, with the same in words and as a table."""

from __future__ import annotations

from html import escape
from typing import Final

from mapper.documents.blocks import Figure, Table, worded
from mapper.documents.calendar.entries import Entry, in_few_words, next_meeting
from mapper.documents.drawing.svg import INK
from mapper.documents.model import Told
from mapper.language import form
from mapper.language.catalogue import words

QUIET: Final = 4
"""Modules of white around a code: what the standard asks for."""
_COLUMNS: Final = ("title", "day", "time", "length")


def meeting_code(told: Told) -> Figure | None:
    """Draw the code of the next meeting; None where there is none that may stand on the participant's paper."""
    entry = next_meeting(told)
    if entry is None:
        return None
    alternative = words("carry.code.alternative", told.language, title=entry.title, when=_when(entry, told.language))
    return Figure(
        svg=_drawn(in_few_words(entry, told.now), words("carry.code.drawing", told.language), alternative),
        alternative=alternative,
        caption=worded(words("carry.code.caption", told.language, title=entry.title)),
        table=_table(entry, told.language),
        small=True,
        on_drawing=True,
    )


def modules(text: str) -> tuple[bytearray, ...]:
    """Give the rows of a code: 1 for dark, 0 for light."""
    import segno

    return segno.make_qr(text, error="m", encoding="utf-8").matrix


def _when(entry: Entry, language: str) -> str:
    day = form.weekday(entry.day, language)
    return f"{day} {form.clock(entry.clock, language)}" if entry.clock else day


def _table(entry: Entry, language: str) -> Table:
    cells = {
        "title": entry.title,
        "day": form.weekday(entry.day, language),
        "time": form.clock(entry.clock, language) if entry.clock else "",
        "length": words("carry.code.minutes", language, n=entry.minutes) if entry.minutes else "",
    }
    shown = [name for name in _COLUMNS if cells[name]]
    return Table(
        tuple(worded(words(f"carry.code.{name}", language)) for name in shown),
        (tuple(worded(cells[name]) for name in shown),),
    )


def _drawn(text: str, title: str, alternative: str) -> str:
    rows = modules(text)
    side = len(rows) + 2 * QUIET
    dark = "".join(run for y, row in enumerate(rows, QUIET) for run in _runs(row, y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(title)}</title><desc>{escape(alternative)}</desc>"
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="{INK}" d="{dark}"/></svg>'
    )


def _runs(row: bytearray, y: int) -> list[str]:
    """Draw the dark stretches of one row."""
    runs: list[str] = []
    start = 0
    for x in range(1, len(row) + 1):
        if x == len(row) or row[x] != row[start]:
            if row[start]:
                runs.append(f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z")
            start = x
    return runs
