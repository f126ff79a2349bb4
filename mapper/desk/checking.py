"""Check the code of a paper against the vault: which paper it stands on, and what has happened since.

Takes in an open vault and what somebody typed from a paper; gives out what is so, with no word of an answer. Writes
nothing, and never says that a paper matches because nothing speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from mapper.desk.safekeeping import label_of
from mapper.documents.kinds import TITLES
from mapper.fault import Fault
from mapper.language.catalogue import words
from mapper.language.form import clock, day
from mapper.language.text import SCREEN_LANGUAGES
from mapper.vault.paper_code import PaperCode, finder, read

if TYPE_CHECKING:
    from mapper.desk.keeper import Keeper
    from mapper.interview.record import Record


class CodeWithFolder(Fault):
    """Tell that a code is checked against the vault here only. Facts: none."""

    code = "vault_paper_code_with_folder"


Finding: TypeAlias = Literal["matches", "differs", "newer", "erased", "unknown"]


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """What a code turned out to be. Only of one that `matches` is it known which paper it stands on.

    `made` is None where the paper was made but that was not kept. `by_hand` counts what was changed in it by hand,
    `changed` what was said, decided or taken back since. `deleted` is the day when something that the paper may rest on
    was deleted for good, or the case was.
    """

    finding: Finding
    label: str = ""
    document: str = ""
    language: str = ""
    made: datetime | None = None
    by_hand: int = 0
    changed: int = 0
    deleted: date | None = None


def check_code(keeper: Keeper, typed: str) -> Checked:
    """Check a code. Raises PaperCodeMistyped, or the fault of a case that does not verify that far."""
    code = read(typed)
    cases = [stored.case for stored in keeper.vault.shelf.cases() if finder(stored.case) == code.finder]
    found = [_in_case(keeper, case, code) for case in cases]
    best = min(found, key=lambda checked: _ORDER.index(checked.finding), default=Checked("unknown"))
    return best if best.finding == "matches" else _erased(keeper, code) or best


_ORDER: tuple[Finding, ...] = ("matches", "differs", "newer", "erased", "unknown")


def _erased(keeper: Keeper, code: PaperCode) -> Checked | None:
    erased = keeper.vault.keys.erased_cases(keeper.vault.master).values()
    days = [date.fromisoformat(each.day) for each in erased if finder(each.case) == code.finder]
    return Checked("erased", deleted=max(days)) if days else None


def _in_case(keeper: Keeper, case: str, code: PaperCode) -> Checked:
    from mapper.interview.events import decode
    from mapper.interview.record import Record

    anchor = keeper.vault.anchor(case, code.seq)
    if anchor is None:
        return Checked("newer")
    for document in TITLES:
        for language in SCREEN_LANGUAGES:
            if PaperCode.of(case, code.seq, anchor, document, language) == code:
                record = Record.of(decode(payload, seq) for seq, payload in keeper.vault.events(case))
                return _matching(label_of(keeper, case), document, language, record, code)
    return Checked("differs")


def _matching(label: str, document: str, language: str, record: Record, code: PaperCode) -> Checked:
    deleted = [each.at.date() for each in record.redactions() if each.seq > code.seq and min(each.events) <= code.seq]
    printed = next((each for each in record.printed() if each.code == str(code)), None)
    return Checked(
        "matches",
        label,
        document,
        language,
        made=printed.at if printed else None,
        by_hand=printed.changed if printed else 0,
        changed=record.changed_since(code.seq),
        deleted=max(deleted, default=None),
    )


def told(checked: Checked, language: str) -> Iterator[str]:
    """Say what a code turned out to be, a sentence a line."""
    if checked.finding != "matches":
        erased = day(checked.deleted, language) if checked.deleted else ""
        yield words(f"paper_code.found.{checked.finding}", language, day=erased)
        return
    paper = words(f"documents.kind.{checked.document}", language)
    spoken = words(f"paper_code.in_{checked.language}", language)
    yield words("paper_code.found.matches", language, paper=paper, spoken=spoken, label=checked.label)
    if checked.made is None:
        yield words("paper_code.found.not_kept", language)
    else:
        local = checked.made.astimezone()
        yield words(
            "paper_code.found.made", language, day=day(local.date(), language), time=clock(local.time(), language)
        )
    yield words(
        "paper_code.found.changed" if checked.changed else "paper_code.found.unchanged", language, n=checked.changed
    )
    if checked.by_hand:
        yield words("paper_code.found.by_hand", language, n=checked.by_hand)
    if checked.deleted:
        yield words("paper_code.found.before_deleting", language, day=day(checked.deleted, language))
