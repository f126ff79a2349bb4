"""How a paper can be: what may be chosen for each kind, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapper.language.text import SCREEN_LANGUAGES
from mapper.plan.model import CALENDAR, COPY

if TYPE_CHECKING:
    from mapper.documents.model import DocumentKind, Wanted


@dataclass(frozen=True, slots=True)
class Form:
    """One thing to choose: the field of Wanted that it stands in, and its value for each code, the usual one first."""

    field: str
    values: Mapping[str, object]

    def code(self, wanted: Wanted) -> str:
        """Give the code of what is chosen."""
        return next(code for code, value in self.values.items() if value == getattr(wanted, self.field))

    def choose(self, wanted: Wanted, code: str) -> Wanted:
        """Give the paper with another choice."""
        chosen = {self.field: self.values[code]}
        return replace(wanted, **chosen)  # type: ignore[arg-type]  # the values are those of the field


FORMS: Final[Mapping[str, Form]] = {
    "language": Form("language", {language: language for language in SCREEN_LANGUAGES}),
    "size": Form("large", {"usual": False, "large": True}),
    "figure": Form("figure", {"lines": "lines", "wheel": "wheel"}),
    "area": Form("area", {"all": "all", "work": "work", "social": "social"}),
    "titles": Form("full_titles", {"neutral": False, "full": True}),
    "held": Form("without_held_back", {"all": False, "less": True}),
}
"""Everything that can be chosen, by the name under which the catalogue tells it (`papers_room.form`)."""


def forms_of(kind: DocumentKind) -> tuple[str, ...]:
    """Name what may be chosen for a kind of paper."""
    there = {
        "size": kind.id != CALENDAR,
        "figure": kind.drawn,
        "area": kind.by_area,
        "titles": kind.id == CALENDAR,
        "held": kind.id == COPY,
    }
    return tuple(name for name in FORMS if there.get(name, True))


def unusual(kind: DocumentKind, wanted: Wanted) -> Iterator[str]:
    """Name, as the catalogue does, the language of a paper and what is not as it usually is."""
    for name in forms_of(kind):
        form, without = FORMS[name], name == "figure" and wanted.large
        code = form.code(wanted)
        if name == "language" or (not without and code != next(iter(form.values))):
            yield f"{name}_{code}"
