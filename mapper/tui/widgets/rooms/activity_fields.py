"""Which fields the form of a step shows for each of Nav's kinds, and how full they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from mapper.language.catalogue import words
from mapper.plan.model import LIMITS, Activity, Kind
from mapper.tui.widgets.written import as_typed

Input: TypeAlias = Literal["line", "text", "day"]

_FIRST = ("title", "start", "due", "purpose", "description")
_LAST = ("partner", "support", "review_on")
_DAYS = ("start", "due", "review_on")
_SEVERAL_LINES = ("description", "referat", "forberedelser")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form: its label, whether Nav's form needs it, and its limit in characters."""

    id: str
    label: str
    required: bool
    limit: int | None

    @property
    def input(self) -> Input:
        """Say how it is filled in."""
        return "day" if self.id in _DAYS else "text" if self.id in _SEVERAL_LINES else "line"


def form_fields(kind: Kind | None, language: str) -> tuple[FormField, ...]:
    """Give the fields for a kind in the order of Nav's form, then our own."""
    navs = [FormField(f.id, f.label.to(language), f.required, f.limit) for f in kind.fields] if kind else []
    known = {field.id for field in navs}
    own = [_own(name, language) for name in (*_FIRST, *_LAST) if name not in known]
    first = [field for field in own if field.id == "title"]
    return (*first, *navs, *(field for field in own if field.id != "title"))


def _own(name: str, language: str) -> FormField:
    return FormField(name, words(f"rooms.activity.{name}", language), name == "title", LIMITS.get(name))


def every_field(kinds: tuple[Kind, ...], language: str) -> tuple[FormField, ...]:
    """Give each field that any kind may show, once."""
    found: dict[str, FormField] = {}
    for kind in (None, *kinds):
        for field in form_fields(kind, language):
            found.setdefault(field.id, field)
    return tuple(found.values())


def counter(field: FormField, text: str, language: str) -> str:
    """Say how much room is left, or how much too long the text is; nothing where there is no limit."""
    if field.limit is None:
        return ""
    left = field.limit - len(text)
    return words("rooms.activity.left" if left >= 0 else "rooms.activity.over", language, n=abs(left))


def too_long(fields: tuple[FormField, ...], filled: Mapping[str, str]) -> tuple[FormField, int] | None:
    """Find the first field that is over its limit, and by how many characters."""
    for field in fields:
        over = len(filled.get(field.id, "")) - (field.limit or len(filled.get(field.id, "")))
        if over > 0:
            return field, over
    return None


def from_suggestion(fields: Mapping[str, str]) -> dict[str, str]:
    """Fill the form as a suggestion reads; days as they are typed."""
    return {name: as_typed(date.fromisoformat(text)) if name in _DAYS else text for name, text in fields.items()}


def from_activity(activity: Activity) -> dict[str, str]:
    """Fill the form as a step reads now."""
    days = {"start": activity.start, "due": activity.due, "review_on": activity.review_on}
    filled = {
        **activity.fields,
        **{name: as_typed(day) for name, day in days.items() if day},
        "title": activity.title,
        "purpose": activity.purpose,
        "description": activity.description,
        "kind": activity.kind or "",
        "responsible": activity.responsible,
        "others": ",".join(activity.others),
        "partner": activity.partner,
        "support": activity.support,
        "target": activity.target,
    }
    return {name: text for name, text in filled.items() if text}
