"""The code of the next meeting: a phone reads it, it is small on the first page, and words say the same."""

from __future__ import annotations

import re
from array import array
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
import zxingcpp

from mapper.documents.blocks import SMALL, Figure, plain, walk
from mapper.documents.calendar.code import QUIET, modules
from mapper.documents.calendar.entries import next_meeting
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.documents.writers import html
from tests.documents.drawn import table_of
from tests.documents.people import kari, nobody

DOTS = 4
"""Pixels for a module."""


def figures(told: Told) -> list[Figure]:
    return [block for block in walk(make("summary", told).blocks) if isinstance(block, Figure) and block.small]


def decoded(rows: list[list[int]]) -> str:
    """What a reader of codes sees in rows of light (0) and dark (1) modules."""
    side = len(rows) * DOTS
    pixels = array("B", (0 if rows[y // DOTS][x // DOTS] else 255 for y in range(side) for x in range(side)))
    image = memoryview(pixels).cast("B").cast("B", shape=[side, side])
    (found,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    assert found.valid
    return str(found.text)


def rows_of(svg: str) -> list[list[int]]:
    """The modules as an SVG draws them: rectangles, each a stretch of one row."""
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found is not None
    side = int(found[1])
    rows = [[0] * side for _ in range(side)]
    dark = svg.rpartition(' d="')[2].partition('"')[0]
    for x, y, width, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", dark):
        assert width == back
        for place in range(int(x), int(x) + int(width)):
            rows[int(y)][place] = 1
    return rows


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("full", [False, True])
def test_a_phone_reads_the_meeting_from_the_page(language: str, full: bool) -> None:
    told = kari(language=language, full_titles=full)
    page = html.write(make("summary", told))
    (drawn,) = re.findall(r'<figure class="picture small">\n(<svg .*?</svg>)', page, re.DOTALL)
    text = decoded(rows_of(drawn))
    event = vobject.readOne(f"{text}\r\n").vevent
    entry = next_meeting(told)
    assert entry is not None
    assert (event.uid.value, event.dtstart.value, event.dtend.value) == (entry.uid, entry.begins, entry.ends)
    assert event.summary.value == entry.title
    assert "http" not in text
    assert ("Nav" in text) is full


def test_what_is_drawn_has_light_around_it_and_is_not_too_fine_for_a_phone() -> None:
    (figure,) = figures(kari())
    rows = rows_of(figure.svg)
    inner = [row[QUIET:-QUIET] for row in rows[QUIET:-QUIET]]
    assert sum(map(sum, rows)) == sum(map(sum, inner))
    assert all(row[0] == 0 for row in rows)
    assert SMALL / len(rows) >= 0.45
    assert len(modules("Møte")) == 21


def test_words_and_a_table_say_the_same() -> None:
    (figure,) = figures(kari())
    assert figure.alternative.startswith("Kode med neste møte: Møte, fredag 3. april 2026 kl. 9.30.")
    assert [plain(cell) for cell in table_of(figure).header] == ["Tittel", "Dag", "Tid", "Varer"]
    assert [[plain(cell) for cell in row] for row in table_of(figure).rows] == [
        ["Møte", "fredag 3. april 2026", "kl. 9.30", "45 minutter"]
    ]


def test_without_a_time_the_code_is_for_the_day() -> None:
    days = tuple(replace(day, clock=None, minutes=None) for day in kari().days)
    (figure,) = figures(kari(days=days))
    assert "DTSTART;VALUE=DATE:20260403" in decoded(rows_of(figure.svg))
    assert [plain(cell) for cell in table_of(figure).header] == ["Tittel", "Dag"]


def test_without_a_next_meeting_there_is_no_code() -> None:
    assert figures(nobody()) == []
    assert figures(kari(days=())) == []


def test_a_meeting_that_has_begun_has_no_code() -> None:
    assert figures(kari(now=datetime(2026, 4, 3, 9, 30, tzinfo=UTC))) == []


def test_an_office_may_leave_the_code_out() -> None:
    """The template prints it; no other paper has it."""
    for document in ("plan", "basis"):
        assert not [block for block in walk(make(document, kari()).blocks) if isinstance(block, Figure) and block.small]
