"""What pydantic says is wrong with a file's form, as findings at the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mapper.questionnaire.findings import Finding, listed, nearest, shown
from mapper.questionnaire.model import Became, Column, Option, Question, QuestionBase, Rule, Section
from mapper.questionnaire.naming import id_of
from mapper.questionnaire.source import Map, Place, Seq, Source, key_place, value_place

QUESTION_TYPES: dict[str, type[QuestionBase]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind for kind in get_args(Question)
}
DERIVED = ("ref", "section", "round_of")

_PARTS: dict[str, type[BaseModel]] = {
    "sections": Section,
    "activities": Rule,
    "options": Option,
    "columns": Column,
    "changes": Became,
}
_QUESTION_LISTS = ("questions", "closing")
_IN_NORWEGIAN = {
    "tittel": "title", "spørsmål": "questions", "spørsmaal": "questions", "del": "sections", "deler": "sections",
    "delar": "sections", "spør": "ask", "tekst": "text", "hvorfor": "why", "kvifor": "why", "tips": "tip",
    "valg": "options", "val": "options", "kode": "code", "når": "when", "stemmer": "voices", "rolle": "role",
    "område": "area", "kolonner": "columns", "kolonnar": "columns", "rader": "rows", "versjon": "version",
    "språk": "title", "ansvarlig": "responsible", "ansvarleg": "responsible", "frist": "within", "fra": "from",
    "frå": "from", "til": "to", "lav": "low", "låg": "low", "høy": "high", "høg": "high", "regler": "activities",
    "aktiviteter": "activities", "aktivitetar": "activities", "avslutning": "closing", "enhet": "unit",
    "eining": "unit", "svar": "type", "svartype": "type", "slag": "type",
    "endringer": "changes", "endringar": "changes", "omdøpt": "renamed", "slått_sammen": "merged", "delt": "split",
    "utgått": "retired",
}  # fmt: skip
"""Keys that a Norwegian hand writes without thinking, and what they stand for."""
_CALLED_OTHERWISE = {
    "text": ("ask", "title"),
    "question": ("ask",),
    "label": ("ask", "text", "title"),
    "name": ("title",),
}
"""Keys that stand in other forms for what people read; the first that the part may have is meant."""

_SPAN = re.compile(r"(\d{1,3})\s*([^\W\d]+)")
_UNITS = {
    "dag": "days", "dager": "days", "dagar": "days", "d": "days", "day": "days",
    "uke": "weeks", "uker": "weeks", "veke": "weeks", "veker": "weeks", "week": "weeks", "weeks": "weeks",
    "måned": "months", "måneder": "months", "månad": "months", "månader": "months", "months": "months",
    "days": "days", "month": "months",
}  # fmt: skip
"""Units of time as a hand writes them, and as files have them."""


class UnknownQuestion(Map):
    """A question whose type nobody can tell: known by its id, and by no more."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """One of pydantic's errors, at its place in the tree: the node that holds the last key or index, and that key."""

    kind: str
    context: dict[str, Any]
    node: Any
    key: str | int
    model: type[BaseModel]
    value: Any

    @classmethod
    def of(cls, error: ErrorDetails, root: Map, model: type[BaseModel]) -> Slip:
        """Find where an error stands. The tag of a question's type in pydantic's path is no place in the tree."""
        node: Any = root
        steps = _steps(root, error["loc"])
        for step in steps[:-1]:
            model = _model_at(model, step)
            node = node[step]
        key: str | int = steps[-1] if steps else ""
        value = _get(node, key)
        return cls(error["type"], dict(error.get("ctx", {})), node, key, _question_model(model, node), value)

    @property
    def place(self) -> Place:
        """Give the place of the value; of the mapping where it has no such value."""
        return value_place(self.node, self.key)


