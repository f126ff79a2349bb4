"""What all papers share: who may read what of the plan, and how steps, days and people are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from mapper.documents.blocks import CopyBlock
from mapper.documents.model import Area, Told
from mapper.documents.pages.answers import given, inlines
from mapper.documents.pages.model import Assessment, Common, ContactOnPaper, IdeaOnPaper, Need, NextMeeting, Step
from mapper.interview.model import ReviewLine
from mapper.language import form
from mapper.language.catalogue import words
from mapper.language.clean import clean
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.plan.activities import channel_words
from mapper.plan.dates import lies_ahead, read_clock
from mapper.plan.model import Activity, Idea, Kind
from mapper.plan.model import Need as Unmet

_OWN_FIELDS = ("title", "start", "due", "purpose", "description", "support")
_NAV = ("caseworker", "employment_specialist")


def everything(page: object) -> dict[str, Any]:
    """Give the names of a page, to make a bigger page of it."""
    return {field.name: getattr(page, field.name) for field in fields(page)} if is_dataclass(page) else {}


def counts(line: ReviewLine) -> bool:
    """Tell whether a line has an answer that is used."""
    return line.standing not in ("unused", "parked") and bool(given(line))


def no_longer_asked(line: ReviewLine) -> bool:
    """Tell whether a line has an answer to a question that nobody asks any more."""
    return line.standing == "parked" and bool(given(line))


def on_paper(line: ReviewLine) -> bool:
    """Tell whether a line may stand on the participant's paper, and has something to say there."""
    return counts(line) and not line.held_back


def in_area(area: str | None, wanted: Area) -> bool:
    """Tell whether something of one secrecy regime may stand on a paper that is limited to another."""
    return wanted == "all" or area in {wanted, "shared", None}


def held_refs(told: Told) -> frozenset[str]:
    """Name the questions whose answers stay off the participant's paper."""
    return frozenset(line.question.ref for line in told.review if line.held_back)


def common(told: Told, *, all_of_it: bool = False) -> Common:
    """Make what every page has. Unless `all_of_it`, a next meeting that is held back is not there."""
    meeting = coming_meeting(told)
    shown = meeting if meeting and (all_of_it or not meeting.held_back) else None
    return Common(
        name=told.name,
        today=told.now.date(),
        practice=told.practice,
        office_name=told.office.name,
        office_phone=told.office.phone,
        who_can_read=_or_blank(told.office.who_can_read),
        kept=_or_blank(told.office.kept),
        contacts=tuple(ContactOnPaper(each.name, _or_blank(each.what), each.phone) for each in told.office.contacts),
        next_meeting=_next_meeting(shown, shown.start, told.language) if shown and shown.start else None,
    )


def coming_meeting(told: Told) -> Activity | None:
    """Give the next meeting while it lies ahead: a day that has passed is nobody's next meeting."""
    meeting = told.plan.next_meeting
    if meeting is None or meeting.start is None:
        return None
    clock = read_clock(meeting.fields.get("klokkeslett", ""))
    return meeting if lies_ahead(meeting.start, clock, told.now) else None


def _or_blank(text: Text) -> Text | str:
    """Give a text, or what counts as nothing in a template where nobody wrote it."""
    return text if text.versions else ""


def _next_meeting(meeting: Activity, day: date, language: str) -> NextMeeting:
    return NextMeeting(
        day=day,
        clock=_clock(meeting.fields.get("klokkeslett", ""), language),
        channel=channel_words(meeting.fields.get("kanal", ""), language),
        place=meeting.fields.get("adresse", ""),
    )


def _clock(written: str, language: str) -> str:
    read = read_clock(written)
    return form.clock(read, language) if read else written


def assessment(told: Told) -> Assessment | None:
    """Give the caseworker's view with the participant's, if there is one."""
    view = told.assessment_view
    return (
        Assessment(
            words=told.assessment,
            recognised=view == "yes",
            recognised_partly=view == "partly",
            not_recognised=view == "no",
            left_standing=view == "left",
            view_words=told.assessment_view_words,
        )
        if told.assessment
        else None
    )


# --- the plan


def steps(told: Told, reader: str, keep: Callable[[Activity], bool]) -> tuple[Step, ...]:
    """Give the steps that `keep` lets through, the earliest first. `reader` names a group of `who` words."""
    held = held_refs(told) if reader == "who" else frozenset()
    chosen = [activity for activity in told.plan.will_try if keep(activity)]
    chosen.sort(key=lambda activity: activity.due or activity.start or date.max)
    return tuple(
        _step(activity, told, reader, hide_reason=not held.isdisjoint(activity.answers)) for activity in chosen
    )


