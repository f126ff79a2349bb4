"""Advice that a file accepts: `accepted: {code: reason}` on the file, a section, a question or a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mapper.questionnaire.findings import ADVICE, UNNEEDED, Finding, nearest, shown
from mapper.questionnaire.read import maps
from mapper.questionnaire.source import Map, Source, key_place, value_place

Parents: TypeAlias = Mapping[int, tuple[Map, ...]]
"""For each part of a file, by its identity: the parts on which advice about it can be accepted, the innermost first."""


@dataclass(frozen=True, slots=True)
class Note:
    """One piece of advice, and the parts on which it can be accepted, the innermost first."""

    finding: Finding
    parts: tuple[Map, ...]


def accepting_parts(root: Map) -> Iterator[Map]:
    """Give every part of a file that may accept advice: the file itself, its sections, questions and rules."""
    yield root
    for section in maps(root, "sections"):
        yield section
        yield from maps(section, "questions")
    for key in ("closing", "activities"):
        yield from maps(root, key)


def accepted_in(part: Map) -> Map | None:
    """Give what a part accepts, by code, or None where it accepts nothing or cannot be read."""
    written = part.get("accepted")
    return written if isinstance(written, Map) else None


def check_accepted(source: Source, root: Map) -> Iterator[Finding]:
    """See that what is accepted is advice, and that each has its reason."""
    for part in accepting_parts(root):
        accepted = accepted_in(part)
        for code, reason in accepted.items() if accepted is not None else ():
            if code not in ADVICE:
                near = nearest(code.replace("-", "_"), ADVICE)
                yield source.finding(key_place(accepted, code), "unknown_advice", near, id=shown(code))
            elif isinstance(reason, str) and not any(char.isalpha() for char in reason):
                yield source.finding(value_place(accepted, code), "reason_missing", id=code)


def settle(source: Source, root: Map, notes: Iterable[Note], looked_for: Collection[str]) -> Iterator[Finding]:
    """Leave out the advice that the file accepts; say where it accepts what nobody advises any more.

    `looked_for` are the codes of all the advice that was looked for.
    """
    used: set[tuple[int, str]] = set()
    for note in notes:
        code = note.finding.code
        by = next((part for part in note.parts if code in (accepted_in(part) or ())), None)
        if by is None:
            yield note.finding
        else:
            used.add((id(by), code))
    for part in accepting_parts(root):
        accepted = accepted_in(part)
        for code in accepted if accepted is not None else ():
            if code in looked_for and (id(part), code) not in used:
                yield source.finding(key_place(accepted, code), UNNEEDED, id=code)