def _steps(root: Map, location: tuple[str | int, ...]) -> list[str | int]:
    steps: list[str | int] = []
    node: Any = root
    for index, step in enumerate(location):
        is_tag = index >= 2 and isinstance(location[index - 1], int) and location[index - 2] in _QUESTION_LISTS
        if is_tag and step in QUESTION_TYPES:
            continue
        steps.append(step)
        node = _get(node, step)
    return steps


def _get(node: Any, key: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(str(key))
    return node[key] if isinstance(node, list) and isinstance(key, int) and key < len(node) else None


def _model_at(model: type[BaseModel], step: str | int) -> type[BaseModel]:
    if isinstance(step, int):
        return model
    if step in _QUESTION_LISTS:
        return QuestionBase
    return _PARTS.get(step) or _entry_model(model, step)


def _entry_model(model: type[BaseModel], key: str) -> type[BaseModel]:
    """Find the model of the entries under a key of a list file, such as `partners`."""
    known = model.model_fields.get(key)
    arguments = get_args(known.annotation) if known else ()
    return next((kind for kind in arguments if isinstance(kind, type) and issubclass(kind, BaseModel)), model)


def _question_model(model: type[BaseModel], node: Any) -> type[BaseModel]:
    if model is QuestionBase and isinstance(node, dict):
        return QUESTION_TYPES.get(str(node.get("type")), QuestionBase)
    return model


def known_keys(model: type[BaseModel]) -> list[str]:
    """Give the keys that a part may have, as written in files."""
    return [entry.alias or name for name, entry in model.model_fields.items() if name not in DERIVED]


def nearest_key(written: str, known: Iterable[str]) -> str | None:
    """Find the key that was meant, also where it was written in Norwegian or by what other forms call it."""
    keys, key = list(known), _IN_NORWEGIAN.get(written.casefold(), written.casefold())
    meant = next((each for each in (key, *_CALLED_OTHERWISE.get(key, ())) if each in keys), None)
    return meant or nearest(written, keys)


def repair(slip: Slip, source: Source) -> Finding | None:
    """Report a misspelt key or type and mend the tree; None where the slip is of another kind."""
    if slip.kind == "extra_forbidden":
        return _mend_key(slip.node, str(slip.key), slip.model, source)
    if slip.kind in ("union_tag_invalid", "union_tag_not_found") and isinstance(slip.value, Map):
        return _mend_type(slip, source)
    return None


def _mend_key(node: Map, key: str, model: type[BaseModel], source: Source) -> Finding:
    near = nearest_key(key, known_keys(model))
    finding = source.finding(key_place(node, key), "unknown_key", near, field=key)
    if near and near not in node:
        node.rename(key, near)
    else:
        del node[key]
    return finding


def _mend_type(slip: Slip, source: Source) -> Finding:
    question: Map = slip.value
    if "type" not in question:
        return _mend_missing_type(slip, question, source)
    written = question["type"]
    near = nearest(written, QUESTION_TYPES) if isinstance(written, str) else None
    place = value_place(question, "type")
    known = listed(QUESTION_TYPES)
    finding = source.finding(place, "unknown_type", near, type=shown(written), known=known)
    if near:
        question["type"] = near
    else:
        _stand_in(slip, question)
    return finding


def _mend_missing_type(slip: Slip, question: Map, source: Source) -> Finding:
    every_key = {key for kind in QUESTION_TYPES.values() for key in known_keys(kind)}
    for key in question:
        if key not in every_key and nearest_key(key, every_key) == "type":
            return _mend_key(question, key, QuestionBaseWithType, source)
    _stand_in(slip, question)
    return source.finding(question.place, "missing_key", field="type")


class QuestionBaseWithType(QuestionBase):
    """The keys of a question whose type is not yet known."""

    type: str


def _stand_in(slip: Slip, question: Map) -> None:
    unknown = UnknownQuestion(question.place)
    kept = [key for key in question if key in QuestionBase.model_fields]
    unknown.update({key: question[key] for key in kept}, type="text")
    unknown.keys_at, unknown.values_at = question.keys_at, question.values_at
    slip.node[slip.key] = unknown


_NUMBERS = ("int_parsing", "int_type", "int_from_float", "decimal_parsing", "decimal_type", "int_parsing_size")
_CODES = {
    "too_short": "too_few",
    "tuple_type": "list_expected",
    "list_type": "list_expected",
    "model_type": "mapping_expected",
    "dict_type": "mapping_expected",
    "model_attributes_type": "mapping_expected",
    "string_type": "text_expected",
    "words": "text_expected",
    "dataclass_type": "languages_expected",
    "language": "bad_language",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "date_from_datetime_parsing": "date_expected",
    "date_parsing": "date_expected",
    "date_type": "date_expected",
}
_IDS = {"bad_id": ("_", 40), "bad_rule_id": ("-", 60), "bad_code": ("_", 60)}
"""What stands between the words of each kind of name, and how long it may be."""
_PATTERNS = {
    "id": "bad_id",
    "code": "bad_code",
    "topic": "bad_code",
    "kind": "bad_code",
    "version": "bad_version",
    "from": "bad_version",
}


def describe(slip: Slip, source: Source) -> Finding:
    """Turn a slip into the finding that says it in plain words."""
    if slip.kind == "missing":
        return source.finding(_mapping_place(slip), "missing_key", field=slip.key)
    if slip.kind == "literal_error":
        return _not_among(slip, source)
    if slip.kind == "bool_type":
        return source.finding(
            slip.place, "not_among", _near(slip.value, ("yes", "no")), value=shown(slip.value), known="yes, no"
        )
    if slip.kind in _NUMBERS:
        return source.finding(slip.place, "number_expected", value=shown(slip.value))
    code, lang = _code(slip), slip.context.get("language", "")
    near = _as_id(code, slip.value)
    return source.finding(
        _place(slip), code, near, field=slip.key, value=shown(slip.value), limit=_limit(slip), lang=lang
    )


def _as_id(code: str, written: object) -> str | None:
    """Write an id or a code with the characters that it may have."""
    if code not in _IDS or not isinstance(written, str) or not any(char.isalpha() for char in written):
        return None
    apart, longest = _IDS[code]
    made = id_of(written, apart, longest)
    return made.upper() if code == "bad_code" else made


def _code(slip: Slip) -> str:
    if slip.kind == "string_pattern_mismatch":
        key = slip.key if isinstance(slip.key, str) else "code"
        return (
            "bad_rule_id" if key == "id" and "9-" in slip.context.get("pattern", "") else _PATTERNS.get(key, "bad_id")
        )
    return _CODES.get(slip.kind, "odd_value")


def _mapping_place(slip: Slip) -> Place:
    node = slip.node
    return node.place if isinstance(node, Map | Seq) else 0


def _place(slip: Slip) -> Place:
    if slip.kind == "language":
        return key_place(slip.value, slip.context["language"])
    if slip.kind == "words":
        return value_place(slip.value, slip.context["language"])
    return slip.place


def _limit(slip: Slip) -> str:
    context = slip.context
    return str(context.get("min_length", context.get("ge", context.get("le", ""))))


def _not_among(slip: Slip, source: Source) -> Finding:
    known = [word.strip(" '") for word in str(slip.context["expected"]).replace(" or ", ", ").split(",")]
    near = _near(slip.value, known)
    return source.finding(slip.place, "not_among", near, value=shown(slip.value), known=listed(known))


def _near(value: object, known: Iterable[str]) -> str | None:
    return nearest(value, known) if isinstance(value, str) else None


def span_of(written: str) -> str | None:
    """Write a span of time as files have it, or give None where none can be made out."""
    found = _SPAN.fullmatch(written.strip().casefold())
    unit = _UNITS.get(found[2]) if found else None
    return f"{int(found[1])} {unit}" if found and unit and int(found[1]) else None
