"""YAML text as a plain tree in which every scalar is text and every value knows its place.

Built from libyaml's events: no resolver runs, so `NO`, `0150` and `12:30` stay what was written, and an anchor, alias
or tag is refused before anything it stands for exists.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from mapper.language.clean import UNWANTED
from mapper.questionnaire.findings import Finding, nearest
from mapper.questionnaire.source import Map, Place, Seq, Source, UnreadableError, place_at, place_line
from mapper.questionnaire.unread import slip_behind

MAX_BYTES = 2_000_000
MAX_ITEMS = 200_000
MAX_LINE = 1_000_000
MAX_DEPTH = 60
MAX_ODD_CHARACTERS = 20
"""So many unseen characters are listed one by one; a file with more is not a text file."""

_COLON_WITHIN = 200
_STANDARD_TAG = "tag:yaml.org,2002:"
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_WIDE_INDENT = re.compile(r"^ *[\u00a0\u2000-\u200a\u202f\u3000]", re.MULTILINE)
_NO_SPACE_IN_KEY = re.compile(r"([A-Za-z_][\w.]*):(?=[\"'{\[])")
_CURLY = re.compile(r"[“”„‟‘’\u00ab\u00bb]")
_IN_CURLY = re.compile("[“”„‟]([^“”„‟]*)[“”„‟]")
_OTHER_PROGRAMS = {b"{\\rtf": "rich_text", b"PK\x03\x04": "word_file", b"\xd0\xcf\x11\xe0": "word_file"}
"""How files begin that a word processor saved in a way of its own."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says, untyped; duplicate keys are listed, and the first of them stands."""

    source: Source
    root: Map
    findings: list[Finding] = field(default_factory=list)
    left_out: dict[str, Place] = field(default_factory=dict)
    """What the file takes away from the one that it extends, and where it says so."""


def read_path(path: Path, name: str | None = None) -> Tree:
    """Read a file's tree. Raises UnreadableError with findings."""
    shown = name or str(path)
    try:
        if not path.is_file():  # a pipe would never end
            raise FileNotFoundError
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        raise UnreadableError(Source(shown, "").finding(0, "no_file", _neighbour(path))) from None
    return read_bytes(data, shown)


def _neighbour(path: Path) -> str | None:
    """Find the file beside it that was most likely meant."""
    try:
        beside = [each.name for each in path.parent.iterdir() if each.is_file()]
    except OSError:
        return None
    return nearest(path.name, beside)


