"""What each audience's paper holds: every answer once, or a reason why not; and nothing that is held back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.documents.blocks import Block, CopyBlock, plain, walk
from mapper.documents.kinds import KINDS
from mapper.documents.missing import warnings
from mapper.documents.model import Told
from mapper.documents.render import make
from mapper.documents.writers import html, markdown
from mapper.documents.writers.write import WRITERS, write
from mapper.interview.model import Spoken, Standing
from mapper.office.model import Office
from mapper.plan.model import Idea, Need, Plan
from tests.documents.left_out import reasons_left_out
from tests.documents.people import HELP, activity, kari, line, nobody, question, spoken, suggestion, text, without
from tests.documents.reading import markdown_read
from tests.documents.test_hostile import block_words

LANGUAGES = ["nb", "nn", "en"]
DOCUMENTS = [kind.id for kind in KINDS]


def words_of(document: str, told: Told) -> str:
    """All words of a paper but for the texts to copy, which say some things again."""
    blocks: tuple[Block, ...] = make(document, told).blocks
    return "\n".join(block_words(block) for block in blocks if not isinstance(block, CopyBlock))


def marked(told: Told) -> tuple[Told, dict[str, list[str]]]:
    """The same talk, in which every given answer, comment and view holds a word found nowhere else."""
    lines, expected = [], {}
    for number, each in enumerate(told.review):
        asked = question(
            each.question.ref, each.question.ask.to("nb"), role=each.question.role, area=each.question.area
        )
        keys = [f"ord{number}x{place}z" for place, _ in enumerate(each.said)]
        said = tuple(
            replace(one, answer=replace(one.answer, value=key, comment=key.replace("ord", "ved"), write_in=()))
            for one, key in zip(each.said, keys, strict=True)
            if one.answer.given
        )
        lines.append(replace(each, question=asked, said=said, view_words=f"syn{number}x"))
        expected[each.question.ref] = [key for key, one in zip(keys, each.said, strict=True) if one.answer.given]
    return replace(told, review=tuple(lines)), expected


@pytest.mark.parametrize(("document", "audience"), [("summary", "participant"), ("basis", "caseworker")])
def test_every_answer_stands_once_or_a_rule_says_why_not(document: str, audience: str) -> None:
    told, expected = marked(kari())
    found = words_of(document, told)
    left_out = reasons_left_out(told, "participant" if audience == "participant" else "caseworker")
    for ref, keys in expected.items():
        times = 0 if ref in left_out else 1
        assert [found.count(key) for key in keys] == [times] * len(keys), ref
        assert [found.count(key.replace("ord", "ved")) for key in keys] == [times] * len(keys), ref


def test_the_reasons_why_something_is_left_out() -> None:
    told = kari(area="work")
    unused = replace(told.review[3], standing="unused")
    told = replace(told, review=(*told.review[:3], unused, *told.review[4:]))
    assert reasons_left_out(told, "participant") == {
        "matters.now": "unused", "health.consider": "held_back", "help.wanted": "not_given",
    }  # fmt: skip
    assert reasons_left_out(told, "caseworker") == {
        "matters.now": "unused", "money.debt": "other_area", "money.mark": "other_area", "money.level": "other_area",
        "help.wanted": "not_given",
    }  # fmt: skip


def test_marks_and_numbers_stand_in_the_picture() -> None:
    (row,) = [
        each for each in markdown.write(make("summary", kari())).splitlines() if each.startswith("| Arbeid og mål")
    ]
    assert row == "| Arbeid og mål | Trenger noe | 7 | 4 |"


@pytest.mark.parametrize("document", ["summary", "plan"])
@pytest.mark.parametrize("ref", ["health.consider", "money.debt", "work.wish", "work.goal", "money.mark", "work.level"])
def test_a_held_back_answer_leaves_no_trace(document: str, ref: str) -> None:
    """The paper is, byte for byte, the one of a talk in which the question was never asked."""
    told = kari()
    held = replace(
        told, review=tuple(replace(each, held_back=each.held_back or each.question.ref == ref) for each in told.review)
    )
    never = replace(without(held, {ref}), plan=_without_plan(held.plan, ref))
    for ending in WRITERS:
        paper = make(document, replace(held, plan=_held_plan(held.plan, ref)))
        assert write(paper, ending) == write(make(document, never), ending)


def _held_plan(plan: Plan, ref: str) -> Plan:
    """What the plan says of itself when an answer is held back."""
    return replace(
        plan,
        will_try=tuple(replace(each, held_back=each.held_back or ref in each.answers) for each in plan.will_try),
        ideas=tuple(
            replace(e, suggestion=replace(e.suggestion, held_back=ref in e.suggestion.answers)) for e in plan.ideas
        ),
        unmet=tuple(replace(each, held_back=each.held_back or each.ref == ref) for each in plan.unmet),
    )


def _without_plan(plan: Plan, ref: str) -> Plan:
    """What the plan would have been without the answer."""
    return replace(
        plan,
        will_try=tuple(each for each in plan.will_try if ref not in each.answers),
        ideas=tuple(each for each in plan.ideas if ref not in each.suggestion.answers),
        unmet=tuple(each for each in plan.unmet if each.ref != ref),
    )


def test_a_step_that_they_let_onto_paper_says_nothing_of_its_held_back_reason() -> None:
    step = activity("quiet", "Avtale pauser", reason="Du blir sliten av bråk.", answers=("health.consider",))
    told = replace(kari(), plan=replace(kari().plan, will_try=(step,)))
    written = markdown.write(make("summary", told)) + markdown.write(make("plan", told))
    assert "Avtale pauser" in written
    assert "sliten" not in written


def test_texts_to_copy_hold_nothing_held_back_and_nothing_municipal() -> None:
    copied = [block.text for block in walk(make("basis", kari()).blocks) if isinstance(block, CopyBlock)]
    assert len(copied) == 2
    for block in copied:
        assert "bråk" not in block
        assert "oversikten" not in block
        assert "økonomirådgiveren" not in block
    assert "Jeg vil jobbe på et kjøkken" in copied[0]


def test_a_paper_for_one_area_holds_nothing_of_the_other() -> None:
    work, social = words_of("basis", kari(area="work")), words_of("basis", kari(area="social"))
    assert "mistet oversikten" not in work
    assert "Møte økonomirådgiveren" not in work
    assert "Haster" not in work
    assert "Gjerne sammen med andre" not in social
    assert "Lage en CV" not in social
    assert "mistet oversikten" in social
    for shared in ("Bostøtte", "At barna har det bra."):
        assert shared in work
        assert shared in social


def test_the_basis_marks_what_is_not_on_the_participants_paper() -> None:
    written = markdown.write(make("basis", kari()))
    assert "**Hva bør vi ta hensyn til?** *(ikke på brukerens papir)*" in written


def test_ideas_that_were_refused_are_on_paper_only_if_they_wish() -> None:
    for document in ("summary", "basis"):
        assert "Jobbklubb" not in words_of(document, kari())
        assert "Det gjorde jeg i fjor." in words_of(document, kari(refused_on_paper=True))


def test_refused_not_asked_and_left_for_later_read_alike() -> None:
    told = kari()
    papers = set()
    ways: list[tuple[Standing, tuple[Spoken, ...]]] = [("not_asked", ()), ("passed_over", (spoken(None),))]
    for standing, said in ways:
        lines = (
            replace(each, said=said, standing=standing) if each.question.ref == "help.wanted" else each
            for each in told.review
        )
        papers.add(html.write(make("basis", replace(told, review=tuple(lines)))))
    assert len(papers) == 1


def test_speakers_are_named() -> None:
    written = markdown.write(make("summary", kari()))
    assert "> **Du sa**\n>\n> - Faste tider\n> - Noe annet: To hele dager i uka" in written
    assert "> **Veilederen skrev, og du kjente deg delvis igjen**\n>\n> Et rolig sted" in written
    assert "> **Dette ser du annerledes**\n>\n> To hele dager er lettere for meg" in written
    assert "> **Du sa, og veilederen skrev**\n>\n> Noe på et kjøkken." in written
    assert "> **Dere sa sammen**" in written


def test_the_plan_is_a_draft_and_copies_by_label() -> None:
    written = markdown.write(make("plan", kari()))
    assert written.startswith("# Utkast – ikke avtalt med Nav\n")
    assert "**Arbeidsgiver** (19 av 255 tegn)\n\n```\nKantina Eksempel AS\n```" in written
    assert "**Fra dato**\n\n```\n16.03.2026\n```" in written, "no counter where there is no limit"
    assert "**Ansettelsesforhold** (5 av 255 tegn)\n\n```\nVikar\n```" in written
    labels = [plain(block.label) for block in walk(make("plan", kari()).blocks) if isinstance(block, CopyBlock)]
    assert labels[:5] == ["Stillingstittel", "Fra dato", "Til dato", "Arbeidsgiver", "Ansettelsesforhold"]


def test_a_text_that_is_too_long_is_whole_and_says_so() -> None:
    step = activity("long", "x" * 120)
    told = replace(kari(), plan=replace(kari().plan, will_try=(step,)))
    paper = make("plan", told)
    assert "x" * 120 in markdown.write(paper)
    assert "120 av 100 tegn. 20 tegn for mye." in markdown.write(paper)
    assert "«Navn på aktiviteten» har 20 tegn for mye." in [each.words for each in warnings("plan", told, paper)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("who", [kari, nobody])
def test_every_paper_is_made_in_every_language(document: str, language: str, who: object) -> None:
    told = kari(language=language) if who is kari else nobody(language=language)
    paper = make(document, told)
    assert paper.language == language
    assert paper.title
    read, _ = markdown_read(markdown.write(paper))
    assert "{" not in read


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_same_talk_gives_the_same_bytes(document: str) -> None:
    for ending in WRITERS:
        assert write(make(document, kari()), ending) == write(make(document, kari()), ending)


def test_what_is_missing_before_a_paper_is_ready() -> None:
    codes = [each.code for each in warnings("plan", nobody(office=Office(), practice=True))]
    assert codes == ["practice", "no_phone", "no_readers", "no_goal", "no_next_meeting", "no_steps"]
    assert [each.words for each in warnings("plan", kari())] == [
        "«Ringe den forrige sjefen» mangler: Heltid eller deltid."
    ]
    assert [each.code for each in warnings("basis", kari(area="work"))] == ["assessment_area"]


def test_what_is_held_back_is_spoken_of_only_when_the_two_are_alone() -> None:
    assert "held_back" not in [each.code for each in warnings("summary", kari())]
    assert "Ett svar er holdt utenfor papiret." in [each.words for each in warnings("summary", kari(alone=True))]


def test_vet_ikke_is_a_goal() -> None:
    goal = line(question("work.goal", "Mål?", role="goal"), spoken("Vet ikke ennå"), part=HELP)
    assert "no_goal" not in [each.code for each in warnings("plan", nobody(review=(goal,)))]
    assert "Vet ikke ennå" in words_of("plan", nobody(review=(goal,)))


MONEY_AND_DAYS = st.one_of(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
)


@settings(max_examples=40, deadline=None)
@given(MONEY_AND_DAYS)
def test_numbers_and_days_are_told(value: Decimal | date) -> None:
    kind = "date" if isinstance(value, date) else "money"
    asked = question("money.sum", "Hvor mye?", type=kind)
    told = nobody(review=(line(asked, spoken(value), part=text("Økonomi")),))
    shown = str(value.year) if isinstance(value, date) else "kr"
    assert shown in words_of("summary", told)


def test_needs_and_ideas_of_held_back_answers_are_off_the_plan_too() -> None:
    need = Need("health.consider", "HEALTH", text("Hemmelig behov"), urgent=False, held_back=True)
    told = replace(kari(), plan=replace(kari().plan, unmet=(need,)))
    assert "Hemmelig" not in words_of("plan", told) + words_of("summary", told)
    assert "Hemmelig" in words_of("basis", told)


@pytest.mark.parametrize("place", ["ideas", "not_chosen", "unmet"])
def test_a_paper_of_one_area_suggests_nothing_that_rests_on_the_other(place: str) -> None:
    """What is kept open until it is tried is a need as well, and rests on no less."""
    both = suggestion("both", "Regne på jobb og gjeld", answers=("work.wish", "money.debt"))
    elsewhere = suggestion("elsewhere", "Søke om støtte", answers=("work.wish",), target="social")
    for each in (both, elsewhere):
        need = Need("work.wish", "WORK", each.title, urgent=False, held_back=False, suggestion=each)
        stands: dict[str, Any] = {place: (need if place == "unmet" else Idea(each),)}
        plan = replace(kari().plan, **{"ideas": (), "not_chosen": (), "unmet": (), **stands})
        told = kari(plan=plan, refused_on_paper=True)
        assert each.title.to("nb") in words_of("basis", told)
        assert each.title.to("nb") not in words_of("basis", replace(told, area="work"))


@pytest.mark.parametrize("place", ["ideas", "not_chosen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_basis_says_of_every_idea_that_it_is_off_the_participants_paper(place: str, language: str) -> None:
    ideas: dict[str, Any] = {place: (Idea(suggestion("secret", "Hemmelig idé", held_back=True), "no", "Nei."),)}
    told = kari(plan=replace(kari().plan, **ideas), refused_on_paper=True, language=language)
    marks = {
        "nb": "ikke på brukerens papir",
        "nn": "ikkje på papiret til brukaren",
        "en": "not on the participant’s paper",
    }
    (said,) = (row for row in words_of("basis", told).split("\n") if "Hemmelig idé" in row)
    assert said.endswith(f"({marks[language]})")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_about_the_plan_ends_twice(language: str) -> None:
    """People end what they write with a full stop, and rules their reasons."""
    ended = replace(activity("call", "Ringe legen.", responsible="caseworker"), nav_decides=False)
    because = (text("Du vil jobbe med mat."), text("Du har tid."))
    idea = Idea(suggestion("visit", "Besøke en kantine", because=because), "later", "Gjerne.")
    meeting = kari().plan.next_meeting
    assert meeting is not None
    there = replace(meeting, fields={**meeting.fields, "adresse": "Hos Ringe legen."})
    steps = (ended, replace(ended, nav_decides=True))
    told = kari(language=language, plan=replace(kari().plan, will_try=steps, ideas=(idea,), next_meeting=there))
    for document in ("summary", "plan", "basis", "preparation"):
        everything = "\n".join(block_words(block) for block in walk(make(document, told).blocks))
        assert "Ringe legen" in everything
        assert ".." not in everything
        assert ".:" not in everything
    assert "Besøke en kantine. Du vil jobbe med mat. Du har tid. " in words_of("basis", told)
    fields = [block.text for block in walk(make("plan", told).blocks) if isinstance(block, CopyBlock)]
    assert "Ringe legen." in fields, "what is copied is as they wrote it"


@pytest.mark.parametrize("document", ["summary", "plan", "basis"])
def test_a_partner_who_is_with_somebody_is_named_once_and_by_name(document: str) -> None:
    step = activity("meet", "Møtes", responsible="caseworker", others=("partner", "participant"), partner="Skolen")
    told = kari(plan=replace(kari().plan, will_try=(step,)))
    read = words_of(document, told)
    assert re.search("Skolen, (du|brukeren)", read)
    assert not re.search("vi samarbeider med|samarbeidspartner|Sammen med: |Samarbeid: ", read)


def test_an_idea_that_rests_on_a_held_back_answer_is_off_even_if_nobody_marked_it() -> None:
    plan = kari().plan
    idea = replace(plan.ideas[0], suggestion=suggestion("secret", "Hemmelig idé", answers=("health.consider",)))
    told = replace(kari(), plan=replace(plan, ideas=(idea,)))
    assert "Hemmelig" not in words_of("summary", told)


def test_a_language_without_templates_is_read_in_bokmaal_throughout() -> None:
    paper = make("summary", kari(language="uk"))
    assert paper.language == "nb"
    assert html.write(paper) == html.write(make("summary", kari()))


def test_a_cell_that_is_no_text_says_what_it_tells_where_there_is_no_table() -> None:
    read = "\n".join(block.text for block in make("basis", kari()).blocks if isinstance(block, CopyBlock))
    assert "Bostøtte, Frist: 25.03.2026, Vil du ha hjelp? Ja" in read


def test_a_partner_is_called_by_its_name_and_only_once() -> None:
    step = replace(kari().plan.will_try[0], responsible="partner", partner="Fastlegen")
    told = kari(plan=replace(kari().plan, will_try=(step,)))
    for document in ("summary", "plan", "basis"):
        read = words_of(document, told)
        assert "Fastlegen" in read
        assert not re.search("En vi samarbeider med|Samarbeidspartner|Sammen med: Fastlegen", read)
