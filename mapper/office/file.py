"""Writing `office.yaml` from what stands on a screen: every value in quotation marks, the file whole or not at all.

A file that somebody wrote by hand keeps its other keys and its comments, or is left alone: what cannot be put in
without touching them is given back as lines to add.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.fault import Fault
from mapper.files import write_whole
from mapper.language.catalogue import words
from mapper.language.text import SCREEN_LANGUAGES, Text
from mapper.office.model import FILE, KEYS, Contact, Office, OfficeUnreadable, office_of

if TYPE_CHECKING:
    from mapper.office.retention import Period
    from mapper.questionnaire.tree import Tree

_ESCAPED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_SHARED_MODE: Final = 0o644


class OfficeUnsaved(Fault):
    """Tell that the office's file could not be written; the old one stands. Facts: path."""

    code = "office_unsaved"


class OfficeChanged(Fault):
    """Tell that somebody else changed the office's file meanwhile; theirs stands. Facts: path."""

    code = "office_changed"


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """The office's file as it was read: its bytes, or None where there is none, and what they say."""

    path: Path
    content: bytes | None
    office: Office


def open_office(folder: Path) -> OfficeFile:
    """Read the office's file to change it. One that cannot be read is blank with a notice, and is never written."""
    from mapper.questionnaire.source import UnreadableError
    from mapper.questionnaire.tree import read_bytes

    path = folder / FILE
    if not path.exists():
        return OfficeFile(path, None, Office())
    try:
        content = path.read_bytes() if path.is_file() else b""
        return OfficeFile(path, content, office_of(read_bytes(content, str(path)), path))
    except OSError:
        line = 1
    except UnreadableError as error:
        line = error.findings[0].line
    return OfficeFile(path, b"", Office(notice=OfficeUnreadable(path=str(path), line=line)))


def proposed(keep: Period) -> Text:
    """Say in every language of the screen how long the office keeps a conversation."""
    return Text.of({code: words("office.kept_proposal", code, period=keep.to(code)) for code in SCREEN_LANGUAGES})


def content_for(file: OfficeFile, office: Office, language: str) -> bytes | None:
    """Give the file's new content, or None where it cannot be changed without touching what somebody wrote by hand."""
    from mapper.questionnaire.source import UnreadableError

    try:
        made = new_file(office, language).encode() if file.content is None else _rewritten(file, office, language)
        return made if made is not None and _says_just_that(made, file, office) else None
    except UnreadableError:
        return None


def lines_for(file: OfficeFile, office: Office, language: str) -> str:
    """Give the lines that say what is new in the file, to be put in by hand."""
    return "\n".join(_changes(file.office, office, language).values())


def save_office(file: OfficeFile, content: bytes) -> None:
    """Put new content in the file's place. Raises OfficeChanged or OfficeUnsaved; the old file then stands."""
    path = file.path
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = path.read_bytes() if path.exists() else None
        if there != file.content:
            raise OfficeChanged(path=str(path))
        mode = path.stat().st_mode & 0o777 if there is not None else _SHARED_MODE
        write_whole(path.resolve(), content, mode)
    except OSError:
        raise OfficeUnsaved(path=str(path)) from None


def new_file(office: Office, language: str) -> str:
    """Write a whole file, with a comment over each key for whoever edits it later."""
    pieces = [_comment("head", language)]
    pieces += [f"{_comment(key, language)}{lines}\n" for key, lines in _lines_of(office, language).items()]
    return "\n".join(pieces)


def _comment(name: str, language: str) -> str:
    return "".join(f"# {line}\n" for line in words(f"office.file.{name}", language).splitlines())


def _lines_of(office: Office, language: str) -> dict[str, str]:
    lines = {
        name: f"{name}: {_quoted(getattr(office, name))}" for name in ("name", "phone", "colour", "logo", "language")
    }
    lines |= {
        name: _text_lines(name, getattr(office, name)) for name in ("logo_text", "footer", "who_can_read", "kept")
    }
    lines["keep"] = f"keep: {_quoted(office.keep.to(language) if office.keep else '')}"
    lines["address"] = _list_lines("address", [_quoted(line) for line in office.address])
    lines["contacts"] = _list_lines("contacts", [_contact(contact) for contact in office.contacts])
    return {key: lines[key] for key in KEYS}


