"""Made-up people and their talks, as papers are told of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from mapper.documents.model import Happened, Told
from mapper.interview.answer import Answer, Row, Value, View
from mapper.interview.consent_model import Consent, Passage, Recipient, Shared
from mapper.interview.model import By, Picture, PictureRow, ReviewLine, Sitting, Spoken, Standing
from mapper.language.text import Text
from mapper.office.model import Office
from mapper.office.retention import Period
from mapper.plan.model import NEXT_MEETING, Activity, Dated, FieldLimit, Idea, Kind, Need, Plan, Suggestion
from mapper.questionnaire.condition import Voice
from mapper.questionnaire.model import AnyQuestion, Area, Question

NOW = datetime(2026, 3, 14, 11, 10, tzinfo=UTC)
_QUESTION: TypeAdapter[Question] = TypeAdapter(AnyQuestion)


def text(nb: str, nn: str = "", en: str = "") -> Text:
    return Text.of({"nb": nb, "nn": nn or nb, "en": en or nb})


def question(ref: str, ask: str, **rest: Any) -> Question:
    section, _, name = ref.partition(".")
    data = {"id": name, "ask": {"nb": ask, "nn": ask, "en": ask}, "type": "text", "area": "shared", **rest}
    return _QUESTION.validate_python(data).model_copy(update={"ref": ref, "section": section})


def option(code: str, nb: str, **rest: Any) -> dict[str, Any]:
    return {"code": code, "text": {"nb": nb, "nn": nb, "en": nb}, **rest}


def spoken(value: Value | None, voice: Voice = "participant", by: By = "self", **rest: Any) -> Spoken:
    answer = Answer("declined") if value is None else Answer("value", value, **rest)
    return Spoken(voice, answer, by, NOW, "e1", "m1")


def line(
    asked: Question,
    *said: Spoken,
    part: Text,
    view: View | None = None,
    view_words: str = "",
    held_back: bool = False,
    standing: Standing = "answered",
) -> ReviewLine:
    return ReviewLine(asked, asked.section, part, standing, said, view, view_words, held_back)


MARKS = [option("GOES_WELL", "Går bra"), option("NEEDS_SOMETHING", "Trenger noe"), option("URGENT", "Haster")]
MEETING, MATTERS, WORK = text("Møtet i dag"), text("Det som er viktig for deg"), text("Arbeid og mål")
AREAS = {"work": "work", "money": "social"}
HEALTH, MONEY, HELP = text("Helse"), text("Økonomi", en="Money"), text("Hjelp og samarbeid")


def _mark(section: str, code: str, part: Text, *, held_back: bool = False) -> ReviewLine:
    asked = question(
        f"{section}.mark",
        f"Hvordan går det med {section}?",
        type="one",
        options=MARKS,
        role="mark",
        area=AREAS[section],
    )
    return line(asked, spoken(code), part=part, held_back=held_back)


def _level(section: str, level: int, part: Text) -> ReviewLine:
    asked = question(
        f"{section}.level",
        "Vil du sette et tall på det?",
        type="scale",
        low={"nb": "Svært vanskelig"},
        high={"nb": "Svært bra"},
        role="level",
        area=AREAS[section],
    )
    return line(asked, spoken(Decimal(level)), part=part)


PRESENT = question(
    "meeting.present",
    "Hvem er med i dag?",
    type="table",
    role="present",
    voices=("together",),
    columns=[
        {"id": "name", "text": {"nb": "Navn", "nn": "Namn", "en": "Name"}},
        {"id": "role", "text": {"nb": "Rolle", "nn": "Rolle", "en": "Role"}},
    ],
)


RUNNING: Row = {"what": "Bostøtte", "due": date(2026, 3, 25), "help": "YES"}


def review() -> tuple[ReviewLine, ...]:
    return (
        line(
            PRESENT,
            spoken(
                ({"name": "Kari Prøve", "role": "deltaker"}, {"name": "Vera Veileder", "role": "veileder"}), "together"
            ),
            part=MEETING,
        ),
        line(
            question(
                "meeting.interpreter",
                "Vil du ha tolk? Det er gratis.",
                type="one",
                role="interpreter",
                options=[option("NO", "Nei takk"), option("HERE", "Ja, og tolken er her")],
            ),
            spoken("NO"),
            part=MEETING,
        ),
        line(
            question("start.hope", "Hva håper du at vi får til i dag?", role="hope"),
            spoken("At vi finner ut av regningene, og at jeg får et sted å begynne."),
            part=text("Før vi begynner"),
        ),
        line(
            question("matters.now", "Hva er viktigst for deg akkurat nå?", role="matters"),
            spoken("At barna har det bra.\nOg at jeg får sove om natta."),
            part=MATTERS,
        ),
        line(
            question("matters.strengths", "Hva er du god til, og hva liker du å gjøre?", type="list", role="strengths"),
            spoken(("Lage mat til mange", "Reparere sykler", "Lytte til folk")),
            part=MATTERS,
        ),
        line(
            question("work.wish", "Hva slags jobb eller oppgaver har du lyst på?", area="work"),
            spoken("Noe på et kjøkken. Gjerne sammen med andre.", by="caseworker"),
            part=WORK,
        ),
        line(
            question(
                "work.fits",
                "Hva må være på plass for at en jobb skal passe?",
                type="several",
                area="work",
                voices=("participant", "caseworker"),
                options=[
                    option("FIXED", "Faste tider"),
                    option("QUIET", "Et rolig sted"),
                    option("OTHER", "Noe annet", write_in=True),
                ],
            ),
            spoken(("FIXED", "OTHER"), write_in=(("OTHER", "To hele dager i uka"),)),
            spoken(("QUIET",), "caseworker", comment="Korte dager til å begynne med, som på verkstedet i fjor."),
            part=WORK,
            view="partly",
            view_words="To hele dager er lettere for meg enn fem korte.",
            standing="differs",
        ),
        line(
            question(
                "work.importance",
                "Hvor viktig er jobb for deg nå?",
                type="scale",
                area="work",
                low={"nb": "Ikke viktig"},
                high={"nb": "Svært viktig"},
            ),
            spoken(Decimal(8), comment="Jeg savner kolleger."),
            part=WORK,
        ),
        line(
            question("work.goal", "Hva er målet ditt?", role="goal", area="work"),
            spoken("Jeg vil jobbe på et kjøkken og klare meg selv."),
            part=WORK,
        ),
        _mark("work", "NEEDS_SOMETHING", WORK),
        _level("work", 7, WORK),
        line(
            question("health.consider", "Hva bør vi ta hensyn til?", area="work", sensitivity="special"),
            spoken("Jeg blir fort sliten av bråk."),
            part=HEALTH,
            held_back=True,
        ),
        line(
            question("money.debt", "Strever du med regninger eller gjeld?", area="social"),
            spoken("Ja, jeg har mistet oversikten."),
            part=MONEY,
        ),
        _mark("money", "URGENT", MONEY),
        _level("money", 3, MONEY),
        line(
            question(
                "help.running",
                "Har du søknader eller frister vi bør vite om?",
                type="table",
                columns=[
                    {"id": "what", "text": {"nb": "Hva gjelder det?"}},
                    {"id": "due", "text": {"nb": "Frist"}, "type": "date"},
                    {"id": "help", "text": {"nb": "Vil du ha hjelp?"}, "type": "yes_no"},
                ],
            ),
            spoken((RUNNING,)),
            part=HELP,
        ),
        line(
            question("help.wanted", "Hva vil du ha hjelp til?", area="shared"),
            spoken(None),
            part=HELP,
            standing="passed_over",
        ),
    )


def row(topic: str, section: str, title: Text, **rest: Any) -> PictureRow:
    blank: dict[str, Any] = {
        "mark": None, "mark_text": None, "level": None, "earlier_mark": None, "earlier_level": None, "added": "",
    }  # fmt: skip
    refs = {"mark": f"{section}.mark", "level": f"{section}.level"}
    return PictureRow(topic=topic, title=title, refs=refs, **{**blank, **rest})


def picture() -> Picture:
    return Picture(
        rows=(
            row("WORK", "work", WORK, mark="NEEDS_SOMETHING", mark_text=text("Trenger noe"), level=7, earlier_level=4),
            row("HEALTH", "health", HEALTH),
            row("MONEY", "money", MONEY, mark="URGENT", mark_text=text("Haster"), level=3),
            row("HOME", "home", text("Bolig")),
        ),
        begin_with=(MONEY, WORK),
    )


def activity(activity_id: str, title: str, **rest: Any) -> Activity:
    blank: dict[str, Any] = {
        "kind": "EGEN", "responsible": "participant", "others": (), "start": date(2026, 3, 16), "due": date(2026, 4, 3),
        "review_on": date(2026, 4, 3), "target": "activity_plan", "topic": None, "partner": "", "purpose": "",
        "description": "", "support": "", "reason": "", "answers": (), "proposed_by": "rule", "changed": False,
        "nav_decides": False, "held_back": False, "stale": False,
    }  # fmt: skip
    return Activity(id=activity_id, title=title, **{**blank, **rest})


def suggestion(key: str, title: str, **rest: Any) -> Suggestion:
    blank: dict[str, Any] = {
        "rules": (key,), "because": (text("Du vil jobbe med mat."),), "answers": ("work.wish",), "kind": "EGEN",
        "responsible": "participant", "others": (), "due": date(2026, 4, 20), "partner": None, "measure": None,
        "law": (), "target": "activity_plan", "topic": "WORK", "purpose": None, "describe": None, "nav_decides": False,
        "ask_target": False, "first": False, "quote": True, "held_back": False,
    }  # fmt: skip
    return Suggestion(key=key, title=text(title), **{**blank, **rest})


def plan() -> Plan:
    return Plan(
        goal="Jeg vil jobbe på et kjøkken og klare meg selv.",
        ideas=(Idea(suggestion("visit", "Besøke en kantine")),
               Idea(suggestion("course", "Kurs i mat og hygiene"), "later", "Når barna har begynt på skolen")),
        first=("visit",),
        will_try=(
            activity(
                "cv", "Lage en CV", due=date(2026, 3, 27), reason="Du vet hva slags jobb du vil ha.",
                answers=("work.wish",), purpose="Vise hva jeg kan", description="Begynne med kokkejobben i fjor.",
                others=("caseworker",), words="Jeg vil skrive den selv først.",
            ),
            activity(
                "debt", "Møte økonomirådgiveren sammen", responsible="caseworker", target="social",
                due=date(2026, 3, 20), reason="Du har mistet oversikten over regningene.", answers=("money.debt",),
                partner="Økonomirådgiveren ved Nav-kontoret", kind=None,
            ),
            activity(
                "trial", "Prøve to dager i uka på et kjøkken", nav_decides=True, start=date(2026, 4, 14),
                due=date(2026, 6, 12), reason="Du vil jobbe med mat, sammen med andre.", answers=("work.wish",),
                changed=True, partner="Arbeidsgiveren",
            ),
            activity(
                "old-job", "Ringe den forrige sjefen", kind="IJOBB", proposed_by="participant",
                due=date(2026, 3, 18), missing=("jobbStatus",),
                fields={"ansettelsesforhold": "Kantina Eksempel AS", "arbeidstid": "Vikar"},
            ),
            activity("quiet", "Avtale pauser uten bråk", held_back=True, answers=("health.consider",),
                     reason="Du blir fort sliten av bråk."),
        ),
        not_chosen=(Idea(suggestion("club", "Jobbklubb"), "no", "Det gjorde jeg i fjor."),),
        next_meeting=activity(
            NEXT_MEETING, "", kind="MOTE", responsible="caseworker", start=date(2026, 4, 3), due=None,
            fields={"klokkeslett": "09:30", "kanal": "OPPMOTE", "adresse": "Nav Eksempelby, rom 3"},
        ),
        unmet=(
            Need("money.mark", "MONEY", text("Strøm som snart blir stengt"), urgent=True, held_back=False),
            Need("health.consider", "HEALTH", text("Søvn om natta"), urgent=False, held_back=True),
        ),
        unasked=(),
        open_rules=(),
    )  # fmt: skip


def days() -> tuple[Dated, ...]:
    return (
        Dated("old-job", "due", date(2026, 3, 18), 1, "Ringe den forrige sjefen"),
        Dated("cv", "due", date(2026, 3, 27), 2, "Lage en CV"),
        Dated(
            NEXT_MEETING, "meeting", date(2026, 4, 3), 3, clock=time(9, 30), minutes=45, place="Nav Eksempelby, rom 3"
        ),
        Dated("cv", "review", date(2026, 4, 3), 2, "Lage en CV"),
    )


def kinds() -> tuple[Kind, ...]:
    def field(name: str, label: str, limit: int | None = None, *, required: bool = False) -> FieldLimit:
        return FieldLimit(name, text(label), required, limit)

    return (
        Kind("EGEN", text("Jobbrettet egenaktivitet"), (
            field("title", "Navn på aktiviteten", 100, required=True), field("start", "Fra dato", required=True),
            field("due", "Til dato", required=True), field("purpose", "Mål med aktiviteten", 255),
            field("description", "Beskrivelse", 5000), field("oppfolging", "Min huskeliste for denne aktiviteten", 255),
        ), nav_only=False),
        Kind("IJOBB", text("En jobb jeg har nå"), (
            field("title", "Stillingstittel", 100, required=True), field("start", "Fra dato", required=True),
            field("due", "Til dato"), field("jobbStatus", "Heltid eller deltid", required=True),
            field("ansettelsesforhold", "Arbeidsgiver", 255), field("arbeidstid", "Ansettelsesforhold", 255),
            field("description", "Beskrivelse", 5000),
        ), nav_only=False),
    )  # fmt: skip


def shared(topic: str, title: str, words: str, area: Area = "work", **rest: Any) -> Shared:
    return Shared(Passage(topic, title, words, (topic,), (area,)), **{"state": "stands", **rest})


def consents() -> tuple[Consent, ...]:
    """One that holds, with the employer; one that was withdrawn; one with nobody on the office's list."""
    work = (
        shared("name", "Navn", "Kari Prøve", "shared"),
        shared("work.fits", "Hva må være på plass for at en jobb skal passe?", "Faste tider; Noe annet: To hele dager"),
        shared("matters.strengths", "Hva er du god til, og hva liker du å gjøre?", "Lage mat til mange", "shared"),
        shared("activity:trial", "Prøve to dager i uka på et kjøkken", "Hvem gjør det: personen selv\nFra 14.04.2026"),
    )
    debt = (shared("money.debt", "Strever du med regninger eller gjeld?", "Ja, jeg har mistet oversikten.", "social"),)
    health = (shared("health.consider", "Hva bør vi ta hensyn til?", "Jeg blir fort sliten av bråk.", held_back=True),)

    def consent(number: int, recipient: Recipient, why: str, topics: tuple[Shared, ...], **rest: Any) -> Consent:
        facts = {"both_ways": False, "language": "nb", "state": "holds", **rest}
        return Consent(f"c{number}", recipient, NOW, date(2026, 9, 14), why, topics=topics, **facts)

    employer = Recipient("employer", "Kantina Eksempel AS", "Arbeidsgiveren: Kantina Eksempel AS")
    return (
        consent(1, employer, "Så jeg får dager som passer.", work, both_ways=True),
        consent(2, Recipient("money_adviser", "", "Økonomirådgiveren"), "Regningene.", debt,
                state="withdrawn", withdrawn=NOW),
        consent(3, Recipient("", "Psykolog Eksempel", "Psykolog Eksempel"), "Å sove bedre.", health),
    )  # fmt: skip


