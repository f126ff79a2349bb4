"""The questionnaire that a conversation runs on: core and packs in one, immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mapper.language.text import Text
from mapper.questionnaire.lists import Lists
from mapper.questionnaire.model import Question, QuestionnaireFile, Role, Rule, Section


@dataclass(frozen=True)
class Questionnaire:
    """Hold everything that may be asked and suggested.

    `questions` are by ref (`section.question`), in composed order, and `order` gives that order as numbers. `readers`
    names, for each ref, what looks at its answer: `q:<ref>` and `s:<section>` (whether these stand), `r:<rule id>`.
    `off` are the ids of packs that were switched off: their questions are known, but none of them stands, and none of
    their rules is among `rules`.
    """

    id: str
    version: str
    title: Text
    files: tuple[QuestionnaireFile, ...]
    lists: Lists
    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
    order: Mapping[str, int]
    readers: Mapping[str, tuple[str, ...]]
    roles: Mapping[Role, tuple[Question, ...]]
    off: frozenset[str] = frozenset()

    def by_role(self, role: Role) -> tuple[Question, ...]:
        """Give the questions with a role, in composed order; closing roles have one for each life area."""
        return self.roles.get(role, ())

    @property
    def packs(self) -> tuple[QuestionnaireFile, ...]:
        """Give the packs that are on, in the order in which they were switched on."""
        return tuple(file for file in self.files[1:] if file.id not in self.off)

    def pack(self, pack: str) -> QuestionnaireFile | None:
        """Give a pack that is known, on or off."""
        return next((file for file in self.files[1:] if file.id == pack), None)

    @property
    def on_sections(self) -> tuple[Section, ...]:
        """Give the sections of the core and of the packs that are on."""
        return tuple(section for section in self.sections if section.id not in self.off_sections)

    @cached_property
    def off_sections(self) -> frozenset[str]:
        """Name the sections of the packs that are off."""
        return frozenset(section.id for file in self.files if file.id in self.off for section in file.sections)

    @cached_property
    def whole_in_short(self) -> frozenset[str]:
        """Name the sections that the short conversation asks whole: those of a pack that marks no question as short.

        Whoever switched it on wants it asked.
        """
        return frozenset(
            section.id
            for pack in self.packs
            if not any(question.profile == "short" for section in pack.sections for question in section.questions)
            for section in pack.sections
        )

    def section(self, section_id: str) -> Section:
        """Give a section by its id. Raises KeyError."""
        found = next((section for section in self.sections if section.id == section_id), None)
        if found is None:
            raise KeyError(section_id)
        return found
