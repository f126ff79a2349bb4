"""The text of a file, and places in it: every mapping and list of a tree knows where it and all in it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from mapper.questionnaire.findings import Finding

_SHIFT = 20
_COLUMNS = (1 << _SHIFT) - 1
_PIECE_SHIFT = 2 * _SHIFT
_IN_FILE = (1 << _PIECE_SHIFT) - 1
_LINES_OF_TEXT = 12
"""A text within a file is looked through for so many lines."""

Place: TypeAlias = int
"""Line and column, both from 0, in one whole number: thousands of them cost the garbage collector nothing.

Above them stands the number of the file, where one questionnaire is put together from several.
"""


class Map(dict[str, Any]):
    """A mapping that knows where it, its keys and its values stand."""

    __slots__ = ("keys_at", "place", "values_at")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.keys_at: dict[str, Place] = {}
        self.values_at: dict[str, Place] = {}

    def rename(self, old: str, new: str) -> None:
        """Give a value another key, in the same place of the file."""
        self[new] = self.pop(old)
        self.keys_at[new] = self.keys_at.pop(old)
        self.values_at[new] = self.values_at.pop(old)


class Seq(list[Any]):
    """A list that knows where it and its items stand."""

    __slots__ = ("place", "values_at")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.values_at: list[Place] = []


def key_place(node: object, key: str) -> Place:
    """Give the place of a key; of the mapping where it has no such key; 0 for data that came from no file."""
    return node.keys_at.get(key, node.place) if isinstance(node, Map) else 0


def value_place(node: object, key: str | int) -> Place:
    """Give the place of a value under a key or an index; 0 for data that came from no file."""
    if isinstance(node, Map) and isinstance(key, str):
        return node.values_at.get(key, node.place)
    if isinstance(node, Seq) and isinstance(key, int):
        return node.values_at[key]
    return 0


def place_at(line: int, column: int) -> Place:
    """Give the place of a line and a column, both counted from 0."""
    return line << _SHIFT | column


def place_line(place: Place) -> int:
    """Give the line of a place, counted from 1."""
    return ((place & _IN_FILE) >> _SHIFT) + 1


def piece_of(place: Place) -> int:
    """Give the number of the file that a place is in: 0 for the file itself, or for the only one."""
    return place >> _PIECE_SHIFT


@dataclass(frozen=True)
class Source:
    """The text of one file, under the name by which people know it."""

    name: str
    text: str

    def finding(self, place: Place, code: str, suggestion: str | None = None, /, **values: object) -> Finding:
        """Say what is wrong at a place."""
        line, column = place >> _SHIFT, place & _COLUMNS
        written = tuple((name, str(value)) for name, value in values.items())
        return Finding(self.name, line + 1, column + 1, code, written, self.line(line), suggestion)

    def line(self, number: int) -> str:
        """Give one line of the text, counted from 0, or nothing where the text ends before it."""
        return self.lines[number] if number < len(self.lines) else ""

    @cached_property
    def lines(self) -> list[str]:
        """Give the lines of the text."""
        return self.text.split("\n")

    def place_within(self, place: Place, words: str) -> Place:
        """Find words in the text that begins at a place; the place itself where they stand otherwise in the file."""
        line, column = place >> _SHIFT, place & _COLUMNS
        for number in range(line, min(line + _LINES_OF_TEXT, len(self.lines))):
            found = self.lines[number].find(words, column if number == line else 0)
            if found >= 0:
                return place_at(number, found)
        return place

    def place_of(self, offset: int) -> Place:
        """Turn an offset into the text into a place."""
        line = self.text.count("\n", 0, offset)
        return place_at(line, offset - (self.text.rfind("\n", 0, offset) + 1))


@dataclass(frozen=True)
class Pieced(Source):
    """The text of a file that is put together from several: a finding stands in the one where the slip is."""

    pieces: tuple[Source, ...] = ()

    def finding(self, place: Place, code: str, suggestion: str | None = None, /, **values: object) -> Finding:
        """Say what is wrong at a place of any of the files."""
        piece = self.pieces[place >> _PIECE_SHIFT]
        return piece.finding(place & _IN_FILE, code, suggestion, **values)

    def place_within(self, place: Place, words: str) -> Place:
        """Find words in the text that begins at a place of any of the files."""
        number = place >> _PIECE_SHIFT
        return _numbered(self.pieces[number].place_within(place & _IN_FILE, words), number)


def file_names(source: Source) -> frozenset[str]:
    """Name the files that a questionnaire is written in."""
    pieces = source.pieces if isinstance(source, Pieced) else (source,)
    return frozenset(piece.name for piece in pieces)


def in_piece(node: Any, number: int) -> None:
    """Note in every place of a tree which file it stands in, by its number."""
    if isinstance(node, Map):
        node.place = _numbered(node.place, number)
        for places in (node.keys_at, node.values_at):
            for key, place in places.items():
                places[key] = _numbered(place, number)
        for inner in node.values():
            in_piece(inner, number)
    elif isinstance(node, Seq):
        node.place = _numbered(node.place, number)
        node.values_at = [_numbered(place, number) for place in node.values_at]
        for inner in node:
            in_piece(inner, number)


def _numbered(place: Place, number: int) -> Place:
    return place & _IN_FILE | number << _PIECE_SHIFT


class UnreadableError(Exception):
    """Raised where a file cannot be read at all; holds why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*(finding.code for finding in findings))
        self.findings = findings