def _text_lines(key: str, text: Text) -> str:
    return "\n".join((f"{key}:", *(f"  {version}" for version in _versions(text)))) if text.versions else f'{key}: ""'


def _versions(text: Text) -> list[str]:
    return [f"{code if code in SCREEN_LANGUAGES else _quoted(code)}: {_quoted(said)}" for code, said in text]


def _list_lines(key: str, items: list[str]) -> str:
    return "\n".join((f"{key}:", *(f"  - {item}" for item in items))) if items else f"{key}: []"


def _contact(contact: Contact) -> str:
    what = f"{{{', '.join(_versions(contact.what))}}}"
    pieces = (f"name: {_quoted(contact.name)}", f"what: {what}", f"phone: {_quoted(contact.phone)}")
    return "\n    ".join(pieces)


def _quoted(text: str) -> str:
    """Write text so that it reads back as it is, whatever it holds."""
    pieces: list[str] = []
    for char in text:
        # A mark that joins the letter before it would join the last letter of an escape.
        joins = bool(pieces) and pieces[-1].startswith("\\") and unicodedata.combining(char)
        pieces.append(_ESCAPED.get(char) or (char if char.isprintable() and not joins else f"\\U{ord(char):08x}"))
    return '"' + "".join(pieces) + '"'


def _changes(before: Office, after: Office, language: str) -> dict[str, str]:
    """Give the lines of each key whose value is another one."""
    lines = _lines_of(after, language)
    return {key: lines[key] for key in KEYS if getattr(before, key) != getattr(after, key)}


# --- a file that somebody wrote


def _rewritten(file: OfficeFile, office: Office, language: str) -> bytes | None:
    """Change only the lines of the keys that have another value. Raises UnreadableError where the file is none."""
    from mapper.questionnaire.tree import read_bytes

    content = file.content or b""
    tree = read_bytes(content, str(file.path))
    text = content.decode("utf-8-sig")
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = _Lines(text.split(ending), tree)
    ours = _lines_of(file.office, language)
    for key, new in _changes(file.office, office, language).items():
        if not lines.put(key, new.split("\n"), ours[key].split("\n")):
            return None
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    return mark + ending.join(lines.lines).encode()


def _says_just_that(made: bytes, file: OfficeFile, office: Office) -> bool:
    """Read the new content back: it says what it should, and what else stood in the file. Raises UnreadableError."""
    from mapper.questionnaire.tree import read_bytes

    after = read_bytes(made, str(file.path))
    before = read_bytes(file.content, str(file.path)).root if file.content is not None else {}
    return replace(office_of(after, file.path), notice=None) == replace(office, notice=None) and (
        _others(after.root) == _others(before)
    )


def _others(root: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in root.items() if key not in KEYS}


class _Lines:
    """The lines of a file, and where its keys stand among them."""

    def __init__(self, lines: list[str], tree: Tree) -> None:
        from mapper.questionnaire.source import key_place, place_line

        self.lines = lines
        self._starts = {key: place_line(key_place(tree.root, key)) - 1 for key in tree.root.keys_at}

    def put(self, key: str, new: list[str], ours: list[str]) -> bool:
        """Put lines in the place of a key's old ones, or at the end. Tell whether that could be done.

        Old lines with a comment or a mark of the file's own among them are left, unless they are as we write them.
        """
        if key not in self._starts:
            self._add(key, new)
            return True
        start, end = self._extent(key)
        old = self.lines[start:end]
        if old != ours and (any("#" in line for line in old) or any(line[:1].strip() for line in old[1:])):
            return False
        self.lines[start:end] = new
        self._starts = {name: at + (len(new) - len(old)) * (at > start) for name, at in self._starts.items()}
        return True

    def _extent(self, key: str) -> tuple[int, int]:
        """Give where a key begins and ends; blank lines and comments before the next belong to the next."""
        start = self._starts[key]
        end = min((at for at in self._starts.values() if at > start), default=len(self.lines))
        while end > start + 1 and (not self.lines[end - 1].strip() or self.lines[end - 1].startswith("#")):
            end -= 1
        return start, end

    def _add(self, key: str, new: list[str]) -> None:
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        self._starts[key] = len(self.lines)
        self.lines += [*new, ""]
