"""The JSON Schema of questionnaire files, made from the model, by which editors complete and mark while one writes."""

from __future__ import annotations

import json
from typing import Any

from mapper.questionnaire.model import CONDITION_HERE, QuestionnaireFile
from mapper.questionnaire.when import CELL_OPERATORS, OPERATORS, ROW_OPERATORS, VOICES
from mapper.questionnaire.written import GROUPS

FILE_NAME = "questionnaire.schema.json"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$"
_CONDITION = {"$ref": "#/$defs/Condition"}
_NUMBER = {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}
_WHOLE = {"type": ["integer", "string"], "pattern": r"^\d+$", "minimum": 0}
_CODE = {"type": ["string", "boolean"]}
_CODES = {"anyOf": [_CODE, {"type": "array", "items": _CODE, "minItems": 1}]}
_YES_NO = {"enum": ["yes", "no", True, False]}


def schema() -> dict[str, Any]:
    """Make the schema. What editors with another reading of YAML take for numbers, dates or truth is let through."""
    made = QuestionnaireFile.model_json_schema(by_alias=True)
    made["$defs"] |= {
        "Condition": _condition(),
        "Test": _test(OPERATORS, voice=True),
        "CellTest": _test(CELL_OPERATORS, voice=False),
    }
    return {"$schema": _DIALECT, **_of_pieces(_loosened(made))}


def _of_pieces(made: dict[str, Any]) -> dict[str, Any]:
    """Let a file be put together from pieces; of one that extends another, each part may be no more than a change."""
    names = {"type": "array", "items": {"type": "string", "minLength": 1}}
    pieces = {"include": names, "option_lists": {"type": "object"}}
    change = {"extends": {"type": "string"}, "leave_out": names, "order": names}
    parts = ("sections", "closing", "activities")
    own = {key: value for key, value in made["properties"].items() if key not in parts}
    loose = {key: {"type": "array", "items": {"type": "object"}} for key in parts}
    for question in made["$defs"].values():
        if isinstance(question, dict) and "options" in question.get("properties", {}):
            question["properties"]["options"] = {"anyOf": [question["properties"]["options"], {"type": "string"}]}
    whole = {key: made[key] for key in ("properties", "required", "additionalProperties") if key in made}
    rest = {key: value for key, value in made.items() if key not in whole}
    extended = {"properties": own | loose | pieces | change, "additionalProperties": False}
    return rest | {
        "if": {"required": ["extends"]},
        "then": extended,
        "else": whole | {"properties": whole["properties"] | pieces},
    }


def schema_text() -> str:
    """Write the schema as it is committed beside the questionnaires."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _condition() -> dict[str, Any]:
    groups = {word: {"type": "array", "items": _CONDITION, "minItems": 1} for word in GROUPS}
    return {
        "description": "Several questions in one mapping mean “and”.",
        "type": "object",
        "minProperties": 1,
        "properties": groups,
        "patternProperties": {_REF.replace("[a-z][a-z0-9_]", "(?!(all|any|none)$)[a-z][a-z0-9_]", 1): _tested("Test")},
        "additionalProperties": False,
    }


def _tested(test: str) -> dict[str, Any]:
    return {"anyOf": [*_CODES["anyOf"], {"$ref": f"#/$defs/{test}"}]}


def _test(operators: tuple[str, ...], *, voice: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {name: _ARGUMENTS[name] for name in operators}
    if voice:
        properties["voice"] = {"enum": list(VOICES)}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


_ARGUMENTS: dict[str, dict[str, Any]] = {
    "one_of": _CODES,
    "has": _CODES,
    "has_none": _CODES,
    "at_least": _NUMBER,
    "at_most": _NUMBER,
    "over": _NUMBER,
    "under": _NUMBER,
    "within_days": _WHOLE,
    "answered": _YES_NO,
    "rows": {
        "anyOf": [
            _WHOLE,
            {
                "type": "object",
                "properties": dict.fromkeys(ROW_OPERATORS, _WHOLE),
                "additionalProperties": False,
                "minProperties": 1,
            },
        ]
    },
    "any_row": {"type": "object", "additionalProperties": _tested("CellTest"), "minProperties": 1},
}


def _loosened(node: Any) -> Any:
    """Put conditions in their places, take out what no file can hold, and let an editor's own truth values pass."""
    if isinstance(node, list):
        return [_loosened(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("$comment") == CONDITION_HERE:
        return _CONDITION
    loose = {key: _loosened(value) for key, value in node.items() if key != "default" and not _is_name(key, value)}
    if loose.get("enum") == ["yes", "no"]:
        return loose | _YES_NO
    return _without_null(loose)


def _is_name(key: str, value: object) -> bool:
    return key == "title" and isinstance(value, str)


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    choices = [choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**{key: value for key, value in node.items() if key != "anyOf"}, **choices[0]}
    return node | {"anyOf": choices} if choices else node
