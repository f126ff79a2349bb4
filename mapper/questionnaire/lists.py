"""The lists that rules and plans refer to: partners, measures, law, and Nav's own codes."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from mapper.language.text import Text
from mapper.questionnaire.model import Accepted, Code, Frozen, Id, Words, YesNo


class Partner(Frozen):
    """Somebody to work with, and what one may ask them for."""

    id: Id
    text: Words
    ask_for: Words | None = None


class Measure(Frozen):
    """What there is to offer. `code` is Nav's own code for it."""

    id: Id
    text: Words
    code: Code | None = None
    describe: Words | None = None


class Law(Frozen):
    """The name of a provision, and the day on which somebody last looked at it."""

    id: Id
    text: Words
    checked: date


class Named(Frozen):
    """One of Nav's codes and what it is called."""

    code: Code
    text: Words


class FieldEntry(Frozen):
    """One field of a form of Nav's: its own name, its label, and the number of characters that it holds."""

    id: str
    label: Words
    required: YesNo = False
    max: int | None = None


class KindEntry(Frozen):
    """One kind of activity in Nav's plan: its code on screens, in the interface, and its form."""

    code: Code
    api: Code
    text: Words
    created_by: tuple[Literal["participant", "nav"], ...]
    fields: tuple[FieldEntry, ...] = ()


class AvoidedWord(Frozen):
    """A word that is better not used, in one language, and what to say in its place. `*` stands for any ending."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    word: Annotated[str, Field(min_length=2, max_length=60)]
    say: str | None = None


class ListFile(Frozen):
    """Base of every list: it may accept advice."""

    accepted: Accepted = Field(default_factory=dict)


class PartnersFile(ListFile):
    """lists/partners.yaml."""

    partners: tuple[Partner, ...]


class MeasuresFile(ListFile):
    """lists/measures.yaml."""

    measures: tuple[Measure, ...]


class LawFile(ListFile):
    """lists/law.yaml."""

    law: tuple[Law, ...]


class NavCodesFile(ListFile):
    """lists/nav-codes.yaml: facts about Nav's forms, with where and when they were seen."""

    source: str
    date: date
    kinds: tuple[KindEntry, ...]
    statuses: tuple[Named, ...]
    channels: tuple[Named, ...]
    measures: tuple[Named, ...]


class WordsFile(ListFile):
    """lists/officialese.yaml and lists/respect.yaml."""

    words: tuple[AvoidedWord, ...]


LIST_FILES: dict[str, type[Frozen]] = {
    "partners": PartnersFile,
    "measures": MeasuresFile,
    "law": LawFile,
    "nav-codes": NavCodesFile,
    "officialese": WordsFile,
    "respect": WordsFile,
}


class Lists(Frozen):
    """All lists that a questionnaire was composed with."""

    partners: tuple[Partner, ...] = ()
    measures: tuple[Measure, ...] = ()
    laws: tuple[Law, ...] = ()
    nav: NavCodesFile | None = None

    @property
    def kinds(self) -> tuple[KindEntry, ...]:
        """Give Nav's kinds of activity."""
        return self.nav.kinds if self.nav else ()

    def partner(self, partner: str) -> Text | None:
        """Name a partner, or None where the list has no such id."""
        return self._partners.get(partner)

    def measure(self, measure: str) -> Text | None:
        """Name a measure, or None where the list has no such id."""
        return self._measures.get(measure)

    def law(self, law: str) -> Text | None:
        """Name a provision, or None where the list has no such id."""
        return self._laws.get(law)

    @cached_property
    def _partners(self) -> dict[str, Text]:
        return {partner.id: partner.text for partner in self.partners}

    @cached_property
    def _measures(self) -> dict[str, Text]:
        return {measure.id: measure.text for measure in self.measures}

    @cached_property
    def _laws(self) -> dict[str, Text]:
        return {law.id: law.text for law in self.laws}
