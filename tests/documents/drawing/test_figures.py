"""The participant's picture, as lines and as a wheel: drawn from data, told in words and as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents.blocks import Figure, plain
from mapper.documents.drawing.figures import Dot, Manner, needs_picture
from mapper.documents.drawing.svg import FONT, LARGE, WIDE
from mapper.documents.model import Shape
from mapper.office.colour import contrast
from tests.documents.drawn import (
    SVG,
    colours_of,
    labels_of,
    root_of,
    rows_of,
    size_of,
    table_of,
    words_of,
    wrong_places,
)
from tests.documents.people import text

WORK = Dot(text("Arbeid"), "NEEDS_SOMETHING", "Trenger noe", 7, 4, "Haster", date(2026, 2, 3))
MONEY = Dot(text("Økonomi"), "URGENT", "Haster", 3, None)
HOME = Dot(text("Bolig"), "GOES_WELL", "Går bra", None, None)
FAMILY = Dot(text("Familie"), "GOES_WELL", "Går bra", 8, 8, "Går bra", date(2026, 2, 3))
NB = Manner("nb")


def one(*dots: Dot, **manner: Any) -> Figure:
    (figure,) = needs_picture(dots, replace(NB, **manner))
    return figure


def test_the_picture_is_told_in_words() -> None:
    figure = one(WORK, MONEY, HOME)
    assert figure.alternative == (
        "Arbeid: Trenger noe, 7 av 10 nå. Sist (3. februar 2026): Haster, 4 av 10. "
        "Økonomi: Haster, 3 av 10 nå. Bolig: Går bra."
    )
    assert root_of(figure).findtext(f"{SVG}desc") == figure.alternative


def test_no_sentence_about_the_picture_has_two_signs_in_a_row() -> None:
    told = Dot(text("Hvordan går det?"), "GOES_WELL", "Ja, bra.", 3, None, "Nei.", date(2026, 2, 3))
    assert one(told).alternative == "Hvordan går det? Ja, bra, 3 av 10 nå. Sist (3. februar 2026): Nei."


def test_the_picture_as_a_table() -> None:
    assert rows_of(one(WORK, HOME)) == [
        ["Område", "Du sier", "Tall, 0 til 10", "Sist (3. februar 2026)"],
        ["Arbeid", "Trenger noe", "7", "Haster, 4"],
        ["Bolig", "Går bra", "", ""],
    ]
    assert rows_of(one(MONEY))[0] == ["Område", "Du sier", "Tall, 0 til 10"]


def test_last_time_on_different_days_names_the_day_beside_each() -> None:
    other = replace(FAMILY, earlier_on=date(2026, 1, 12))
    header, *rows = rows_of(one(WORK, other))
    assert header[-1] == "Sist"
    assert [row[-1] for row in rows] == ["Haster, 4 (3. februar 2026)", "Går bra, 8 (12. januar 2026)"]
    assert "sist" in words_of(one(WORK, other))


def test_the_ends_of_the_scale_are_named_where_they_are_known() -> None:
    named = one(WORK, low=text("Svært vanskelig"), high=text("Svært bra"))
    assert plain(named.caption).endswith("0 er «Svært vanskelig», 10 er «Svært bra».")
    own = one(WORK, language="en", low=text("NAV tar alt", en="I cannot cope"), high=text("Bra", en="IPS works"))
    assert plain(own.caption).endswith("0 is “I cannot cope”, 10 is “IPS works”."), "as the office wrote it"
    assert "vanskelig" not in plain(one(HOME, low=text("Svært vanskelig"), high=text("Svært bra")).caption)


def test_marks_without_numbers_draw_no_scale() -> None:
    figure = one(HOME)
    assert rows_of(figure) == [["Område", "Du sier"], ["Bolig", "Går bra"]]
    assert words_of(figure) == ["Bolig", "Går bra"]
    assert "tall" not in plain(figure.caption)


def test_now_and_last_time_differ_by_shape_number_and_word_not_by_colour() -> None:
    figure = one(WORK)
    assert {"7", "nå", "sist (3. februar 2026)", "Trenger noe", "sist: Haster"} <= set(words_of(figure))
    assert words_of(figure).count("4") == 2
    fills = {circle.get("fill") for circle in root_of(figure).iter(f"{SVG}circle")}
    assert "#ffffff" in fills
    assert len(fills) > 1


def test_the_same_mark_as_last_time_is_not_said_twice() -> None:
    assert words_of(one(FAMILY)).count("Går bra") == 1


def test_the_three_marks_have_three_shapes() -> None:
    shapes = set()
    for mark in ("GOES_WELL", "NEEDS_SOMETHING", "URGENT"):
        root = root_of(one(Dot(text("A"), mark, "x", None, None)))
        shapes.add("".join(str(path.get("d")) for path in root.iter(f"{SVG}path")))
    assert len(shapes) == 3


def test_nothing_marked_gives_no_picture() -> None:
    assert needs_picture((), NB) == ()


# --- the wheel


def test_a_wheel_tells_what_lines_tell() -> None:
    dots = (WORK, MONEY, HOME, FAMILY)
    lines, wheel = one(*dots), one(*dots, shape="wheel")
    assert (wheel.alternative, wheel.table, wheel.caption) == (lines.alternative, lines.table, lines.caption)
    assert {"Arbeid", "Trenger noe", "nå 7 · sist 4", "sist: Haster", "nå 3", "Bolig"} <= set(words_of(wheel))
    assert wheel.svg != lines.svg


@pytest.mark.parametrize(
    ("dots", "large"),
    [((WORK, MONEY), False), ((WORK, MONEY, HOME), False), ((WORK,) * 13, False), ((WORK, MONEY, FAMILY), True)],
    ids=["two areas", "two numbers", "thirteen areas", "large print"],
)
def test_what_no_wheel_can_show_is_drawn_as_lines(dots: tuple[Dot, ...], large: bool) -> None:
    asked = needs_picture(dots, replace(NB, shape="wheel", large=large))
    assert asked == needs_picture(dots, replace(NB, large=large))


# --- any picture

NASTY = ["</svg><script>alert(1)</script>", "&lt;b&gt; \"'", "]]>", "M" * 60, "🦊" * 12, "العربية هنا", "a\u0301" * 40]
TITLES = st.sampled_from(["Arbeid og mål", "Språk og digitale tjenester", *NASTY]) | st.text(max_size=90)
MARKS = st.sampled_from(
    [("", ""), ("GOES_WELL", "Går bra"), ("NEEDS_SOMETHING", "Needs something"), ("URGENT", "Haster")]
)
LEVELS = st.none() | st.integers(0, 10)
DAYS = st.sampled_from([date(2026, 2, 3), date(2025, 11, 30)])


@st.composite
def dots(draw: st.DrawFn) -> Dot:
    mark, said = draw(MARKS)
    level, earlier = draw(LEVELS), draw(LEVELS)
    before = draw(MARKS)[1]
    return Dot(text(draw(TITLES)), mark, said, level, earlier, before, draw(st.none() | DAYS))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(dots(), min_size=1, max_size=13),
    st.sampled_from(["nb", "nn", "en"]),
    st.sampled_from(["lines", "wheel"]),
    st.booleans(),
)
def test_any_picture_holds_together(areas: list[Dot], language: str, shape: Shape, large: bool) -> None:
    """Words stay inside and apart; each number and mark that is drawn is told in words and stands in the table."""
    figures = needs_picture(tuple(areas), Manner(language, shape=shape, large=large))
    told = rows_of(figures[-1])[1:] if figures else []
    assert len(told) == len(areas)
    for figure in figures:
        assert wrong_places(figure) == []
        assert size_of(figure)[0] == (LARGE if large else WIDE).width
        assert all(float(str(each.get("font-size"))) >= 14 for each in root_of(figure).iter(f"{SVG}text"))
    for area, row in zip(areas, told, strict=True):
        for fact in (area.mark_text, area.level, area.earlier_mark_text, area.earlier_level):
            assert fact is None or str(fact) in " ".join(row)
            assert fact is None or any(str(fact) in figure.alternative for figure in figures)


def test_lines_in_large_print_are_shared_out_on_sheets_that_fit() -> None:
    figures = needs_picture((WORK, MONEY, HOME, FAMILY) * 3, replace(NB, large=True))
    assert len(figures) > 1
    assert all(size_of(figure)[1] <= LARGE.height for figure in figures)
    assert [plain(figure.caption) for figure in figures][:-1] == [
        f"Del {number} av {len(figures)}." for number in range(1, len(figures))
    ]
    assert [figure.table for figure in figures[:-1]] == [None] * (len(figures) - 1)
    assert len(table_of(figures[-1]).rows) == 12, "one table, of all of them"


@pytest.mark.parametrize("shape", ["lines", "wheel"])
def test_a_drawing_is_clear_and_stands_alone(shape: Shape) -> None:
    figure = one(WORK, MONEY, HOME, FAMILY, shape=shape)
    for words, colour in colours_of(figure):
        assert contrast(colour) >= (4.5 if words else 3)
    root = root_of(figure)
    assert root.get("role") == "img"
    assert root.get("font-family") == FONT
    assert FONT.startswith("'Atkinson Hyperlegible Next'")
    assert not any(name in {"id", "class", "style"} for each in root.iter() for name in each.keys())  # noqa: SIM118


def test_words_are_never_cut_where_they_have_room() -> None:
    long = replace(HOME, title=text("Noe annet som er viktig for meg akkurat nå og framover"), level=4)
    for manner in ({}, {"large": True}, {"shape": "wheel"}):
        figure = one(long, WORK, MONEY, **manner)
        written = " ".join(label.words for label in labels_of(figure))
        assert "framover" in written or manner == {"shape": "wheel"}
        assert long.title.to("nb") in figure.alternative


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_figures_speak_every_language(language: str) -> None:
    for shape in ("lines", "wheel"):
        (figure,) = needs_picture((WORK, MONEY, FAMILY), Manner(language, shape=shape))
        assert figure.alternative
        assert plain(figure.caption)
