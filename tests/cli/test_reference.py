"""The reference of questionnaire files names every key, value and default that the program has, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mapper.questionnaire import model
from mapper.questionnaire.checking.fitting import OPERATORS_OF
from mapper.questionnaire.condition import CellOperator, Operator, Voice
from mapper.questionnaire.findings import ADVICE
from mapper.questionnaire.lists import LIST_FILES
from mapper.questionnaire.pieces import PIECE_KEYS
from mapper.questionnaire.written import GROUPS

PAGE = (Path(__file__).parents[2] / "docs" / "questionnaire-reference.md").read_text(encoding="utf-8")
PARTS: dict[str, type[BaseModel]] = {
    "## File": model.QuestionnaireFile,
    "## Section": model.Section,
    "## Question": model.QuestionBase,
    "## Option": model.Option,
    "## Column": model.Column,
    "## Rule": model.Rule,
    "## Rounds": model.Rounds,
    "## Changes": model.Became,
}
TYPES = {get_args(kind.model_fields["type"].annotation)[0]: kind for kind in get_args(model.Question)}
BY_THE_PROGRAM = {"ref", "section", "round_of"}
"""Keys of a question that no file may write."""
OTHERWISE = {"key": "its `id`", "area": "that of the part"}
"""Defaults that are no value of their own."""


def part(heading: str) -> str:
    return PAGE.partition(f"\n{heading}\n")[2].partition("\n#")[0]


def rows(heading: str) -> dict[str, list[str]]:
    """Give the cells of each row of a part's tables, by the key in the first."""
    found = [line.strip("| ").split(" | ") for line in part(heading).splitlines() if line.startswith("| `")]
    return {cells[0].strip("`"): cells[1:] for cells in found}


def keys(kind: type[BaseModel], but: set[str]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in kind.model_fields.items() if name not in but}


def default(field: FieldInfo) -> str:
    if field.is_required():
        return "must"
    match field.default:
        case bool():
            return "`yes`" if field.default else "`no`"
        case None | () | "":
            return "–"
        case tuple():
            return f"`[{', '.join(field.default)}]`"
        case value:
            return f"`{value}`" if value != {} else "–"


def literals(annotation: Any) -> set[str]:
    """Give the words that a type lets through, wherever they stand in it."""
    inner = [each for each in get_args(annotation) if each is not type(None)]
    return {each for each in inner if isinstance(each, str)} or {word for each in inner for word in literals(each)}


@pytest.mark.parametrize("heading", PARTS)
def test_every_key_of_a_part_is_told_with_its_values_and_default_and_no_other(heading: str) -> None:
    told = rows(heading)
    if heading == "## Question":
        assert told.pop("type")[-1] == "must"
    has = keys(PARTS[heading], BY_THE_PROGRAM if heading == "## Question" else set())
    assert set(told) == set(has)
    for name, field in has.items():
        _, values, otherwise = told[name]
        assert otherwise in (default(field), OTHERWISE.get(name)), name
        assert all(f"`{word}`" in values for word in literals(field.annotation)), name


def test_every_type_of_question_is_told_and_no_other() -> None:
    assert set(re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE)) == set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_tells_what_it_has_beside_the_rest(kind: str) -> None:
    told = rows(f"### `{kind}`")
    own = keys(TYPES[kind], {*model.QuestionBase.model_fields, "type"})
    assert {name: cells[-1] for name, cells in told.items()} == {name: default(field) for name, field in own.items()}


def test_every_test_and_group_is_told_with_the_types_that_it_fits() -> None:
    told = rows("## Condition")
    assert set(told) == {*get_args(Operator), *GROUPS}
    for test in get_args(Operator):
        fits = {kind for kind, operators in OPERATORS_OF.items() if test in operators}
        assert set(re.findall(r"`(\w+)`", told[test][-1])) == fits, test
    assert all(f"`{word}`" in part("## Condition") for word in (*get_args(CellOperator), *get_args(Voice), "voice"))


def test_every_key_that_puts_files_together_is_told() -> None:
    assert set(rows("## Several files")) == set(PIECE_KEYS)


def test_every_code_of_advice_is_told() -> None:
    assert set(re.findall(r"`([a-z_]+)`", part("## Accepted").partition("The codes:")[2])) == set(ADVICE)


def test_every_list_and_its_keys_are_told() -> None:
    told = rows("## Lists")
    assert set(told) == set(LIST_FILES)
    for name, kind in LIST_FILES.items():
        holds, entry = told[name]
        fields = {key: field for key, field in kind.model_fields.items() if key != "accepted"}
        assert set(re.findall(r"`(\w+)`", holds)) == set(fields)
        entries = [inner for field in fields.values() for inner in get_args(field.annotation) if inner is not ...]
        assert set(re.findall(r"`(\w+)`", entry)) == {key for each in entries for key in each.model_fields}
