"""What is wrong in a file, where, and what to do about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from mapper.language.catalogue import words
from mapper.language.clean import clean_line

_EXCERPT = 100
"""So many characters of the line are shown; a longer line is cut around the place."""

_MOST_NAMED = 15
_MOST_GUESSES = 40
"""So many slips get a suggestion; looking for the nearest of thousands takes its time."""

OF_REACH = frozenset(
    (
        "never_asked", "never_opened", "never_suggested", "never_offered", "no_answer_opens", "never_in_short",
        "never_offered_in_short", "dead_choice", "search_gave_up",
    )
)  # fmt: skip
"""Advice that comes of searching the ways through a conversation."""

ADVICE = (
    *sorted(OF_REACH), "waits_for_later",
    "missing_language", "mostly_missing_language", "old_translation", "missing_why", "not_written_yet", "same_in_both",
    "language_no",
    "long_sentence", "hard_to_read", "officialese", "judging_word", "two_things", "same_words", "overlapping_options",
    "unread_option", "unnamed_ends", "mixed_scales", "too_long_in_short", "wide_table",
    "pack_unfit",
)  # fmt: skip
"""Codes of advice, which stops nothing, and which a file may accept with a reason. Every other code is a fault."""

INSTEAD = frozenset(("officialese", "judging_word"))
"""Here the suggestion is what to say in place of a word, and not what was meant."""

UNNEEDED = "accepted_unneeded"
"""Advice, too, that nothing can accept: something is accepted that nobody advises any more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one slip: its place (line and column from 1), its code, and what the text names.

    The text of a code stands in the catalogue `check`, or in the one that it names itself: `templates.heading`.
    """

    file: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, str], ...] = ()
    excerpt: str = ""
    suggestion: str | None = None

    @property
    def is_advice(self) -> bool:
        """Tell whether it stops nothing."""
        return self.code in ADVICE or self.code == UNNEEDED


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in the order of the files they stand in, each once."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda finding: (finding.file, finding.line, finding.column, finding.code)))


def what(finding: Finding, language: str) -> str:
    """Say in one sentence or two what is wrong."""
    values = {name: clean_line(value) for name, value in finding.values}
    said = words(_key(finding.code, "what"), language, **values)
    if "also" in values:
        said = f"{said} {words('check.also', language, names=values['also'])}"
    if finding.suggestion is None:
        return said
    if finding.code in INSTEAD:
        return f"{said} {words('check.instead', language, suggestion=clean_line(finding.suggestion))}"
    return f"{said} {words('check.did_you_mean', language, suggestion=clean_line(finding.suggestion))}"


def remedy(finding: Finding, language: str) -> str:
    """Say what to do about it."""
    values = {name: clean_line(value) for name, value in finding.values}
    return words(_key(finding.code, "do"), language, **values)


def _key(code: str, part: str) -> str:
    file, _, slip = code.rpartition(".")
    match file:
        case "office_yaml":
            return f"office_yaml.{slip}.{part}"
        case "documents" | "letterhead":
            return f"{file}.{slip}.{'says' if part == 'what' else part}"
        case "templates":
            return f"templates.{slip}.{part}"
    return f"check.{slip}.{part}"


def finding_text(finding: Finding, language: str) -> str:
    """Show one finding: file:line:column (and its code if it is advice), the line, what is wrong, what to do."""
    place = f"{clean_line(finding.file)}:{finding.line}:{finding.column}"
    rows = [f"{place} [{finding.code}]" if finding.is_advice else place]
    if finding.excerpt.strip():
        rows += _pointed(finding.excerpt, finding.column - 1)
    return "\n".join([*rows, what(finding, language), remedy(finding, language)])


def findings_text(findings: Sequence[Finding], language: str) -> str:
    """Show findings one after another, faults first, then advice, with a closing line that counts them."""
    if not findings:
        return words("check.nothing", language)
    faults = [finding for finding in findings if not finding.is_advice]
    advice = [finding for finding in findings if finding.is_advice]
    counted = words("check.count", language, n=len(faults)) if faults else words("check.no_faults", language)
    shown = [finding_text(finding, language) for finding in faults]
    if advice:
        shown.append(words("check.advice", language))
        shown += [finding_text(finding, language) for finding in advice]
        counted = f"{counted} {words('check.count_advice', language, n=len(advice))}"
    return "\n\n".join([*shown, counted])


def findings_json(findings: Sequence[Finding], language: str) -> list[dict[str, Any]]:
    """Give findings as plain data for other programs, with the sentences in one language."""
    return [
        {
            "file": clean_line(finding.file),
            "line": finding.line,
            "column": finding.column,
            "level": "advice" if finding.is_advice else "fault",
            "code": finding.code,
            "values": dict(finding.values),
            "what": what(finding, language),
            "do": remedy(finding, language),
            "suggestion": finding.suggestion,
        }
        for finding in findings
    ]


def _pointed(line: str, column: int) -> list[str]:
    start = max(0, column - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    shown = "".join(char if _harmless(char) else "·" for char in line[start : start + _EXCERPT])
    return [f"  {shown}".rstrip(), f"  {' ' * _width(shown[: column - start])}^"]


def _harmless(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


_IN_OTHER_WORDS = {
    "ja": "yes", "true": "yes", "on": "yes", "nei": "no", "false": "no", "off": "no", "annet": "other", "anna": "other",
    "vet_ikke": "unknown", "veit_ikkje": "unknown", "vil_ikke": "declined", "deltaker": "participant",
    "bruker": "participant", "brukar": "participant", "veileder": "caseworker", "rettleiar": "caseworker",
    "sammen": "together", "saman": "together", "alle": "all", "noen": "any", "nokon": "any", "ingen": "none",
    "tall": "number", "tal": "number", "dato": "date", "tekst": "text", "tabell": "table", "liste": "list",
    "skala": "scale", "penger": "money", "pengar": "money", "ett": "one", "eitt": "one", "flere": "several",
    "fleire": "several", "ja_nei": "yes_no",
}  # fmt: skip
"""Words that a Norwegian hand, or one used to other files, writes without thinking, and what they stand for."""


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Find the known word that a slip most likely stood for, or None where nothing is near."""
    folded = {word.casefold(): word for word in reversed(list(known))}
    meant = _IN_OTHER_WORDS.get(written.casefold())
    if meant in folded:
        return folded[meant]
    whole = [word for word in folded if word.endswith(f".{written.casefold()}")]
    if len(whole) == 1:
        return folded[whole[0]]
    matches = get_close_matches(written.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


class Guesses:
    """Finds what slips most likely stood for among many names, and after so many slips for none of them."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)
        self._left = _MOST_GUESSES

    def nearest(self, written: str) -> str | None:
        """Find the nearest name, or None where nothing is near or too many were looked for."""
        self._left -= 1
        return nearest(written, self.known) if self._left >= 0 else None


def shown(value: object) -> str:
    """Show what was written, in few characters."""
    if isinstance(value, str):
        return value if len(value) <= 80 else f"{value[:79]}…"
    return "{…}" if isinstance(value, dict) else "[…]"


def listed(words: Iterable[str]) -> str:
    """Name what may be chosen, or the first of it where it is much."""
    every = list(words)
    first = ", ".join(every[:_MOST_NAMED])
    return first if len(every) <= _MOST_NAMED else f"{first} …"
