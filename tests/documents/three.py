"""Three made-up people whom every paper is tried with: `PEOPLE["little"]`, `PEOPLE["everything"]`, `PEOPLE["hostile"]`.

Take another language with `replace(PEOPLE[name], language="nn")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import cycle
from typing import Any, Final

from mapper.documents.model import Happened, Told
from mapper.interview.answer import Row
from mapper.interview.model import Picture, ReviewLine, Sitting
from mapper.plan.activities import kinds as kinds_of
from mapper.plan.model import NEXT_MEETING, Activity, Idea, Need, Plan
from tests.documents.hostile import HOSTILE, written_over
from tests.documents.people import (
    HEALTH,
    HELP,
    MARKS,
    MATTERS,
    MEETING,
    MONEY,
    NOW,
    WORK,
    activity,
    kari,
    line,
    option,
    question,
    review,
    row,
    spoken,
    suggestion,
    text,
)
from tests.table import core

FAMILY, HOME, EVERYDAY = text("Familie og nettverk"), text("Bolig"), text("Hverdag")
CORE: Final = core()
"""The shipped questionnaire."""
KINDS: Final = kinds_of(CORE.lists)
"""Nav's own kinds of activity, every field of each."""


def ola() -> Told:
    """Ola Eksempel, who said one thing, would not say another, and was asked nothing else."""
    said = {"start.hope": "Vet ikke.", "work.goal": None}
    lines = tuple(_barely(each, said) for each in review())
    return Told(
        language="nb",
        now=NOW,
        review=lines,
        title=CORE.title,
        sections=CORE.sections,
        picture=Picture(tuple(row(each, each.lower(), title) for each, title in _AREAS), ()),
        plan=Plan("", (), (), (), (), None, (), (), ()),
        sittings=(Sitting("m1", NOW, None, "nb", "short"),),
        kinds=KINDS,
        questions={each.question.ref: each.question for each in lines},
    )


_AREAS = (("WORK", WORK), ("HEALTH", HEALTH), ("MONEY", MONEY))


def _barely(each: ReviewLine, said: Mapping[str, str | None]) -> ReviewLine:
    bare = replace(each, said=(), standing="not_asked", view=None, view_words="", held_back=False)
    if each.question.ref not in said:
        return bare
    value = said[each.question.ref]
    return replace(bare, said=(spoken(value),), standing="answered" if value else "passed_over")


# --- everything


def aile(**rest: Any) -> Told:
    """Áile Prøve-Čáhci, who has told everything in three talks: every kind of question, answer, step and view."""
    lines = (*review(), *_more())
    told = kari(
        review=lines,
        questions={each.question.ref: each.question for each in lines},
        picture=_picture(),
        plan=_plan(),
        kinds=KINDS,
        title=CORE.title,
        sections=CORE.sections,
        name="Áile Prøve-Čáhci",
        label="Áile",
        alone=True,
        refused_on_paper=True,
        sittings=tuple(
            Sitting(f"m{number}", datetime(2026, number, 3, 9, tzinfo=UTC), None, "nb", "full") for number in (1, 2, 3)
        ),
        assessment=_ASSESSMENT,
        assessment_versions=2,
        history=(
            Happened(NOW, "read_together", "participant"),
            Happened(NOW, "read_together", "caseworker"),
            Happened(NOW, "assessed", "caseworker"),
            Happened(NOW, "printed", document="summary"),
        ),
    )
    return replace(told, **rest)


_ASSESSMENT = """Áile vet hva hun vil, og hun har lang erfaring fra kjøkken.

Hun trenger ro rundt økonomien først. Korte dager fra uke 15 kan være et godt sted å begynne."""


def _more() -> tuple[ReviewLine, ...]:
    return (*_said_in_every_way(), *_every_type(), *_tables())


