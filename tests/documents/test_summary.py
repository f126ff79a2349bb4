"""The participant's own paper: what stands on it, and what does not."""

from __future__ import annotations

from mapper.documents import html, markdown
from mapper.documents.render import make
from tests.documents.people import kari, nobody, without


def test_page_one_begins_with_the_next_meeting_and_the_telephone() -> None:
    written = markdown.write(make("summary", kari()))
    first = written.split("\n---\n")[0]
    assert "fredag 3. april kl. 9.30" in first
    assert "12 34 56 78" in first
    assert "Ringe den forrige sjefen" in first
    assert "Jeg vil jobbe på et kjøkken og klare meg selv." in first


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