def read_bytes(data: bytes, name: str) -> Tree:
    """Read the tree of a file's bytes. Raises UnreadableError with findings."""
    if len(data) > MAX_BYTES:
        raise UnreadableError(Source(name, "").finding(0, "too_big", limit=f"{MAX_BYTES // 1_000_000} MB"))
    for begins, code in _OTHER_PROGRAMS.items():
        if data.startswith(begins):
            raise UnreadableError(Source(name, "").finding(0, code))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]:
        raise UnreadableError(Source(name, "").finding(0, "utf_16"))
    try:
        return read_text(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        source = Source(name, data.decode("cp1252", errors="replace"))
        raise UnreadableError(source.finding(source.place_of(_offset(data, error.start)), "not_utf_8")) from None


def _offset(data: bytes, start: int) -> int:
    return len(data[:start].decode("cp1252", errors="replace"))


def read_text(text: str, name: str) -> Tree:
    """Read the tree of a file's text. Raises UnreadableError with findings."""
    source = Source(name, unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n")))
    _refuse_odd_characters(source)
    _refuse_long_lines(source)
    return _Builder(source).build()


def _refuse_odd_characters(source: Source) -> None:
    found = [
        source.finding(source.place_of(match.start()), "unseen_character", character=_name(match[0]))
        for match, _ in zip(UNWANTED.finditer(source.text), range(MAX_ODD_CHARACTERS), strict=False)
    ]
    found += [
        source.finding(source.place_of(match.end() - 1), code)
        for pattern, code in ((_TAB_INDENT, "tab"), (_WIDE_INDENT, "wide_space"))
        for match, _ in zip(pattern.finditer(source.text), range(MAX_ODD_CHARACTERS), strict=False)
    ]
    if found:
        raise UnreadableError(*found)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


def _refuse_long_lines(source: Source) -> None:
    if len(source.text) <= MAX_LINE:
        return
    for number, line in enumerate(source.text.split("\n")):
        if len(line) > MAX_LINE:
            short = Source(source.name, "")
            raise UnreadableError(short.finding(place_at(number, 0), "long_line", limit=f"{MAX_LINE // 1_000_000} MB"))


class _Builder:
    """Makes the tree of one text, from events, without recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.root: Map | None = None
        self.stack: list[tuple[Map | Seq, str | None]] = []
        self.box: Map | Seq | None = None
        self.key: str | None = None
        self.items = 0
        self.mended: tuple[int, str] | None = None

    def build(self) -> Tree:
        try:
            self.take_all()
        except yaml.YAMLError as error:
            slip = slip_behind(error, self.source.lines)
            self.refuse(place_at(slip.line, slip.column), slip.code, **slip.values)
        if self.root is None:
            self.refuse(0, "empty_file")
        return Tree(self.source, self.root, self.findings)

    def take_all(self) -> None:
        parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.source.text)
        try:
            while (event := parser.get_event()) is not None:
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    self.take_scalar(event)
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self.open(event, kind)
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self.box, self.key = self.stack.pop()
                elif kind is yaml.AliasEvent:
                    self.refuse(_place(event), "alias", mark=f"*{event.anchor}")
                elif kind is yaml.DocumentStartEvent and self.root is not None:
                    self.refuse(_place(event), "second_document")
                elif kind is yaml.StreamEndEvent:
                    return
        finally:
            parser.dispose()

    def take_scalar(self, event: Any) -> None:
        text: str = event.value
        place = _place(event)
        if event.anchor or event.tag:
            self.refuse_mark(event)
        if event.style == '"':
            text = self.unescaped(text, place)
        elif not event.style and (curly := _IN_CURLY.fullmatch(text)):
            self.findings.append(self.source.finding(place, "curly_quotes", mark=text[0]))
            text = curly[1]
        box = self.box
        if type(box) is Map:
            if self.key is None:
                self.take_key(box, text, place)
                return
            if text or event.style or not self.is_cut_off(box, event):
                self.put(box, text, place)
        elif type(box) is Seq:
            box.append(text)
            box.values_at.append(place)
        elif text.strip():
            self.refuse(place, "not_a_mapping")
        self.count(place)

    def take_key(self, box: Map, key: str, place: Place) -> None:
        if key == "<<":
            self.refuse(place, "alias", mark="<<")
        if ":" in key and (glued := _NO_SPACE_IN_KEY.match(key)):
            self.refuse(place + glued.end(), "no_space", field=glued[1])
        if key in box.keys_at:
            self.findings.append(
                self.source.finding(place, "duplicate_key", field=key, first=place_line(box.keys_at[key]))
            )
            self.key = ""
            return
        box.keys_at[key] = place
        self.key = key

    def is_cut_off(self, box: Map, event: Any) -> bool:
        """Tell whether a key without colon or value is the rest of a text that a comma cut in two; mend the text."""
        before = self.source.text[max(0, event.start_mark.index - _COLON_WITHIN) : event.start_mark.index]
        cut = next(reversed(box), None)
        key = self.key
        if before.rstrip().endswith(":") or not key or cut is None or not isinstance(box[cut], str):
            return False
        place = box.keys_at.pop(key)
        if self.mended != (id(box), cut):
            self.findings.append(self.cut_off(box, cut, key, place))
        self.mended = (id(box), cut)
        box[cut] = f"{box[cut]}, {key}"
        self.key = None
        return True

    def cut_off(self, box: Map, cut: str, rest: str, place: Place) -> Finding:
        """Say that a comma cuts a text; where marks that look like quotation marks stand around it, say that."""
        if _CURLY.match(box[cut]):
            return self.source.finding(box.values_at[cut], "curly_quotes", mark=box[cut][0])
        return self.source.finding(place, "comma_in_text", rest=rest)

    def put(self, box: Map, value: Any, place: Place) -> None:
        key = self.key
        self.key = None
        if key is not None and key not in box and key in box.keys_at:
            box[key] = value
            box.values_at[key] = place

    def open(self, event: Any, kind: type) -> None:
        place = _place(event)
        if event.anchor or event.tag:
            self.refuse_mark(event)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(place, "too_deep", limit=MAX_DEPTH)
        self.count(place)
        made = Map(place) if kind is yaml.MappingStartEvent else Seq(place)
        self.hang(made, place)
        self.stack.append((self.box, self.key) if self.box is not None else (made, None))
        self.box, self.key = made, None

    def hang(self, made: Map | Seq, place: Place) -> None:
        box = self.box
        if type(box) is Map:
            if self.key is None:
                self.refuse(place, "key_not_text")
            self.put(box, made, place)
        elif type(box) is Seq:
            box.append(made)
            box.values_at.append(place)
        elif isinstance(made, Map):
            self.root = made
        else:
            self.refuse(place, "not_a_mapping")

    def unescaped(self, text: str, place: Place) -> str:
        odd = UNWANTED.search(text)
        if odd:
            self.refuse(place, "unseen_character", character=_name(odd[0]))
        return unicodedata.normalize("NFC", text)

    def count(self, place: Place) -> None:
        self.items += 1
        if self.items > MAX_ITEMS:
            self.refuse(place, "too_many", limit=f"{MAX_ITEMS:,}".replace(",", " "))

    def refuse_mark(self, event: Any) -> NoReturn:
        if event.tag:
            self.refuse(_place(event), "tag", mark=event.tag.replace(_STANDARD_TAG, "!!"))
        self.refuse(_place(event), "alias", mark=f"&{event.anchor}")

    def refuse(self, place: Place, code: str, **values: object) -> NoReturn:
        raise UnreadableError(*self.findings, self.source.finding(place, code, **values))


def _place(event: Any) -> Place:
    return place_at(event.start_mark.line, event.start_mark.column)
