"""Every text that people read, wherever it is written, found again at each run so that new files are covered."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from mapper.questionnaire.condition import Operator, Voice
from mapper.questionnaire.model import QuestionnaireFile, Role
from mapper.rehearsal_tests import EXPECTATIONS
from mapper.sitting import EXPECT

ROOT = Path(__file__).resolve().parents[2]
QUESTIONNAIRES = ROOT / "questionnaires"
CATALOGUES = ROOT / "mapper" / "language" / "catalogues"
TEMPLATES = ROOT / "templates"
LANGUAGES = ("nb", "nn", "en")


_NOT_LANGUAGE = "|".join(
    (
        r"&[a-z]+;|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|```\w+|\[!\w+\]",  # template marks
        r"\{\w*\}|<[^>]*>|`[^`\n]+`|mapper/\S+",  # placeholders, names of files and commands
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:no|ya?ml|md|toml|txt|html|docx|pdf|ics)\b",  # addresses and file names
        r"«mapper[^»]*»|--[a-z-]+|\b[Ii]d-ene?\b|\bnb, nn, en\b",  # commands, ids, codes of languages
        r"\b(?:dd?|MMMM|yy?|EEEE)\b",  # patterns of dates
    )
)


_ABOUT_FILES = (
    "check.toml", "cli.toml", "documents.toml", "templates.toml", "office.toml", "office_yaml.toml",
    "office_folder.toml",
)  # fmt: skip
"""Texts that name what stands in questionnaire files, templates and the office's own file."""

_VALUES = "yes no column voice all any none today days weeks months one lists nb nn so if endif endfor mailto tel core"
_OF_PIECES = "option_lists include extends leave_out order"
_OF_TEMPLATES = "in weekday month short_day full_day money count picture short day full"
_OF_OFFICES = "nb nn en name what phone text png jpg svg logo_text"


@cache
def file_words() -> frozenset[str]:
    """Give every key of a questionnaire file, the words of its conditions, and values that a text may name."""
    keys = set(re.findall(r'"([a-z_]+)": \{', json.dumps(QuestionnaireFile.model_json_schema())))
    return frozenset(
        keys
        | {
            *EXPECTATIONS,
            EXPECT,
            *get_args(Operator),
            *get_args(Voice),
            *get_args(Role),
            *f"{_VALUES} {_OF_PIECES} {_OF_TEMPLATES} {_OF_OFFICES}".split(),
        }
    )


@dataclass(frozen=True)
class Piece:
    """One text in one language. `part` is the section that it belongs to, or the file."""

    file: str
    part: str
    key: str
    language: str
    words: str

    @property
    def prose(self) -> str:
        """Give the words without what is not language: template marks, placeholders, addresses, commands, patterns."""
        here = re.sub(rf"^ +(?!{self.language}:)(?:nb|nn|en): .*$", " ", self.words, flags=re.M)  # examples of others
        words = re.sub(_NOT_LANGUAGE, " ", here, flags=re.S)
        if self.file.endswith(_ABOUT_FILES):
            words = re.sub(r"(?<![\w-])[a-z_]+\b", lambda hit: " " if hit[0] in file_words() else hit[0], words)
        return words


def yaml_files() -> list[Path]:
    return sorted(QUESTIONNAIRES.rglob("*.yaml"))


def plain(path: Path) -> dict[str, Any]:
    """Read a file as text only, without the program's own reader."""
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  only text
    return loaded


def is_text(value: object) -> bool:
    """Tell whether a YAML mapping holds one text by language code."""
    return isinstance(value, dict) and bool(value) and set(value) <= {*LANGUAGES, "se", "uk", "ar", "so", "ti", "pl"}


def texts_in(value: object, part: str, key: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give (part, key, versions) for every text below a value."""
    if isinstance(value, dict):
        if is_text(value):
            yield part, key, value
            return
        here = value.get("id", "")
        for name, below in value.items():
            is_section = name == "sections"
            yield from texts_in(below, part, f"{key}/{here}/{name}" if not is_section else key)
    elif isinstance(value, list):
        for item in value:
            inside = (
                item.get("id", part) if isinstance(item, dict) and ("questions" in item or "title" in item) else part
            )
            yield from texts_in(item, inside, key)


def questionnaire_pieces() -> list[Piece]:
    return [
        Piece(path.relative_to(ROOT).as_posix(), part, key, language, words)
        for path in yaml_files()
        for part, key, versions in texts_in(plain(path), path.stem, "")
        for language, words in versions.items()
    ]


def catalogue_pieces() -> list[Piece]:
    return [
        Piece(path.relative_to(ROOT).as_posix(), path.stem, key, path.parent.name, words)
        for path in sorted(CATALOGUES.glob("*/*.toml"))
        for key, words in flat(tomllib.loads(path.read_text(encoding="utf-8")))
        if not key.startswith("language_name.")  # each language calls itself by its own name
    ]


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value)


def practice_pieces() -> list[Piece]:
    """Give what made-up people say, in the files that carry one language each."""
    return [
        Piece(path.relative_to(ROOT).as_posix(), path.stem, "", file["language"], words)
        for path in sorted((QUESTIONNAIRES / "practice").glob("*.yaml"))
        for file in [plain(path)]
        for words in strings_in(file)
        if not re.fullmatch(r"[A-Z0-9_]+|[a-z_.]+|[\d-]+", words)
    ]


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from strings_in(below)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)


def template_files() -> list[Path]:
    every = (path for path in TEMPLATES.rglob("*") if path.suffix in {".j2", ".md", ".txt"})
    return sorted(path for path in every if path.name != "README.md")


def template_language(path: Path) -> str | None:
    """Tell a template's language from its path (`nb/summary.md.j2` or `summary.nb.md.j2`)."""
    parts = re.split(r"[/.]", path.relative_to(TEMPLATES).as_posix())
    return next((language for language in LANGUAGES if language in parts), None)


def template_pieces() -> list[Piece]:
    return [
        Piece(path.relative_to(ROOT).as_posix(), path.stem, "", language, path.read_text(encoding="utf-8"))
        for path in template_files()
        if (language := template_language(path))
    ]


def list_pieces() -> list[Piece]:
    """Give the words in the lists beside the templates."""
    return [
        Piece(path.relative_to(ROOT).as_posix(), path.stem, key, language, words)
        for path in sorted(TEMPLATES.glob("*.toml"))
        for _, key, versions in texts_in(tomllib.loads(path.read_text(encoding="utf-8")), path.stem, "")
        for language, words in versions.items()
    ]


def all_pieces() -> list[Piece]:
    return [*questionnaire_pieces(), *catalogue_pieces(), *practice_pieces(), *template_pieces(), *list_pieces()]
