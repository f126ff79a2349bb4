"""Where YAML stops reading a file: what the hand most likely did, and in which line.

The reader tells the place at which it gave up, which is often the line after the slip. So that line and the one above
it are looked at as a person would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

import yaml

_PROBLEMS = (
    ("cannot start any token", "odd_start"),
    ("mapping values are not allowed", "colon_in_text"),
    ("escape", "bad_escape"),
    ("quoted scalar", "open_quote"),
    ("',' or", "open_bracket"),
    ("flow", "open_bracket"),
    ("expected ':'", "no_colon"),
    ("did not find expected key", "indentation"),
    ("block", "indentation"),
)
"""What libyaml and PyYAML say, and which finding that is. The first that fits counts."""
_CLEAR = ("bad_escape", "odd_start")
"""Here the reader's own place and word say it best."""
_LOOKED_BACK = 200
_LONGEST = 2_000
"""Longer lines no hand wrote."""
_NO_SLIP = re.compile(r"^\s*(#|$)")
_LONG_DASH = re.compile(r"^\s*([–—−])\s*\w")
_DASH_ALONE = re.compile(r"^\s*-(?=\w)")
_CURLY = re.compile(r"(?:[:\[{,]|^\s*-)\s*([“”„‟‘’\u00ab\u00bb])")
_NO_SPACE = re.compile(r"(?:^\s*(?:- )?|[{\[,]\s*)([A-Za-z_][\w.]*):(?=[^\s,}\]])")
_NO_COLON = {
    "no_colon": re.compile(r"^\s*(?:- )?([A-Za-z_][\w.]*)\s+[^\s:#]"),
    "colon_in_text": re.compile(r"^\s*(?:- )?([A-Za-z_][\w.]*)\s+[{\[]"),
    "indentation": re.compile(r"^\s*(?:- )?([A-Za-z_][\w.]*)\s+(?:[{\[_].*|[^\s:#]+)$"),
}
"""A word without its colon; where the reader says less, only what can hardly be a line of text."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_KEY = re.compile(r"[A-Za-z_][\w.]*:\s")
_PAIRS = {"{": "}", "[": "]"}
_OPENS_AFTER = frozenset(":,[{")
_CLOSES_BEFORE = frozenset(",}]:#")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, and at which line and column, both from 0."""

    line: int
    column: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def slip_behind(error: yaml.YAMLError, lines: Sequence[str]) -> Slip:
    """Tell what somebody did that the reader stopped at."""
    mark = getattr(error, "problem_mark", None)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    code = next((code for part, code in _PROBLEMS if part in said), "not_yaml")
    start = getattr(error, "context_mark", None) if code in ("open_quote", "open_bracket") else None
    at = start or mark
    told = Slip(at.line, at.column, code) if at else Slip(0, 0, code)
    return told if code in _CLEAR else _as_seen(told, lines)


def _as_seen(told: Slip, lines: Sequence[str]) -> Slip:
    here = [told.line] if told.line < len(lines) else []
    above = list(_back(told.line, lines))[:1]
    for number in (*here, *above):
        if found := _in_line(number, lines[number], told.code):
            return found
    return (_indented(told, lines) if here else None) or told


def _back(line: int, lines: Sequence[str]) -> Iterator[int]:
    """Give the lines above that say something, the nearest first."""
    for number in range(min(line, len(lines)) - 1, max(-1, line - _LOOKED_BACK), -1):
        if not _NO_SLIP.match(lines[number]):
            yield number


def _in_line(number: int, line: str, code: str) -> Slip | None:
    """Find a slip that shows in one line by itself."""
    if len(line) > _LONGEST:
        return None
    bare = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), line)
    for pattern, slip in ((_LONG_DASH, "long_dash"), (_CURLY, "curly_quotes")):
        if found := pattern.search(bare):
            return Slip(number, found.start(1), slip, {"mark": found[1]})
    if found := _DASH_ALONE.match(line):
        return Slip(number, found.end() - 1, "dash_alone")
    if found := _NO_SPACE.search(bare):
        return Slip(number, found.end(), "no_space", {"field": found[1]})
    if code in _NO_COLON and (found := _NO_COLON[code].match(bare)):
        return Slip(number, found.end(1), "no_colon", {"field": found[1]})
    return _quotes(number, line) or (_open_bracket(number, bare) if code == "open_bracket" else None)