def _said_in_every_way() -> tuple[ReviewLine, ...]:
    """Through an interpreter, recognised, not recognised, left standing, in two versions, not used any more."""
    two = ("participant", "caseworker")
    return (
        line(
            question("meeting.explained", "Dette har vi snakket om:", type="several", role="explained",
                     voices=["together"], options=[option("WHY", "Hvorfor vi snakker sammen"),
                                                   option("COMPLAIN", "Du kan klage")]),
            spoken(("WHY", "COMPLAIN"), "together"), part=MEETING,
        ),
        line(question("matters.proud", "Hva er du stolt av?"), spoken("«Ungene mine» – أطفالي.", by="interpreter"),
             part=MATTERS),
        line(question("health.helps", "Hva hjelper når det er vanskelig?", area="shared", voices=two),
             spoken("Å gå en tur.\n\nOg å ringe søsteren min."), spoken("Pauser i mørkt rom.", "caseworker"),
             part=HEALTH, view="yes"),
        line(question("health.obstacle", "Er det noe annet som gjør det vanskelig?", type="yes_no", area="work",
                      voices=two, comment=True),
             spoken("YES", comment="Bussen går bare to ganger om dagen."), spoken("NO", "caseworker"), part=HEALTH,
             view="no", view_words="Det er langt å gå, og det er mørkt.", standing="differs"),
        line(question("everyday.day", "Hvordan er en vanlig dag for deg?", voices=two),
             spoken("Jeg står opp seks."), spoken("Dagen begynner tidlig.", "caseworker"), part=EVERYDAY, view="left"),
        replace(
            line(question("home.change", "Ønsker du noe annerledes med boligen?", area="social"),
                 spoken("Et rom til."), part=HOME, standing="versions"),
            versions=(spoken("En varmere stue."), spoken("Et rom til.")),
        ),
        line(question("home.old", "Har du hage?", type="yes_no", area="social"), spoken("YES"), part=HOME,
             standing="unused"),
        line(question("work.tried", "Hva har du prøvd?", area="work"), spoken(None), part=WORK, standing="passed_over"),
    )  # fmt: skip


def _every_type() -> tuple[ReviewLine, ...]:
    return (
        line(question("family.has_children", "Har du barn under 18 år?", type="yes_no", area="social"),
             spoken("YES"), part=FAMILY),
        line(question("home.status", "Hvordan bor du?", type="one", area="social",
                      options=[option("RENT", "Leier"), option("OTHER", "Annet", write_in=True)]),
             spoken("OTHER", "together", write_in=(("OTHER", "Hos tante Elle i Sjøgata 4"),)), part=HOME),
        line(question("health.hours", "Hvor mange timer i uka kan passe å begynne med?", type="number", area="work",
                      decimals=1, unit={"nb": "timer"}), spoken(Decimal("12.5")), part=HEALTH),
        line(question("money.left", "Hvor mye har du igjen når regningene er betalt?", type="money", area="social"),
             spoken(Decimal(2350)), part=MONEY),
        line(question("money.ends", "Når slutter stønaden?", type="date", area="social"),
             spoken(date(2026, 8, 31)), part=MONEY),
        line(question("everyday.energy", "Hvor mye overskudd har du?", type="scale", low={"nb": "Lite"},
                      high={"nb": "Mye"}), spoken(Decimal(6), comment="Best om formiddagen."), part=EVERYDAY),
        line(question("family.mark", "Hvordan går det med familien?", type="one", options=MARKS, role="mark",
                      area="social"), spoken("GOES_WELL"), part=FAMILY),
        line(question("family.level", "Vil du sette et tall på det?", type="scale", low={"nb": "Svært vanskelig"},
                      high={"nb": "Svært bra"}, role="level", area="social"), spoken(Decimal(9)), part=FAMILY),
        line(question("money.added", "Hva vil du legge til om dette?", role="added", voices=["caseworker"],
                      area="social"), spoken("Vi ser på regningene sammen på torsdag.", "caseworker"), part=MONEY,
             view="partly", view_words="Ikke alle. Strømmen først."),
    )  # fmt: skip


def _tables() -> tuple[ReviewLine, ...]:
    columns = [
        {"id": "who", "text": {"nb": "Hvem"}},
        {"id": "since", "text": {"nb": "Siden"}, "type": "date"},
        {"id": "often", "text": {"nb": "Ganger i uka"}, "type": "number"},
        {"id": "costs", "text": {"nb": "Koster"}, "type": "money"},
        {"id": "enough", "text": {"nb": "Er det nok?"}, "type": "yes_no"},
        {"id": "kind", "text": {"nb": "Slags"}, "type": "one", "options": [option("HEALTH", "Helse")]},
    ]
    first: Row = {"who": "Fastlegen", "since": date(2025, 9, 1), "often": Decimal("0.5"), "costs": Decimal(350),
             "enough": "NO", "kind": "HEALTH"}  # fmt: skip
    return (
        line(
            question("help.helpers", "Hvem får du hjelp av?", type="table", columns=columns),
            spoken((first, {"who": "Søsteren min", "enough": "YES"})),
            part=HELP,
        ),
    )


def _picture() -> Picture:
    return Picture(
        rows=(
            row("WORK", "work", WORK, mark="NEEDS_SOMETHING", mark_text=text("Trenger noe"), level=7,
                earlier_mark="URGENT", earlier_level=4),
            row("HEALTH", "health", HEALTH),
            row("FAMILY", "family", FAMILY, mark="GOES_WELL", mark_text=text("Går bra"), level=9, earlier_level=9),
            row("MONEY", "money", MONEY, mark="URGENT", mark_text=text("Haster"), level=3, earlier_level=6,
                added="Vi ser på regningene sammen på torsdag."),
            row("HOME", "home", HOME),
        ),
        begin_with=(MONEY, WORK, FAMILY),
    )  # fmt: skip


