"""What the lists of the rooms say, from hand-made frozen values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from mapper.interview.model import DECLINED, Answer, ReviewLine, Row, Spoken
from mapper.interview.told import answer_words
from mapper.language.catalogue import entries
from mapper.language.text import Text
from mapper.plan.model import Activity, Idea, Need, Plan, Suggestion, Unasked
from mapper.questionnaire.model import AnyQuestion, Question
from mapper.tui.widgets.rooms.entries import Entry, Paragraph
from mapper.tui.widgets.rooms.figure import scale_head, scale_line
from mapper.tui.widgets.rooms.plan_lines import (
    MORE,
    OWN,
    Told,
    activity_details,
    closing_details,
    closing_entries,
    idea_details,
    idea_entries,
    refused_entries,
    try_entries,
)
from mapper.tui.widgets.rooms.review_lines import chosen_lines, review_entries

NASTY = "[/x] [@click=app.quit]x {{7*7}} <script>"
NOW = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)


def question(**values: Any) -> Question:
    read: Question = TypeAdapter(AnyQuestion).validate_python({"id": "wish", "ask": {"nb": "Hva vil du?"}, **values})
    return read.model_copy(update={"ref": "work.wish", "section": "work"})


def spoken(value: Answer, voice: Any = "participant", by: Any = "self") -> Spoken:
    return Spoken(voice, value, by, NOW, "e1", "m1")


def line(**values: Any) -> ReviewLine:
    base = ReviewLine(
        question(type="text"),
        "work",
        Text.of({"nb": "Arbeid"}),
        "answered",
        (spoken(Answer(value=NASTY)),),
        None,
        "",
        False,
    )
    return replace(base, **values)


def text_of(entry: Entry) -> str:
    return "\n".join(p.lead + p.text for p in entry.paragraphs if isinstance(p, Paragraph))


def suggestion(key: str, **values: Any) -> Suggestion:
    base = Suggestion(
        key=key, rules=(key,), title=Text.of({"nb": f"Tiltak {key}"}), because=(Text.of({"nb": "Helsen påvirker."}),),
        answers=("work.wish",), kind="EGEN", responsible="participant", others=(), due=date(2026, 4, 3), partner=None,
        measure=None, law=(), target="activity_plan", topic=None, purpose=None, describe=None, nav_decides=False,
        ask_target=False, first=False, quote=True, held_back=False,
    )  # fmt: skip
    return replace(base, **values)


def activity(**values: Any) -> Activity:
    base = Activity(
        id="a1", title=NASTY, kind="EGEN", responsible="participant", others=(), start=None, due=date(2026, 4, 3),
        review_on=None, target="activity_plan", topic=None, partner="", purpose="", description="", support="",
        reason="", answers=(), proposed_by="participant", changed=False, nav_decides=False, held_back=False,
        stale=False,
    )  # fmt: skip
    return replace(base, **values)


def plan(**values: Any) -> Plan:
    return replace(Plan("", (), (), (), (), None, (), (), ()), **values)


def told(**values: Any) -> Told:
    quoted = (("participant", NASTY), ("caseworker", "Som i fjor."))
    return replace(Told("nb", ask=lambda ref: "Hva vil du?", said=lambda ref: quoted), **values)


ROW: Row = {"kr": Decimal(900), "who": "Ola Eksempel"}
ANSWERS: list[tuple[dict[str, Any], Answer, str]] = [
    ({"type": "yes_no"}, Answer(value="YES"), "Ja"),
    ({"type": "text"}, Answer(value=NASTY), NASTY),
    ({"type": "scale", "low": {"nb": "a"}, "high": {"nb": "b"}}, Answer(value=Decimal(7)), "7"),
    ({"type": "money"}, Answer(value=Decimal("12500.5")), "12\u00a0500,50\u00a0kr"),
    ({"type": "date"}, Answer(value=date(2026, 4, 3)), "3. april 2026"),
    ({"type": "list"}, Answer(value=("sy", "bake")), "sy; bake"),
    (
        {
            "type": "several",
            "options": [{"code": "A", "text": {"nb": "Smerter"}}, {"code": "B", "text": {"nb": "Annet"}}],
        },
        Answer(value=("A", "B"), write_in=(("B", NASTY),)),
        f"Smerter; Annet: {NASTY}",
    ),
    (
        {
            "type": "table",
            "columns": [{"id": "who", "text": {"nb": "Hvem"}}, {"id": "kr", "text": {"nb": "Kr"}, "type": "money"}],
        },
        Answer(value=(ROW,)),
        "Ola Eksempel, 900\u00a0kr",
    ),
]


@pytest.mark.parametrize(("kind", "answer", "expected"), ANSWERS)
def test_a_value_reads_as_people_write_it(kind: dict[str, Any], answer: Answer, expected: str) -> None:
    assert answer_words(question(**kind), answer, "nb") == expected


def test_the_review_shows_who_said_what_and_how_they_see_it() -> None:
    both = (spoken(Answer(value="Fast tid."), by="interpreter"), spoken(Answer(value="Korte dager."), "caseworker"))
    differing = line(said=both, standing="differs", view="partly", view_words="To hele dager.", held_back=True)

    heading, entry = review_entries((differing,), "nb", date(2026, 3, 14))

    assert heading.heading
    assert "Arbeid" in text_of(heading)
    assert text_of(entry).splitlines() == [
        "~ Hva vil du?",
        "  Du         Fast tid.",
        "             (Skrevet av: gjennom tolk)",
        "  Veileder   Korte dager.",
        "  Du         kjenner deg delvis igjen: To hele dager.",
        "             (ikke på papiret ditt)",
    ]


def test_the_review_tells_last_time_and_the_start_that_another_question_asked() -> None:
    rounds = tuple(spoken(Answer(value=Decimal(number))) for number in (3, 4))
    scale = question(type="scale", low={"nb": "lite"}, high={"nb": "mye"})
    asked = line(question=scale, said=(spoken(Answer(value=Decimal(6))),), rounds=rounds)
    for start, told in ((None, "3"), (spoken(Answer(value=Decimal(2))), "2")):
        _, entry = review_entries((replace(asked, start=start),), "nb", NOW.date())
        assert [row.strip().split(": ")[-1] for row in text_of(entry).splitlines()[-2:]] == ["4", told]


def test_the_review_filters_without_counting_what_was_passed_over() -> None:
    lines = (
        line(),
        line(standing="differs"),
        line(standing="passed_over", said=(spoken(DECLINED),)),
        line(standing="not_asked", said=()),
        line(standing="unused"),
    )

    assert [shown.standing for shown in chosen_lines(lines, "all")] == ["answered", "differs", "passed_over", "unused"]
    assert [shown.standing for shown in chosen_lines(lines, "differs")] == ["differs"]
    assert [shown.standing for shown in chosen_lines(lines, "not_taken_up")] == ["passed_over", "not_asked"]
    every = "\n".join(text_of(entry) for entry in review_entries(lines, "nb", date(2026, 3, 14)))
    assert "vil ikke svare" in every
    assert "beholdt, ikke brukt" in every
    assert not any(figure in every for figure in "123456")


def test_three_ideas_come_first_and_the_rest_one_key_away() -> None:
    ideas = tuple(Idea(suggestion(key)) for key in "abcde")
    five = plan(ideas=ideas, first=("d", "b", "a"))

    few = idea_entries(five, told(), everything=False)
    every = idea_entries(five, told(), everything=True)

    assert [entry.id for entry in few] == ["idea:d", "idea:b", "idea:a", MORE, OWN]
    assert "Vis 2 forslag til" in text_of(few[3])
    assert [entry.id for entry in every] == ["idea:d", "idea:b", "idea:a", MORE, "idea:c", "idea:e", OWN]


def test_an_idea_tells_why_it_stands_there_and_whose_words_it_rests_on() -> None:
    details = "\n".join(p.lead + p.text for p in idea_details(Idea(suggestion("a", nav_decides=True)), told()))

    assert "Helsen påvirker." in details
    assert f"Du sa: {NASTY} (Hva vil du?)" in details
    assert "Veilederen la til: Som i fjor." in details
    assert "Du tar det, innen 3. april 2026." in details
    assert "Nav må si ja" in details


def test_an_idea_that_must_not_quote_keeps_the_words_out() -> None:
    details = "\n".join(p.text for p in idea_details(Idea(suggestion("a", quote=False)), told()))

    assert NASTY not in details
    assert "Helsen påvirker." in details


def test_steps_say_what_is_missing_and_what_has_changed() -> None:
    own = activity(missing=("start",), stale=True, changed=True)

    (entry,) = try_entries(plan(will_try=(own,)), told())
    details = "\n".join(p.lead + p.text for p in activity_details(own, told()))

    assert f"{NASTY} (endret, grunnen har endret seg)" in text_of(entry)
    assert "! mangler: start" in text_of(entry)
    assert "! grunnen har endret seg" in details


def test_a_refused_idea_keeps_its_own_words() -> None:
    (entry,) = refused_entries(plan(not_chosen=(Idea(suggestion("a"), "no", NASTY),)), told())

    assert entry.id == "refused:a"
    assert f"dine ord: {NASTY}" in text_of(entry)


def test_the_plan_ends_with_what_has_no_step_and_what_nobody_asked() -> None:
    ending = plan(
        unmet=(Need("money.mark", "MONEY", Text.of({"nb": "Økonomi"}), True, False),),
        unasked=(Unasked("a.b", "declined"),),
    )

    lines = [text_of(entry) for entry in closing_entries(ending, told())]
    unmet = "\n".join(p.lead + p.text for p in closing_details("unmet", ending, told()))
    unasked = "\n".join(p.text for p in closing_details("unasked", ending, told()))

    assert lines[:2] == ["Neste møte: ikke satt ennå", "Behov uten tiltak: ett behov"]
    assert "! Økonomi (haster)" in unmet
    assert "vil ikke svare" not in unasked
    assert "Hva vil du? (ikke tatt opp)" in unasked


def test_a_meeting_that_is_over_is_told_as_the_last_one() -> None:
    over = plan(next_meeting=activity(start=date(2026, 4, 3)))
    lines = [text_of(entry) for entry in closing_entries(over, told())]
    details = [p.text for p in closing_details("next_meeting", over, told(coming=over.next_meeting))]
    assert lines[0] == "Neste møte: ikke satt ennå (det forrige var 3. april 2026)"
    assert details[1].startswith("3. april 2026")


def test_the_scale_shows_now_and_last_time_by_different_signs() -> None:
    assert scale_line(7, 4, 1) == "┈┈┈┈○━━●┈┈┈"
    assert scale_line(4, 7, 1) == "┈┈┈┈●━━○┈┈┈"
    assert scale_line(8, 8, 1) == "┈┈┈┈┈┈┈┈●┈┈"
    assert scale_line(None, 10, 2)[20] == "○"
    assert scale_head(2) == "0   2   4   6   8   10"


def test_the_rooms_say_the_same_in_every_language() -> None:
    bokmaal = entries("nb", "rooms")

    for language in ("nn", "en"):
        other = entries(language, "rooms")
        assert set(other) == set(bokmaal)
        for key, text in bokmaal.items():
            assert _names(text) == _names(other[key]), key


def _names(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}
