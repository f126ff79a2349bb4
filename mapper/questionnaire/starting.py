"""A file to begin a questionnaire from: few lines that hold, with a word beside each about what may be changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mapper.language.catalogue import words
from mapper.language.clean import clean_line
from mapper.questionnaire.naming import id_of

Type = Literal["yes_no", "one", "text", "scale", "table"]
TYPES: tuple[Type, ...] = ("yes_no", "one", "text", "scale", "table")
_WANTED = "help.wanted"
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
    core: tuple[str, ...] = ()
    """The questions that a pack may wait for, as `section.question`; with none, those of the shipped core."""


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
        yield from _offer(start, note)
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


def _offer(start: Start, note: Callable[[str], str]) -> Iterator[str]:
    """Write when a pack is offered: by the shipped core's question where it is asked, else by the first there is."""
    shipped = _WANTED in start.core or not start.core
    yield note("offer" if shipped else "offer_other")
    yield "offer_when:"
    yield f"  {_WANTED}: {{has: [GUIDANCE]}}" if shipped else f"  {start.core[0]}: {{answered: yes}}"


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
