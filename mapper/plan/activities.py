"""The fields of a draft activity: Nav's own names, codes and limits, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast, get_args

from mapper.interview.events import ActivityWritten, Decided
from mapper.interview.model import NotUnderstood
from mapper.interview.parse import read_day
from mapper.language.catalogue import words
from mapper.language.clean import clean, clean_line
from mapper.language.text import Text
from mapper.plan.model import CHANNELS, LIMITS, NEXT_MEETING, Activity, FieldLimit, Kind, ProposedBy, Suggestion
from mapper.questionnaire.lists import KindEntry, Lists
from mapper.questionnaire.model import Responsible, Target

OWN_NAME = {
    "tittel": "title", "fraDato": "start", "dato": "start", "tilDato": "due", "hensikt": "purpose", "effekt": "purpose",
    "beskrivelse": "description", "behandlingOppfolging": "support", "avtaleOppfolging": "support",
}  # fmt: skip
"""What Nav's form fields are called here; others keep Nav's name."""

COMMON = (
    "title", "purpose", "description", "kind", "start", "due", "review_on", "responsible", "others", "support",
    "partner", "target", "topic", "reason", "nav_decides",
)  # fmt: skip
_DAYS = ("start", "due", "review_on")
_FIELD_LIMIT = 500
_CHOSEN = {
    "responsible": {*get_args(Responsible)},
    "others": {"", *get_args(Responsible)},
    "target": {*get_args(Target)},
    "nav_decides": {"", "yes"},
}
_SEVERAL_LINES = ("description", "referat", "forberedelser")


def channel_words(code: str, language: str) -> str:
    """Say how a meeting is held; other words than Nav's codes stand as they are."""
    return words(f"documents.channel.{code}", language) if code in CHANNELS else code


def kinds(lists: Lists) -> tuple[Kind, ...]:
    """Give Nav's kinds with their fields in the order of the form."""
    return tuple(
        Kind(entry.code, entry.text, tuple(_limits(entry)), nav_only="participant" not in entry.created_by)
        for entry in lists.kinds
    )


def _limits(entry: KindEntry) -> list[FieldLimit]:
    return [FieldLimit(OWN_NAME.get(f.id, f.id), f.label, f.required, f.max) for f in entry.fields]


def read_fields(fields: Mapping[str, str], lists: Lists) -> dict[str, str]:
    """Clean and check an activity's fields, all text. Days become ISO. Raises NotUnderstood naming the field."""
    kind = _kind(fields.get("kind", ""), lists)
    limits = {limit.id: limit.limit for limit in kind.fields} if kind else {}
    allowed = {*COMMON, *limits}
    read = {name: _read(name, words, limits.get(name)) for name, words in fields.items() if name in allowed}
    return {name: words for name, words in read.items() if words}


def _kind(code: str, lists: Lists) -> Kind | None:
    found = next((kind for kind in kinds(lists) if kind.code == code), None)
    if code and found is None:
        raise NotUnderstood("not_an_option", field="kind")
    return found


def _read(name: str, words: str, limit: int | None) -> str:
    text = clean(words).strip() if name in _SEVERAL_LINES else clean_line(words)
    most = limit or LIMITS.get(name, _FIELD_LIMIT)
    if len(text) > most:
        raise NotUnderstood("too_long", limit=most, field=name)
    if text and name in _DAYS:
        return _iso_day(name, text)
    if name in _CHOSEN and not set(text.split(",") if name == "others" and text else [text]) <= _CHOSEN[name]:
        raise NotUnderstood("not_an_option", field=name)
    return text


def _iso_day(name: str, text: str) -> str:
    try:
        return read_day(text).isoformat()
    except NotUnderstood as problem:
        raise NotUnderstood(problem.code, **problem.values, field=name) from None


def fields_of(suggestion: Suggestion, language: str, today: date) -> dict[str, str]:
    """Write a suggestion as the fields of an activity, in the language of the talk.

    A meeting's day is left open: it is set with those who come.
    """
    fields = {
        "title": suggestion.title.to(language),
        "purpose": _to(suggestion.purpose, language),
        "description": _to(suggestion.describe, language),
        "kind": suggestion.kind or "",
        "start": "" if suggestion.kind == "MOTE" else today.isoformat(),
        "due": suggestion.due.isoformat(),
        "review_on": suggestion.due.isoformat(),
        "responsible": suggestion.responsible,
        "others": ",".join(suggestion.others),
        "partner": _to(suggestion.partner, language),
        "target": suggestion.target,
        "topic": suggestion.topic or "",
        "reason": _fit(" ".join(text.to(language) for text in suggestion.because), LIMITS["reason"]),
        "nav_decides": "yes" if suggestion.nav_decides else "",
    }
    return {name: words for name, words in fields.items() if words}


def _fit(words: str, limit: int) -> str:
    """Cut what several rules may have made too long together."""
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def _to(text: Text | None, language: str) -> str:
    return text.to(language) if text else ""


def from_decision(decided: Decided, lists: Lists, *, held_back: bool, stale: bool) -> Activity:
    """Make the activity that a decision to try led to."""
    return replace(
        _activity(decided.suggestion, decided.fields, lists, "rule", held_back=held_back),
        answers=decided.because,
        changed=decided.decision == "changed",
        stale=stale,
        words=decided.words,
    )


def from_own(written: ActivityWritten, lists: Lists, *, held_back: bool) -> Activity:
    """Make the activity that one of the two added."""
    proposed_by: ProposedBy = "caseworker" if written.voice == "caseworker" else "participant"
    return _activity(written.activity, written.fields, lists, proposed_by, held_back=held_back)


def _activity(
    activity_id: str, fields: Mapping[str, str], lists: Lists, proposed_by: ProposedBy, *, held_back: bool
) -> Activity:
    kind = _kind(fields.get("kind", ""), lists)
    target = cast(Target, fields.get("target", "activity_plan"))
    others = tuple(cast(Responsible, each) for each in fields.get("others", "").split(",") if each)
    return Activity(
        id=activity_id,
        title=fields.get("title", ""),
        kind=kind.code if kind else None,
        responsible=cast(Responsible, fields.get("responsible", "participant")),
        others=others,
        start=_day(fields.get("start")),
        due=_day(fields.get("due")),
        review_on=_day(fields.get("review_on")),
        target=target,
        topic=fields.get("topic"),
        partner=fields.get("partner", ""),
        purpose=fields.get("purpose", ""),
        description=fields.get("description", ""),
        support=fields.get("support", ""),
        reason=fields.get("reason", ""),
        answers=(),
        proposed_by=proposed_by,
        changed=False,
        nav_decides=bool(fields.get("nav_decides")),
        held_back=held_back,
        stale=False,
        fields={name: text for name, text in fields.items() if name not in COMMON},
        missing=_missing(kind, fields) if target == "activity_plan" and activity_id != NEXT_MEETING else (),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _missing(kind: Kind | None, fields: Mapping[str, str]) -> tuple[str, ...]:
    if kind is None:
        return ("kind",)
    return tuple(limit.id for limit in kind.fields if limit.required and not fields.get(limit.id))
