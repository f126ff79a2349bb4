"""What was changed by hand on papers while a conversation is open, and on which forms of a paper each change stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mapper.documents.model import Change, Place, Wanted

Sheet: TypeAlias = tuple[str, str, str]
"""A paper by its document, language and recipient; its area and print are forms of the same."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """How many changes are let go, for their text has become another, and how many only do not stand on this form."""

    gone: int = 0
    aside: int = 0


@dataclass(slots=True)
class _Kept:
    """A change, and the forms of the paper that it has stood on, or that it was left out of and told."""

    change: Change
    stood: set[Wanted] = field(default_factory=set)
    told: set[Wanted] = field(default_factory=set)


class HandChanges:
    """Keeps each change with the forms of its paper that it fits, and brings it back with them."""

    def __init__(self) -> None:
        self._kept: dict[Sheet, dict[Place, _Kept]] = {}

    def of(self, wanted: Wanted) -> tuple[Change, ...]:
        """Give every change of a paper, whatever form it was made on."""
        return tuple(each.change for each in self._on(wanted).values())

    def put(self, wanted: Wanted, change: Change) -> None:
        """Keep a change that stands on a paper."""
        self._on(wanted)[change.place] = _Kept(change, {_form(wanted)})

    def put_back(self, wanted: Wanted, places: Iterable[Place]) -> None:
        """Let go of what was changed in some places."""
        for place in places:
            self._on(wanted).pop(place, None)

    def settle(self, wanted: Wanted, refused: Iterable[Change]) -> Unfit:
        """Note which changes stand on a paper that is made, and let go of those that stood on this form before.

        One that does not stand on this form, and never did, is kept for the forms that it was made on.
        """
        form, places = _form(wanted), {change.place for change in refused}
        kept = self._on(wanted)
        unfit = {place: each for place, each in kept.items() if place in places}
        gone = [place for place, each in unfit.items() if form in each.stood]
        aside = [each for each in unfit.values() if form not in each.stood | each.told]
        for place, each in kept.items():
            (each.told if place in unfit else each.stood).add(form)
        self.put_back(wanted, gone)
        return Unfit(len(gone), len(aside))

    def _on(self, wanted: Wanted) -> dict[Place, _Kept]:
        return self._kept.setdefault((wanted.document, wanted.language, wanted.recipient), {})


def _form(wanted: Wanted) -> Wanted:
    return replace(wanted, changes=())