def kari(**rest: Any) -> Told:
    """Kari Prøve, second talk."""
    lines = review()
    told = Told(
        language="nb",
        now=NOW,
        review=lines,
        picture=picture(),
        plan=plan(),
        sittings=(
            Sitting("m0", datetime(2026, 2, 3, 9, tzinfo=UTC), datetime(2026, 2, 3, 10, tzinfo=UTC), "nb", "short"),
            Sitting("m1", NOW, None, "nb", "full"),
        ),
        kinds=kinds(),
        questions={each.question.ref: each.question for each in lines},
        office=Office(
            name="Nav Eksempelby",
            phone="12 34 56 78",
            who_can_read=text("Du og veilederen din, og de som tar over for henne."),
            keep=Period(6, "month"),
            kept=text("Til vi er ferdige, og høyst seks måneder."),
        ),
        name="Kari Prøve",
        label="Kari",
        assessment="Kari vet hva hun vil. Hun trenger ro rundt økonomien først.",
        assessment_view="partly",
        assessment_view_words="Jeg vil ha jobb med en gang.",
        history=(Happened(NOW, "read_together", "participant"), Happened(NOW, "read_together", "caseworker")),
        days=days(),
        seed="0f3c9a",
        consents=consents(),
        recipient="c1",
    )
    return replace(told, **rest)


def nobody(**rest: Any) -> Told:
    """Ola Eksempel, who has only just sat down."""
    told = Told(
        language="nb", now=NOW, review=(), picture=Picture((), ()), plan=Plan("", (), (), (), (), None, (), (), ())
    )
    return replace(told, **rest)


def without(told: Told, refs: Iterable[str]) -> Told:
    """The same talk, in which these questions were never asked."""
    gone = set(refs)
    lines = tuple(
        replace(each, said=(), standing="not_asked", view=None, view_words="") if each.question.ref in gone else each
        for each in told.review
    )
    return replace(told, review=lines)
