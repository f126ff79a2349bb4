"""Papers about one consent: what the participant signs, and what the recipient gets. Nothing else is put on them.

They rest on the texts of the consent alone, never on the review or the plan: what is not in the consent cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from mapper.documents.faults import ConsentChanged, ConsentExpired, ConsentMissing, ConsentReplaced, ConsentWithdrawn
from mapper.documents.model import Told
from mapper.documents.pages.model import ConsentPage, MaySpeak, PartnerPage, PassageOnPaper, Sharing, WorkplacePage
from mapper.documents.pages.shared import fields_of, in_area
from mapper.interview.consent_model import ACTIVITY, NAME, Consent, Passage, Shared
from mapper.language.form import short_day
from mapper.language.text import Text

WORKPLACE = "workplace"
"""The tag of a question that says where on the workplace sheet its answer stands."""
HELPS = "helps"


def consent_page(told: Told) -> ConsentPage:
    """Make the page of a consent, whatever became of it since. Raises ConsentMissing."""
    consent = _chosen(told)
    shown = consent.topics if consent else ()
    return ConsentPage(
        **fields_of(_sharing(told, consent, told.name)),
        passages=tuple(_as_given(each, consent.language) for each in shown) if consent else (),
        withdrawn=consent.withdrawn.date() if consent and consent.withdrawn else None,
        expired=bool(consent and consent.state == "expired"),
        replaced=bool(consent and consent.state == "replaced"),
    )


def partner_page(told: Told) -> PartnerPage:
    """Make the page of what a recipient may know. Raises a Fault where nothing may be told."""
    consent = _holding(told)
    passages = _told(told, consent)
    return PartnerPage(
        **fields_of(_sharing(told, consent, _name(consent))),
        passages=_on_paper(passages, consent, lambda each: not each.topic.startswith(ACTIVITY)),
        steps=_on_paper(passages, consent, lambda each: each.topic.startswith(ACTIVITY)),
    )


def workplace_page(told: Told) -> WorkplacePage:
    """Make the page of what an employer may know. Raises a Fault where nothing may be told."""
    consent = _holding(told)
    passages = _told(told, consent)
    return WorkplacePage(
        **fields_of(_sharing(told, consent, _name(consent))),
        helps=_on_paper(passages, consent, lambda each: _helps(each, told)),
        know=_on_paper(passages, consent, lambda each: not _helps(each, told) and not each.topic.startswith(ACTIVITY)),
        days=_on_paper(passages, consent, lambda each: each.topic.startswith(ACTIVITY)),
    )


def _helps(passage: Passage, told: Told) -> bool:
    question = told.questions.get(passage.topic)
    return question is not None and question.tags.get(WORKPLACE) == HELPS


# --- on other papers


def consents_in_area(told: Told) -> tuple[Consent, ...]:
    """Give the consents of which a paper that is limited to an area may speak."""
    return tuple(
        consent
        for consent in told.consents
        if told.area == "all" or any(in_area(area, told.area) for each in consent.topics for area in each.passage.areas)
    )


def in_force(consents: Iterable[Consent], told: Told, *, all_of_them: bool) -> tuple[MaySpeak, ...]:
    """Give whom Nav may speak to today, and about what; unless `all_of_them`, without what is held back.

    A recipient who may know only what is held back is not named either: the name alone would tell of it.
    """
    found = []
    for consent in (_as_of_now(each, told) for each in consents):
        held = {each.passage.topic for each in consent.topics if each.held_back and not all_of_them}
        kept = [each for each in consent.told if all(in_area(area, told.area) for area in each.areas)]
        shown = tuple(_worded(each.title, consent.language) for each in kept if each.topic not in held)
        if shown:
            found.append(MaySpeak(consent.recipient.shown, consent.until, shown))
    return tuple(found)


# --- which consent


def _chosen(told: Told) -> Consent | None:
    """Give the consent that a paper is about; None where nobody is chosen. Raises ConsentMissing."""
    if not told.recipient:
        return None
    consent = next((each for each in told.consents if each.id == told.recipient), None)
    if consent is None:
        raise ConsentMissing
    return _as_of_now(consent, told)


def _as_of_now(consent: Consent, told: Told) -> Consent:
    """Give a consent as it is when the paper is made: its last day may have passed since the talk was opened."""
    passed = consent.state == "holds" and consent.until < told.now.date()
    return replace(consent, state="expired") if passed else consent


def _holding(told: Told) -> Consent | None:
    """Give the consent by which something may be told today. Raises a Fault that says why nothing may."""
    consent = _chosen(told)
    if consent is None:
        return None
    match consent.state:
        case "withdrawn":
            day = consent.withdrawn or consent.given
            raise ConsentWithdrawn(day=short_day(day.date(), told.language))
        case "expired":
            raise ConsentExpired(day=short_day(consent.until, told.language))
        case "replaced":
            raise ConsentReplaced
    if not consent.told:
        raise ConsentChanged
    return consent


def _told(told: Told, consent: Consent | None) -> tuple[Passage, ...]:
    """Give what may be told, within the area of the paper; the name stands by itself."""
    found = consent.told if consent else ()
    kept = (each for each in found if all(in_area(area, told.area) for area in each.areas))
    return tuple(each for each in kept if each.topic != NAME)


def _name(consent: Consent | None) -> Text | str:
    told = consent.told if consent else ()
    return next((each.words for each in told if each.topic == NAME), "")


# --- on paper


def _sharing(told: Told, consent: Consent | None, name: Text | str) -> Sharing:
    today = told.now.date()
    blank: dict[str, Any] = {"chosen": False, "recipient": "", "why": "", "given": today, "until": today}
    return Sharing(
        today=today,
        practice=told.practice,
        office_name=told.office.name,
        office_phone=told.office.phone,
        name=name,
        both_ways=bool(consent and consent.both_ways),
        **(_facts(consent) if consent else blank),
    )


def _facts(consent: Consent) -> dict[str, Any]:
    return {
        "chosen": True,
        "recipient": consent.recipient.shown,
        "why": _worded(consent.why, consent.language),
        "given": consent.given.date(),
        "until": consent.until,
    }


def _as_given(shared: Shared, language: str) -> PassageOnPaper:
    """Give a passage as the yes was given to it; blank where its answer was deleted for good."""
    passage = shared.passage
    return PassageOnPaper(
        title=_worded(passage.title, language),
        words=_worded(passage.words, language),
        changed=shared.state == "changed",
        gone=shared.state == "gone" and bool(passage.title),
        deleted=not passage.title,
    )


def _on_paper(
    passages: Iterable[Passage], consent: Consent | None, keep: Callable[[Passage], bool]
) -> tuple[PassageOnPaper, ...]:
    """Give the passages that `keep` lets through: what is told stands, or it would not be told."""
    language = consent.language if consent else ""
    kept = (Shared(passage, "stands") for passage in passages if keep(passage))
    return tuple(_as_given(each, language) for each in kept)


def _worded(words: str, language: str) -> Text:
    """Mark words with the language in which they were shown."""
    return Text.of({language: words})
