"""The participant's own copy as a page: everything stands there, with who and when, and is easy to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import html5lib
import pytest

from mapper.desk.desk import Desk
from mapper.documents.blocks import Heading, Paper, plain, walk
from mapper.documents.kinds import OWN_COPY
from mapper.documents.model import Wanted
from mapper.documents.own_copy.lines import _GROUPS, _key, lines
from mapper.documents.own_copy.page import copy_page
from mapper.documents.writers import html, markdown
from mapper.interview.answer import Answer
from mapper.interview.consent_events import ConsentText
from mapper.interview.event_base import EventBase
from mapper.interview.events import (
    KINDS,
    ActivityWritten,
    Assessed,
    Decided,
    Printed,
    Said,
    Undone,
    Viewed,
)
from mapper.interview.model import ON_BEHALF, ReviewLine
from mapper.language.catalogue import words
from mapper.meeting.meeting import Meeting
from mapper.plan.model import COPY
from tests.desk.test_importing import talked
from tests.documents.people import NOW, WORK, kari, line, question, spoken
from tests.documents.test_plain_language import EASY, lix

LANGUAGES = ("nb", "nn", "en")
IN_PARTS = (Said, Viewed, Assessed, Decided, ActivityWritten, Undone)
"""Events that are told elsewhere than in lines: with their question, with their step, or as a mark on another."""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Meeting]:
    desk, meeting = talked(tmp_path_factory.mktemp("office"))
    meeting.say("matters.now", "participant", "At barna har det bra.")
    meeting.undo()
    meeting.set_alone(True)
    meeting.say("money.debt", "participant", "COLLECTION")
    held = next(each.passage for each in meeting.shareable("nb") if "held_back" in each.cautions)
    meeting.consent(meeting.recipient("", "Hemmelig AS", "nb"), [held], why="Hemmelig grunn.", language="nb")
    return desk, meeting


@pytest.fixture(scope="module")
def papers(talk: tuple[Desk, Meeting]) -> dict[str, Paper]:
    """The whole copy in each language, and the one without what is held back."""
    desk, meeting = talk
    made = {language: desk.preview(meeting, Wanted(COPY, language)).paper for language in LANGUAGES}
    return made | {"less": desk.preview(meeting, Wanted(COPY, "nb", without_held_back=True)).paper}


def _kinds(event: type[EventBase]) -> tuple[str, ...]:
    return get_args(event.model_fields["kind"].annotation)


def test_every_kind_of_event_is_told_somewhere() -> None:
    kinds: tuple[type[EventBase], ...] = (*(kind for kinds in _GROUPS.values() for kind in kinds), *IN_PARTS)
    told = {name for kind in kinds for name in _kinds(kind)}
    assert told == KINDS


def test_every_answer_with_every_voice_and_state_stands_on_the_page(
    talk: tuple[Desk, Meeting], papers: dict[str, Paper]
) -> None:
    _, meeting = talk
    written = markdown.write(papers["nb"])
    said = [event for event in meeting.record.events if isinstance(event, Said)]
    for event in said:
        assert meeting.questionnaire.questions[event.question].ask.to("nb") in written
        if isinstance(event.answer.value, str) and " " in event.answer.value:
            assert event.answer.value in written
        if event.answer.comment:
            assert event.answer.comment in written
    for state in ("unknown", "declined"):
        assert words(f"carry.state.{state}", "nb") in written
    speakers = sum(written.count(f"> **{who}, ") for who in ("Du sa", "Dere sa sammen", "Veilederen skrev"))
    assert speakers >= len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_read_for_whom_is_told_as_it_was_and_in_words(tmp_path: Path, language: str) -> None:
    desk, meeting = talked(tmp_path)
    for reason in ON_BEHALF:
        meeting.read_together("participant", on_behalf="participant", reason=reason)
    copy = markdown.write(desk.preview(meeting, Wanted(COPY, language)).paper)
    basis = markdown.write(desk.preview(meeting, Wanted("basis", language)).paper)
    for reason in ON_BEHALF:
        told = words("carry.done.read_for_them", language, reason=words(f"carry.why.{reason}", language))
        assert told in copy
        why = words(f"documents.history.why_{reason}", language)
        assert words("documents.history.read_for_them", language, why=why) in basis
        assert reason not in (copy + basis).replace("\\", "")
    meeting.close()


def test_what_was_taken_back_or_changed_is_there_and_says_so(papers: dict[str, Paper]) -> None:
    written = markdown.write(papers["nb"])
    assert "– tatt tilbake**\n>\n> At barna har det bra." in written
    assert "– endret senere**\n>\n> Ja" in written


def test_consents_papers_looks_and_deletions_are_told(papers: dict[str, Paper]) -> None:
    written = markdown.write(papers["nb"])
    for part in (
        "Du sa ja til at vi forteller noe til Eksempel AS.", "Du tok et ja tilbake.", "lagret «Min oppsummering»",
        "åpnet samtalen.", "slettet for godt svarene til", "Jeg vil ha jobb med en gang.", "Språk: norsk bokmål.",
    ):  # fmt: skip
        assert part in written, part


def test_a_name_and_a_time_of_day_are_told_as_the_language_does(papers: dict[str, Paper]) -> None:
    told = {language: markdown.write(papers[language]) for language in LANGUAGES}
    assert "navnet «Kari i mars». Navnet ditt ble skrevet: Kari Prøve" in told["nb"]
    assert "namnet «Kari i mars». Namnet ditt vart skrive: Kari Prøve" in told["nn"]
    assert "called “Kari i mars”. Your name was written: Kari Prøve" in told["en"]
    assert ["10.30" in told["nb"], "10:30" in told["en"], "10.30" in told["en"]] == [True, True, False]


def test_a_step_is_told_as_points_under_its_title(papers: dict[str, Paper]) -> None:
    title = "Ringe det gamle kjøkkenet og høre hvordan de har det"
    (step,) = (part for part in markdown.write(papers["nb"]).split("### ") if part.startswith(f"{title}\n"))
    assert f"- **Hva:** {title}\n- **Område:** Arbeid og mål\n" in step
    assert "Steget ble skrevet." in step
    assert "|" not in step


def test_the_page_warns_first_and_says_what_is_held_back(papers: dict[str, Paper]) -> None:
    whole, less = markdown.write(papers["nb"]), markdown.write(papers["less"])
    assert whole.index("Den er ikke låst.") < whole.index("## ")
    assert "ikke på papirene dine" in whole.partition("## Det som ble sagt")[2]
    assert "ikke på papirene dine)" not in less
    assert "Du ville ikke svare." not in less
    assert "Dere sa at dere var alene." not in less
    assert len(less) < len(whole)


def test_what_is_held_back_leaves_no_word(talk: tuple[Desk, Meeting], papers: dict[str, Paper]) -> None:
    _, meeting = talk
    less = markdown.write(papers["less"])
    held = [each for each in meeting.whole_review() if each.held_back and each.said]
    assert held
    for each in held:
        assert each.question.ask.to("nb") not in less
    refs = {each.question.ref for each in held}
    texts = [event for event in meeting.record.events if isinstance(event, ConsentText)]
    of_held = [event for event in texts if not refs.isdisjoint((event.topic, *event.about))]
    assert of_held
    for event in of_held:
        assert event.words not in less
    assert "Hemmelig" in markdown.write(papers["nb"])
    assert "Hemmelig" not in less


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_one_whole_document_with_headings_in_order(papers: dict[str, Paper], language: str) -> None:
    paper = papers[language]
    page = html.write(paper)
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert f'<html lang="{language}">' in page
    levels = [block.level for block in walk(paper.blocks) if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert paper.title == OWN_COPY.title.to(language)
    assert "{" not in page.partition("</style>")[2]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_the_page_says_itself_is_easy_to_read(papers: dict[str, Paper], language: str) -> None:
    source = (Path(__file__).parents[3] / "templates" / f"copy.{language}.md.j2").read_text(encoding="utf-8")
    bare = re.sub(r"{[{%#].*?[}%#]}|[*>#]|\[!NOTE\]", "", source)
    found = [each for each in re.split(r"(?<=[.?!:])\s+|\n", bare) if len(each.split()) > 3]
    assert len(found) > 10
    assert lix(found) <= EASY
    assert not any(plain(block.inlines) == "" for block in walk(papers[language].blocks) if isinstance(block, Heading))


def test_the_sentences_of_all_events_are_there_in_every_language(talk: tuple[Desk, Meeting]) -> None:
    _, meeting = talk
    lined = tuple(kind for kinds in _GROUPS.values() for kind in kinds)
    keys = {_key(event) for event in meeting.record.events if isinstance(event, lined)}
    assert len(keys) > 10
    for language in LANGUAGES:
        assert all(words(f"carry.done.{key}", language) for key in keys)


def test_warnings_say_that_it_is_open_and_whole(talk: tuple[Desk, Meeting]) -> None:
    desk, meeting = talk
    whole, less = (
        [each.code for each in desk.preview(meeting, Wanted(COPY, "nb", without_held_back=without)).warnings]
        for without in (False, True)
    )
    assert {"copy_open", "copy_whole"} <= set(whole)
    assert "copy_open" in less
    assert "copy_whole" not in less


@pytest.mark.parametrize(
    ("title", "before"),
    [
        ("Hva er du god til?", "Hva er du god til?"),
        ("Vil du ha tolk? Det er gratis.", "Vil du ha tolk? Det er gratis."),
        ("Beløp pr. mnd.", "Beløp pr. mnd.:"),
    ],
)
def test_no_sentence_has_signs_left_over(title: str, before: str) -> None:
    known: dict[str, Any] = {"base": 0, "meeting": "m1", "at": NOW}
    told_words = "Lage mat\nVeilederen skrev: Rolig.\nEgne ord"
    said = ConsentText(id="a", consent="c", topic="t", title=title, words=told_words, about=(), areas=(), **known)
    note = Printed(id="b", document="reflection", language="nb", files=(), **known)
    files = ("plan-2.md", "plan-2.pdf", "plan.pdf", "uten")
    plan = Printed(id="d", document="plan", language="nb", files=files, who="Vera", **known)
    told = kari(events=(said, note, plan))
    (consented,), (printed, listed) = lines(told, "consents"), lines(told, "papers")
    assert consented.words.endswith(f" {before} Lage mat. Veilederen skrev: Rolig. Egne ord")
    assert printed.words == "Noen lagret «Refleksjonsnotat»."
    assert listed.words == "Vera lagret «Utkast til aktivitetsplan» (plan-2.md, .pdf, plan.pdf, uten)."


def test_what_is_no_longer_asked_stands_with_the_rest_of_its_part() -> None:
    asked = [question(ref, ref) for ref in ("work.wish", "money.debt", "work.old")]
    said = [
        Said(id=each.ref, seq=n, question=each.ref, answer=Answer("value", "Ja."), base=0, meeting="m1", at=NOW)
        for n, each in enumerate(asked, 1)
    ]
    told = kari(review=(), questions={each.ref: each for each in asked}, events=tuple(said))
    parts = copy_page(told).parts
    assert [[each.question.to("nb") for each in part.questions] for part in parts] == [
        ["work.wish", "work.old"], ["money.debt"],
    ]  # fmt: skip


class Passes(tuple[ReviewLine, ...]):
    """Lines that count how often somebody goes through them."""

    passes = 0

    def __iter__(self) -> Iterator[ReviewLine]:
        self.passes += 1
        return super().__iter__()


def passes(answers: int) -> int:
    """How often the review is gone through for a copy of so many answers."""
    asked = [question(f"work.q{number}", f"Spørsmål {number}?") for number in range(answers)]
    said = [
        Said(
            id=f"e{number}", seq=number, base=0, meeting="m1", at=NOW, question=each.ref, answer=Answer("value", "Ja.")
        )
        for number, each in enumerate(asked, 1)
    ]
    review = Passes(line(each, spoken("Ja."), part=WORK) for each in asked)
    told = kari(review=review, questions={each.ref: each for each in asked}, events=tuple(said))
    assert sum(len(part.questions) for part in copy_page(told).parts) == answers
    return review.passes


def test_ten_thousand_answers_take_no_longer_each_than_ten() -> None:
    assert passes(40) == passes(10)