def _plan() -> Plan:
    return Plan(
        goal="Jeg vil jobbe på et kjøkken og klare meg selv.",
        ideas=(
            Idea(suggestion("visit", "Besøke en kantine")),
            Idea(suggestion("course", "Kurs i mat og hygiene"), "later", "Når barna har begynt på skolen"),
            Idea(suggestion("quiet", "Snakke om ro", held_back=True, answers=("health.consider",))),
        ),
        first=("visit",),
        will_try=_steps(),
        not_chosen=(Idea(suggestion("club", "Jobbklubb"), "no", "Det gjorde jeg i fjor."),),
        next_meeting=activity(
            NEXT_MEETING, "", kind="MOTE", responsible="caseworker", start=date(2026, 4, 3), due=None,
            fields={"klokkeslett": "09:30", "kanal": "OPPMOTE", "adresse": "Nav Eksempelby, rom 3"},
        ),
        unmet=(
            Need("money.mark", "MONEY", text("Strøm som snart blir stengt"), urgent=True, held_back=False),
            Need("home.change", "HOME", text("Et rom til"), urgent=False, held_back=False),
            Need("health.consider", "HEALTH", text("Søvn om natta"), urgent=False, held_back=True),
        ),
        unasked=(),
        open_rules=(),
    )  # fmt: skip


def _steps() -> tuple[Activity, ...]:
    """Every kind, party and target, and a step that is changed, stale, wished for, wanting a field, or held back."""
    return (
        activity("cv", "Lage en CV", due=date(2026, 3, 27), reason="Du vet hva slags jobb du vil ha.",
                 answers=("work.wish",), purpose="Vise hva jeg kan", description="Begynne med kokkejobben i fjor.",
                 others=("caseworker",), words="Jeg vil skrive den selv først.", support="Lese gjennom den.",
                 fields={"oppfolging": "Finne attestene"}),
        activity("apply", "Kokk ved Kantina Eksempel", kind="STILLING", due=date(2026, 3, 30), topic="WORK",
                 fields={"arbeidsgiver": "Kantina Eksempel AS", "arbeidssted": "Eksempelby"}),
        activity("job", "Ringevikar", kind="IJOBB", due=None, proposed_by="participant", missing=("jobbStatus",),
                 fields={"ansettelsesforhold": "Kantina Eksempel AS", "arbeidstid": "Vikar"}),
        activity("doctor", "", kind="BEHANDLING", due=date(2026, 5, 29), purpose="Sove bedre", partner="Fastlegen",
                 responsible="partner", stale=True,
                 fields={"behandlingType": "Fysioterapi", "behandlingSted": "Eksempelby legesenter"}),
        activity("search", "", kind="SOKEAVTALE", due=date(2026, 6, 12), responsible="employment_specialist",
                 fields={"antallStillingerIUken": "2"}),
        activity("talk", "Møte med kommunen", kind="MOTE", responsible="caseworker", due=None,
                 start=date(2026, 4, 20), target="individual_plan",
                 fields={"klokkeslett": "12:00", "varighet": "45 min", "kanal": "TELEFON", "adresse": "12 34 56 78"}),
        activity("debt", "Møte økonomirådgiveren sammen", responsible="caseworker", target="social", kind=None,
                 due=date(2026, 3, 20), reason="Du har mistet oversikten over regningene.", answers=("money.debt",),
                 partner="Økonomirådgiveren ved Nav-kontoret"),
        activity("trial", "Prøve to dager i uka på et kjøkken", nav_decides=True, start=date(2026, 4, 14),
                 due=date(2026, 6, 12), reason="Du vil jobbe med mat, sammen med andre.", answers=("work.wish",),
                 changed=True, responsible="employer", target="measure_agreement", partner="Arbeidsgiveren"),
        activity("quiet", "Be om pauser uten bråk", held_back=True, answers=("health.consider",),
                 reason="Du blir fort sliten av bråk."),
    )  # fmt: skip


# --- hostile


def mallory() -> Told:
    """Somebody whose every word wants to be more than text: each of `HOSTILE` stands in a field of its own."""
    return written_over(aile(), cycle(HOSTILE).__next__)


PEOPLE: Final[Mapping[str, Told]] = {"little": ola(), "everything": aile(), "hostile": mallory()}


def texts(told: object) -> list[str]:
    """Give every text in a value and in whatever it holds."""
    match told:
        case str():
            return [told]
        case Mapping():
            return [each for value in told.values() for each in texts(value)]
        case tuple():
            return [each for value in told for each in texts(value)]
    inner = getattr(told, "__dataclass_fields__", ())
    return [each for name in inner for each in texts(getattr(told, name))]
