"""How the plan is told on paper: its steps, the ideas that are none yet, and the needs that no step answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from mapper.documents.blocks import CopyBlock
from mapper.documents.model import Told
from mapper.documents.pages.answers import inlines
from mapper.documents.pages.model import IdeaOnPaper, Need, Step
from mapper.documents.pages.shared import held_refs
from mapper.documents.telling import unended
from mapper.language import form
from mapper.language.catalogue import words
from mapper.language.clean import clean
from mapper.language.text import SCREEN_LANGUAGES
from mapper.plan.activities import channel_words
from mapper.plan.model import Activity, Idea, Kind
from mapper.plan.model import Need as Unmet

_OWN_FIELDS = ("title", "start", "due", "purpose", "description", "support")
_NAV = ("caseworker", "employment_specialist")


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
        title=unended(activity.title) or (kind.text.to(language) if kind else ""),
        who=responsible,
        others=", ".join(_others(activity, reader, language)),
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


def _others(activity: Activity, reader: str, language: str) -> Iterator[str]:
    """Name those who are with who is responsible, a partner in the same way."""
    for other in activity.others:
        named = other == "partner" and activity.partner
        yield activity.partner if named else _within(who(other, reader, language))


def _beside(activity: Activity, responsible: str, reader: str) -> str:
    """Give the partner of a step, unless they are named as responsible, in whatever language, or among the others."""
    if "partner" in activity.others:
        return ""
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


def refused(told: Told, chosen: tuple[Idea, ...], *, all_of_them: bool) -> tuple[IdeaOnPaper, ...]:
    """Give suggestions that the participant did not choose, where they want them on their paper."""
    return ideas(told, chosen, all_of_them=all_of_them) if told.refused_on_paper else ()


def needs(told: Told, keep: Callable[[Unmet], bool], *, all_of_them: bool) -> tuple[Need, ...]:
    """Give the needs that no step answers, of those that `keep` lets through."""
    return tuple(
        Need(title=need.title, urgent=need.urgent, held_back=need.held_back)
        for need in told.plan.unmet
        if keep(need) and (all_of_them or not need.held_back)
    )
