"""The questionnaire that a conversation runs on: core and packs in one, immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapper.language.text import Text
from mapper.questionnaire.lists import Lists
from mapper.questionnaire.model import Question, QuestionnaireFile, Role, Rule, Section


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Hold everything that may be asked and suggested.

    `questions` are by ref (`section.question`), in composed order, and `order` gives that order as numbers. `readers`
    names, for each ref, what looks at its answer: `q:<ref>` and `s:<section>` (whether these stand), `r:<rule id>`.
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

    def by_role(self, role: Role) -> tuple[Question, ...]:
        """Give the questions with a role, in composed order; closing roles have one for each life area."""
        return self.roles.get(role, ())

    def section(self, section_id: str) -> Section:
        """Give a section by its id. Raises KeyError."""
        found = next((section for section in self.sections if section.id == section_id), None)
        if found is None:
            raise KeyError(section_id)
        return found
