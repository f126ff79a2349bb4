"""How columns share a line: no word is cut while there is room, and what is short gets no more than it needs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mapper.documents.blocks import Inlines, Table, worded
from mapper.documents.look import Look
from mapper.documents.render import make
from mapper.documents.writers.columns import BETWEEN, columns_of, fit, longest_word, shares
from mapper.documents.writers.sheets import Sheets
from tests.documents.three import aile

HELPERS = ("Hvem", "Siden", "Ganger i uka", "Koster", "Er det nok?", "Slags")
HELPER = ("Fastlegen", "01.09.2025", "0,5", "350 kr", "Nei", "Helse")


def table(*rows: tuple[str, ...]) -> tuple[tuple[Inlines, ...], ...]:
    header, *others = [tuple(map(worded, row)) for row in rows]
    return columns_of(Table(header, tuple(others)))


def test_short_columns_get_what_they_need_and_the_last_takes_the_rest() -> None:
    assert shares(table(("Navn", "Rolle"), ("Kari Prøve", "deltaker")), 84) == [0, 0]
    *short, long = shares(table(("Hva", "Når", "Hvorfor"), ("CV", "27. mars", "Du vet hva slags jobb du vil ha.")), 40)
    assert short == [0, 0]
    assert long > 0


def test_where_every_line_has_room_nothing_is_pressed_to_one_side() -> None:
    step = ("Ringe det gamle kjøkkenet", "Du", "", "")
    assert shares(table(("Hva", "Hvem", "Når", "Hvorfor"), step), 84) == [280, 70, 60, 70]


@given(st.lists(st.lists(st.integers(1, 20), min_size=1, max_size=4), min_size=1, max_size=6), st.integers(20, 90))
def test_every_word_has_room_where_all_of_them_have(lengths: list[list[int]], room: int) -> None:
    columns = table(tuple(" ".join("x" * length for length in column) for column in lengths))
    given_out = shares(columns, room)
    if not fit(columns, room) or not any(given_out):
        return
    needed = [len(" ".join("x" * length for length in column)) if not share else longest_word(cells)
              for column, cells, share in zip(lengths, columns, given_out, strict=True)]  # fmt: skip
    left = room - sum(need + BETWEEN for need, share in zip(needed, given_out, strict=True) if not share)
    whole = sum(given_out) or 1
    for place, (need, share) in enumerate(zip(needed, given_out, strict=True)):
        if share:
            wanted = need + BETWEEN * (place < len(columns) - 1)
            assert (left + BETWEEN * (not given_out[-1])) * share / whole >= wanted - 0.5


def test_a_table_in_a_quote_has_the_room_of_the_quote() -> None:
    """Six short columns have room on a line, but not beside who said it."""
    assert not any(shares(table(HELPERS, HELPER), 84))
    data: Any = Sheets(make("summary", aile()), Look()).data["blocks"]
    tables = [each for quote in data if quote["is"] == "quote" for each in quote["blocks"] if each["is"] == "table"]
    (helpers,) = [each for each in tables if len(each["shares"]) == len(HELPERS)]
    assert any(helpers["shares"])


def test_what_leads_into_headings_stands_with_the_first_of_them() -> None:
    blocks: Any = Sheets(make("plan", aile()), Look()).data["blocks"]
    led = [before["leads"] for before, after in pairwise(blocks)
           if before["is"] == "paragraph" and after["is"] == "heading" and after["level"] == 3]  # fmt: skip
    assert led == [True]
