"""The gate for copies that come from elsewhere: nothing in a file is believed before it was looked at.

Takes in a file; gives out events and questionnaires that this program could have written itself, or a fault that says
where it is wrong, never what stands there.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from mapper.documents.own_copy.faults import (
    CopyDamaged,
    CopyForeign,
    CopyMissing,
    CopyNewer,
    CopyNoData,
    CopyQuestionsDiffer,
    CopyTooBig,
    CopyTooOften,
    CopyUnknownKind,
)
from mapper.documents.own_copy.file import FORMAT, VERSION, AsAsked
from mapper.documents.own_copy.sense import makes_sense
from mapper.interview.events import KINDS, Event, blanked, read
from mapper.language.clean import UNWANTED, clean_line
from mapper.questionnaire.compose import SnapshotError, from_json
from mapper.questionnaire.composed import Questionnaire

MOST: Final = 20_000_000
"""Bytes: ten times a conversation of ten thousand answers."""
LONGEST: Final = 20_000
"""Characters of one text in an event."""
OFTENEST: Final = 200
"""Questionnaires of one conversation and moves between them, together: each may be looked through for every event."""
_TOP: Final = {
    "format": str, "version": int, "made": str, "office": str, "label": str, "name": str, "whole": bool,
    "questionnaires": dict, "events": list,
}  # fmt: skip
_NAME = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy that was read: its events in order, and its questionnaires by name, as stored and as composed."""

    label: str
    name: str
    office: str
    whole: bool
    events: tuple[Event, ...] = field(repr=False)
    snapshots: Mapping[str, bytes] = field(repr=False)
    questionnaires: Mapping[str, Questionnaire] = field(repr=False)


def take(path: Path) -> Taken:
    """Read a copy from a file. Raises one of `faults`."""
    try:
        return _Reader(str(path)).taken(_data(path))
    except RecursionError:
        raise CopyNoData(path=str(path)) from None


def _data(path: Path) -> object:
    try:
        if not path.is_file():  # a pipe would never end
            raise FileNotFoundError
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError:
        raise CopyMissing(path=str(path)) from None
    if len(content) > MOST:
        raise CopyTooBig(path=str(path), limit=MOST // 1_000_000)
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite
        )
    except ValueError:
        raise CopyNoData(path=str(path)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError("not a number")


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError("not a number")
    return number


class _Reader:
    """Reads the data of one file, of which nothing is known."""

    def __init__(self, path: str) -> None:
        self._path = path

    def taken(self, data: object) -> Taken:
        top = self._top(data)
        moves = sum(isinstance(each, dict) and each.get("kind") == "moved_version" for each in top["events"])
        if len(top["questionnaires"]) + moves > OFTENEST:
            raise CopyTooOften(path=self._path, limit=OFTENEST)
        snapshots = {name: self._snapshot(name, asked) for name, asked in top["questionnaires"].items()}
        questionnaires = {name: self._composed(snapshot) for name, snapshot in snapshots.items()}
        events = tuple(self._event(each, seq) for seq, each in enumerate(top["events"], 1))
        wrong = makes_sense(events, questionnaires)
        if wrong is not None:
            raise CopyDamaged(path=self._path, number=wrong)
        return Taken(
            label=clean_line(top["label"])[:80],
            name=clean_line(top["name"])[:80],
            office=clean_line(top["office"])[:80],
            whole=top["whole"],
            events=events,
            snapshots=snapshots,
            questionnaires=questionnaires,
        )

    def _top(self, data: object) -> dict[str, Any]:
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise CopyForeign(path=self._path)
        version = data.get("version")
        if type(version) is not int or version != VERSION:
            raise CopyNewer(path=self._path, version=clean_line(str(version))[:20])
        if set(data) != set(_TOP) or any(type(data[name]) is not kind for name, kind in _TOP.items()):
            raise CopyDamaged(path=self._path, number=0)
        return data

    def _snapshot(self, name: str, asked: object) -> bytes:
        """Give a questionnaire as it is stored; its name is made from every byte of it.

        No letter that an office's file may not hold is in it: it is shown as it stands.
        """
        if not _clean(asked):
            raise CopyQuestionsDiffer(path=self._path)
        try:
            AsAsked.model_validate(asked, strict=True)
        except ValidationError:
            raise CopyQuestionsDiffer(path=self._path) from None
        snapshot = json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if not _NAME.fullmatch(name) or hashlib.sha256(snapshot).hexdigest() != name:
            raise CopyQuestionsDiffer(path=self._path)
        return snapshot

    def _composed(self, snapshot: bytes) -> Questionnaire:
        try:
            return from_json(snapshot.decode())
        except (SnapshotError, UnicodeDecodeError):
            raise CopyQuestionsDiffer(path=self._path) from None

    def _event(self, data: object, seq: int) -> Event:
        if not isinstance(data, dict) or not _short(data) or "seq" in data:
            raise CopyDamaged(path=self._path, number=seq)
        kind = data.get("kind")
        if kind == "gone" and len(data) == 1:
            return blanked(seq)
        if isinstance(kind, str) and kind not in KINDS:
            raise CopyUnknownKind(path=self._path, number=seq, kind=clean_line(kind)[:40])
        try:
            return read(data, seq)
        except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError):
            raise CopyDamaged(path=self._path, number=seq) from None


def _clean(value: object) -> bool:
    """Tell whether no text in it holds anything unseen."""
    if isinstance(value, str):
        return UNWANTED.search(value) is None
    if isinstance(value, dict):
        return all(_clean(key) and _clean(inner) for key, inner in value.items())
    return all(_clean(inner) for inner in value) if isinstance(value, list) else True


def _short(value: object) -> bool:
    """Tell whether no text in it is longer than any that is ever kept."""
    if isinstance(value, str):
        return len(value) <= LONGEST
    if isinstance(value, dict):
        return all(_short(key) and _short(inner) for key, inner in value.items())
    return all(_short(inner) for inner in value) if isinstance(value, list) else True
