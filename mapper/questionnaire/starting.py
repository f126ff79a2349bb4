"""A file to begin a questionnaire from: few lines that hold, with a word beside each about what may be changed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mapper.language.catalogue import words
from mapper.language.clean import clean_line

Type = Literal["yes_no", "one", "text", "scale", "table"]
TYPES: tuple[Type, ...] = ("yes_no", "one", "text", "scale", "table")
_LETTERS = {0xE6: "ae", 0xC6: "ae", 0xF8: "o", 0xD8: "o"}
"""The letters of Norwegian that are no letter with a mark, by code point."""
_LONGEST = 40
_SHORT = 25
"""So long are ids that are written again in conditions."""


@dataclass(frozen=True, slots=True)
class Start:
    """What somebody said of the questionnaire they want. A `pack` is asked beside the one that is in use."""

    title: str
    part: str
    ask: str
    type: Type
    languages: tuple[str, ...]
    pack: bool = True


def id_of(title: str, apart: str = "-", longest: int = _LONGEST) -> str:
    """Make an id of a title: small letters of a to z, with `apart` between words, in whole words where it is long."""
    plain = unicodedata.normalize("NFKD", clean_line(title).translate(_LETTERS))
    found = re.sub(r"[^a-z0-9]+", apart, plain.encode("ascii", "ignore").decode().lower()).strip(apart)
    named = found if found[:1].isalpha() else f"x{apart}{found}" if found else "x"
    return named if len(named) <= longest else _cut(named, apart, longest)


def _cut(named: str, apart: str, longest: int) -> str:
    """Leave out the words at the end that have no room; cut only a word that is too long by itself."""
    whole = named[: longest + 1].rpartition(apart)[0]
    return (whole or named[:longest]).rstrip(apart)


def starting_file(start: Start, language: str) -> str:
    """Write the file; comments are in the reader's language."""
    return "\n".join(_lines(start, language)) + "\n"


def _lines(start: Start, language: str) -> Iterator[str]:
    part, question = id_of(start.part, "_", _SHORT), id_of(start.ask, "_", _SHORT)
    ref = f"{part}.{question}"

    def note(name: str, indent: int = 0) -> str:
        return f"{' ' * indent}# {words(f'new.note.{name}', language, example=f'when: {{{ref}: {{answered: yes}}}}')}"

    yield "# yaml-language-server: $schema=questionnaire.schema.json"
    yield note("top")
    yield f"id: {id_of(start.title)}"
    yield 'version: "1.0"'
    yield f"title: {_text(start.title, start.languages)}"
    if start.pack:
        yield f"about: {_ours('about', start.languages)}"
        yield note("offer")
        yield "offer_when:"
        yield "  help.wanted: {has: [GUIDANCE]}"
    yield ""
    yield note("parts")
    yield "sections:"
    yield f"  - id: {part}"
    yield f"    title: {_text(start.part, start.languages)}"
    yield "    questions:"
    yield note("question", 6)
    yield f"      - id: {question}"
    yield f"        ask: {_text(start.ask, start.languages)}"
    yield note("why", 8)
    yield f"        why: {_ours('why', start.languages)}"
    yield from (f"        {line}" for line in _type(start))
    yield ""
    yield note("rules")
    yield "activities:"
    yield f"  - id: {id_of(start.title)}-talk"
    yield "    when:"
    yield f"      {ref}: {{answered: yes}}"
    yield f"    suggest: {_ours('suggest', start.languages)}"
    yield f"    because: {_ours('because', start.languages)}"
    yield "    responsible: caseworker"
    yield "    within: 14 days"
    yield "    target: social"


def _type(start: Start) -> Iterable[str]:
    def said(name: str) -> str:
        return _ours(name, start.languages)

    match start.type:
        case "one":
            options = [f"  - {{code: {code}, text: {said(f'option_{code.lower()}')}}}" for code in ("FIRST", "SECOND")]
            return ("type: one", "options:", *options)
        case "scale":
            return ("type: scale", f"low: {said('low')}", f"high: {said('high')}")
        case "table":
            columns = [f"  - {{id: {name}, text: {said(f'column_{name}')}}}" for name in ("who", "what")]
            return ("type: table", "columns:", *columns)
    return (f"type: {start.type}",)


def _text(text: str, languages: Iterable[str]) -> str:
    """Write somebody's own text, which is to be translated, for each language."""
    return _in_each({code: clean_line(text) for code in languages})


def _ours(name: str, languages: Iterable[str]) -> str:
    """Write one of the texts that stand there until they are replaced."""
    return _in_each({code: words(f"new.{name}", code) for code in languages})


def _in_each(texts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{code}: {json.dumps(text, ensure_ascii=False)}" for code, text in texts.items()) + "}"
