"""The caseworker's basis: to differ goes wherever the caseworker's words go, and its words speak to a caseworker."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mapper.documents.blocks import CopyBlock, walk
from mapper.documents.model import Happened
from mapper.documents.render import make
from mapper.documents.writers import markdown
from mapper.interview.model import ReviewLine, View
from mapper.language.catalogue import words
from tests.documents.people import NOW, WORK, kari, line, question, spoken

ADDED = line(
    question("work.tried", "Hva har du prøvd?", area="work"),
    spoken("Butikk i fjor"),
    spoken("Pakket varer raskt", "caseworker"),
    part=WORK,
    view="partly",
    view_words="Bare om morgenen",
)


def copied(told_line: ReviewLine, **rest: Any) -> str:
    told = kari(**rest)
    paper = make("basis", replace(told, review=(*told.review, told_line)))
    return "\n".join(block.text for block in walk(paper.blocks) if isinstance(block, CopyBlock))


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("yes", "og brukeren kjente seg igjen"),
        ("partly", "og brukeren kjente seg delvis igjen: Bare om morgenen"),
        ("no", "og brukeren kjente seg ikke igjen: Bare om morgenen"),
        ("left", "og brukeren lot det stå"),
    ],
)
def test_text_to_copy_says_how_the_participant_sees_what_was_added(view: View, said: str) -> None:
    words = "Bare om morgenen" if view in {"partly", "no"} else ""
    assert f"Pakket varer raskt (veilederen, {said})" in copied(replace(ADDED, view=view, view_words=words))


def test_words_that_nobody_has_been_asked_about_are_only_the_caseworkers() -> None:
    assert "Pakket varer raskt (veilederen)" in copied(replace(ADDED, view=None, view_words=""))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("place", [{"ref": "matters.else"}, {"ref": "work.goal", "role": "goal"}])
def test_no_text_to_copy_gives_the_caseworkers_words_for_the_participants_own(
    language: str, place: dict[str, str]
) -> None:
    asked = question(place["ref"], "Hva mer?", area="work", role=place.get("role"))
    added = line(asked, spoken("Hun virker sliten", "caseworker"), part=WORK, view="no")
    told = kari(language=language)
    paper = make("basis", replace(told, review=(*told.review, added)))
    texts = [block.text for block in walk(paper.blocks) if isinstance(block, CopyBlock)]
    credit = words("documents.credit.no", language)
    for text in texts:
        assert text.count("Hun virker sliten") == text.count(f"Hun virker sliten ({credit})") == 1


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("yes", "Brukeren kjente seg igjen."),
        ("partly", "Brukeren kjente seg delvis igjen."),
        ("no", "Brukeren kjente seg ikke igjen."),
        ("left", "Brukeren lot det stå."),
        (None, ""),
    ],
)
def test_the_assessment_is_copied_with_how_the_participant_sees_it(view: View | None, said: str) -> None:
    words = "Jeg vil ha jobb." if view in {"partly", "no"} else ""
    text = copied(ADDED, assessment="Trenger ro.", assessment_view=view, assessment_view_words=words)
    lines = ["Trenger ro.", said, f"Brukeren sa: {words}" if words else ""]
    assert "\n".join(["Vurdering", *filter(None, lines)]) in text
    assert text.count("Brukeren ") == sum(map(bool, lines[1:]))


def test_minutes_to_copy_say_when_the_two_met_and_not_when_the_paper_was_made() -> None:
    later = copied(ADDED, now=NOW + timedelta(days=3))
    assert "Samtale 14.\u00a0mars 2026" in later
    assert "17.\u00a0mars" not in later


def test_the_picture_speaks_of_the_participant() -> None:
    basis, summary = (markdown.write(make(kind, kari())) for kind in ("basis", "summary"))
    assert "Brukeren har satt merkene" in basis
    assert "Du har satt merkene" in summary
    assert "Du har satt merkene" not in basis


@pytest.mark.parametrize(
    ("why", "said"),
    [("IKKE_TIL_STEDE", "brukeren var ikke til stede"), ("Tolken sa det", "Tolken sa det")],
)
def test_what_the_caseworker_wrote_for_the_participant_is_not_told_as_what_they_said(why: str, said: str) -> None:
    happened = Happened(NOW, "read_together", "participant", for_them=why)
    history = markdown.write(make("basis", kari(history=(happened,)))).partition("## Historikk")[2]
    assert f"Veilederen skrev for brukeren at planen er lest sammen ({said})" in history
    assert "Brukeren sa at planen" not in history


def test_the_history_says_each_thing_once_a_day() -> None:
    saved = Happened(NOW, "printed", document="summary")
    written = markdown.write(make("basis", replace(kari(), history=(saved, saved, saved))))
    assert written.count("Papir lagret: Min oppsummering") == 1


def test_a_day_at_the_start_of_a_line_is_not_escaped() -> None:
    written = markdown.write(make("summary", replace(kari(), name="")))
    assert "14.\u00a0mars 2026" in written
    assert "14\\." not in written
