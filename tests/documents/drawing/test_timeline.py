"""The steps of a plan month by month: drawn, told in words, and as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents.blocks import Figure, plain
from mapper.documents.drawing.svg import LARGE
from mapper.documents.drawing.timeline import Bar, Span, timeline
from mapper.office.colour import contrast
from tests.documents.drawing.test_figures import TITLES
from tests.documents.drawn import (
    SVG,
    colours_of,
    labels_of,
    places_of,
    root_of,
    rows_of,
    size_of,
    words_of,
    wrong_places,
)

TODAY = date(2026, 3, 19)
SPAN = Span("nb", TODAY, next_meeting=date(2026, 4, 3))
CALL = Bar("Ringe", None, date(2026, 3, 18), "Du")
TRY = Bar("Prøve", date(2026, 4, 14), date(2026, 6, 12), "Nav", review_on=date(2026, 5, 4))
LOOSE = Bar("Uten dag", None, None, "Du")


def one(*steps: Bar, span: Span = SPAN) -> Figure:
    (figure,) = timeline(steps, span)
    return figure


def test_the_months_are_told_in_words_and_as_a_table() -> None:
    figure = one(CALL, TRY, LOOSE)
    assert rows_of(figure) == [
        ["Måned", "Det som skjer"],
        ["Mars 2026", "18. mars: Ringe (Du), dagen har vært\n19. mars: i dag"],
        ["April 2026", "3. april: neste møte\n14. april: Prøve (Nav) begynner"],
        ["Mai 2026", "4. mai: vi ser på «Prøve» igjen"],
        ["Juni 2026", "12. juni: Prøve (Nav) skal være gjort"],
        ["Uten dag", "Uten dag (Du)"],
    ]
    assert figure.alternative.startswith(
        "Mars 2026: 18. mars: Ringe (Du), dagen har vært; 19. mars: i dag. April 2026:"
    )
    assert root_of(figure).findtext(f"{SVG}desc") == figure.alternative


def test_a_step_without_end_is_drawn_to_the_last_day_that_there_is() -> None:
    """Nav writes 31.12.9999 for «until further notice», and people take it over."""
    for large in (False, True):
        figure = one(replace(CALL, due=date.max), span=replace(SPAN, large=large))
        assert rows_of(figure)[-1] == ["Desember 9999", "31. desember: Ringe (Du) skal være gjort"]
        assert wrong_places(figure) == []


def test_months_today_the_meeting_and_who_are_drawn() -> None:
    words = words_of(one(CALL, TRY, LOOSE))
    assert {"2026", "mar", "apr", "mai", "jun", "i dag", "Neste møte", "Ringe", "Nav", "Dagen er ikke satt"} <= set(
        words
    )
    assert {"fra 14. april", "innen 12. juni", "neste møte", "vi ser på det igjen"} <= set(words)


def test_signs_that_are_not_drawn_are_not_explained() -> None:
    assert not {"neste møte", "vi ser på det igjen", "begynner"} & set(words_of(one(CALL, span=Span("nb", TODAY))))


def test_no_days_give_no_months() -> None:
    assert timeline((LOOSE,), SPAN) == ()


def test_a_step_that_is_past_stands_before_today() -> None:
    circles = [each for each in root_of(one(CALL)).iter(f"{SVG}circle") if each.get("cx") != "8"]
    (today,) = {x for x, _ in places_of(one(CALL)) if x > 222 and _is_today(one(CALL), x)}
    assert all(float(str(each.get("cx"))) < today for each in circles)


def _is_today(figure: Figure, x: float) -> bool:
    return any(each.get("stroke-dasharray") and float(str(each.get("x1"))) == x for each in root_of(figure).iter())


@pytest.mark.parametrize("months", [1, 3, 7, 12, 18, 24, 120, 300])
def test_every_span_names_months_or_years(months: int) -> None:
    far = Bar("Steg", None, TODAY + timedelta(days=30 * months))
    figure = one(far, span=Span("nb", TODAY))
    assert wrong_places(figure) == []
    years = [label.words for label in labels_of(figure) if label.words.isdigit() and label.bottom < 24]
    assert years == sorted(set(years))
    assert years


DAYS = st.none() | st.dates(min_value=date(2025, 1, 1), max_value=date(2028, 12, 31))
BARS = st.builds(Bar, TITLES, DAYS, DAYS, st.sampled_from(["", "Du", "Nav-veilederen din"]) | TITLES, DAYS)


@settings(max_examples=100, deadline=None)
@given(st.lists(BARS, min_size=1, max_size=8), DAYS, st.sampled_from(["nb", "nn", "en"]), st.booleans())
def test_any_plan_holds_together(bars: list[Bar], meeting: date | None, language: str, large: bool) -> None:
    """Words stay inside and apart, and every day that is drawn stands in the table and in words."""
    figures = timeline(tuple(bars), Span(language, TODAY, meeting, large=large))
    assert bool(figures) == any(bar.days for bar in bars)
    for figure in figures:
        assert wrong_places(figure) == []
    events = [line for figure in figures[-1:] for _, cell in rows_of(figure)[1:] for line in cell.split("\n")]
    days = sum(len(bar.days) for bar in bars) + sum(not bar.days for bar in bars)
    if figures and all(bar.title.strip() and "\n" not in bar.title + bar.who for bar in bars):
        assert len(events) >= days + 1 + (meeting is not None)


def test_large_print_is_shared_out_on_sheets_along_the_same_months() -> None:
    figures = timeline((CALL, TRY, LOOSE) * 3, Span("nb", TODAY, date(2026, 4, 3), large=True))
    assert len(figures) > 1
    assert all(size_of(figure)[1] <= LARGE.height for figure in figures)
    assert sum("Neste møte" in words_of(figure) for figure in figures) == 1
    assert len({tuple(words for words in words_of(figure) if len(words) == 3) for figure in figures}) == 1
    assert plain(figures[0].caption).startswith("Del 1 av")


def test_a_later_sheet_says_no_more_of_a_step_than_the_first_would() -> None:
    step = replace(TRY, review_on=date(2026, 4, 3))
    figures = timeline((step,) * 9, Span("nb", TODAY, date(2026, 4, 3), large=True))
    assert len(figures) > 1
    assert not any("vi ser på det" in words and "3. april" in words for figure in figures for words in words_of(figure))


def test_colours_are_clear() -> None:
    for words, colour in colours_of(one(CALL, TRY)):
        assert contrast(colour) >= (4.5 if words else 3)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_timeline_speaks_every_language(language: str) -> None:
    figure = one(CALL, TRY, LOOSE, span=Span(language, TODAY, TODAY))
    assert figure.alternative
    assert plain(figure.caption)
