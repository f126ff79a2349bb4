"""Nothing of anybody stands in a reflection note: bands and codes that a list names, and room to write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents.kinds import kind_named
from mapper.documents.look import PLAIN, look_of, nameless
from mapper.documents.missing import warnings
from mapper.documents.model import Told
from mapper.documents.pages.reflection import reflection_page
from mapper.documents.render import make
from mapper.documents.writers.write import write
from mapper.interview.answer import Answer
from mapper.interview.model import ReviewLine, Sitting
from mapper.language import form
from mapper.office.model import Office
from mapper.plan.model import Need
from tests.documents.hostile import written_over
from tests.documents.left_out import reasons_left_out
from tests.documents.people import NOW, kari, line, option, question, spoken, text
from tests.documents.reading import everything_in, text_of
from tests.documents.three import HOME, PEOPLE, aile, texts

FORMATS = ("md", "html", "docx", "pdf")


def note(told: Told) -> str:
    return write(make("reflection", told), "md").content.decode()


# --- nothing planted comes through

WORDS = st.text("qwxzåé0123456789-", min_size=4, max_size=12).map(lambda drawn: f"Xq{drawn}")
DAYS = st.dates(date(2019, 1, 1), date(2029, 12, 31))


def planted_days(told: Told, days: Iterable[date]) -> Told:
    """The same talk, in which every day is one of `days`."""
    turn = iter(days)

    def moved(said: Any) -> Any:
        if isinstance(said, tuple):
            return tuple(moved(each) for each in said)
        if isinstance(said, dict):
            return {name: moved(cell) for name, cell in said.items()}
        return next(turn) if isinstance(said, date) else said

    def line_on(each: ReviewLine) -> ReviewLine:
        said = tuple(replace(one, answer=replace(one.answer, value=moved(one.answer.value))) for one in each.said)
        return replace(each, said=said)

    steps = tuple(replace(step, start=next(turn), due=next(turn), review_on=next(turn)) for step in told.plan.will_try)
    meeting = told.plan.next_meeting
    plan = replace(told.plan, will_try=steps, next_meeting=replace(meeting, start=next(turn)) if meeting else None)
    sittings = tuple(Sitting("m", datetime.combine(next(turn), NOW.timetz()), None, "nb", "full") for _ in range(2))
    return replace(told, review=tuple(map(line_on, told.review)), plan=plan, sittings=sittings)


MONTH = NOW.date().replace(day=1)
"""The month of the note is all that its files say of when it was made."""


@settings(max_examples=12, deadline=None)
@given(
    st.lists(WORDS, min_size=3, max_size=8),
    st.lists(DAYS.filter(lambda day: day != MONTH), min_size=60, max_size=60),
    st.sampled_from(["nb", "nn", "en"]),
    st.data(),
)
def test_nothing_that_anybody_wrote_stands_in_any_format(
    words: list[str], days: list[date], language: str, data: st.DataObject
) -> None:
    """Names, places, employers and sentences in every field of the talk and the plan, and days in every day."""
    told = written_over(aile(), lambda: data.draw(st.sampled_from(words)))
    told = planted_days(told, days)
    held = data.draw(st.lists(st.booleans(), min_size=len(told.review), max_size=len(told.review)))
    told = replace(
        told, review=tuple(replace(each, held_back=off) for each, off in zip(told.review, held, strict=True))
    )
    paper = make("reflection", replace(told, language=language))
    for ending in FORMATS:
        found = everything_in(write(paper, ending, nameless(look_of(told.office, NOW, language))).content, ending)
        assert not [word for word in words if word in found]
        assert not [day for day in {*days, NOW.date()} if _any_day(day, found, language)]


def test_a_pdf_is_read_whole() -> None:
    """What the test above looks through holds the note's own words."""
    told = written_over(aile(), lambda: "Xqplantet")
    content = write(make("reflection", told), "pdf", nameless(look_of(told.office, NOW, "nb"))).content
    read = everything_in(content, "pdf")
    assert "Handlingsrom" in read
    assert not [each for each in ("Xqplantet", "20260314", "2026-03-14") if each in read]


def _any_day(day: date, found: str, language: str) -> bool:
    written = (day.isoformat(), form.short_day(day, language), form.day(day, language), form.weekday(day, language))
    return any(each in found.replace(form.NO_BREAK, " ") for each in written)


def test_the_planted_words_do_stand_elsewhere() -> None:
    """What the test above looks for is found where it may be: in the caseworker's basis."""
    told = written_over(aile(), lambda: "Xqplantet")
    assert write(make("basis", told), "md").content.decode().count("Xqplantet") > 50


@pytest.mark.parametrize("name", PEOPLE)
def test_no_free_text_of_the_three_stands_in_the_note(name: str) -> None:
    told = PEOPLE[name]
    typed = {each for spoken_line in told.review for each in texts(spoken_line.said) if re.search(r"\s|@|<", each)}
    found = note(told)
    assert not [each for each in {*typed, told.name, told.assessment} if each and each in found]


# --- what does stand there


def answered(ref: str, *values: Any, **rest: Any) -> Told:
    asked = question(ref, "Spør?", **rest)
    return kari(review=(line(asked, *(spoken(value) for value in values), part=HOME),))


def facts(told: Told) -> dict[str, str]:
    return {fact.label.to("nb"): fact.words for fact in reflection_page(told).facts}


WRITTEN_IN = [option("RENT", "Leier"), option("CABIN", "Hytta til tante Elle"), option("OTHER", "Annet", write_in=True)]


