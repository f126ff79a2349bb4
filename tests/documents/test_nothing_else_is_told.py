"""Nothing outside a consent is in what a recipient gets: every word that was ever said is planted, and looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.desk.desk import Desk
from mapper.documents.look import PLAIN
from mapper.documents.model import Area, Wanted
from mapper.documents.writers.write import WRITERS
from mapper.fault import Fault
from mapper.interview.consent_model import Consent, Recipient
from mapper.interview.model import NotUnderstood
from mapper.meeting.meeting import Meeting
from mapper.plan.overview import ASSESSMENT
from mapper.questionnaire.model import (
    DateQuestion,
    ListQuestion,
    MoneyQuestion,
    NumberQuestion,
    OneQuestion,
    Question,
    ScaleQuestion,
    SeveralQuestion,
    TableQuestion,
    TextQuestion,
    YesNoQuestion,
)
from mapper.settings import Settings
from tests.documents.reading import everything_in
from tests.table import core

MARK: Final = re.compile(r"zq\d+qz")
GP, EMPLOYER = Recipient("gp", "", ""), Recipient("employer", "", "")


@dataclass
class Planted:
    """A talk in which every word was planted, and which marks stand in which topic."""

    meeting: Meeting
    desk: Desk

    def consents(self, topics: Sequence[str], to: Recipient) -> Consent:
        chosen = [topic.passage for topic in self.meeting.shareable() if topic.passage.topic in topics]
        self.meeting.consent(to, chosen, why=f"Derfor {self.mark()}")
        return self.meeting.whole_consents()[0]

    def mark(self) -> str:
        self.count = getattr(self, "count", 0) + 1
        return f"zq{self.count}qz"


@cache
def planted() -> Planted:
    """Say something planted to everything that can be answered, decide, add, assess and name."""
    desk = Desk(
        Settings(
            data=Path("/nonexistent/data"), office=Path("/nonexistent/office"), exports=Path("/nonexistent/papers")
        )
    )
    meeting = desk.rehearse(core(), "full", "nb")
    talk = Planted(meeting, desk)
    meeting.set_alone(True)
    for question in meeting.questionnaire.questions.values():
        for voice in question.voices:
            _say(talk, question, voice)
        if "caseworker" in question.voices and len(question.voices) > 1 and meeting.asking(question.ref).said:
            with_view(talk, question.ref)
    meeting.name("Prøve", f"Kari {talk.mark()}")
    meeting.assess(f"Vurdering {talk.mark()}")
    with_view(talk, ASSESSMENT)
    for suggestion in meeting.suggestions():
        meeting.decide(suggestion.key, "try", f"Ord {talk.mark()}", {"purpose": f"Mål {talk.mark()}"})
    meeting.add_activity({"title": f"Steg {talk.mark()}", "description": f"Slik {talk.mark()}"}, "participant")
    meeting.set_next_meeting({"start": "3.4.2027", "adresse": f"Rom {talk.mark()}"})
    return talk


def with_view(talk: Planted, ref: str) -> None:
    try:
        talk.meeting.view(ref, "partly", f"Syn {talk.mark()}")
    except NotUnderstood:
        return


def _say(talk: Planted, question: Question, voice: str) -> None:
    """Answer with planted words wherever a question lets words in."""
    comment = f"Ved {talk.mark()}" if question.comment else ""
    write_in: dict[str, str] = {}
    match question:
        case TextQuestion():
            words: object = f"Svar {talk.mark()}"
        case ListQuestion():
            words = [f"Linje {talk.mark()}"]
        case TableQuestion():
            words = [_row(talk, question)]
        case OneQuestion() | SeveralQuestion():
            option = next((each for each in question.options if each.write_in), question.options[-1])
            write_in = {option.code: f"Annet {talk.mark()}"} if option.write_in else {}
            words = option.code if isinstance(question, OneQuestion) else [option.code]
        case YesNoQuestion():
            words = "YES"
        case ScaleQuestion():
            words = "3"
        case NumberQuestion() | MoneyQuestion():
            words = "12"
        case DateQuestion():
            words = "3.4.2027"
    talk.meeting.say(question.ref, voice, words, comment=comment, write_in=write_in)  # type: ignore[arg-type]


def _row(talk: Planted, question: TableQuestion) -> dict[str, str]:
    cells = {"number": "2", "money": "200", "date": "3.4.2027", "yes_no": "YES"}
    return {
        column.id: cells.get(column.type)
        or (column.options[0].code if column.type == "one" else f"Celle {talk.mark()}")
        for column in question.columns
    }


def allowed(consent: Consent) -> set[str]:
    texts = (consent.why, consent.recipient.shown, *(part for each in consent.told for part in each.text))
    return {mark for text in texts for mark in MARK.findall(text)}


def topics_of(talk: Planted) -> list[str]:
    return [topic.passage.topic for topic in talk.meeting.shareable()]


DOCUMENTS: Final = ("partner", "workplace", "consent")


def papers(talk: Planted, consent: Consent, as_pdf: str, area: Area = "all") -> Iterator[tuple[str, str, str]]:
    """Write what the recipient gets in every format, one document as PDF too; give document, format, text."""
    for document in DOCUMENTS:
        paper = talk.desk.preview(talk.meeting, Wanted(document, "nb", area=area, recipient=consent.id)).paper
        for ending in sorted(set(WRITERS) - ({"pdf"} if document != as_pdf else set())):
            yield document, ending, everything_in(WRITERS[ending](paper, PLAIN).content, ending)


def test_the_talk_is_full_of_planted_words() -> None:
    talk = planted()
    told = [topic for topic in talk.meeting.shareable() if MARK.search("".join(topic.passage.text))]
    assert len(told) > 40
    assert {"name", "assessment", "activity:next-meeting"} <= {topic.passage.topic for topic in told}


@settings(max_examples=12, deadline=None)
@given(st.data(), st.sampled_from(DOCUMENTS))
def test_nothing_else_is_told(data: st.DataObject, as_pdf: str) -> None:
    talk = planted()
    chosen = data.draw(st.lists(st.sampled_from(topics_of(talk)), min_size=1, max_size=6, unique=True))
    to = data.draw(st.sampled_from([GP, EMPLOYER]))
    consent = talk.consents(chosen, to)
    for document, ending, text in papers(talk, consent, as_pdf):
        own_name = set(MARK.findall(talk.meeting.name_said)) if document == "consent" else set()
        assert set(MARK.findall(text)) == allowed(consent) | own_name, (document, ending)


@settings(max_examples=6, deadline=None)
@given(st.data(), st.sampled_from(["work", "social"]), st.sampled_from(DOCUMENTS[:2]))
def test_nothing_of_the_other_area_is_told(data: st.DataObject, area: Area, as_pdf: str) -> None:
    talk = planted()
    chosen = data.draw(st.lists(st.sampled_from(topics_of(talk)), min_size=1, max_size=6, unique=True))
    consent = talk.consents(chosen, GP)
    other = "social" if area == "work" else "work"
    outside = {mark for each in consent.told if other in each.areas for mark in MARK.findall("".join(each.text))}
    for document, ending, text in papers(talk, consent, as_pdf, area):
        if document != "consent":
            assert not outside & set(MARK.findall(text)), (document, ending)


def test_nothing_at_all_is_told_once_it_is_withdrawn_or_its_day_has_passed() -> None:
    talk = planted()
    consent = talk.consents(topics_of(talk)[:3], GP)
    talk.meeting.withdraw(consent.id)
    for document in ("partner", "workplace"):
        with pytest.raises(Fault):
            talk.desk.preview(talk.meeting, Wanted(document, "nb", recipient=consent.id))
    assert consent.until > date.today() + timedelta(days=150)
