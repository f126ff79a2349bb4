"""What a questionnaire file says, typed and frozen.

Every scalar arrives as text and gets its type here. `ref`, `section` and the inherited `area` are filled in when
files are composed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SkipValidation,
    Strict,
    WithJsonSchema,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from mapper.language.text import Text
from mapper.questionnaire.condition import Condition, Voice
from mapper.questionnaire.findings import ADVICE
from mapper.questionnaire.written import as_written

Area: TypeAlias = Literal["work", "social", "shared"]
Sensitivity: TypeAlias = Literal["open", "private", "special"]
Profile: TypeAlias = Literal["short", "full"]
Responsible: TypeAlias = Literal["participant", "caseworker", "employment_specialist", "partner", "employer"]
Target: TypeAlias = Literal["activity_plan", "social", "individual_plan", "measure_agreement"]
Role: TypeAlias = Literal[
    "present", "language", "interpreter", "explained",  # the card at the start of a meeting
    "urgent", "hope", "matters", "topics", "strengths", "goal",  # what pages and documents look for by meaning
    "mark", "level", "works", "act",  # the lines that close a life area
    "added",  # what the caseworker adds to a life area, in the picture
]  # fmt: skip

CONDITION_HERE = "condition"
"""Marks, in the schema that pydantic makes, the places where `schema` puts the form of a condition."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
PICTURE_ROLES: frozenset[Role] = frozenset(("mark", "level", "added"))
"""Closing lines that the picture shows."""
CLOSING_ROLES: frozenset[Role] = PICTURE_ROLES | {"works", "act"}
"""The lines that close every life area."""

_SCALAR = {"type": ["string", "number", "boolean"], "minLength": 1}
_TEXT_SCHEMA = {
    "type": "object",
    "propertyNames": {"pattern": f"^{_LANGUAGE.pattern}$"},
    "additionalProperties": _SCALAR,
    "minProperties": 1,
}


def _yes_no(value: object) -> object:
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def _text(value: object) -> object:
    if not isinstance(value, dict):
        return value
    for language, words in value.items():
        if not _LANGUAGE.fullmatch(language):
            raise PydanticCustomError("language", "no language code", {"language": language})
        if not isinstance(words, str):
            raise PydanticCustomError("words", "no words", {"language": language})
    return Text(tuple(value.items()))


def _written(condition: Condition | None) -> dict[str, Any] | None:
    return as_written(condition) if condition else None


def _refuse(_: object) -> object:
    raise PydanticCustomError("extra_forbidden", "filled in by the program")


YesNo: TypeAlias = Annotated[bool, Strict(), BeforeValidator(_yes_no), WithJsonSchema({"enum": ["yes", "no"]})]
Words: TypeAlias = Annotated[
    Text,
    BeforeValidator(_text),
    PlainSerializer(lambda text: dict(text.versions)),
    WithJsonSchema(_TEXT_SCHEMA),
]
Code: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,59}$")]
Id: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
RuleId: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
Version: TypeAlias = Annotated[str, Field(pattern=r"^[0-9]{1,9}\.[0-9]{1,9}(\.[0-9]{1,9})?$")]
Ref: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}$")]
Tags: TypeAlias = Annotated[dict[str, str], WithJsonSchema({"type": "object", "additionalProperties": _SCALAR})]
When: TypeAlias = Annotated[
    SkipValidation[Condition | None], PlainSerializer(_written), WithJsonSchema({"$comment": CONDITION_HERE})
]
Accepted: TypeAlias = Annotated[
    dict[str, str],
    WithJsonSchema({"type": "object", "propertyNames": {"enum": list(ADVICE)}, "additionalProperties": _SCALAR}),
]
"""Advice of the check that does not fit here, by its code, each with the reason. `checking.accepting` reads it."""
Derived: TypeAlias = Annotated[SkipJsonSchema[str], BeforeValidator(_refuse)]
"""Filled in by `compose`; a file that writes such a key is told that the key is unknown."""


