"""What can go wrong and be told: a code and plain facts, never words and never an answer.

The words for a code stand in the catalogues: `vault_missing` is told by `vault.missing.says` (what happened) and
`vault.missing.do` (what to do).
"""

from __future__ import annotations

from typing import ClassVar


class Fault(Exception):
    """Base of everything expected that stops an act. `facts` fill the words of the catalogue."""

    code: ClassVar[str]

    def __init__(self, **facts: str | int) -> None:
        super().__init__(self.code)
        self.facts = facts
