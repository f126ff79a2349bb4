"""Reading `office.yaml`: what each key says, and what is wrong with it, with its place.

What cannot be used is left blank and told; the rest stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapper.fault import Fault
from mapper.language.clean import clean, clean_line
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.office.colour import ENOUGH, contrast
from mapper.office.logo import KINDS, is_file_name
from mapper.office.model import KEYS, NOTHING, Contact, Office, OfficeKeepUnread, OfficePartUnread
from mapper.office.retention import read_period
from mapper.questionnaire.findings import Finding, nearest
from mapper.questionnaire.source import Place, Seq, Source, key_place, value_place
from mapper.questionnaire.tree import Tree

LINE, TEXT = 100, 500
"""Characters of a line and of a text: both are read on paper."""
ADDRESS_LINES, CONTACTS = 6, 12
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_BARE_COLOUR = re.compile(r"(?m)^colour:[ \t]+(#\w+)")
"""A colour without quotation marks, which YAML takes for a comment."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_OTHERS = 20
"""Keys that mean nothing: who wrote more begins with these."""
_CONTACT = ("name", "what", "phone")


@dataclass(slots=True)
class Reading:
    """What a file says of the office, and all that is wrong in it."""

    office: Office
    findings: list[Finding]


def read_office(tree: Tree, path: Path) -> Reading:
    """Read the tree of an office's file."""
    reader = _Reader(tree.source, dict(tree.root), tree)
    written = tree.root.get("keep")
    keep = read_period(written) if isinstance(written, str) else None
    if keep is None and written not in (None, ""):
        reader.told(value_place(tree.root, "keep"), "keep")
    office = Office(
        name=reader.line("name"),
        phone=reader.line("phone"),
        who_can_read=reader.text("who_can_read"),
        keep=keep,
        kept=reader.text("kept"),
        address=reader.address(),
        colour=reader.colour(),
        logo=reader.logo(),
        logo_text=reader.text("logo_text"),
        footer=reader.text("footer"),
        language=reader.language(),
        contacts=tuple(reader.contacts()),
    )
    reader.others()
    return Reading(replace(office, notice=_notice(reader.unused, path)), [*tree.findings, *reader.findings])


def _notice(unused: list[Finding], path: Path) -> Fault | None:
    """Tell of the first value that is not used; `keep` counts most, for without it only practice is possible."""
    for finding in sorted(unused, key=lambda each: each.code != "office_yaml.keep"):
        kind = OfficeKeepUnread if finding.code == "office_yaml.keep" else OfficePartUnread
        return kind(path=str(path), line=finding.line)
    return None


