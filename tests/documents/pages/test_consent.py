"""Papers about one consent: the participant signs exactly what is told, and a recipient gets that and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mapper.documents.blocks import Room
from mapper.documents.faults import ConsentChanged, ConsentExpired, ConsentMissing, ConsentReplaced, ConsentWithdrawn
from mapper.documents.kinds import recipients
from mapper.documents.missing import warnings
from mapper.documents.model import Area, Told
from mapper.documents.render import make
from mapper.documents.writers import docx, html
from mapper.documents.writers.markdown import write
from mapper.fault import Fault
from mapper.interview.consent_model import Consent, ConsentState
from mapper.office.model import Office
from tests.documents.people import NOW, consents, kari, nobody
from tests.documents.reading import page
from tests.documents.word import W, body

LANGUAGES = ["nb", "nn", "en"]
TO_OTHERS = ["partner", "workplace"]


def paper(document: str, told: Told) -> str:
    return write(make(document, told))


def with_consent(consent: Consent, **rest: object) -> Told:
    return kari(consents=(consent,), recipient=consent.id, **rest)


def first(**rest: object) -> Consent:
    return replace(consents()[0], **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_consent_says_everything_that_the_yes_covers(language: str) -> None:
    told = kari(language=language)
    read = paper("consent", told)
    consent = told.consents[0]
    for shared in consent.topics:
        assert shared.passage.title in read
        assert all(line in read for line in shared.passage.words.splitlines())
    assert consent.recipient.shown in read
    assert consent.why in read
    assert "12 34 56 78" in read
    assert sum(isinstance(block, Room) for block in make("consent", told).blocks) == 3, "room to sign by hand"


def test_saying_no_is_worded_as_it_is_agreed() -> None:
    words = "Sier du nei, deler vi ikke. Da kan vi kanskje ikke hjelpe like godt med dette."
    assert words in paper("consent", kari())


def test_a_recipient_reads_who_may_read_it_and_until_when() -> None:
    for document in TO_OTHERS:
        read = paper(document, kari()).replace("\u00a0", " ")
        assert "**Bare mottakeren kan lese dette: Arbeidsgiveren: Kantina Eksempel AS.**" in read
        assert "Det gjelder til og med 14. september 2026." in read


@pytest.mark.parametrize("document", TO_OTHERS)
def test_a_recipient_gets_the_words_of_the_consent_and_no_others(document: str) -> None:
    consent = first()
    bare = replace(nobody(), consents=(consent,), recipient="c1", office=kari().office)
    assert paper(document, with_consent(consent)) == paper(document, bare)


@pytest.mark.parametrize("document", TO_OTHERS)
def test_the_name_is_told_only_where_it_was_chosen(document: str) -> None:
    unnamed = first(topics=first().topics[1:])
    assert "Kari Prøve" in paper(document, kari())
    assert "Kari Prøve" not in paper(document, with_consent(unnamed))


def states() -> list[tuple[Consent, type[Fault]]]:
    gone = tuple(replace(each, state="changed") for each in first().topics)
    ended: list[tuple[ConsentState, type[Fault]]] = [("expired", ConsentExpired), ("replaced", ConsentReplaced)]
    return [
        (first(state="withdrawn", withdrawn=NOW), ConsentWithdrawn),
        *((first(state=state), fault) for state, fault in ended),
        (first(topics=gone), ConsentChanged),
    ]


@pytest.mark.parametrize("document", TO_OTHERS)
@pytest.mark.parametrize(("consent", "fault"), states(), ids=["withdrawn", "expired", "replaced", "changed"])
def test_nothing_is_made_by_a_consent_that_does_not_hold(document: str, consent: Consent, fault: type[Fault]) -> None:
    with pytest.raises(fault):
        make(document, with_consent(consent))
    assert consent not in recipients(document, [consent])


def test_a_consent_ends_with_its_last_day_also_while_a_talk_is_open() -> None:
    """A window may stand open over night: what held when it was opened is asked again when a paper is made."""
    last, after = (kari(now=datetime(2026, 9, day, 9, tzinfo=UTC)) for day in (14, 15))
    for document in TO_OTHERS:
        assert "Kari Prøve" in paper(document, last)
        with pytest.raises(ConsentExpired):
            make(document, after)
    assert "Kantina Eksempel AS" in paper("summary", last)
    for document in ("summary", "basis"):
        standing = paper(document, after).partition("## Historikk")[0]
        assert "Kantina Eksempel AS**" not in standing
    assert "Gikk ut 14.09.2026." in paper("consent", after)


@pytest.mark.parametrize("document", ["consent", *TO_OTHERS])
def test_a_consent_that_nobody_gave_is_refused(document: str) -> None:
    with pytest.raises(ConsentMissing):
        make(document, kari(recipient="c9"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", ["consent", *TO_OTHERS])
def test_without_a_recipient_nothing_is_told(document: str, language: str) -> None:
    read = paper(document, kari(recipient="", language=language))
    for consent in consents():
        assert consent.recipient.shown not in read
        assert not any(shared.passage.words in read for shared in consent.topics if shared.passage.topic != "name")


@pytest.mark.parametrize(
    ("language", "back"), [("nb", "trukket tilbake"), ("nn", "trekt tilbake"), ("en", "taken back")]
)
def test_a_consent_that_was_taken_back_is_crossed_out_in_words_and_to_see(language: str, back: str) -> None:
    told = kari(recipient="c2", language=language)
    made = make("consent", told)
    consent = told.consents[1]
    crossed = [shared.passage.words for shared in consent.topics] + [consent.recipient.shown, consent.why]
    assert back in made.title
    assert write(made).count(f"({back})") == 1 + len(consent.topics)
    struck = {"".join(each.itertext()) for each in page(html.write(made)).iter("s")}
    runs = [run for run in body(docx.write(made).content).iter(f"{W}r") if run.find(f"{W}rPr/{W}strike") is not None]
    in_word = {"".join(each.text or "" for each in run.iter(f"{W}t")) for run in runs}
    for words in crossed:
        assert f"~~{words}~~" in write(made)
        assert words in struck
        assert words in in_word
    assert not [block for block in made.blocks if isinstance(block, Room)], "nobody signs it any more"


def test_what_holds_is_not_crossed_out() -> None:
    assert "~~" not in paper("consent", kari())
    for state in ("expired", "replaced"):
        ended = make("consent", with_consent(first(state=state)))
        assert not [block for block in ended.blocks if isinstance(block, Room)]


def test_a_withdrawn_consent_is_marked_with_its_day() -> None:
    assert "Trukket tilbake 14.03.2026." in paper("consent", kari(recipient="c2"))
    assert "Gikk ut 14.09.2026." in paper("consent", with_consent(first(state="expired")))
    assert "Et nyere samtykke gjelder." in paper("consent", with_consent(first(state="replaced")))


def test_what_became_of_a_topic_stands_beside_it() -> None:
    name, fits, strengths, step = first().topics
    deleted = replace(fits, passage=replace(fits.passage, title="", words=""), state="gone")
    told = with_consent(first(topics=(name, deleted, replace(strengths, state="changed"), replace(step, state="gone"))))
    read = paper("consent", told)
    assert "Her sto noe som er slettet." in read
    assert "Dette er endret etterpå." in read
    assert "Dette står ikke lenger." in read
    shared = paper("partner", told)
    assert "Kari Prøve" in shared
    assert strengths.passage.words not in shared
    assert step.passage.title not in shared
    assert [each.code for each in warnings("partner", told)] == ["ask_again"]


@pytest.mark.parametrize(("area", "kept"), [("all", True), ("work", True), ("social", False)])
def test_a_paper_within_an_area_holds_only_what_belongs_there(area: Area, kept: bool) -> None:
    read = paper("partner", kari(area=area))
    assert ("Faste tider" in read) is kept
    assert ("Prøve to dager" in read) is kept
    assert "Lage mat til mange" in read


def test_the_workplace_sheet_puts_what_helps_first() -> None:
    told = kari()
    fits = told.questions["work.fits"].model_copy(update={"tags": {"workplace": "helps"}})
    read = paper("workplace", replace(told, questions={**told.questions, "work.fits": fits}))
    order = [
        "Dette hjelper",
        "Faste tider",
        "greit å vite",
        "Lage mat",
        "Steg og dager",
        "et utkast",
        "Fra 14.04",
        "kan ringe",
    ]
    assert [read.index(words) for words in order] == sorted(read.index(words) for words in order)


def test_a_workplace_sheet_with_nothing_but_a_name_has_room_to_write() -> None:
    told = with_consent(first(topics=first().topics[:1]), office=Office())
    read = paper("workplace", told)
    assert "Her er det ikke skrevet noe. Spør personen." in read
    assert "Ingen dager er skrevet ned." in read
    assert "Veilederen skriver nummeret her:" in read


# --- on the other papers


def test_the_summary_says_whom_nav_may_speak_to_and_about_what() -> None:
    read = paper("summary", kari())
    assert "Kantina Eksempel AS" in read
    assert "\n- Hva må være på plass for at en jobb skal passe?\n" in read
    assert "Økonomirådgiveren**" not in read, "it was withdrawn"


def test_what_is_held_back_is_not_on_the_summary_nor_who_may_know_it() -> None:
    read = paper("summary", kari())
    assert "Hva bør vi ta hensyn til?" not in read
    assert "Psykolog" not in read
    assert "Psykolog Eksempel" in paper("basis", kari())


def test_the_summary_says_so_where_nobody_may_be_told() -> None:
    assert "Du har ikke sagt ja til at vi deler noe med andre." in paper("summary", kari(consents=()))


def test_the_basis_tells_of_withdrawn_consents_as_history_only() -> None:
    read = paper("basis", kari())
    standing, _, history = read.partition("## Historikk")
    assert "Økonomirådgiveren**" not in standing.rpartition("## Samtykker som gjelder")[2]
    assert "Brukeren trakk tilbake samtykket til å dele med Økonomirådgiveren" in history


@pytest.mark.parametrize(("area", "named"), [("work", False), ("social", True)])
def test_a_basis_within_an_area_does_not_name_those_of_the_other(area: Area, named: bool) -> None:
    history = paper("basis", kari(area=area)).partition("## Historikk")[2]
    assert ("Økonomirådgiveren" in history) is named


def test_a_consent_until_a_day_is_told_with_that_day() -> None:
    told = with_consent(first(until=date(2026, 12, 24)))
    assert "24. desember 2026" in paper("consent", told).replace("\u00a0", " ")
