"""Who has looked at a conversation, in sentences for the participant: at screens, in lines and by command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from mapper.language.catalogue import words
from mapper.language.form import clock, day

if TYPE_CHECKING:
    from mapper.interview.model import Looked
    from mapper.language.text import Text
    from mapper.vault.store import Vault


def looked_in(vault: Vault, case: str) -> tuple[Looked, ...]:
    """Read who looked at a case, as far as it verifies, oldest first; reading this is not looking at the case.

    Raises a VaultError, or ValueError where an event cannot be read.
    """
    from mapper.interview.events import decode
    from mapper.interview.record import Record

    return Record.of(decode(payload, seq) for seq, payload in vault.events(case)).looked_at()


def looked_lines(looked: Iterable[Looked], papers: Mapping[str, Text], language: str, today: date) -> list[str]:
    """Tell who looked, the latest first; what one person did several times on a day is told once.

    `papers` gives the titles of the kinds of paper.
    """
    told: dict[tuple[date, str, str, str], list[Looked]] = {}
    for each in looked:
        kind = (each.at.date(), each.who, each.what, _paper(each))
        told[kind] = [*told.pop(kind, []), each]
    return [_line(same, papers, language, today) for same in reversed(told.values())]


def _paper(looked: Looked) -> str:
    """Name the paper that was saved. Which answer was deleted is told to nobody who looks over a shoulder."""
    return looked.document if looked.what == "exported" else ""


def _line(same: list[Looked], papers: Mapping[str, Text], language: str, today: date) -> str:
    last = same[-1]
    paper = _paper(last)
    return words(
        f"looked.did.{'saved' if paper else last.what}",
        language,
        n=len(same),
        day=day(last.at.date(), language, today),
        time=clock(last.at.time(), language),
        who=last.who or words("looked.page.someone", language),
        paper=papers[paper].to(language) if paper in papers else paper,
    )
