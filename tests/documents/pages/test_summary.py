"""The participant's own paper: what stands on it, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mapper.documents.blocks import Figure, walk
from mapper.documents.missing import warnings
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.documents.writers import html, markdown
from mapper.interview.model import View
from tests.documents.people import WORK, kari, line, nobody, question, spoken, without


def test_page_one_begins_with_the_next_meeting_and_the_telephone() -> None:
    written = markdown.write(make("summary", kari()))
    first = written.split("\n---\n")[0]
    assert "fredag 3. april kl. 9.30" in first
    assert "12 34 56 78" in first
    assert "Ringe den forrige sjefen" in first
    assert "Jeg vil jobbe på et kjøkken og klare meg selv." in first


def test_a_place_stands_alone_where_nobody_said_how_to_meet() -> None:
    meeting = kari().plan.next_meeting
    assert meeting is not None
    placed = {key: said for key, said in meeting.fields.items() if key != "kanal"} | {"adresse": "Storgata 1"}
    told = replace(kari(), plan=replace(kari().plan, next_meeting=replace(meeting, fields=placed)))
    for document in ("summary", "basis"):
        read = markdown.write(make(document, told))
        assert "Storgata 1" in read
        assert ": Storgata 1" not in read


MEETING_DAY = datetime(2026, 4, 3, 9, 29, tzinfo=UTC)


@pytest.mark.parametrize("document", ["summary", "plan", "basis", "preparation"])
def test_a_meeting_that_has_begun_is_nobodys_next_meeting(document: str) -> None:
    """The two meet again, set no new day, and print: the day that stood in the plan is today's."""
    before, after = kari(now=MEETING_DAY), kari(now=MEETING_DAY + timedelta(minutes=1))
    assert "fredag 3. april" in markdown.write(make(document, before))
    assert "fredag 3. april" not in markdown.write(make(document, after))
    warned = [[each.code for each in warnings("summary", told)] for told in (before, after)]
    assert ["no_next_meeting" in codes for codes in warned] == [False, True]


def test_a_meeting_without_a_time_is_ahead_until_its_day_is_over() -> None:
    meeting = kari().plan.next_meeting
    assert meeting is not None
    told = replace(kari(), plan=replace(kari().plan, next_meeting=replace(meeting, fields={})))
    for day, there in ((3, True), (4, False)):
        later = replace(told, now=datetime(2026, 4, day, 15, tzinfo=UTC))
        assert ("fredag 3. april" in markdown.write(make("summary", later))) is there


def test_a_step_that_nav_owns_is_a_wish_until_nav_says_yes() -> None:
    written = markdown.write(make("summary", kari()))
    assert "**Prøve to dager i uka på et kjøkken.** Du ønsker dette. Nav svarer innen 3.\u00a0april." in written


def test_nothing_comes_of_what_is_held_back() -> None:
    held = {"health.consider"}
    asked, never = make("summary", kari()), make("summary", without(kari(), held))
    assert html.write(asked) == html.write(never)
    assert markdown.write(asked) == markdown.write(never)


def test_somebody_who_has_only_sat_down_gets_a_kind_paper() -> None:
    written = markdown.write(make("summary", nobody()))
    assert "Målet er ikke skrevet ennå." in written
    assert "Vi har ikke satt opp et nytt møte ennå." in written


@pytest.mark.parametrize(
    ("view", "who"),
    [
        ("yes", "Dette sa du om det"),
        ("partly", "Dette ser du annerledes"),
        ("no", "Dette ser du annerledes"),
        ("left", "Dette sa du om det"),
    ],
)
def test_only_who_differs_is_said_to_see_it_differently(view: View, who: str) -> None:
    added = line(
        question("work.tried", "Hva har du prøvd?"),
        spoken("Pakket varer raskt", "caseworker"),
        part=WORK,
        view=view,
        view_words="Slik var det.",
    )
    written = markdown.write(make("summary", replace(kari(), review=(added,))))
    assert f"> **{who}**\n>\n> Slik var det." in written


# --- what the caseworker added to the picture

ADDED = line(
    question("work.added", "Hva vil du legge til om dette?", area="work", voices=("caseworker",), role="added"),
    spoken("Hun fikk gode ord fra verkstedet.", "caseworker"),
    part=WORK,
    view="partly",
    view_words="De sa at jeg var for treg.",
)


def with_added(**changes: Any) -> Told:
    """Kari, to whose picture the caseworker added words."""
    told = kari()
    first, *rest = told.picture.rows
    rows = (replace(first, refs={**first.refs, "added": "work.added"}), *rest)
    review = (*told.review, replace(ADDED, **changes))
    return replace(told, picture=replace(told.picture, rows=rows), review=review)


@pytest.mark.parametrize("document", ["summary", "basis"])
def test_what_the_caseworker_added_stands_once_under_the_picture_and_not_in_it(document: str) -> None:
    written = markdown.write(make(document, with_added())).partition("## Tekst til å kopiere")[0]
    assert written.count("gode ord fra verkstedet") == 1
    assert written.index("Bildet er en start") < written.index("gode ord") < written.index("for treg")
    assert "Hva vil du legge til" not in written
    assert "delvis igjen" in written
    figures = [block for block in walk(make(document, with_added()).blocks) if isinstance(block, Figure)]
    assert figures
    assert not any("gode ord" in f"{figure.svg}{figure.alternative}{figure.table}" for figure in figures)


def test_added_words_that_are_held_back_stay_off_the_participants_paper() -> None:
    told = with_added(held_back=True)
    assert "gode ord" not in markdown.write(make("summary", told))
    assert "gode ord" in markdown.write(make("basis", told))


def test_added_words_stand_where_they_did_when_their_area_is_not_in_the_picture() -> None:
    told = with_added()
    held = tuple(
        replace(each, held_back=each.held_back or each.question.ref in {"work.mark", "work.level"})
        for each in told.review
    )
    written = markdown.write(make("summary", replace(told, review=held)))
    assert written.count("gode ord fra verkstedet") == 1
    assert "7 av 10" not in written


def test_a_level_on_another_scale_is_no_dot() -> None:
    """An office may ask for 1 to 5: that is told as an answer, never as so many of ten."""
    told = kari()
    review = tuple(
        replace(each, question=each.question.model_copy(update={"to": 5}))
        if each.question.ref == "money.level"
        else each
        for each in told.review
    )
    assert "| Økonomi | Haster | 3 |" in markdown.write(make("summary", told))
    assert "| Økonomi | Haster |  |" in markdown.write(make("summary", replace(told, review=review)))
