"""How a paper can be: what may be chosen for each kind, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapper.language.catalogue import words
from mapper.language.names import name_of
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


BESIDE: Final = "second"
"""The language beside that of a sheet in two: which there are, the questionnaire says."""
BILINGUAL: Final = "bilingual"


def beside(wanted: Wanted, known: Iterable[str], usual: str = "") -> Wanted:
    """Give a sheet with another language beside its own: the one it has, the usual one, or the first that is known.

    The two ways to write Norwegian stand beside each other only where nothing else is there, or they are chosen.
    """
    of_norwegian = {"nb", "nn"}
    others = [code for code in known if code != wanted.language]
    others.sort(key=lambda code: {code, wanted.language} == of_norwegian)
    second = next((code for code in (wanted.second, usual, *others) if code in others), "")
    return replace(wanted, second=second)


def form_words(name: str, code: str, language: str) -> str:
    """Tell what is chosen; a language that the program does not speak is called as a reader of `language` does."""
    if name == BESIDE and code not in SCREEN_LANGUAGES:
        return name_of(code, language)
    return words(f"papers_room.form.{'language' if name == BESIDE else name}_{code}", language)


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


def unusual(kind: DocumentKind, wanted: Wanted, language: str) -> Iterator[str]:
    """Tell the languages of a paper and what is not as it usually is."""
    for name in forms_of(kind):
        form, without = FORMS[name], name == "figure" and wanted.large
        code = form.code(wanted)
        if name == "language" or (not without and code != next(iter(form.values))):
            yield form_words(name, code, language)
        if name == "language" and wanted.second:
            yield form_words(BESIDE, wanted.second, language)
