"""The schema beside the questionnaires is the one that the model makes, and it knows every key."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

from pydantic import BaseModel

from mapper.questionnaire.form_errors import QUESTION_TYPES, known_keys
from mapper.questionnaire.library import shipped_folder
from mapper.questionnaire.model import QuestionnaireFile, Rule, Section
from mapper.questionnaire.schema import FILE_NAME, schema, schema_text
from mapper.questionnaire.when import CELL_OPERATORS, OPERATORS


def test_the_committed_schema_is_current() -> None:
    committed = (shipped_folder() / FILE_NAME).read_text(encoding="utf-8")
    assert committed == schema_text(), "write it anew: `mapper schema`, or mapper.questionnaire.schema.schema_text()"


def test_every_part_has_its_keys_and_no_others() -> None:
    made = schema()
    parts: dict[str, type[BaseModel]] = {
        "Section": Section,
        "Rule": Rule,
        **{kind.__name__: kind for kind in QUESTION_TYPES.values()},
    }
    assert set(made["else"]["properties"]) == {*known_keys(QuestionnaireFile), "include", "option_lists"}
    for name, model in parts.items():
        assert set(made["$defs"][name]["properties"]) == set(known_keys(model))
        assert made["$defs"][name]["additionalProperties"] is False


def test_every_reference_leads_somewhere() -> None:
    made = schema()
    names = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(made)))
    assert {"Condition", "Test", "CellTest"} <= names <= set(made["$defs"])
    assert "$comment" not in json.dumps(made)


def test_conditions_know_every_test() -> None:
    made = schema()["$defs"]
    assert set(made["Test"]["properties"]) == {*OPERATORS, "voice"}
    assert set(made["CellTest"]["properties"]) == set(CELL_OPERATORS)
    assert set(made["Condition"]["properties"]) == {"all", "any", "none"}
    (pattern,) = made["Condition"]["patternProperties"]
    found: dict[str, Any] = {word: bool(re.search(pattern, word)) for word in ("a.b", "mark", "all", "A.b", "a.b.c")}
    assert found == {"a.b": True, "mark": True, "all": False, "A.b": False, "a.b.c": False}


def test_the_types_of_questions_are_those_of_the_model() -> None:
    assert tuple(QUESTION_TYPES) == (
        "yes_no", "one", "several", "scale", "text", "number", "money", "date", "list", "table",
    )  # fmt: skip
    assert all(get_args(kind.model_fields["type"].annotation) == (name,) for name, kind in QUESTION_TYPES.items())
