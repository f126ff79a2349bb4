"""What the files of one questionnaire say to each other, read from their trees, so that it stands where forms fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from mapper.questionnaire.condition import YES_NO, Condition, Test, both, renamed
from mapper.questionnaire.form_errors import QUESTION_TYPES, UnknownQuestion
from mapper.questionnaire.model import QuestionnaireFile
from mapper.questionnaire.read import Reading, maps
from mapper.questionnaire.source import Map, Place, Source, value_place
from mapper.questionnaire.when import Placed

MOST_QUESTIONS = 50_000
"""So many questions stand in one questionnaire, where closing lines are repeated in life areas."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A part of a file that may have a condition: its mapping, the condition as read, and where each test stands."""

    name: str
    source: Source
    node: Map
    when: Condition | None = None
    placed: tuple[Placed, ...] = ()

    def get(self, key: str) -> Any:
        """Give what stands under a key, untyped."""
        return self.node.get(key)

    def place(self, key: str) -> Place:
        """Give the place of the value under a key; of the part itself where it has none."""
        return value_place(self.node, key)


@dataclass(frozen=True, slots=True)
class OutlinedQuestion(Owner):
    """A question: `name` is its ref, `order` its place in composed order, `codes` what it may be answered with."""

    section: str = ""
    order: int = 0
    type: str | None = None
    codes: tuple[str, ...] | None = None
    """None where the type has no codes, or where its options could not be read."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    repeats: bool = False
    """A closing line at the end of a life area."""

    @property
    def protected(self) -> bool:
        """Tell whether its answers may never make the offer smaller."""
        return bool(self.get("protected") == "yes")

    @property
    def no_need(self) -> tuple[str, ...]:
        """Give the codes that say that there is no need."""
        return texts_in(self.get("no_need"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its type, and its codes where it has some."""

    type: str
    codes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class OutlinedSection(Owner):
    """A section: `name` is its id, `first` the order of its first question."""

    first: int = 0


@dataclass(frozen=True, slots=True)
class Double:
    """An id that stands twice: what kind of id, where it stands again, and where it stood first."""

    kind: str
    again: Owner
    first: Owner