def _open_bracket(number: int, bare: str) -> Slip | None:
    """Find the bracket of a line that nothing on it closes, where the line is not to go on."""
    opened: list[int] = []
    for column, char in enumerate(bare):
        if char in _PAIRS:
            opened.append(column)
        elif opened and char == _PAIRS[bare[opened[-1]]]:
            opened.pop()
    if not opened or bare.rstrip()[-1] in _OPENS_AFTER:
        return None
    return Slip(number, opened[-1], "bracket_missing", {"other": _PAIRS[bare[opened[-1]]]})


def _quotes(number: int, line: str) -> Slip | None:
    """Walk through the quotation marks of a line, and find the one that does not fit."""
    opened: int | None = None
    for column, char in enumerate(line):
        if char not in "\"'" or (opened is not None and (char != line[opened] or line[column - 1] == "\\")):
            continue
        before, after = line[:column].rstrip(), line[column + 1 :].lstrip()
        opens = not before or before[-1] in _OPENS_AFTER or before.lstrip() == "-"
        closes = not after or after[0] in _CLOSES_BEFORE
        if opened is None:
            opened = column if opens else None
        elif closes:
            opened = None
        else:
            return _mark_too_many(number, opened, column, opens=opens, after=after)
    return Slip(number, opened, "open_quote") if opened is not None else None


def _mark_too_many(number: int, opened: int, column: int, *, opens: bool, after: str) -> Slip:
    if opens:
        return Slip(number, opened, "open_quote")
    return Slip(number, column + 1, "no_comma") if _KEY.match(after) else Slip(number, column, "quote_in_text")


class _Begin(NamedTuple):
    """How a line begins: how far in its dash and its first key stand, and which key that is."""

    number: int
    dash: int | None
    key: int
    word: str


def _begin(number: int, line: str) -> _Begin:
    said = line.lstrip()
    dash = len(line) - len(said) if said.startswith("- ") else None
    said = said if dash is None else said[2:].lstrip()
    return _Begin(number, dash, len(line) - len(said), said.split(" ", 1)[0])


def _indented(told: Slip, lines: Sequence[str]) -> Slip | None:
    """Tell how far in a line begins, and how far in the line begins that it looks to belong with."""
    line = lines[told.line]
    spaces = len(line) - len(line.lstrip())
    if told.code == "indentation" and told.column != spaces:
        return Slip(told.line, told.column, "odd_rest")
    if told.code not in ("colon_in_text", "indentation"):
        return None
    this, above = _begin(told.line, line), [_begin(number, lines[number]) for number in _back(told.line, lines)]
    if told.code == "colon_in_text" and not (this.word.endswith(":") and above and spaces > above[0].key):
        return None
    if missing := _dash_missing(this, above):
        return missing
    alike = [(at, each.number) for each in above if (at := _fits(this, each)) is not None and at != spaces]
    if not alike:
        return None
    expected, number = min(alike, key=lambda each: (abs(each[0] - spaces), -each[0]))
    values = {"spaces": str(spaces), "expected": str(expected), "first": str(number + 1)}
    return Slip(told.line, spaces, "indented", values)


def _fits(this: _Begin, above: _Begin) -> int | None:
    """Tell how far in a line would begin if it belonged with one above it, or None where it cannot."""
    if this.dash is not None:
        return above.dash if above.word == this.word else None
    return above.key if above.word.endswith(":") and above.word[0].isalpha() else None


def _dash_missing(this: _Begin, above: Sequence[_Begin]) -> Slip | None:
    """See whether a line begins as an entry of a list does, but for the dash."""
    deeper = takewhile(lambda each: (each.key if each.dash is None else each.dash) >= this.key, above)
    if this.dash is None and any(each.dash == this.key and each.word == this.word for each in deeper):
        return Slip(this.number, this.key, "dash_missing")
    return None