@dataclass(slots=True)
class _Reader:
    source: Source
    root: Mapping[str, object]
    tree: Tree
    findings: list[Finding] = field(default_factory=list)
    unused: list[Finding] = field(default_factory=list)

    def told(self, place: Place, slip: str, *, used: bool = False, near: str | None = None, **values: object) -> None:
        """Note what is wrong at a place, and whether the value is used all the same."""
        finding = self.source.finding(place, f"office_yaml.{slip}", near, **values)
        self.findings.append(finding)
        if not used:
            self.unused.append(finding)

    def _at(self, key: str) -> Place:
        return value_place(self.tree.root, key)

    # --- kinds of value

    def line(self, key: str) -> str:
        return self._line(self.root.get(key), self._at(key))

    def _line(self, value: object, place: Place) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.told(place, "line")
            return ""
        line = clean_line(value)
        self._short(line, LINE, place)
        return line

    def text(self, key: str) -> Text:
        return self._text(self.root.get(key), self._at(key))

    def _text(self, value: object, place: Place) -> Text:
        """Read a text in one language or several; one without a language is in Bokmål."""
        if value is None:
            return NOTHING
        versions = {"nb": value} if isinstance(value, str) else value
        if not isinstance(versions, Mapping) or not all(isinstance(said, str) for said in versions.values()):
            self.told(place, "text")
            versions = versions if isinstance(versions, Mapping) else {}
        written = {code: clean(said).strip() for code, said in versions.items() if isinstance(said, str)}
        for code, said in written.items():
            self._short(said, TEXT, place)
            if not _LANGUAGE.fullmatch(code):
                self.told(place, "language_code", used=True, code=code)
        return Text.of({code: said for code, said in written.items() if said})

    def _short(self, said: str, limit: int, place: Place) -> None:
        if len(said) > limit:
            self.told(place, "long", used=True, limit=limit, n=len(said))

    # --- keys of their own

    def address(self) -> tuple[str, ...]:
        """Read lines, or one text with its lines."""
        value, place = self.root.get("address"), self._at("address")
        lines = value.split("\n") if isinstance(value, str) else value
        if not isinstance(lines, list | None) or any(not isinstance(line, str) for line in lines or ()):
            self.told(place, "address")
            return ()
        read = [self._line(line, value_place(value, at)) for at, line in enumerate(lines or ())]
        if len(read) > ADDRESS_LINES:
            self.told(place, "address_long", limit=ADDRESS_LINES)
        return tuple(line for line in read if line)[:ADDRESS_LINES]

    def colour(self) -> str:
        value, place = self.line("colour").lower(), self._at("colour")
        if not value:
            if bare := _BARE_COLOUR.search(self.source.text):
                self.told(place, "colour_bare" if _COLOUR.fullmatch(bare[1]) else "colour", written=bare[1])
            return ""
        if not _COLOUR.fullmatch(value):
            self.told(place, "colour", written=value)
            return ""
        if (ratio := contrast(value)) < ENOUGH:
            self.told(place, "colour_pale", written=value, ratio=f"{ratio:.1f}", least=ENOUGH)
            return ""
        return value

    def logo(self) -> str:
        value, place = self.line("logo"), self._at("logo")
        if value and not is_file_name(value):
            self.told(place, "logo", written=value, kinds=", ".join(KINDS))
            return ""
        if value and not self.root.get("logo_text"):
            self.told(place, "logo_text", used=True)
        return value

    def language(self) -> str:
        value, place = self.line("language").lower(), self._at("language")
        if value and value not in SCREEN_LANGUAGES:
            known = ", ".join(SCREEN_LANGUAGES)
            self.told(place, "language", near=nearest(value, SCREEN_LANGUAGES), written=value, known=known)
            return ""
        return value

    def contacts(self) -> Iterator[Contact]:
        value, place = self.root.get("contacts"), self._at("contacts")
        if value in (None, ""):
            return
        if not isinstance(value, Seq):
            self.told(place, "contacts")
            return
        if len(value) > CONTACTS:
            self.told(place, "contacts_many", limit=CONTACTS)
        for at, entry in enumerate(value[:CONTACTS]):
            yield from self._contact(entry, value_place(value, at))

    def _contact(self, entry: object, place: Place) -> Iterator[Contact]:
        """Read one whom people can call; one without a name or a number is nobody."""
        if not isinstance(entry, Mapping):
            self.told(place, "contacts")
            return
        for key in entry:
            if key not in _CONTACT:
                known = ", ".join(_CONTACT)
                self.told(key_place(entry, key), "key", near=nearest(key, _CONTACT), key=key, known=known)
        name, phone = (self._line(entry.get(key), value_place(entry, key)) for key in ("name", "phone"))
        what = self._text(entry.get("what"), value_place(entry, "what"))
        if name and phone:
            yield Contact(name, what, phone)
        else:
            self.told(place, "contact")

    def others(self) -> None:
        """Tell of keys that mean nothing."""
        for key in [key for key in self.root if key not in KEYS][:_MOST_OTHERS]:
            place = key_place(self.tree.root, key)
            self.told(place, "key", used=True, near=nearest(key, KEYS), key=key, known=", ".join(KEYS))