class Frozen(BaseModel):
    """Base of every part of a file: immutable, and without keys that nobody defined."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Option(Frozen):
    """One thing that may be chosen; with `write_in`, own words may stand beside it."""

    code: Code
    text: Words
    write_in: YesNo = False


class Column(Frozen):
    """One column of a table: a simple type, with options where it is `one`."""

    id: Id
    text: Words
    type: Literal["text", "one", "number", "money", "date", "yes_no"] = "text"
    options: tuple[Option, ...] = ()
    max: int | None = None


class QuestionBase(Frozen):
    """What every question has, whatever its type.

    In a pack with rounds every question is asked anew in each round, but for those with `once`. What was said first is
    compared with the first round, or with the answer to `compare_with`, a question that was asked before the pack.
    """

    id: Id
    ask: Words
    why: Words | None = None
    tip: Words | None = None
    voices: tuple[Voice, ...] = ("participant",)
    sensitivity: Sensitivity = "open"
    profile: Profile = "full"
    area: Area | None = None
    alone: YesNo = False
    on_paper: YesNo = True
    comment: YesNo = False
    comment_ask: Words | None = None
    once: YesNo = False
    compare_with: Ref | None = None
    role: Role | None = None
    tags: Tags = {}
    when: When = None
    protected: YesNo = False
    no_need: tuple[Code, ...] = ()
    need: Literal["low", "high"] | None = None
    accepted: Accepted = {}
    ref: Derived = ""
    section: Derived = ""
    round_of: Derived = ""


class YesNoQuestion(QuestionBase):
    """Asks for YES or NO."""

    type: Literal["yes_no"]


class OneQuestion(QuestionBase):
    """Asks to choose one option."""

    type: Literal["one"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class SeveralQuestion(QuestionBase):
    """Asks to choose any number of options, or up to `at_most`. A `no_need` code clears the others."""

    type: Literal["several"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    at_most: Annotated[int, Field(ge=1)] | None = None


class ScaleQuestion(QuestionBase):
    """Asks for a whole number between two named ends."""

    type: Literal["scale"]
    from_: Annotated[int, Field(alias="from", ge=0)] = 0
    to: Annotated[int, Field(le=100)] = 10
    low: Words
    high: Words


class TextQuestion(QuestionBase):
    """Asks for own words, at most `max` characters."""

    type: Literal["text"]
    max: Annotated[int, Field(ge=1, le=10_000)] = 1000


class NumberQuestion(QuestionBase):
    """Asks for a number, with whole steps unless `decimals` says how many."""

    type: Literal["number"]
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    unit: Words | None = None


class MoneyQuestion(QuestionBase):
    """Asks for an amount in kroner."""

    type: Literal["money"]


class DateQuestion(QuestionBase):
    """Asks for a day."""

    type: Literal["date"]


class ListQuestion(QuestionBase):
    """Asks for short lines, at most `rows` of `max` characters each."""

    type: Literal["list"]
    rows: Annotated[int, Field(ge=1, le=100)] = 10
    max: Annotated[int, Field(ge=1, le=500)] = 120


class TableQuestion(QuestionBase):
    """Asks for rows of simple cells."""

    type: Literal["table"]
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: Annotated[int, Field(ge=1, le=100)] = 12


Question: TypeAlias = (
    YesNoQuestion
    | OneQuestion
    | SeveralQuestion
    | ScaleQuestion
    | TextQuestion
    | NumberQuestion
    | MoneyQuestion
    | DateQuestion
    | ListQuestion
    | TableQuestion
)
AnyQuestion: TypeAlias = Annotated[Question, Field(discriminator="type")]


class Section(Frozen):
    """A part of the conversation.

    `topic` is the option code (of the question with role `topics`) by which the participant chooses this part; only
    parts with a topic are reordered, and only they get the closing lines. `card` parts are asked on one page when a
    meeting opens, anew in each meeting. A `gathers_alone` part has no questions of its own: it is the place where all
    questions with `alone: yes` are asked.
    """

    id: Id
    title: Words
    intro: Words | None = None
    area: Area = "shared"
    topic: Code | None = None
    card: YesNo = False
    gathers_alone: YesNo = False
    when: When = None
    accepted: Accepted = {}
    questions: tuple[AnyQuestion, ...] = ()


class Rule(Frozen):
    """Condition → suggestion. `key` merges rules that suggest the same; it is the rule's id where it is not given.

    `because` gives the reason without a speaker: the program adds whose words it rests on. `quote: no` keeps the
    answers' words out of the reason. `ask_target` lets the participant choose whether the step goes into the
    activity plan at all. `nav_decides` marks a step that Nav owns and must say yes to. An `on_rounds` step is done on
    the day that the pack's rounds are counted from, and on the day of each round. `keep_open` lists the step among the
    needs without one until they will try it, also where it was put off or refused.
    """

    id: RuleId
    key: RuleId | None = None
    when: When
    suggest: Words
    because: Words
    kind: Code | None = None
    responsible: Responsible
    others: tuple[Responsible, ...] = ()
    within: str
    partner: str | None = None
    measure: str | None = None
    law: tuple[str, ...] = ()
    target: Target
    topic: Code | None = None
    purpose: Words | None = None
    describe: Words | None = None
    quote: YesNo = True
    ask_target: YesNo = False
    nav_decides: YesNo = False
    first: YesNo = False
    accepted: Accepted = {}
    on_rounds: YesNo = False
    keep_open: YesNo = False


class Rounds(Frozen):
    """When a pack is asked again: `at` some spans after the day that `from` asks for.

    `with` names the text question that says who follows it up.
    """

    from_: Annotated[Ref, Field(alias="from")]
    at: Annotated[tuple[str, ...], Field(min_length=1, max_length=24)]
    with_: Annotated[Ref | None, Field(alias="with")] = None


class Became(Frozen):
    """What became of one thing since version `from`, in the names of that version: one subject, one verb.

    The subject is a `question` (`section.question`, or the bare id of a closing line), a `column` of it, an `option` or
    `options` of either, a `section`, or a `suggestion` by its key. The verb says what it is called now (`renamed`),
    which option stands for it (`merged`), which questions or options ask for it (`split`), that nobody asks for it any
    more (`retired`), or that it means something else under its old name (`retyped`).
    """

    from_: Annotated[Version, Field(alias="from")]
    question: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$")] | None = None
    section: Id | None = None
    suggestion: RuleId | None = None
    column: Id | None = None
    option: Code | None = None
    options: Annotated[tuple[Code, ...], Field(min_length=1)] | None = None
    renamed: Annotated[str, Field(min_length=1)] | None = None
    merged: Code | None = None
    split: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    retired: YesNo = False
    retyped: YesNo = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the options that it is about."""
        return self.options or ((self.option,) if self.option else ())

    @property
    def whole(self) -> bool:
        """Tell whether it is about a question as a whole."""
        return self.question is not None and self.column is None and not self.codes


class QuestionnaireFile(Frozen):
    """One file as written: the core, or a pack (with `offer_when`).

    `about` says in the list of packs what the pack is for. A pack that marks no question as `short` is asked whole in
    the short conversation too.
    """

    id: RuleId
    version: Version
    title: Words
    about: Words | None = None
    license: str | None = None
    offer_when: When = None
    accepted: Accepted = {}
    rounds: Rounds | None = None
    sections: tuple[Section, ...]
    closing: tuple[AnyQuestion, ...] = ()
    activities: tuple[Rule, ...] = ()
    changes: tuple[Became, ...] = ()


def raw(part: Frozen) -> dict[str, Any]:
    """Give a part as plain JSON data, keys as written in files."""
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