def _step(activity: Activity, told: Told, reader: str, *, hide_reason: bool) -> Step:
    language = told.language
    kind = kind_of(activity, told)
    responsible = _named(activity, reader, language)
    return Step(
        title=activity.title or (kind.text.to(language) if kind else ""),
        who=responsible,
        others=", ".join(_within(who(other, reader, language)) for other in activity.others),
        by_participant=activity.responsible == "participant",
        by_nav=activity.responsible in _NAV,
        nav_decides=activity.nav_decides,
        start=activity.start,
        due=activity.due,
        review_on=activity.review_on,
        nav_answers_by=activity.review_on or activity.due,
        reason="" if hide_reason else activity.reason,
        purpose=activity.purpose,
        description=activity.description,
        support=activity.support,
        partner=_beside(activity, responsible, reader),
        words=activity.words,
        changed=activity.changed,
        stale=activity.stale,
        held_back=activity.held_back,
        target=words(f"documents.target.{activity.target}", language),
        in_activity_plan=activity.target == "activity_plan",
        kind=kind.text if kind else "",
        missing=", ".join(missing_labels(activity, told)),
        boxes=tuple(_boxes(activity, kind, language)) if kind else (),
    )


def _named(activity: Activity, reader: str, language: str) -> str:
    """Name who is responsible: a partner by the name that it has in the plan, if it has one."""
    if activity.responsible == "partner" and activity.partner:
        return activity.partner
    return who(activity.responsible, reader, language)


def _beside(activity: Activity, responsible: str, reader: str) -> str:
    """Give the partner of a step, unless that is who is responsible, in whatever language the talk was held."""
    names = {responsible, *(who(activity.responsible, reader, language) for language in SCREEN_LANGUAGES)}
    return "" if activity.partner.casefold() in {name.casefold() for name in names} else activity.partner


def _within(party: str) -> str:
    """Write a party as it stands within a sentence."""
    return party[:1].lower() + party[1:]


def kind_of(activity: Activity, told: Told) -> Kind | None:
    """Give Nav's kind of an activity, if it has one."""
    return next((kind for kind in told.kinds if kind.code == activity.kind), None)


def missing_labels(activity: Activity, told: Told) -> list[str]:
    """Name the required fields that are empty, by the labels of Nav's form."""
    kind = kind_of(activity, told)
    labels = {field.id: field.label.to(told.language) for field in kind.fields} if kind else {}
    return [labels.get(name) or words("documents.field.kind", told.language) for name in activity.missing]


def _boxes(activity: Activity, kind: Kind, language: str) -> Iterator[CopyBlock]:
    """Give each filled-in field of Nav's form, in its order, under the label that the form shows."""
    for field in kind.fields:
        text = _field(activity, field.id, language)
        if text:
            yield CopyBlock(inlines(field.label, language), text, field.limit)


def _field(activity: Activity, name: str, language: str) -> str:
    if name in _OWN_FIELDS:
        value = getattr(activity, name)
        return form.short_day(value, language) if isinstance(value, date) else value or ""
    text = activity.fields.get(name, "")
    match name, text:
        case "jobbStatus", "HELTID" | "DELTID":
            return words(f"documents.field.{text}", language)
        case "kanal", _:
            return channel_words(text, language)
    return clean(text)


def who(responsible: str, reader: str, language: str) -> str:
    """Name a party for a reader: `who` speaks to the participant, `who_basis` about them."""
    return words(f"documents.{reader}.{responsible}", language)


def ideas(told: Told, chosen: tuple[Idea, ...], *, all_of_them: bool) -> tuple[IdeaOnPaper, ...]:
    """Give suggestions that are no steps; unless `all_of_them`, without any that rests on a held-back answer."""
    held = held_refs(told)
    return tuple(
        IdeaOnPaper(
            title=idea.suggestion.title,
            because=idea.suggestion.because,
            later=idea.decision == "later",
            words=idea.words,
            held_back=idea.suggestion.held_back,
        )
        for idea in chosen
        if all_of_them or not (idea.suggestion.held_back or not held.isdisjoint(idea.suggestion.answers))
    )


def needs(told: Told, keep: Callable[[Unmet], bool], *, all_of_them: bool) -> tuple[Need, ...]:
    """Give the needs that no step answers, of those that `keep` lets through."""
    return tuple(
        Need(title=need.title, urgent=need.urgent, held_back=need.held_back)
        for need in told.plan.unmet
        if keep(need) and (all_of_them or not need.held_back)
    )
