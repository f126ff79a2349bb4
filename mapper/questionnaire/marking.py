"""Keep what each translation was made from, beside the questionnaires."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mapper.fault import Fault
from mapper.questionnaire.check import files_in
from mapper.questionnaire.checking.marks import ALL, Marks, marked, marks_path, read_marks, write_marks
from mapper.questionnaire.checking.texts import written_texts
from mapper.questionnaire.findings import Finding
from mapper.questionnaire.library import Library, shipped_folder
from mapper.questionnaire.source import UnreadableError
from mapper.questionnaire.tree import read_path

__all__ = ["ALL", "Marked", "mark_translations"]


class MarksUnwritten(Fault):
    """Tell that what translations were made from could not be written down. Facts: path."""

    code = "cli_marks_unwritten"


class Marked(NamedTuple):
    """What came of one file: the number of texts whose mark changed, or why it could not be read."""

    file: str
    changed: int
    findings: tuple[Finding, ...] = ()


def mark_translations(paths: Sequence[Path], *homes: Path, seen: Collection[str] = ()) -> tuple[Marked, ...]:
    """Mark the translations in questionnaires as they read now; with no path, in those of the homes.

    A translation that is older than its source keeps its mark, unless its language is in `seen`. Raises MarksUnwritten.
    """
    return tuple(_mark(path, seen) for path in _chosen(paths, homes))


def _chosen(paths: Sequence[Path], homes: Sequence[Path]) -> Iterator[Path]:
    if paths:
        found = (file for path in paths for file in files_in(path))
    else:
        found = (path for path in Library.of(*homes).questionnaires() if path.parent != shipped_folder())
    yield from (path for path in found if path.parent.name != "lists")


def _mark(path: Path, seen: Collection[str]) -> Marked:
    before = read_marks(path)
    try:
        texts = written_texts(read_path(path).root)
    except UnreadableError as error:
        return Marked(path.name, 0, error.findings)
    after: Marks = marked(texts, before, seen)
    if after != before:
        try:
            write_marks(path, after)
        except OSError:
            raise MarksUnwritten(path=str(marks_path(path))) from None
    return Marked(path.name, sum(before.get(key) != marks for key, marks in after.items()))