def test_codes_are_told_in_bands_with_the_words_of_the_list() -> None:
    assert facts(answered("home.status", "RENT", type="one", options=WRITTEN_IN)) == {"Bolig": "eier eller leier"}
    scale = {"type": "scale", "low": {"nb": "a"}, "high": {"nb": "b"}}
    assert facts(answered("work.confidence", Decimal(4), **scale)) == {"Tro på å klare en jobb": "noe"}


def test_what_no_band_names_is_something_else() -> None:
    assert facts(answered("home.status", "CABIN", type="one", options=WRITTEN_IN)) == {"Bolig": "annet"}
    several = answered("help.wanted", ("MONEY", "CABIN", "GARDEN"), type="several", options=WRITTEN_IN)
    assert facts(several) == {"Ønsker hjelp med": "penger og regninger, annet"}


def test_a_text_in_the_place_of_a_code_is_something_else() -> None:
    assert facts(answered("home.status", "Hos tante Elle")) == {"Bolig": "annet"}


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (17, "under 20 år"),
        (20, "20–29 år"),
        (39, "30–39 år"),
        (69, "60–69 år"),
        (70, "70 år eller mer"),
        (101, "70 år eller mer"),
    ],
)
def test_ages_are_told_in_tens(age: int, told: str) -> None:
    assert facts(answered("you.age", Decimal(age), type="number", tags={"reflection": "age"})) == {"Spør?": told}


def test_a_question_of_the_offices_own_may_be_let_in_by_a_tag() -> None:
    tagged = {"type": "several", "options": WRITTEN_IN, "tags": {"reflection": "options"}}
    assert facts(answered("own.sector", ("RENT", "OTHER"), **tagged)) == {"Spør?": "Leier, annet"}
    assert facts(answered("own.yes", "YES", type="yes_no", tags={"reflection": "options"})) == {"Spør?": "Ja"}
    month = answered("own.since", date(2025, 9, 17), type="date", tags={"reflection": "month"})
    assert facts(month) == {"Spør?": "september 2025"}


@pytest.mark.parametrize("form_of", ["age", "month", "options", "all"])
def test_a_tag_lets_no_words_in(form_of: str) -> None:
    assert set(facts(answered("own.text", "Kari i Eksempelby", tags={"reflection": form_of})).values()) <= {"annet"}


@pytest.mark.parametrize("rest", [{"alone": "yes"}, {"sensitivity": "special"}])
def test_what_is_for_two_or_of_a_special_category_stays_out(rest: dict[str, str]) -> None:
    told = answered("home.status", "RENT", type="one", options=WRITTEN_IN, **rest)
    assert facts(told) == {}


def test_what_is_held_back_stays_out() -> None:
    told = answered("home.status", "RENT", type="one", options=WRITTEN_IN)
    assert facts(replace(told, review=tuple(replace(each, held_back=True) for each in told.review))) == {}


def test_what_only_the_caseworker_said_stays_out() -> None:
    asked = question("home.status", "Spør?", type="one", options=WRITTEN_IN, voices=["participant", "caseworker"])
    assert facts(kari(review=(line(asked, spoken("RENT", "caseworker"), part=HOME),))) == {}


def test_needs_are_told_by_their_kind_alone() -> None:
    needs = (
        Need("money.mark", "MONEY", text("Strømmen i Eksempelgata"), urgent=True, held_back=False),
        Need("start.urgent", None, text("Medisiner"), urgent=True, held_back=False),
        Need("own.mark", "GARDEN", text("Hagen"), urgent=False, held_back=False),
        Need("home.mark", "HOME", text("Bolig"), urgent=False, held_back=True),
    )
    told = kari(plan=replace(kari().plan, unmet=needs))
    assert [need.to("nb") for need in reflection_page(told).unmet] == ["økonomi", "annet"]


# --- the paper itself


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_note_of_nobody_is_room_to_write(language: str) -> None:
    told = replace(PEOPLE["little"], language=language, review=())
    assert "___" not in note(told)
    assert note(told).count("……") > 20


def test_the_note_says_when_it_is_practice_and_the_month_alone() -> None:
    found = note(kari(practice=True))
    assert "Øving." in found
    assert "mars 2026" in found
    assert "14" not in found


def test_what_is_left_out_can_be_told() -> None:
    reasons = reasons_left_out(aile(), "reflection")
    assert reasons["start.hope"] == "not_listed"
    assert "family.has_children" not in reasons


def test_whoever_makes_it_is_reminded_and_asked_to_look() -> None:
    assert [each.code for each in warnings("reflection", kari())] == ["reflection_small"]
    assert kind_named("reflection").needs_confirming
    assert not kind_named("summary").needs_confirming


def test_its_look_tells_neither_office_nor_time() -> None:
    office = Office(name="Nav Eksempelby", phone="12 34 56 78")
    made = look_of(office, NOW, "nb")
    look = replace(made, large=True, code="K7", footer="Eksempelby")
    assert nameless(look) == replace(PLAIN, large=True, made=datetime(2026, 3, 1, tzinfo=UTC))
    page = write(make("reflection", kari()), "html", nameless(look)).content.decode()
    assert "Eksempelby" not in text_of(page)


def test_comments_and_own_words_beside_a_code_stay_out() -> None:
    told = answered("home.status", "RENT", type="one", options=WRITTEN_IN)
    said = tuple(
        replace(each, answer=Answer("value", "OTHER", comment="Hos tante", write_in=(("OTHER", "I Sjøgata"),)))
        for each in told.review[0].said
    )
    assert facts(replace(told, review=(replace(told.review[0], said=said),))) == {"Bolig": "annet"}
