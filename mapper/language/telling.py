"""A fault's code, told in words: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapper.language.catalogue import words
from mapper.language.clean import clean_line


@dataclass(frozen=True, slots=True)
class Told:
    """One fault in words."""

    code: str
    says: str
    do: str


def tell(code: str, facts: Mapping[str, object], language: str) -> Told:
    """Find the words for a code: `vault_missing` stands in the catalogue `vault` under `missing`."""
    file, _, group = code.partition("_")
    cleaned = {name: fact if isinstance(fact, int) else clean_line(str(fact)) for name, fact in facts.items()}
    return Told(
        code=code,
        says=words(f"{file}.{group}.says", language, **cleaned),
        do=words(f"{file}.{group}.do", language, **cleaned),
    )