@dataclass(slots=True)
class Outline:
    """All parts of a core and its packs, in composed order. Where an id stands twice, the first counts."""

    readings: Sequence[Reading[QuestionnaireFile]]
    questions: dict[str, OutlinedQuestion] = field(default_factory=dict)
    """By ref, closing lines repeated."""
    written: list[OutlinedQuestion] = field(default_factory=list)
    """Each question once, as it stands in a file; closing lines by bare id."""
    sections: dict[str, OutlinedSection] = field(default_factory=dict)
    written_sections: list[OutlinedSection] = field(default_factory=list)
    rules: list[Owner] = field(default_factory=list)
    packs: list[Owner] = field(default_factory=list)
    closings: dict[tuple[str, str], OutlinedQuestion] = field(default_factory=dict)
    """By file name and bare id."""
    doubles: list[Double] = field(default_factory=list)
    topics: OutlinedQuestion | None = None
    overfull: OutlinedSection | None = None
    """The section whose closing lines had no room any more."""

    @classmethod
    def of(cls, *readings: Reading[QuestionnaireFile]) -> Outline:
        """Outline files in the order in which they are composed."""
        outline = cls(readings)
        for reading in readings:
            outline._take_closings(reading)
        for reading in readings:
            for node in maps(reading.root, "sections"):
                outline._take_section(reading, node)
        for reading in readings:
            outline._take_rules(reading)
        return outline

    def owners(self) -> Iterator[Owner]:
        """Give everything that may have a condition, as it stands in the files."""
        yield from self.packs
        yield from self.written_sections
        yield from self.written
        yield from self.rules

    def _take_closings(self, reading: Reading[QuestionnaireFile]) -> None:
        for node in maps(reading.root, "closing"):
            question = _question(reading, node, _id(node), "", len(self.closings))
            self.written.append(question)
            key = (reading.source.name, question.name)
            if key in self.closings:
                self.doubles.append(Double("question", question, self.closings[key]))
            self.closings.setdefault(key, question)
        for section in maps(reading.root, "sections"):
            for node in maps(section, "questions"):
                if node.get("role") == "topics" and self.topics is None:
                    self.topics = _question(reading, node, f"{_id(section)}.{_id(node)}", _id(section), 0)

    def _take_section(self, reading: Reading[QuestionnaireFile], node: Map) -> None:
        owner = _owner(reading, node, _id(node), "when")
        earlier = self.sections.get(owner.name)
        first = len(self.questions)
        for inner in maps(node, "questions"):
            question = _question(reading, inner, f"{owner.name}.{_id(inner)}", owner.name, len(self.questions))
            self.written.append(question)
            self._add(question, in_double=earlier is not None)
        section = OutlinedSection(owner.name, owner.source, node, owner.when, owner.placed, first)
        for closing in self._closings_of(section):
            if len(self.questions) >= MOST_QUESTIONS:
                self.overfull = self.overfull or section
                break
            self._add(closing, in_double=earlier is not None)
        self.written_sections.append(section)
        if earlier is None:
            self.sections[owner.name] = section
        else:
            self.doubles.append(Double("section", section, earlier))

    def _add(self, question: OutlinedQuestion, *, in_double: bool) -> None:
        earlier = self.questions.get(question.name)
        if earlier is None:
            self.questions[question.name] = question
        elif not in_double:
            again, first = (earlier, question) if question.repeats else (question, earlier)
            self.doubles.append(Double("question", again, first))

    def _take_rules(self, reading: Reading[QuestionnaireFile]) -> None:
        if reading.root.get("offer_when") is not None:
            self.packs.append(_owner(reading, reading.root, "", "offer_when"))
        known = {rule.name: rule for rule in self.rules}
        for node in maps(reading.root, "activities"):
            rule = _owner(reading, node, _id(node), "when")
            self.rules.append(rule)
            if rule.name in known:
                self.doubles.append(Double("rule", rule, known[rule.name]))
            known.setdefault(rule.name, rule)

    def _closings_of(self, section: OutlinedSection) -> Iterator[OutlinedQuestion]:
        topic = section.get("topic")
        if topic is None:
            return
        files = (section.source.name, self.readings[0].source.name)
        closings = next((found for file in files if (found := self.closings_in(file))), [])
        refs = {closing.name: f"{section.name}.{closing.name}" for closing in closings}
        chosen = Test(self.topics.name, "has", (str(topic),)) if self.topics else None
        for closing in closings:
            when = both(chosen, renamed(closing.when, refs) if closing.when else None)
            yield replace(
                closing,
                name=refs[closing.name],
                section=section.name,
                when=when,
                order=len(self.questions),
                repeats=True,
            )

    def closings_in(self, file: str) -> list[OutlinedQuestion]:
        """Give the closing lines that a file writes."""
        return [closing for (name, _), closing in self.closings.items() if name == file]


def _id(node: Map) -> str:
    found = node.get("id")
    return found if isinstance(found, str) else ""


def _owner(reading: Reading[QuestionnaireFile], node: Map, name: str, key: str) -> Owner:
    when = node.get(key)
    condition = when if isinstance(when, Condition) else None
    return Owner(name, reading.source, node, condition, reading.placed.get(id(node), ()))


def _question(
    reading: Reading[QuestionnaireFile], node: Map, ref: str, section_id: str, order: int
) -> OutlinedQuestion:
    owner = _owner(reading, node, ref, "when")
    kind = node.get("type")
    known = kind if kind in QUESTION_TYPES and not isinstance(node, UnknownQuestion) else None
    return OutlinedQuestion(
        ref,
        owner.source,
        node,
        owner.when,
        owner.placed,
        section_id,
        order,
        known,
        codes_of(node, kind),
        _columns(node),
    )


def codes_of(node: Map, kind: object) -> tuple[str, ...] | None:
    """Give the codes that a question or column may be answered with; None where it has none that can be read."""
    if kind == "yes_no":
        return YES_NO
    if kind not in ("one", "several"):
        return None
    codes = tuple(option.get("code") for option in maps(node, "options"))
    return codes if codes and all(isinstance(code, str) for code in codes) else None


def _columns(node: Map) -> dict[str, Column]:
    if node.get("type") != "table":
        return {}
    columns = ((column, str(column.get("type", "text"))) for column in maps(node, "columns"))
    return {_id(column): Column(kind, codes_of(column, kind)) for column, kind in columns}


def texts_in(value: object) -> tuple[str, ...]:
    """Give the texts in a list, or nothing where it is no list."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def number_in(value: object, standard: int | None = None) -> Decimal | None:
    """Give the number that a text says; the standard where there is no text; None where it says no number."""
    if value is None:
        return None if standard is None else Decimal(standard)
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
