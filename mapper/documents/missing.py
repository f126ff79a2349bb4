"""What to know or do before a paper is ready, and where it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mapper.documents.blocks import Paper
from mapper.documents.model import Lead, Told
from mapper.documents.pages.shared import counts, no_longer_asked
from mapper.documents.pages.steps import missing_labels
from mapper.documents.spots import spots
from mapper.interview.model import ASSESSMENT
from mapper.language.catalogue import words
from mapper.plan.dates import coming


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to know or do before a paper is ready, in words. `code` names its text in `documents.warning`.

    `lead` says where it is put right; None where there is nothing to be done.
    """

    code: str
    words: str
    lead: Lead | None = None


def warnings(document: str, told: Told, paper: Paper | None = None) -> tuple[Missing, ...]:
    """Tell what is missing before a paper is ready; with the paper made, also which texts are too long to copy.

    Nothing stops a paper: «vet ikke ennå» is a goal. What is held back is counted only when the two are alone.
    """
    found = [*_of_any(told), *_of_one(document, told), *(_too_long(paper, told.language) if paper else ())]
    return tuple(each if each.lead else replace(each, lead=lead_of(each.code, told)) for each in found)


def _missing(code: str, language: str, **values: object) -> Missing:
    return Missing(code, words(f"documents.warning.{code}", language, **values))


def _of_any(told: Told) -> Iterator[Missing]:
    if told.practice:
        yield _missing("practice", told.language)


def _of_one(document: str, told: Told) -> Iterator[Missing]:
    match document:
        case "reflection":
            yield _missing("reflection_small", told.language)
        case "consent" | "partner" | "workplace":
            yield from _of_sharing(told)
        case "preparation":
            if not told.office.phone:
                yield _missing("no_phone", told.language)
        case "bilingual" | "form":
            return
        case "calendar":
            if not told.days:
                yield _missing("calendar_empty", told.language)
        case _:
            yield from _of_a_talk(told)
            yield from _of_one_talk(document, told)


def _of_a_talk(told: Told) -> Iterator[Missing]:
    if not told.office.phone:
        yield _missing("no_phone", told.language)
    if not told.office.ready:
        yield _missing("no_readers", told.language)
    if not any(line.question.role == "goal" and counts(line) for line in told.review):
        yield _missing("no_goal", told.language)
    if not coming(told.plan.next_meeting, told.now):
        yield _missing("no_next_meeting", told.language)
    if two := sum(line.standing == "versions" and (told.alone or not line.question.alone) for line in told.review):
        yield _missing("versions", told.language, n=two)
    if told.assessment_versions:
        yield _missing("assessment_versions", told.language)


def _of_sharing(told: Told) -> Iterator[Missing]:
    """Tell what is missing on a paper about one consent."""
    if not told.office.phone:
        yield _missing("no_phone", told.language)
    consent = next((each for each in told.consents if each.id == told.recipient), None)
    if consent is None:
        yield _missing("no_recipient", told.language)
    elif consent.to_ask_again:
        yield _missing("ask_again", told.language, n=len(consent.to_ask_again))


def _of_one_talk(document: str, told: Told) -> Iterator[Missing]:
    match document:
        case "summary":
            if told.assessment:
                yield _missing("assessment_free", told.language)
            yield from _held_back(told)
        case "copy":
            yield _missing("copy_open", told.language)
            if not told.without_held_back:
                yield _missing("copy_whole", told.language)
        case "plan":
            yield from _of_plan(told)
            yield from _held_back(told)
        case "basis" if told.area != "all" and told.assessment:
            yield _missing("assessment_area", told.language)


def _held_back(told: Told) -> Iterator[Missing]:
    held = [*_held(told)]
    if told.alone and held:
        yield _missing("held_back", told.language, n=len(held))


def _held(told: Told) -> Iterator[str]:
    """Name the questions whose answers are off the participant's paper."""
    lines = (line for line in told.review if line.held_back)
    return (line.question.ref for line in lines if counts(line) or no_longer_asked(line))


def _of_plan(told: Told) -> Iterator[Missing]:
    steps = [activity for activity in told.plan.will_try if not activity.held_back]
    if not steps:
        yield _missing("no_steps", told.language)
    for activity in steps:
        if activity.missing:
            fields = ", ".join(missing_labels(activity, told))
            missing = _missing("missing_fields", told.language, step=activity.title, fields=fields)
            yield replace(missing, lead=Lead("plan", activity.id))


def _too_long(paper: Paper, language: str) -> Iterator[Missing]:
    for spot in spots(paper.blocks):
        over = len(spot.text) - spot.limit if spot.limit is not None else 0
        if over > 0:
            path = ".".join(str(place) for place in spot.path)
            missing = _missing("too_long", language, label=spot.label, n=over)
            yield replace(missing, lead=Lead("paper", path))


# --- where it is put right

_SAME_PLACE: Mapping[str, Lead] = {
    "no_phone": Lead("office", "phone"),
    "no_recipient": Lead("consents"),
    "no_next_meeting": Lead("plan", "next_meeting"),
    "calendar_empty": Lead("plan", "next_meeting"),
    "no_steps": Lead("plan", "ideas"),
    "assessment_versions": Lead("plan", ASSESSMENT),
    "assessment_free": Lead("plan", ASSESSMENT),
    "assessment_area": Lead("plan", ASSESSMENT),
}
"""The warnings that are put right in the same place in every case."""


def lead_of(code: str, told: Told) -> Lead | None:
    """Give where the warning with a code is put right; None where nothing is to be done about it."""
    lead = _SAME_PLACE.get(code)
    match code:
        case "no_readers":
            lead = Lead("office", next(iter(told.office.missing), ""))
        case "ask_again":
            lead = Lead("consents", told.recipient)
        case "no_goal":
            lead = Lead("questions", _first(q.ref for q in told.questions.values() if q.role == "goal"))
        case "versions":
            shown = (line for line in told.review if told.alone or not line.question.alone)
            lead = Lead("questions", _first(line.question.ref for line in shown if line.standing == "versions"))
        case "held_back":
            lead = Lead("review", _first(_held(told)))
    return lead


def _first(refs: Iterable[str]) -> str:
    return next(iter(refs), "")
