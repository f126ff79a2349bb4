"""One answer: a value, or one of three ways of not giving one. No answer at all means not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

PassedOver: TypeAlias = Literal["unknown", "declined", "later"]
State: TypeAlias = Literal["value", PassedOver]
Cell: TypeAlias = str | Decimal | date
Row: TypeAlias = Mapping[str, Cell]
"""Column id to cell; empty cells are left out. Codes are str."""
Value: TypeAlias = str | Decimal | date | tuple[str, ...] | tuple[Row, ...]
"""yes_no and one: a code · several: codes in the order chosen · scale, number, money: Decimal · text: str ·
date: date · list: lines · table: rows."""
View: TypeAlias = Literal["yes", "partly", "no", "left"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one voice said to one question.

    `write_in` holds own words beside a chosen option, as (code, words); `comment` holds words beside a code or a scale.
    """

    state: State = "value"
    value: Value | None = None
    write_in: tuple[tuple[str, str], ...] = ()
    comment: str = ""

    @property
    def given(self) -> bool:
        """Tell whether there is a value."""
        return self.state == "value"


SCHEMA: Final[dict[str, Any]] = {
    "description": "One answer: a value in one of five forms, or one of three ways of not giving one.",
    "type": "object",
    "properties": {
        "state": {"enum": ["value", "unknown", "declined", "later"]},
        "text": {"type": "string", "description": "A text, or the code of an option."},
        "number": {"type": "string", "description": "A number, written with a full stop."},
        "date": {"type": "string", "format": "date"},
        "list": {"type": "array", "items": {"type": "string"}, "description": "Lines, or codes in the order chosen."},
        "rows": {
            "type": "array",
            "description": "Rows of a table: column to cell.",
            "items": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "properties": {name: {"type": "string"} for name in ("text", "number", "date")},
                    "additionalProperties": False,
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            },
        },
        "write_in": {"type": "object", "additionalProperties": {"type": "string"}},
        "comment": {"type": "string"},
    },
    "required": ["state"],
    "additionalProperties": False,
}
"""The JSON Schema of what `to_json` writes."""

UNKNOWN = Answer("unknown")
DECLINED = Answer("declined")
LATER = Answer("later")


def to_json(answer: Answer) -> dict[str, Any]:
    """Write an answer as plain data; empty parts are left out."""
    data: dict[str, Any] = {"state": answer.state}
    if answer.value is not None:
        data |= _value_to_json(answer.value)
    if answer.write_in:
        data["write_in"] = dict(answer.write_in)
    if answer.comment:
        data["comment"] = answer.comment
    return data


def from_json(data: Mapping[str, Any]) -> Answer:
    """Read an answer as `to_json` wrote it. Raises KeyError, TypeError or ValueError on anything else."""
    return Answer(
        state=data["state"],
        value=_value_from_json(data),
        write_in=tuple(data.get("write_in", {}).items()),
        comment=data.get("comment", ""),
    )


def _value_to_json(value: Value) -> dict[str, Any]:
    if isinstance(value, tuple):
        if value and not isinstance(value[0], str):
            return {"rows": [{name: _cell_to_json(cell) for name, cell in row.items()} for row in value]}
        return {"list": list(value)}
    return _cell_to_json(value)


def _cell_to_json(cell: Cell) -> dict[str, str]:
    if isinstance(cell, Decimal):
        return {"number": str(cell)}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    return {"text": cell}


def _value_from_json(data: Mapping[str, Any]) -> Value | None:
    if "rows" in data:
        return tuple({name: _cell_from_json(cell) for name, cell in row.items()} for row in data["rows"])
    if "list" in data:
        return tuple(data["list"])
    return _cell_from_json(data) if data["state"] == "value" else None


def _cell_from_json(data: Mapping[str, str]) -> Cell:
    if "number" in data:
        return Decimal(data["number"])
    if "date" in data:
        return date.fromisoformat(data["date"])
    return data["text"]
