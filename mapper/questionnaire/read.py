"""A file's tree → its typed form, or all that is wrong with its form at once.

A misspelt key or type is reported and then read as what it most likely stood for, so that one slip is one finding and
the rest of the file is still looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mapper.questionnaire.condition import Condition
from mapper.questionnaire.findings import Finding
from mapper.questionnaire.form_errors import Slip, describe, repair
from mapper.questionnaire.model import Frozen, QuestionnaireFile
from mapper.questionnaire.source import Map, Place, Source, key_place, value_place
from mapper.questionnaire.tree import Tree, read_bytes, read_path, read_text
from mapper.questionnaire.when import Placed, WhenReader
from mapper.questionnaire.written import GROUPS

_MAX_ROUNDS = 6
"""A repair can bring new keys to light inside a question whose type was unknown; more rounds than this never can."""

_RETIRED = "repeat_in"
"""A key that questions once had, and that nothing ever read: conversations stored with it stay readable."""

Form = TypeVar("Form", bound=Frozen)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Form]):
    """What came of one file: its tree, its typed form (None where that failed), and what is wrong so far."""

    source: Source
    root: Map
    form: Form | None
    findings: list[Finding]
    placed: dict[int, tuple[Placed, ...]] = field(default_factory=dict)
    """The tests of each condition, by the identity of the mapping that holds it."""
    left_out: Mapping[str, Place] = field(default_factory=dict)
    """What the file takes away from the one that it extends, and where it says so."""


def read_file(path: Path, name: str | None = None) -> Reading[QuestionnaireFile]:
    """Read a questionnaire file. Raises UnreadableError."""
    return read_tree(read_path(path, name))


def read_string(text: str | bytes, name: str = "") -> Reading[QuestionnaireFile]:
    """Read a questionnaire from text or from a file's bytes. Raises UnreadableError."""
    return read_tree(read_bytes(text, name) if isinstance(text, bytes) else read_text(text, name))


def read_tree(tree: Tree) -> Reading[QuestionnaireFile]:
    """Read a questionnaire from its tree."""
    reader = _Conditions(tree.source)
    form, findings = _validated(tree, QuestionnaireFile, reader.read)
    told = {(each.file, each.line, each.column) for each in tree.findings}
    form_findings = [each for each in findings if (each.file, each.line, each.column) not in told]
    every = [*tree.findings, *reader.when.findings, *form_findings]
    return Reading(tree.source, tree.root, form, every, reader.placed, tree.left_out)


def read_list(tree: Tree, model: type[Form]) -> Reading[Form]:
    """Read one of the lists from its tree."""
    form, findings = _validated(tree, model, lambda _: None)
    return Reading(tree.source, tree.root, form, [*tree.findings, *findings])


def file_from_plain(data: dict[str, Any]) -> QuestionnaireFile:
    """Read a file from JSON data that `raw` gave. Raises ValueError."""
    for question in _questions(data):
        question.pop(_RETIRED, None)
    reader = _Conditions(Source("", ""))
    reader.read(data)
    if reader.when.findings:
        raise ValueError("a condition cannot be read")
    return QuestionnaireFile.model_validate(data)


def _questions(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from maps(root, "closing")
    for section in maps(root, "sections"):
        yield from maps(section, "questions")


def _validated(tree: Tree, model: type[Form], prepare: Callable[[Map], None]) -> tuple[Form | None, list[Finding]]:
    findings: list[Finding] = []
    for _ in range(_MAX_ROUNDS):
        prepare(tree.root)
        slips = _slips(model, tree)
        if isinstance(slips, BaseModel):
            return slips, findings
        mended = [finding for slip in slips if (finding := repair(slip, tree.source)) is not None]
        if not mended:
            return None, [*findings, *(describe(slip, tree.source) for slip in slips)]
        findings += mended
    return None, findings


def _slips(model: type[Form], tree: Tree) -> Form | list[Slip]:
    try:
        return model.model_validate(tree.root)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        return [Slip.of(each, tree.root, model) for each in errors if not _follows(each, errors)]


def _follows(error: ErrorDetails, errors: Sequence[ErrorDetails]) -> bool:
    """Tell whether a list is found too short only because what stands in it could not be read."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in errors
    )


class _Conditions:
    """Puts the conditions of a file in place of what was written, wherever a file may hold one."""

    def __init__(self, source: Source) -> None:
        self.when = WhenReader(source)
        self.placed: dict[int, tuple[Placed, ...]] = {}

    def read(self, root: dict[str, Any]) -> None:
        for owner, key in owners(root):
            written = owner[key]
            if written is None or isinstance(written, Condition):
                continue
            self.when.placed = []
            written = written or self.beside(owner, key)
            condition = self.when.read(written, _place_of(written, owner, key))
            self.placed[id(owner)] = tuple(self.when.placed)
            owner[key] = condition

    def beside(self, owner: dict[str, Any], key: str) -> object:
        """Take in a condition that stands beside an empty `when`, and not under it."""
        names = [name for name in owner if "." in name or name in GROUPS]
        if not names or not isinstance(owner, Map):
            return owner[key]
        found = Map(owner.keys_at[names[0]])
        self.when.findings.append(self.when.source.finding(found.place, "beside_when", field=key, name=names[0]))
        for name in names:
            found[name] = owner.pop(name)
            found.keys_at[name], found.values_at[name] = owner.keys_at[name], owner.values_at[name]
        return found


def _place_of(written: object, owner: object, key: str) -> int:
    return value_place(owner, key) if written and not isinstance(written, Map) else key_place(owner, key)


def owners(root: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Give each mapping of a file that holds a condition, and the key under which it does."""
    if "offer_when" in root:
        yield root, "offer_when"
    for section in maps(root, "sections"):
        if "when" in section:
            yield section, "when"
        yield from ((question, "when") for question in maps(section, "questions") if "when" in question)
    for key in ("closing", "activities"):
        yield from ((owner, "when") for owner in maps(root, key) if "when" in owner)


def maps(node: dict[str, Any], key: str) -> Iterator[Any]:
    """Give the mappings in the list under a key; nothing where it is no list."""
    found = node.get(key)
    return (item for item in found if isinstance(item, dict)) if isinstance(found, list) else iter(())
