"""The two figures: drawn from data, and told in words and as a table."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.documents.blocks import Figure, plain
from mapper.documents.figures import Dot, needs_picture
from mapper.documents.timeline import Bar, timeline
from tests.documents.people import text

SVG = "{http://www.w3.org/2000/svg}"
WORK = Dot(text("Arbeid"), "NEEDS_SOMETHING", "Trenger noe", 7, 4)
MONEY = Dot(text("Økonomi"), "URGENT", "Haster", 3, None)
HOME = Dot(text("Bolig"), "GOES_WELL", "Går bra", None, None)


def drawn(figure: Figure | None) -> Element:
    assert figure is not None
    return fromstring(figure.svg)  # noqa: S314 - our own drawing


def rows(figure: Figure | None) -> list[list[str]]:
    assert figure is not None
    return [[plain(cell) for cell in row] for row in (figure.table.header, *figure.table.rows)]


def test_the_picture_is_told_in_words() -> None:
    figure = needs_picture((WORK, MONEY, HOME), "nb")
    assert figure is not None
    assert figure.alternative == (
        "Arbeid: Trenger noe, 7 av 10 nå, 4 sist. Økonomi: Haster, 3 av 10 nå. Bolig: Går bra."
    )
    assert drawn(figure).findtext(f"{SVG}desc") == figure.alternative


def test_the_picture_as_a_table() -> None:
    assert rows(needs_picture((WORK, HOME), "nb")) == [
        ["Område", "Du sier", "Tall (0–10)", "Sist"], ["Arbeid", "Trenger noe", "7", "4"], ["Bolig", "Går bra", "", ""],
    ]  # fmt: skip
    assert rows(needs_picture((MONEY,), "nb"))[0] == ["Område", "Du sier", "Tall (0–10)"]


def test_marks_without_numbers_draw_no_scale() -> None:
    figure = needs_picture((HOME,), "nb")
    assert figure is not None
    assert rows(figure) == [["Område", "Du sier"], ["Bolig", "Går bra"]]
    assert [each.text for each in drawn(figure).iter(f"{SVG}text")] == ["Bolig", "Går bra"]
    assert "tall" not in plain(figure.caption)


def test_now_and_last_time_differ_by_shape_number_and_word_not_by_colour() -> None:
    root = drawn(needs_picture((WORK,), "nb"))
    words = [each.text for each in root.iter(f"{SVG}text")]
    assert {"7", "nå", "sist", "Trenger noe"} <= set(words)
    assert words.count("4") == 2
    fills = {circle.get("fill") for circle in root.iter(f"{SVG}circle")}
    assert "#fff" in fills
    assert len(fills) > 1


def test_the_three_marks_have_three_shapes() -> None:
    shapes = set()
    for mark in ("GOES_WELL", "NEEDS_SOMETHING", "URGENT"):
        root = drawn(needs_picture((Dot(text("A"), mark, "x", None, None),), "nb"))
        shapes.add("".join(str(path.get("d")) for path in root.iter(f"{SVG}path")))
    assert len(shapes) == 3


def test_nothing_marked_gives_no_picture() -> None:
    assert needs_picture((), "nb") is None


def test_the_months_are_told_in_words_and_as_a_table() -> None:
    figure = timeline(
        (
            Bar("Ringe", None, date(2026, 3, 18)),
            Bar("Prøve", date(2026, 4, 14), date(2026, 6, 12)),
            Bar("Uten dag", None, None),
        ),
        "nb",
    )
    assert figure is not None
    assert figure.alternative == "Ringe: innen 18. mars 2026. Prøve: fra 14. april 2026 til 12. juni 2026."
    assert rows(figure) == [
        ["Steg", "Fra", "Innen"],
        ["Ringe", "", "18. mars 2026"],
        ["Prøve", "14. april 2026", "12. juni 2026"],
    ]
    assert {"mar", "apr", "mai", "jun", "2026"} <= {each.text for each in drawn(figure).iter(f"{SVG}text")}


def test_no_days_give_no_months() -> None:
    assert timeline((Bar("Uten dag", None, None),), "nb") is None


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), min_size=1, max_size=8))
def test_every_step_stays_within_the_drawing(days: list[tuple[date | None, date | None]]) -> None:
    figure = timeline(tuple(Bar("Steg", start, due) for start, due in days), "nb")
    if figure is None:
        return
    root = drawn(figure)
    width = float(str(root.get("viewBox")).split()[2])
    places = [float(str(each.get(name))) for each in root.iter() for name in ("x", "cx", "x1", "x2") if each.get(name)]
    assert all(0 <= place <= width for place in places)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_figures_speak_every_language(language: str) -> None:
    for figure in (needs_picture((WORK,), language), timeline((Bar("x", None, date(2026, 1, 1)),), language)):
        assert figure is not None
        assert figure.alternative
        assert plain(figure.caption)
