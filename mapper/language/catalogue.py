"""What the program itself says, in every screen language.

A key is `file.group.name`: the first part names a file in `catalogues/<language>/`, read when it is first needed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

_FOLDER = Path(__file__).with_name("catalogues")
_STANDS_IN = {"nn": "nb"}


@cache
def entries(language: str, file: str) -> dict[str, str]:
    """Read one catalogue file, flat: `group.name` to words. Unknown languages read as Bokmål."""
    path = _FOLDER / language / f"{file}.toml"
    if not path.exists():
        return {} if language == "nb" else entries("nb", file)
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")), ""))


def _flat(table: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((prefix + name, str(value)))
    return found


def words(key: str, language: str, /, **values: object) -> str:
    """Give the words under `key`, with `values` put in as plain text.

    A value `n` chooses between `key.one` and `key.other` where the catalogue has both.
    Raises KeyError where neither the language nor the one that stands in for it has the key: a test finds those first.
    """
    file, _, name = key.partition(".")
    pattern = _pattern(name, file, language, values.get("n"))
    return _Filler().vformat(pattern, (), values) if values else pattern


def _pattern(name: str, file: str, language: str, n: object) -> str:
    for code in (language, _STANDS_IN.get(language, "nb"), "nb"):
        known = entries(code, file)
        if n is not None:
            form = known.get(f"{name}.{'one' if n == 1 else 'other'}")
            if form is not None:
                return form
        if name in known:
            return known[name]
    raise KeyError(f"{file}.{name}")


class _Filler(Formatter):
    """Puts values in by name only: no attributes, no indexes, no format instructions from a value."""

    def get_field(self, field_name: str, _args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        return kwargs[field_name], field_name
